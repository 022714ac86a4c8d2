"""What an evaluation reads (考评取数): the cases whose figures fall into a period, by the rows; then the rulebook counts.

The rows leave out what no figure of the period looks at; `python -m county verify --period` counts the whole ledger
instead and says whether the two agree to the last digit.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection, and_, exists, func, or_, select

from db.tables.archives import archive
from db.tables.calls import call, call_task
from db.tables.events import event, event_task
from db.tables.ledger import case_state, ledger
from db.tables.supervisions import supervision
from db.view import CHUNK
from governance.archive.element import Archived
from governance.archive.register import KINDS, POST
from governance.bodies import read_body
from governance.calls.call import Call
from governance.evaluation.double_lock import Said, said_of
from governance.evaluation.figures import (
    LINE_KINDS,
    CountyFigures,
    DeptLine,
    Line,
    TownCases,
    TownFigures,
    call_facts,
    county_figures,
    county_weights,
    department_lines,
    department_scores,
    town_figures,
)
from governance.evaluation.of_events import REPEAT_MS
from governance.evaluation.period import Period
from governance.evaluation.scores import DeptScore, Weights
from governance.events.event import Event
from governance.ledger.action import Action, read_trusted
from governance.ledger.case import Case
from governance.ledger.entry import ACCEPTED
from governance.rulebook import Rules
from governance.supervision.supervision import Supervision

SLACK_MS = (
    40 * 86_400_000
)  # a clock that was stopped may fall due that much later, HANDLE apart, which has its column

PEOPLE = "sys.user"

T = TypeVar("T", bound=Case)
RulesOf = Callable[[str], Rules]


def town_evaluation(
    conn: Connection,
    stream: str,
    period: Period,
    rules: Rules,
    weights: Weights | None = None,
    kept: Sequence[Archived] | None = None,
) -> TownFigures:
    """A town's figures, as the desk shows its cases; with the rulebook's weights unless the county's are given.

    `kept` = the archives since this period or an earlier one, for who counts several periods in a row.
    """
    cases = TownCases(
        events=_of_type(Event, bodies(conn, stream, _events(conn, stream, period))),
        calls=_calls(conn, stream, period),
        cards=_cards(conn, stream, period),
        lines=list(lines(conn, stream, period)),
        people=people(conn, stream),
        archives=archives(conn, stream, period.since) if kept is None else kept,
        look_up=lambda ids: bodies(conn, stream, ids),
    )

    return town_figures(cases, EarlierCalls(conn, stream), weights or Weights(), period, rules)


def county_evaluation(
    conn: Connection, county: str, towns: Iterable[str], period: Period, rules_of: RulesOf
) -> CountyFigures:
    """The county's figures over all its towns."""

    def look_up(ids: Sequence[str]) -> dict[str, Case]:
        return bodies(conn, county, ids)

    weights = county_weights(look_up, county, period)
    found = [town_evaluation(conn, town, period, rules_of(town), weights) for town in towns]
    return county_figures(found, look_up, county, period, rules_of(county))


def county_scores(
    conn: Connection, county: str, towns: Iterable[str], period: Period, rules_of: RulesOf
) -> tuple[DeptScore, ...]:
    """部门综合分 alone, as in `county_evaluation`: from the calls, in a third of the time."""

    def look_up(ids: Sequence[str]) -> dict[str, Case]:
        return bodies(conn, county, ids)

    weights = county_weights(look_up, county, period)
    said = [_said_by(conn, town, weights, period, rules_of(town)) for town in towns]
    return department_scores(said, look_up, county, period, rules_of(county))


def _said_by(
    conn: Connection, town: str, weights: Weights, period: Period, rules: Rules
) -> tuple[DeptLine, ...]:
    facts = call_facts(_calls(conn, town, period), period, rules)
    return department_lines(facts, EarlierCalls(conn, town), weights, period, rules)


def weights_of(conn: Connection, county: str | None, period: Period) -> Weights:
    """The department weights of the period's first day, as far as the county's ledger is held here."""
    if county is None:
        return Weights()
    return county_weights(lambda ids: bodies(conn, county, ids), county, period)


def _events(conn: Connection, stream: str, period: Period) -> Sequence[str]:
    """Registered up to 30 days before it (repeated appeals), open, moved or falling due in it."""
    c, t = event.c, event_task.c
    task_due = exists().where(
        t.stream_id == c.stream_id,
        t.case_id == c.case_id,
        t.handle_due >= period.since,
        t.handle_due < period.to,
    )
    query = select(c.case_id).where(
        c.stream_id == stream,
        c.registered_at < period.to,
        or_(
            c.registered_at >= period.since - REPEAT_MS,
            c.open == 1,
            c.moved_at >= period.since - SLACK_MS,
            and_(c.outer_due >= period.since, c.outer_due < period.to),
            task_due,
        ),
    )
    return conn.execute(query).scalars().all()


