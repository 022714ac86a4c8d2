"""拟呼叫, 签发, 补签 and 补正: how a call comes to the county.

Source: rulebook §4.1, §4.2. A draft waits at the desk of a leader and does not move the event; the signature does. A
C1 that the operator sent out is countersigned in 30 min; a call refused as 信息不全 is repaired once, and ACCEPT stands
still meanwhile. 事呼双应 (§4.7) gives both sides their parts at once.
"""

from typing import Any

from msgspec.structs import replace

from governance.calls import states
from governance.calls.call import BOTH, Call, DeptTask, dept_key
from governance.calls.consultation import room_of
from governance.calls.fold import give
from governance.calls.payloads import GRADES, LINE_STATES, Draft, Issue
from governance.calls.turns import ISSUERS
from governance.doer import Doer
from governance.events import states as event_states
from governance.events.event import Event
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.clocked import moved, resume, start, stop
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.limits import EH, Limit
from governance.time.working_time import date_of, local_day

SENSED = frozenset({"SENSOR", "VIDEO"})  # events that a 事呼 is raised by
ON_SITE = Limit(30, EH)  # 到场核实, unless the county's table says otherwise


def draft_refusal(
    call: Call | None, parent: Case | None, p: Draft, doer: Doer, at: int, rules: Rules
) -> Refusal | None:
    """拟呼叫: an item or why 清单外, departments, what is asked; the checklist may be open until it is signed."""
    return _contents_refusal(p, parent, at, rules)


def refusal(
    call: Call | None, parent: Case | None, p: Issue, doer: Doer, at: int, rules: Rules
) -> Refusal | None:
    """签发: the event may be called up, the item is in force, every mandatory line is done or explained."""
    if call is not None and call.state != states.DRAFT:  # the countersign writes nothing
        return None if call.repair is None else _repair_refusal(p, rules)
    if call is not None and p.parent != call.parent:
        return Refusal("no-parent", "签发须对应拟稿所依的事件；请从拟稿签发。")
    if ISSUERS.isdisjoint(doer.roles) and p.grade != "C1":
        return Refusal("needs-leader", "一般和紧急呼叫须值班领导或指挥长签发；请送领导签发。")
    return _contents_refusal(p, parent, at, rules) or _duty_lines(p, rules)


def _contents_refusal(p: Issue, parent: Case | None, at: int, rules: Rules) -> Refusal | None:
    if p.grade not in GRADES:
        return Refusal("bad-grade", "缺少呼叫等级；请选择特急、紧急或一般。")
    if parent is None and not (p.grade == "C1" and p.reason.strip()):
        return Refusal("no-parent", "找不到呼叫所依的事件；无案直呼仅限特急并写明理由。")
    if isinstance(parent, Event) and parent.state not in event_states.MAY_CALL_UP:
        return Refusal("wrong-state", f"事件当前状态【{parent.label}】不可【呼叫】；请在待分派或办理中呼叫。")
    if p.both and not (isinstance(parent, Event) and parent.ch in SENSED and p.grade == "C2"):
        return Refusal("not-sensed", "事呼双应只用于传感、视频告警事件，等级为紧急；请改用一般呼叫。")
    if not p.ask.strip():
        return Refusal("no-ask", "缺少请求事项；请写明要县级做什么。")
    return _departments(p, at, rules)


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


def _repair_refusal(p: Issue, rules: Rules) -> Refusal | None:
    if p.ask.strip():
        return None
    return Refusal("no-ask", "平台以信息不全退回；请补全请求事项和现场情况后再送。")


def turn(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """签发 of a draft, 补正 of an incomplete call, 补签 of a C1 that the operator sent out."""
    if call.state == states.DRAFT:
        if ISSUERS.isdisjoint(doer.roles) and call.grade != "C1":
            return Refusal("needs-leader", "一般和紧急呼叫须值班领导或指挥长签发；请送领导签发。")
        return None
    if call.repair is not None:
        return None
    if call.countersigned:
        return Refusal("already-issued", "此呼叫已签发；无需再签。")
    if ISSUERS.isdisjoint(doer.roles):
        return Refusal("needs-leader", "特急呼叫须值班领导或指挥长补签；请送领导。")
    return None


# ---------------------------------------------------------------- what it does


def draft(call: Call | None, action: Action, p: Draft, doer: Doer, at: int, rules: Rules) -> Call:
    """拟呼叫 → DRAFT; no clock runs, the event stays as it is."""
    if call is not None:
        return replace(call, **_written(p))
    return Call(
        id=action.case or action.id,
        parent=p.parent,
        serial=p.serial,
        state=states.DRAFT,
        at=at,
        moved=at,
        issuer=action.actor,
        drafter=action.actor,
        **_written(p),
    )


def _written(p: Issue) -> dict[str, Any]:
    return {
        "grade": p.grade,
        "ask": p.ask,
        "item": p.item,
        "item_version": p.item_version,
        "reason": p.reason,
        "named": p.depts,
        "lines": p.lines,
        "contact": p.contact,
        "category": p.category,
        "direction": BOTH if p.both else "",
    }


def issue(call: Call | None, action: Action, p: Issue, doer: Doer, at: int, rules: Rules) -> Call:
    """签发 → ISSUED ▶ACCEPT; a C1 sent by the operator ▶COUNTERSIGN; on an existing call: countersigned, repaired."""
    leader = not ISSUERS.isdisjoint(doer.roles)
    if call is not None and call.state != states.DRAFT:
        return _countersigned(call, p, at, leader)
    born = Call(
        id=action.case or action.id,
        parent=p.parent if call is None else call.parent,
        serial=p.serial if call is None else call.serial,
        state=states.ISSUED,
        at=at,
        moved=at,
        issuer=action.actor,
        countersigned=leader,
        **_written(p),
    )
    if call is not None:
        kept = ("base", "held", "items", "strays", "kids", "urged", "urges", "drafter")
        born = replace(born, **{name: getattr(call, name) for name in kept})
    if not leader:
        born = start(born, "COUNTERSIGN", at, rules.find_limit("call", "COUNTERSIGN", p.grade))
    if p.both:
        return _both_at_once(born, action, at, rules)
    return start(born, "ACCEPT", at, rules.find_limit("call", "ACCEPT", p.grade))


def _countersigned(call: Call, p: Issue, at: int, leader: bool) -> Call:
    if call.repair is not None and p.ask.strip():
        call = resume(replace(call, repair=None, repaired=at), "ACCEPT", at)
        lines = p.lines or call.lines
        call = replace(call, ask=p.ask, lines=lines, contact=p.contact or call.contact)
    return stop(replace(call, countersigned=True), "COUNTERSIGN", at) if leader else call


def _both_at_once(call: Call, action: Action, at: int, rules: Rules) -> Call:
    """事呼双应: the department's part (研判) and the town's (到场核实) begin at this instant, in one record."""
    for place, dept in enumerate(call.named):
        call = give(call, action, dept, at, rules, lead=place == 0)
    return moved(on_site(call, action, at, rules), states.ASSIGNED, at)


def on_site(call: Call, action: Action, at: int, rules: Rules) -> Call:
    """Give the town its 到场核实: ▶RESPOND 30 min EH."""
    task = DeptTask(id=action.id, dept=room_of(rules), lead=False, at=at, state="OPEN", town=True)
    call = replace(call, tasks=(*call.tasks, task))
    limit = rules.find_limit("reverse", "ARRIVE") or ON_SITE
    return start(call, "RESPOND", at, limit, task.dept, dept_key(task))
