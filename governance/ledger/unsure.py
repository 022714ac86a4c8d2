"""A step whose time is in doubt (待核时刻, §3.11, §6.4), as the case keeps it."""

from msgspec import Struct


class Unsure(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The clocks it started, stopped, paused and resumed (their places in the case), not before `lo`, not after `hi`.

    A pause is named by the place of its clock and by the instant at which it begins.
    """

    action: str
    kind: str
    lo: int
    hi: int
    started: tuple[int, ...] = ()
    stopped: tuple[int, ...] = ()
    paused: tuple[tuple[int, int], ...] = ()
    resumed: tuple[tuple[int, int], ...] = ()
    child: str = ""  # the case whose step it is, where it is ruled on; "" = this one
    paper: str = ""  # the slip that waits for the director; "" = the desk's clock
    ruling: str = ""  # uphold or deny once somebody ruled
