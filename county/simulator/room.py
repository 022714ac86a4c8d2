"""A simple automatic room (自动指挥室): accepts, dispatches, calls, orders verification, closes, revisits, rates.

It stands in for the desk when the simulator plays alone; people of the room act through the same functions as the
web desk's. Source: rulebook §1.2, §3.3, §3.5, §3.8, §4.
"""

from county.simulator import words
from county.simulator.planned import Planned, World
from governance.calls import states as call_states
from governance.calls.call import Call
from governance.events import states
from governance.events.event import TASK_OPEN, Event, Task, task_key
from governance.events.guards import is_subordinate
from governance.ledger.stream import Stream
from governance.people.roles import DEPT_ROLES, User
from governance.places.codes import village_of
from governance.time.limits import EH, Limit
from governance.time.working_time import MINUTE_MS, local_day, midnight

PLAYER = "room"
CALL_SHARE = 0.12  # of the cases that a list item speaks of
REJECT_FEEDBACK_SHARE = 0.03
BAD_SHARE, FAIR_SHARE = 0.05, 0.15
UNREACHED_SHARE = 0.15
CHANGE_OF_SHIFT = (8 * 60 + 30, 20 * 60 + 30)  # local minutes of the day
QUICK = Limit(10, EH)  # what the room itself takes for a step
DEFAULT_CATEGORY = "010101"


def moves(event: Event, world: World) -> list[Planned]:
    """What the room does next with an event."""
    if event.items:
        return []
    match event.state:
        case states.REGISTERED:
            return _take_in(event, world)
        case states.ACCEPTED:
            return _send_on(event, world)
        case states.RETURN_PENDING:
            return _rule(event, world)
        case states.FEEDBACK:
            return _check(event, world)
        case states.VERIFIED:
            return _close(event, world)
        case states.CLOSED:
            return _revisit(event, world)
        case states.DISPATCHED | states.SIGNED:
            return _record(event, world)
        case states.VERIFYING:
            return _look(event, world)
    return []


def _operator(world: World, *what: object) -> User | None:
    staff = world.staff.of_roles("ROOM_OP")
    return world.choose(staff, "operator", *what) if staff else None


def _leader(world: World) -> User | None:
    return next(iter(world.staff.of_roles("DUTY_LEADER", "DIRECTOR")), None)


def _soon(event: Event | Call, world: World, start: int, *what: object) -> int:
    return world.after(start, QUICK, 0.1 + world.share("soon", event.id, event.state, *what, late=0.05))


def _take_in(event: Event, world: World) -> list[Planned]:
    who = _operator(world, event.id)
    if who is None:
        return []
    at = _soon(event, world, event.at)
    if event.cat not in world.rules.catalogue.categories:
        known = world.rules.catalogue.categories
        cat = DEFAULT_CATEGORY if DEFAULT_CATEGORY in known else next(iter(known), "")
        return [world.act(at, "event.classify", event.id, who.id, {"category": cat}, PLAYER)] if cat else []
    return [world.act(at, "event.accept", event.id, who.id, {}, PLAYER)]


def _send_on(event: Event, world: World) -> list[Planned]:
    who = _operator(world, event.id)
    category = world.rules.catalogue.categories.get(event.cat)
    if who is None or category is None:
        return []
    at = _soon(event, world, event.moved, len(event.tasks), len(event.kids))
    unit = world.rules.catalogue.units.get(category.suggested_dept)
    if not event.tasks and not event.kids:
        county = unit is not None and unit.is_department
        if county or (category.related_items and world.happens(CALL_SHARE, "call", event.id)):
            call = _call(event, world, at)
            if call:
                return call
    returned = {r.unit for r in event.returns if r.ruling == "uphold"}
    target = category.suggested_dept
    if target in returned or not is_subordinate(target, world.rules):
        wanted = [r.suggested for r in event.returns if r.ruling == "uphold"][-1:]
        target = next((u for u in (*wanted, _ground(event)) if is_subordinate(u, world.rules)), "T-ZF")
    kind = "event.redispatch" if event.tasks else "event.dispatch"
    p: dict[str, object] = {"unit": target}
    assist = _ground(event)
    if not event.tasks and assist != target and world.happens(0.1, "assist", event.id):
        p["assist"] = [assist]
    return [world.act(at, kind, event.id, who.id, p, PLAYER)]


def _ground(event: Event) -> str:
    """The village of the place."""
    return village_of(event.place.area) or event.place.area


