"""The day counted straight from the ledger (台账直数): what the workbook's totals must equal.

Kept simple and apart on purpose: no case body, no clock, no rule is asked, so that a mistake in the fold, the projections
or the workbook can't repeat itself here.
"""

from collections.abc import Iterable, Mapping
from typing import Any

TOTALS = (
    "昨日结转", "今日新增", "重办", "拆分净增", "今日办结", "不予受理", "作废", "归并净", "在办", "退单",
    "呼叫签发", "呼叫响应", "呼叫评价",
)  # fmt: skip
_LEAVES = {
    "event.close": "今日办结",
    "event.self_handle": "今日办结",
    "event.reject": "不予受理",
    "event.void": "作废",
}
_CALLS = {"call.issue": "呼叫签发", "call.respond": "呼叫响应"}  # counted once, by the call's first one
_RETURN_ENDS = frozenset({"event.decide_return", "event.assign_final", "event.void"})

LedgerEntry = tuple[
    str, str, int, str, Mapping[str, Any]
]  # kind, case id, effective time, verdict "a" "c" "r", payload


def ledger_totals(entries: Iterable[LedgerEntry], since: int, to: int) -> dict[str, int]:
    """Count the day [since, to) from a town's entries, all of them from the first on, in their order.

    The caller gives only entries that move: accepted decisions that are no repetition (`same-effect`, `duplicate-id`), and
    facts that moved their case. Any other verdict than "a" is passed over. What happened at or after `to` is not counted.
    """
    day = _Day(since)
    returned: set[str] = set()
    called: set[tuple[str, str]] = set()
    rated: set[str] = set()
    for kind, case, eff, verdict, p in entries:
        at = min(p["occ"], eff) if p.get("paper") and p.get("occ") is not None else eff
        if verdict != "a" or at >= to:
            continue
        today = at >= since
        day.event(kind, case, at, p)
        if kind == "event.return":
            returned.add(case)
        elif kind in _CALLS and (kind, case) not in called:
            called.add((kind, case))
            day.counted[_CALLS[kind]] += today
        elif kind == "call.evaluate" and today:
            rated.add(case)
        if kind in _RETURN_ENDS:
            returned.discard(case)
    waiting = returned - day.merged
    return day.counted | {"在办": len(day.entered), "退单": len(waiting), "呼叫评价": len(rated)}


class _Day:
    """Events as they enter 在办 and leave it; what happened before the day only changes what it begins with."""

    def __init__(self, since: int) -> None:
        self.counted = dict.fromkeys(TOTALS, 0)
        self.entered: dict[str, int] = {}  # in 在办: since when
        self.merged: set[str] = set()
        self._since = since
        self._left: dict[str, int] = {}  # when it left 在办
        self._mother: dict[str, str] = {}  # part → the case it was split off
        self._void: set[str] = set()

    def event(self, kind: str, case: str, at: int, p: Mapping[str, Any]) -> None:
        """Take in one entry."""
        if kind == "event.report":
            self._enter(case, at, "今日新增")
        elif kind in _LEAVES:
            self._leave(case, at, _LEAVES[kind])
        elif kind == "event.rework":
            self._enter(case, at, "重办")
        elif kind == "event.merge" and case in self.entered:
            self.merged.add(case)
            self._leave(case, at, "归并净")
        elif kind == "event.unmerge" and case in self.merged:
            self.merged.discard(case)
            self._enter(case, at, "归并净", -1)
        elif kind == "event.split" and case in self.entered:
            self._leave(case, at, "拆分净增", -1)
            for part in p["children"]:
                self._mother[part["case"]] = case
                self._enter(part["case"], at, "拆分净增")
        if kind == "event.void" and case in self._mother:
            self._whole_again(case, at)

    def _whole_again(self, part: str, at: int) -> None:
        """A mother whose parts are all void is handled herself again."""
        self._void.add(part)
        mother = self._mother[part]
        if all(other in self._void for other, of in self._mother.items() if of == mother):
            self._enter(mother, at, "拆分净增")

    def _enter(self, case: str, at: int, column: str, step: int = 1) -> None:
        if case not in self.entered:
            self.entered[case] = max(at, self._left.pop(case, at))
            self._count(column, self.entered[case], step, 1)

    def _leave(self, case: str, at: int, column: str, step: int = 1) -> None:
        if case in self.entered:
            self._left[case] = max(at, self.entered.pop(case))
            self._count(column, self._left[case], step, -1)

    def _count(self, column: str, at: int, step: int, carried: int) -> None:
        if at >= self._since:
            self.counted[column] += step
        else:
            self.counted["昨日结转"] += carried
