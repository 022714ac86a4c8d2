"""Limits and clocks in words (时限的说法): 限 4 工作时, 用 26 分. Free of Qt."""

from desktop.dossier import texts
from desktop.dossier.sheet import Watch
from governance.time import clocks
from governance.time.calendars import Calendar
from governance.time.clocks import Clock
from governance.time.limits import EH, WH
from governance.time.words import CALENDARS


def limit_words(n: int, cal: str) -> str:
    """`15 分`, `1 紧急工作时`, `4 工作时`, `3 工作日`; minutes of WH say their calendar."""
    name = CALENDARS[cal]
    if cal not in (EH, WH):
        return f"{n} {name}"
    if n % 60 == 0:
        return f"{n // 60} {name}"
    return f"{n} 分" if cal == EH else f"{n} 分（{name}）"


def clock_limit(clock: Clock) -> str:
    """The limit of a clock, its extension apart: `3+3 工作日`."""
    if not clock.ext:
        return limit_words(clock.n, clock.cal)
    one, more = limit_words(clock.n, clock.cal), limit_words(clock.ext, clock.cal)
    return f"{one.rpartition(' ')[0]}+{more}"


def watch_of(clock: Clock, calendar: Calendar, at: int, *, name: str = "", doubted: bool = False) -> Watch:
    """A clock as the dossier shows it."""
    due, yellow = clocks.due_and_yellow(clock, calendar)
    return Watch(
        name=name or texts.CLOCKS.get(clock.name, clock.name),
        limit=clock_limit(clock),
        due=due,
        yellow=yellow,
        since=clock.start,
        used_ms=clocks.running_ms(clock, at, calendar),
        paused=clock.is_paused,
        stop=clock.stop,
        doubted=doubted,
    )
