"""What indicators judge (考评事实): what a person told, what fell due, what was closed, asked back, rated.

Source: rulebook §7.1. Bodies are read once into these small values; each names its case, so that every figure opens
down to a list, and the unit it is counted for.
"""

from msgspec import Struct

# why something leaves a denominator (不计入), in the order of the sheets
OUT_NAMES = {
    "EXEMPT": "不可抗力豁免",
    "SUSPENDED": "挂账",
    "PAUSED": "停计未到期",
    "VOID": "作废",
    "MERGED": "归并从案",
    "SPLIT": "拆分母案",
    "REASSIGNED": "改派",
    "RETURNED": "退单成立",
    "REJECTED": "不予受理",
    "WITHDRAWN": "撤回",
    "REFUSED": "平台不予受理",
    "UNREACHED": "未联系上",
    "UNRATED": "不评价",
    "UNREASONABLE": "诉求不合理",
    "DEFAULT": "系统默认评价",
    "ANONYMOUS": "匿名",
    "PROVISIONAL": "待认定",
    "UNSURE": "时间待核",
    "DISPUTED": "异议未裁定",
    "OVERTURNED": "异议成立",
}


class Fact(Struct, frozen=True, kw_only=True, gc=False):
    """Of which case, counted for which unit or department; empty: the command room itself."""

    case: str
    who: str


class Told(Fact, frozen=True, kw_only=True, gc=False):
    """A caller's record (诉求), or a split child, which is an event without a caller of its own."""

    at: int
    ch: str
    out: str = ""  # VOID, REJECTED, MERGED, SPLIT
    child: bool = False
    repeats: bool = False  # told before, of the same 小类 and place, within 30 days


class Owed(Fact, frozen=True, kw_only=True, gc=False):
    """A clock that has a due (应办): ACCEPT, SIGN, CONTACT, HANDLE, ASSIST (HANDLE of a 协办), OUTER."""

    clock: str
    due: int
    done: int | None = None
    closed: int | None = None  # when the case was closed
    out: str = ""


class Closed(Fact, frozen=True, kw_only=True, gc=False):
    """A case that was closed (结案)."""

    at: int
    rounds: int


class Revisited(Fact, frozen=True, kw_only=True, gc=False):
    """What a caller said when he was asked back (回访)."""

    at: int
    rating: str  # GOOD FAIR BAD NONE UNREACHED
    solved: bool = False
    reason: str = ""  # D: 诉求不合理, confirmed
    out: str = ""  # VOID, MERGED


class Dispatched(Fact, frozen=True, kw_only=True, gc=False):
    """A 主办 task that was given (派单)."""

    at: int
    returned: bool
    out: str = ""  # VOID, MERGED


class ReturnRuled(Fact, frozen=True, kw_only=True, gc=False):
    """A 退单 that was ruled on."""

    at: int
    upheld: bool
    out: str = ""  # VOID, MERGED


class Step(Fact, frozen=True, kw_only=True, gc=False):
    """签收、联系、进展、反馈 of a unit: its own, or recorded for it by the room (代录)."""

    at: int
    behalf: bool
    out: str = ""  # DISPUTED: 有异议, not ruled yet; OVERTURNED: ruled that the unit did not do it


class DeptOwed(Fact, frozen=True, kw_only=True, gc=False):
    """What a department owed on a call: RESPOND with its doubled due, or HANDLE."""

    clock: str
    due: int
    task: str = ""  # key of the department's part
    due2: int = 0
    done: int | None = None  # valid response; feedback that was not sent back
    settled: bool = False  # of HANDLE: evaluated 已办结
    finding: str = ""  # of RESPOND: LATE_RESPONSE, NO_RESPONSE (§4.4)
    pending: bool = False  # the finding is not final: 说明期, 申诉中, or the other side's data are not here
    out: str = ""


class DeptRated(Fact, frozen=True, kw_only=True, gc=False):
    """The town's rating of a department (乡镇评价)."""

    at: int
    rating: str  # GOOD FAIR BAD
    default: bool = False  # by silence


class Looked(Fact, frozen=True, kw_only=True, gc=False):
    """A thing of a register that was to be looked at (登记项): element, newcomer, let house, pledge."""

    register: str  # the indicator's code
    at: int
    right: bool


class Sample(Struct, frozen=True, omit_defaults=True, gc=False):
    """登记样本: so many of so many of a month, who counted, who entered it and when."""

    month: str
    hits: int
    owed: int
    source: str  # unit
    by: str
    at: int
    action: str


RATED_POINTS = {"GOOD": 100, "FAIR": 80, "BAD": 0}
