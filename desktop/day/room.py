"""What the room does next with a case (指挥室的下一步): the operators' habits of a simulated day, without memory.

A pure function of the case as shown, the seed and the cast: after a restart it goes on from the store. The rules are
governance's; here is only what a person would choose among the moves they leave.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from desktop.day.cast import Cast
from governance.calls.call import Call
from governance.events import states
from governance.events.event import TASK_OPEN, Event, Task
from governance.events.guards import is_subordinate
from governance.ledger.case import Case
from governance.responsibility.dispatch_unit import platform_unit
from governance.responsibility.suggestions import suggest_category
from governance.rulebook import Rules
from governance.time.clocks import light
from governance.time.lights import Light

MINUTE_MS = 60_000
GRADES = {"U1": "C1", "U2": "C2", "U3": "C3"}


class Planned(Struct, frozen=True, kw_only=True):
    """One intended action: when, what, by whom; `births` a new case of this letter when it is set."""

    at: int  # UTC ms
    kind: str
    p: Mapping[str, Any]
    actor: str
    births: str = ""  # letter of the serial of the case it bears


class Habits(Struct, frozen=True):
    """How the room of this day works."""

    seed: int
    cast: Cast
    phone_units: frozenset[str]  # units that answer by phone: the room records 代录
    fallback_category: str  # where nothing in the text speaks for a category
    own_ways: bool = False  # another person: platform for its station, village lead for grid worker


def chance(seed: int, *parts: str) -> float:
    """A number in [0, 1) that belongs to these parts: the same on every run."""
    digest = hashlib.sha256("\0".join((str(seed), *parts)).encode()).digest()
    return int.from_bytes(digest[:7], "big") / (1 << 56)


def next_move(case: Case, habits: Habits, rules: Rules, now: int) -> Planned | None:
    """Give the room's next move on a case, or None when it waits for somebody else."""
    if isinstance(case, Event | Call) and case.items and not case.final:
        return _resolve(case, habits, now)
    if isinstance(case, Event):
        return _event(case, habits, rules, now)
    return _call(case, habits, now) if isinstance(case, Call) else None


def _within(habits: Habits, case: Case, tag: str, low: float, high: float) -> int:
    return int((low + (high - low) * chance(habits.seed, case.id, tag)) * MINUTE_MS)


def _resolve(case: Event | Call, habits: Habits, now: int) -> Planned:
    """维持现状, a quarter of an hour after the case last moved: somebody looked at both sides."""
    item = case.items[0]
    actor = habits.cast.leader if item.kind.startswith("call.") else habits.cast.operator(now)
    p = {"item": item.id, "choice": "KEEP"}
    return Planned(at=case.moved + 15 * MINUTE_MS, kind="conflict.resolve", p=p, actor=actor)


def _event(event: Event, habits: Habits, rules: Rules, now: int) -> Planned | None:
    step = _STEPS.get(event.state)
    planned = step(event, habits, rules, now) if step is not None else None
    return planned or _supervise(event, habits, rules, now)


def _registered(event: Event, habits: Habits, rules: Rules, now: int) -> Planned:
    at = event.at + _within(habits, event, "accept", 1, 8)
    actor = habits.cast.operator(at)
    if not event.cat:
        found = suggest_category(event.text, rules.catalogue, 1)
        category = found[0].category if found else rules.catalogue.categories[habits.fallback_category]
        chosen = {"category": category.code, "urg": category.urgency}
        return Planned(at=at, kind="event.classify", p=chosen, actor=actor)
    if chance(habits.seed, event.id, "reject") < 0.02:
        p: dict[str, Any] = {"code": "R7", "told": {"text": "已电话告知不属受理范围及办理途径", "at": at}}
        return Planned(at=at, kind="event.reject", p=p, actor=actor)
    return Planned(at=at, kind="event.accept", p={}, actor=actor)


