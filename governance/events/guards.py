"""Why an action on an event may not stand (守卫), beyond matrix and state table.

Source: rulebook §3.1, §3.3 (guards), §3.8. Each function answers one action; 退单 and 核查 have files of their own.
"""

from governance.doer import Doer
from governance.events import states
from governance.events.event import Event, Task, task_key
from governance.events.payloads import (
    CHANNELS,
    REJECT_CODES,
    RESULTS,
    URGENCIES,
    VOID_CODES,
    Accept,
    Amend,
    Classify,
    Close,
    Contact,
    Dispatch,
    Feedback,
    Note,
    Progress,
    Reject,
    Report,
    Revisit,
    Sign,
    Void,
)
from governance.places.codes import contains
from governance.refusal import Refusal
from governance.rulebook import Rules

AMENDABLE = ("text", "place", "cat", "outer_due")


def wrong_state(event: Event, kind: str) -> Refusal | None:
    """Refuse an action that the state table does not name for the present state (§3.3)."""
    name, allowed = states.TABLE[kind]
    if event.state in allowed:
        return None
    unit = event.held_by or "综合信息指挥室"
    return Refusal(
        "wrong-state",
        f"当前状态【{event.label}】不可【{name}】，当前责任单位：{unit}；请刷新后按当前状态办理。",
    )


