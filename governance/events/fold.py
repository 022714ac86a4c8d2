"""What an action does to an event (折叠): pure, total, one function a kind.

Source: rulebook §3.3 (moves and clocks), §3.11, §3.12. 退单 and 核查 have files of their own.
"""

from msgspec.structs import replace

from governance.doer import Doer
from governance.events import states
from governance.events.event import (
    TASK_DONE,
    TASK_REASSIGNED,
    TASK_RETURNED,
    Disputed,
    Event,
    Task,
    moved,
    pause,
    resume,
    set_task,
    start,
    stop,
    stop_all,
    task_key,
)
from governance.events.payloads import (
    Accept,
    Amend,
    Change,
    Classify,
    Close,
    Contact,
    Dispatch,
    Feedback,
    Note,
    Progress,
    Reject,
    Report,
    Revisit,
    Sign,
    Void,
)
from governance.ledger.action import Action
from governance.ledger.case import Face
from governance.ledger.payload import Place
from governance.rulebook import Rules
from governance.time.limits import Limit
from governance.time.working_time import local_day

REVISIT_TRIES, REVISIT_DAYS = 3, 2  # §3.8: up to three attempts on at least two days


def report(event: Event | None, action: Action, p: Report, doer: Doer, at: int, rules: Rules) -> Event:
    """登记 → REGISTERED ▶ACCEPT."""
    born = Event(
        id=action.case or action.id,
        parent=p.parent,
        serial=p.serial,
        state=states.REGISTERED,
        ch=p.ch,
        occ=p.occ if p.occ is not None else at,
        at=at,
        moved=at,
        text=p.text,
        place=p.place,
        reporter=action.actor,
        cat=p.cat,
        urg=p.urg,
        reply=p.reply,
        anon=p.anon,
        secret=p.secret,
        outer=p.outer,
        outer_due=p.outer_due,
    )
    return start(born, "ACCEPT", at, rules.limit("event", "ACCEPT", p.urg))


def amend(event: Event, action: Action, p: Amend, doer: Doer, at: int, rules: Rules) -> Event:
    """更正补充: merged per field; two values on one seen value are both kept, the earlier shown (待核)."""
    for change in p.set:
        seen = dict(event.seen)
        if change.seen != seen.get(change.field, ""):
            event = replace(
                event, disputed=(*event.disputed, Disputed(change.field, action.id, change.value))
            )
            continue
        seen[change.field] = action.id
        event = replace(_with_field(event, change), seen=tuple(sorted(seen.items())))
    return event


def _with_field(event: Event, change: Change) -> Event:
    if change.field == "text":
        return replace(event, text=change.value)
    if change.field == "cat":
        return replace(event, cat=change.value)
    if change.field == "outer_due":
        return replace(event, outer_due=int(change.value))
    area, lon, lat, text = [*change.value.split("|", 3), "", "", ""][:4]
    point = (int(lon), int(lat)) if lon.isdigit() and lat.isdigit() else (None, None)
    return replace(event, place=Place(area, point[0], point[1], text))


def note(event: Event, action: Action, p: Note, doer: Doer, at: int, rules: Rules) -> Event:
    """备注、材料: evidence in the timeline, nothing moves."""
    return event


def accept(event: Event, action: Action, p: Accept, doer: Doer, at: int, rules: Rules) -> Event:
    """受理 → ACCEPTED ■ACCEPT ▶DISPATCH."""
    event = stop(replace(event, accepted_at=at), "ACCEPT", at)
    return _to_dispatch(event, at, rules)


def _to_dispatch(event: Event, at: int, rules: Rules) -> Event:
    event = start(event, "DISPATCH", at, rules.limit("event", "DISPATCH", event.urg))
    return moved(event, states.ACCEPTED, at)


def classify(event: Event, action: Action, p: Classify, doer: Doer, at: int, rules: Rules) -> Event:
    """定性改类: no state change, open tasks keep their limits."""
    return replace(event, cat=p.category, urg=p.urg or event.urg)


def reject(event: Event, action: Action, p: Reject, doer: Doer, at: int, rules: Rules) -> Event:
    """不予受理 → REJECTED ■ACCEPT."""
    return moved(stop_all(replace(event, rejected=p.code, closed_at=at), at), states.REJECTED, at)


