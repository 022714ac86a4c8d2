"""Event bodies as rows (事件投影)."""

from db.bulk import Row
from db.projections.dues import FirstDue, due_of, due_or_never, first_due, latest
from db.projections.handled import handled_columns, to_come
from db.tables.events import NEVER
from governance.events import states
from governance.events.event import TASK_OPEN, TASK_REASSIGNED, TASK_RETURNED, Event, Task, task_key
from governance.events.outer_due import MARGIN, outer_part
from governance.handling.doubted import undecided
from governance.supervision.proposals import steps
from governance.time.calendars import Calendar
from governance.time.clocks import Clock
from governance.time.limits import Limit

OUTER = "OUTER"  # the clock's name while the outer system's due is the first
PLACE_CHARS, TEXT_CHARS = 60, 80
VILLAGE_DIGITS = 12


def event_row(stream: str, event: Event, calendar: Calendar, pending: int, margin: Limit = MARGIN) -> Row:
    """The row of table `event`."""
    lead = holder(event)
    later = to_come(event, calendar)
    first = _first_due(later, calendar, margin)
    handle = latest(later.clocks, "HANDLE", task_key(lead)) if lead else None
    area = event.place.area
    return (
        stream,
        event.id,
        event.serial[:24],
        event.state,
        int(event.open),
        event.ch[:8],
        event.urg[:2],
        event.cat[:16],
        area[:VILLAGE_DIGITS],
        area[:17] if len(area) > VILLAGE_DIGITS else "",
        event.place.lon,
        event.place.lat,
        event.place.text[:PLACE_CHARS],
        event.text[:TEXT_CHARS],
        lead.unit[:32] if lead else "",
        event.reporter,
        int(event.reply),
        event.occ,
        event.at,
        event.moved,
        event.accepted_at,
        event.tasks[0].at if event.tasks else None,
        lead.signed if lead else None,
        lead.done if lead else None,
        event.closed_at,
        _left_at(event),
        *first,
        _unsigned_since(event),
        None if _doubted(later, handle, calendar) else due_of(handle, calendar),
        event.outer_due,
        event.main or None,
        event.callers,
        event.urged,
        event.result[:12],
        event.rating[:8],
        event.rounds,
        len(event.returns),
        len(event.items),
        pending,
        len(event.children),
        event.part_since,
        _back_at(event),
        *handled_columns(event, task_key(lead) if lead else "", calendar),
        min((one.since for one in steps(event, calendar)), default=NEVER),
    )


def _first_due(event: Event, calendar: Calendar, margin: Limit) -> FirstDue:
    """What runs out first: an own clock, or the outer system's due (§3.1), which no pause of ours moves."""
    own = first_due(event.clocks, calendar)
    outer = outer_part(event, calendar, margin) if event.outer_due is not None else None
    if outer is None:
        return own
    if outer.due_at < own.due_at:
        since = event.tasks[0].at if event.tasks else event.at
        own = own._replace(due_at=outer.due_at, clock=OUTER, since_at=since)
    return own._replace(yellow_at=min(own.yellow_at, outer.yellow_at))


def _doubted(event: Event, clock: Clock | None, calendar: Calendar) -> bool:
    """待核: neither in time nor late, so that no count by its due takes it (§3.11)."""
    return bool(event.unsure) and clock is not None and undecided(event, event.clocks.index(clock), calendar)


def _left_at(event: Event) -> int | None:
    """When it left 在办: closed, rejected, void, merged, or split, after which its parts are what is open."""
    if event.open:
        return None
    if event.splits and event.splits[-1][1] is None:
        return event.splits[-1][0]
    return event.moved if event.state == states.MERGED else event.closed_at


def _back_at(event: Event) -> int | None:
    """When it last came back into 在办 after a 结案 (重办)."""
    closed = [clock.start for clock in event.clocks if clock.name == "REVISIT"]
    back = [at for at in event.reworked if any(start <= at for start in closed)]
    return max(back, default=None)


def holder(event: Event) -> Task | None:
    """The latest 主办 task that was neither returned nor given away, done ones included."""
    for task in reversed(event.tasks):
        if task.lead and task.state not in (TASK_RETURNED, TASK_REASSIGNED):
            return task
    return None


def _unsigned_since(event: Event) -> int | None:
    """Since when the oldest unsigned task waits (未签收)."""
    if not event.open:
        return None
    return min((t.at for t in event.tasks if t.state == TASK_OPEN and t.signed is None), default=None)


def task_rows(stream: str, event: Event, calendar: Calendar) -> list[Row]:
    """The rows of table `event_task`."""
    later = to_come(event, calendar)
    return [_task_row(stream, later, task, calendar) for task in event.tasks]


def _task_row(stream: str, event: Event, task: Task, calendar: Calendar) -> Row:
    key = task_key(task)
    sign = latest(event.clocks, "SIGN", key)
    return (
        stream,
        event.id,
        task.id,
        task.unit[:32],
        int(task.lead),
        task.state,
        task.at,
        task.signed,
        task.done,
        due_or_never(sign, calendar),
        due_of(latest(event.clocks, "HANDLE", key), calendar),
        int(event.open and task.state == TASK_OPEN and task.signed is None),
        int(event.is_exempt(key)),
    )
