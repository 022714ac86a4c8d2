"""What the county settles (会商、审定、裁定): the centre convenes, its lead decides what town and department dispute.

Source: rulebook §4.4, §4.5. Most 会商 end in agreement; the others in a 审定, which the county keeps as a 判例.
"""

from county.simulator.planned import Planned, World
from governance import appeals
from governance.calls import consultation, rulings
from governance.calls.call import Call
from governance.people.roles import User
from governance.time.limits import WD, Limit

AGREE_SHARE = 0.7
SAME_SHARE = 0.6
TOWN_RIGHT_SHARE = 0.5
ONE_DAY = Limit(1, WD)
PLAYER = "centre"
CLAUSE_OUTSIDE = "部门职责分工"


def settle(call: Call, clerk: User, leads: list[User], world: World) -> list[Planned]:
    """The next step of a 会商: convene, minutes, then assign what was agreed or decide."""
    if not call.returns:
        return []
    unit = _settled_on(call, world)
    agreed = not call.category or world.happens(AGREE_SHARE, "agree", call.returns[-1].id)
    if call.convened is None:
        return [_consult(call, clerk, world, "convene", "")]
    if not call.minutes:
        return [_consult(call, clerk, world, "minutes", unit if agreed else "")]
    if not leads:
        return []
    if consultation.settled(call):
        return [assign(call, leads[0], world)]
    return [_adjudicate(call, unit, leads[0], world)]


def assign(call: Call, lead: User, world: World) -> Planned:
    """Give the call to the department that was settled on."""
    p = {"unit": consultation.settled(call), "reason": "会商审定，按职责和现场情况指定承办。"}
    at = world.after(_last(call), ONE_DAY, world.share("final", call.id, late=0.0))
    return world.act(at, "call.assign_final", call.id, lead.id, p, PLAYER)


def rule(call: Call, leads: list[User], at: int, world: World) -> list[Planned]:
    """What waits for the centre's lead: disputed responses, push-backs, second rejections, appeals."""
    lead = next((u for u in leads if any(g.role == "CENTRE_LEAD" for g in u.grants)), None)
    if lead is None:
        return []
    planned: list[Planned] = []
    for unit, mark in rulings.waiting(call):
        ruling = "uphold" if world.happens(TOWN_RIGHT_SHARE, mark, call.id, unit) else "deny"
        p = {"unit": unit, "mark": mark, "ruling": ruling, "reason": "核对双方记录后裁定。"}
        planned.append(world.act(at, "call.rule_response", call.id, lead.id, p, PLAYER))
    for appeal in appeals.pending(call):
        p = {"appeal": appeal.id, "ruling": "deny", "reason": "核对事实时刻，认定成立。"}
        when = world.after(appeal.at, ONE_DAY, world.share("appeal", appeal.id, late=0.0))
        planned.append(world.act(when, "call.decide_appeal", call.id, lead.id, p, PLAYER))
    return planned


def _settled_on(call: Call, world: World) -> str:
    slip = call.returns[-1]
    unit = world.rules.catalogue.units.get(slip.suggested)
    other = unit is not None and unit.is_department
    same = world.happens(SAME_SHARE, "settle", slip.id) or not other
    return slip.dept if same else slip.suggested


def _consult(call: Call, clerk: User, world: World, step: str, unit: str) -> Planned:
    clause = call.returns[-1].clause or CLAUSE_OUTSIDE
    called = consultation.called_in(call, world.rules)
    p: dict[str, object] = {
        "step": step,
        "way": "PHONE" if call.grade == "C1" else "MEETING",
        "digest": f"{step} {unit}".strip(),
        "sides": [{"unit": one, "clause": clause, "text": "按清单条款陈述意见。"} for one in called],
    }
    if unit:
        p["unit"] = unit
    limit = world.rules.limit("call", "CONSULT", call.grade)
    at = world.after(_last(call), limit, world.share(step, call.id, late=0.03))
    return world.act(at, "call.consult", call.id, clerk.id, p, PLAYER)


def _adjudicate(call: Call, unit: str, lead: User, world: World) -> Planned:
    p: dict[str, object] = {
        "unit": unit,
        "clause": call.returns[-1].clause or CLAUSE_OUTSIDE,
        "category": call.category,
        "reason": "会商未达成一致，按主管职责审定。",
    }
    if call.item:
        p["item"] = call.item
    at = world.after(_last(call), consultation.DECIDE, world.share("adjudicate", call.id, late=0.0))
    return world.act(at, "call.adjudicate", call.id, lead.id, p, PLAYER)


def _last(call: Call) -> int:
    """The last step of the 会商."""
    times = [call.moved, call.convened or 0, *(m.at for m in call.minutes)]
    return max(times)
