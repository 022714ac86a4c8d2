"""What people write who ask for time or rule on it, by the case as it stands."""

from typing import Any

from governance.handling.handled import Handled

KINDS = (
    "extend_request", "extend_review", "extend_approve", "suspend_request", "suspend_approve", "resume",
    "wait_applicant", "exempt", "invite_assist",
)  # fmt: skip
ASKED = (
    "extend_request",
    "suspend_request",
    "wait_applicant",
    "exempt",
    "invite_assist",
)  # nothing need precede
UNTIL = "2026-04-15"
PLAN = {"code": "G1", "plan": "列入二季度资金计划后实施", "until": UNTIL}
MORE = {"n": 1, "reason": "需第三方检测"}


def handling_payload(kind: str, case: Any, n: int = 0) -> dict[str, Any]:
    """A payload that fits the case, where one can; `n` chooses among rulings."""
    case = case if isinstance(case, Handled) else None
    ruling = ("approve", "deny")[n % 2]
    lead = case.leading if case is not None else None
    match kind.partition(".")[2]:
        case "extend_request":
            return dict(MORE)
        case "extend_review" | "extend_approve":
            asked = [e.id for e in case.extensions if not e.ruling] if case is not None else []
            return {"request": asked[-1] if asked else "x", "ruling": ruling, "reason": "对照进度"}
        case "suspend_request":
            return dict(PLAN)
        case "suspend_approve":
            wanted = [s.id for s in case.suspensions if not s.ruling] if case is not None else []
            p = {"request": wanted[-1] if wanted else "x", "ruling": ruling, "reason": "资金未到位"}
            return p | ({"until": UNTIL} if ruling == "approve" else {})
        case "resume":
            held = case.suspended if case is not None else None
            return {"task": held.task if held is not None else "x", "reason": "资金到位"}
        case "wait_applicant":
            return {"task": lead.key if lead is not None else "x", "text": "缺产权证明"}
        case "exempt":
            free = [p.key for p in case.parts if not case.is_exempt(p.key)] if case is not None else []
            return {"task": free[-1] if free else "x", "reason": "台风停工"}
    return {"unit": ("T-SFS", "LY")[kind.startswith("call")], "text": "协助"}


def owed(case: Any) -> tuple[str, ...]:
    """What the case waits for: a ruling on a request, or its resumption."""
    if not isinstance(case, Handled):
        return ()
    if case.suspended is not None:
        return ("resume",)
    asked = [e for e in case.extensions if not e.ruling and e.review != "deny"][-1:]
    wanted = [s for s in case.suspensions if not s.ruling][-1:]
    return (
        *("extend_approve" if e.review else "extend_review" for e in asked),
        *("suspend_approve" for _ in wanted),
    )