def _accepted(event: Event, habits: Habits, rules: Rules, now: int) -> Planned:
    at = event.moved + _within(habits, event, f"dispatch{len(event.tasks)}", 1, 6)
    actor = habits.cast.operator(at)
    category = rules.catalogue.categories[event.cat]
    if event.tasks:
        wanted = event.returns[-1].suggested if event.returns else ""
        unit = wanted if wanted and is_subordinate(wanted, rules) else platform_unit(category)
        return Planned(at=at, kind="event.redispatch", p={"unit": unit}, actor=actor)
    suggested = rules.catalogue.units.get(category.suggested_dept)
    if suggested is not None and suggested.is_department and not event.kids:
        return _issue(event, habits, rules, at)
    own_unit = suggested is not None and not suggested.is_department and not habits.own_ways
    unit = category.suggested_dept if own_unit else ""
    if not unit or not is_subordinate(unit, rules):
        unit = platform_unit(category)
    p: dict[str, Any] = {"unit": unit}
    if unit != "T-ZZ" and chance(habits.seed, event.id, "assist") < 0.08:
        p["assist"] = ["T-ZZ"]
    return Planned(at=at, kind="event.dispatch", p=p, actor=actor)


def _issue(event: Event, habits: Habits, rules: Rules, at: int) -> Planned:
    category = rules.catalogue.categories[event.cat]
    items = rules.catalogue.items
    item = next((items[code] for code in category.related_items if code in items), None)
    p: dict[str, Any] = {
        "grade": GRADES[event.urg],
        "ask": f"请到场处置：{event.text[:40]}",
        "parent": event.id,
        "depts": [item.lead_dept if item else category.suggested_dept],
    }
    if item is None:
        p["reason"] = "清单外：类目无关联清单事项，权限在县级部门"
    else:
        p |= {"item": item.code, "item_version": item.version}
        lines = rules.catalogue.lines.get(item.code, ())
        p["lines"] = [
            {"no": line.line_no, "state": "DONE", "note": line.evidence or "已做"}
            for line in lines
            if line.side == "TOWN"
        ]
    return Planned(at=at, kind="call.issue", p=p, actor=habits.cast.leader, births="H")


def _returned(event: Event, habits: Habits, rules: Rules, now: int) -> Planned:
    slip = event.returns[-1]
    at = slip.at + _within(habits, event, f"return{len(event.returns)}", 3, 10)
    if len(event.returns) > 1:
        p: dict[str, Any] = {"unit": slip.unit, "reason": "两次退单，经研判由现承办单位办理"}
        return Planned(at=at, kind="event.assign_final", p=p, actor=habits.cast.director)
    ruling = "uphold" if chance(habits.seed, slip.id, "ruling") < 0.6 else "deny"
    p = {"request": slip.id, "ruling": ruling, "reason": "对照职责清单核定", "clause": slip.clause}
    return Planned(at=at, kind="event.decide_return", p=p, actor=habits.cast.operator(at))


def _by_phone(event: Event, habits: Habits, rules: Rules, now: int) -> Planned | None:
    """Units without a browser at hand answer by phone; the room records it for them."""
    for task in event.tasks:
        if task.state == TASK_OPEN and task.unit in habits.phone_units:
            return _recorded(event, task, habits)
    return None


def _recorded(event: Event, task: Task, habits: Habits) -> Planned:
    behalf = {"unit": task.unit, "person": "值班人员", "by": "PHONE"}
    if task.signed is None:
        at = task.at + _within(habits, event, "phone sign", 4, 25)
        return Planned(at=at, kind="event.sign", p={"behalf": behalf}, actor=habits.cast.operator(at))
    at = task.signed + _within(habits, event, f"phone feedback{event.rounds}", 40, 160)
    p = {
        "behalf": behalf,
        "result": "SOLVED",
        "text": "已到现场处理并回复来电人",
        "files": ["现场照片.jpg"],
        "unfinished": "协办单位仍在处理" if task.lead else "",
    }
    return Planned(at=max(at, event.moved), kind="event.feedback", p=p, actor=habits.cast.operator(at))


def _fed_back(event: Event, habits: Habits, rules: Rules, now: int) -> Planned:
    at = event.moved + _within(habits, event, f"check{event.rounds}", 3, 15)
    actor = habits.cast.operator(at)
    if rules.catalogue.categories[event.cat].verify_exempt:
        return Planned(at=at, kind="event.close", p={"result": event.result or "SOLVED"}, actor=actor)
    hands = {user for task in event.tasks for user in (*task.hands, *task.recorders)}
    verifier = habits.cast.verifier(event.place.area, hands, lead_first=habits.own_ways)
    return Planned(at=at, kind="event.order_verify", p={"verifier": verifier}, actor=actor)


