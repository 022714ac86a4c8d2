"""确认到场: the town confirms or disputes a department's response within one working day; silence confirms.

Source: rulebook §4.2 (respond), §4.4. Only a word is kept; what silence makes of it is derived and never stored.
"""

from msgspec.structs import replace

from governance.calls.call import Call, DeptTask, set_task
from governance.calls.payloads import ConfirmArrival
from governance.doer import Doer
from governance.ledger.action import Action
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.limits import WD, Limit

WORDS = {"confirm": "确认", "dispute": "有异议"}
WAITING, CONFIRMED, DISPUTED = "WAITING", "CONFIRMED", "DISPUTED"
NAMES = {WAITING: "待确认", CONFIRMED: "已确认", DISPUTED: "有异议"}
ONE_DAY = Limit(1, WD)  # unless the county's table says otherwise
_SAID = {"confirm": CONFIRMED, "dispute": DISPUTED}


def until(call: Call, task: DeptTask, rules: Rules) -> int | None:
    """By when the town may confirm or dispute; None while the department has not responded."""
    if task.responded is None:
        return None
    return rules.calendar.nominal_due(
        task.responded, rules.find_limit("call", "CONFIRM", call.grade) or ONE_DAY
    )


def arrival(call: Call, task: DeptTask, at: int, rules: Rules) -> str:
    """WAITING, CONFIRMED (also by silence) or DISPUTED; "" while the department has not responded."""
    last = until(call, task, rules)
    if last is None:
        return ""
    return _SAID.get(task.word) or (WAITING if at <= last else CONFIRMED)


def turn(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """确认到场: of a response that nobody spoke about yet, in its time."""
    said = [arrival(call, task, at, rules) for task in call.active]
    if WAITING in said:
        return None
    if not any(said):
        return Refusal("not-responded", "部门尚未响应；请待其联系或到场后确认。")
    return Refusal("arrival-settled", "响应已确认或已过确认期限，视为确认；有异议请报县社会治理中心。")


def refusal(call: Call, p: ConfirmArrival, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """确认到场: which department, confirmed or disputed; a dispute says what was seen."""
    if p.word not in WORDS:
        return Refusal("bad-answer", "须选确认或有异议；请选择。")
    task = _waiting(call, p.unit, at, rules)
    if task is None:
        return Refusal("bad-dept", f"【{rules.name_of(p.unit)}】没有待确认的响应；请选择其他部门。")
    if p.word == "dispute" and not p.text.strip():
        return Refusal("no-reason", "有异议须写明现场情况；请补填。")
    return None


def _waiting(call: Call, dept: str, at: int, rules: Rules) -> DeptTask | None:
    mine = (task for task in call.active if task.dept == dept)
    return next((task for task in mine if arrival(call, task, at, rules) == WAITING), None)


def confirm(call: Call, action: Action, p: ConfirmArrival, doer: Doer, at: int, rules: Rules) -> Call:
    """确认到场: the word stands beside the response; no clock moves."""
    task = _waiting(call, p.unit, at, rules)
    return call if task is None else set_task(call, replace(task, word=p.word, worded=at))