def handle_limit(event: Event, rules: Rules, n: int | None = None) -> Limit:
    """HANDLE's limit: the category's, shortened by the dispatcher."""
    limit = rules.catalogue.categories[event.cat].limit
    return limit if n is None else Limit(n, limit.cal)


def give(
    event: Event,
    action: Action,
    unit: str,
    at: int,
    rules: Rules,
    *,
    lead: bool,
    n: int | None = None,
    final: bool = False,
) -> Event:
    """Give a unit a task: ▶SIGN ▶HANDLE (▶CONTACT where an answer was asked for), all from the dispatch."""
    task = Task(id=action.id, unit=unit, lead=lead, at=at, final=final)
    key = task_key(task)
    event = replace(event, tasks=(*event.tasks, task))
    event = start(event, "SIGN", at, rules.limit("event", "SIGN", event.urg), unit, key)
    event = start(event, "HANDLE", at, handle_limit(event, rules, n), unit, key)
    if lead and event.reply:
        event = start(event, "CONTACT", at, rules.limit("event", "CONTACT", event.urg), unit, key)
    return event


def dispatch(event: Event, action: Action, p: Dispatch, doer: Doer, at: int, rules: Rules) -> Event:
    """派遣 → DISPATCHED ■DISPATCH ▶SIGN ▶HANDLE."""
    event = give(stop(event, "DISPATCH", at), action, p.unit, at, rules, lead=True, n=p.n)
    for unit in p.assist:
        event = give(event, action, unit, at, rules, lead=False, n=p.n)
    return moved(event, states.DISPATCHED, at)


def redispatch(event: Event, action: Action, p: Dispatch, doer: Doer, at: int, rules: Rules) -> Event:
    """改派 → DISPATCHED: the same unit goes on (⏵HANDLE), another starts anew and the old task is REASSIGNED."""
    event = stop(event, "DISPATCH", at)
    old = next((t for t in reversed(event.tasks) if t.lead), None)
    if old is not None and old.unit == p.unit and old.state == TASK_RETURNED:
        event = set_task(event, replace(old, state="OPEN", signed=None))
        event = resume(event, "HANDLE", at, task_key(old))
        event = start(event, "SIGN", at, rules.limit("event", "SIGN", event.urg), old.unit, task_key(old))
    else:
        for task in event.tasks:
            if task.lead and task.state in ("OPEN", TASK_RETURNED):
                event = set_task(event, replace(task, state=TASK_REASSIGNED))
        event = give(event, action, p.unit, at, rules, lead=True, n=p.n)
    for unit in p.assist:
        if event.task_of((unit,)) is None:
            event = give(event, action, unit, at, rules, lead=False, n=p.n)
    return moved(event, states.DISPATCHED, at)


def _touch(task: Task, doer: Doer, action: Action) -> Task:
    """Remember who acted: neither handler nor recorder may verify (报办分离, §3.11)."""
    if doer.behalf:
        return replace(task, recorders=tuple(dict.fromkeys((*task.recorders, action.actor))))
    return replace(task, hands=tuple(dict.fromkeys((*task.hands, action.actor))))


def sign(event: Event, action: Action, p: Sign, doer: Doer, at: int, rules: Rules) -> Event:
    """签收 ■SIGN; the 主办's signature moves the event."""
    task = event.task_of(doer.units)
    if task is None:
        return event
    event = set_task(event, replace(_touch(task, doer, action), signed=at))
    event = stop(event, "SIGN", at, task_key(task))
    return moved(event, states.SIGNED, at) if task.lead and event.state == states.DISPATCHED else event


def contact(event: Event, action: Action, p: Contact, doer: Doer, at: int, rules: Rules) -> Event:
    """先行联系 ■CONTACT."""
    task = event.task_of(doer.units)
    if task is None:
        return event
    event = set_task(event, replace(_touch(task, doer, action), contacted=task.contacted or at))
    return stop(event, "CONTACT", at, task_key(task))


def progress(event: Event, action: Action, p: Progress, doer: Doer, at: int, rules: Rules) -> Event:
    """进展: feeds the 不作为 rule."""
    task = event.task_of(doer.units)
    return set_task(event, replace(_touch(task, doer, action), progressed=at)) if task else event


