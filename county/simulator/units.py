"""Town units (承办单位): they sign, contact, report progress, feed back; some hand a case back first.

Source: rulebook §3.3, §3.5. Platforms, stations, offices answer by their staff, villages and grids by their own
people; a unit on the telephone answers nothing here.
"""

from county.simulator import words
from county.simulator.planned import Planned, World
from governance.events import states
from governance.events.event import TASK_OPEN, Event, Task, task_key
from governance.events.guards import needs_material
from governance.events.payloads import RETURN_CODES
from governance.people.roles import LEAD_ROLES, PLACE_ROLES, UNIT_ROLES
from governance.time.limits import Limit

HANDLERS = UNIT_ROLES | PLACE_ROLES
RETURN_SHARE = 0.05
LATE = 0.1
PLAYER = "unit"


def moves(event: Event, world: World) -> list[Planned]:
    """What the units of the open tasks do next."""
    if event.state not in (states.DISPATCHED, states.SIGNED):
        return []
    found = []
    for task in event.tasks:
        if task.state == TASK_OPEN and task.unit not in world.phone_units:
            move = _next(event, task, world)
            if move is not None:
                found.append(move)
    return found


def _next(event: Event, task: Task, world: World) -> Planned | None:
    staff = world.staff.of_unit(task.unit, HANDLERS)
    if not staff:
        return None
    round_ = (event.id, task_key(task), event.rounds, len(event.returns))
    hand = world.choose(staff, "hand", *round_).id
    slip = _return(event, task, world)
    if slip is not None:
        return slip
    if task.signed is None and event.state == states.DISPATCHED:
        clock = event.clock("SIGN", task_key(task))
        start = clock.start if clock is not None else task.at
        limit = world.rules.limit("event", "SIGN", event.urg)
        at = world.after(start, limit, world.share("sign", *round_, late=LATE))
        return world.act(at, "event.sign", event.id, hand, {}, PLAYER)
    if event.state != states.SIGNED:
        return None
    signed = task.signed if task.signed is not None else event.moved
    if task.lead and event.reply and task.contacted is None:
        limit = world.rules.limit("event", "CONTACT", event.urg)
        at = world.after(signed, limit, world.share("contact", *round_, late=LATE))
        text = words.one_of(words.CONTACTS, world, *round_)
        return world.act(at, "event.contact", event.id, hand, {"text": text}, PLAYER)
    return _handling(event, task, world, hand, signed)


def _handling(event: Event, task: Task, world: World, hand: str, signed: int) -> Planned | None:
    clock = event.clock("HANDLE", task_key(task))
    if clock is None:
        return None
    round_ = (event.id, task_key(task), event.rounds, len(event.returns))
    share = world.share("handle", *round_, late=LATE)
    begun = max(signed, clock.start, *(to for _, to in clock.pauses if to is not None), task.contacted or 0)
    limit = Limit(clock.n, clock.cal)
    if not task.lead:
        share *= 0.6  # who assists is done before who leads
    if task.progressed is None or task.progressed < clock.start:
        at = world.after(begun, limit, share * 0.4)
        text = words.one_of(words.PROGRESS, world, *round_)
        return world.act(at, "event.progress", event.id, hand, {"text": text}, PLAYER)
    at = world.after(max(begun, task.progressed), limit, share * 0.6)
    return world.act(at, "event.feedback", event.id, hand, _feedback(event, task, world), PLAYER)


def _feedback(event: Event, task: Task, world: World) -> dict[str, object]:
    round_ = (event.id, task_key(task), event.rounds)
    p: dict[str, object] = {
        "result": words.result(world, *round_),
        "text": words.one_of(words.DONE, world, *round_),
    }
    if needs_material(event, world.rules) or world.happens(0.5, "photo", *round_):
        p["files"] = [f"处置后{event.serial}-{event.rounds}.jpg"]
    waiting = [t.unit for t in event.tasks if t.state == TASK_OPEN and task_key(t) != task_key(task)]
    if task.lead and waiting:
        p["unfinished"] = f"协办单位{'、'.join(waiting)}后续补充。"
    return p


def _return(event: Event, task: Task, world: World) -> Planned | None:
    """A few cases are handed back by the unit's lead, in the window, before anything was done."""
    key = (event.id, task_key(task), len(event.returns))
    if not task.lead or task.final or task.progressed is not None or len(event.returns) > 1:
        return None
    if event.rounds > 1 or not world.happens(RETURN_SHARE, "return", *key):
        return None
    leads = world.staff.of_unit(task.unit, LEAD_ROLES)
    if not leads:
        return None
    window = world.rules.limit("event", "RETURN_WINDOW", event.urg)
    since = task.at if not event.returns else max(task.at, event.moved)
    at = world.after(since, window, 0.05 + 0.4 * world.share("return", *key, late=0.0))
    if at > world.rules.calendar.nominal_due(task.at, window):
        return None
    codes = [
        code for code in RETURN_CODES if code not in ("T4", "T7")
    ]  # T4 wants a contact, T7 a county matter
    code = world.choose(codes, "code", *key)
    p = {
        "task": task.id,
        "code": code,
        "clause": words.clause(event, world),
        "suggested_unit": words.other_unit(task.unit, world, *key),
        "text": RETURN_CODES[code],
    }
    return world.act(at, "event.return", event.id, leads[0].id, p, PLAYER)
