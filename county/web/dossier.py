"""A case as its page shows it (案卷): frozen rows that a template draws, whatever the type of the case."""

import re

from msgspec import Struct

from county.web.entry_words import said_of, step_of
from county.web.lights import Block, Light
from db.queries.dossier import Line as Entry
from governance.handling.entry_time import time_mark, told_at
from governance.ledger.clocked import Clocked
from governance.rulebook import Rules
from governance.rulings.doubt_words import doubt_words, provisional_words
from governance.time import words as times


class Tag(Struct, frozen=True):
    """A word in a frame (标签)."""

    text: str
    tone: str = ""  # red, amber, green, brand or ""


class Step(Struct, frozen=True):
    """One step of the tracker (进度条)."""

    name: str
    time: str = ""
    state: str = "rest"  # done, current, rest; stopped = it ended here, before its end


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
    mark: str = ""  # 时钟存疑, 代录, 补录


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

    @property
    def idle(self) -> str:
        """What is said where the reader has nothing to do: whose turn it is, as far as the page knows."""
        turn = "、".join(dict.fromkeys(one.who for one in self.held if one.light.sign != "done"))
        return f"此件现在没有您可办的事项，等{turn}办理。" if turn else "此件现在没有您可办的事项。"


def doubt_tags(case: Clocked, rules: Rules) -> tuple[Tag, ...]:
    """What of it is in doubt until somebody rules, and whether its limits are provisional; as the window has it."""
    words = (*doubt_words(case), provisional_words(case, rules.calendar))
    return tuple(Tag(one, "amber") for one in words if one)


def line_of(entry: Entry, now: int, rules: Rules) -> Line:
    """One entry of the ledger in words; numbers of people in free text are hidden."""
    return Line(
        time=times.short(told_at(entry.p, entry.at), now),
        name=step_of(entry),
        text="；".join(said_of(entry, rules)),
        who=who_of(entry.actor, rules),
        photos=_photos(entry),
        strong=entry.base is not None,
        conflict=entry.vd == "c",
        mark=time_mark(entry.p, entry.cq),
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


def _photos(entry: Entry) -> tuple[str, ...]:
    files = entry.p.get("files")
    found = [name for name in files if isinstance(name, str)] if isinstance(files, list) else []
    photo = entry.p.get("photo")
    return (*found, photo) if isinstance(photo, str) and photo else tuple(found)
