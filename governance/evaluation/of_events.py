"""What an event gives to be counted (事件的考评事实).

Source: rulebook §7.1. 应结案 counts cases: of several HANDLE clocks of the 主办 that fell due in one period the last
counts (a failed 核查 opens a new one, §6.2). An open pause has no due; the clock then waits where it would have been
due without it, printed as 停计 or 挂账.
"""

from collections.abc import Iterable, Iterator

from governance import appeals
from governance.evaluation.facts import (
    Closed,
    Dispatched,
    Fact,
    Owed,
    ReturnRuled,
    Told,
)
from governance.evaluation.period import Period
from governance.events import states
from governance.events.event import TASK_REASSIGNED, TASK_RETURNED, Event, Task, task_key
from governance.handling import doubted
from governance.rulebook import Rules
from governance.time.calendars import Calendar
from governance.time.clocks import Clock, due_at

_OUT_STATES = {states.VOID: "VOID", states.REJECTED: "REJECTED", states.MERGED: "MERGED"}
_OUT_TASKS = {TASK_REASSIGNED: "REASSIGNED", TASK_RETURNED: "RETURNED"}
GONE = frozenset({"VOID", "MERGED"})  # no dispatch of these counts; a mother's does, her parts go on with it
REPEAT_MS = 30 * 86_400_000


def facts_of_event(event: Event, period: Period, rules: Rules) -> Iterator[Fact]:
    """Everything of one event but what a caller answered and what the room recorded for units: those are in lines."""
    out = out_of(event)
    last = holder(event)
    who = last.unit if last is not None else ""
    yield Told(case=event.id, who=who, at=event.at, ch=event.ch, out=out, child=is_child(event))
    if event.state in states.DONE and event.closed_at is not None and not event.children:
        yield Closed(case=event.id, who=who, at=event.closed_at, rounds=event.rounds)
    yield from _clocks(event, out, period, rules.calendar)
    if event.outer_due is not None and period.fell_due(event.outer_due):
        done, gone = fed_at(event), out or _outer_out(event, last)
        yield Owed(case=event.id, who=who, clock="OUTER", due=event.outer_due, done=done, out=gone)
    returned = {r.task for r in event.returns}
    gone = out if out in GONE else ""
    for task in event.tasks:
        inherited = event.part_since is not None and task.at <= event.part_since
        if task.lead and period.holds(task.at) and not inherited:
            yield Dispatched(case=event.id, who=task.unit, at=task.at, returned=task.id in returned, out=gone)
    for slip in event.returns:
        if slip.ruling and period.holds(slip.at):
            yield ReturnRuled(
                case=event.id, who=slip.unit, at=slip.at, upheld=slip.ruling == "uphold", out=gone
            )


def out_of(event: Event) -> str:
    """Why the whole event leaves denominators, or "": a mother case is counted by her parts, closed or not."""
    return "SPLIT" if event.children else _OUT_STATES.get(event.state, "")


def is_child(event: Event) -> bool:
    """Whether it was split off another event: an event without a caller of its own."""
    return event.part_since is not None


def holder(event: Event) -> Task | None:
    """The latest 主办 task that was neither returned nor given away, done ones included."""
    return next((t for t in reversed(event.tasks) if t.lead and t.state not in _OUT_TASKS), None)


def fed_at(event: Event) -> int | None:
    """The last feedback, of the 主办 or of the county: what started the last CHECK."""
    clock = event.clock("CHECK")
    if clock is not None:
        return clock.start
    task = holder(event)
    return task.done if task is not None else None


def due_or_waiting(clock: Clock, calendar: Calendar) -> tuple[int, str]:
    """The due, and PAUSED when an open pause leaves the clock without one: then where it would have been."""
    due = due_at(clock, calendar)
    if due is not None:
        return due, ""
    return calendar.nominal(clock.cal, clock.start, clock.n + clock.ext), "PAUSED"


