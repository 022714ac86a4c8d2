"""County departments and utilities (县级部门): they sign, respond, report progress, feed back; some return first.

Source: rulebook §4.2, §4.3. For a C1 only arriving counts; about one answer in ten is late.
"""

from county.simulator import words
from county.simulator.planned import Planned, World
from governance.calls import states
from governance.calls.call import Call, DeptTask, dept_key
from governance.people.roles import DEPT_ROLES
from governance.time.limits import Limit

RETURN_SHARE = 0.08
ARRIVE_SHARE = 0.35
LATE = 0.1
PLAYER = "department"


def moves(call: Call, world: World) -> list[Planned]:
    """What the departments of the open tasks do next."""
    if call.state not in states.WITH_DEPARTMENT:
        return []
    found = [_next(call, task, world) for task in call.tasks if task.state == "OPEN"]
    return [move for move in found if move is not None]


def _next(call: Call, task: DeptTask, world: World) -> Planned | None:
    staff = world.staff.of_unit(task.dept, DEPT_ROLES)
    if not staff:
        return None
    key = (call.id, dept_key(task), len(call.returns))
    hand = world.choose(staff, "hand", *key).id
    slip = _return(call, task, world, hand)
    if slip is not None:
        return slip
    share = world.share("respond", *key, late=LATE)
    if task.responded is None and task.signed is None:
        at = world.after(task.at, _limit(call, "SIGN", world), world.share("sign", *key, late=LATE))
        return world.act(at, "call.sign", call.id, hand, {}, PLAYER)
    if task.responded is None:
        at = max(task.signed or task.at, world.after(task.at, _limit(call, "RESPOND", world), share))
        return world.act(at, "call.respond", call.id, hand, _response(call, world, *key), PLAYER)
    if task.lead and call.state not in (states.RESPONDED, states.HANDLING):
        return None
    return _handling(call, task, world, hand)


def _handling(call: Call, task: DeptTask, world: World, hand: str) -> Planned | None:
    clock = call.clock("HANDLE", dept_key(task))
    if clock is None or task.responded is None or call.state not in (states.RESPONDED, states.HANDLING):
        return None
    key = (call.id, dept_key(task), len(call.returns), call.rejections)
    share = world.share("handle", *key, late=LATE) * (1.0 if task.lead else 0.6)
    limit = Limit(clock.n, clock.cal)
    begun = max(task.responded, *(to for _, to in clock.pauses if to is not None), clock.start)
    if task.progressed is None:
        text = words.one_of(words.DEPT_PROGRESS, world, *key)
        return world.act(
            world.after(begun, limit, share * 0.4), "call.progress", call.id, hand, {"text": text}, PLAYER
        )
    p: dict[str, object] = {
        "result": words.result(world, *key),
        "text": words.one_of(words.DEPT_DONE, world, *key),
        "files": [f"处置情况{call.serial}.jpg"],
    }
    waiting = [t.dept for t in call.active if t.state == "OPEN" and t.dept != task.dept]
    if task.lead and waiting:
        p["unfinished"] = f"配合部门{'、'.join(waiting)}后续补充。"
    at = world.after(max(begun, task.progressed), limit, share * 0.6)
    return world.act(at, "call.feedback", call.id, hand, p, PLAYER)


def _limit(call: Call, clock: str, world: World) -> Limit:
    return world.rules.limit("call", clock, call.grade)


def _response(call: Call, world: World, *key: object) -> dict[str, object]:
    arrives = call.grade == "C1" or world.happens(ARRIVE_SHARE, "how", *key)
    said = words.ARRIVALS if arrives else words.RESPONSES
    text = words.one_of(said, world, *key)
    if arrives:
        return {"how": "ARRIVE", "person": "带队执法人员", "text": text}
    return {"how": "CONTACT", "person": "镇指挥室值班员", "phone": "值班电话", "text": text}


def _return(call: Call, task: DeptTask, world: World, hand: str) -> Planned | None:
    """A few departments hand a call back first, in the window, before they responded."""
    key = (call.id, dept_key(task), len(call.returns))
    if call.state not in (states.ASSIGNED, states.SIGNED) or task.final or task.responded is not None:
        return None
    if not task.lead or len(call.returns) > 1 or not world.happens(RETURN_SHARE, "return", *key):
        return None
    window = _limit(call, "RETURN_WINDOW", world)
    since = task.at if not call.returns else max(task.at, call.moved)
    at = world.after(since, window, 0.05 + 0.4 * world.share("return", *key, late=0.0))
    if at > world.rules.calendar.nominal_due(task.at, window):
        return None
    p = {
        "task": task.id,
        "clause": f"{call.item}-1" if call.item else "部门职责规定",
        "suggested_unit": words.other_department(task.dept, world, *key),
        "text": "经核不属本部门主体责任。",
    }
    return world.act(at, "call.return", call.id, hand, p, PLAYER)
