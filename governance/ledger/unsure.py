"""A step whose time is in doubt (待核时刻, §3.11, §6.4), as the case keeps it."""

from msgspec import Struct


class Unsure(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The clocks it started and stopped (their places in the case), not before `lo`, not after `hi`."""

    action: str
    kind: str
    lo: int
    hi: int
    started: tuple[int, ...] = ()
    stopped: tuple[int, ...] = ()
    paper: str = ""  # the slip that waits for the director; "" = the desk's clock
    ruling: str = ""  # uphold or deny once somebody ruled
