"""A county's notice as the town reads it (县级通报): what it says, its lines about this town's calls, who answered. Free of Qt.

Source: rulebook §4.8, §1.3: it lies in the county's ledger, which every town reads; calls of other towns are counted
only. The departments answer it on the web; the town has nothing to write in it.
"""

from collections.abc import Collection

from msgspec import Struct

from desktop import times
from desktop.calls import texts
from desktop.calls.grades import near
from desktop.names import Names
from governance.appeals import RULES
from governance.calls.findings import GROUNDS
from governance.notices.notice import EXPLAINED, EXPLAINING, NAMES, RECTIFIED, SIGNED, Line, Notice
from governance.people.masks import masked_text
from governance.rulebook import Rules
from governance.time.clocks import due_at

TONES = {SIGNED: "red", RECTIFIED: "green", EXPLAINING: "amber"}


class NoticeLine(Struct, frozen=True, kw_only=True):
    """One finding about a call of this town."""

    unit: str
    rule: str
    serial: str
    case_id: str
    facts: str


class NoticeAnswer(Struct, frozen=True, kw_only=True):
    """What a department said, or that it still owes it."""

    unit: str
    said: str
    note: str
    owes: bool = False


class NoticeFace(Struct, frozen=True, kw_only=True):
    """All of it."""

    title: str
    state: tuple[str, str]  # words, tone of the tag
    under: str  # number, dates
    text: str
    lines: tuple[NoticeLine, ...]
    others: str
    answers: tuple[NoticeAnswer, ...]
    foot: str
    panel: str = texts.NOTICE_TITLE
    about: str = texts.NOTICE_ABOUT  # above the lines
    how: str = texts.NOTICE_HOW  # under all of it


def notice_face(notice: Notice, own: Collection[str], names: Names, now: int, rules: Rules) -> NoticeFace:
    """The notice at `now`; `own` = the calls that this town knows."""
    mine = [line for line in notice.lines if line.case in own]
    others = len(notice.lines) - len(mine)
    units = tuple(dict.fromkeys(line.unit for line in mine)) or notice.units
    return NoticeFace(
        title=notice.title,
        state=(NAMES.get(notice.state, notice.state), TONES.get(notice.state, "")),
        under=" · ".join(_under(notice, names, now)),
        text=masked_text(notice.text),
        lines=tuple(line_face(line, names, now) for line in mine),
        others=texts.NOTICE_OTHERS.format(n=others) if others else "",
        answers=tuple(one for unit in units for one in _answers(notice, unit, names, now, rules)),
        foot=texts.NOTICE_COPY.format(to=notice.copy_to) if notice.copy_to else "",
    )


def _under(notice: Notice, names: Names, now: int) -> list[str]:
    said = [notice.serial, texts.NOTICE_DRAFTED.format(at=times.short(notice.at, now))]
    if notice.signed is not None:
        who = names.person(notice.signer)
        said.append(texts.NOTICE_SIGNED.format(at=times.short(notice.signed, now), who=who))
    return said


def line_face(line: Line, names: Names, now: int) -> NoticeLine:
    """A line in words; its number opens the case."""
    facts = (f"{name} {times.short(at, now)}" for name, at in line.facts)
    parts = (GROUNDS.get(line.ground, ""), *facts, masked_text(line.text))
    return NoticeLine(
        unit=names.unit(line.unit),
        rule=RULES.get(line.rule, line.rule),
        serial=line.serial,
        case_id=line.case,
        facts=" · ".join(part for part in parts if part),
    )


def _answers(notice: Notice, unit: str, names: Names, now: int, rules: Rules) -> list[NoticeAnswer]:
    name = names.unit(unit)
    found = [
        NoticeAnswer(
            unit=name,
            said=masked_text(one.text),
            note=f"{texts.NOTICE_EXPLAINED if one.of == EXPLAINED else texts.NOTICE_RECTIFIED}"
            f" {times.short(one.at, now)}",
        )
        for one in notice.answers
        if one.unit == unit
    ]
    if unit in notice.owing:
        found.append(NoticeAnswer(unit=name, said=_owes(notice, unit, now, rules), note="", owes=True))
    return found


def _owes(notice: Notice, unit: str, now: int, rules: Rules) -> str:
    name = "EXPLAIN" if notice.state == EXPLAINING else "RECTIFY"
    clock = notice.clock(name, "" if name == "EXPLAIN" else unit)
    due = due_at(clock, rules.calendar) if clock is not None and clock.stop is None else None
    what = texts.NOTICE_EXPLAINED if name == "EXPLAIN" else texts.NOTICE_RECTIFIED
    if due is None:
        return texts.NOTICE_OWES_IT.format(what=what)
    return texts.NOTICE_OWES_UNTIL.format(what=what, at=near(due, now), left=times.left(due, now))