def report(event: Event | None, p: Report, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """登记: required fields of §3.1; two fields (what and where) are enough."""
    if event is not None:
        return Refusal("already-born", "此案件已登记；请打开原案件补充。")
    if not p.text.strip():
        return Refusal("no-text", "缺少内容；请填写发生了什么。")
    if p.ch not in CHANNELS:
        return Refusal("bad-channel", f"来源渠道【{p.ch}】不在目录内；请选择渠道。")
    if p.urg not in URGENCIES:
        return Refusal("bad-urgency", f"紧急程度【{p.urg}】无效；请选特急、紧急或一般。")
    if p.cat and p.cat not in rules.catalogue.categories:
        return Refusal("bad-category", f"小类【{p.cat}】不在目录内；请重新选择或留待定。")
    if not contains(rules.home.area, p.place.area):
        return Refusal("not-here", f"地点代码【{p.place.area}】不在本镇；请改选本镇的村或网格。")
    if p.occ is not None and p.occ > at:
        return Refusal("future-time", "发生时间晚于现在；请核对时间。")
    return None


def amend(event: Event, p: Amend, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """更正补充 (§3.11): category only while nothing is dispatched, outer_due only with its paper."""
    for change in p.set:
        if change.field not in AMENDABLE:
            return Refusal("bad-field", f"【{change.field}】不能用更正修改；请用相应的办理动作。")
        if change.field == "cat" and (event.tasks or change.value not in rules.catalogue.categories):
            return Refusal("cat-locked", "已派单或小类不在目录内；改类请用定性改类。")
        if change.field == "outer_due" and (not p.paper or not change.value.isdigit()):
            return Refusal("no-paper", "修改外部到期须附来文编号；请补来文后再改。")
    return None


def note(event: Event, p: Note, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """备注、材料: something must be there."""
    if not p.text.strip() and not p.files:
        return Refusal("no-text", "备注为空；请填写内容或附上材料。")
    return None


def accept(event: Event, p: Accept, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """受理: the category is set."""
    if event.cat not in rules.catalogue.categories:
        return Refusal("no-category", "小类待定，不能受理；请先定性。")
    return None


def classify(event: Event, p: Classify, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """定性改类: a known 小类."""
    if p.category not in rules.catalogue.categories:
        return Refusal("bad-category", f"小类【{p.category}】不在目录内；请重新选择。")
    if p.urg and p.urg not in URGENCIES:
        return Refusal("bad-urgency", f"紧急程度【{p.urg}】无效；请选特急、紧急或一般。")
    return None


def reject(event: Event, p: Reject, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """不予受理: R1–R7, and the caller is told unless 匿名."""
    if p.code not in REJECT_CODES:
        return Refusal("bad-code", "不予受理须选理由码R1至R7；请选择理由。")
    if not event.anon and (p.told is None or not p.told.text.strip()):
        return Refusal("not-told", "须先告知来电人并记录告知内容和时间；匿名件除外。")
    return None


def is_subordinate(unit: str, rules: Rules) -> bool:
    """Whether a unit is a direct subordinate of the room: its units by the catalogue, villages and grids by code."""
    known = rules.catalogue.units.get(unit)
    if known is not None:
        return known.is_town and known.kind != "town_room"
    return unit != rules.home.area and contains(rules.home.area, unit)


def _target(p: Dispatch, event: Event, rules: Rules) -> Refusal | None:
    for unit in (p.unit, *p.assist):
        if not is_subordinate(unit, rules):
            return Refusal(
                "not-subordinate", f"【{unit}】不是本镇直接下级；县级部门请用呼叫，其他请改选承办单位。"
            )
    if p.unit in p.assist or len(set(p.assist)) != len(p.assist):
        return Refusal("twice", "主办与协办单位重复；请去掉重复的单位。")
    category = rules.catalogue.categories.get(event.cat)
    if category is None:
        return Refusal("no-category", "小类待定，不能派单；请先定性。")
    if p.n is not None and not 0 < p.n <= category.limit.n:
        return Refusal("longer-limit", "办理时限只能缩短不能延长；请填不超过类目时限的数。")
    return None


def dispatch(event: Event, p: Dispatch, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """派遣: one 主办, target is a direct subordinate, the limit may be shortened only."""
    if event.tasks:
        return Refusal("use-redispatch", "此件已派过单；再派请用改派。")
    return _target(p, event, rules)


def redispatch(event: Event, p: Dispatch, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """改派: after an upheld return, or to put a wrong dispatch right."""
    if not event.tasks:
        return Refusal("use-dispatch", "此件尚未派单；请用派遣。")
    return _target(p, event, rules)


def holder(event: Event, doer: Doer) -> Task | Refusal:
    """The doer's open task, or why there is none."""
    task = event.task_of(doer.units)
    if task is None:
        return Refusal(
            "not-holder", f"案件不在本单位，当前承办单位：{event.held_by or '未派单'}；请联系当前承办单位。"
        )
    return task


def sign(event: Event, p: Sign, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """签收: the unit's own open task, once."""
    task = holder(event, doer)
    if isinstance(task, Refusal):
        return task
    if task.signed is not None:
        return Refusal("already-signed", "本单位已签收；无需重复签收。")
    return None


def contact(event: Event, p: Contact, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """先行联系: only where an answer was asked for."""
    task = holder(event, doer)
    if isinstance(task, Refusal):
        return task
    if not event.reply:
        return Refusal("no-reply-wanted", "此件未要求回复，无先行联系；可直接登记进展。")
    return None


def progress(event: Event, p: Progress, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """进展: a text of at least five characters."""
    task = holder(event, doer)
    if isinstance(task, Refusal):
        return task
    if len(p.text.strip()) < 5:
        return Refusal("short-text", "进展内容少于5个字；请写明做了什么。")
    return None


def needs_material(event: Event, rules: Rules) -> bool:
    """U1, U2, 违建 and 环境 need at least one material with the feedback (§3.3 #15)."""
    category = rules.catalogue.categories.get(event.cat)
    named = category.area + category.major + category.minor if category else ""
    return event.urg in ("U1", "U2") or "违" in named or "环境" in named


def feedback(event: Event, p: Feedback, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """反馈: result, text, materials; 主办 waits for 协办 or explains."""
    task = holder(event, doer)
    if isinstance(task, Refusal):
        return task
    if p.result not in RESULTS:
        return Refusal("bad-result", "缺少办理结果；请选择结果。")
    if not p.text.strip():
        return Refusal("no-text", "缺少办理情况；请填写做了什么。")
    if needs_material(event, rules) and not p.files:
        return Refusal("no-material", "特急、紧急、违建、环境件反馈须附材料；请补照片或文书。")
    waiting = [t.unit for t in event.tasks if t.state == "OPEN" and task_key(t) != task_key(task)]
    if task.lead and waiting and not p.unfinished.strip():
        return Refusal("assist-open", f"协办单位{'、'.join(waiting)}未办结；请催办或填写协办未完成说明。")
    return None


def close(event: Event, p: Close, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """结案: verified, or from FEEDBACK where the category needs no 核查."""
    if p.result not in RESULTS:
        return Refusal("bad-result", "缺少办理结果；请选择结果。")
    category = rules.catalogue.categories.get(event.cat)
    if event.state == states.FEEDBACK and not (category and category.verify_exempt):
        return Refusal("not-verified", "此类事件须先核查；请派核查。")
    if any(k.type == "urgent" and k.state != "CLOSED" for k in event.kids):
        return Refusal("urgent-open", "关联的突发信息未终结；请先报送终报。")
    return None


def revisit(event: Event, p: Revisit, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """回访 (§3.8): 回访人≠承办人; attempts at least two hours apart."""
    if any(doer.user in t.hands for t in event.tasks):
        return Refusal("own-handling", "回访人不能是承办人；请换人回访。")
    if p.reached and p.rating not in ("GOOD", "FAIR", "BAD", "NONE"):
        return Refusal("no-rating", "缺少满意度；请选择评价或不评价。")
    if p.rating == "BAD" and not p.reason.strip():
        return Refusal("no-reason", "不满意须选原因；请补原因。")
    if not p.reached and event.attempts and at - event.attempts[-1] < 2 * 3_600_000:
        return Refusal("too-soon", "两次回访须间隔2小时；请稍后再访。")
    return None


def void(event: Event, p: Void, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """作废: V1–V4 and a reason."""
    if p.code not in VOID_CODES or not p.reason.strip():
        return Refusal("no-reason", "作废须选理由码V1至V4并写明理由；请补全。")
    return None
