"""All tables of one daily (日报各表的数字), counted once."""

from collections.abc import Iterable

from msgspec import Struct

from briefings.figures.call_row import CallRow
from briefings.figures.calls import CallFigures, call_figures
from briefings.figures.daily import Column, Table, by_area, by_unit, by_village, table
from briefings.figures.event_row import EventRow
from briefings.issue import GROUPS, OTHERS, Issue
from briefings.ledger_totals import TOTALS


class DayTables(Struct, frozen=True, kw_only=True):
    """What one day gives."""

    events: tuple[EventRow, ...]  # in the order of their registration
    calls: tuple[CallRow, ...]
    groups: Table
    units: Table
    areas: Table
    villages: Table
    called: CallFigures

    @property
    def totals(self) -> dict[str, int]:
        """The totals that the ledger can be asked for too."""
        counted = {str(column): self.groups.total.number(column) for column in Column}
        counted["拆分净增"] = counted[Column.SPLIT_OFF] - counted[Column.SPLIT]
        counted["归并净"] = counted[Column.MERGED] - counted[Column.UNMERGED]
        counted["呼叫签发"] = self.called.issued.number
        counted["呼叫响应"] = self.called.responded.number
        counted["呼叫评价"] = self.called.rated.number
        return {name: counted[name] for name in TOTALS}


def day_tables(events: Iterable[EventRow], calls: Iterable[CallRow], issue: Issue) -> DayTables:
    """Count the day of an issue."""
    day = issue.day
    rows = tuple(sorted(events, key=lambda row: (row.registered_at, row.serial)))
    called = tuple(sorted(calls, key=lambda row: (row.issued_at, row.serial)))
    used = {issue.unit_line(hold.unit) for row in rows for hold in row.holds}
    groups = (*GROUPS, OTHERS) if any(issue.group(unit) == OTHERS for unit in used) else GROUPS
    answering = {part.dept for call in called for part in call.parts} - set(issue.departments)
    departments = (*issue.departments, *(code for code in issue.units if code in answering))
    return DayTables(
        events=rows,
        calls=called,
        groups=table(rows, day, by_unit(issue.group, day), groups),
        units=table(rows, day, by_unit(issue.unit_line, day), issue.unit_lines(used)),
        areas=table(rows, day, by_area, (*issue.areas, "")),
        villages=table(rows, day, by_village, (*issue.villages, "")),
        called=call_figures(called, day, departments),
    )
