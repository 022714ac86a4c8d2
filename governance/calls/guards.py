"""What is wrong with what was written in an action on a call (守卫), beyond matrix, state table and turn.

Source: rulebook §4.2, §4.3. Each function answers one action; 签发, 部门退单, 会商 and 评价 have files of their own.
"""

from governance.calls.call import Call
from governance.calls.payloads import (
    REFUSE_CODES,
    REJECT_REASONS,
    RESPONSES,
    Accept,
    Assign,
    Feedback,
    Progress,
    RejectFeedback,
    Respond,
    Sign,
    Withdraw,
)
from governance.calls.turns import holder
from governance.doer import Doer
from governance.events.guards import MIN_PROGRESS_CHARS, to_be_shown
from governance.events.payloads import RESULTS
from governance.refusal import Refusal
from governance.rulebook import Rules


def accept(call: Call, p: Accept, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """平台受理: refusing needs its code."""
    if p.ruling not in ("accept", "refuse"):
        return Refusal("no-ruling", "须选受理或不予受理；请选择。")
    if call.repair is not None:
        return Refusal("in-repair", "乡镇正在补正信息，尚未补回；请待补正后再受理。")
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


def told_whole(call: Call, p: Respond, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """部门响应 as it is entered: 联系 with whom and by which number, 到场 with where; when is the entry's own time.

    Without a point who came and the place in words will do, as at a 核查. A response that was saved without them stays
    one: only who enters it is asked (§4.2).
    """
    return whole_contact(p.person, p.phone) if p.how == "CONTACT" else whole_arrival(p)


def whole_contact(person: str, phone: str) -> Refusal | None:
    """联系: with whom, and by which number."""
    if person.strip() and phone.strip():
        return None
    return Refusal("contact-untold", "联系须写明联系了谁和所打电话；请补填。")


def whole_arrival(p: Respond) -> Refusal | None:
    """到场: with the point, or who came and where to."""
    placed = p.lon is not None and p.lat is not None
    if placed or (p.person.strip() and len(p.text.strip()) >= MIN_PROGRESS_CHARS):
        return None
    return Refusal("nowhere", "到场须有定位；未能定位的，请写明到场人和到达何处。")


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


def with_material(call: Call, p: Feedback, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """部门反馈 as it is entered: with materials where those of a town's unit have them, 特急、紧急、违建、环境 (§4.2)."""
    if p.files or not (call.grade in ("C1", "C2") or to_be_shown(call.category, rules)):
        return None
    return Refusal("no-material", "特急、紧急、违建、环境件反馈须附材料；请补照片或文书。")


def reject_feedback(call: Call, p: RejectFeedback, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """退回反馈: with its reason."""
    if p.reason not in REJECT_REASONS:
        return Refusal("no-reason", "退回反馈须选原因；请选未到场、未实质办理或结果不符。")
    return None


def withdraw(call: Call, p: Withdraw, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """撤回: before the signature, with a reason."""
    return None if p.reason.strip() else Refusal("no-reason", "撤回呼叫须写明理由；请补理由。")
