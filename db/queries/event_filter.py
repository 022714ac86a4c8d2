"""Conditions over events (筛选条件): what views, chips and figures ask for, said once.

A number and the list behind it are the same by construction: both come from `conditions` of one EventFilter.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, and_, literal_column, or_, select

from db.queries.holds import asked, ends_soon, in_states, is_held, not_held
from db.tables.events import NEVER, event
from db.tables.ledger import personal
from governance.events import states

RED, YELLOW, GREEN, GREY = "red", "yellow", "green", "grey"
LIGHTS = (RED, YELLOW, GREEN, GREY)
TEL_DIGITS = 11
IS_TEL = personal.c.field == literal_column("'tel'")
GRID_ITSELF = "00"  # ends the code of a grid, which holds its micro-grids


class EventFilter(Struct, frozen=True, kw_only=True):
    """Which events are wanted; what is left empty does not matter. Spans hold `since` ≤ instant < `until`."""

    states: tuple[str, ...] = ()
    urgencies: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()  # 12 digits
    grids: tuple[str, ...] = ()  # 17 digits; one that ends with 00 holds its micro-grids
    units: tuple[str, ...] = ()  # 主办
    categories: tuple[str, ...] = ()  # codes, or the beginnings of codes: areas, 大类
    channels: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()
    words: str = ""  # each word stands in text, place or serial; 11 digits are a caller's number
    lights: tuple[str, ...] = ()  # of open events
    since: int | None = None  # registered
    until: int | None = None
    closed_since: int | None = None  # 结案; neither 不予受理, 作废 nor 归并
    closed_until: int | None = None
    moved_since: int | None = None  # last move
    due_since: int | None = None  # due of the 主办's HANDLE clock
    due_until: int | None = None
    falls_due_until: int | None = None  # earliest due of the running clocks
    there_since: int | None = None  # open, or ended since
    open_only: bool = False
    unsigned: bool = False
    proposed: bool = False  # the rules propose a 督办
    pending: bool = False  # own actions in it are not delivered
    conflicts: bool = False
    asked: bool = False  # 延期待审, 挂账待批
    ends_soon: bool = False  # 挂账 that ends within seven days
    counted: bool = False  # in denominators: neither 挂账 nor 豁免 (§7.1)
    returned: bool = False  # 退单 at least once
    late: bool = False  # 超期办结: fed back after the due of HANDLE
    main: str = ""  # what is merged into this case
    reporter: str = ""  # user who registered it
    cases: tuple[str, ...] = ()  # these only


OPEN = event.c.open == literal_column("1")  # no bound value: so that partial indexes are found
ENDED = event.c.ended_at.is_not(None)
NOT_CLOSED = ("REJECTED", "VOID", "MERGED", "SPLIT")  # ended otherwise than by 结案
_COUNTED = tuple(state for state in states.STATES if state != states.SUSPENDED)
_LISTS = (
    ("urgencies", event.c.urg),
    ("villages", event.c.village),
    ("units", event.c.unit),
    ("channels", event.c.ch),
    ("results", event.c.result),
    ("ratings", event.c.rating),
    ("cases", event.c.case_id),
)


def conditions(stream: str, wanted: EventFilter, now: int) -> list[ColumnElement[bool]]:
    """What must hold of a row, the stream included."""
    return [
        event.c.stream_id == stream,
        *_of_lists(wanted, now),
        *_of_instants(wanted, now),
        *_of_flags(wanted, now),
        *_of_words(stream, wanted.words),
        *_of_lights(wanted.lights, now),
        *((OPEN, event.c.propose_at <= now) if wanted.proposed else ()),
    ]


def index_of(wanted: EventFilter) -> str | None:
    """The partial index that holds all that is wanted; None when only the whole table does.

    A town has hundreds of open events and hundreds of thousands of others, which SQLite cannot know: it keeps no counts.
    """
    if wanted.cases:
        return None
    if wanted.conflicts or wanted.pending:
        return "ix_event_conflicts" if wanted.conflicts else "ix_event_pending"
    if _of_open(wanted):
        return "ix_event_due"
    return "ix_event_ended" if wanted.closed_since is not None else None


def _of_open(wanted: EventFilter) -> bool:
    if wanted.open_only or wanted.unsigned or wanted.lights or wanted.ends_soon or wanted.proposed:
        return True
    return bool(wanted.states) and states.OPEN.issuperset(wanted.states)


def condition(stream: str, wanted: EventFilter, now: int) -> ColumnElement[bool]:
    """The same as one condition, to be counted beside others."""
    return and_(*conditions(stream, wanted, now))


def light_is(name: str, now: int) -> ColumnElement[bool]:
    """Whether an open event shows this light (§6.3): red and yellow by the earliest due, grey while none runs."""
    c = event.c
    red, yellow = c.due_at < now, and_(c.due_at >= now, c.yellow_at <= now)
    calm = and_(c.due_at >= now, c.yellow_at > now)
    shown = {
        RED: and_(red, not_held(event, now)),
        YELLOW: and_(yellow, not_held(event, now)),
        GREEN: and_(calm, c.due_at < NEVER, not_held(event, now)),
        GREY: or_(and_(calm, c.due_at == NEVER), is_held(event, now)),
    }
    return and_(OPEN, shown[name])


def like(text: str) -> str:
    """A pattern that finds the text anywhere, its own signs taken literally."""
    return f"%{_escaped(text)}%"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _of_lists(wanted: EventFilter, now: int) -> Iterator[ColumnElement[bool]]:
    if wanted.states:
        yield in_states(event, wanted.states, now)
    for name, column in _LISTS:
        values = getattr(wanted, name)
        if values:
            yield column.in_(values)
    if wanted.categories:
        yield or_(*(event.c.cat.like(_escaped(code) + "%", escape="\\") for code in wanted.categories))
    if wanted.grids:
        yield or_(*(_in_grid(grid) for grid in wanted.grids))
    if wanted.main:
        yield event.c.main == wanted.main
    if wanted.reporter:
        yield event.c.reporter == wanted.reporter


def _in_grid(grid: str) -> ColumnElement[bool]:
    if grid.endswith(GRID_ITSELF):
        return event.c.grid.like(_escaped(grid[: -len(GRID_ITSELF)]) + "%", escape="\\")
    return event.c.grid == grid


def _of_instants(wanted: EventFilter, now: int) -> Iterator[ColumnElement[bool]]:
    c = event.c
    bounds: tuple[tuple[Any, int | None, int | None], ...] = (
        (c.registered_at, wanted.since, wanted.until),
        (c.ended_at, wanted.closed_since, wanted.closed_until),
        (c.moved_at, wanted.moved_since, None),
        (c.handle_due, wanted.due_since, wanted.due_until),
        (c.due_at, None, wanted.falls_due_until),
    )
    for column, since, until in bounds:
        if since is not None:
            yield column >= since
        if until is not None:
            yield column < until
    if wanted.falls_due_until is not None:
        yield not_held(event, now)
    if wanted.there_since is not None:
        yield or_(and_(OPEN, c.due_at >= 0), and_(ENDED, c.ended_at >= wanted.there_since))
    if wanted.closed_since is not None or wanted.closed_until is not None:
        yield c.state.not_in(NOT_CLOSED)
        yield c.parts == literal_column("0")  # a mother case is counted by its parts


def _of_flags(wanted: EventFilter, now: int) -> Iterator[ColumnElement[bool]]:
    c = event.c
    flags: tuple[tuple[bool, ColumnElement[bool]], ...] = (
        (
            _of_open(wanted),
            and_(OPEN, c.due_at >= 0),
        ),  # true of every row: it leads SQLite to the index of dues
        (wanted.unsigned, c.unsigned_at.is_not(None)),
        (wanted.pending, c.pending > literal_column("0")),
        (wanted.conflicts, c.conflicts > literal_column("0")),
        (wanted.asked, asked(event, now)),
        (wanted.ends_soon, ends_soon(event, now)),
        (wanted.counted, and_(c.exempt == 0, in_states(event, _COUNTED, now))),
        (wanted.returned, c.returns > 0),
        (wanted.late, c.fed_at > c.handle_due),
    )
    yield from (one for asked, one in flags if asked)


def _of_words(stream: str, words: str) -> Iterator[ColumnElement[bool]]:
    for word in words.split():
        if len(word) == TEL_DIGITS and word.isdecimal():
            yield event.c.case_id.in_(
                select(personal.c.owner_id).where(
                    personal.c.stream_id == stream, IS_TEL, personal.c.value == word
                )
            )
        else:
            found = like(word)
            yield or_(*(event.c[name].like(found, escape="\\") for name in ("text", "place", "serial")))


def _of_lights(lights: tuple[str, ...], now: int) -> Iterator[ColumnElement[bool]]:
    if lights:
        yield or_(*(light_is(name, now) for name in lights))
