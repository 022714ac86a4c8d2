"""The day counted straight from the ledger (台账直数): what the workbook's totals must equal.

Kept simple and apart on purpose: no case body, no clock, no rule is asked, so that a mistake in the fold, the projections
or the workbook can't repeat itself here.
"""

from collections.abc import Iterable, Mapping
from typing import Any

TOTALS = (
    "昨日结转", "今日新增", "今日办结", "不予受理", "作废", "归并净", "在办", "退单", "呼叫签发", "呼叫响应", "呼叫评价",
)  # fmt: skip
_LEAVES = {"event.close": "今日办结", "event.reject": "不予受理", "event.void": "作废"}
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
    counted = dict.fromkeys(TOTALS, 0)
    entered: dict[str, int] = {}  # events in 在办: since when
    merged: dict[str, int] = {}  # events that left it for a main event
    returned: set[str] = set()
    called: set[tuple[str, str]] = set()
    rated: set[str] = set()
    for kind, case, eff, verdict, p in entries:
        at = min(p["occ"], eff) if p.get("paper") and p.get("occ") is not None else eff
        if verdict != "a" or at >= to:
            continue
        today = at >= since
        if kind == "event.report":
            entered[case] = at
            counted["今日新增" if today else "昨日结转"] += 1
        elif kind in _LEAVES and case in entered:
            today = max(at, entered.pop(case)) >= since
            counted[_LEAVES[kind] if today else "昨日结转"] += 1 if today else -1
        elif kind == "event.merge" and case in entered:
            merged[case] = max(at, entered.pop(case))
            counted["归并净" if merged[case] >= since else "昨日结转"] += 1 if merged[case] >= since else -1
        elif kind == "event.unmerge" and case in merged:
            entered[case] = max(at, merged.pop(case))
            counted["归并净" if entered[case] >= since else "昨日结转"] += -1 if entered[case] >= since else 1
        elif kind == "event.return":
            returned.add(case)
        elif kind in _CALLS and (kind, case) not in called:
            called.add((kind, case))
            counted[_CALLS[kind]] += today
        elif kind == "call.evaluate" and today:
            rated.add(case)
        if kind in _RETURN_ENDS:
            returned.discard(case)
    return counted | {"在办": len(entered), "退单": len(returned - merged.keys()), "呼叫评价": len(rated)}
