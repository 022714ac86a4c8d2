"""县呼乡应: the county calls the town for 配合责任 lines of an item; 事呼双应: one alarm opens both sides at once.

Source: rulebook §4.7. States mirror those of a call: the town signs in 4 WH, responds in 1 WD, feeds back; the caller
accepts what was fed back or sends it back. Anything else than a TOWN line of the list needs an admission first (§5.4).
The event that a 县呼乡应 belongs to stays with the town.
"""

from msgspec.structs import replace

from governance.calls import records, states
from governance.calls.call import BOTH, DOWN, TOWN, Call, DeptTask, dept_key, end_course, followed, set_task
from governance.calls.consultation import room_of
from governance.calls.fold import fed, give, reopened
from governance.calls.guards import whole_contact
from governance.calls.issuing import SENSED, on_site
from governance.calls.payloads import GRADES, RESPONSES
from governance.calls.records import Step
from governance.catalogue.duties import Item
from governance.doer import Doer
from governance.events.event import Event
from governance.events.guards import MIN_PROGRESS_CHARS
from governance.events.payloads import RESULTS
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.clocked import moved, start, stop
from governance.ledger.payload import Payload
from governance.people.roles import CENTRE_ROLES
from governance.refusal import Refusal
from governance.responsibility.admission import task_refusal
from governance.rulebook import Rules
from governance.time.limits import WD, WH, Limit
from governance.time.working_time import date_of, local_day

LIMITS = {"SIGN": Limit(4 * 60, WH), "RESPOND": Limit(1, WD)}  # unless the county's table says otherwise
WORDS = {"accept": "认可", "reject": "退回", "withdraw": "撤回"}
STEPS = {"sign": "签收", "respond": "响应", "progress": "进展", "feedback": "反馈"}


