"""The cards of the list (呼叫卡片): a call with a line for each department, its light, state and clock. Free of Qt."""

from collections.abc import Iterable

from msgspec import Struct

from desktop import times
from desktop.calls import texts
from desktop.calls.called_down import called_down, caller_of, next_due, said_of
from desktop.lights import Sign, sign_of
from desktop.names import Names
from desktop.title import title
from governance.calls import states
from governance.calls.arrival import DISPUTED, arrival
from governance.calls.call import BOTH, DOWN, Call, DeptTask, dept_key
from governance.events.event import Event
from governance.responsibility.changes import changed_since
from governance.rulebook import Rules
from governance.supervision.proposals import proposal
from governance.time.clocks import Clock, due_and_yellow, due_at
from governance.time.working_time import date_of, local_day

SUPERVISED = {"NORMAL": "普通督办", "YELLOW": "黄牌", "RED": "红牌"}
TONES = {"NORMAL": "", "YELLOW": "amber", "RED": "red"}
_WORST = (Sign.OVERDUE, Sign.SOON, Sign.NORMAL, Sign.PAUSED, Sign.UNSIGNED)


class DeptLine(Struct, frozen=True, kw_only=True):
    """One department's line; `sign` holds while no clock runs, `right` stands in the place of what is left."""

    role: str
    unit: str
    said: str
    sign: Sign
    due: int | None = None
    yellow: int | None = None
    right: str = ""
    own: bool = False  # the town's

    def sign_at(self, now: int) -> Sign:
        """The light at an instant; a department whose return waits stays grey while the county decides."""
        if self.due is None or self.sign in (Sign.PAUSED, Sign.UNSIGNED):
            return self.sign
        return sign_of(self.due, self.yellow, now)

    @property
    def theirs(self) -> bool:
        """Whether its clock is the other side's: not that of a rating or of its own part, which the town owes."""
        return self.due is not None and self.sign is not Sign.UNSIGNED and not self.own

    def left_at(self, now: int) -> str:
        """`剩 15 分`, or what stands in its place."""
        return self.right or (times.left(self.due, now) if self.due is not None else "")


class CardFace(Struct, frozen=True, kw_only=True):
    """One call of the list, or a draft; of one only typed here `key` begins with `draft:`."""

    key: str
    grade: str
    title: str
    lines: tuple[DeptLine, ...]
    where: str
    serial: str
    tags: tuple[tuple[str, str], ...] = ()
    countersign_due: int | None = None  # 待补签
    unsent: bool = False
    draft: bool = False
    head: str = ""  # above the first card of a group

    def sign_at(self, now: int) -> Sign:
        """The worst light among its departments."""
        if self.draft:
            return Sign.DRAFT
        shown = {line.sign_at(now) for line in self.lines}
        return next((sign for sign in _WORST if sign in shown), Sign.DONE)


def card(call: Call, event: Event | None, pending: int, names: Names, at: int, rules: Rules) -> CardFace:
    """A call as its card shows it."""
    down = called_down(call)
    place = names.place(event.place.area) if event is not None else "" if down else texts.NO_EVENT
    by = texts.DOWN_BY.format(unit=caller_of(call, names)) if call.caller else ""
    waits = call.clock("COUNTERSIGN")
    return CardFace(
        key=call.id,
        grade=call.grade,
        title=title(event.text if event is not None and call.direction != DOWN else call.ask),
        lines=tuple(dept_lines(call, names, at, rules)),
        where=" · ".join(part for part in (by, place, call.item or ("" if down else texts.OUTSIDE)) if part),
        serial=call.serial,
        tags=_tags(call, names, at, rules),
        countersign_due=due_at(waits, rules.calendar)
        if waits is not None and not call.countersigned
        else None,
        unsent=bool(pending),
        draft=call.state == states.DRAFT,
    )


def _tags(call: Call, names: Names, at: int, rules: Rules) -> tuple[tuple[str, str], ...]:
    if call.state == states.DRAFT:
        return ((texts.TO_SIGN, "amber"), (texts.DRAFTED_BY.format(name=names.person(call.drafter)), ""))
    found = []
    if called_down(call):
        found.append((texts.BOTH_TAG if call.direction == BOTH else texts.DOWN_TAG, "brand"))
    if call.items:
        found.append((texts.CONFLICT, "red"))
    if _outgrown(call, at, rules):
        found.append((texts.LIST_CHANGED, "amber"))
    if (wanted := proposal(call, at, rules.calendar)) is not None:
        level = SUPERVISED[wanted.level]
        found.append(
            (texts.TO_SUPERVISE.format(level=level, unit=names.unit(wanted.unit)), TONES[wanted.level])
        )
    if not call.final and any(arrival(call, task, at, rules) == DISPUTED for task in call.rateable):
        found.append((texts.DISPUTED, "red"))
    return tuple(found)


