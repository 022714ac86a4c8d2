"""The sheet of a case (案卷页): everything its dossier shows, frozen; instants stay instants until they are painted."""

from typing import Literal

from msgspec import Struct

from desktop.dossier.listed import Listed
from desktop.lights import Sign
from governance.events.outer_due import OuterPart
from governance.ledger.case import Case

StepState = Literal["done", "current", "rest"]
SpanKind = Literal["run", "soon", "over", "paused", "owed", "intake"]


class TagFace(Struct, frozen=True):
    """A tag beside the serial; tone "", red, amber, green, brand."""

    text: str
    tone: str = ""


class StepFace(Struct, frozen=True):
    """One of the public steps (公开七步)."""

    name: str
    state: StepState
    note: str = ""


class Watch(Struct, frozen=True, kw_only=True):
    """A clock as the dossier shows it: what is left is told anew every second."""

    name: str  # 派遣
    limit: str  # 15 分
    due: int | None
    yellow: int | None
    since: int
    used_ms: int = 0  # of a clock that stands still
    paused: bool = False
    stop: int | None = None  # fact time of what it waited for
    doubted: bool = False  # 待核: whether in time hangs on a time that is in doubt


class SpanFace(Struct, frozen=True):
    """One piece of 时限分段: base minutes on the calendar of its clock."""

    label: str
    minutes: int
    kind: SpanKind
    note: str = ""
    unit: str = ""


class Person(Struct, frozen=True):
    """Who reported it (反映人), masked; the fields that can be unmasked."""

    name: str
    tel: str
    fields: tuple[str, ...] = ()


class Advice(Struct, frozen=True, kw_only=True):
    """Whose it probably is (建议), with its evidence."""

    unit: str  # code to dispatch to, "" when it must be called up
    title: str  # name of who bears it
    duty: str  # 主体责任, or "" for the town's own
    item: str = ""
    side: str = ""  # 配合
    reasons: tuple[str, ...] = ()
    note: str = ""
    call_up: bool = False


class DeptFace(Struct, frozen=True):
    """One department's or unit's line."""

    role: str  # 主, 配, 协
    unit: str
    said: str  # 已签收 · 未响应
    sign: Sign
    due: int | None = None
    yellow: int | None = None


class CallFace(Struct, frozen=True):
    """A call of this event."""

    case_id: str
    serial: str
    grade: str
    state: str
    title: str
    depts: tuple[DeptFace, ...]


class DeptTimes(Struct, frozen=True, kw_only=True):
    """One department's part in a call with every clock of it, for 全卷."""

    case_id: str
    grade: str
    serial: str
    dept: str
    role: str  # 主, 配
    state: str  # 在办, 已反馈, 已退单, 已改办
    sign: Watch | None
    respond: Watch | None
    handle: Watch | None
    how: str = ""  # 联系, 到场
    rating: str = ""  # the town's, in words
    found: str = ""  # 异常认定: 迟响应·说明期


class LineFace(Struct, frozen=True, kw_only=True):
    """A line of the timeline, in words."""

    at: int
    text: str
    who: str
    tone: Literal["", "decision", "stop", "resume"] = ""
    tag: str = ""
    mark: Sign | None = None
    case_id: str = ""
    action_id: str = ""
    kind: str = ""
    details: tuple[tuple[str, str], ...] = ()  # the payload in words, for 全卷


class LinkFace(Struct, frozen=True):
    """Something that hangs on the case: a file count, a parent, a merged case."""

    title: str
    note: str
    case_id: str = ""
    copy: str = ""  # file in the store's folder of copies


class RecordFace(Struct, frozen=True):
    """Something put on record: minutes, a ruling, a unit's lines in a notice."""

    title: str
    note: str
    rows: tuple[tuple[str, str], ...]  # who or what, the words


class Act(Struct, frozen=True):
    """One button of the action bar."""

    key: str  # kind of the move, or `behalf`
    name: str
    action: str = ""  # of the keymap
    primary: bool = False  # the due step
    signer: str = ""  # leader who does it at this desk, with his password
    kind: str = ""  # what he does


class Sheet(Struct, frozen=True, kw_only=True):
    """All of it."""

    case: Case
    case_id: str
    serial: str
    title: str
    text: str
    place: str
    tags: tuple[TagFace, ...]
    person: Person | None
    steps: tuple[StepFace, ...]
    watch: Watch | None
    aside: Watch | None  # the other clock that matters
    outer_due: int | None
    outer: OuterPart | None  # what the outer due does to the light, while it still does
    spans: tuple[SpanFace, ...]
    spans_since: int
    spans_ms: int
    advice: Advice | None
    tasks: tuple[DeptFace, ...]
    calls: tuple[CallFace, ...]
    lines: tuple[LineFace, ...]  # the latest first
    links: tuple[LinkFace, ...]
    acts: tuple[Act, ...]
    as_of: int | None  # instant of the other side's data, when it is old
    pending: int
    levels: tuple[str, ...] = ()  # kinds of 督办 that are allowed
    feedback: str = ""  # what was fed back last, in words
    return_text: str = ""  # the words of the return that waits
    clocks: tuple[Watch, ...] = ()  # every clock there was, for 全卷
    listed: Listed | None = None  # the item of the list it rests on
    records: tuple[RecordFace, ...] = ()  # 会商、审定、通报明细
    parts: tuple[DeptTimes, ...] = ()  # every department's part in every call, for 全卷
