"""Calling the county (呼叫县级): the automatic room issues calls and rates those who answered.

Source: rulebook §4.1, §4.6. Every mandatory line of the list item is done or explained before a call goes out.
"""

from county.simulator.planned import Planned, World
from governance.calls import states
from governance.calls.call import DOWN, Call
from governance.events.event import Event
from governance.people.roles import DEPT_ROLES, User
from governance.time.limits import EH, Limit

PLAYER = "room"
REJECT_SHARE = 0.03
BAD_SHARE, FAIR_SHARE = 0.05, 0.15
QUICK = Limit(10, EH)
GRADES = {"U1": "C1", "U2": "C2"}


def leader(world: World) -> User | None:
    """Who signs calls and ratings."""
    return next(iter(world.staff.of_roles("DUTY_LEADER", "DIRECTOR")), None)


def issue(event: Event, world: World, at: int) -> list[Planned]:
    """签发呼叫, with every mandatory line of the item done or explained."""
    who = leader(world)
    catalogue = world.rules.catalogue
    category = catalogue.categories[event.cat]
    item = next((catalogue.items[i] for i in category.related_items if i in catalogue.items), None)
    suggested = catalogue.units.get(category.suggested_dept)
    p: dict[str, object] = {
        "parent": event.id,
        "grade": GRADES.get(event.urg, "C3"),
        "ask": f"请到场处置：{event.text[:40]}",
        "category": event.cat,
    }
    if item is not None:
        p |= {"item": item.code, "item_version": item.version, "depts": list(item.county_depts[:2])}
        lines = [line for line in catalogue.lines.get(item.code, ()) if line.side == "TOWN"]
        p["lines"] = [{"no": n.line_no, "state": "DONE", "note": n.evidence or "已做"} for n in lines]
    elif suggested is not None and suggested.is_department:
        p |= {"depts": [suggested.code], "reason": "清单外事项，镇无处置权限。"}
    depts = p.get("depts", [])
    answered = isinstance(depts, list) and all(world.staff.of_unit(str(d), DEPT_ROLES) for d in depts)
    if who is None or not depts or not answered:
        return []
    born = world.act(at, "call.issue", event.id, who.id, p, PLAYER)
    return [Planned(at=at, kind=born.kind, case=born.id, actor=who.id, p=p, id=born.id, player=PLAYER)]


def moves(call: Call, world: World) -> list[Planned]:
    """What the room does with a call that was answered: it rates every department, or sends the answer back once."""
    who = leader(world)
    if who is None or call.items:
        return []
    if call.repair is not None:
        p: dict[str, object] = {"ask": call.ask, "contact": "指挥室值班电话"}
        at = world.after(call.repair, QUICK, world.share("repair", call.id))
        return [world.act(at, "call.issue", call.id, who.id, p, PLAYER)]
    if call.state != states.FEEDBACK or call.contested or call.direction == DOWN:
        return []
    rated = sum(t.rating is not None for t in call.rateable)
    at = world.after(call.moved, QUICK, 0.1 + world.share("rate", call.id, call.rejections, rated, late=0.05))
    if call.rejections == 0 and world.happens(REJECT_SHARE, "reject", call.id):
        p = {"feedback": call.tasks[0].id, "reason": "HOLLOW", "text": "未见实质处置。"}
        return [world.act(at, "call.reject_feedback", call.id, who.id, p, PLAYER)]
    task = next((t for t in call.rateable if t.rating is None), None)
    if task is None:
        return []
    p = {"unit": task.dept, "rating": "GOOD"}
    if world.happens(BAD_SHARE, "bad", call.id, task.dept):
        p |= {"rating": "BAD", "done": "NOT", "reason": "到场不及时，未解决问题。"}
        p["files"] = [f"现场复核{call.serial}-{task.dept}.jpg"]
    elif world.happens(FAIR_SHARE, "fair", call.id, task.dept):
        p["rating"] = "FAIR"
    return [world.act(at, "call.evaluate", call.id, who.id, p, PLAYER)]
