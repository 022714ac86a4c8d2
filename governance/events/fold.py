"""What an action does to an event (折叠): pure, total, one function a kind.

Source: rulebook §3.3 (moves and clocks), §3.12. 更正, 派遣, 退单 and 核查 have files of their own. An accepted decision is
folded as it was accepted: nothing here asks a guard again, so everything here copes with any body of its state.
"""

from msgspec.structs import replace

from governance.backfill import EARLIEST, is_sane
from governance.catalogue.urgencies import URGENCIES
from governance.doer import Doer
from governance.events import states
from governance.events.amend import on_earth, shown_by
from governance.events.event import TASK_DONE, Event, Recorded, Task, Unhappy, set_task, stop_task, task_key
from governance.events.guards import REVISIT_DAYS, REVISIT_TRIES
from governance.events.payloads import (
    Accept,
    Classify,
    Close,
    Contact,
    Feedback,
    Note,
    Progress,
    Reject,
    Report,
    Revisit,
    Sign,
    Void,
)
from governance.handling.timed import as_of
from governance.ledger.action import Action
from governance.ledger.case import Face
from governance.ledger.clocked import moved, pause, resume, start, stop, stop_all
from governance.ledger.payload import Place
from governance.places.codes import contains
from governance.rulebook import Rules
from governance.time.working_time import local_day


def report(event: Event | None, action: Action, p: Report, doer: Doer, at: int, rules: Rules) -> Event:
    """登记 → REGISTERED ▶ACCEPT. The case is borne whatever was typed: what can't be used waits to be put right."""
    urg = p.urg if p.urg in URGENCIES else "U3"
    place = on_earth(p.place)
    here = contains(rules.home.area, place.area)
    born = Event(
        id=action.case or action.id,
        parent=p.parent,
        serial=p.serial,
        state=states.REGISTERED,
        ch=p.ch,
        occ=at if p.occ is None else min(at, max(EARLIEST, p.occ)),
        at=at,
        moved=at,
        text=p.text,
        place=place if here else Place(rules.home.area, None, None, place.text),
        reporter=action.actor,
        cat=p.cat if p.cat in rules.catalogue.categories else "",
        urg=urg,
        reply=p.reply,
        anon=p.anon,
        secret=p.secret,
        outer=p.outer,
        outer_due=p.outer_due if is_sane(p.outer_due) else None,
    )
    return start(born, "ACCEPT", at, rules.find_limit("event", "ACCEPT", urg))


def note(event: Event, action: Action, p: Note, doer: Doer, at: int, rules: Rules) -> Event:
    """备注、材料: evidence in the timeline, nothing moves."""
    return event


def accept(event: Event, action: Action, p: Accept, doer: Doer, at: int, rules: Rules) -> Event:
    """受理 → ACCEPTED ■ACCEPT ▶DISPATCH."""
    event = stop(replace(event, accepted_at=at), "ACCEPT", at)
    return to_dispatch(event, at, rules)


def to_dispatch(event: Event, at: int, rules: Rules) -> Event:
    """→ ACCEPTED ▶DISPATCH: the room sends it on."""
    event = start(event, "DISPATCH", at, rules.find_limit("event", "DISPATCH", event.urg))
    return moved(event, states.ACCEPTED, at)


def classify(event: Event, action: Action, p: Classify, doer: Doer, at: int, rules: Rules) -> Event:
    """定性改类: no state change, open tasks keep their limits."""
    return replace(event, cat=p.category, urg=p.urg or event.urg, seen=shown_by(event, "cat", action))


def reject(event: Event, action: Action, p: Reject, doer: Doer, at: int, rules: Rules) -> Event:
    """不予受理 → REJECTED ■ACCEPT."""
    return moved(stop_all(replace(event, rejected=p.code, closed_at=at), at), states.REJECTED, at)


def _touch(task: Task, doer: Doer, action: Action) -> Task:
    """Remember who acted: neither handler nor recorder may verify (报办分离, §3.11)."""
    if doer.behalf:
        return replace(task, recorders=tuple(dict.fromkeys((*task.recorders, action.actor))))
    return replace(task, hands=tuple(dict.fromkeys((*task.hands, action.actor))))


def _did(event: Event, task: Task, doer: Doer, action: Action, at: int) -> Event:
    """The task with who acted on it; what the room recorded is kept for the unit to confirm."""
    event = set_task(event, task)
    if not doer.behalf:
        return event
    step = Recorded(action.id, action.kind, task.unit, action.actor, max(at, action.t))
    return replace(event, recorded=(*event.recorded, step))


def sign(event: Event, action: Action, p: Sign, doer: Doer, at: int, rules: Rules) -> Event:
    """签收 ■SIGN; the 主办's signature moves the event."""
    task = event.task_of(doer.units)
    if task is None:
        return event
    event = _did(event, replace(_touch(task, doer, action), signed=at), doer, action, at)
    event = stop(event, "SIGN", at, task_key(task))
    return moved(event, states.SIGNED, at) if task.lead and event.state == states.DISPATCHED else event


def contact(event: Event, action: Action, p: Contact, doer: Doer, at: int, rules: Rules) -> Event:
    """先行联系 ■CONTACT."""
    task = event.task_of(doer.units)
    if task is None:
        return event
    event = _did(event, replace(_touch(task, doer, action), contacted=task.contacted or at), doer, action, at)
    return stop(event, "CONTACT", at, task_key(task))


def progress(event: Event, action: Action, p: Progress, doer: Doer, at: int, rules: Rules) -> Event:
    """进展: feeds the 不作为 rule."""
    task = event.task_of(doer.units)
    if task is None:
        return event
    return _did(event, replace(_touch(task, doer, action), progressed=at), doer, action, at)


