"""A call's page (呼叫案卷): the loop of eight steps, own clocks, both sides' duties, what was said.

Source: rulebook §4.2 (steps, clocks), §5.3 (clauses), §1.3 (what a department sees of the event).
"""

from county.web import times
from county.web.call_forms import today
from county.web.cards import dept_step, key_of
from county.web.department.board import part_of
from county.web.dossier import CaseView, Duty, Section, Step, Tag, who_of
from county.web.lights import Block, block_of
from county.web.offices import DEPARTMENT, Person
from county.web.sight import may_see, told_place, told_text
from county.web.snapshot import Snapshot
from governance.calls import states
from governance.calls.call import Call, DeptTask, dept_key
from governance.calls.consultation import WAYS
from governance.calls.payloads import GRADES, LINE_STATES, RESPONSES
from governance.events.event import Event
from governance.ledger.case import Case
from governance.responsibility.changes import HOW, between, changed_since
from governance.rulebook import Rules

_CHANGES = 6  # told on the page; the item's own page has all
_STEPS = ("发现问题", "乡镇呼叫", "平台受理", "已交办", "签收", "响应", "反馈", "乡镇评价")


def view_of(snapshot: Snapshot, stream: str, call: Call, person: Person) -> CaseView:
    """The page of a call for this person."""
    rules = snapshot.rules(stream)
    task = part_of(call, person.units_of(DEPARTMENT))
    parent = snapshot.case(stream, call.parent)
    return CaseView(
        key=key_of(call), stream=stream, case_id=call.id, base=call.base or "", serial=call.serial, kind="call",
        title=told_text(call.ask), where=_where(parent, person, rules), state=call.label,
        tags=_tags(call, task, rules), steps=_steps(call, task, parent, snapshot.at),
        blocks=_blocks(call, task, snapshot.at, rules), sections=_sections(call, parent, snapshot.at, rules),
        duties=_duties(call, rules), done=_done(call, task, snapshot.at, rules), conflicts=len(call.items),
        links=_links(parent, person, rules),
    )  # fmt: skip


def _where(parent: Case | None, person: Person, rules: Rules) -> tuple[str, ...]:
    place = told_place(parent, person) if isinstance(parent, Event) else ""
    return tuple(word for word in (rules.home.name, place) if word)


def _links(parent: Case | None, person: Person, rules: Rules) -> tuple[tuple[str, str], ...]:
    if not isinstance(parent, Event) or not may_see(person, parent, rules):
        return ()
    return ((key_of(parent), f"事件 {parent.serial}"),)


def _tags(call: Call, task: DeptTask | None, rules: Rules) -> tuple[Tag, ...]:
    tone = {"C1": "red", "C2": "amber"}.get(call.grade, "")
    found = [Tag(f"{call.grade} {GRADES.get(call.grade, '')}", tone)]
    if task is not None:
        found.append(Tag("主办" if task.lead else "配合", "brand"))
    item = rules.catalogue.items.get(call.item)
    found.append(Tag(f"{item.code} {item.name}" if item is not None else "清单外事项"))
    return tuple(found)


def _steps(call: Call, task: DeptTask | None, parent: Case | None, now: int) -> tuple[Step, ...]:
    mine = task or call.lead
    accept = call.clock("ACCEPT")
    made = (
        parent.at if isinstance(parent, Event) else call.at,
        call.at,
        accept.stop if accept is not None and not call.refused else None,
        mine.at if mine is not None else None,
        mine.signed if mine is not None else None,
        mine.responded if mine is not None else None,
        mine.fed if mine is not None else None,
        call.moved if call.state == states.EVALUATED else None,
    )
    reached = next((n for n, at in enumerate(made) if at is None), len(made))
    return tuple(
        Step(name, times.short(at, now), "done")
        if n < reached and at is not None
        else Step(
            name,
            "现在" if n == reached and not call.final else "",
            "current" if n == reached and not call.final else "rest",
        )
        for n, (name, at) in enumerate(zip(_STEPS, made, strict=True))
    )


def _blocks(call: Call, task: DeptTask | None, now: int, rules: Rules) -> tuple[Block, ...]:
    if task is None:
        clocks = [clock for clock in call.clocks if not clock.task and clock.name != "COUNTERSIGN"]
        running = [clock for clock in call.clocks if clock.task and clock.stop is None]
        return tuple(
            block_of(clock, now, rules, current=clock.stop is None) for clock in (*clocks[-2:], *running[:4])
        )
    mine = [clock for clock in call.clocks if clock.task == dept_key(task)]
    current = next((clock for clock in mine if clock.stop is None), None)
    blocks = [block_of(clock, now, rules, current=clock is current) for clock in mine]
    window = rules.find_limit("call", "RETURN_WINDOW", call.grade)
    if window is not None and task.state == "OPEN" and task.responded is None and not task.final:
        last = rules.calendar.nominal_due(task.at, window)
        if now <= last:
            note = f"{times.short(last, now)} 后不能退"
            blocks.append(Block("可退单", times.left(last, now), note, "soon"))
    return tuple(blocks)


