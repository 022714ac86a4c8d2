"""What was found against departments on one call (异常认定), with the facts each finding rests on. Free of Qt.

Source: rulebook §4.4.
"""

from msgspec import Struct

from desktop import times
from desktop.calls import texts
from desktop.names import Names
from governance.calls.call import Call
from governance.calls.findings import (
    EXEMPT,
    EXPLAINING,
    GROUNDS,
    NAMES,
    PROVISIONAL,
    STATUSES,
    Finding,
    findings,
)
from governance.calls.rulings import pushable
from governance.rulebook import Rules

TONES = {EXEMPT: "green", EXPLAINING: "amber", PROVISIONAL: ""}


class FindingFace(Struct, frozen=True, kw_only=True):
    """One finding in words."""

    unit: str
    rule: str  # 迟响应
    status: tuple[str, str]  # words, tone of the tag
    ground: str  # of 响应不作为
    facts: str  # `交办 15:00 · 响应到期 16:00 · 两倍时限 17:00`
    until: int | None  # end of the 说明期 while it runs


class FoundFace(Struct, frozen=True, kw_only=True):
    """The findings of a call; none: only what may still be said about its departments."""

    case_id: str
    findings: tuple[FindingFace, ...]
    as_of: str  # 截至, while the county is not heard
    pushable: bool  # a department may have handed its 主体责任 back


def found_face(call: Call, names: Names, now: int, rules: Rules, as_of: int | None) -> FoundFace | None:
    """Give what the panel shows of a call at `now`; None when nothing was found."""
    found = findings(call, now, rules, now if as_of is None else as_of)
    if not found:
        return None
    shown = tuple(_finding(one, names, now) for one in sorted(found, key=lambda f: (-f.since, f.key)))
    said = texts.MARK.format(at=times.short(as_of, now)) if as_of is not None else ""
    return FoundFace(case_id=call.id, findings=shown, as_of=said, pushable=bool(pushable(call, rules)))


def _finding(found: Finding, names: Names, now: int) -> FindingFace:
    facts = " · ".join(f"{fact.name} {times.short(fact.at, now)}" for fact in found.facts)
    return FindingFace(
        unit=names.unit(found.dept),
        rule=NAMES[found.rule],
        status=(STATUSES[found.status], TONES.get(found.status, "red")),
        ground=GROUNDS.get(found.ground, ""),
        facts=facts,
        until=found.explain_until if found.status == EXPLAINING else None,
    )