def feedback(event: Event, action: Action, p: Feedback, doer: Doer, at: int, rules: Rules) -> Event:
    """反馈 ■HANDLE (fact time); the 主办's moves the event to FEEDBACK ▶CHECK."""
    task = event.task_of(doer.units)
    if task is None:
        return event
    event = _did(event, replace(_touch(task, doer, action), state=TASK_DONE, done=at), doer, action, at)
    event = stop_task(event, task, at)
    if not task.lead:
        return event
    return to_check(replace(event, result=p.result), at, rules)


def to_check(event: Event, at: int, rules: Rules) -> Event:
    """→ FEEDBACK ▶CHECK: the room looks at what came back."""
    event = start(event, "CHECK", at, rules.find_limit("event", "CHECK", event.urg))
    return moved(event, states.FEEDBACK, at)


def close(event: Event, action: Action, p: Close, doer: Doer, at: int, rules: Rules) -> Event:
    """结案 → CLOSED, all ■, ▶REVISIT."""
    return to_revisit(stop_all(replace(event, result=p.result, closed_at=at), at), at, rules)


def to_revisit(event: Event, at: int, rules: Rules) -> Event:
    """→ CLOSED ▶REVISIT: the caller is asked."""
    event = start(event, "REVISIT", at, rules.find_limit("event", "REVISIT", event.urg))
    return moved(event, states.CLOSED, at)


def revisit(event: Event, action: Action, p: Revisit, doer: Doer, at: int, rules: Rules) -> Event:
    """回访: reached → REVISITED; three failed attempts on two days → REVISITED as UNREACHED.

    A merged caller's answer is kept with his own case, which stays merged: the rates count the main case's (§7.1).
    """
    if p.reached:
        if p.rating == "BAD":
            event = replace(event, unhappy=Unhappy(action.id, p.reason))
        return _asked(replace(event, rating=p.rating), at)
    event = replace(event, attempts=(*event.attempts, at))
    if len(event.attempts) >= REVISIT_TRIES and len({local_day(t) for t in event.attempts}) >= REVISIT_DAYS:
        return _asked(replace(event, rating="UNREACHED"), at)
    return event


def _asked(event: Event, at: int) -> Event:
    """→ REVISITED ■REVISIT."""
    if event.state == states.MERGED:
        return event
    return moved(stop(event, "REVISIT", at), states.REVISITED, at)


def void(event: Event, action: Action, p: Void, doer: Doer, at: int, rules: Rules) -> Event:
    """作废 → VOID, all ■."""
    return moved(stop_all(replace(event, rejected=p.code, closed_at=at), at), states.VOID, at)


CALL_OVER = frozenset({"EVALUATED", "REFUSED", "WITHDRAWN"})


def reflect(event: Event, old: Face | None, new: Face, rules: Rules) -> Event:
    """What a child's new face does to its event (§3.12); the face itself is stored already."""
    if new.type != "call":
        return event
    if event.state == states.MERGED:  # it happens to the state that undoing gives back (§3.10)
        back = reflect(replace(event, state=event.unmerged), old, new, rules)
        return replace(back, state=states.MERGED, unmerged=back.state, moved=event.moved)
    if new.state == "DRAFT":  # what waits for a signature is no call yet
        return event
    if (
        (old is None or old.state == "DRAFT")
        and new.state != "WITHDRAWN"
        and event.state in states.MAY_CALL_UP
    ):
        return _called_up(event, new)
    if event.state != states.CALLED_UP or new.child not in event.called or (old and old.state == new.state):
        return event
    if new.state == "PLATFORM_ACCEPTED" and event.lead is not None:
        return pause(event, "HANDLE", new.at, task_key(event.lead))
    calls = [k for k in event.kids if k.child in event.called]
    if any(k.state not in CALL_OVER for k in calls):
        return event
    return call_ended(event, any(k.state == "EVALUATED" for k in calls), new.at, rules)


def _called_up(event: Event, call: Face) -> Event:
    """ACCEPTED, SIGNED → CALLED_UP ■DISPATCH; a further call joins the ones that are out."""
    if event.state == states.CALLED_UP:
        return replace(event, called=(*event.called, call.child))
    event = stop(replace(event, called=(call.child,)), "DISPATCH", call.at)
    return moved(event, states.CALLED_UP, call.at)


def call_ended(event: Event, evaluated: bool, at: int, rules: Rules) -> Event:
    """The last call is over: back to the town's task, else to CHECK (rated) or to DISPATCH (refused, withdrawn)."""
    task = event.lead
    if task is not None:
        return moved(resume(event, "HANDLE", at, task_key(task)), states.SIGNED, at)
    return to_check(event, at, rules) if evaluated else to_dispatch(event, at, rules)


def silence_ends(event: Event, at: int, rules: Rules) -> Event:
    """The event as time left it: pauses ended by their day (§3.7); a call rated by nobody counts as rated past its
    EVALUATE due (§4.2), and of several the one that ended last gives the event back (§3.12). Never stored."""
    event = as_of(event, at, rules.calendar)
    if event.state != states.CALLED_UP:
        return event
    out = [call for call in event.kids if call.child in event.called]
    silent = [call for call in out if call.state not in CALL_OVER]
    dues = [rules.calendar.nominal(c.cal, c.since, c.n) for c in silent if c.since is not None]
    if not dues or len(dues) < len(silent) or at <= max(dues):
        return event
    ended = (call.at for call in out if call.state in CALL_OVER)
    return call_ended(event, True, max((*dues, *ended)), rules)


def face(event: Event) -> Face:
    """What a mother case sees of this event."""
    return Face(child=event.id, type="event", state=event.state, at=event.moved, result=event.result)
