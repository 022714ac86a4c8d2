"""The county centre (县中心): takes calls, assigns them, rules on returns, settles what was returned twice.

Source: rulebook §4.2, §4.5.
"""

from county.simulator import words
from county.simulator.planned import Planned, World
from governance.calls import states
from governance.calls.call import Call
from governance.ledger.case import Case
from governance.people.roles import User
from governance.time.limits import Limit

REFUSE_SHARE = 0.06
UPHOLD_SHARE = 0.5
SAME_SHARE = 0.6
LATE = 0.03
PLAYER = "centre"


def moves(call: Case, world: World) -> list[Planned]:
    """What the centre does next with a call."""
    if not isinstance(call, Call):
        return []
    staff = world.staff.of_roles("CENTRE_OP") or world.staff.of_roles("CENTRE_LEAD")
    if not staff:
        return []
    clerk = world.choose(staff, "clerk", call.id, call.state)
    match call.state:
        case states.ISSUED:
            return [_accept(call, clerk, world)]
        case states.PLATFORM_ACCEPTED:
            return _assign(call, clerk, world)
        case states.RETURN_PENDING:
            return _rule(call, staff, world)
        case states.CONSULTING:
            return _settle(call, world)
    return []


def _at(call: Call, clock: str, world: World) -> int:
    running = call.clock(clock)
    start = running.start if running is not None else call.moved
    limit: Limit = world.rules.limit("call", clock, call.grade)
    return world.after(start, limit, world.share(clock, call.id, len(call.returns), late=LATE))


def _accept(call: Call, clerk: User, world: World) -> Planned:
    p: dict[str, object] = {"ruling": "accept"}
    if call.grade != "C1" and world.happens(REFUSE_SHARE, "refuse", call.id):
        code = "TOWN" if world.happens(0.5, "code", call.id) else "INCOMPLETE"
        p = {"ruling": "refuse", "code": code, "reason": words.REFUSALS[code]}
    return world.act(_at(call, "ACCEPT", world), "call.accept", call.id, clerk.id, p, PLAYER)


def _assign(call: Call, clerk: User, world: World) -> list[Planned]:
    departments = [d for d in call.named if _is_department(d, world)]
    if call.returns and call.returns[-1].ruling == "uphold":
        gone, wanted = call.returns[-1].dept, call.returns[-1].suggested
        departments = [d for d in departments if d not in (gone, wanted)]
        departments = [wanted, *departments] if _is_department(wanted, world) else departments or [gone]
    if not departments:
        return []
    p: dict[str, object] = {"unit": departments[0]}
    if departments[1:]:
        p["assist"] = departments[1:]
    return [world.act(_at(call, "ASSIGN", world), "call.assign", call.id, clerk.id, p, PLAYER)]


def _is_department(code: str, world: World) -> bool:
    unit = world.rules.catalogue.units.get(code)
    return unit is not None and unit.is_department


def _rule(call: Call, staff: list[User], world: World) -> list[Planned]:
    slip = call.returns[-1]
    other = next((user for user in staff if user.id != slip.by), None)
    if other is None:
        return []
    ruling = "uphold" if world.happens(UPHOLD_SHARE, "rule", slip.id) else "deny"
    p = {"request": slip.id, "ruling": ruling, "reason": words.RULINGS[ruling]}
    at = _at(call, "RETURN_DECIDE", world)
    return [world.act(at, "call.decide_return", call.id, other.id, p, PLAYER)]


def _settle(call: Call, world: World) -> list[Planned]:
    leads = world.staff.of_roles("CENTRE_LEAD", "COUNTY_LEADER")
    if not leads or not call.returns:
        return []
    slip = call.returns[-1]
    same = world.happens(SAME_SHARE, "settle", slip.id) or not _is_department(slip.suggested, world)
    unit = slip.dept if same else slip.suggested
    p = {"unit": unit, "reason": "会商一致，按职责和现场情况指定承办。"}
    return [world.act(_at(call, "CONSULT", world), "call.assign_final", call.id, leads[0].id, p, PLAYER)]
