"""乡镇评价: each department apart, three answers; 不满意 with reason and evidence, replied to once; corrected in a day.

Source: rulebook §4.2, §4.6. 不满意 is an answer of 响应 and of 满意度; 未办结 is another word and needs neither. Silence
past EVALUATE rates by default; that is derived (fold.state_at), never stored.
"""

from msgspec.structs import replace

from governance.calls import states
from governance.calls.call import BAD, DOWN, Call, DeptTask, Rating, end_course, set_task
from governance.calls.payloads import POINTS, Evaluate, Remark
from governance.doer import Doer
from governance.ledger.action import Action
from governance.ledger.clocked import moved
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.limits import WD, Limit

DONE = ("DONE", "PARTLY", "NOT")
CORRECTION = Limit(1, WD)  # unless the county's table says otherwise


def rated(call: Call, dept: str) -> DeptTask | None:
    """The task that a rating of the department speaks of: the one not rated yet, if there is one."""
    mine = [t for t in call.rateable if t.dept == dept]
    return next((t for t in mine if t.rating is None), mine[-1] if mine else None)


def correctable(task: DeptTask, at: int, rules: Rules) -> bool:
    """Whether its rating may still be corrected: within 1 WD of the first one."""
    if task.rating is None:
        return False
    since = task.fed or 0  # ratings of an earlier feedback are history
    first = next((r for r in task.rated_before if r.at >= since), task.rating)
    limit = rules.find_limit("call", "CORRECTION") or CORRECTION
    return at <= rules.calendar.nominal_due(first.at, limit)


def unhappy(p: Evaluate) -> bool:
    """Whether it says 不满意, of the response or as a whole."""
    return BAD in (p.respond, p.rating)


def given(task: DeptTask | None) -> tuple[str, ...]:
    """The evidence (证据) that a correction goes on resting on: that of the 不满意 it corrects."""
    return task.rating.files if task is not None and task.rating is not None and task.rating.unhappy else ()


def open_to(call: Call, at: int, rules: Rules) -> tuple[DeptTask, ...]:
    """The parts that a rating may speak of now: first those that nobody rated, then those to be corrected."""
    waiting = [t for t in call.rateable if t.rating is None] if call.state == states.FEEDBACK else []
    mended = [t for t in call.rateable if rated(call, t.dept) is t and correctable(t, at, rules)]
    return (*waiting, *mended)


def turn(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """评价: of what departments fed back; afterwards only a correction."""
    if call.direction == DOWN:
        return Refusal("own-part", "县呼乡应由县级认可或退回；请等待县端办理。")
    if call.contested:
        return Refusal("contested", "第二次退回反馈待县中心裁定；请等待裁定。")
    if call.state == states.FEEDBACK or any(correctable(t, at, rules) for t in call.rateable):
        return None
    return Refusal("rating-settled", "评价已过1个工作日，不能更正；有异议请报县社会治理中心。")


def refusal(call: Call, p: Evaluate, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """评价: one department, its three answers; 不满意 with reason and evidence; a correction in its time."""
    task = rated(call, p.unit)
    if task is None:
        return Refusal("bad-dept", f"【{rules.name_of(p.unit)}】未承办此呼叫；请选择承办部门。")
    if task.rating is None and call.state == states.EVALUATED:
        return Refusal("rated-by-silence", "此部门已按系统默认评价；有异议请报县社会治理中心。")
    if task.rating is not None and not correctable(task, at, rules):
        return Refusal("already-rated", "此部门已评价，更正须在1个工作日内；有异议请报县社会治理中心。")
    if p.rating not in POINTS or p.respond not in POINTS or p.done not in DONE:
        return Refusal("no-rating", "三项评价须填全；请补全。")
    if unhappy(p) and not p.reason.strip():
        return Refusal("no-reason", "不满意须写明理由；请补理由。")
    if unhappy(p) and not (p.files or given(task)):
        return Refusal("no-evidence", "不满意须附证据；请添加现场照片或文书后再提交。")
    return None


def evaluate(call: Call, action: Action, p: Evaluate, doer: Doer, at: int, rules: Rules) -> Call:
    """评价 of one department, the earlier one kept; when every department is rated → EVALUATED ■EVALUATE."""
    task = rated(call, p.unit)
    if task is None:
        return call
    files = p.files or (given(task) if unhappy(p) else ())
    rating = Rating(respond=p.respond, done=p.done, satisfied=p.rating, reason=p.reason, at=at, files=files)
    earlier = task.rated_before if task.rating is None else (*task.rated_before, task.rating)
    call = set_task(call, replace(task, rating=rating, rated_before=earlier))
    if call.state == states.EVALUATED or any(t.rating is None for t in call.rateable):
        return call
    return moved(end_course(call, at), states.EVALUATED, at)


# ---------------------------------------------------------------- the department's reply


def answerable(call: Call, units: tuple[str, ...]) -> DeptTask | None:
    """The part rated 不满意 (响应 or 满意度) that one of the departments has not replied to yet."""
    mine = (t for t in call.rateable if t.dept in units)
    return next((t for t in mine if t.rating is not None and t.rating.unhappy and not t.reply), None)


def remark_refusal(call: Call, p: Remark, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """备注: something must be there; a reply to 不满意 only by the rated department, once."""
    if not p.text.strip() and not p.files:
        return Refusal("no-text", "备注为空；请填写内容。")
    if p.reply and (not p.text.strip() or answerable(call, doer.units) is None):
        return Refusal("no-reply", "只有被评不满意的部门可答复一次；其他情况请记备注。")
    return None


def remark(call: Call, action: Action, p: Remark, doer: Doer, at: int, rules: Rules) -> Call:
    """备注: evidence only; a department's reply to 不满意 stands beside the rating."""
    task = answerable(call, doer.units) if p.reply else None
    return call if task is None else set_task(call, replace(task, reply=p.text, replied=at))
