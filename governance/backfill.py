"""补录: a step from a numbered slip counts at its fact time, and when such a time can't be true.

Source: rulebook §3.11 (补录), §6.4. On the wire `p.occ` is the fact time and `p.paper` the slip's number; with both,
clocks judge by `p.occ`, else by the effective time of sync.md §9. Fact times follow one another along the case.
"""

from governance.ledger.case import Case
from governance.ledger.payload import Payload
from governance.refusal import Refusal

EARLIEST = 946_656_000_000  # 2000-01-01 local: nothing in a ledger happened before
LATE_MS = 86_400_000  # a slip entered later than this needs the director's word first
LATEST = 4_102_416_000_000  # 2100-01-01 local


def is_sane(at: int | None) -> bool:
    """Whether an instant that somebody typed lies in this century."""
    return at is not None and EARLIEST <= at < LATEST


def instant(p: Payload, eff: int) -> int:
    """The time clocks judge by: the fact time of a numbered slip, else the effective time; never after that."""
    if p.occ is None or not p.paper:
        return eff
    return min(eff, max(EARLIEST, p.occ))


def waits_for_director(p: Payload, case: Case | None, eff: int) -> bool:
    """Whether a step comes from a slip more than 24 hours late that the director has not confirmed (§3.11)."""
    if p.occ is None or not p.paper or eff - p.occ <= LATE_MS:
        return False
    slips = case.kids if case is not None else ()
    return not any(kid.type == "paper" and kid.label == p.paper and kid.state == "CONFIRMED" for kid in slips)


def future_refusal(p: Payload, eff: int) -> Refusal | None:
    """Refuse a slip's time that is still to come; a fact saved with one counts at its effective time."""
    if p.occ is not None and p.paper and p.occ > eff:
        return Refusal("future-time", "补录的发生时间晚于现在；请核对纸单上的时间。")
    return None


def order_refusal(p: Payload, case: Case | None, units: tuple[str, ...], at: int) -> Refusal | None:
    """Refuse a slip's time before the step that stands before it in the case."""
    if case is None or p.occ is None or not p.paper or at >= case.last_step(units):
        return None
    return Refusal("time-order", "补录的时间早于该件上一步；请核对纸单，按先后顺序补录。")


def late_refusal(p: Payload, case: Case | None, eff: int) -> Refusal | None:
    """Refuse a step from a slip that comes more than 24 hours late, unless the director confirmed the slip (§3.11)."""
    if case is None or not waits_for_director(p, case, eff):
        return None
    return Refusal("late-slip", "补录已超过24小时，须由指挥长确认纸单；请先补录纸单，确认后再记此步。")
