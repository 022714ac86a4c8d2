"""Limits in words (时限的说法): 4 工作时, 3+3 工作日. Free of Qt."""

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
