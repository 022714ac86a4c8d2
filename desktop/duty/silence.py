"""谁还没应 as a short list beside the sheet: who owes since when, and 催办. Free of Qt."""

from collections.abc import Callable

from msgspec import Struct

from db.queries.unanswered import Owing
from desktop import times
from desktop.duty import texts
from desktop.situation.texts import CENTRE as CENTRE_NAME
from desktop.situation.texts import STEP, URGE_TEXT
from desktop.title import title
from governance.calls.call import CENTRE


class SilentRow(Struct, frozen=True, kw_only=True):
    """Somebody who has not answered, in words."""

    key: str
    case_id: str
    event_id: str
    unit: str
    what: str
    title: str
    left: str
    urged: str


def silent_row(one: Owing, now: int, unit: Callable[[str], str]) -> SilentRow:
    """One line."""
    return SilentRow(
        key=f"{one.case_id}/{one.unit}/{one.what}",
        case_id=one.case_id,
        event_id=one.event_id or one.case_id,
        unit=unit_name(one, unit),
        what=STEP.get(one.what, ""),
        title=title(one.text),
        left=times.left(one.due_at, now),
        urged=texts.URGED_AT.format(at=times.short(one.urged_at, now)) if one.urged_at else "",
    )


def urge_text(one: Owing, now: int, unit: Callable[[str], str]) -> str:
    """The words that go into the work group."""
    due = times.due_short(one.due_at, now) if one.due_at is not None else ""
    late = times.left(one.due_at, now).replace("超 ", "超时 ")
    return URGE_TEXT.format(
        serial=one.serial,
        what=title(one.text),
        unit=unit_name(one, unit),
        due=due,
        step=STEP.get(one.what, ""),
        late=late,
    )


def unit_name(one: Owing, unit: Callable[[str], str]) -> str:
    """The unit, or the county's centre."""
    return CENTRE_NAME if one.unit == CENTRE else unit(one.unit)
