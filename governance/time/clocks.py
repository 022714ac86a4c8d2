"""A clock: what is owed, since when, on which calendar, and when it stood still (计时).

A clock is started with a limit, may be paused and resumed any number of times, may have its allowance extended,
and is stopped once, by the fact time of what it waited for. Nothing here looks at the present: `at` comes in.

From start to nominal due lies the *allowance*, in base time of the calendar. The clock *runs* while base time
passes outside the union of its effective pauses, so overlapping pauses count once, and a pause outside working
hours costs nothing on WH and WD. It is due when it has run for its allowance. While a pause is open nobody knows
when that will be: due and yellow are None and the light is grey. A void pause (退单不成立第二次) is taken out, as if
it had never been; a new unit gets a new clock, never the old one's time.

Source: rulebook §6.2 and §6.3.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from governance.time.calendars import Calendar
from governance.time.lights import Light, light_by
from governance.time.limits import EH, Limit
from governance.time.working_time import MINUTE_MS

YELLOW_TENTHS = 7  # 70 % of the allowance


class Clock(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One running or stopped clock of a case (计时)."""

    name: str  # ACCEPT, DISPATCH, SIGN, CONTACT, HANDLE, …
    start: int  # UTC ms
    n: int  # Limit.n: minutes for EH and WH, days for WD and ND
    cal: str
    ext: int = 0  # approved extension (延期), in the unit of n
    pauses: tuple[tuple[int, int | None], ...] = ()  # effective pauses [from, to), UTC ms; None: still paused
    stop: int | None = None  # fact time of what stopped it
    by: str = ""  # who owes it: unit or department code
    task: str = ""  # id of the task it belongs to

    @property
    def is_paused(self) -> bool:
        """Whether a pause is still open (暂停中)."""
        return any(to is None for _, to in self.pauses)


class Reading(Struct, frozen=True):
    """What a clock says on a calendar (时限读数); instants in UTC ms."""

    allowance_ms: int
    nominal_due: int
    yellow_at: int | None
    due: int | None
    provisional: bool  # 暂定: a year it counts in has no holiday table


# ---------------------------------------------------------------- what happens to a clock


def started(name: str, at: int, limit: Limit, by: str = "", task: str = "") -> Clock:
    """Give a new clock that starts at `at` (起算)."""
    return Clock(name=name, start=at, n=limit.n, cal=limit.cal, by=by, task=task)


def extended(clock: Clock, n: int) -> Clock:
    """Give the clock with a longer allowance (延期), `n` in the unit of its limit."""
    return replace(clock, ext=clock.ext + n)


def paused(clock: Clock, at: int) -> Clock:
    """Give the clock paused from `at` (暂停); pauses may overlap, their union counts. A stopped clock stays."""
    return clock if clock.stop is not None else replace(clock, pauses=(*clock.pauses, (at, None)))


def resumed(clock: Clock, at: int, since: int | None = None) -> Clock:
    """Give the clock with its last open pause ended at `at` (恢复), or the open one that began at `since`.

    Without such a pause the clock stays as it is.
    """
    mine = [i for i, (begin, to) in enumerate(clock.pauses) if to is None and since in (None, begin)]
    return replace(clock, pauses=_ended(clock.pauses, mine[-1:], at)) if mine else clock


def stopped(clock: Clock, at: int) -> Clock:
    """Give the clock stopped at the fact time `at` (停表); open pauses end there. The first stop holds."""
    if clock.stop is not None:
        return clock
    still_open = [i for i, (_, to) in enumerate(clock.pauses) if to is None]
    return replace(clock, stop=at, pauses=_ended(clock.pauses, still_open, at))


def void_last_pause(clock: Clock, since: int | None = None) -> Clock:
    """Give the clock as if its last pause, or the one that began at `since`, had never been (暂停作废, §3.5)."""
    mine = [i for i, (begin, _) in enumerate(clock.pauses) if since in (None, begin)][-1:]
    return replace(clock, pauses=tuple(pause for i, pause in enumerate(clock.pauses) if i not in mine))


def _ended(
    pauses: tuple[tuple[int, int | None], ...], which: Iterable[int], at: int
) -> tuple[tuple[int, int | None], ...]:
    """End the named pauses at `at`; one that would end before it began was none."""
    ended = [(begin, at) if i in which else (begin, to) for i, (begin, to) in enumerate(pauses)]
    return tuple((begin, to) for begin, to in ended if to is None or begin < to)


# ---------------------------------------------------------------- what a clock says


