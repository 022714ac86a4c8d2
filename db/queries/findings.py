"""What is found against departments (异常认定): of the calls of a time, by §4.4; the 约谈 list and the weekly draft.

Findings are derived, never stored: the calls are read whole and judged anew. A call can be found late only while it is
open or in the weeks after its end; older ones are in their notices.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, or_, select

from db.overlay import read_shown
from db.tables.calls import call
from db.tables.ledger import case_state
from governance.bodies import read_body
from governance.calls.call import Call
from governance.calls.findings import Finding, findings
from governance.calls.fold import state_at
from governance.notices.notice import Line
from governance.notices.weekly import Summons, summoned, weekly_lines
from governance.rulebook import Rules


class Heard(Struct, frozen=True):
    """When it is asked, and up to when the other side's actions are known."""

    at: int
    until: int


def findings_since(conn: Connection, stream: str, rules: Rules, since: int, heard: Heard) -> list[Finding]:
    """Every finding of calls that were open after `since` as the ledger has them, the latest first."""
    return found_in(_calls(conn, stream, since), rules, heard)


def shown_findings(conn: Connection, stream: str, rules: Rules, since: int, heard: Heard) -> list[Finding]:
    """The same of a desk's calls as its screen shows them, own undelivered actions included."""
    ids = conn.execute(select(call.c.case_id).where(*_after(stream, since))).scalars()
    shown = read_shown(conn, stream, tuple(ids))
    return found_in((one for one in shown if isinstance(one, Call)), rules, heard)


def found_in(calls: Iterable[Call], rules: Rules, heard: Heard) -> list[Finding]:
    """Every finding of these calls, the latest first."""
    found: list[Finding] = []
    for one in calls:
        found += findings(state_at(one, heard.at, rules), heard.at, rules, heard.until)
    return sorted(found, key=lambda f: (-f.since, f.key))


def week_of(
    conn: Connection, stream: str, rules: Rules, week: tuple[int, int], heard: Heard
) -> tuple[Line, ...]:
    """The lines of the weekly draft: what became final in [from, to)."""
    return weekly_lines(findings_since(conn, stream, rules, week[0] - _BACK, heard), *week)


def summons_of(
    conn: Connection, stream: str, rules: Rules, month: str, since: int, heard: Heard
) -> tuple[Summons, ...]:
    """The 约谈 list of a month (YYYY-MM) that began at `since`."""
    return summoned(findings_since(conn, stream, rules, since, heard), month)


_BACK = 60 * 86_400_000  # a finding becomes final at most so long after its call ended


def _calls(conn: Connection, stream: str, since: int) -> Iterator[Call]:
    query = (
        select(case_state.c.body)
        .join(call, (call.c.stream_id == case_state.c.stream_id) & (call.c.case_id == case_state.c.case_id))
        .where(*_after(stream, since))
    )
    for body in conn.execute(query).scalars():
        case = read_body(body)
        if isinstance(case, Call):
            yield case


def _after(stream: str, since: int) -> tuple[ColumnElement[bool], ...]:
    return call.c.stream_id == stream, or_(call.c.open == 1, call.c.moved_at >= since)
