"""The call as a briefing counts it (呼叫行): each department's part with what it owed and what it did; frozen."""

from msgspec import Struct


class Part(Struct, frozen=True, kw_only=True):
    """One department's part of a call (部门任务)."""

    dept: str
    lead: bool
    at: int  # assigned
    dropped: bool = False  # 退单成立 or given to another: leaves every denominator
    respond_due: int | None = None  # None too while RESPOND stands still
    responded: int | None = None
    how: str = ""  # CONTACT or ARRIVE
    handle_due: int | None = None
    fed: int | None = None
    rated_at: int | None = None  # None with the default rating by silence (系统默认)
    respond_out: bool = False  # 豁免 or 待核: leaves the denominator of 响应度
    handle_out: bool = False  # the same of 办结率
    settled: bool = False  # 已办结: so rated, or by silence after a feedback (系统默认)
    satisfied: str = ""  # GOOD FAIR BAD


class CallRow(Struct, frozen=True, kw_only=True):
    """A call as it stood when the briefing's data were frozen."""

    case_id: str
    serial: str
    grade: str  # C1, C2, C3
    label: str  # the state's Chinese name
    open: bool
    issued_at: int
    ended_at: int | None = None
    event: str = ""  # serial of the event it serves
    item: str = ""  # code of the list item, empty = 清单外
    named: tuple[str, ...] = ()  # departments the town named
    counts: bool = True  # False once it is withdrawn or refused: leaves every denominator
    parts: tuple[Part, ...] = ()
