"""Lights and clocks as a page shows them (灯与时限): shape, word and left time of the clocks somebody owes."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from governance.handling.doubted import open_verdict
from governance.ledger.case import Case
from governance.rulebook import Rules
from governance.rulings.doubt_words import UNDECIDED
from governance.time import words as times
from governance.time.clocks import Clock, due_and_yellow, on_time
from governance.time.lights import Light as Hue
from governance.time.lights import light_by
from governance.time.words import CLOCKS

WORDS = {
    "overdue": "超期",
    "soon": "临期",
    "normal": "正常",
    "paused": "停计",
    "unsigned": "未签收",
    "done": "已办结",
    "none": "无时限",
}

_SIGNS = {Hue.RED: "overdue", Hue.YELLOW: "soon", Hue.GREEN: "normal", Hue.GREY: "paused"}


class Light(Struct, frozen=True):
    """One light with its words (灯)."""

    sign: str  # key of WORDS
    left: str  # 剩 27 分
    due: int | None = None
    clock: str = ""  # whose clock it is: 签收

    @property
    def word(self) -> str:
        """What the shape means."""
        return WORDS[self.sign]

    @property
    def order(self) -> tuple[int, int]:
        """The soonest due first; what stands still, then what owes nothing, last."""
        rank = {"paused": 1, "done": 2, "none": 2}.get(self.sign, 0)
        return rank, self.due or 0


NONE = Light("none", "")


class Block(Struct, frozen=True):
    """One clock of a case (时限块): what it is, how it stands, by when."""

    name: str
    said: str
    note: str
    sign: str
    current: bool = False


def light_of(clocks: Iterable[Clock], now: int, rules: Rules, names: Mapping[str, str] = CLOCKS) -> Light:
    """The light of the running clock that is due first; of none that runs, whether one stands still."""
    running = [clock for clock in clocks if clock.stop is None]
    dues = [(*due_and_yellow(clock, rules.calendar), clock) for clock in running]
    live = [(due, yellow, clock) for due, yellow, clock in dues if due is not None]
    if not live:
        return Light("paused", "停计", None, names.get(running[0].name, "")) if running else NONE
    due, yellow, clock = min(live, key=lambda found: found[0])
    sign = _SIGNS[light_by(due, yellow, now)]
    return Light(sign, times.left(due, now), due, names.get(clock.name, clock.name))


def block_of(
    clock: Clock,
    now: int,
    rules: Rules,
    *,
    current: bool = False,
    of: Case | None = None,
    names: Mapping[str, str] = CLOCKS,
) -> Block:
    """A clock as a block of its own; `of` = its case, where it may be 待核 whether it was kept."""
    name = names.get(clock.name, clock.name)
    due, yellow = due_and_yellow(clock, rules.calendar)
    by = f"应于 {times.due_short(due, now)} 前" if due is not None else "暂停计时"
    if clock.stop is not None and of is not None and open_verdict(of, clock, rules.calendar):
        return Block(name, f"{times.short(clock.stop, now)} {UNDECIDED}", by, "paused")
    if clock.stop is not None:
        kept = on_time(clock, rules.calendar)
        said = f"{times.short(clock.stop, now)} {'按时' if kept else '超时'}"
        return Block(name, said, by if due is not None else "", "done" if kept else "overdue")
    said = times.left(due, now) if due is not None else "停计"
    return Block(name, said, by, _SIGNS[light_by(due, yellow, now)], current)
