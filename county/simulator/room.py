"""A simple automatic room (自动指挥室): accepts, dispatches, calls, orders verification, closes, revisits, rates.

It stands in for the desk when the simulator plays alone; people of the room act through the same functions as the
web desk's. Source: rulebook §1.2, §3.3, §3.5, §3.8, §4.
"""

from county.simulator import calling, telephone, words
from county.simulator.planned import Planned, World
from governance.events import states
from governance.events.event import Event
from governance.events.guards import is_subordinate
from governance.people.roles import User
from governance.places.codes import village_of
from governance.time.limits import EH, Limit
from governance.time.working_time import MINUTE_MS

PLAYER = "room"
CALL_SHARE = 0.12  # of the cases that a list item speaks of
BAD_SHARE, FAIR_SHARE = 0.05, 0.15
UNREACHED_SHARE = 0.15
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
            return telephone.moves(event, _operator(world, event.id), world)
        case states.VERIFYING:
            return _look(event, world)
    return []


def _operator(world: World, *what: object) -> User | None:
    staff = world.staff.of_roles("ROOM_OP")
    return world.choose(staff, "operator", *what) if staff else None


def _soon(event: Event, world: World, start: int, *what: object) -> int:
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
            call = calling.issue(event, world, at)
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
        p |= {"rating": "BAD", "solved": False, "reason": "A"}
    elif world.happens(FAIR_SHARE, "fair", event.id):
        p["rating"] = "FAIR"
    return [world.act(at, "event.revisit", event.id, who.id, p, PLAYER)]
