"""The figures strip (数字条) of the situation page: what the day brought, what waits, what is late; the month's rates.

Every figure opens the list it was counted from: `figure_filter` gives that list's conditions, and the figure is their
count. Only 县级未响应 counts departments of calls: its list is `overdue_answers`.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from db.queries.calls import OwedCall, owed_until
from db.queries.event_filter import ENDED, GREY, OPEN, RED, YELLOW, EventFilter, condition
from db.queries.views import filter_of
from db.tables.events import event
from db.tables.ledger import ledger
from governance.events import states
from governance.ledger.action import read_trusted

# how long before the month an event may have ended whose HANDLE falls due in it, or whose revisit came in it: the
# longest limit with its extension is 30 working days, and holidays make that 55 days at most
LONGEST_MS = 60 * 86_400_000
SAID = ("GOOD", "FAIR", "BAD")  # ratings of an effective revisit
NO_CASE = ("MERGED", "SPLIT", "VOID", "REJECTED")  # 诉求 yes (but for 作废), 事件 no (rulebook §7.1)


class Strip(Struct, frozen=True, kw_only=True):
    """The figures, as counted at one instant."""

    accepted: int  # 今日受理: events registered today
    callers: int  # 诉求 of today
    open: int  # 在办
    paused: int  # of them 停计
    yellow: int
    red: int
    unsigned: int  # 未签收
    unsigned_ms: int  # the longest wait of them
    unanswered: int  # 县级未响应: departments past the due of their answer
    worst_dept: str  # the one that waits longest, ""
    to_verify: int  # 待核查
    closed: int  # 今日办结
    closed_late: int  # of them 超期办结
    due: int  # 结案率: 应结案 of the month so far
    due_closed: int  # 结案率: closed of those
    revisited: int  # 实际解决率: effective revisits of the month
    solved: int  # 实际解决率: 已解决 of those


class Span(Struct, frozen=True):
    """The instants that a strip is counted by."""

    now: int
    day_start: int
    month_start: int


def _view(name: str) -> Callable[[Span], EventFilter]:
    return lambda s: filter_of(name, now=s.now, day_start=s.day_start, me="")


_CASES = tuple(state for state in states.STATES if state not in NO_CASE)
_CLOSED = tuple(states.DONE)
_CALLERS = tuple(state for state in states.STATES if state != states.VOID)
FIGURES: Mapping[str, Callable[[Span], EventFilter]] = MappingProxyType(
    {
        "accepted": lambda s: EventFilter(states=_CASES, since=s.day_start, until=s.now + 1),
        "callers": lambda s: EventFilter(states=_CALLERS, since=s.day_start, until=s.now + 1),
        "open": _view("open"),
        "paused": lambda s: EventFilter(lights=(GREY,)),
        "yellow": lambda s: EventFilter(lights=(YELLOW,)),
        "red": lambda s: EventFilter(lights=(RED,)),
        "unsigned": _view("unsigned"),
        "to_verify": _view("to_verify"),
        "closed": _view("closed_today"),
        "closed_late": lambda s: EventFilter(closed_since=s.day_start, late=True),
        "due": lambda s: _due(s, _CASES),
        "due_closed": lambda s: _due(s, _CLOSED),
        "revisited": lambda s: _revisited(s.month_start),
    }
)
_MONTHLY = ("due", "due_closed", "revisited")
_DAILY = tuple(name for name in FIGURES if name not in _MONTHLY)


def figure_filter(name: str, *, now: int, day_start: int, month_start: int) -> EventFilter:
    """The events behind a figure; raises KeyError for 县级未响应 and 已解决, whose lists are not of events' rows."""
    return FIGURES[name](Span(now, day_start, month_start))


def strip(conn: Connection, stream: str, *, now: int, day_start: int, month_start: int) -> Strip:
    """Count everything the strip shows."""
    span = Span(now, day_start, month_start)
    daily = _counts(conn, stream, span, _DAILY, _of_day(stream, span), _oldest_unsigned())
    of_open, of_ended = (_counts(conn, stream, span, _MONTHLY, one) for one in _of_month(stream, span))
    monthly = {name: of_open[name] + of_ended[name] for name in _MONTHLY}
    oldest = daily.pop("oldest_unsigned")
    late = overdue_answers(conn, stream, now=now)
    return Strip(
        **daily,
        **monthly,
        unsigned_ms=max(0, now - oldest) if oldest is not None else 0,
        unanswered=len(late),
        worst_dept=late[0].dept if late else "",
        solved=len(solved_cases(conn, stream, month_start)),
    )


def overdue_answers(conn: Connection, stream: str, *, now: int) -> list[OwedCall]:
    """Departments that owe an answer past its due (县级未响应), the longest first."""
    return owed_until(conn, stream, now)


def solved_cases(conn: Connection, stream: str, month_start: int) -> list[str]:
    """Of the effective revisits since then the events whose caller said 已解决, by the last that reached one."""
    c, e = ledger.c, event.c
    query = (
        select(c.case_id, c.core)
        .join_from(event, ledger, (c.stream_id == e.stream_id) & (c.case_id == e.case_id))
        .where(condition(stream, _revisited(month_start), 0))
        .where(c.kind == "event.revisit", c.vd == "a")
        .order_by(c.seq)
    )
    said: dict[str, bool] = {}
    for case_id, core in conn.execute(query):
        p = read_trusted(core).p
        if p.get("reached"):
            said[case_id] = bool(p.get("solved"))
    return [case_id for case_id, solved in said.items() if solved]


def _revisited(month_start: int) -> EventFilter:
    """Effective revisits since then: somebody was reached and rated."""
    return EventFilter(
        states=(states.REVISITED,),
        ratings=SAID,
        moved_since=month_start,
        closed_since=month_start - LONGEST_MS,
    )


def _due(span: Span, in_states: tuple[str, ...]) -> EventFilter:
    """应结案: the 主办's HANDLE fell due this month so far."""
    return EventFilter(
        states=in_states,
        there_since=span.month_start - LONGEST_MS,
        due_since=span.month_start,
        due_until=span.now + 1,
        counted=True,
    )


def _of_day(stream: str, span: Span) -> ColumnElement[bool]:
    """Whatever a figure of the day may count; each part is an index of its own."""
    shown = (
        EventFilter(open_only=True),
        EventFilter(closed_since=span.day_start),
        EventFilter(since=span.day_start),
    )
    return or_(*(condition(stream, one, span.now) for one in shown))


def _of_month(stream: str, span: Span) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What is open, and what ended since then: an index each, and no walk over the year."""
    c, begun = event.c, span.month_start
    ended = and_(event.c.stream_id == stream, ENDED, c.ended_at >= begun - LONGEST_MS)
    of_month = or_(c.handle_due >= begun, c.moved_at >= begun)  # before anything is counted
    return condition(stream, EventFilter(open_only=True), span.now), and_(ended, of_month)


def _oldest_unsigned() -> ColumnElement[Any]:
    return func.min(case((OPEN, event.c.unsigned_at))).label("oldest_unsigned")


def _counts(
    conn: Connection,
    stream: str,
    span: Span,
    names: tuple[str, ...],
    among: ColumnElement[bool],
    *further: ColumnElement[Any],
) -> dict[str, Any]:
    wanted = {name: condition(stream, FIGURES[name](span), span.now) for name in names}
    counted = [
        func.coalesce(func.sum(case((one, 1), else_=0)), 0).label(name) for name, one in wanted.items()
    ]
    query = select(*counted, *further).where(among)
    return dict(conn.execute(query).one()._mapping)
