"""What time alone ends (到期自动恢复): a 挂账 at the opening of its day, 待补充材料 after three working days.

Source: rulebook §3.7. Never an action and never stored by the fold of one: guards and pages judge by `as_of`.
"""

from datetime import date
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from governance.handling.handled import HANDLE, SUSPENDED, Handled, Suspension, Wait
from governance.ledger.canonical import MAX_INT
from governance.ledger.clocked import moved, set_clock
from governance.time.calendars import Calendar
from governance.time.clocks import Clock, resumed
from governance.time.limits import WD, Limit
from governance.time.working_time import MINUTE_MS, day_number, midnight

H = TypeVar("H", bound=Handled)
WAIT = Limit(3, WD)
OPENING = 8 * 60 * MINUTE_MS  # 08:00 of the until date, or the first opening after it
REMIND_DAYS = 7  # 7 ND before
FOR_EVER = MAX_INT  # the latest instant that can be written


class Hold(Struct, frozen=True, gc=False):
    """A pause whose end is known (定时暂停)."""

    task: str
    since: int
    until: int
    suspension: str = ""  # id of the 挂账, empty for 待补充材料


def suspension_ends(one: Suspension, calendar: Calendar) -> int:
    """When a 挂账 ends by itself: 08:00 of the until date, or the first opening after it."""
    return calendar.opening(midnight(_day(one)) + OPENING)


def suspension_warns(one: Suspension) -> int:
    """From when on people are reminded that it ends: seven calendar days before."""
    return midnight(_day(one) - REMIND_DAYS)


def _day(one: Suspension) -> int:
    return day_number(date.fromisoformat(one.until))


def wait_ends(one: Wait, calendar: Calendar) -> int:
    """When 待补充材料 ends by itself."""
    return calendar.nominal_due(one.at, WAIT)


def holds(case: Handled, calendar: Calendar) -> tuple[Hold, ...]:
    """The open pauses that time will end, the first to end first."""
    if not case.waits and not case.suspensions:
        return ()
    found = [Hold(w.task, w.at, wait_ends(w, calendar)) for w in case.waits if _open(case, w.task, w.at)]
    now = case.suspended
    if now is not None and now.since is not None:
        found.append(Hold(now.task, now.since, suspension_ends(now, calendar), now.id))
    return tuple(sorted(found, key=lambda one: one.until))


def held_until(case: Handled, calendar: Calendar) -> int:
    """Until when the 主办's HANDLE is known to stand still; 0 when no such pause is open."""
    lead = case.leading
    mine = [one.until for one in holds(case, calendar) if lead is not None and one.task == lead.key]
    return max(mine, default=0)


def as_of(case: H, at: int, calendar: Calendar) -> H:
    """The case as time alone left it at `at`."""
    for one in holds(case, calendar):
        if one.until <= at:
            case = ended(case, one, one.until)
    return case


def ended(case: H, hold: Hold, at: int) -> H:
    """The case with one such pause ended: ⏵HANDLE, and of a 挂账 back to handling."""
    clock = _paused(case, hold.task, hold.since)
    if clock is not None:
        case = set_clock(case, clock, resumed(clock, at, since=hold.since))
    if not hold.suspension:
        return case
    told = tuple(replace(s, resumed=at) if s.id == hold.suspension else s for s in case.suspensions)
    case = replace(case, suspensions=told)
    return moved(case, case.handles, at) if case.state == SUSPENDED else case


def _open(case: Handled, task: str, since: int) -> bool:
    return _paused(case, task, since) is not None


def _paused(case: Handled, task: str, since: int) -> Clock | None:
    mine = (c for c in case.clocks if c.name == HANDLE and c.task == task and c.stop is None)
    return next((c for c in mine if (since, None) in c.pauses), None)
