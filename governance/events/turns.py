"""What bars an action on an event now, whatever is written in it (轮到谁): whose turn it is, and what is still missing.

Source: rulebook §3.3 (guards), §3.5, §3.8. What the state table says comes before; what was written comes after
(guards.py). A 主办 unit moves the event, so its facts follow the event's state; a 协办 unit goes its own way.
"""

from governance.doer import Doer
from governance.events import states
from governance.events.event import Event, Task
from governance.refusal import Refusal
from governance.rulebook import Rules


def wrong_state(event: Event, kind: str, rules: Rules) -> Refusal:
    """What a person reads when an action doesn't fit the present state (§3.3)."""
    name, _ = states.TABLE[kind]
    return Refusal(
        "wrong-state",
        f"当前状态【{event.label}】不可【{name}】，当前责任单位：{responsible(event, rules)}；"
        "请刷新后按当前状态办理。",
    )


def responsible(event: Event, rules: Rules) -> str:
    """Who owes the next step, as people call it."""
    if event.final:
        return "无（已终结）"
    if event.state == states.MERGED:
        return "主件的承办单位（请到主件办理）"
    if event.state == states.SPLIT:
        return "各子件的承办单位（请到子件办理）"
    if event.state == states.CALLED_UP:
        return "县级（呼叫办理中）"
    if event.state == states.VERIFYING:
        person = rules.directory.users.get(event.verifier)
        return f"核查人{person.name}" if person is not None else "核查人"
    return rules.name_of(event.held_by) if event.state in states.HELD else "综合信息指挥室"


def holder(event: Event, doer: Doer, rules: Rules) -> Task | Refusal:
    """The doer's open task, or why there is none."""
    task = event.task_of(doer.units)
    if task is None:
        held = rules.name_of(event.held_by) if event.held_by else "未派单"
        return Refusal("not-holder", f"案件不在本单位，当前承办单位：{held}；请联系当前承办单位。")
    return task


def _own(event: Event, kind: str, doer: Doer, rules: Rules) -> Task | Refusal:
    task = holder(event, doer, rules)
    if isinstance(task, Refusal):
        return task
    if task.lead and event.state not in states.LEAD_TURN[kind]:
        return wrong_state(event, kind, rules)
    if doer.behalf and doer.user in event.verifiers:
        return Refusal("own-check", "派其核查的人不得代录该件；请换人代录。")
    return task


def sign(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """签收: the unit's own open task, once."""
    task = _own(event, "event.sign", doer, rules)
    if isinstance(task, Refusal):
        return task
    return None if task.signed is None else Refusal("already-signed", "本单位已签收；无需重复签收。")


def addressed(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """回执: a unit to which the case was given."""
    if any(task.unit in doer.units for task in event.tasks):
        return None
    return Refusal("not-holder", "此件未派给本单位，无须回执；请由承办单位回执。")


def contact(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """先行联系: only where an answer was asked for."""
    task = _own(event, "event.contact", doer, rules)
    if isinstance(task, Refusal):
        return task
    if not event.reply:
        return Refusal("no-reply-wanted", "此件未要求回复，无先行联系；可直接登记进展。")
    return None


def progress(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """进展: the unit's own open task."""
    task = _own(event, "event.progress", doer, rules)
    return task if isinstance(task, Refusal) else None


def feedback(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """反馈: the unit's own open task."""
    task = _own(event, "event.feedback", doer, rules)
    return task if isinstance(task, Refusal) else None


def categorised(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """受理, 派单: the category is set."""
    if event.cat in rules.catalogue.categories:
        return None
    return Refusal("no-category", "小类待定或已不在目录内；请先定性。")


def accept_dispatch(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """受理并分派 in one: 特急 only (§3.4)."""
    if event.urg != "U1":
        return Refusal("not-urgent", "受理并分派只用于特急件；请先受理，再派遣。")
    return categorised(event, doer, at, rules)


def dispatch(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """派遣: the first one."""
    if event.tasks:
        return Refusal("use-redispatch", "此件已派过单；再派请用改派。")
    return categorised(event, doer, at, rules)


def redispatch(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """改派: after an upheld return, or to put a wrong dispatch right."""
    if not event.tasks:
        return Refusal("use-dispatch", "此件尚未派单；请用派遣。")
    return categorised(event, doer, at, rules)


def file_return(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """退单: by the 主办 unit, in its window, before any progress, and never a third time (§3.5)."""
    task = holder(event, doer, rules)
    if isinstance(task, Refusal):
        return task
    if not task.lead:
        return Refusal("not-lead", "协办单位不能退单；请联系主办单位或指挥室。")
    if task.final:
        return Refusal("final-assignment", "此件由指挥长指定承办，不得再退；有困难请申请协办。")
    if len(event.returns) > 1:
        return Refusal("no-third-return", "此件已退过两次，不得再退；有困难请报指挥长。")
    if task.progressed is not None:
        return Refusal("return-after-progress", "已登记办理进展，不能退单；可申请协办或会商。")
    window = rules.find_limit("event", "RETURN_WINDOW", event.urg)
    if window is not None and at > rules.calendar.nominal_due(task.at, window):
        return Refusal("return-too-late", "已过退单期限，不能退单；可申请会商。")
    return None


def decide_return(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """审核: the first return only, by another than the applicant."""
    if len(event.returns) > 1:
        return Refusal("second-return", "第二次退单由指挥长指定承办；请送指挥长。")
    if event.returns and doer.user == event.returns[-1].by:
        return Refusal("own-return", "申请人不能审核自己的退单；请换人审核。")
    return None


def assign_final(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """指定: the second return only."""
    if len(event.returns) < 2:
        return Refusal("first-return", "首次退单由值班员审核；第二次退单才由指挥长指定。")
    return None


def involved(event: Event, user: str) -> Refusal | None:
    """Refuse handlers and 代录 recorders as verifiers (报办分离)."""
    if any(user in t.hands for t in event.tasks):
        return Refusal("own-handling", "核查人不能是承办人（报办分离）；请换人核查。")
    if any(user in t.recorders for t in event.tasks):
        return Refusal("own-record", "代录人不得核查该件；请换人核查。")
    return None


def verify(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """核查: by the ordered verifier, or by whoever may when he has left; never by who had a hand in it."""
    if doer.user != event.verifier:
        ordered = rules.directory.users.get(event.verifier)
        if ordered is not None and ordered.active:
            return Refusal("not-verifier", f"此件核查派给了{ordered.name}；请由其核查。")
    return involved(event, doer.user)


def close(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """结案: verified, or straight from the feedback where the category needs no 核查; no open 突发."""
    category = rules.catalogue.categories.get(event.cat)
    if event.state == states.FEEDBACK and not (category and category.verify_exempt):
        return Refusal("not-verified", "此类事件须先核查；请派核查。")
    if any(k.type == "urgent" and k.state != "CLOSED" for k in event.kids):
        return Refusal("urgent-open", "关联的突发信息未终结；请先报送终报。")
    return None


def alone(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """归并、不予受理、作废: not while other cases hang on this one, which would be nobody's."""
    if not event.merged:
        return None
    return Refusal("has-merged", f"此件归并有{len(event.merged)}件从案；请先撤销归并，再办此动作。")


def revisit(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """回访: 回访人≠承办人 (§1.4); a merged caller once, beside the main case's own (§3.10)."""
    if event.state == states.MERGED and event.rating:
        return Refusal("already-asked", "此来电人已回访过；无需重复回访。")
    if any(doer.user in t.hands for t in event.tasks):
        return Refusal("own-handling", "回访人不能是承办人；请换人回访。")
    return None
