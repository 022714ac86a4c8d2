"""Issued figures held to the ledger (签发核验): an evaluation that a town froze, counted anew as of its own 数据截至.

Source: rulebook §13 (6): no printed figure can change silently. The ledger only grows, so what it said up to an instant
stays countable for ever; the digest that the town signed and printed must come out again.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, func, select

from county.verify import Folded, walked
from db.server_ledger import StreamHead
from db.tables.county import ledger
from governance.briefing.issue import Briefing, briefing_case
from governance.evaluation.figures import TownFigures
from governance.evaluation.period import Period, period_of
from governance.evaluation.tally import digest

EVALUATION = "EVALUATION"
MOST_ENDS = 20
Count = Callable[[Folded, Period], TownFigures]


class Held(Struct, frozen=True, kw_only=True):
    """One issue of a town's evaluation, and whether its figures come out again."""

    town: str
    no: str
    as_of: int
    digest: str
    recounted: str

    @property
    def equal(self) -> bool:
        """Whether the printed digest is that of the ledger."""
        return self.digest == self.recounted


def held(
    conn: Connection, head: StreamHead, town: Folded, county: Folded, name: str, count: Count
) -> Iterator[Held]:
    """Every issue of the town's evaluation of that period."""
    briefing = town.cases.get(briefing_case(head.stream, EVALUATION, name))
    for issue in briefing.issues if isinstance(briefing, Briefing) else ():
        period = period_of(name, issue.as_of)
        if issue.as_of is None or period is None:
            continue
        said = _recounted(conn, head, county, issue.digest, period, count)
        yield Held(
            town=town.rules.home.name, no=issue.no, as_of=issue.as_of, digest=issue.digest, recounted=said
        )  # fmt: skip


def _recounted(
    conn: Connection, head: StreamHead, county: Folded, wanted: str, period: Period, count: Count
) -> str:
    """The digest as of the last entry of that instant; the desk may have held a few less of the same millisecond."""
    said = ""
    for seq in _ends(conn, head.stream, period.as_of):
        then, _ = walked(conn, replace(head, seq=seq), county)
        found = digest(count(then, period))
        said = said or found
        if found == wanted:
            return found
    return said


def _ends(conn: Connection, stream: str, at: int) -> list[int]:
    """The last entry that the county had received by then, and those of the same instant before it."""
    c = ledger.c
    last = select(func.max(c.st)).where(c.stream_id == stream, c.st <= at).scalar_subquery()
    query = select(c.seq).where(c.stream_id == stream, c.st == last).order_by(c.seq.desc()).limit(MOST_ENDS)
    return list(conn.execute(query).scalars())
