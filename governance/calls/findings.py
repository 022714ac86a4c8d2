"""异常判定: what a department did too late or not at all on a call, and the facts each finding rests on.

Source: rulebook §4.4. A pure function of the call, an instant and the rules: the same on desk and county, computed anew
whenever asked, so that facts which arrive late change it. Nothing of it is stored.

`heard` is the instant up to which the other side's actions are known. What rests on somebody's silence until `since` is
PROVISIONAL while we have not heard that far. A finding lasts: progress made after the time was up does not undo it.
"""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from governance import appeals
from governance.calls import records, states
from governance.calls.call import Call, DeptTask, dept_key
from governance.calls.fold import state_at
from governance.calls.records import Step
from governance.rulebook import Rules
from governance.time import clocks
from governance.time.clocks import Clock
from governance.time.limits import EH, WD, Limit

LATE_RESPONSE, NO_RESPONSE, INACTION = "LATE_RESPONSE", "NO_RESPONSE", "INACTION"
NAMES = {LATE_RESPONSE: "迟响应", NO_RESPONSE: "不响应", INACTION: "响应不作为"}
GROUNDS = {
    "a": "办理期间连续无进展",
    "b": "两次反馈均因未实质办理被退回",
    "c": "办理超期，未申请延期，近1个工作日无进展",
    "d": "清单主体责任推回乡镇",
}
PROVISIONAL, EXPLAINING, APPEALED, EXEMPT, FINAL = "PROVISIONAL", "EXPLAINING", "APPEALED", "EXEMPT", "FINAL"
STATUSES = {
    PROVISIONAL: "待对端数据",
    EXPLAINING: "说明期",
    APPEALED: "申诉中",
    EXEMPT: "免责",
    FINAL: "已认定",
}
IDLE = {"C1": Limit(4 * 60, EH), "C2": Limit(1, WD), "C3": Limit(2, WD)}  # (a)
STILL = Limit(1, WD)  # (c)
EXPLAIN = Limit(48 * 60, EH)
HOLLOW_TWICE = 2
HOLLOW = "HOLLOW"  # 未实质办理


class Fact(Struct, frozen=True, gc=False):
    """One fact that a finding rests on: what, in which action, when; no action where time alone made it."""

    name: str
    at: int
    id: str = ""


class Finding(Struct, frozen=True, kw_only=True, gc=False):
    """One 异常判定."""

    call: str
    serial: str
    dept: str
    task: str
    rule: str
    ground: str = ""  # a–d of INACTION
    since: int  # when it became so
    facts: tuple[Fact, ...]
    status: str = FINAL
    explain_until: int = 0

    @property
    def key(self) -> str:
        """What a notice names it by."""
        return f"{self.task}/{self.dept}/{self.rule}{self.ground}"

    @property
    def counts(self) -> bool:
        """Whether rates and notices take it (§7.1: PROVISIONAL and EXEMPT are out)."""
        return self.status == FINAL


def findings(call: Call, at: int, rules: Rules, heard: int) -> tuple[Finding, ...]:
    """Give what is found against the departments of a call at `at`; withdrawn and refused calls have nothing.

    Judged is the call as time left it: a 挂账 that ended on its day runs again, a rating by silence ends the course.
    """
    call = state_at(call, at, rules)
    if call.state in (states.DRAFT, states.WITHDRAWN, states.REFUSED):
        return ()
    found: list[Finding] = []
    for task in call.rateable:
        found += _of_response(call, task, at, rules)
        found += _of_inaction(call, task, at, rules)
    return tuple(_standing(call, one, at, rules, heard) for one in found)


def found_at(call: Call, depts: tuple[str, ...], at: int, rules: Rules) -> int | None:
    """When the latest finding against one of the departments came up; None when there is none."""
    return max((f.since for f in findings(call, at, rules, at) if f.dept in depts), default=None)


def due2(clock: Clock, rules: Rules) -> int | None:
    """The due with the limit doubled (extension = limit); None while a pause is open."""
    return clocks.due_at(clocks.extended(clock, clock.n), rules.calendar)


def _standing(call: Call, found: Finding, at: int, rules: Rules, heard: int) -> Finding:
    until = _after(found.since, rules.find_limit("call", "EXPLAIN", call.grade) or EXPLAIN, rules)
    mine = [a for a in call.appeals if a.unit == found.dept and a.rule in ("", found.rule)]
    exempted = any(one.task == f"{found.task}/{found.dept}" for one in call.exempted)
    if exempted or appeals.upheld(call, found.dept, found.rule):
        status = EXEMPT
    elif heard < found.since:
        status = PROVISIONAL
    elif any(not a.ruling for a in mine):
        status = APPEALED
    else:
        status = EXPLAINING if at < until else FINAL
    return replace(found, status=status, explain_until=until)


def _finding(
    call: Call, task: DeptTask, rule: str, since: int, facts: tuple[Fact, ...], ground: str = ""
) -> Finding:
    given = Fact("交办", task.at, task.id)
    return Finding(
        call=call.id,
        serial=call.serial,
        dept=task.dept,
        task=task.id,
        rule=rule,
        ground=ground,
        since=since,
        facts=(given, *facts),
    )


# ---------------------------------------------------------------- response


