"""What bars an action on a call now, whatever is written in it (轮到谁): whose turn it is, and what is still missing.

Source: rulebook §4.2, §4.3. What the state table says comes before; what was written comes after (guards.py). The
call's state follows its 主办 department; each department's facts follow its own task.
"""

from governance.calls import consultation, states
from governance.calls.call import CENTRE, DOWN, TOWN, Call, DeptTask
from governance.doer import Doer
from governance.people.roles import COUNTY_ROLES
from governance.refusal import Refusal
from governance.rulebook import Rules

ISSUERS = frozenset({"DUTY_LEADER", "DIRECTOR", "TOWN_LEADER"})
MAX_REJECTIONS = 2  # the second waits for the centre (§4.2)


def wrong_state(call: Call, kind: str, rules: Rules) -> Refusal:
    """What a person reads when an action doesn't fit the present state (§4.2)."""
    name, _ = states.TABLE[kind]
    return Refusal(
        "wrong-state",
        f"当前状态【{call.label}】不可【{name}】，当前责任单位：{_responsible(call, rules)}；"
        "请刷新后按当前状态办理。",
    )


def _responsible(call: Call, rules: Rules) -> str:
    """The name of whoever owes the next step."""
    owner = call.responsible
    if not owner:
        return "无（已终结）"
    if owner == TOWN:
        return f"{rules.home.name}综合信息指挥室"
    return "县社会治理中心" if owner == CENTRE else rules.name_of(owner)


def holder(call: Call, doer: Doer) -> DeptTask | Refusal:
    """The department's open task, or why there is none."""
    task = call.task_of(doer.units)
    if task is None:
        return Refusal("not-holder", "呼叫未交办本部门或已办结；请联系县社会治理中心。")
    return task


def _own(call: Call, kind: str, doer: Doer, rules: Rules) -> DeptTask | Refusal:
    """The department's task, unless it waits for the ruling on its own return or stands on the books (挂账)."""
    task = holder(call, doer)
    if isinstance(task, Refusal):
        return task
    if task.lead and call.state == states.SUSPENDED:
        return wrong_state(call, kind, rules)
    waits = call.pending is not None and call.pending.dept == task.dept
    if waits and not (kind == "call.respond" and call.grade == "C1"):  # RESPOND of a C1 is not paused
        return wrong_state(call, kind, rules)
    return task


def sign(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """部门签收: once."""
    task = _own(call, "call.sign", doer, rules)
    if isinstance(task, Refusal):
        return task
    return Refusal("already-signed", "本部门已签收；无需重复签收。") if task.signed is not None else None


def respond(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """部门响应: once; it signs implicitly."""
    task = _own(call, "call.respond", doer, rules)
    if isinstance(task, Refusal):
        return task
    return Refusal("already-done", "本部门已响应；请登记进展。") if task.responded is not None else None


def progress(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """部门进展: after its response."""
    task = _own(call, "call.progress", doer, rules)
    return task if isinstance(task, Refusal) else _unanswered(task)


def feedback(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """部门反馈: after its response; the 主办's not while a return waits."""
    task = _own(call, "call.feedback", doer, rules)
    if isinstance(task, Refusal):
        return task
    if task.lead and call.state not in states.WITH_DEPARTMENT:
        return wrong_state(call, "call.feedback", rules)
    return _unanswered(task)


def _unanswered(task: DeptTask) -> Refusal | None:
    if task.responded is None:
        return Refusal("not-responded", "本部门尚未响应；请先联系或到场。")
    return None


def file_return(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """部门退单: in its window, before its response, never after 会商 and never a third time."""
    task = holder(call, doer)
    if isinstance(task, Refusal):
        return task
    if task.final:
        return Refusal("final-assignment", "会商审定后交办，不得再退；有异议请申诉。")
    if len(call.returns) > 1:
        return Refusal("no-third-return", "此呼叫已退过两次，不得再退；请联系县社会治理中心。")
    if task.responded is not None:
        return Refusal("return-after-progress", "本部门已响应，不能退单；可申请会商。")
    window = rules.find_limit("call", "RETURN_WINDOW", call.grade)
    if window is not None and at > rules.calendar.nominal_due(task.at, window):
        return Refusal("return-too-late", "已过退单期限，不能退单；可申请会商。")
    return None


def county_only(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """A code of the matrix that the town has for its events: on a call it is the county's (§1.4)."""
    if COUNTY_ROLES.isdisjoint(doer.roles):
        return Refusal("no-role", "呼叫上的这一步由县社会治理中心办理；请等待县端，或电话联系。")
    return None


def decide_return(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """退单审核: by the centre, and by another than the applicant."""
    if (no := county_only(call, doer, at, rules)) is not None:
        return no
    if call.pending is not None and call.pending.by == doer.user:
        return Refusal("own-return", "申请人不能审核自己的退单；请换人审核。")
    return None


def assign_final(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """指定承办: by the county, once minutes or 审定 settled on a department (§4.5)."""
    return county_only(call, doer, at, rules) or consultation.final_turn(call, doer, at, rules)


def withdraw(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """撤回: of what the town called; what the county called, the caller withdraws."""
    if call.caller:
        return Refusal("not-issuer", "县呼乡应由呼叫单位撤回；请联系呼叫单位。")
    return None


def reject_feedback(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """退回反馈: once; the second waits for the centre, and there is no third."""
    if call.direction == DOWN:
        return Refusal("own-part", "县呼乡应由县级认可或退回；请等待县端办理。")
    if call.contested or call.stands or call.rejections >= MAX_REJECTIONS:
        return Refusal("third-rejection", "已退回两次，由县中心裁定；请按裁定办理。")
    return None