def _outgrown(call: Call, at: int, rules: Rules) -> bool:
    """Whether the list went on since: the call keeps its version (§5.2)."""
    day = date_of(local_day(at)).isoformat()
    known = bool(call.item) and not call.final
    return known and changed_since(call.item, call.item_version, day, rules.catalogue) is not None


def dept_lines(call: Call, names: Names, at: int, rules: Rules) -> Iterable[DeptLine]:
    """A line for each department that counts; before 交办 the platform's own."""
    if call.active:
        for task in sorted(call.active, key=lambda one: not one.lead):
            yield _line(call, task, names, at, rules)
    elif call.state == states.DRAFT:
        for place, dept in enumerate(call.named):
            role = texts.ASSIST if place else texts.LEAD
            yield DeptLine(role=role, unit=names.unit(dept), said=texts.TO_SIGN, sign=Sign.UNSIGNED)
    elif call.final:
        lead = names.unit(call.named[0]) if call.named else texts.PLATFORM
        yield DeptLine(role=texts.LEAD, unit=lead, said=call.label, sign=Sign.DONE)
    else:
        clock = call.clock("ASSIGN" if call.state == states.PLATFORM_ACCEPTED else "ACCEPT")
        said = texts.OWES.get(clock.name, "") if clock is not None else call.label
        yield _timed(clock, rules, role=texts.PLATFORM_ROLE, unit=texts.PLATFORM, said=f"待{said}", at=at)


def _line(call: Call, task: DeptTask, names: Names, at: int, rules: Rules) -> DeptLine:
    if task.town:
        return _own_line(call, task, rules)
    role, unit = texts.LEAD if task.lead else texts.ASSIST, names.unit(task.dept)
    if call.pending is not None and call.pending.dept == task.dept and not call.final:
        consults = call.state == states.CONSULTING
        clock = call.clock("CONSULT" if consults else "RETURN_DECIDE")
        said = texts.CONSULTING if consults else texts.RETURNED
        return _timed(clock, rules, role=role, unit=unit, said=said, at=at, sign=Sign.PAUSED)
    if task.fed is not None or call.final:
        return _fed(call, task, role, unit, rules)
    if task.responded is None:
        clock = call.clock("RESPOND", dept_key(task))
        said = texts.NOT_SIGNED if task.signed is None else texts.SIGNED_ONLY
        return _timed(clock, rules, role=role, unit=unit, said=said, at=at)
    said = texts.WORKING
    if task.progressed is None:
        how = texts.HOW.get(task.how, "")
        said = texts.RESPONDED.format(at=times.short(task.responded, at), how=how).strip()
    return _timed(call.clock("HANDLE", dept_key(task)), rules, role=role, unit=unit, said=said, at=at)


def _own_line(call: Call, task: DeptTask, rules: Rules) -> DeptLine:
    """The town's own part: what it owes next, until when."""
    role, unit, said = texts.OWN_ROLE, texts.OWN_ROOM, call.label if call.final else said_of(call, task)
    running = None if call.final or task.fed is not None else next_due(call, task, rules)
    if running is None:
        sign = Sign.DONE if call.final or task.fed is not None or not task.lead else Sign.NORMAL
        return DeptLine(role=role, unit=unit, said=said, sign=sign, own=True)
    due, yellow = running
    return DeptLine(role=role, unit=unit, said=said, sign=Sign.NORMAL, due=due, yellow=yellow, own=True)


def _fed(call: Call, task: DeptTask, role: str, unit: str, rules: Rules) -> DeptLine:
    if task.rating is not None:
        right = texts.POINTS.get(task.rating.satisfied, "")
        return DeptLine(role=role, unit=unit, said="已评价", sign=Sign.DONE, right=right)
    if call.state == states.EVALUATED:
        return DeptLine(role=role, unit=unit, said=texts.FED, sign=Sign.DONE, right=texts.DEFAULT_RATING)
    if call.state != states.FEEDBACK:
        return DeptLine(role=role, unit=unit, said=call.label if call.final else texts.FED, sign=Sign.DONE)
    clock = call.clock("EVALUATE")
    due = due_at(clock, rules.calendar) if clock is not None else None
    return DeptLine(role=role, unit=unit, said=texts.TO_RATE, sign=Sign.UNSIGNED, due=due)


def _timed(
    clock: Clock | None, rules: Rules, *, role: str, unit: str, said: str, at: int, sign: Sign | None = None
) -> DeptLine:
    if clock is None or clock.stop is not None:
        return DeptLine(role=role, unit=unit, said=said, sign=sign or Sign.NORMAL)
    due, yellow = due_and_yellow(clock, rules.calendar)
    shown = sign or sign_of(due, yellow, at)
    right = times.left(None, at) if due is None else ""
    return DeptLine(role=role, unit=unit, said=said, sign=shown, due=due, yellow=yellow, right=right)
