"""What the county calls the town for (县呼乡应), and the town's own part of a 事呼双应, in words. Free of Qt.

Source: rulebook §4.7: the town signs in 4 WH and responds in 1 WD; of a 事呼 it is on site within 30 min.
"""

from collections.abc import Iterable

from msgspec import Struct

from desktop import times
from desktop.calls import texts
from desktop.calls.grades import near
from desktop.lights import Sign, sign_of
from desktop.names import Names
from desktop.title import title
from governance.calls import states
from governance.calls.call import BOTH, DOWN, Call, DeptTask, dept_key
from governance.calls.reverse import next_steps, own_task
from governance.people.masks import masked_text
from governance.rulebook import Rules
from governance.time.clocks import due_and_yellow, due_at

CLOCKS = ("SIGN", "RESPOND", "HANDLE")
STOPS = {"SIGN": "signed", "RESPOND": "responded", "HANDLE": "fed"}


class OwnClock(Struct, frozen=True):
    """One clock of the town's part; `stop` = when it was answered."""

    name: str  # 签收
    until: str  # `明天 10:12 前`
    due: int
    yellow: int | None
    stop: int | None

    def sign_at(self, now: int) -> Sign:
        """Its light at an instant."""
        return Sign.DONE if self.stop is not None else sign_of(self.due, self.yellow, now)

    def said_at(self, now: int) -> str:
        """`剩 3 时` while it runs; afterwards when it was done, and whether that was late."""
        if self.stop is None:
            return times.left(self.due, now)
        said = times.short(self.stop, now)
        return said if self.stop <= self.due else texts.DOWN_LATE.format(at=said)


class DownFace(Struct, frozen=True, kw_only=True):
    """What the town is called for, what it owes next, and until when."""

    case_id: str
    kind: str  # 县呼乡应, 事呼双应
    title: str
    rows: tuple[tuple[str, str], ...]
    clocks: tuple[OwnClock, ...]
    steps: tuple[str, ...]  # what may be done next: sign, respond, progress, feedback
    owed: bool  # the town owes the next step
    waits: str  # for the caller's word, once the town fed back
    due: int


def called_down(call: Call) -> bool:
    """Whether the town has a part of its own in a call."""
    return call.direction == DOWN or any(task.town for task in call.tasks)


def town_owes(call: Call) -> bool:
    """Whether the town owes the next step of its own part: a 事呼's counts until it was on site."""
    task = None if call.final else own_task(call)
    return task is not None and (task.lead or task.responded is None)


def next_due(call: Call, task: DeptTask, rules: Rules) -> tuple[int, int | None] | None:
    """When the town's next step is due, and from when it is yellow; None while nothing runs."""
    for name in CLOCKS:
        clock = call.clock(name, dept_key(task))
        if clock is not None and clock.stop is None and (due := due_and_yellow(clock, rules.calendar))[0]:
            return due[0], due[1]
    return None


def said_of(call: Call, task: DeptTask) -> str:
    """`待签收`, `待响应`, `已到场`: the state of the town's part."""
    if task.fed is not None:
        return texts.DOWN_FED if task.lead and not call.final else texts.FED
    if task.responded is not None:
        return texts.WORKING if task.lead else texts.DOWN_THERE
    if call.direction == BOTH:
        return texts.DOWN_ARRIVE
    return texts.DOWN_SIGN if task.signed is None else texts.DOWN_RESPOND


def down_faces(calls: Iterable[Call], names: Names, now: int, rules: Rules) -> tuple[DownFace, ...]:
    """The open ones, those that the town owes something in first, the soonest due before the others."""
    found = [_face(call, names, now, rules) for call in calls if called_down(call) and not call.final]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (not one.owed, one.due)))


def caller_of(call: Call, names: Names) -> str:
    """Who calls: a department, the centre, or the town itself for a 事呼 that it opened."""
    if not call.caller:
        return texts.OWN_ROOM
    return names.unit(call.caller)


def _face(call: Call, names: Names, now: int, rules: Rules) -> DownFace | None:
    task = next((one for one in reversed(call.tasks) if one.town), None)
    if task is None:
        return None
    clocks = tuple(_clocks(call, task, now, rules))
    running = [clock.due for clock in clocks if clock.stop is None]
    fed = call.state == states.FEEDBACK and call.direction == DOWN
    return DownFace(
        case_id=call.id,
        kind=texts.BOTH_TITLE if call.direction == BOTH else texts.DOWN_TITLE,
        title=title(call.ask),
        rows=tuple(asked_rows(call, names, rules)),
        clocks=clocks,
        steps=next_steps(task) if own_task(call) is not None else (),
        owed=town_owes(call),
        waits=_waits(call, names, now, rules) if fed else "",
        due=min(running, default=call.moved),
    )


def asked_rows(call: Call, names: Names, rules: Rules) -> Iterable[tuple[str, str]]:
    """Who calls the town, for which lines of which item, what is asked, whom to meet."""
    yield texts.DOWN_CALLER, caller_of(call, names)
    item = rules.catalogue.version(call.item, call.item_version)
    if item is not None:
        yield texts.ROWS["item"], f"{item.code} {item.name}"
    for line in rules.catalogue.lines_of(call.item, call.item_version):
        if line.line_no in call.town_lines:
            yield texts.DOWN_LINE, f"{line.clause} {line.text}"
    yield texts.DOWN_ASK, masked_text(call.ask)
    if call.contact:
        yield texts.CONTACT, masked_text(call.contact)


def _clocks(call: Call, task: DeptTask, now: int, rules: Rules) -> Iterable[OwnClock]:
    for name in CLOCKS:
        clock = call.clock(name, dept_key(task))
        if clock is None:
            continue
        due, yellow = due_and_yellow(clock, rules.calendar)
        if due is not None:
            until = texts.DOWN_UNTIL.format(at=near(due, now))
            yield OwnClock(
                texts.DOWN_CLOCKS[name], until, due, yellow, getattr(task, STOPS[name]) or clock.stop
            )


def _waits(call: Call, names: Names, now: int, rules: Rules) -> str:
    clock = call.clock("EVALUATE")
    due = due_at(clock, rules.calendar) if clock is not None and clock.stop is None else None
    said = texts.DOWN_WAITS.format(unit=caller_of(call, names))
    return said if due is None else texts.DOWN_WAITS_UNTIL.format(said=said, at=near(due, now))