def _sections(call: Call, parent: Case | None, now: int, rules: Rules) -> tuple[Section, ...]:
    found = list(_changed_since(call, now, rules))
    if isinstance(parent, Event):
        found.append(Section("情况", (told_text(parent.text),)))
    found.append(Section("请求事项", (told_text(call.ask),)))
    if call.reason:
        found.append(Section("清单外或直呼理由", (told_text(call.reason),)))
    for slip in call.returns:
        ruled = {"deny": "不成立", "uphold": "成立"}.get(slip.ruling, "待审")
        words = f"依据 {slip.clause}；建议 {rules.name_of(slip.suggested)}；{ruled}"
        found.append(Section(f"{rules.name_of(slip.dept)}退单", (words,), who_of(slip.by, rules)))
    return (*found, *_settled(call, rules))


def _changed_since(call: Call, now: int, rules: Rules) -> tuple[Section, ...]:
    """The banner of §5.2: the item has another version by now; this call keeps its own."""
    newer = changed_since(call.item, call.item_version, today(now), rules.catalogue) if call.item else None
    if newer is None:
        return ()
    changes = between(call.item, call.item_version, newer.version, rules.catalogue)
    head = f"事项 {call.item} 自 {newer.effective_from} 起为第 {newer.version} 版，本呼叫仍按第 {call.item_version} 版办理。"
    told = tuple(f"{HOW[one.how]}{one.what}：{one.after or one.before}" for one in changes[:_CHANGES])
    return (Section("清单已有新版", (head, *told)),)


def _settled(call: Call, rules: Rules) -> tuple[Section, ...]:
    """会商纪要 with each side's clause, and the 审定 (§4.5)."""
    found = []
    for said in call.minutes:
        sides = tuple(
            f"{rules.name_of(side.unit)}：{side.clause} {told_text(side.text)}" for side in said.sides
        )
        agreed = f"一致由{rules.name_of(said.agreed)}承办" if said.agreed else "没有一致意见"
        found.append(Section(f"会商纪要（{WAYS.get(said.way, '')}）", (*sides, agreed)))
    if call.ruling is not None:
        words = f"由{rules.name_of(call.ruling.unit)}承办，依据 {call.ruling.clause}；{told_text(call.ruling.reason)}"
        found.append(Section("审定", (words,), who_of(call.ruling.by, rules)))
    return tuple(found)


def _duties(call: Call, rules: Rules) -> tuple[Duty, ...]:
    done = {line.no: line for line in call.lines}
    return tuple(
        Duty(
            "主体责任" if line.side == "COUNTY" else "配合责任",
            rules.name_of(line.dept_or_role) if line.side == "COUNTY" else rules.home.name,
            line.text,
            line.clause,
            LINE_STATES.get(done[line.line_no].state, "")
            if line.line_no in done and line.side == "TOWN"
            else "",
            told_text(done[line.line_no].note) if line.line_no in done and line.side == "TOWN" else "",
        )
        for line in rules.catalogue.lines_of(call.item, call.item_version)
    )


def _done(call: Call, task: DeptTask | None, now: int, rules: Rules) -> tuple[str, ...]:
    if task is None:
        return tuple(
            f"{rules.name_of(t.dept)}（{'主办' if t.lead else '配合'}）：{dept_step(call, t)}{_by(t, rules)}"
            for t in call.active
        )
    found = [f"由 {_name(task.person, rules)} 办理"] if task.person else []
    if task.signed is not None:
        found.append(f"签收 {times.short(task.signed, now)}，用 {times.span(task.signed - task.at)}")
    if task.responded is not None:
        how = RESPONSES.get(task.how, "")
        found.append(f"响应（{how}）{times.short(task.responded, now)}")
    if task.fed is not None:
        found.append(f"反馈 {times.short(task.fed, now)}")
    if task.rating is not None:
        marks = {"GOOD": "满意", "FAIR": "基本满意", "BAD": "不满意"}
        found.append(
            f"乡镇评价：{marks.get(task.rating.satisfied, '')} {told_text(task.rating.reason)}".strip()
        )
    if task.reply:
        found.append(f"本部门答复：{told_text(task.reply)}")
    return tuple(found)


def _by(task: DeptTask, rules: Rules) -> str:
    """Who of the department does it, and what it replied to 不满意: shown beside the rating (§4.6)."""
    who = f"，由 {_name(task.person, rules)} 办理" if task.person else ""
    return f"{who}；部门答复：{told_text(task.reply)}" if task.reply else who


def _name(user: str, rules: Rules) -> str:
    known = rules.directory.user(user)
    return known.name if known is not None else ""