def feedback(event: Event, action: Action, p: Feedback, doer: Doer, at: int, rules: Rules) -> Event:
    """反馈 ■HANDLE (fact time); the 主办's moves the event to FEEDBACK ▶CHECK."""
    task = event.task_of(doer.units)
    if task is None:
        return event
    key = task_key(task)
    event = set_task(event, replace(_touch(task, doer, action), state=TASK_DONE, done=at))
    for name in ("HANDLE", "SIGN", "CONTACT"):
        event = stop(event, name, at, key)
    if not task.lead:
        return event
    event = start(replace(event, result=p.result), "CHECK", at, rules.limit("event", "CHECK", event.urg))
    return moved(event, states.FEEDBACK, at)


def close(event: Event, action: Action, p: Close, doer: Doer, at: int, rules: Rules) -> Event:
    """结案 → CLOSED, all ■, ▶REVISIT."""
    event = stop_all(replace(event, result=p.result, closed_at=at), at)
    event = start(event, "REVISIT", at, rules.limit("event", "REVISIT", event.urg))
    return moved(event, states.CLOSED, at)


def revisit(event: Event, action: Action, p: Revisit, doer: Doer, at: int, rules: Rules) -> Event:
    """回访: reached → REVISITED; three failed attempts on two days → REVISITED as UNREACHED."""
    if p.reached:
        return moved(stop(replace(event, rating=p.rating), "REVISIT", at), states.REVISITED, at)
    event = replace(event, attempts=(*event.attempts, at))
    if len(event.attempts) >= REVISIT_TRIES and len({local_day(t) for t in event.attempts}) >= REVISIT_DAYS:
        return moved(stop(replace(event, rating="UNREACHED"), "REVISIT", at), states.REVISITED, at)
    return event


def void(event: Event, action: Action, p: Void, doer: Doer, at: int, rules: Rules) -> Event:
    """作废 → VOID, all ■."""
    return moved(stop_all(replace(event, rejected=p.code, closed_at=at), at), states.VOID, at)


CALL_OVER = frozenset({"EVALUATED", "REFUSED", "WITHDRAWN"})


def reflect(event: Event, old: Face | None, new: Face, rules: Rules) -> Event:
    """What a child's new face does to its event (§3.12); the face itself is stored already."""
    if new.type != "call":
        return event
    if old is None and event.state in (states.ACCEPTED, states.SIGNED):
        return moved(stop(event, "DISPATCH", new.at), states.CALLED_UP, new.at)
    if event.state != states.CALLED_UP or (old is not None and old.state == new.state):
        return event
    if new.state == "PLATFORM_ACCEPTED" and event.lead is not None:
        return pause(event, "HANDLE", new.at, task_key(event.lead))
    calls = [k for k in event.kids if k.type == "call"]
    if new.state not in CALL_OVER or any(k.state not in CALL_OVER for k in calls):
        return event
    return call_ended(event, any(k.state == "EVALUATED" for k in calls), new.at, rules)


def call_ended(event: Event, evaluated: bool, at: int, rules: Rules) -> Event:
    """The last call is over: back to the town's task, else to CHECK (rated) or to DISPATCH (refused, withdrawn)."""
    task = event.lead
    if task is not None:
        return moved(resume(event, "HANDLE", at, task_key(task)), states.SIGNED, at)
    if evaluated:
        event = start(event, "CHECK", at, rules.limit("event", "CHECK", event.urg))
        return moved(event, states.FEEDBACK, at)
    return _to_dispatch(event, at, rules)


def silence_ends(event: Event, at: int, rules: Rules) -> Event:
    """The event as silence left it: a call rated by nobody counts as rated past its EVALUATE due (§4.2), never stored."""
    if event.state != states.CALLED_UP:
        return event
    calls = [k for k in event.kids if k.type == "call"]
    limit = rules.limit("call", "EVALUATE")
    ends: list[int] = []
    for call in calls:
        if call.state in CALL_OVER:
            continue
        due = rules.calendar.nominal_due(call.since, limit) if call.since is not None else None
        if due is None or at <= due:
            return event
        ends.append(due)
    return call_ended(event, True, max(ends), rules) if ends else event


def face(event: Event) -> Face:
    """What a mother case sees of this event."""
    return Face(child=event.id, type="event", state=event.state, at=event.moved, result=event.result)
