"""What an entry of the timeline says about its time (时间的标记): when it was done, and whether that is beyond doubt.

Source: rulebook §3.11 (补录 counts at the slip's fact time, 代录), §6.4 (CLOCK_SUSPECT). The same in the window and in the
browser.
"""

from collections.abc import Mapping

from governance.handling.doubted import DOUBTED

CLOCK_SUSPECT, BEHALF, BACKFILLED = "时钟存疑", "代录", "补录"


def told_at(p: Mapping[str, object], eff: int) -> int:
    """The fact time of what came on a slip, else when it took effect."""
    told = p.get("occ") if p.get("paper") else None
    return told if isinstance(told, int) else eff


def time_mark(p: Mapping[str, object], cq: int) -> str:
    """The mark beside it, the most telling one; "" for none."""
    if cq == DOUBTED:
        return CLOCK_SUSPECT
    if p.get("behalf"):
        return BEHALF
    return BACKFILLED if p.get("paper") else ""
