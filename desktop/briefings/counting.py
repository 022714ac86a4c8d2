"""A day counted (计数): its tables, its page and whether they add up, as it stands now or as it stood. Free of Qt."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from briefings.day_tables import DayTables, day_tables
from briefings.figures.figure import Day
from briefings.issue import Issue, areas_of
from briefings.rows import day_rows
from db.queries.day_cases import day_cases
from db.queries.outages import outages
from db.queries.past import DayCount, cases_at
from desktop import times
from desktop.briefings.daily_paper import daily_paper
from desktop.briefings.figures import failing, ref_of
from desktop.printing.paper import Printed
from governance.rulebook import Rules
from governance.time.lights import Light

NONE = DayCount()
Fortnight = tuple[tuple[int, int, int], ...]  # midnight, 新增, 办结


class Daily(Struct, frozen=True):
    """A day counted."""

    tables: DayTables
    issue: Issue
    paper: Printed
    failing: tuple[str, ...]  # refs of lines that do not add up
    checked: int  # lines that were checked
    fortnight: Fortnight = ()

    @property
    def late(self) -> int:
        """How many are overdue or yellow."""
        return sum(row.open and row.light in (Light.RED, Light.YELLOW) for row in self.tables.events)


class Head(Struct, frozen=True):
    """What stands on a daily besides its figures."""

    town: str
    villages: Mapping[str, str]
    operator: str
    leader: str


def counted(
    conn: Any, stream: str, rules: Rules, head: Head, since: int, now: int, days: Mapping[int, DayCount]
) -> Daily:
    """The day that begins at `since`, as it stands now, or once it is over as it stood at its midnight."""
    to = since + times.DAY_MS
    day = Day(since, to, min(now, to))
    issue = _issue(conn, stream, rules, head, day, now)
    tables = tables_at(conn, stream, rules, issue, past=day.as_of == to)
    span = range(since - 13 * times.DAY_MS, to, times.DAY_MS)
    fortnight = tuple((one, days.get(one, NONE).added, days.get(one, NONE).closed) for one in span)
    return made(tables, issue, fortnight)


def tables_at(conn: Any, stream: str, rules: Rules, issue: Issue, *, past: bool) -> DayTables:
    """The tables of an issue's day: folded again up to its 数据截至 when it is past, else as cases stand now."""
    day = issue.day
    if past:
        until = day.to if day.as_of == day.to else day.as_of + 1
        events, calls = cases_at(conn, stream, rules, day.since, until)
    else:
        events, calls = day_cases(conn, stream, day.since)
    return day_tables(*day_rows(events, calls, rules, day.as_of), issue)


def made(tables: DayTables, issue: Issue, fortnight: Fortnight) -> Daily:
    """The daily of these figures, with its pages and its checks."""
    wrong = failing(tables)
    four = (tables.groups, tables.units, tables.areas, tables.villages)
    return Daily(
        tables,
        issue,
        daily_paper(tables, issue, fortnight),
        tuple(ref_of(name, line.key, "在办") for name, line in wrong),
        sum(len(one.lines) + 1 for one in four),
        fortnight,
    )


def printed_now(paper: Printed, now: int, operator: str) -> Printed:
    """A copy of what was frozen: another time of printing, another hand, the same words."""
    return replace(paper, printed_at=now, operator=operator)


def totals(daily: Daily) -> Sequence[str]:
    """新增, 办结, 在办 and 超期 of the day, for whoever signs it."""
    counted = daily.tables.totals
    return tuple(f"{name} {counted[key]}" for name, key in _SAID if key in counted)


_SAID = (("新增", "今日新增"), ("办结", "今日办结"), ("在办", "在办"), ("超期", "其中超期"))


def _issue(conn: Any, stream: str, rules: Rules, head: Head, day: Day, now: int) -> Issue:
    cut = tuple((one.since, one.to) for one in outages(conn, stream, day.since) if one.since < day.to)
    return Issue(
        town=head.town or rules.home.name,
        day=day,
        serial=f"RB{times.local(day.since):%Y%m%d}",
        operator=head.operator,
        leader=head.leader,
        printed_at=now,
        draft=True,  # what nobody issued is a draft, whatever its day
        areas=areas_of(rules),
        units=rules.catalogue.units,
        villages=head.villages,
        outages=cut,
    )
