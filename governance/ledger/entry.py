"""The entry (台账条目): an action as placed in a stream, with its verdict (裁定)."""

from msgspec import Struct

from governance.ledger.action import Action

ACCEPTED, CONFLICT, REJECTED = "a", "c", "r"


class Verdict(Struct, frozen=True, gc=False):
    """What the county says of an action (sync.md §3.2)."""

    vd: str  # "a" accepted, "c" conflict, "r" rejected
    code: str = ""  # [a-z0-9-]{0,32}; informational with "a"
    item: str | None = None  # work item of a conflict


class Entry(Struct, frozen=True, kw_only=True, gc=False):
    """An action in its stream; `eff` is the effective time clocks judge by (sync.md §9)."""

    seq: int
    st: int  # server receipt time, UTC ms
    verdict: Verdict
    action: Action
    core: bytes
    ah: bytes
    sig: bytes
    eff: int
    annex: bytes | None = None


def effective(st: int, previous: int, t: int) -> int:
    """Effective time: the device's own time, but never before its previous action nor after the server's receipt (I21)."""
    return min(st, max(previous, t))
