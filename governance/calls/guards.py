"""Why an action on a call may not stand (守卫), beyond matrix and state table. Source: rulebook §4.1, §4.2, §4.6."""

from governance.calls import states
from governance.calls.call import Call, DeptTask
from governance.calls.payloads import (
    GRADES,
    POINTS,
    REFUSE_CODES,
    RESPONSES,
    Accept,
    Assign,
    AssignFinal,
    DecideReturn,
    Evaluate,
    Feedback,
    Issue,
    Progress,
    RejectFeedback,
    Respond,
    Return,
    Sign,
    Withdraw,
)
from governance.doer import Doer
from governance.events import states as event_states
from governance.events.event import Event
from governance.events.payloads import RESULTS, Note
from governance.ledger.case import Case
from governance.refusal import Refusal
from governance.rulebook import Rules

ISSUERS = frozenset({"DUTY_LEADER", "DIRECTOR", "TOWN_LEADER"})


def wrong_state(call: Call, kind: str) -> Refusal | None:
    """Refuse an action that the state table does not name for the present state (§4.2)."""
    name, allowed = states.TABLE[kind]
    if call.state in allowed:
        return None
    lead = call.lead
    unit = lead.dept if lead and call.state in states.WITH_DEPARTMENT else "县社会治理中心"
    return Refusal(
        "wrong-state",
        f"当前状态【{call.label}】不可【{name}】，当前责任单位：{unit}；请刷新后按当前状态办理。",
    )


def issue(
    call: Call | None, parent: Case | None, p: Issue, doer: Doer, at: int, rules: Rules
) -> Refusal | None:
    """签发: the event may be called up, the item is in force, every mandatory line is done or explained."""
    if call is not None:
        return _countersign(call, doer)
    if p.grade not in GRADES:
        return Refusal("bad-grade", "缺少呼叫等级；请选择特急、紧急或一般。")
    if not ISSUERS.intersection(doer.roles) and p.grade != "C1":
        return Refusal("needs-leader", "一般和紧急呼叫须值班领导或指挥长签发；请送领导签发。")
    if parent is None and not (p.grade == "C1" and p.reason.strip()):
        return Refusal("no-parent", "找不到呼叫所依的事件；无案直呼仅限特急并写明理由。")
    if isinstance(parent, Event) and parent.state not in (event_states.ACCEPTED, event_states.SIGNED):
        return Refusal(
            "wrong-state", f"事件当前状态【{parent.label}】不可【呼叫】；请先受理或待签收后再呼叫。"
        )
    if not p.ask.strip():
        return Refusal("no-ask", "缺少请求事项；请写明要县级做什么。")
    return _departments(p, rules) or _duty_lines(p, rules)


def _countersign(call: Call, doer: Doer) -> Refusal | None:
    if call.countersigned:
        return Refusal("already-issued", "此呼叫已签发；无需再签。")
    if not ISSUERS.intersection(doer.roles):
        return Refusal("needs-leader", "特急呼叫须值班领导或指挥长补签；请送领导。")
    return None


def _departments(p: Issue, rules: Rules) -> Refusal | None:
    units = rules.catalogue.units
    if not p.depts or any(d not in units or not units[d].is_department for d in p.depts):
        return Refusal("bad-dept", "缺少主责部门或部门不在目录内；请选择县级部门。")
    if len(set(p.depts)) != len(p.depts):
        return Refusal("twice", "部门重复；请去掉重复的部门。")
    if not p.item:
        return None if p.reason.strip() else Refusal("no-reason", "清单外呼叫须写明理由；请补理由。")
    item = rules.catalogue.items.get(p.item)
    if item is None or item.version != p.item_version:
        return Refusal("item-changed", f"清单事项【{p.item}】不存在或已换版本；请重新选择事项。")
    return None


def _duty_lines(p: Issue, rules: Rules) -> Refusal | None:
    done = {line.no: line for line in p.lines}
    for line in rules.catalogue.lines.get(p.item, ()):
        if line.side != "TOWN" or not line.mandatory:
            continue
        mine = done.get(line.line_no)
        if mine is None or (mine.state != "DONE" and not mine.note.strip()):
            return Refusal(
                "duty-undone", f"必做配合责任【{line.clause} {line.text}】未做且未说明；请补做或说明原因。"
            )
    return None