def _call(event: Event, world: World, at: int) -> list[Planned]:
    """签发呼叫, with every mandatory line of the item done or explained."""
    leader = _leader(world)
    catalogue = world.rules.catalogue
    category = catalogue.categories[event.cat]
    item = next((catalogue.items[i] for i in category.related_items if i in catalogue.items), None)
    suggested = catalogue.units.get(category.suggested_dept)
    p: dict[str, object] = {
        "parent": event.id,
        "grade": {"U1": "C1", "U2": "C2"}.get(event.urg, "C3"),
        "ask": f"请到场处置：{event.text[:40]}",
    }
    if item is not None:
        p |= {"item": item.code, "item_version": item.version, "depts": list(item.county_depts[:2])}
        lines = [line for line in catalogue.lines.get(item.code, ()) if line.side == "TOWN"]
        p["lines"] = [{"no": n.line_no, "state": "DONE", "note": n.evidence or "已做"} for n in lines]
    elif suggested is not None and suggested.is_department:
        p |= {"depts": [suggested.code], "reason": "清单外事项，镇无处置权限。"}
    depts = p.get("depts", [])
    answered = isinstance(depts, list) and all(world.staff.of_unit(str(d), DEPT_ROLES) for d in depts)
    if leader is None or not depts or not answered:
        return []
    born = world.act(at, "call.issue", event.id, leader.id, p, PLAYER)
    return [Planned(at=at, kind=born.kind, case=born.id, actor=leader.id, p=p, id=born.id, player=PLAYER)]


def _rule(event: Event, world: World) -> list[Planned]:
    slip = event.returns[-1]
    at = _soon(event, world, slip.at, slip.id)
    if len(event.returns) > 1:
        director = next(iter(world.staff.of_roles("DIRECTOR")), None)
        if director is None:
            return []
        same = world.happens(0.5, "final", slip.id) or not is_subordinate(slip.suggested, world.rules)
        p = {"unit": event.held_by if same else slip.suggested, "reason": "第二次退单，按职责指定承办。"}
        return [world.act(at, "event.assign_final", event.id, director.id, p, PLAYER)]
    who = _operator(world, event.id)
    if who is None:
        return []
    ruling = "uphold" if world.happens(0.5, "rule", slip.id) else "deny"
    p = {"request": slip.id, "ruling": ruling, "reason": words.RULINGS[ruling]}
    return [world.act(at, "event.decide_return", event.id, who.id, p, PLAYER)]


def _check(event: Event, world: World) -> list[Planned]:
    who = _operator(world, event.id)
    category = world.rules.catalogue.categories.get(event.cat)
    if who is None:
        return []
    at = _soon(event, world, event.moved, event.rounds)
    if category is not None and category.verify_exempt:
        p = {"result": event.result or "SOLVED"}
        return [world.act(at, "event.close", event.id, who.id, p, PLAYER)]
    verifier = _verifier(event, world)
    if verifier is None:
        return []
    return [world.act(at, "event.order_verify", event.id, who.id, {"verifier": verifier.id}, PLAYER)]


def _verifier(event: Event, world: World) -> User | None:
    """The grid's own worker, else another of the village, else the room's supervisor: nobody who handled it."""
    roles = frozenset({"GRID_WORKER", "VILLAGE_LEAD"})
    hands = {user for task in event.tasks for user in (*task.hands, *task.recorders)}
    near = [
        *world.staff.of_unit(event.place.area, roles),
        *world.staff.of_unit(_ground(event), roles),
        *world.staff.of_roles("ROOM_SUP"),
    ]
    return next((user for user in near if user.id not in hands), None)


def _look(event: Event, world: World) -> list[Planned]:
    """The room's supervisor verifies from photographs where no grid worker could be sent."""
    person = world.rules.directory.user(event.verifier)
    clock = event.clock("VERIFY")
    if person is None or clock is None or all(grant.role != "ROOM_SUP" for grant in person.grants):
        return []
    at = world.after(clock.start, QUICK, 1.0)
    p = {"result": "pass", "reason": "凭承办单位现场照片核查。"}
    return [world.act(at, "event.verify", event.id, person.id, p, PLAYER)]


def _close(event: Event, world: World) -> list[Planned]:
    who = _operator(world, event.id)
    if who is None:
        return []
    p = {"result": event.result or "SOLVED"}
    at = _soon(event, world, event.moved, event.rounds)
    return [world.act(at, "event.close", event.id, who.id, p, PLAYER)]


def _revisit(event: Event, world: World) -> list[Planned]:
    who = next(iter(world.staff.of_roles("ROOM_SUP")), None) or _operator(world, event.id)
    if who is None or any(who.id in task.hands for task in event.tasks):
        return []
    tries = len(event.attempts)
    since = event.attempts[-1] if event.attempts else event.closed_at or event.moved
    at = world.after(since, Limit(4 * 60, "WH"), 0.55 + 0.4 * world.share("revisit", event.id, tries, late=0))
    if tries and at - since < 2 * 60 * MINUTE_MS:
        at = since + 2 * 60 * MINUTE_MS
    if world.happens(UNREACHED_SHARE, "unreached", event.id, tries):
        return [world.act(at, "event.revisit", event.id, who.id, {"reached": False}, PLAYER)]
    p: dict[str, object] = {"reached": True, "contacted": True, "solved": True, "rating": "GOOD"}
    if world.happens(BAD_SHARE, "bad", event.id, event.rounds):
        p |= {"rating": "BAD", "solved": False, "reason": "处理不彻底。"}
    elif world.happens(FAIR_SHARE, "fair", event.id):
        p["rating"] = "FAIR"
    return [world.act(at, "event.revisit", event.id, who.id, p, PLAYER)]