def _calls(conn: Connection, stream: str, period: Period) -> list[Call]:
    c, t = call.c, call_task.c
    task_due = exists().where(
        t.stream_id == c.stream_id,
        t.case_id == c.case_id,
        or_(t.handle_due.between(period.since, period.to), t.respond_due.between(period.since, period.to)),
    )
    query = select(c.case_id).where(
        c.stream_id == stream,
        c.issued_at < period.to,
        or_(c.open == 1, c.moved_at >= period.since - SLACK_MS, task_due),
    )
    return _of_type(Call, bodies(conn, stream, conn.execute(query).scalars().all()))


def calls_of(conn: Connection, stream: str, depts: Iterable[str], since: int, to: int) -> list[str]:
    """Calls that one of the departments has or had a part in and that may count in [since, to)."""
    c, t = call.c, call_task.c
    in_time = or_(
        c.open == 1,
        c.moved_at >= since - SLACK_MS,
        t.handle_due.between(since, to),
        t.respond_due.between(since, to),
    )
    query = (
        select(t.case_id)
        .distinct()
        .join_from(call_task, call, (c.stream_id == t.stream_id) & (c.case_id == t.case_id))
        .where(t.stream_id == stream, t.dept.in_(sorted(depts)), t.given_at < to, in_time)
    )
    return list(conn.execute(query).scalars())


class EarlierCalls:
    """A town's calls of the periods before (`governance.evaluation.waiting_calls.Earlier`), by the rows."""

    def __init__(self, conn: Connection, stream: str) -> None:
        self._conn, self._stream = conn, stream

    def first(self, depts: frozenset[str]) -> int | None:
        """When the first of these departments was given its first part."""
        c = call_task.c
        query = select(func.min(c.given_at)).where(c.stream_id == self._stream, c.dept.in_(sorted(depts)))
        return self._conn.execute(query).scalar()

    def within(self, depts: frozenset[str], since: int, to: int) -> list[Call]:
        """Their calls that may count in [since, to)."""
        ids = calls_of(self._conn, self._stream, depts, since, to)
        return _of_type(Call, bodies(self._conn, self._stream, ids))


def _cards(conn: Connection, stream: str, period: Period) -> list[Supervision]:
    c = supervision.c
    query = select(c.case_id).where(
        c.stream_id == stream, c.moved_at >= period.since, c.issued_at < period.to
    )
    return _of_type(Supervision, bodies(conn, stream, conn.execute(query).scalars().all()))


def archives(conn: Connection, stream: str, since: int) -> list[Archived]:
    """Elements whose visits may fall due at an instant or later, and who holds which post in a grid."""
    a, s = archive.c, case_state.c
    due = and_(a.type.in_([key for key, kind in KINDS.items() if kind.visited]), a.visit_due >= since)
    query = (
        select(s.body)
        .join_from(archive, case_state, and_(s.stream_id == a.stream_id, s.case_id == a.case_id))
        .where(a.stream_id == stream, a.gone == 0, or_(a.type == POST, due))
    )
    found = (read_body(body) for body in conn.execute(query).scalars())
    return [one for one in found if isinstance(one, Archived)]


def bodies(conn: Connection, stream: str, ids: Sequence[str]) -> dict[str, Case]:
    """These cases as the county has confirmed them: what only this desk knows is not evaluated yet."""
    found: dict[str, Case] = {}
    c = case_state.c
    for start in range(0, len(ids), CHUNK):
        query = select(c.case_id, c.body).where(
            c.stream_id == stream, c.case_id.in_(ids[start : start + CHUNK])
        )
        found.update((case_id, read_body(body)) for case_id, body in conn.execute(query))
    return found


def _of_type(wanted: type[T], found: dict[str, Case]) -> list[T]:
    return [body for body in found.values() if isinstance(body, wanted)]


def lines(conn: Connection, stream: str, period: Period) -> Iterator[Line]:
    """Lines of the ledger that took effect and may have happened in the period: received at its beginning or later."""
    c = ledger.c
    first = conn.execute(select(func.min(c.seq)).where(c.stream_id == stream, c.st >= period.since)).scalar()
    if first is None:
        return
    query = select(c.eff, c.core).where(
        c.stream_id == stream, c.seq >= first, c.kind.in_(sorted(LINE_KINDS)), c.vd == ACCEPTED, c.code == ""
    )
    for eff, core in conn.execute(query.order_by(c.seq)):
        action = read_trusted(core)
        yield line_of(action, eff)


def people(conn: Connection, stream: str) -> list[Said]:
    """What the stream said of its people, one entry after another (派驻名册, §1.4)."""
    c = ledger.c
    query = select(c.eff, c.core).where(
        c.stream_id == stream, c.case_id == stream, c.kind == PEOPLE, c.vd == ACCEPTED, c.code == ""
    )
    return [said_of(read_trusted(core).p, eff) for eff, core in conn.execute(query.order_by(c.seq))]


def line_of(action: Action, eff: int) -> Line:
    """A line with the time it counts at: the slip's fact time where there is one (§3.11)."""
    occ = action.p.get("occ") if action.p.get("paper") else None
    at = min(occ, eff) if isinstance(occ, int) else eff
    return Line(action.kind, action.case or "", action.actor, at, action.p, action.id)
