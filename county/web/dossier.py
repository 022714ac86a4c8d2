"""A case as its page shows it (案卷): frozen rows that a template draws, whatever the type of the case."""

import re
from collections.abc import Mapping

from msgspec import Struct

from county.web.lights import Block, Light
from county.web.sight import told_text
from db.queries.dossier import Line as Entry
from governance.calls.payloads import GRADES, REFUSE_CODES, REJECT_REASONS, RESPONSES
from governance.calls.reverse import STEPS as _REVERSE_STEPS
from governance.calls.reverse import WORDS as _REVERSE_WORDS
from governance.events.payloads import RATINGS, REJECT_CODES, RESULTS, RETURN_CODES, VOID_CODES
from governance.responsibility.versions import WORDS as _LIST_WORDS
from governance.rulebook import Rules
from governance.rules import name_of
from governance.time import words as times


class Tag(Struct, frozen=True):
    """A word in a frame (标签)."""

    text: str
    tone: str = ""  # red, amber, green, brand or ""


class Step(Struct, frozen=True):
    """One step of the tracker (进度条)."""

    name: str
    time: str = ""
    state: str = "rest"  # done, current, rest


class Section(Struct, frozen=True):
    """Words under a heading (段落)."""

    title: str
    texts: tuple[str, ...]
    note: str = ""


class Duty(Struct, frozen=True):
    """One duty of the list's item, and what the town did about it (责任条目)."""

    side: str  # 主体责任, 配合责任
    who: str
    text: str
    clause: str
    state: str = ""
    note: str = ""


class Held(Struct, frozen=True):
    """One unit's part of the case and how it stands (承办单位)."""

    who: str
    role: str  # 主办, 配合
    step: str
    light: Light


class Line(Struct, frozen=True):
    """One entry of the exchange (往来)."""

    time: str
    name: str
    text: str
    who: str
    photos: tuple[str, ...] = ()
    strong: bool = False  # a decision
    conflict: bool = False


class PrivateField(Struct, frozen=True):
    """A field of the caller, masked, and whether this person may look (来电人)."""

    field: str
    label: str
    shown: str
    may_look: bool


class CaseView(Struct, frozen=True, kw_only=True):
    """Everything a page of one case shows."""

    key: str
    stream: str
    case_id: str
    base: str
    serial: str
    kind: str  # event, call, supervision
    title: str
    where: tuple[str, ...]
    state: str
    tags: tuple[Tag, ...] = ()
    steps: tuple[Step, ...] = ()
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    duties: tuple[Duty, ...] = ()
    held: tuple[Held, ...] = ()
    lines: tuple[Line, ...] = ()
    done: tuple[str, ...] = ()  # own steps already made, in a line each: 签收 蒋敏 14:41
    caller: tuple[PrivateField, ...] = ()
    kept_secret: bool = False
    conflicts: int = 0
    links: tuple[
        tuple[str, str], ...
    ] = ()  # (address key, words) of the event of a call, the calls of an event
    page_links: tuple[tuple[str, str], ...] = ()  # (address, words) of other pages about it


_NAMED: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "result": {"event": RESULTS, "call": RESULTS, "verify": {"pass": "通过", "fail": "不通过"}},
    "how": {"": RESPONSES},
    "ruling": {
        "": {"accept": "受理", "refuse": "不予受理", "deny": "不成立", "uphold": "成立", "approve": "批准"}
    },
    "rating": {"": RATINGS},
    "grade": {"": GRADES},
    "word": {"": {"confirm": "确认", "dispute": "有异议", **_LIST_WORDS, **_REVERSE_WORDS}},
    "step": {"": _REVERSE_STEPS},
}
_UNITS = ("unit", "suggested_unit", "assist", "depts")
_WORDS = (
    "title", "ask", "text", "digest", "plan", "reason", "person", "who", "unfinished", "told", "doc_no", "effective_from",
)  # fmt: skip
_DONE = {
    "call.issue": "签发呼叫",
    "call.reverse": "县呼乡应",
}  # what was done, where the kind names two things


def line_of(entry: Entry, now: int, rules: Rules) -> Line:
    """One entry of the ledger in words; numbers of people in free text are hidden."""
    return Line(
        time=times.short(entry.at, now),
        name=_DONE.get(entry.kind) or name_of(entry.kind),
        text="；".join(_said(entry, rules)),
        who=who_of(entry.actor, rules),
        photos=_photos(entry),
        strong=entry.base is not None,
        conflict=entry.vd == "c",
    )


def who_of(user: str, rules: Rules) -> str:
    """A person with his unit: `县市场监管局 蒋敏`; what the county itself wrote is 县端."""
    known = rules.directory.user(user)
    if known is None:
        return "县端"
    unit = short_unit(rules.name_of(known.grants[0].unit)) if known.grants else ""
    return f"{unit} {known.name}" if unit and not unit[:1].isdigit() else known.name


def short_unit(name: str) -> str:
    """A unit without what its name says in brackets, where a line has to hold it."""
    return re.split("[(（]", name, maxsplit=1)[0]


def _said(entry: Entry, rules: Rules) -> list[str]:
    p = entry.p
    code = str(p.get("code", ""))
    tables = (RETURN_CODES, REJECT_CODES, VOID_CODES, REFUSE_CODES)
    found = [names[code] for names in tables if code in names]
    for field in ("step", "ruling", "how", "result", "rating", "word"):
        found += _named(field, str(p.get(field, "")), entry.kind)
    for field in _UNITS:
        given = p.get(field) or ()
        codes = [given] if isinstance(given, str) else list(given)
        names_ = "、".join(rules.name_of(str(one)) for one in codes)
        if names_:
            found.append({"suggested_unit": f"建议{names_}", "assist": f"配合{names_}"}.get(field, names_))
    if p.get("clause"):
        found.append(f"依据 {told_text(str(p['clause']))}")
    for field in _WORDS:
        text = p.get(field)
        if isinstance(text, str) and text.strip():
            found.append(REJECT_REASONS.get(text, told_text(text.strip())))
    if isinstance(p.get("behalf"), dict):
        found.append(f"指挥室代录，答复人 {told_text(str(p['behalf'].get('person', '')))}")
    return found


def _named(field: str, code: str, kind: str) -> list[str]:
    found = (
        names[code] for key, names in _NAMED[field].items() if (not key or key in kind) and code in names
    )
    return list(found)[:1]


def _photos(entry: Entry) -> tuple[str, ...]:
    files = entry.p.get("files")
    found = [name for name in files if isinstance(name, str)] if isinstance(files, list) else []
    photo = entry.p.get("photo")
    return (*found, photo) if isinstance(photo, str) and photo else tuple(found)
