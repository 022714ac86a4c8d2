"""Grades of a call and the latest instants of its five clocks (等级). Free of Qt.

Source: rulebook §4.1. Before 交办 nobody knows when the departments' clocks begin: what is shown is the latest each
step may end if every step uses its whole limit.
"""

from msgspec import Struct

from desktop import times
from desktop.calls import texts
from governance.calls.payloads import GRADES
from governance.rulebook import Rules

BY_URGENCY = {"U1": "C1", "U2": "C2", "U3": "C3"}
BOTH_GRADE = "C2"  # of a 事呼双应
CLOCKS = ("ACCEPT", "ASSIGN", "SIGN", "RESPOND", "HANDLE")


class GradeFace(Struct, frozen=True):
    """One grade with its latest instants, in words."""

    code: str
    name: str
    use: str
    instants: tuple[str, ...]  # of CLOCKS


def latest(grade: str, at: int, rules: Rules, *, both: bool = False) -> dict[str, int | None]:
    """When each of the five clocks ends at the latest for a call issued at `at`; None where the table has no limit.

    `both`: a 事呼双应 lies with its departments at once, without 受理 and 交办 (§4.7).
    """

    def due(clock: str, since: int | None) -> int | None:
        limit = rules.find_limit("call", clock, grade)
        return rules.calendar.nominal_due(since, limit) if limit is not None and since is not None else None

    accepted = None if both else due("ACCEPT", at)
    assigned = at if both else due("ASSIGN", accepted)
    return {
        "ACCEPT": accepted,
        "ASSIGN": None if both else assigned,
        **{clock: due(clock, assigned) for clock in ("SIGN", "RESPOND", "HANDLE")},
    }


def grade_faces(at: int, rules: Rules, *, both: bool = False) -> tuple[GradeFace, ...]:
    """All grades for a call issued at `at`; `both`: a 事呼双应, which is always 紧急."""
    return tuple(
        GradeFace(
            code,
            f"{code} {name}",
            texts.GRADE_USES.get(code, ""),
            _instants(code, at, rules, both and code == BOTH_GRADE),
        )
        for code, name in GRADES.items()
    )


def _instants(grade: str, at: int, rules: Rules, both: bool) -> tuple[str, ...]:
    found = latest(grade, at, rules, both=both)
    return tuple(_said(clock, found[clock], grade, at) for clock in CLOCKS)


def _said(clock: str, due: int | None, grade: str, at: int) -> str:
    if due is None:
        return texts.NO_PROOF
    said = near(due, at)
    return texts.MUST_ARRIVE.format(at=said) if clock == "RESPOND" and grade == "C1" else said


def near(due: int, now: int) -> str:
    """`15:57` today, `明天 10:12`, `周五 10:12` within the week, `04-02 18:00` later; midnight is 24:00 of the day before."""
    last = due - 1 if due == times.day_start(due) else due
    days = (times.day_start(last) - times.day_start(now)) // times.DAY_MS
    at = times.due_short(due, due - 1)[-5:]
    if days == 0:
        return at
    if days == 1:
        return texts.TOMORROW.format(at=at)
    if 1 < days < 7:
        return f"周{times.WEEKDAYS[times.local(last).weekday()]} {at}"
    return times.due_short(due, now)
