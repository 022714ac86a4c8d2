"""A call's page (呼叫案卷): the loop of eight steps, own clocks, both sides' duties, what was said.

Source: rulebook §4.2 (steps, clocks), §5.3 (clauses), §1.3 (what a department sees of the event).
"""

from county.web.call_sections import sections
from county.web.cards import dept_light, dept_step, key_of, proposed
from county.web.department.board import part_of
from county.web.dossier import CaseView, Duty, Held, Step, Tag, doubt_tags, short_unit
from county.web.lights import Block, block_of
from county.web.offices import AUDIT, CENTRE, DEPARTMENT, Person
from county.web.sight import may_see, told_place, told_text
from county.web.snapshot import Snapshot
from governance.calls import states
from governance.calls.call import BOTH, DOWN, Call, DeptTask, DutyLine, dept_key
from governance.calls.payloads import GRADES, LINE_STATES, RESPONSES
from governance.catalogue.catalogue import Line
from governance.events.event import Event
from governance.ledger.case import Case
from governance.rulebook import Rules
from governance.time import words as times

_DOWN = ("县级呼叫", "乡镇签收", "乡镇响应", "乡镇反馈", "呼叫单位认可")  # 县呼乡应
_ENDED = {states.REFUSED: "不予受理", states.WITHDRAWN: "已撤回"}
_STEPS = ("发现问题", "乡镇呼叫", "平台受理", "已交办", "签收", "响应", "反馈", "乡镇评价")


def view_of(snapshot: Snapshot, stream: str, call: Call, person: Person) -> CaseView:
    """The page of a call for this person."""
    rules = snapshot.rules(stream)
    task = part_of(call, person.units_of(DEPARTMENT))
    parent = snapshot.case(stream, call.parent)
    return CaseView(
        key=key_of(call), stream=stream, case_id=call.id, base=call.base or "", serial=call.serial, kind="call",
        title=told_text(call.ask), where=_where(call, parent, person, rules), state=call.label,
        tags=(*_tags(call, task, rules), *_proposed(call, person, snapshot.at, rules)), steps=_steps(call, task, parent, snapshot.at),
        blocks=_blocks(call, task, snapshot.at, rules), sections=sections(call, parent, snapshot.at, rules),
        duties=_duties(call, rules), done=_done(task, snapshot.at, rules), conflicts=len(call.items),
        held=_held(call, task, snapshot.at, rules),
        links=_links(parent, person, rules),
    )  # fmt: skip


def _where(call: Call, parent: Case | None, person: Person, rules: Rules) -> tuple[str, ...]:
    place = told_place(parent, person) if isinstance(parent, Event) else ""
    caller = f"{rules.name_of(call.caller)}呼叫" if call.caller else ""
    contact = f"联系人 {told_text(call.contact)}" if call.contact else ""
    return tuple(word for word in (rules.home.name, caller, contact, place) if word)


def _links(parent: Case | None, person: Person, rules: Rules) -> tuple[tuple[str, str], ...]:
    if not isinstance(parent, Event) or not may_see(person, parent, rules):
        return ()
    return ((key_of(parent), f"事件 {parent.serial}"),)


def _tags(call: Call, task: DeptTask | None, rules: Rules) -> tuple[Tag, ...]:
    tone = {"C1": "red", "C2": "amber"}.get(call.grade, "")
    found = [Tag(f"{call.grade} {GRADES.get(call.grade, '')}", tone)]
    if call.direction:
        found.append(Tag({DOWN: "县呼乡应", BOTH: "事呼双应"}.get(call.direction, ""), "brand"))
    if task is not None:
        found.append(Tag("主办" if task.lead else "配合", "brand"))
    item = rules.catalogue.items.get(call.item)
    found.append(Tag(f"{item.code} {item.name}" if item is not None else "清单外事项"))
    return (*found, *doubt_tags(call, rules))


def _proposed(call: Call, person: Person, at: int, rules: Rules) -> tuple[Tag, ...]:
    """What the clocks propose is the centre's business until it issues it (§3.9)."""
    words = proposed(call, at, rules) if {CENTRE, AUDIT} & set(person.offices) else ""
    return (Tag(words, "amber"),) if words else ()