def _of_response(call: Call, task: DeptTask, at: int, rules: Rules) -> Iterator[Finding]:
    """迟响应 and 不响应: a signature alone is no response, nor is one whose dispute the centre upheld."""
    clock = call.clock("RESPOND", dept_key(task))
    if clock is None:
        return
    due, twice = clocks.due_at(clock, rules.calendar), due2(clock, rules)
    if due is None or twice is None:
        return
    dues = (Fact("响应到期", due), Fact("两倍时限", twice))
    answered = task.responded
    until = at if answered is not None or clock.stop is None else min(at, clock.stop)
    if answered is not None and due < answered <= twice:
        facts = (*dues, Fact("响应", answered, _id_of(task, records.RESPONDED, answered)))
        yield _finding(call, task, LATE_RESPONSE, answered, facts)
    elif until > twice and (answered is None or answered > twice):
        struck = tuple(
            Fact("异议成立的响应", when, _id_of(task, records.RESPONDED, when)) for when in task.struck
        )
        late = (
            () if answered is None else (Fact("响应", answered, _id_of(task, records.RESPONDED, answered)),)
        )
        signed = () if task.signed is None else (Fact("签收", task.signed),)
        yield _finding(call, task, NO_RESPONSE, twice, (*dues, *signed, *struck, *late))


def _id_of(task: DeptTask, kind: str, at: int) -> str:
    return next((s.id for s in task.steps if s.kind == kind and s.at == at), "")


# ---------------------------------------------------------------- inaction


def _of_inaction(call: Call, task: DeptTask, at: int, rules: Rules) -> Iterator[Finding]:
    """响应不作为: of a department that responded; the four grounds."""
    if task.responded is None:
        return
    yield from _idle(call, task, at, rules)
    yield from _hollow(call, task)
    yield from _overdue(call, task, at, rules)
    if task.pushed is not None and task.push_ruling == "uphold":
        facts = (Fact("乡镇标记推回", task.pushed.at, task.pushed.id),)
        yield _finding(call, task, INACTION, task.pushed.at, facts, "d")


def _silences(call: Call, task: DeptTask, at: int) -> Iterator[tuple[Step, int]]:
    """Each step after which the department worked on, and when its next one came, or the end of what is known."""
    clock = call.clock("HANDLE", dept_key(task))
    end = at if clock is None or clock.stop is None else min(at, clock.stop)
    valid = [s for s in task.steps if not (s.kind == records.RESPONDED and s.at in task.struck)]
    for place, step in enumerate(valid):
        if step.kind != records.FED:
            yield step, valid[place + 1].at if place + 1 < len(valid) else max(end, step.at)


def _idle(call: Call, task: DeptTask, at: int, rules: Rules) -> Iterator[Finding]:
    """(a) no progress for so long while HANDLE ran; the first such silence counts."""
    limit = rules.find_limit("call", "IDLE", call.grade) or IDLE.get(call.grade, IDLE["C3"])
    for step, until in _silences(call, task, at):
        full = _worked(call, task, step.at, limit, rules)
        if full is not None and full <= until:
            last = Fact("最后一次动作", step.at, step.id)
            yield _finding(call, task, INACTION, full, (last, Fact("无进展期满", full)), "a")
            return


def _worked(call: Call, task: DeptTask, since: int, limit: Limit, rules: Rules) -> int | None:
    """When HANDLE had run so long after `since`; None while it stands still."""
    handle = call.clock("HANDLE", dept_key(task))
    pauses = handle.pauses if handle is not None else ()
    return clocks.due_at(
        Clock(name="IDLE", start=since, n=limit.n, cal=limit.cal, pauses=pauses), rules.calendar
    )


def _hollow(call: Call, task: DeptTask) -> Iterator[Finding]:
    """(b) feedback rejected twice with 未实质办理; the second stands once the centre upheld it."""
    times = [s for s in task.steps if s.kind == records.REJECTED]
    if task.lead and (call.contested or call.stands):
        times = times[:-1]
    hollow = [s for s in times if s.code == HOLLOW]
    if len(hollow) >= HOLLOW_TWICE:
        facts = tuple(Fact("退回反馈：未实质办理", s.at, s.id) for s in hollow[:HOLLOW_TWICE])
        yield _finding(call, task, INACTION, hollow[HOLLOW_TWICE - 1].at, facts, "b")


def _overdue(call: Call, task: DeptTask, at: int, rules: Rules) -> Iterator[Finding]:
    """(c) HANDLE overdue, no extension filed, and no progress in the last working day."""
    handle = call.clock("HANDLE", dept_key(task))
    due = clocks.due_at(handle, rules.calendar) if handle is not None else None
    filed = any(asked.task == dept_key(task) for asked in call.extensions)
    if handle is None or due is None or filed:
        return
    for step, until in _silences(call, task, at):
        still = _worked(call, task, step.at, rules.find_limit("call", "STILL", call.grade) or STILL, rules)
        since = max(due + 1, still) if still is not None else None
        if since is not None and since <= until:
            last = Fact("最后一次动作", step.at, step.id)
            yield _finding(call, task, INACTION, since, (Fact("办理到期", due), last), "c")
            return


def _after(start: int, limit: Limit, rules: Rules) -> int:
    return rules.calendar.nominal_due(start, limit)
