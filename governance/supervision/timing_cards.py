"""时限黄红牌: cards that the clocks give by themselves, one a task, red in place of yellow.

Source: rulebook §3.9. 受理 overdue by 1 working day is yellow, by 2 red; 办理 by 5 yellow, by 10 red. N working days
overdue are N×480 working minutes after the due, pauses left out. A task that was given to another unit, or exempted
(§6.4), has none. Where a time is in doubt (待核) a card waits for the ruling: only lateness beyond doubt gives one.
"""

from collections.abc import Iterator

from msgspec import Struct

from governance.events import states
from governance.events.event import TASK_REASSIGNED, Event, task_key
from governance.handling import doubted
from governance.time.calendars import Calendar
from governance.time.clocks import Clock, due_at, running_ms
from governance.time.limits import WH
from governance.time.working_time import MINUTE_MS

DAY_MINUTES = 480
DAYS = {"ACCEPT": (1, 2), "HANDLE": (5, 10)}  # clock → working days overdue: yellow, red
COLOURS = ("YELLOW", "RED")


class TimingCard(Struct, frozen=True):
    """A card for lateness (时限牌)."""

    clock: str  # ACCEPT or HANDLE
    task: str  # "" of ACCEPT, which the room owes
    unit: str
    colour: str  # YELLOW or RED
    minutes: int  # working minutes overdue


def timing_cards(event: Event, at: int, calendar: Calendar) -> tuple[TimingCard, ...]:
    """The cards of an event as they stand at `at` (UTC ms)."""
    if event.state in (states.VOID, states.REJECTED):
        return ()
    out = {task_key(task) for task in event.tasks if task.state == TASK_REASSIGNED}
    worst: dict[str, TimingCard] = {}
    for card in _of_clocks(event, at, calendar):
        known = worst.get(card.task)
        if (
            card.task not in out
            and not event.is_exempt(card.task)
            and (known is None or known.minutes < card.minutes)
        ):
            worst[card.task] = card
    return tuple(worst.values())


def _of_clocks(event: Event, at: int, calendar: Calendar) -> Iterator[TimingCard]:
    for place, stood in enumerate(event.clocks):
        clock = doubted.kindest(event, place) if stood.stop is not None else stood
        days = DAYS.get(clock.name)
        if days is None:
            continue
        late = overdue_minutes(clock, at, calendar)
        if late >= days[0] * DAY_MINUTES:
            colour = COLOURS[late >= days[1] * DAY_MINUTES]
            yield TimingCard(clock.name, clock.task, clock.by, colour, late)


def came_at(event: Event, card: TimingCard, at: int, calendar: Calendar) -> tuple[int, int] | None:
    """The due that was missed, and when the card of this colour came; None without its clock.

    Of a task that was handled again, the round that ran over furthest gave the card.
    """
    mine = [clock for clock in event.clocks if (clock.name, clock.task) == (card.clock, card.task)]
    worst = max(mine, key=lambda clock: overdue_minutes(clock, at, calendar), default=None)
    if worst is None:
        return None
    own = calendar.of(worst.start, worst.stop)
    due = due_at(worst, own)
    if due is None:
        return None
    days = DAYS[card.clock][COLOURS.index(card.colour)]
    came = due_at(_after(worst, due, days * DAY_MINUTES), own)
    return (due, came) if came is not None else None


def overdue_minutes(clock: Clock, at: int, calendar: Calendar) -> int:
    """Working minutes after the due until `at`, or until the stop; pauses after the due do not count."""
    own = calendar.of(clock.start, clock.stop)
    due = due_at(clock, own)
    if due is None:
        return 0
    until = at if clock.stop is None else min(at, clock.stop)
    return running_ms(_after(clock, due, 0), until, own) // MINUTE_MS


def _after(clock: Clock, due: int, minutes: int) -> Clock:
    """What runs on working time from the due on, outside the clock's pauses."""
    return Clock(name=clock.name, start=due, n=minutes, cal=WH, pauses=clock.pauses)
