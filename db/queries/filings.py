"""补报准入 of a town: its emergency calls from the county that no admission names, or that were filed late (§5.4)."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from db.tables.calls import call
from db.tables.ledger import case_state
from governance.bodies import read_body
from governance.calls.call import Call
from governance.responsibility.admission import Admission
from governance.responsibility.filings import Filing, filings
from governance.rulebook import Rules

_BACK = 90 * 86_400_000  # one filed late is shown so long


def filings_of(
    conn: Connection, stream: str, admissions: Iterable[Admission], at: int, rules: Rules
) -> tuple[Filing, ...]:
    """What of a town's calls waits for its admission at `at`, the soonest due first, then what was filed late."""
    return filings(_urgent(conn, stream, at - _BACK), admissions, at, rules)


def _urgent(conn: Connection, stream: str, since: int) -> Iterator[Call]:
    """C1 calls without an item; whether the county made them their body says."""
    query = (
        select(case_state.c.body)
        .join(call, (call.c.stream_id == case_state.c.stream_id) & (call.c.case_id == case_state.c.case_id))
        .where(call.c.stream_id == stream, call.c.issued_at >= since, call.c.grade == "C1", call.c.item == "")
    )
    for body in conn.execute(query).scalars():
        case = read_body(body)
        if isinstance(case, Call):
            yield case
