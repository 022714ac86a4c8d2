"""What is wrong with what was written in an action on an event (守卫), beyond matrix, state table and turn.

Source: rulebook §3.1, §3.3 (guards), §3.8. Each function answers one action; 更正, 退单 and 核查 have files of their own.
"""

from governance.backfill import is_sane
from governance.catalogue.urgencies import URGENCIES
from governance.doer import Doer
from governance.events.event import TASK_DONE, TASK_OPEN, Event, task_key
from governance.events.payloads import (
    CHANNELS,
    RATINGS,
    REJECT_CODES,
    RESULTS,
    UNHAPPY,
    VOID_CODES,
    Accept,
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
from governance.events.turns import holder
from governance.places.codes import contains
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.working_time import MINUTE_MS, local_day

REVISIT_TRIES, REVISIT_DAYS, REVISIT_GAP_MS = 3, 2, 120 * MINUTE_MS  # §3.8
MIN_PROGRESS_CHARS = 5
PASSED_ON = "R5"  # 转告并记录, whoever told


def report(event: Event | None, p: Report, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """登记: required fields of §3.1; two fields (what and where) are enough."""
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
    if p.occ is not None and (p.occ > at or not is_sane(p.occ)):
        return Refusal("future-time", "发生时间晚于现在或过早；请核对时间。")
    if p.outer_due is not None and not is_sane(p.outer_due):
        return Refusal("bad-time", "外部到期时间不对；请核对来文上的时间。")
    return None


def note(event: Event, p: Note, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """备注、材料: something must be there."""
    if not p.text.strip() and not p.files:
        return Refusal("no-text", "备注为空；请填写内容或附上材料。")
    return None


def accept(event: Event, p: Accept, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """受理: nothing is written."""
    return None


def classify(event: Event, p: Classify, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """定性改类: a known 小类."""
    if p.category not in rules.catalogue.categories:
        return Refusal("bad-category", f"小类【{p.category}】不在目录内；请重新选择。")
    if p.urg and p.urg not in URGENCIES:
        return Refusal("bad-urgency", f"紧急程度【{p.urg}】无效；请选特急、紧急或一般。")
    return None


def reject(event: Event, p: Reject, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """不予受理: R1–R7, and the caller is told unless 匿名; what is 110's, 119's or 120's is passed on, by whomever told."""
    if p.code not in REJECT_CODES:
        return Refusal("bad-code", "不予受理须选理由码R1至R7；请选择理由。")
    said = p.told is not None and bool(p.told.text.strip())
    if not event.anon and not said:
        return Refusal("not-told", "须先告知来电人并记录告知内容和时间；匿名件除外。")
    if p.code == PASSED_ON and not said:
        return Refusal("not-passed-on", "属110、119、120职责的须转告并记录；请写明转告了谁、何时。")
    return None


def is_subordinate(unit: str, rules: Rules) -> bool:
    """Whether a unit is a direct subordinate of the room: its units by the catalogue, villages and grids by code."""
    known = rules.catalogue.units.get(unit)
    if known is not None:
        return known.is_town and known.kind != "town_room"
    return unit != rules.home.area and contains(rules.home.area, unit)


def dispatch(event: Event, p: Dispatch, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """派遣、改派: one 主办, direct subordinates only; the limit may be shortened, never lengthened."""
    for unit in (p.unit, *p.assist):
        if not is_subordinate(unit, rules):
            return Refusal(
                "not-subordinate",
                f"【{rules.name_of(unit)}】不是本镇直接下级；县级部门请用呼叫，其他请改选承办单位。",
            )
    if p.unit in p.assist or len(set(p.assist)) != len(p.assist):
        return Refusal("twice", "主办与协办单位重复；请去掉重复的单位。")
    if p.n is not None and not 0 < p.n <= rules.catalogue.categories[event.cat].limit.n:
        return Refusal("longer-limit", "办理时限只能缩短不能延长；请填不超过类目时限的数。")
    return None


def sign(event: Event, p: Sign, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """签收: nothing is written."""
    return None


def contact(event: Event, p: Contact, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """先行联系: the words are free."""
    return None


def progress(event: Event, p: Progress, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """进展: a text of at least five characters."""
    if len(p.text.strip()) < MIN_PROGRESS_CHARS:
        return Refusal("short-text", "进展内容少于5个字；请写明做了什么。")
    return None


def needs_material(event: Event, rules: Rules) -> bool:
    """U1, U2, 违建 and 环境 need at least one material with the feedback (§3.3 #15)."""
    return event.urg in ("U1", "U2") or to_be_shown(event.cat, rules)


def to_be_shown(category: str, rules: Rules) -> bool:
    """Whether a 小类 is one of 违建 or 环境, where words alone don't do."""
    known = rules.catalogue.categories.get(category)
    named = known.area + known.major + known.minor if known else ""
    return any(word in named for word in ("违建", "违法建设", "环境"))


def feedback(event: Event, p: Feedback, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """反馈: result, text, materials; 主办 waits for 协办 or explains."""
    if p.result not in RESULTS:
        return Refusal("bad-result", "缺少办理结果；请选择结果。")
    if not p.text.strip():
        return Refusal("no-text", "缺少办理情况；请填写做了什么。")
    if needs_material(event, rules) and not p.files:
        return Refusal("no-material", "特急、紧急、违建、环境件反馈须附材料；请补照片或文书。")
    task = holder(event, doer, rules)
    if isinstance(task, Refusal):
        return task
    waiting = [t.unit for t in event.tasks if t.state == "OPEN" and task_key(t) != task_key(task)]
    if task.lead and waiting and not p.unfinished.strip():
        names = "、".join(rules.name_of(unit) for unit in waiting)
        return Refusal("assist-open", f"协办单位{names}未办结；请催办或填写协办未完成说明。")
    return None


def close(event: Event, p: Close, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """结案: with its result code; over an unfinished 协办 only with 协办未完成说明 (§3.11), the 主办's or the room's."""
    if p.result not in RESULTS:
        return Refusal("bad-result", "缺少办理结果；请选择结果。")
    waiting = [t.unit for t in event.tasks if t.state == TASK_OPEN and not t.lead]
    explained = any(t.lead and t.state == TASK_DONE for t in event.tasks)
    if waiting and not explained and not p.unfinished.strip():
        names = "、".join(rules.name_of(unit) for unit in waiting)
        return Refusal("assist-open", f"协办单位{names}未办结；请催办或填写协办未完成说明。")
    return None


def revisit(event: Event, p: Revisit, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """回访 (§3.8): rated when reached; up to three attempts, two hours apart, on two days."""
    if p.reached and p.rating not in RATINGS:
        return Refusal("no-rating", "缺少满意度；请选择评价或不评价。")
    if p.rating == "BAD" and p.reason not in UNHAPPY:
        return Refusal("no-reason", "不满意须选原因A至D；请补原因。")
    if p.reached or not event.attempts:
        return None
    if at - event.attempts[-1] < REVISIT_GAP_MS:
        return Refusal("too-soon", "两次回访须间隔2小时；请稍后再访。")
    days = {local_day(t) for t in (*event.attempts, at)}
    if len(event.attempts) + 1 >= REVISIT_TRIES and len(days) < REVISIT_DAYS:
        return Refusal("same-day", "三次回访须分在两天；请次日再访。")
    return None


def void(event: Event, p: Void, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """作废: V1–V4 and a reason."""
    if p.code not in VOID_CODES or not p.reason.strip():
        return Refusal("no-reason", "作废须选理由码V1至V4并写明理由；请补全。")
    return None
