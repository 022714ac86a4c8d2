"""The county centre (县中心): takes calls, assigns them, rules on returns, settles what was returned twice.

Source: rulebook §4.2, §4.5.
"""

from county.simulator import consulting, words
from county.simulator.planned import Planned, World
from governance import appeals
from governance.calls import rulings, states
from governance.calls.call import Call
from governance.ledger.case import Case
from governance.people.roles import User
from governance.time.limits import Limit

REFUSE_SHARE = 0.06
UPHOLD_SHARE = 0.5
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
    leads = world.staff.of_roles("CENTRE_LEAD", "COUNTY_LEADER")
    return [*_step(call, clerk, staff, leads, world), *_rulings(call, leads, world)]


def _step(call: Call, clerk: User, staff: list[User], leads: list[User], world: World) -> list[Planned]:
    match call.state:
        case states.ISSUED if call.repair is None:
            return [_accept(call, clerk, world)]
        case states.PLATFORM_ACCEPTED:
            return _assign(call, clerk, world)
        case states.RETURN_PENDING:
            return _rule(call, staff, world)
        case states.CONSULTING:
            return consulting.settle(call, clerk, leads, world)
        case states.ADJUDICATED if leads:
            return [consulting.assign(call, leads[0], world)]
    return []


def _rulings(call: Call, leads: list[User], world: World) -> list[Planned]:
    """What its lead decides between town and department, a while after it was asked."""
    if not rulings.waiting(call) and not appeals.pending(call):
        return []
    worded = [t.worded or 0 for t in call.tasks] + [t.pushed.at for t in call.tasks if t.pushed is not None]
    share = world.share("ruling", call.id, call.rejections, len(call.appeals), late=0.0)
    return consulting.rule(
        call, leads, world.after(max([call.moved, *worded]), consulting.ONE_DAY, share), world
    )


def _at(call: Call, clock: str, world: World) -> int:
    running = call.clock(clock)
    start = running.start if running is not None else call.moved
    limit: Limit = world.rules.limit("call", clock, call.grade)
    return world.after(start, limit, world.share(clock, call.id, len(call.returns), late=LATE))


def _accept(call: Call, clerk: User, world: World) -> Planned:
    p: dict[str, object] = {"ruling": "accept"}
    if call.grade != "C1" and call.repaired is None and world.happens(REFUSE_SHARE, "refuse", call.id):
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
