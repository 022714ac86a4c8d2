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
from governance.time.clocks import Clock, due_at
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
        late = overdue_minutes(clock, at, calendar) if days is not None else 0
        if days is not None and late >= days[0] * DAY_MINUTES:
            colour = COLOURS[late >= days[1] * DAY_MINUTES]
            yield TimingCard(clock.name, clock.task, clock.by, colour, late)


def came_at(event: Event, card: TimingCard, at: int, calendar: Calendar) -> tuple[int, int] | None:
    """The due that was missed, and when the card of this colour came; None without its clock."""
    for clock in event.clocks:
        if (clock.name, clock.task) == (card.clock, card.task):
            days = DAYS[card.clock][COLOURS.index(card.colour)]
            due = due_at(clock, calendar)
            came = due_at(_after(clock, due, days, at), calendar) if due is not None else None
            return (due, came) if due is not None and came is not None else None
    return None


def _after(clock: Clock, due: int, days: int, at: int) -> Clock:
    """What runs from the due until the card comes; a pause that is open ends for it at `at`."""
    ended = ((begin, at if to is None else to) for begin, to in clock.pauses)
    pauses = tuple((max(begin, due), to) for begin, to in ended if to > due)
    return Clock(name=clock.name, start=due, n=days * DAY_MINUTES, cal=WH, pauses=pauses)


def overdue_minutes(clock: Clock, at: int, calendar: Calendar) -> int:
    """Working minutes after the due until `at`, or until the stop; pauses after the due do not count."""
    calendar = calendar.of(clock.start, clock.stop)
    due = due_at(clock, calendar)
    until = at if clock.stop is None else min(at, clock.stop)
    if due is None or until <= due:
        return 0
    worked = calendar.elapsed(WH, due, until)
    for begin, to in clock.pauses:
        worked -= calendar.elapsed(WH, max(begin, due), min(until if to is None else to, until))
    return max(0, worked) // MINUTE_MS