def _steps(call: Call, task: DeptTask | None, parent: Case | None, now: int) -> tuple[Step, ...]:
    mine = task or call.lead
    accept = call.clock("ACCEPT")
    ended = call.moved if call.state == states.EVALUATED else None
    if call.direction == DOWN:
        answers = (mine.signed, mine.responded, mine.fed) if mine is not None else (None, None, None)
        return _told(_DOWN, (call.at, *answers, ended), call.final, now)
    made = (
        parent.at if isinstance(parent, Event) else call.at,
        call.at,
        call.at
        if call.direction == BOTH
        else accept.stop
        if accept is not None and not call.refused
        else None,
        mine.at if mine is not None else None,
        mine.signed if mine is not None else None,
        mine.responded if mine is not None else None,
        mine.fed if mine is not None else None,
        ended,
    )
    return _told(_STEPS, made, call.final, now, _ENDED.get(call.state, ""))


def _told(
    names: tuple[str, ...], made: tuple[int | None, ...], final: bool, now: int, ended: str = ""
) -> tuple[Step, ...]:
    """The steps with their times; the first that was not made yet is the current one, or where it ended early."""
    reached = next((n for n, at in enumerate(made) if at is None), len(made))
    here = ("stopped", ended) if ended else ("rest", "") if final else ("current", "现在")
    return tuple(
        Step(name, times.short(at, now), "done")
        if n < reached and at is not None
        else Step(name, here[1] if n == reached else "", here[0] if n == reached else "rest")
        for n, (name, at) in enumerate(zip(names, made, strict=True))
    )


def _blocks(call: Call, task: DeptTask | None, now: int, rules: Rules) -> tuple[Block, ...]:
    if task is None:
        clocks = [clock for clock in call.clocks if not clock.task and clock.name != "COUNTERSIGN"]
        return tuple(
            block_of(clock, now, rules, current=clock.stop is None, of=call) for clock in clocks[-4:]
        )
    mine = [clock for clock in call.clocks if clock.task == dept_key(task)]
    current = next((clock for clock in mine if clock.stop is None), None)
    blocks = [block_of(clock, now, rules, current=clock is current, of=call) for clock in mine]
    window = rules.find_limit("call", "RETURN_WINDOW", call.grade)
    if window is not None and task.state == "OPEN" and task.responded is None and not task.final:
        last = rules.calendar.nominal_due(task.at, window)
        if now <= last:
            note = f"{times.short(last, now)} 后不能退"
            blocks.append(Block("可退单", times.left(last, now), note, "soon"))
    return tuple(blocks)


def _duties(call: Call, rules: Rules) -> tuple[Duty, ...]:
    done = {line.no: line for line in call.lines}
    return tuple(
        Duty(
            "主体责任" if line.side == "COUNTY" else "配合责任",
            rules.name_of(line.dept_or_role) if line.side == "COUNTY" else rules.home.name,
            line.text,
            line.clause,
            _line_state(call, line, done.get(line.line_no)),
            told_text(done[line.line_no].note) if line.line_no in done and line.side == "TOWN" else "",
        )
        for line in rules.catalogue.lines_of(call.item, call.item_version)
    )


def _line_state(call: Call, line: Line, done: DutyLine | None) -> str:
    """What the town did about a line of its own, or that it is called for it."""
    if line.side != "TOWN":
        return ""
    if line.line_no in call.town_lines:
        return "呼叫本条"
    return LINE_STATES.get(done.state, "") if done is not None else ""


def _held(call: Call, own: DeptTask | None, now: int, rules: Rules) -> tuple[Held, ...]:
    """Every unit's part; none when there is only the reader's own."""
    if [part for part in call.active if part is not own] == []:
        return ()
    return tuple(
        Held(
            short_unit(rules.name_of(part.dept)),
            "乡镇" if part.town else "主办" if part.lead else "配合",
            dept_step(call, part) + (f"，由 {_name(part.person, rules)} 办理" if part.person else ""),
            dept_light(call, part, now, rules),
        )
        for part in call.active
    )


def _done(task: DeptTask | None, now: int, rules: Rules) -> tuple[str, ...]:
    """The reader's own steps, in a line each."""
    if task is None:
        return ()
    found = [f"由 {_name(task.person, rules)} 办理"] if task.person else []
    if task.signed is not None:
        found.append(f"签收 {times.short(task.signed, now)}，{times.taken(task.signed - task.at)}")
    if task.responded is not None:
        how = RESPONSES.get(task.how, "")
        found.append(f"响应（{how}）{times.short(task.responded, now)}")
    if task.fed is not None:
        found.append(f"反馈 {times.short(task.fed, now)}")
    return tuple(found)


def _name(user: str, rules: Rules) -> str:
    known = rules.directory.user(user)
    return known.name if known is not None else ""
