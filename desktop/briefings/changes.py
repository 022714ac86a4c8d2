"""What changed after a daily was issued (发布后变更): figure by figure, with the cases that came and went. Free of Qt.

Source: rulebook §10, §13 (6). The day is counted again as of the issue's 数据截至; what differs reached the ledger later:
paper slips, work of a desk without a network, verdicts judged anew. The frozen figures stay as they were printed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set

from msgspec import Struct

from briefings.day_tables import DayTables
from briefings.figures.calls import DepartmentLine
from briefings.figures.daily import PRINTED, TOTAL, Line
from briefings.figures.figure import Figure
from briefings.issue import Issue
from desktop.briefings.figures import AREAS, CALLS, GROUPS, UNITS, VILLAGES, line_name, ref_of, table_of

TABLES = (GROUPS, UNITS, AREAS, VILLAGES)


class Change(Struct, frozen=True):
    """One figure that would be another number now."""

    ref: str
    line: str  # whose line, in words
    column: str
    before: int
    after: int
    came: tuple[str, ...]  # case ids
    left: tuple[str, ...]

    @property
    def cases(self) -> tuple[str, ...]:
        """All cases it is about."""
        return (*self.came, *self.left)


def changes(frozen: DayTables, now: DayTables, issue: Issue, unsent: Set[str]) -> tuple[Change, ...]:
    """Every figure that differs; cases with own work on its way (`unsent`) are not compared yet."""
    found = [*_tables(frozen, now, issue), *_calls(frozen, now, issue)]
    kept = (_without(one, unsent) for one in found)
    return tuple(one for one in kept if one.came or one.left)


def places(found: Sequence[Change]) -> tuple[Change, ...]:
    """The changes that are counted and listed (处): those of the first page, no figure told twice."""
    front = [one for one in found if one.ref.split("|")[0] in (GROUPS, CALLS) and not _is_total(one)]
    return tuple(front or [one for one in found if not _is_total(one)])


def _tables(frozen: DayTables, now: DayTables, issue: Issue) -> Iterator[Change]:
    for name in TABLES:
        before, after = table_of(frozen, name), table_of(now, name)
        lines = {line.key: line for line in (*after.lines, after.total)}
        for line in (*before.lines, before.total):
            again = lines.get(line.key, Line(line.key, {}))
            said = line_name(name, line.key, issue)
            for column in PRINTED:
                ref = ref_of(name, line.key, column)
                yield from _differing(ref, said, str(column), line[column], again[column])


def _calls(frozen: DayTables, now: DayTables, issue: Issue) -> Iterator[Change]:
    after = {line.dept: line for line in (*now.called.lines, now.called.total)}
    for line in (*frozen.called.lines, frozen.called.total):
        again = after.get(line.dept, DepartmentLine(line.dept, {}))
        said = issue.unit_name(line.dept) if line.dept else TOTAL
        for column in dict.fromkeys([*line.figures, *again.figures]):
            ref = ref_of(CALLS, line.dept or TOTAL, column)
            yield from _differing(ref, said, str(column), line[column], again[column])


def _differing(ref: str, line: str, column: str, before: Figure, after: Figure) -> Iterator[Change]:
    came = Counter(after.cases) - Counter(before.cases)
    left = Counter(before.cases) - Counter(after.cases)
    if came or left:
        yield Change(
            ref, line, column, before.number, after.number, tuple(came.elements()), tuple(left.elements())
        )


def _without(one: Change, unsent: Set[str]) -> Change:
    came, left = _known(one.came, unsent), _known(one.left, unsent)
    return Change(one.ref, one.line, one.column, one.before, one.before + len(came) - len(left), came, left)


def _known(cases: Iterable[str], unsent: Set[str]) -> tuple[str, ...]:
    return tuple(case for case in cases if case not in unsent)


def _is_total(one: Change) -> bool:
    return one.ref.split("|")[1] == TOTAL
