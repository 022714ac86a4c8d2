"""Payloads of the event kinds (事件动作的载荷): what travels in `p` of each action core."""

from msgspec import Struct

from governance.ledger.payload import Payload, Place, Told

CHANNELS = {
    "PHONE": "电话",
    "12345": "12345热线",
    "GRID": "网格上报",
    "WALKIN": "来访",
    "VIDEO": "视频巡查",
    "UP": "上级交办",
    "PAPER": "纸质",
    "SENSOR": "感知设备",
}
RESULTS = {
    "SOLVED": "已解决",
    "PARTLY": "部分解决",
    "PLAN": "列入计划",
    "EXPLAINED": "解释说明",
    "UNFOUNDED": "不属实",
    "TRANSFERRED": "转法定途径",
}
REJECT_CODES = {
    "R1": "不属本镇行政区域",
    "R2": "已进入诉讼仲裁复议信访终结",
    "R3": "内容不清且无法联系",
    "R4": "重复且已办结无新情况",
    "R5": "属110/119/120职责",
    "R6": "恶意骚扰",
    "R7": "非政府职责",
}
ALARMS = {
    "U1": "特急新件",
    "RED": "已超期",
    "UNSIGNED": "超时未签收",
    "C1": "特急呼叫",
    "NO_RESPONSE": "县级未响应",
    "OUTER": "外部时限将到",
}
VOID_CODES = {"V1": "重复录入", "V2": "测试", "V3": "误拨", "V4": "数据错"}
RETURN_CODES = {
    "T1": "非本单位职责",
    "T2": "管辖区域不符",
    "T3": "应由多单位会办，主办不当",
    "T4": "信息不足无法办理",
    "T5": "重复件",
    "T6": "已进入法定程序",
    "T7": "层级不符",
}
UNHAPPY = {"A": "结果", "B": "时效", "C": "态度", "D": "诉求不合理"}
RATINGS = {"GOOD": "满意", "FAIR": "基本满意", "BAD": "不满意", "NONE": "不评价"}


class Report(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """登记."""

    serial: str
    ch: str
    text: str
    place: Place
    cat: str = ""
    urg: str = "U3"
    reply: bool = False
    anon: bool = False
    secret: bool = False
    outer: str = ""
    outer_due: int | None = None
    class_hint: str = ""  # class that the source gave, kept as evidence


class Change(Struct, frozen=True):
    """One amended field: the action whose value was seen, and the new value as text."""

    field: str
    seen: str
    value: str


class Amend(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """更正补充: text, place (area|lon|lat|words), category while nothing is dispatched, outer_due with its paper."""

    set: tuple[Change, ...]


class Note(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """备注 or 附材料: evidence for the timeline."""

    text: str = ""
    files: tuple[str, ...] = ()


class Accept(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """受理."""


class Classify(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """定性改类."""

    category: str
    urg: str = ""


class Reject(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """不予受理."""

    code: str
    told: Told | None = None


class Dispatch(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """派遣 and 改派: one 主办, any 协办; `n` may shorten the category's limit."""

    unit: str
    assist: tuple[str, ...] = ()
    n: int | None = None  # in minutes (EH, WH) or days (WD, ND) of the category's own calendar
    note: str = ""


class Merge(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """归并 and 撤销归并."""

    main: str  # case id of the main event (主件)


class AckAlarm(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """确认告警: which one; `ALARM/<case id>` for one that a child case rang."""

    alarm: str


class Sign(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """签收."""


class Contact(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """先行联系."""

    text: str = ""


class Progress(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """登记进展: at least five characters."""

    text: str


class ReturnSlip(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """退单申请."""

    task: str
    code: str
    clause: str
    suggested_unit: str
    text: str = ""


class DecideReturn(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """退单审核."""

    request: str
    ruling: str  # deny or uphold
    reason: str
    clause: str = ""


class AssignFinal(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """指挥长指定."""

    unit: str
    reason: str


class Feedback(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """反馈."""

    result: str
    text: str
    files: tuple[str, ...] = ()
    unfinished: str = ""  # 协办未完成说明


class OrderVerify(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """派核查."""

    verifier: str  # user


class Verify(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """现场核查."""

    result: str  # pass or fail
    photo: str = ""
    lon: int | None = None
    lat: int | None = None
    reason: str = ""


class Close(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """结案."""

    result: str
    unfinished: str = ""  # 协办未完成说明, where no 主办 gave one with its feedback


class Revisit(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """回访, one per attempt."""

    reached: bool
    rating: str = ""
    contacted: bool = False
    solved: bool = False
    reason: str = ""


class Void(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """作废."""

    code: str
    reason: str
