"""A notice as it is shown (通报): its findings with the facts they rest on, what the units explained and put right.

Source: rulebook §4.8. A draft is the drafters' own until it is sent out.
"""

from collections.abc import Sequence

from county.web.cards import Card
from county.web.county_notices import lines_for, reads
from county.web.dossier import CaseView, Held, Section, Tag, who_of
from county.web.lights import NONE, Light, block_of, light_of
from county.web.notice_forms import said_line
from county.web.offices import Person
from county.web.sight import told_text
from county.web.snapshot import Snapshot
from db.queries.web_desk import open_notices
from governance.notices.notice import EXPLAINED, EXPLAINING, SIGNED, Line, Notice
from governance.notices.rules import replying
from governance.rulebook import Rules
from governance.time import words as times


def open_of(snapshot: Snapshot, stream: str, person: Person) -> list[Notice]:
    """Open notices of a stream that this person reads."""
    found = snapshot.cases(stream, open_notices(snapshot.conn, stream))
    return [case for case in found if isinstance(case, Notice) and reads(snapshot, stream, person, case)]


def owed(snapshot: Snapshot, stream: str, person: Person, units: tuple[str, ...]) -> list[Card]:
    """Notices that wait for the word of one of these units, or of the person as its lead."""
    rules = snapshot.rules(stream)
    found = snapshot.cases(stream, open_notices(snapshot.conn, stream))
    return [
        card(case, stream, snapshot)
        for case in found
        if isinstance(case, Notice)
        and (set(case.owing) & set(units) or replying(case, person.user.id, rules))
        and reads(snapshot, stream, person, case)
    ]


def card(case: Notice, stream: str, snapshot: Snapshot) -> Card:
    """A notice in a list."""
    rules = snapshot.rules(stream)
    units = "、".join(rules.name_of(unit) for unit in case.units)
    live = case.state in (EXPLAINING, SIGNED)
    return Card(
        key=case.serial or case.id, stream=stream, case_id=case.id, tag="通报", tone="", title=case.title,
        notes=(case.label, units), light=light_of(case.clocks, snapshot.at, rules) if live else NONE,
    )  # fmt: skip


def view_of(snapshot: Snapshot, stream: str, case: Notice, person: Person) -> CaseView:
    """A notice's page, with the lines that are for this person."""
    rules = snapshot.rules(stream)
    lines = lines_for(snapshot, stream, person, case)
    others = len(case.lines) - len(lines)
    sections = [Section("整改要求", (told_text(case.text),))]
    sections += [_line(case, line, n, snapshot.at, rules) for n, line in enumerate(lines, 1)]
    if others:
        sections.append(Section("其他乡镇", (f"另有 {others} 条涉及其他乡镇的呼叫，不在本镇显示。",)))
    if case.copy_to:
        sections.append(Section("抄送", (case.copy_to,)))
    running = tuple(clock for clock in case.clocks if clock.stop is None)
    return CaseView(
        key=case.serial or case.id, stream=stream, case_id=case.id, base=case.base or "",
        serial=case.serial, kind="notice", title=case.title, where=(rules.home.name,), state=case.label,
        tags=(Tag(f"{len(lines)} 条明细"),), sections=tuple(sections), conflicts=len(case.items),
        blocks=tuple(block_of(c, snapshot.at, rules, current=True) for c in running[:4]),
        done=_done(case, snapshot.at, rules), held=_held(case, lines, rules),
    )  # fmt: skip


def _held(case: Notice, lines: Sequence[Line], rules: Rules) -> tuple[Held, ...]:
    """Every unit of the lines, and whether it has explained or put right what it had to."""
    units = dict.fromkeys(line.unit for line in lines)
    step = {EXPLAINING: "说明", SIGNED: "整改"}.get(case.state, "")
    if not step:
        return ()
    owes, said = Light("unsigned", f"待{step}"), Light("done", f"已{step}")
    return tuple(
        Held(rules.name_of(unit), "通报单位", "", owes if unit in case.owing else said) for unit in units
    )


def _line(case: Notice, line: Line, n: int, now: int, rules: Rules) -> Section:
    facts = tuple(f"{name} {times.short(at, now)}" for name, at in line.facts)
    said = tuple(
        f"{'说明' if one.of == EXPLAINED else '整改'}：{told_text(one.text)}（{who_of(one.by, rules)}）"
        for one in case.answers
        if one.unit == line.unit
    )
    return Section(f"{n}　{said_line(line, now, rules)}", (("；".join(facts)), *said), "事实时刻")


def _done(case: Notice, now: int, rules: Rules) -> tuple[str, ...]:
    found = [f"拟稿 {times.short(case.at, now)} {'、'.join(who_of(one, rules) for one in case.drafters)}"]
    if case.sent is not None:
        found.append(f"送各单位说明 {times.short(case.sent, now)}")
    if case.signed is not None:
        found.append(f"签发 {times.short(case.signed, now)} {who_of(case.signer, rules)}")
    return tuple(found)
