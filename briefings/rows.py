"""Rows of a briefing made from folded cases (取数): the only place where figures meet the cases' bodies.

A body is to be given as it stood at `at`: what came later would be counted as of then. What only time brings about (a
call's default rating, an overdue signature) is derived here, by the same functions the guards use.
"""

from collections.abc import Iterable, Mapping

from briefings.figures.call_row import CallRow, Part
from briefings.figures.daily import alternating
from briefings.figures.event_row import Cause, EventRow, Hold, Turn
from governance.calls import fold as call_fold
from governance.calls import states as call_states
from governance.calls.call import Call, DeptTask, dept_key
from governance.evaluation.facts import DeptOwed
from governance.evaluation.of_calls import facts_of_call
from governance.evaluation.period import Period
from governance.events import fold as event_fold
from governance.events import states
from governance.events.event import Event, task_key
from governance.handling.doubted import undecided
from governance.places.codes import village_of
from governance.rulebook import Rules
from governance.time import clocks
from governance.time.clocks import Clock
from governance.time.lights import Light

SUSPENDED = "SUSPENDED"  # 挂账, §3.2
ENDS = {
    states.REJECTED: Cause.REJECTED,
    states.VOID: Cause.VOIDED,
    states.SELF_DONE: Cause.CLOSED,
}
DROPPED = frozenset({"RETURNED", "REASSIGNED"})
LEFT_OUT = frozenset({"EXEMPT", "UNSURE"})


def event_row(event: Event, rules: Rules, at: int) -> EventRow:
    """Give the row of an event as it stands at `at` (UTC ms)."""
    event = event_fold.silence_ends(event, at, rules)
    category = rules.catalogue.categories.get(event.cat)
    clock = _owed(event)
    doubted = clock is not None and undecided(event, event.clocks.index(clock), rules.calendar)
    return EventRow(
        case_id=event.id,
        serial=event.serial,
        label=event.label,
        open=event.open,
        registered_at=event.at,
        turns=_turns(event),
        holds=tuple(Hold(task.at, task.unit) for task in event.tasks if task.lead),
        area=category.area_code if category else "",
        minor=category.minor if category else "",
        village=village_of(event.place.area) or "",
        urgency=event.urg,
        light=Light.GREEN
        if doubted
        else _light(clock, at, rules),  # 待核: late for nobody until somebody rules
        due_at=clocks.due_at(clock, rules.calendar) if clock else None,
        accepted_at=event.accepted_at,
        closed_at=event.closed_at,
        unsigned=any(_runs_red(c, at, rules) for c in event.clocks if c.name == "SIGN"),
        returned=any(c.name == "RETURN_DECIDE" and c.stop is None for c in event.clocks),
        suspended=event.state == SUSPENDED,
    )


def _turns(event: Event) -> tuple[Turn, ...]:
    """Every 结案 starts a REVISIT clock, so each is known even when the event went on; mergings and 拆分 are spans."""
    born = Cause.REPORTED if event.part_since is None else Cause.SPLIT_OFF
    closed = [Turn(c.start, Cause.CLOSED) for c in event.clocks if c.name == "REVISIT"]
    again = [Turn(at, Cause.REWORKED) for at in event.reworked]
    ended = ENDS.get(event.state)
    last = [Turn(event.closed_at, ended)] if ended and event.closed_at is not None else []
    merged = [turn for span in event.mergings for turn in _span(*span, Cause.MERGED, Cause.UNMERGED)]
    split = [turn for span in event.splits for turn in _span(*span, Cause.SPLIT, Cause.SPLIT_OFF)]
    ordered = sorted([*merged, *split, *closed, *again], key=lambda turn: turn.at)
    return alternating([Turn(event.at, born), *ordered, *last])


def _span(since: int, to: int | None, left: Cause, back: Cause) -> list[Turn]:
    return [Turn(since, left)] if to is None else [Turn(since, left), Turn(to, back)]


def _owed(event: Event) -> Clock | None:
    """The clock the light follows: HANDLE of the 主办; while the room has the event to send on, ACCEPT or DISPATCH."""
    for name in ("DISPATCH", "ACCEPT"):
        clock = event.clock(name)
        if clock is not None and clock.stop is None:
            return clock
    lead = next((task for task in reversed(event.tasks) if task.lead), None)
    return event.clock("HANDLE", task_key(lead)) if lead else None


def _light(clock: Clock | None, at: int, rules: Rules) -> Light:
    """A clock stopped in time presses nobody any more; one stopped too late stays red."""
    if clock is None:
        return Light.GREEN
    light = clocks.light(clock, at, rules.calendar)
    return Light.GREEN if clock.stop is not None and light is not Light.RED else light


def _runs_red(clock: Clock, at: int, rules: Rules) -> bool:
    return clock.stop is None and clocks.light(clock, at, rules.calendar) is Light.RED


def call_row(call: Call, rules: Rules, at: int, serials: Mapping[str, str] | None = None) -> CallRow:
    """Give the row of a call as it stands at `at` (UTC ms); `serials` names the events by their ids."""
    call = call_fold.state_at(call, at, rules)
    return CallRow(
        case_id=call.id,
        serial=call.serial,
        grade=call.grade,
        label=call.label,
        open=not call.final,
        issued_at=call.at,
        ended_at=call.moved if call.final else None,
        event=(serials or {}).get(call.parent or "", ""),
        item=call.item,
        named=call.named,
        counts=call.state not in (call_states.REFUSED, call_states.WITHDRAWN),
        parts=_parts(call, rules, at),
    )


def _parts(call: Call, rules: Rules, at: int) -> tuple[Part, ...]:
    """Every part with what the evaluation says of it (§7.1): one rule for the day's figures and the month's."""
    so_far = Period("", 0, at + 1, at)
    facts = [fact for fact in facts_of_call(call, so_far, rules) if isinstance(fact, DeptOwed)]
    owed = {(fact.task, fact.clock): fact for fact in facts}
    return tuple(_part(call, task, owed, rules) for task in call.tasks)


def _part(call: Call, task: DeptTask, owed: Mapping[tuple[str, str], DeptOwed], rules: Rules) -> Part:
    respond, handle = (owed.get((dept_key(task), name)) for name in ("RESPOND", "HANDLE"))
    return Part(
        dept=task.dept,
        lead=task.lead,
        at=task.at,
        dropped=task.state in DROPPED,
        respond_due=_due(call, "RESPOND", task, rules),
        responded=task.responded,
        how=task.how,
        handle_due=_due(call, "HANDLE", task, rules),
        fed=task.fed,
        rated_at=task.rating.at if task.rating else None,
        respond_out=respond is not None and respond.out in LEFT_OUT,
        handle_out=handle is not None and handle.out in LEFT_OUT,
        settled=handle.settled
        if handle is not None
        else task.rating is not None and task.rating.done == "DONE",
        satisfied=task.rating.satisfied if task.rating else "",
    )


def _due(call: Call, name: str, task: DeptTask, rules: Rules) -> int | None:
    clock = call.clock(name, dept_key(task))
    return clocks.due_at(clock, rules.calendar) if clock else None


def day_rows(
    events: Iterable[Event], calls: Iterable[Call], rules: Rules, at: int
) -> tuple[list[EventRow], list[CallRow]]:
    """Give the rows of a town's events and calls, each call with the serial of its event."""
    rows = [event_row(event, rules, at) for event in events]
    serials = {row.case_id: row.serial for row in rows}
    return rows, [call_row(call, rules, at, serials) for call in calls]
