"""派遣、改派: what giving an event to units starts, and what it ends.

Source: rulebook §3.3 #4, #11, §3.11 (主办、协办). Exactly one unit holds the open 主办 task; any number assist. All clocks
of a task start with the dispatch. A unit that is given its own returned case goes on with its clock; another unit
starts anew, and the old task is REASSIGNED and owes nothing any more.
"""

from msgspec.structs import replace

from governance.doer import Doer
from governance.events import states
from governance.events.event import (
    TASK_OPEN,
    TASK_REASSIGNED,
    TASK_RETURNED,
    Event,
    Task,
    drop_task,
    set_task,
    task_key,
)
from governance.events.fold import to_dispatch
from governance.events.payloads import Dispatch
from governance.handling.assisting import capped, lead_clock
from governance.ledger.action import Action
from governance.ledger.clocked import moved, resume, start, stop
from governance.rulebook import Rules
from governance.time.limits import Limit


def handle_limit(event: Event, rules: Rules, n: int | None = None) -> Limit | None:
    """HANDLE's limit: the category's, shortened by the dispatcher; a category that is gone leaves the earlier limit."""
    category = rules.catalogue.categories.get(event.cat)
    if category is None:
        earlier = event.clock("HANDLE")
        return Limit(earlier.n, earlier.cal) if earlier is not None else None
    limit = category.limit
    return limit if n is None else Limit(max(1, min(n, limit.n)), limit.cal)


def give(
    event: Event,
    action: Action,
    unit: str,
    at: int,
    rules: Rules,
    *,
    n: int | None = None,
    final: bool = False,
) -> Event:
    """Give a unit the 主办 task: ▶SIGN ▶HANDLE (▶CONTACT where an answer was asked for), all from this instant."""
    for task in event.tasks:
        if task.state == TASK_OPEN and (
            task.lead or task.unit == unit
        ):  # its own 协办 ends as it takes the lead
            event = drop_task(event, task, TASK_REASSIGNED, at)
    task = Task(id=action.id, unit=unit, lead=True, at=at, state=TASK_OPEN, final=final)
    event = _begun(event, task, at, handle_limit(event, rules, n), rules)
    if not event.reply:
        return event
    return start(event, "CONTACT", at, rules.find_limit("event", "CONTACT", event.urg), unit, task_key(task))


def _begun(event: Event, task: Task, at: int, limit: Limit | None, rules: Rules) -> Event:
    key = task_key(task)
    event = replace(event, tasks=(*event.tasks, task))
    event = start(event, "SIGN", at, rules.find_limit("event", "SIGN", event.urg), task.unit, key)
    return start(event, "HANDLE", at, limit, task.unit, key)


def assist(event: Event, action: Action, p: Dispatch, at: int, rules: Rules) -> Event:
    """Give each 协办 its task."""
    for unit in p.assist:
        event = assisted(event, action, unit, at, rules, n=p.n)
    return event


def assisted(
    event: Event, action: Action, unit: str, at: int, rules: Rules, *, n: int | None = None
) -> Event:
    """Give a unit a 协办 task: own SIGN, own HANDLE, due no later than the 主办's (§3.11)."""
    if event.task_of((unit,)) is not None:
        return event
    task = Task(id=action.id, unit=unit, lead=False, at=at, state=TASK_OPEN)
    limit = capped(handle_limit(event, rules, n), lead_clock(event), at, rules.calendar)
    return _begun(event, task, at, limit, rules)


def dispatch(event: Event, action: Action, p: Dispatch, doer: Doer, at: int, rules: Rules) -> Event:
    """派遣 → DISPATCHED ■DISPATCH ▶SIGN ▶HANDLE."""
    event = give(stop(event, "DISPATCH", at), action, p.unit, at, rules, n=p.n)
    return moved(assist(event, action, p, at, rules), states.DISPATCHED, at)


def accept_dispatch(event: Event, action: Action, p: Dispatch, doer: Doer, at: int, rules: Rules) -> Event:
    """受理并分派 → DISPATCHED: 受理 and 派遣 at one instant."""
    accepted = to_dispatch(stop(replace(event, accepted_at=at), "ACCEPT", at), at, rules)
    return dispatch(accepted, action, p, doer, at, rules)


def redispatch(event: Event, action: Action, p: Dispatch, doer: Doer, at: int, rules: Rules) -> Event:
    """改派 → DISPATCHED: the same unit goes on (⏵HANDLE), another starts anew and the old task is REASSIGNED."""
    event = stop(event, "DISPATCH", at)
    old = next((t for t in reversed(event.tasks) if t.lead), None)
    if old is not None and old.unit == p.unit and old.state == TASK_RETURNED:
        event = _goes_on(event, old, at, rules)
    else:
        if old is not None and old.state == TASK_RETURNED:
            event = drop_task(event, old, TASK_REASSIGNED, at)
        event = give(event, action, p.unit, at, rules, n=p.n)
    return moved(assist(event, action, p, at, rules), states.DISPATCHED, at)


def _goes_on(event: Event, task: Task, at: int, rules: Rules) -> Event:
    """The unit that handed it back has it again: ⏵HANDLE, and ▶SIGN (▶CONTACT if it still owes that) anew."""
    key = task_key(task)
    event = resume(set_task(event, replace(task, state=TASK_OPEN, signed=None)), "HANDLE", at, key)
    event = start(event, "SIGN", at, rules.find_limit("event", "SIGN", event.urg), task.unit, key)
    if not event.reply or task.contacted is not None:
        return event
    return start(event, "CONTACT", at, rules.find_limit("event", "CONTACT", event.urg), task.unit, key)