def _verifying(event: Event, habits: Habits, rules: Rules, now: int) -> Planned | None:
    if event.verifier != habits.cast.supervisor:
        return None
    at = event.moved + _within(habits, event, f"verify{event.rounds}", 10, 40)
    p = {"result": "pass", "reason": "电话及视频核实，已处理到位"}
    return Planned(at=at, kind="event.verify", p=p, actor=event.verifier)


def _verified(event: Event, habits: Habits, rules: Rules, now: int) -> Planned:
    at = event.moved + _within(habits, event, "close", 2, 10)
    p = {"result": event.result or "SOLVED"}
    return Planned(at=at, kind="event.close", p=p, actor=habits.cast.operator(at))


def _closed(event: Event, habits: Habits, rules: Rules, now: int) -> Planned | None:
    if event.anon or chance(habits.seed, event.id, "revisit") > 0.4 or event.attempts:
        return None
    at = event.moved + _within(habits, event, "revisit at", 15, 60)
    luck = chance(habits.seed, event.id, "rating")
    p: dict[str, Any] = {"reached": luck > 0.1}
    if p["reached"]:
        p |= {"rating": "GOOD" if luck > 0.35 else "FAIR", "contacted": True, "solved": True}
        if luck < 0.15:
            p |= {"rating": "BAD", "reason": "结果"}
    return Planned(at=at, kind="event.revisit", p=p, actor=habits.cast.supervisor)


def _supervise(event: Event, habits: Habits, rules: Rules, now: int) -> Planned | None:
    """HANDLE overdue and nobody supervises it yet: 普通督办."""
    task = event.lead
    clock = event.clock("HANDLE") if task is not None else None
    if task is None or clock is None or any(k.type == "supervision" for k in event.kids):
        return None
    if event.state != states.SIGNED or light(clock, now, rules.calendar) is not Light.RED:
        return None
    p = {"unit": task.unit, "text": "办理超期", "ask": "请当日办结并反馈", "parent": event.id}
    return Planned(at=now, kind="supervision.normal", p=p, actor=habits.cast.leader, births="D")


_STEPS = {
    states.REGISTERED: _registered,
    states.ACCEPTED: _accepted,
    states.RETURN_PENDING: _returned,
    states.DISPATCHED: _by_phone,
    states.SIGNED: _by_phone,
    states.FEEDBACK: _fed_back,
    states.VERIFYING: _verifying,
    states.VERIFIED: _verified,
    states.CLOSED: _closed,
}


def _call(call: Call, habits: Habits, now: int) -> Planned | None:
    if not call.countersigned:
        at = call.at + _within(habits, call, "countersign", 2, 10)
        return Planned(at=at, kind="call.issue", p={}, actor=habits.cast.leader)
    if call.state != "FEEDBACK":
        return None
    at = call.moved + _within(habits, call, f"evaluate{call.rejections}", 8, 40)
    if not call.rejections and chance(habits.seed, call.id, "hollow") < 0.07:
        fed = call.lead.id if call.lead else ""
        p: dict[str, Any] = {"feedback": fed, "reason": "HOLLOW", "text": "现场无变化，请实质办理"}
        return Planned(at=at, kind="call.reject_feedback", p=p, actor=habits.cast.leader)
    task = next((t for t in call.active if t.rating is None), None)
    if task is None:
        return None
    luck = chance(habits.seed, call.id, task.dept)
    p = {"unit": task.dept, "rating": "GOOD" if luck > 0.3 else "FAIR", "respond": "GOOD", "done": "DONE"}
    if luck < 0.08:
        p |= {"rating": "BAD", "respond": "FAIR", "done": "PARTLY", "reason": "处置不彻底，附现场照片"}
        p["files"] = ["现场照片.jpg"]
    return Planned(at=at, kind="call.evaluate", p=p, actor=habits.cast.leader)
