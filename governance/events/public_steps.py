"""公开七步: which of the seven steps an event stands at, and when the earlier ones ended.

Source: rulebook §3.2. A merged event shows its main event's step: ask for that one.
"""

from governance.calls import states as call_states
from governance.events import states
from governance.events.event import TASK_RETURNED, Event, Task
from governance.events.splitting import least_advanced

INTAKE, FILING, DISPATCH, HANDLING, FEEDBACK, CLOSING, REVIEW = range(len(states.STEPS))
DONE = len(states.STEPS)  # all seven
STEP_OF = {
    states.REGISTERED: FILING,
    states.REJECTED: FILING,  # stops there
    states.ACCEPTED: DISPATCH,
    states.RETURN_PENDING: DISPATCH,
    states.DISPATCHED: HANDLING,
    states.SIGNED: HANDLING,
    states.SUSPENDED: HANDLING,
    states.FEEDBACK: FEEDBACK,
    states.VERIFYING: CLOSING,
    states.VERIFIED: CLOSING,
    states.CLOSED: REVIEW,
    states.REVISITED: DONE,
    states.SELF_DONE: DONE,
}
_UNASSIGNED = frozenset(
    {call_states.ISSUED, call_states.PLATFORM_ACCEPTED, call_states.REFUSED, call_states.WITHDRAWN}
)  # no department has it (any more)


def current(event: Event) -> int:
    """The place of the current step, 0–6; 7 when all are done."""
    if event.state == states.CALLED_UP:
        return _called_up(event)
    if event.state == states.SPLIT:
        return STEP_OF.get(least_advanced(event), HANDLING)
    found = STEP_OF.get(event.state)
    if found is not None:
        return found
    return next((n for n, when in enumerate(ended(event)) if when is None), DONE)  # 作废: where it stood


def ended(event: Event) -> tuple[int | None, ...]:
    """When each of the seven ended, UTC ms; None where it has not. 作废 and 不予受理 end none of them.

    What was handed back (退单) is to be dispatched again, and a look at an earlier round's work ends nothing of this one.
    """
    closed = _closed(event)
    lead = _given(event)
    fed = lead.done if lead is not None else 0  # what the county settled has no task here
    looks = [clock.start for clock in event.clocks if clock.name == "VERIFY"]
    ordered = [at for at in looks if fed is not None and at >= fed]
    return (
        event.at,
        event.accepted_at,
        lead.at if lead is not None else None,
        lead.done if lead is not None else None,
        ordered[-1] if ordered else closed,
        closed,
        event.moved if STEP_OF.get(event.state) == DONE else None,
    )


def _given(event: Event) -> Task | None:
    """The 主办 task that stands: neither returned nor waiting for the ruling on its return."""
    lead = next((task for task in reversed(event.tasks) if task.lead), None)
    waits = bool(event.returns) and not event.returns[-1].ruling
    return None if lead is None or waits or lead.state == TASK_RETURNED else lead


def _closed(event: Event) -> int | None:
    """When it was closed in this round. `closed_at` of 作废 is the end of the case: its 回访 tells whether it was closed before."""
    if event.state not in (states.VOID, states.REJECTED):
        return event.closed_at
    asked = [clock.start for clock in event.clocks if clock.name == "REVISIT"]
    return next((at for at in reversed(asked) if at >= max(event.reworked, default=at)), None)


def _called_up(event: Event) -> int:
    """Without a town task 任务派遣 until the county assigned the call; 任务处理 otherwise."""
    held = any(task.lead and task.state == "OPEN" for task in event.tasks)
    calls = [kid.state for kid in event.kids if kid.child in event.called]
    waiting = all(state in _UNASSIGNED for state in calls)
    return DISPATCH if waiting and not held else HANDLING
