"""What the centre's lead decides between town and department: a disputed response, a push-back, a second rejection.

Source: rulebook §4.2 (reject_feedback), §4.4. An upheld dispute lets the response count as none: RESPOND was running all
the while. A confirmed push-back (推回) of what the item names as 主体责任 is INACTION (d).
"""

from msgspec.structs import replace

from governance.calls import states
from governance.calls.call import Call, DeptTask, dept_key, followed, set_task
from governance.calls.fold import reopened
from governance.calls.records import Step
from governance.catalogue.catalogue import Line
from governance.doer import Doer, sits_in
from governance.ledger.action import Action
from governance.ledger.clocked import moved, set_clock, start, stop
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules

RESPONSE, PUSH_BACK, FEEDBACK = "response", "push_back", "feedback"
MARKS = {RESPONSE: "响应异议", PUSH_BACK: "推回标记", FEEDBACK: "第二次退回反馈"}
RULINGS = {"uphold": "成立", "deny": "不成立"}
DECIDERS = frozenset({"CENTRE_LEAD"})
MARKERS = frozenset({"DUTY_LEADER", "DIRECTOR"})


class RuleResponse(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """裁定异议: of which department, about what; uphold = the town is right."""

    unit: str
    mark: str  # response, push_back, feedback
    ruling: str  # uphold or deny
    reason: str


class PushBack(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """标记推回: the department hands its 主体责任 back to the town."""

    unit: str
    text: str
    files: tuple[str, ...] = ()


def waiting(call: Call) -> tuple[tuple[str, str], ...]:
    """What waits for the centre's lead: (department, mark)."""
    found = [(t.dept, RESPONSE) for t in call.rateable if t.disputed]
    found += [(t.dept, PUSH_BACK) for t in call.rateable if t.marked]
    lead = call.lead
    if call.contested and lead is not None:
        found.append((lead.dept, FEEDBACK))
    return tuple(found)


def rule_turn(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """裁定异议: by the centre's lead, while something waits."""
    if not sits_in(DECIDERS, doer, rules):
        return Refusal("no-role", "响应异议和推回由县中心负责人裁定；请等待县端办理。")
    return None if waiting(call) else Refusal("nothing-waits", "没有待裁定的异议或推回；请刷新后查看。")


def rule_refusal(call: Call, p: RuleResponse, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """裁定异议: of what waits, with its reason."""
    if (p.unit, p.mark) not in waiting(call):
        return Refusal("nothing-waits", f"【{rules.name_of(p.unit)}】没有待裁定的此项异议；请刷新后重选。")
    if p.ruling not in RULINGS or not p.reason.strip():
        return Refusal("no-ruling", "须选成立或不成立，并写明理由；请补全。")
    return None


def rule(call: Call, action: Action, p: RuleResponse, doer: Doer, at: int, rules: Rules) -> Call:
    """裁定异议: what follows for the department's part."""
    if p.mark == FEEDBACK:
        return _rule_feedback(call, p.ruling, at, rules)
    task = next((t for t in call.rateable if t.dept == p.unit), None)
    if task is None:
        return call
    if p.mark == PUSH_BACK:
        return set_task(call, replace(task, push_ruling=p.ruling))
    if p.ruling == "deny":
        return set_task(call, replace(task, word="confirm", worded=at))
    return _struck(call, task, at)


def _struck(call: Call, task: DeptTask, at: int) -> Call:
    """The response counts as none: RESPOND was never stopped by it."""
    gone = () if task.responded is None else (task.responded,)
    call = set_task(
        call, replace(task, responded=None, how="", word="", worded=at, struck=(*task.struck, *gone))
    )
    clock = call.clock("RESPOND", dept_key(task))
    if clock is not None and clock.stop is not None:
        until = None if task.state == "OPEN" else at  # what was fed back meanwhile owes no response any more
        call = set_clock(call, clock, replace(clock, stop=until))
    return followed(call, at) if call.state in states.WITH_DEPARTMENT else call


def _rule_feedback(call: Call, ruling: str, at: int, rules: Rules) -> Call:
    """成立: the 主办 works on; 不成立: its feedback stands, ▶EVALUATE anew, and is not rejected again."""
    call = stop(replace(call, contested=""), "RULE", at)
    if ruling == "uphold":
        return reopened(call, at)
    call = replace(call, stands=True)
    call = start(call, "EVALUATE", at, rules.find_limit("call", "EVALUATE", call.grade))
    return moved(call, states.FEEDBACK, at)


# ---------------------------------------------------------------- 推回


def duty_line(call: Call, dept: str, rules: Rules) -> Line | None:
    """The line of the call's item that names the department's 主体责任; None when none does."""
    lines = rules.catalogue.lines_of(call.item, call.item_version)
    return next((line for line in lines if line.side == "COUNTY" and line.dept_or_role == dept), None)


def pushable(call: Call, rules: Rules) -> tuple[str, ...]:
    """Departments whose push-back may be marked: named by the item, and not marked yet."""
    return tuple(
        t.dept for t in call.rateable if t.pushed is None and duty_line(call, t.dept, rules) is not None
    )


def push_turn(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """标记推回: by the leader on duty or the director."""
    if not sits_in(MARKERS, doer, rules):
        return Refusal("no-role", "推回由值班领导或指挥长标记；请交其办理。")
    if pushable(call, rules):
        return None
    return Refusal("no-duty", "没有可标记的主体责任部门；清单外或已标记的请走会商。")


def push_refusal(call: Call, p: PushBack, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """标记推回: of a 主体责任 of the item, with what was pushed back."""
    if p.unit not in pushable(call, rules):
        return Refusal("no-duty", f"清单未列【{rules.name_of(p.unit)}】的主体责任或已标记；请改选部门。")
    return None if p.text.strip() else Refusal("no-text", "标记推回须写明事实；请补填。")


def push(call: Call, action: Action, p: PushBack, doer: Doer, at: int, rules: Rules) -> Call:
    """标记推回: the mark waits for the centre; no clock moves."""
    task = next((t for t in call.rateable if t.dept == p.unit and t.pushed is None), None)
    return call if task is None else set_task(call, replace(task, pushed=Step("push", action.id, at)))
