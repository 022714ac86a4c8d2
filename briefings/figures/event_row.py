"""The event as a briefing counts it (事件行): when it entered and left 在办, who held it, its light; frozen."""

from enum import StrEnum

from msgspec import Struct

from governance.time.lights import Light


class Cause(StrEnum):
    """Why an event entered 在办 or left it."""

    REPORTED = "登记"
    REWORKED = "重办"
    SPLIT_OFF = "拆分子案"
    UNMERGED = "撤销归并"
    CLOSED = "办结"
    REJECTED = "不予受理"
    VOIDED = "作废"
    MERGED = "归并"
    SPLIT = "拆分母案"


ENTERS = frozenset({Cause.REPORTED, Cause.REWORKED, Cause.SPLIT_OFF, Cause.UNMERGED})


class Turn(Struct, frozen=True):
    """One entering or leaving; they alternate, and none is earlier than the one before."""

    at: int  # UTC ms
    cause: Cause


class Hold(Struct, frozen=True):
    """From `at` on the unit holds the event as 主办."""

    at: int
    unit: str  # unit code, or village or grid code


class EventRow(Struct, frozen=True, kw_only=True):
    """An event as it stood when the briefing's data were frozen."""

    case_id: str
    serial: str
    label: str  # the state's Chinese name
    open: bool  # 在办, by the state and not by the turns: the check compares the two
    registered_at: int
    turns: tuple[Turn, ...]
    holds: tuple[Hold, ...] = ()  # empty until it is dispatched
    area: str = ""  # 2 digits of the category, empty while 待定
    minor: str = ""  # 小类's name
    village: str = ""  # 12 digits, empty where no village is known
    urgency: str = ""
    light: Light = Light.GREEN
    due_at: int | None = None  # 办理到期, before dispatch 受理 or 派遣到期
    accepted_at: int | None = None
    closed_at: int | None = None
    unsigned: bool = False  # 未签收: SIGN is red
    returned: bool = False  # 退单待审
    suspended: bool = False  # 挂账

    @property
    def unit(self) -> str:
        """The unit that holds it or held it last; empty before the first dispatch."""
        return self.holds[-1].unit if self.holds else ""

    def open_before(self, at: int) -> bool:
        """Whether it was 在办 at an instant, what happens at that instant left out."""
        before = [turn for turn in self.turns if turn.at < at]
        return bool(before) and before[-1].cause in ENTERS

    def unit_before(self, at: int) -> str:
        """The unit that held it at an instant, or held it last before."""
        return next((hold.unit for hold in reversed(self.holds) if hold.at < at), "")
