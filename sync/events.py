"""What happens to the client core, and what it wants done (事件与效果).

Every event carries `at`, the boot clock when it came in (ms), and `u`, a fresh uniform number in [0, 1): the core has
no other time and no other chance (I26).
"""

from msgspec import Struct

from sync.errands import Errand, Result
from sync.ports import Answer, Request
from sync.status import SyncStatus


class Event(Struct, frozen=True, kw_only=True):
    """Something happened."""

    at: int
    u: float


class Started(Event, frozen=True, kw_only=True):
    """own.db was opened and verified; `user` = login name of the last online user, or ""."""

    user: str = ""


class Saved(Event, frozen=True, kw_only=True):
    """An own action was committed to own.db."""

    stream: str
    dseq: int


class Answered(Event, frozen=True, kw_only=True):
    """A call came back whole."""

    answer: Answer


class Unanswered(Event, frozen=True, kw_only=True):
    """A call ended without an answer: its outcome is unknown. `why`: timeout, reset, connect, tls."""

    id: int
    why: str


class Done(Event, frozen=True, kw_only=True):
    """An errand was done."""

    id: int
    result: Result


class Broken(Event, frozen=True, kw_only=True):
    """An errand failed because the world did (disk full, file damaged): the sentence says so."""

    id: int
    sentence: str


class Woke(Event, frozen=True, kw_only=True):
    """A timer ran out."""

    timer: str
    number: int


class LoginGiven(Event, frozen=True, kw_only=True):
    """A person logged in online."""

    user: str
    pw: str


class RetryNow(Event, frozen=True, kw_only=True):
    """立即重试."""


class NetworkUp(Event, frozen=True, kw_only=True):
    """The operating system says that there is a network again."""


class ClockJumped(Event, frozen=True, kw_only=True):
    """The PC slept or its clock jumped: connections are worth nothing."""


class Closing(Event, frozen=True, kw_only=True):
    """The program ends."""


# ---------------------------------------------------------------- effects


class Send(Struct, frozen=True):
    """Make a call; ends in Answered or Unanswered."""

    request: Request


class Cancel(Struct, frozen=True):
    """Give a call up."""

    id: int


class Run(Struct, frozen=True):
    """Do an errand; ends in Done or Broken."""

    id: int
    errand: Errand


class SetTimer(Struct, frozen=True):
    """Wake the core in so many ms; a timer set again counts anew."""

    timer: str
    number: int
    delay_ms: int


class Show(Struct, frozen=True):
    """Put this on the screen."""

    status: SyncStatus


Effect = Send | Cancel | Run | SetTimer | Show
