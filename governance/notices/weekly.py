"""The weekly draft (每周通报草稿) and the 约谈 list, from findings.

Source: rulebook §4.4, §4.8. Only what is final goes into a notice: explained, heard, neither appealed nor exempt. Three
findings against a unit in a month put it on the 约谈 list.
"""

from collections.abc import Iterable

from msgspec import Struct

from governance.calls.findings import Finding
from governance.notices.notice import Line
from governance.time.working_time import date_of, local_day

SUMMONED_AT = 3


class Summons(Struct, frozen=True):
    """One unit on the 约谈 list of a month, and what put it there."""

    unit: str
    month: str  # YYYY-MM
    findings: tuple[Finding, ...]


def weekly_lines(findings: Iterable[Finding], since: int, until: int) -> tuple[Line, ...]:
    """The lines of the week [since, until): findings whose 说明期 ended in it, unit by unit."""
    due = [f for f in findings if f.counts and since <= f.explain_until < until]
    return tuple(_line(f) for f in sorted(due, key=lambda f: (f.dept, f.since, f.key)))


def _line(found: Finding) -> Line:
    return Line(
        key=found.key,
        unit=found.dept,
        case=found.call,
        serial=found.serial,
        rule=found.rule,
        ground=found.ground,
        since=found.since,
        facts=tuple((fact.name, fact.at) for fact in found.facts),
    )


def summoned(findings: Iterable[Finding], month: str) -> tuple[Summons, ...]:
    """The 约谈 list of a month (YYYY-MM): units with three findings or more, the most first."""
    mine: dict[str, list[Finding]] = {}
    for found in findings:
        if found.counts and date_of(local_day(found.since)).isoformat()[:7] == month:
            mine.setdefault(found.dept, []).append(found)
    listed = [
        Summons(unit, month, tuple(sorted(those, key=lambda f: f.since)))
        for unit, those in mine.items()
        if len(those) >= SUMMONED_AT
    ]
    return tuple(sorted(listed, key=lambda s: (-len(s.findings), s.unit)))
