"""外部到期: the part of an event's light that the outer system's own due drives.

Source: rulebook §3.1. The outer system's instant less a margin, counted back on working time; yellow at seven tenths of
the working minutes from the dispatch to it. Our pauses and extensions do not move it, and a 主办 that has fed back has
met it.
"""

from msgspec import Struct

from governance.events import states
from governance.events.event import Event
from governance.rulebook import Rules
from governance.time.calendars import Calendar
from governance.time.clocks import YELLOW_TENTHS
from governance.time.limits import WH, Limit
from governance.time.working_time import DAY_MS, MINUTE_MS

MARGIN = Limit(120, WH)  # unless the county's table says otherwise
ANSWERED = frozenset({states.FEEDBACK, states.VERIFYING, states.VERIFIED})
_LOOKED_BACK = 512 * DAY_MS  # no margin is longer; a longer one is counted on the wall clock


class OuterPart(Struct, frozen=True, gc=False):
    """When the outer part turns the light yellow and red, UTC ms."""

    yellow_at: int
    due_at: int


def margin_of(rules: Rules) -> Limit:
    """The county's margin before an outer due, on working time."""
    return rules.find_limit("event", "OUTER_MARGIN") or MARGIN


def outer_part(event: Event, calendar: Calendar, margin: Limit = MARGIN) -> OuterPart | None:
    """Give the outer part of the light; None without an outer due, and once the event is answered or over."""
    if event.outer_due is None or not event.open or event.state in ANSWERED:
        return None
    due = before(event.outer_due, margin.n * MINUTE_MS, calendar)
    since = event.tasks[0].at if event.tasks else event.at
    minutes = calendar.elapsed(WH, since, due) // MINUTE_MS
    yellow = calendar.advance(WH, since, minutes * YELLOW_TENTHS // 10 * MINUTE_MS)
    return OuterPart(min(yellow, due), due)


def before(instant: int, amount_ms: int, calendar: Calendar) -> int:
    """The earliest instant from which `amount_ms` of working time are left until `instant`."""
    since = instant - _LOOKED_BACK
    worked = calendar.elapsed(WH, since, instant)
    return calendar.advance(WH, since, worked - amount_ms) if worked > amount_ms else instant - amount_ms