def _clocks(event: Event, out: str, period: Period, calendar: Calendar) -> Iterator[Owed]:
    tasks = {task_key(task): task for task in event.tasks}
    last_handle: Owed | None = None
    for place, clock in enumerate(event.clocks):
        if clock.name not in _JUDGED or clock.start >= period.to:
            continue
        task = tasks.get(clock.task)
        due, paused = due_or_waiting(clock, calendar)
        if not period.fell_due(due):
            continue
        name = "ASSIST" if clock.name == "HANDLE" and task is not None and not task.lead else clock.name
        owed = Owed(
            case=event.id,
            who=clock.by,
            clock=name,
            due=due,
            done=clock.stop,
            closed=event.closed_at if event.state in states.DONE else None,
            out=_clock_out(event, clock, task, out)
            or (paused and _paused(event, name))
            or ("UNSURE" if doubted.undecided(event, place, calendar) else "")
            or ("DISPUTED" if _disputed(event, clock) else ""),
        )
        if name != "HANDLE":
            yield owed
        elif owed.out and not out:
            yield owed  # a task that was given away stands beside the one that holds
        else:
            last_handle = owed
    if last_handle is not None:
        yield last_handle


def _disputed(event: Event, clock: Clock) -> bool:
    """Whether a 代录 that the unit disputes stopped it, and nobody has ruled yet (§3.11)."""
    if clock.stop is None or not event.recorded:
        return False
    kind, stop = _STOPPED_BY.get(clock.name), clock.stop
    mine = (one for one in event.recorded if (one.kind, one.unit) == (kind, clock.by))
    # the first that was entered from then on: an entry from a slip comes after its fact time
    first = next((one for one in mine if one.at >= stop and one.at >= clock.start), None)
    return first is not None and first.answer == "dispute" and not first.ruling


_STOPPED_BY = {"SIGN": "event.sign", "CONTACT": "event.contact", "HANDLE": "event.feedback"}


def _outer_out(event: Event, task: Task | None) -> str:
    """豁免, 挂账, or a feedback of which nobody knows whether it came before the outer due (§3.1: no pause moves that)."""
    if task is not None and (event.is_exempt(task_key(task)) or appeals.upheld(event, task.unit)):
        return "EXEMPT"
    if event.state == states.SUSPENDED:
        return "SUSPENDED"
    places = [i for i, clock in enumerate(event.clocks) if clock.name == "CHECK"]
    doubt = doubted.span(event, places[-1], start=True) if places else None
    unsure = doubt is not None and event.outer_due is not None and doubt[0] <= event.outer_due < doubt[1]
    return "UNSURE" if unsure else ""


_JUDGED = frozenset({"ACCEPT", "SIGN", "CONTACT", "HANDLE"})


def _clock_out(event: Event, clock: Clock, task: Task | None, out: str) -> str:
    if clock.name == "ACCEPT":  # 受理及时率 counts 不予受理 as an answer; a mother case was taken in as one
        return "" if out in ("REJECTED", "SPLIT") else out
    if out:
        return out
    if clock.name == "CONTACT" and event.anon:
        return "ANONYMOUS"
    if task is None:
        return ""
    if event.is_exempt(task_key(task)) or appeals.upheld(event, task.unit):
        return "EXEMPT"
    return _OUT_TASKS.get(task.state, "")


def _paused(event: Event, name: str) -> str:
    """挂账 is the 主办's HANDLE alone; everything else that stands still is 停计."""
    return "SUSPENDED" if name == "HANDLE" and event.state == states.SUSPENDED else "PAUSED"


# ---------------------------------------------------------------- repeated appeals


class _Seen:
    """The last time each 小类 and place was told of."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str, str], int] = {}

    def repeats(self, event: Event) -> bool:
        key = place_key(event)
        if not event.cat:
            return False
        last = self._last.get(key)
        self._last[key] = event.at
        return last is not None and event.at - last <= REPEAT_MS


def place_key(event: Event) -> tuple[str, str, str]:
    """What makes two appeals one matter (同小类同地点): 小类 and grid; short of a grid, village and words."""
    area = event.place.area
    return event.cat, area, "" if len(area) > 12 else event.place.text


def repeated(events: Iterable[Event]) -> frozenset[str]:
    """The callers' records that repeat an earlier one within 30 days; of 作废 and split children none."""
    seen = _Seen()
    told = (e for e in events if e.state != states.VOID and not is_child(e))
    return frozenset(e.id for e in sorted(told, key=lambda e: (e.at, e.id)) if seen.repeats(e))