class Reverse(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """县呼乡应; on one that is out: the caller's word about what the town fed back."""

    serial: str = ""
    grade: str = ""
    item: str = ""
    item_version: int = 0
    lines: tuple[int, ...] = ()  # TOWN lines of the item
    ask: str = ""
    contact: str = ""
    depts: tuple[str, ...] = ()  # of a 事呼: who studies the alarm (研判), 主办 first
    both: bool = False
    word: str = ""  # accept, reject, withdraw
    reason: str = ""


class ReverseRespond(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """乡应: the town's next step."""

    step: str  # sign, respond, progress, feedback
    how: str = ""  # CONTACT or ARRIVE
    person: str = ""  # of a response: whom the town spoke to, or who of it went there
    phone: str = ""  # of CONTACT: the number that was called
    text: str = ""
    result: str = ""
    files: tuple[str, ...] = ()


def own_task(call: Call) -> DeptTask | None:
    """The town's part that is open."""
    return next((t for t in call.tasks if t.town and t.state == "OPEN"), None)


# ---------------------------------------------------------------- the county calls


def refusal(
    call: Call | None, parent: Case | None, p: Reverse, doer: Doer, at: int, rules: Rules
) -> Refusal | None:
    """县呼乡应: TOWN lines of an item in force, and what is asked; later the caller's word."""
    if call is not None:
        return _word_refusal(p)
    if p.grade not in GRADES:
        return Refusal("bad-grade", "缺少呼叫等级；请选择特急、紧急或一般。")
    if not p.ask.strip():
        return Refusal("no-ask", "缺少请求事项；请写明要乡镇做什么。")
    return _both_refusal(parent, p, rules) if p.both else _lines_refusal(p, doer, at, rules)


def _both_refusal(parent: Case | None, p: Reverse, rules: Rules) -> Refusal | None:
    if not isinstance(parent, Event) or parent.ch not in SENSED or p.grade != "C2":
        return Refusal("not-sensed", "事呼双应只用于传感、视频告警事件，等级为紧急；请改用一般呼叫。")
    units = rules.catalogue.units
    if not p.depts or any(d not in units or not units[d].is_department for d in p.depts):
        return Refusal("bad-dept", "缺少研判部门或部门不在目录内；请选择县级部门。")
    return None


def _lines_refusal(p: Reverse, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """Nothing but TOWN lines of an item or an admitted matter of the caller's (§5.4); the centre calls for its 主办."""
    item = rules.catalogue.item_on(p.item, date_of(local_day(at)).isoformat()) if p.item else None
    clauses = tuple(f"{p.item}-{line}" for line in p.lines)
    if (
        no := task_refusal(_asking(item, doer, rules), p.item, clauses, rules.home.area, p.grade, at, rules)
    ) is not None:
        return no
    if item is not None and item.version != p.item_version:
        return Refusal("item-changed", f"清单事项【{p.item}】已换版本；请重新选择事项。")
    return None


def _asking(item: Item | None, doer: Doer, rules: Rules) -> str:
    units = rules.catalogue.units
    own = next((unit for unit in doer.units if unit in units and units[unit].is_department), "")
    return own or (item.lead_dept if item is not None else "")


def _word_refusal(p: Reverse) -> Refusal | None:
    if p.word not in WORDS:
        return Refusal("no-word", "须选认可、退回或撤回；请选择。")
    if p.word != "accept" and not p.reason.strip():
        return Refusal("no-reason", "退回或撤回须写明理由；请补理由。")
    return None


def word_turn(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """认可、退回、撤回: by the caller or the centre; of a feedback, or before the town signed."""
    if not call.caller:
        return Refusal("not-reverse", "此件不是县呼乡应；请按呼叫办理。")
    if call.caller not in doer.units and CENTRE_ROLES.isdisjoint(doer.roles):
        return Refusal("not-issuer", "只有呼叫单位或县中心可以认可、退回；请联系呼叫单位。")
    if call.state == states.ASSIGNED or (call.direction == DOWN and call.state == states.FEEDBACK):
        return None
    return Refusal("not-fed", "乡镇尚未反馈；请待其反馈后认可或退回。")


def call_down(call: Call | None, action: Action, p: Reverse, doer: Doer, at: int, rules: Rules) -> Call:
    """县呼乡应 → ASSIGNED ▶SIGN ▶RESPOND ▶HANDLE of the town; on one that is out: the caller's word."""
    if call is not None:
        return _said(call, p, at)
    born = Call(
        id=action.case or action.id,
        parent=p.parent,
        serial=p.serial,
        state=states.ASSIGNED,
        grade=p.grade,
        at=at,
        moved=at,
        issuer=action.actor,
        ask=p.ask,
        item=p.item,
        item_version=p.item_version,
        reason=p.reason,
        named=p.depts,
        direction=BOTH if p.both else DOWN,
        caller=doer.units[0] if doer.units else TOWN,
        town_lines=p.lines,
        contact=p.contact,
    )
    return _both(born, action, at, rules) if p.both else _given(born, action, at, rules)


def _both(call: Call, action: Action, at: int, rules: Rules) -> Call:
    for place, dept in enumerate(call.named):
        call = give(call, action, dept, at, rules, lead=place == 0)
    return on_site(call, action, at, rules)


def _given(call: Call, action: Action, at: int, rules: Rules) -> Call:
    task = DeptTask(id=action.id, dept=room_of(rules), lead=True, at=at, state="OPEN", town=True)
    call = replace(call, tasks=(task,))
    for name, limit in LIMITS.items():
        call = start(call, name, at, rules.find_limit("reverse", name) or limit, task.dept, dept_key(task))
    handle = rules.find_limit("reverse", "HANDLE", call.grade) or rules.find_limit(
        "call", "HANDLE", call.grade
    )
    return start(call, "HANDLE", at, handle, task.dept, dept_key(task))


def _said(call: Call, p: Reverse, at: int) -> Call:
    if p.word == "withdraw":
        return moved(end_course(call, at), states.WITHDRAWN, at)
    if call.state != states.FEEDBACK:
        return call
    if p.word == "accept":
        return moved(end_course(call, at), states.EVALUATED, at)
    return reopened(stop(replace(call, rejections=call.rejections + 1), "EVALUATE", at), at)


# ---------------------------------------------------------------- the town answers


def respond_turn(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """乡应: while the town's part is open."""
    if own_task(call) is not None:
        return None
    return Refusal("not-holder", "此呼叫没有待乡镇办理的部分；请按当前状态办理。")


def must_arrive(call: Call) -> bool:
    """Whether the town has to go there: an alarm's look on site, or 特急."""
    return call.direction == BOTH or call.urgent


def next_steps(task: DeptTask) -> tuple[str, ...]:
    """What the town may do next in its part."""
    if task.responded is None:
        return ("sign", "respond") if task.signed is None and task.lead else ("respond",)
    return ("progress", "feedback")


def respond_refusal(call: Call, p: ReverseRespond, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """乡应: the step that is next, with its words."""
    task = own_task(call)
    if task is None or p.step not in next_steps(task):
        return Refusal("wrong-step", "这一步现在不可办；请按签收、响应、进展、反馈的次序办理。")
    if p.step == "respond" and p.how not in RESPONSES:
        return Refusal("bad-response", "须选响应方式；请选联系或到场。")
    if p.step == "respond" and p.how != "ARRIVE" and must_arrive(call):
        return Refusal("must-arrive", "此呼叫须到场核实；请到场后登记。")
    if p.step == "progress" and len(p.text.strip()) < MIN_PROGRESS_CHARS:
        return Refusal("short-text", "进展内容少于5个字；请写明做了什么。")
    if p.step == "feedback" and (p.result not in RESULTS or not p.text.strip()):
        return Refusal("no-result", "反馈须有结果和办理情况；请补全。")
    return None


def told_whole(call: Call, p: ReverseRespond, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """乡应 as it is entered: 联系 with whom and by which number, 到场 with who went; as of a department (§4.2)."""
    if p.step != "respond":
        return None
    if p.how == "CONTACT":
        return whole_contact(p.person, p.phone)
    return None if p.person.strip() else Refusal("nobody-there", "到场须写明到场人；请补填。")


def respond(call: Call, action: Action, p: ReverseRespond, doer: Doer, at: int, rules: Rules) -> Call:
    """乡应: sign ■SIGN, respond ■RESPOND, progress, feedback ■HANDLE; a 县呼乡应 then waits for the caller's word."""
    task = own_task(call)
    if task is None:
        return call
    key = dept_key(task)
    match p.step:
        case "sign":
            call = stop(set_task(call, replace(task, signed=at)), "SIGN", at, key)
        case "respond":
            steps = (*task.steps, Step(records.RESPONDED, action.id, at, p.how))
            signed = at if task.signed is None else task.signed
            call = set_task(call, replace(task, signed=signed, responded=at, how=p.how, steps=steps))
            call = stop(stop(call, "SIGN", at, key), "RESPOND", at, key)
        case "progress":
            steps = (*task.steps, Step(records.PROGRESSED, action.id, at))
            call = set_task(call, replace(task, progressed=at, steps=steps))
        case _:
            return fed(call, task, action.id, p.result, at, rules)
    return followed(call, at) if task.lead and call.state in states.WITH_DEPARTMENT else call
