"""The call (呼叫): its body and the small moves its rules are made of (rulebook §4)."""

from msgspec import Struct
from msgspec.structs import replace

from governance.calls import states
from governance.handling.handled import Handled, Part
from governance.ledger.clocked import moved, stop_each

TASK_CLOCKS = ("SIGN", "RESPOND", "HANDLE")
CENTRE, TOWN = "CENTRE", "TOWN"  # responsible: the county centre, the town that called


class Rating(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The town's rating of one department (乡镇评价, §4.6)."""

    respond: str  # GOOD FAIR BAD
    done: str  # DONE PARTLY NOT
    satisfied: str  # GOOD 100, FAIR 80, BAD 0
    reason: str = ""
    at: int = 0


class DeptTask(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One department's part (部门任务)."""

    id: str  # id of the action that assigned it
    dept: str
    lead: bool
    at: int
    state: str  # OPEN, FED, RETURNED, REASSIGNED
    signed: int | None = None
    responded: int | None = None
    how: str = ""  # CONTACT or ARRIVE
    progressed: int | None = None
    fed: int | None = None
    result: str = ""
    final: bool = False  # assigned after 会商: can't be returned
    rating: Rating | None = None
    word: str = ""  # of the town about its response: confirm or dispute
    worded: int | None = None


class CallReturn(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A department's 退单."""

    id: str
    dept: str
    by: str
    at: int
    clause: str
    suggested: str
    ruling: str = ""


class DutyLine(Struct, frozen=True, omit_defaults=True, gc=False):
    """One 乡镇配合责任 line of the item and what the town did (§4.1)."""

    no: int
    state: str  # DONE, NOT, NA
    note: str = ""  # evidence, or the reason why not
    at: int | None = None  # fact time, UTC ms; None: not later than the call


class Call(Handled, tag="call", frozen=True, kw_only=True, omit_defaults=True):
    """What the ledger says of a call."""

    serial: str
    grade: str  # C1, C2, C3
    at: int
    issuer: str
    ask: str
    item: str = ""  # list item code, empty = 清单外
    item_version: int = 0
    reason: str = ""  # why 清单外, or why called without a case
    named: tuple[str, ...] = ()  # departments the town named, 主办 first
    lines: tuple[DutyLine, ...] = ()
    countersigned: bool = True
    tasks: tuple[DeptTask, ...] = ()
    returns: tuple[CallReturn, ...] = ()
    refused: str = ""
    rejections: int = 0

    @property
    def final(self) -> bool:
        """Whether the call is at its end."""
        return self.state in states.FINAL

    @property
    def label(self) -> str:
        """The state's Chinese name."""
        return states.NAMES[self.state]

    @property
    def lead(self) -> DeptTask | None:
        """The 主办 department's task that is neither returned nor reassigned."""
        return next((t for t in reversed(self.tasks) if t.lead and t.state in ("OPEN", "FED")), None)

    @property
    def active(self) -> tuple[DeptTask, ...]:
        """Tasks that count: open or fed back."""
        return tuple(t for t in self.tasks if t.state in ("OPEN", "FED"))

    @property
    def pending(self) -> CallReturn | None:
        """The return that waits for its ruling or for 会商."""
        return self.returns[-1] if self.returns and not self.returns[-1].ruling else None

    @property
    def owing(self) -> tuple[str, ...]:
        """Departments that owe an answer, or the centre that owes the next step (可催办)."""
        if self.responsible == CENTRE:
            return (CENTRE, *(t.dept for t in self.tasks if t.state == "OPEN" and not t.lead))
        waits = self.pending.dept if self.pending is not None else ""
        return tuple(t.dept for t in self.tasks if t.state == "OPEN" and t.dept != waits and not self.final)

    @property
    def unrated(self) -> tuple[str, ...]:
        """Departments nobody rated: once the call is EVALUATED they count as 基本满意 by default (系统默认, §4.2)."""
        return tuple(t.dept for t in self.active if t.rating is None)

    @property
    def responsible(self) -> str:
        """Who owes the next step (当前责任单位): a department, CENTRE, TOWN, or "" at the end."""
        if self.final:
            return ""
        if self.state == states.FEEDBACK:
            return TOWN
        lead = self.lead
        return lead.dept if lead is not None and self.state in states.HELD else CENTRE

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its departments' tasks, as the rules of their time look at them."""
        return tuple(
            Part(dept_key(t), t.dept, t.lead, t.state == "OPEN", t.responded is not None) for t in self.tasks
        )

    @property
    def handles(self) -> str:
        """The state in which the 主办 handles."""
        return states.HANDLING

    @property
    def urgent(self) -> bool:
        """Whether it is 特急, which is neither extended nor suspended."""
        return self.grade == "C1"

    @property
    def of_town(self) -> bool:
        """The county centre decides on calls."""
        return False

    def last_step(self, units: tuple[str, ...]) -> int:
        """The last move; for a 配合 department the last step of its own task, which goes its own way."""
        task = self.task_of(units)
        if task is None or task.lead:
            return self.moved
        return max(task.at, task.signed or 0, task.responded or 0, task.progressed or 0)

    def task_of(self, units: tuple[str, ...]) -> DeptTask | None:
        """The open task of one of the departments."""
        return next((t for t in self.tasks if t.state == "OPEN" and t.dept in units), None)


def dept_key(task: DeptTask) -> str:
    """What a department's clocks name its task by."""
    return f"{task.id}/{task.dept}"


def stop_task(call: Call, task: DeptTask, at: int) -> Call:
    """■ every clock that the task owes."""
    return stop_each(call, TASK_CLOCKS, at, dept_key(task))


def set_task(call: Call, task: DeptTask) -> Call:
    """Put a task in the place of the one with its key."""
    return replace(call, tasks=tuple(task if dept_key(t) == dept_key(task) else t for t in call.tasks))


def drop_task(call: Call, task: DeptTask, state: str, at: int) -> Call:
    """End a task without its result: it is RETURNED or REASSIGNED and owes nothing any more."""
    return stop_task(set_task(call, replace(task, state=state)), task, at)


def followed(call: Call, at: int) -> Call:
    """Give the call in the state of its 主办 department."""
    lead = call.lead
    if lead is None or lead.signed is None:
        return moved(call, states.ASSIGNED, at)
    if lead.responded is None:
        return moved(call, states.SIGNED, at)
    return moved(call, states.RESPONDED if lead.progressed is None else states.HANDLING, at)
