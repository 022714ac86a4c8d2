"""The lines of the hand-over sheet (交接单的行): one case each, as people name it at the desk. Free of Qt."""

from collections.abc import Callable

from msgspec import Struct

from db.queries.calls import CallRow, OwedCall
from db.queries.events import EventRow, UnsignedTask
from desktop import times
from desktop.duty import texts
from desktop.lights import WORD_TOKENS, Sign, sign_of
from desktop.title import title
from governance.events import states

Unit = Callable[[str], str]


class Row(Struct, frozen=True, kw_only=True):
    """One case of a section."""

    case_id: str
    sign: Sign | None = None
    tag: tuple[str, str] = ("", "")  # word and tone, where a section has them instead of lights
    serial: str
    title: str
    unit: str = ""
    state: str = ""
    left: str = ""
    token: str = "ink2"


def event_row(row: EventRow, now: int, unit: Unit) -> Row:
    """An event with its light."""
    sign = sign_of(row.due_at, row.yellow_at, now)
    return Row(
        case_id=row.case_id,
        sign=sign,
        serial=_short(row.serial, now),
        title=title(row.text),
        unit=unit(row.unit) if row.unit else _held(row),
        state=states.NAMES[row.state],
        left=times.left(row.due_at, now),
        token=WORD_TOKENS[sign] if sign in (Sign.OVERDUE, Sign.SOON) else "ink2",
    )


def _held(row: EventRow) -> str:
    """Who has it while no unit does."""
    return texts.COUNTY if row.state == states.CALLED_UP else texts.ROOM


def task_row(one: UnsignedTask, now: int, unit: Unit) -> Row:
    """A task nobody signed for, with the time it was given."""
    sign = sign_of(one.sign_due, None, now)
    return Row(
        case_id=one.case_id,
        sign=sign,
        serial=_short(one.serial, now),
        title=title(one.text),
        unit=unit(one.unit),
        state=times.short(one.given_at, now),
        left=times.left(one.sign_due, now),
        token="red" if sign is Sign.OVERDUE else "ink2",
    )


def decision_row(row: EventRow, now: int, word: str, tone: str) -> Row:
    """What the room has to decide: a return, an extension, a conflict."""
    late = row.due_at is not None and row.due_at < now
    return Row(
        case_id=row.case_id,
        tag=(word, tone),
        serial=_short(row.serial, now),
        title=title(row.text),
        left=times.left(row.due_at, now),
        token="red" if late else "ink2",
    )


def ending_row(row: EventRow, now: int) -> Row:
    """A 挂账 whose day comes within a week: somebody has to be ready for it."""
    return Row(
        case_id=row.case_id,
        tag=(texts.SUSPENDED, ""),
        serial=_short(row.serial, now),
        title=title(row.text),
        left=texts.RESUMES.format(at=times.short(row.held_until, now)),
    )


def owed_row(one: OwedCall, now: int, unit: Unit) -> Row:
    """A call whose answer is owed."""
    late = one.respond_due is not None and one.respond_due < now
    return Row(
        case_id=one.event_id or one.case_id,
        tag=(texts.ANSWER_OWED, "red" if late else ""),
        serial=_short(one.serial, now),
        title=f"{unit(one.dept)} · {title(one.ask)}",
        left=times.left(one.respond_due, now),
        token="red" if late else "ink2",
    )


def call_row(one: CallRow, now: int) -> Row:
    """A call that waits for the town."""
    return Row(
        case_id=one.event_id or one.case_id,
        tag=(texts.CALL_STATES.get(one.state, ""), ""),
        serial=_short(one.serial, now),
        title=title(one.ask),
        left=times.left(one.due_at, now),
    )


def _short(serial: str, now: int) -> str:
    """`0036` of today, `0307-0004` of another day: what people call a case at the desk."""
    letter_day, *_, number = serial.split("-")
    today = times.local(now).strftime("%y%m%d")
    return number if letter_day[1:] == today else f"{letter_day[3:]}-{number}"
