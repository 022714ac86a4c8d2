"""Lights and clocks as a page shows them (灯与时限): shape, word and left time of the clocks somebody owes."""

from collections.abc import Iterable

from msgspec import Struct

from governance.handling.doubted import open_verdict
from governance.ledger.case import Case
from governance.rulebook import Rules
from governance.rulings.doubt_words import UNDECIDED
from governance.time import words as times
from governance.time.clocks import Clock, due_and_yellow, on_time

NAMES = {
    "ACCEPT": "受理",
    "DISPATCH": "派遣",
    "ASSIGN": "交办",
    "SIGN": "签收",
    "CONTACT": "先行联系",
    "RESPOND": "响应",
    "HANDLE": "办理",
    "RETURN_DECIDE": "退单审核",
    "CONSULT": "会商",
    "ADJUDICATE": "审定",
    "CHECK": "派核查",
    "VERIFY": "核查",
    "REVISIT": "回访",
    "EVALUATE": "评价",
    "REPLY": "回复",
    "COUNTERSIGN": "会签",
    "SUPERVISE_REPLY": "督办回复",
    "EXPLAIN": "说明",
    "RECTIFY": "整改",
    "APPEAL": "申诉裁定",
    "REVIEW": "审核",
    "EXTEND_DECIDE": "延期批复",
    "VERIFY_ON_SITE": "到场核实",
}
WORDS = {
    "overdue": "超期",
    "soon": "临期",
    "normal": "正常",
    "paused": "停计",
    "unsigned": "未签收",
    "done": "已办结",
    "none": "无时限",
}


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


def light_of(clocks: Iterable[Clock], now: int, rules: Rules) -> Light:
    """The light of the running clock that is due first; of none that runs, whether one stands still."""
    running = [clock for clock in clocks if clock.stop is None]
    dues = [(*due_and_yellow(clock, rules.calendar), clock) for clock in running]
    live = [(due, yellow, clock) for due, yellow, clock in dues if due is not None]
    if not live:
        return Light("paused", "停计", None, NAMES.get(running[0].name, "")) if running else NONE
    due, yellow, clock = min(live, key=lambda found: found[0])
    sign = "overdue" if now > due else "soon" if yellow is not None and now >= yellow else "normal"
    return Light(sign, times.left(due, now), due, NAMES.get(clock.name, clock.name))


def block_of(clock: Clock, now: int, rules: Rules, *, current: bool = False, of: Case | None = None) -> Block:
    """A clock as a block of its own; `of` = its case, where it may be 待核 whether it was kept."""
    name = NAMES.get(clock.name, clock.name)
    due, yellow = due_and_yellow(clock, rules.calendar)
    by = f"应于 {times.due_short(due, now)} 前" if due is not None else "暂停计时"
    if clock.stop is not None and of is not None and open_verdict(of, clock, rules.calendar):
        return Block(name, f"{times.short(clock.stop, now)} {UNDECIDED}", by, "paused")
    if clock.stop is not None:
        kept = on_time(clock, rules.calendar)
        said = f"{times.short(clock.stop, now)} {'按时' if kept else '超时'}"
        return Block(name, said, by if due is not None else "", "done" if kept else "overdue")
    if due is None:
        return Block(name, "停计", by, "paused", current)
    sign = "overdue" if now > due else "soon" if yellow is not None and now >= yellow else "normal"
    return Block(name, times.left(due, now), by, sign, current)