def note(call: Call, p: Note, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """备注: something must be there."""
    return None if p.text.strip() or p.files else Refusal("no-text", "备注为空；请填写内容。")


def accept(call: Call, p: Accept, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """平台受理: refusing needs its code."""
    if p.ruling not in ("accept", "refuse"):
        return Refusal("no-ruling", "须选受理或不予受理；请选择。")
    if p.ruling == "refuse" and (p.code not in REFUSE_CODES or not p.reason.strip()):
        return Refusal("no-reason", "不予受理须选理由并说明；请补全。")
    return None


def assign(call: Call, p: Assign, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """交办: county departments or utilities, each once."""
    units = rules.catalogue.units
    for dept in (p.unit, *p.assist):
        if dept not in units or not units[dept].is_department:
            return Refusal("bad-dept", f"【{dept}】不是县级部门；请选择县级部门。")
    if p.unit in p.assist or len(set(p.assist)) != len(p.assist):
        return Refusal("twice", "主办与配合部门重复；请去掉重复的部门。")
    return None


def holder(call: Call, doer: Doer) -> DeptTask | Refusal:
    """The department's open task, or why there is none."""
    task = call.task_of(doer.units)
    if task is None:
        return Refusal("not-holder", "呼叫未交办本部门或已办结；请联系县社会治理中心。")
    return task


def sign(call: Call, p: Sign, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """部门签收: once."""
    task = holder(call, doer)
    if isinstance(task, Refusal):
        return task
    return Refusal("already-signed", "本部门已签收；无需重复签收。") if task.signed is not None else None


def respond(call: Call, p: Respond, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """部门响应: for C1 only ARRIVE counts; responding signs implicitly."""
    task = holder(call, doer)
    if isinstance(task, Refusal):
        return task
    if p.how not in RESPONSES:
        return Refusal("bad-response", "须选响应方式：联系或到场。")
    if call.grade == "C1" and p.how != "ARRIVE":
        return Refusal("must-arrive", "特急呼叫只有到场才算响应；请到场后登记。")
    return Refusal("already-done", "本部门已响应；请登记进展。") if task.responded is not None else None


def progress(call: Call, p: Progress, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """部门进展: after the response, with a text."""
    task = holder(call, doer)
    if isinstance(task, Refusal):
        return task
    if task.responded is None:
        return Refusal("not-responded", "本部门尚未响应；请先联系或到场。")
    return None if len(p.text.strip()) >= 5 else Refusal("short-text", "进展内容少于5个字；请写明做了什么。")


def file_return(call: Call, p: Return, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """部门退单: in its window, with clause and suggested department; not after 会商."""
    task = holder(call, doer)
    if isinstance(task, Refusal):
        return task
    if p.task != task.id:
        return Refusal("not-holder", "退单所指任务已变化；请刷新后重试。")
    if task.final:
        return Refusal("final-assignment", "会商审定后交办，不得再退；有异议请申诉。")
    if task.responded is not None or task.progressed is not None:
        return Refusal("return-after-progress", "本部门已响应，不能退单；可申请会商。")
    if not p.clause.strip() or not p.suggested_unit.strip():
        return Refusal("incomplete-return", "退单须有依据条款和建议部门；请补全。")
    window = rules.limit("call", "RETURN_WINDOW", call.grade)
    if at > rules.calendar.nominal_due(task.at, window):
        return Refusal("return-too-late", "已过退单期限，不能退单；可申请会商。")
    return None


def decide_return(call: Call, p: DecideReturn, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """退单审核: first return only, by another than the applicant."""
    slip = call.returns[-1] if call.returns else None
    if slip is None or slip.ruling or slip.id != p.request:
        return Refusal("no-return", "没有待审的这份退单；请刷新后重试。")
    if slip.by == doer.user:
        return Refusal("own-return", "申请人不能审核自己的退单；请换人审核。")
    if p.ruling not in ("deny", "uphold") or not p.reason.strip():
        return Refusal("no-ruling", "须写明退单成立或不成立及理由；请补全。")
    return None


def assign_final(call: Call, p: AssignFinal, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """指定承办: a county department, with the reason."""
    units = rules.catalogue.units
    if p.unit not in units or not units[p.unit].is_department:
        return Refusal("bad-dept", f"【{p.unit}】不是县级部门；请选择县级部门。")
    return None if p.reason.strip() else Refusal("no-reason", "指定承办须写明理由；请补理由。")


def feedback(call: Call, p: Feedback, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """部门反馈: result, text; 主办 waits for 配合 or explains (§4.3)."""
    task = holder(call, doer)
    if isinstance(task, Refusal):
        return task
    if task.responded is None:
        return Refusal("not-responded", "本部门尚未响应；请先联系或到场。")
    if p.result not in RESULTS or not p.text.strip():
        return Refusal("no-result", "反馈须有结果和办理情况；请补全。")
    waiting = [t.dept for t in call.active if t.state == "OPEN" and t.dept != task.dept]
    if task.lead and waiting and not p.unfinished.strip():
        return Refusal("assist-open", f"配合部门{'、'.join(waiting)}未反馈；请催办或填写说明。")
    return None


def reject_feedback(call: Call, p: RejectFeedback, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """退回反馈: with its reason; after two the centre decides."""
    if p.reason not in ("ABSENT", "HOLLOW", "WRONG"):
        return Refusal("no-reason", "退回反馈须选原因：未到场、未实质办理或结果不符。")
    return Refusal("third-rejection", "已退回两次；请由县中心裁定。") if call.rejections >= 2 else None


def evaluate(call: Call, p: Evaluate, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """乡镇评价: one department once; 不满意 needs its reason."""
    task = next((t for t in call.active if t.dept == p.unit), None)
    if task is None:
        return Refusal("bad-dept", f"【{p.unit}】未承办此呼叫；请选择承办部门。")
    if task.rating is not None:
        return Refusal("already-rated", "此部门已评价；更正请在1个工作日内另行登记。")
    if p.rating not in POINTS or p.respond not in POINTS or p.done not in ("DONE", "PARTLY", "NOT"):
        return Refusal("no-rating", "三项评价须填全；请补全。")
    if p.rating == "BAD" and not p.reason.strip():
        return Refusal("no-reason", "不满意须写明理由和证据；请补理由。")
    return None


def withdraw(call: Call, p: Withdraw, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """撤回: before the signature, with a reason."""
    return None if p.reason.strip() else Refusal("no-reason", "撤回呼叫须写明理由；请补理由。")