def due_at(clock: Clock, calendar: Calendar) -> int | None:
    """Give the due (到期); None while a pause is open."""
    calendar = calendar.of(clock.start, clock.stop)
    if not clock.pauses:
        if clock.cal == EH:
            return clock.start + (clock.n + clock.ext) * MINUTE_MS
        return calendar.nominal(clock.cal, clock.start, clock.n + clock.ext)
    return _reached(clock, calendar, allowance_ms(clock, calendar))


def reading(clock: Clock, calendar: Calendar) -> Reading:
    """Give everything a clock says (§6.2), on the calendar of its start."""
    calendar = calendar.of(clock.start, clock.stop)
    nominal = calendar.nominal(clock.cal, clock.start, clock.n + clock.ext)
    allowance = calendar.elapsed(clock.cal, clock.start, nominal)
    due = _reached(clock, calendar, allowance)
    provisional = calendar.provisional(clock.cal, clock.start, nominal if due is None else due)
    return Reading(allowance, nominal, _reached(clock, calendar, _yellow_ms(allowance)), due, provisional)


def due_and_yellow(clock: Clock, calendar: Calendar) -> tuple[int | None, int | None]:
    """Give due and yellow of `reading` alone: what a row of a list needs, in half the time."""
    calendar = calendar.of(clock.start, clock.stop)
    nominal = calendar.nominal(clock.cal, clock.start, clock.n + clock.ext)
    allowance = calendar.elapsed(clock.cal, clock.start, nominal)
    due = _reached(clock, calendar, allowance) if clock.pauses else nominal
    return due, _reached(clock, calendar, _yellow_ms(allowance))


def allowance_ms(clock: Clock, calendar: Calendar) -> int:
    """Give the base time from start to nominal due, extension included (应办时长)."""
    calendar = calendar.of(clock.start, clock.stop)
    nominal = calendar.nominal(clock.cal, clock.start, clock.n + clock.ext)
    return calendar.elapsed(clock.cal, clock.start, nominal)


def running_ms(clock: Clock, at: int, calendar: Calendar) -> int:
    """Give the base time the clock has run until `at`, or until its stop if that came first (已用时长)."""
    calendar = calendar.of(clock.start, clock.stop)
    until = at if clock.stop is None else min(at, clock.stop)
    ran = calendar.elapsed(clock.cal, clock.start, until)
    closed = ((begin, until if to is None else min(to, until)) for begin, to in clock.pauses)
    return ran - sum(calendar.elapsed(clock.cal, begin, to) for begin, to in _disjoint(clock.start, closed))


def overdue_ms(clock: Clock, at: int, calendar: Calendar) -> int:
    """Give the running base time after the due until `at`, or until the stop (超期时长)."""
    return max(0, running_ms(clock, at, calendar) - allowance_ms(clock, calendar))


def on_time(clock: Clock, calendar: Calendar) -> bool | None:
    """Whether a stopped clock was stopped by its due (按时); None while it runs or is paused."""
    due = due_at(clock, calendar)
    return None if clock.stop is None or due is None else clock.stop <= due


def light(clock: Clock, at: int, calendar: Calendar) -> Light:
    """Give the light at `at`; a stopped clock is judged at its stop, and pauses of later times do not count yet."""
    moment = at if clock.stop is None else clock.stop
    begun = tuple((begin, to) for begin, to in clock.pauses if begin <= moment)
    if any(to is None or moment < to for _, to in begun):
        return Light.GREY
    said = reading(replace(clock, pauses=begun), calendar)
    return light_by(said.due, said.yellow_at, moment)


def _yellow_ms(allowance: int) -> int:
    return allowance // MINUTE_MS * YELLOW_TENTHS // 10 * MINUTE_MS


def _reached(clock: Clock, calendar: Calendar, amount: int) -> int | None:
    """Give the earliest instant by which the clock has run `amount` ms; None while a pause is open."""
    if clock.is_paused:
        return None
    at, rest = clock.start, amount
    for begin, to in _disjoint(clock.start, ((begin, to) for begin, to in clock.pauses if to is not None)):
        ran = calendar.elapsed(clock.cal, at, begin)
        if ran >= rest:
            break
        at, rest = to, rest - ran
    return calendar.advance(clock.cal, at, rest)


def _disjoint(start: int, pauses: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of the pauses after `start`, in order and without overlap."""
    covered = start
    for begin, to in sorted(pauses):
        if to > covered:
            yield max(begin, covered), to
            covered = to
