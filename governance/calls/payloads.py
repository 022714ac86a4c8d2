"""Payloads of the call kinds (呼叫动作的载荷)."""

from governance.calls.call import DutyLine
from governance.events.payloads import Note
from governance.ledger.payload import Payload

GRADES = {"C1": "特急", "C2": "紧急", "C3": "一般"}
REFUSE_CODES = {"TOWN": "镇权限内", "INCOMPLETE": "信息不全", "DUPLICATE": "重复"}
RESPONSES = {"CONTACT": "联系", "ARRIVE": "到场"}
POINTS = {"GOOD": 100, "FAIR": 80, "BAD": 0}
LINE_STATES = {"DONE": "已做", "NOT": "未做", "NA": "不适用"}
REJECT_REASONS = {"ABSENT": "未到场", "HOLLOW": "未实质办理", "WRONG": "结果不符"}


class Issue(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """签发呼叫; on a C1 that is out already: the countersign; on one refused as 信息不全: its repair."""

    serial: str = ""
    grade: str = ""
    item: str = ""
    item_version: int = 0
    reason: str = ""
    depts: tuple[str, ...] = ()
    lines: tuple[DutyLine, ...] = ()
    ask: str = ""
    contact: str = ""  # who meets the department on site: an office number, no personal field
    note: str = ""  # why an undone mandatory line is undone stands in its own line; this is free
    category: str = ""  # 小类 of the event, which departments do not see: what precedents are found by
    both: bool = False  # 事呼双应: opens the town's side and the department's at once


class Draft(Issue, frozen=True, kw_only=True, omit_defaults=True):
    """拟呼叫: what a leader is to issue."""

    digest: str = ""  # what the draft says in short


class Accept(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """平台受理 or 不予受理."""

    ruling: str  # accept or refuse
    code: str = ""
    reason: str = ""


class Assign(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """交办: one 主办, any 配合."""

    unit: str
    assist: tuple[str, ...] = ()


class Sign(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """部门签收."""


class Respond(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """部门响应: whom it spoke to and by which number, or who came and where he stood (§4.2)."""

    how: str  # CONTACT or ARRIVE
    person: str = ""
    phone: str = ""  # of CONTACT: the number that was called, an office's
    lon: int | None = None  # of ARRIVE: degrees × 10⁶
    lat: int | None = None
    text: str = ""


class ConfirmArrival(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """确认到场: the town's word about one department's response."""

    unit: str
    word: str  # confirm or dispute
    text: str = ""


class Progress(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """部门进展."""

    text: str


class Return(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """部门退单."""

    task: str
    clause: str
    suggested_unit: str
    text: str = ""
    differs: str = ""  # 与判例不同之处


class DecideReturn(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """退单审核."""

    request: str
    ruling: str  # deny or uphold
    reason: str


class AssignFinal(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """会商一致后指定承办, 不得再退."""

    unit: str
    reason: str


class Feedback(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """部门反馈."""

    result: str
    text: str
    files: tuple[str, ...] = ()
    unfinished: str = ""  # 主办's 说明 when a 配合 department has not fed back


class RejectFeedback(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """退回反馈."""

    feedback: str
    reason: str  # ABSENT 未到场, HOLLOW 未实质办理, WRONG 结果不符
    text: str = ""


class Evaluate(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """乡镇评价 of one department."""

    unit: str
    rating: str  # satisfied: GOOD FAIR BAD
    respond: str = "GOOD"
    done: str = "DONE"
    reason: str = ""
    files: tuple[str, ...] = ()  # evidence


class Remark(Note, frozen=True, kw_only=True, omit_defaults=True):
    """备注; a department's one reply to 不满意."""

    reply: bool = False


class Withdraw(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """撤回呼叫."""

    reason: str
