"""What is wrong with what was written in an action on a call (守卫), beyond matrix, state table and turn.

Source: rulebook §4.1, §4.2, §4.6. Each function answers one action; 部门退单 has a file of its own.
"""

from governance.calls.call import Call, DeptTask
from governance.calls.payloads import (
    GRADES,
    LINE_STATES,
    POINTS,
    REFUSE_CODES,
    REJECT_REASONS,
    RESPONSES,
    Accept,
    Assign,
    Evaluate,
    Feedback,
    Issue,
    Progress,
    RejectFeedback,
    Respond,
    Sign,
    Withdraw,
)
from governance.calls.turns import ISSUERS, holder
from governance.doer import Doer
from governance.events import states as event_states
from governance.events.event import Event
from governance.events.guards import MIN_PROGRESS_CHARS
from governance.events.payloads import RESULTS, Note
from governance.ledger.case import Case
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.working_time import date_of, local_day


def issue(
    call: Call | None, parent: Case | None, p: Issue, doer: Doer, at: int, rules: Rules
) -> Refusal | None:
    """签发: the event may be called up, the item is in force, every mandatory line is done or explained."""
    if call is not None:  # the countersign writes nothing
        return None
    if p.grade not in GRADES:
        return Refusal("bad-grade", "缺少呼叫等级；请选择特急、紧急或一般。")
    if ISSUERS.isdisjoint(doer.roles) and p.grade != "C1":
        return Refusal("needs-leader", "一般和紧急呼叫须值班领导或指挥长签发；请送领导签发。")
    if parent is None and not (p.grade == "C1" and p.reason.strip()):
        return Refusal("no-parent", "找不到呼叫所依的事件；无案直呼仅限特急并写明理由。")
    if isinstance(parent, Event) and parent.state not in event_states.MAY_CALL_UP:
        return Refusal("wrong-state", f"事件当前状态【{parent.label}】不可【呼叫】；请在待分派或办理中呼叫。")
    if not p.ask.strip():
        return Refusal("no-ask", "缺少请求事项；请写明要县级做什么。")
    return _departments(p, at, rules) or _duty_lines(p, rules)


def _departments(p: Issue, at: int, rules: Rules) -> Refusal | None:
    units = rules.catalogue.units
    if not p.depts or any(d not in units or not units[d].is_department for d in p.depts):
        return Refusal("bad-dept", "缺少主责部门或部门不在目录内；请选择县级部门。")
    if len(set(p.depts)) != len(p.depts):
        return Refusal("twice", "部门重复；请去掉重复的部门。")
    if not p.item:
        return None if p.reason.strip() else Refusal("no-reason", "清单外呼叫须写明理由；请补理由。")
    item = rules.catalogue.item_on(p.item, date_of(local_day(at)).isoformat())
    if item is None or item.version != p.item_version:
        return Refusal("item-changed", f"清单事项【{p.item}】不存在或已换版本；请重新选择事项。")
    return None


def _duty_lines(p: Issue, rules: Rules) -> Refusal | None:
    done = {line.no: line for line in p.lines}
    for line in rules.catalogue.lines_of(p.item, p.item_version):
        if line.side != "TOWN" or not line.mandatory:
            continue
        mine = done.get(line.line_no)
        if mine is None or mine.state not in LINE_STATES or (mine.state != "DONE" and not mine.note.strip()):
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
            return Refusal("bad-dept", f"【{rules.name_of(dept)}】不是县级部门；请选择县级部门。")
    if p.unit in p.assist or len(set(p.assist)) != len(p.assist):
        return Refusal("twice", "主办与配合部门重复；请去掉重复的部门。")
    return None


def sign(call: Call, p: Sign, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """部门签收: nothing is written."""
    return None


def respond(call: Call, p: Respond, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """部门响应: by contact or by arriving; for C1 only ARRIVE counts."""
    if p.how not in RESPONSES:
        return Refusal("bad-response", "须选响应方式；请选联系或到场。")
    if call.grade == "C1" and p.how != "ARRIVE":
        return Refusal("must-arrive", "特急呼叫只有到场才算响应；请到场后登记。")
    return None


def progress(call: Call, p: Progress, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """部门进展: with a text."""
    if len(p.text.strip()) < MIN_PROGRESS_CHARS:
        return Refusal("short-text", "进展内容少于5个字；请写明做了什么。")
    return None


def feedback(call: Call, p: Feedback, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """部门反馈: result, text; 主办 waits for 配合 or explains (§4.3)."""
    if p.result not in RESULTS or not p.text.strip():
        return Refusal("no-result", "反馈须有结果和办理情况；请补全。")
    task = holder(call, doer)
    if isinstance(task, Refusal):
        return task
    waiting = [t.dept for t in call.active if t.state == "OPEN" and t.dept != task.dept]
    if task.lead and waiting and not p.unfinished.strip():
        names = "、".join(rules.name_of(dept) for dept in waiting)
        return Refusal("assist-open", f"配合部门{names}未反馈；请催办或填写说明。")
    return None


def reject_feedback(call: Call, p: RejectFeedback, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """退回反馈: with its reason."""
    if p.reason not in REJECT_REASONS:
        return Refusal("no-reason", "退回反馈须选原因；请选未到场、未实质办理或结果不符。")
    return None


def rated(call: Call, dept: str) -> DeptTask | None:
    """The task that a rating of the department speaks of: the one not rated yet, if there is one."""
    mine = [t for t in call.active if t.dept == dept]
    return next((t for t in mine if t.rating is None), mine[0] if mine else None)


def evaluate(call: Call, p: Evaluate, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """乡镇评价: one department once; 不满意 needs its reason."""
    task = rated(call, p.unit)
    if task is None:
        return Refusal("bad-dept", f"【{rules.name_of(p.unit)}】未承办此呼叫；请选择承办部门。")
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