# ---------------------------------------------------------------- for units on the telephone


def _record(event: Event, world: World) -> list[Planned]:
    """代录: the room records what a unit on the telephone says."""
    who = _operator(world, event.id)
    task = next((t for t in event.tasks if t.state == TASK_OPEN and t.unit in world.phone_units), None)
    if who is None or task is None:
        return []
    key = (event.id, task_key(task), event.rounds)
    behalf = {"unit": task.unit, "person": "值班人员", "by": "PHONE"}
    since = max(task.signed or task.at, task.progressed or 0, task.contacted or 0, event.moved)
    at = world.after(since, Limit(60, "WH"), 0.2 + world.share("record", *key, task.progressed, late=0.0))
    kind, p = _told(event, task, world)
    if kind is None:
        return []
    return [world.act(at, kind, event.id, who.id, {**p, "behalf": behalf}, PLAYER)]


def _told(event: Event, task: Task, world: World) -> tuple[str | None, dict[str, object]]:
    key = (event.id, task_key(task), event.rounds)
    if event.state == states.DISPATCHED:
        return ("event.sign", {}) if task.signed is None else (None, {})
    if task.lead and event.reply and task.contacted is None:
        return "event.contact", {"text": words.one_of(words.CONTACTS, world, *key)}
    if task.progressed is None:
        return "event.progress", {"text": words.one_of(words.PROGRESS, world, *key)}
    others = [t.unit for t in event.tasks if t.state == TASK_OPEN and task_key(t) != task_key(task)]
    p: dict[str, object] = {"result": "SOLVED", "text": words.one_of(words.DONE, world, *key)}
    p["files"] = [f"来电登记{event.serial}.jpg"]
    if task.lead and others:
        p["unfinished"] = f"协办单位{'、'.join(others)}后续补充。"
    return "event.feedback", p


# ---------------------------------------------------------------- calls and shifts


def call_moves(call: Call, world: World) -> list[Planned]:
    """What the room does with a call that was answered: it rates every department, or sends the answer back once."""
    leader = _leader(world)
    if call.state != call_states.FEEDBACK or leader is None or call.items:
        return []
    at = _soon(call, world, call.moved, call.rejections, sum(t.rating is not None for t in call.active))
    if call.rejections == 0 and world.happens(REJECT_FEEDBACK_SHARE, "reject", call.id):
        p: dict[str, object] = {"feedback": call.tasks[0].id, "reason": "HOLLOW", "text": "未见实质处置。"}
        return [world.act(at, "call.reject_feedback", call.id, leader.id, p, PLAYER)]
    task = next((t for t in call.active if t.rating is None), None)
    if task is None:
        return []
    p = {"unit": task.dept, "rating": "GOOD"}
    if world.happens(BAD_SHARE, "bad", call.id, task.dept):
        p |= {"rating": "BAD", "done": "NOT", "reason": "到场不及时，未解决问题。"}
    elif world.happens(FAIR_SHARE, "fair", call.id, task.dept):
        p["rating"] = "FAIR"
    return [world.act(at, "call.evaluate", call.id, leader.id, p, PLAYER)]


def shift_moves(stream: Stream, world: World, since: int) -> list[Planned]:
    """Open the first shift at once; hand over twice a day to the next operator, who opens his own."""
    staff = world.staff.of_roles("ROOM_OP")
    if not staff:
        return []
    running = next((span for span in stream.duty if span.to is None), None)
    if running is None:
        ended = max((span.to for span in stream.duty if span.to is not None), default=since)
        who = staff[len(stream.duty) % len(staff)]
        p = {"operator": who.id}
        opened = world.act(ended, "shift.open", stream.id, who.id, p, PLAYER)
        return [
            Planned(
                at=ended, kind=opened.kind, case=opened.id, actor=who.id, p=p, id=opened.id, player=PLAYER
            )
        ]
    if len(staff) < 2:
        return []
    old = next((user for user in staff if user.id == running.operator), staff[0])
    new = next(user for user in [*staff[staff.index(old) + 1 :], *staff] if user.id != old.id)
    at = _next_change(running.since)
    p2: dict[str, object] = {"to": new.id, "signed": sorted((old.id, new.id)), "text": "交接清楚，无遗留。"}
    return [world.act(at, "shift.handover", running.shift, old.id, p2, PLAYER)]


def _next_change(since: int) -> int:
    day = local_day(since)
    for days in (0, 1):
        for minute in CHANGE_OF_SHIFT:
            at = midnight(day + days) + minute * MINUTE_MS
            if at > since + 60 * MINUTE_MS:
                return at
    raise AssertionError("every day has its changes of shift")
