"""The call (呼叫): its body and the small moves its rules are made of (rulebook §4)."""

from msgspec import Struct
from msgspec.structs import replace

from governance.calls import states
from governance.calls.records import Adjudication, Minutes, Step
from governance.handling.handled import Handled, Part
from governance.ledger.clocked import moved, stop_each
from governance.time.clocks import stopped

TASK_CLOCKS = ("SIGN", "RESPOND", "HANDLE")
CENTRE, TOWN = "CENTRE", "TOWN"  # responsible: the county centre, the town that called
DOWN, BOTH = "DOWN", "BOTH"  # 县呼乡应, 事呼双应; "" = 乡呼县应
BAD = "BAD"  # 不满意: an answer of 响应 and of 满意度
OWN_WAY = frozenset({"APPEAL"})  # clocks that no step of the call stops


class Rating(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The town's rating of one department (乡镇评价, §4.6)."""

    respond: str  # GOOD FAIR BAD
    done: str  # DONE PARTLY NOT
    satisfied: str  # GOOD 100, FAIR 80, BAD 0
    reason: str = ""
    at: int = 0
    files: tuple[str, ...] = ()  # evidence

    @property
    def unhappy(self) -> bool:
        """Whether it says 不满意, of the response or as a whole."""
        return BAD in (self.respond, self.satisfied)


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
    town: bool = False  # the town's own part in a 县呼乡应 or 事呼双应
    steps: tuple[Step, ...] = ()  # its answers and their rejections, in their order
    struck: tuple[int, ...] = ()  # instants of responses that the centre let count as none (§4.4)
    pushed: Step | None = None  # 推回: the town's mark
    push_ruling: str = ""  # of the centre: uphold or deny
    rated_before: tuple[Rating, ...] = ()  # ratings that were corrected
    reply: str = ""  # to 不满意, once
    replied: int | None = None
    person: str = ""  # of the department, who does it (单位内部指派): user id

    @property
    def disputed(self) -> bool:
        """Whether its response is disputed and nobody ruled on that."""
        return self.word == "dispute"

    @property
    def marked(self) -> bool:
        """Whether a push-back mark waits for the centre."""
        return self.pushed is not None and not self.push_ruling


class CallReturn(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A department's 退单."""

    id: str
    dept: str
    by: str
    at: int
    clause: str
    suggested: str
    ruling: str = ""
    differs: str = ""  # 与判例不同之处


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
    direction: str = ""  # DOWN 县呼乡应, BOTH 事呼双应, "" 乡呼县应
    caller: str = ""  # unit of the county that called the town
    town_lines: tuple[int, ...] = ()  # 配合责任 lines the town is called for
    drafter: str = ""
    contact: str = ""
    category: str = ""  # 小类 of its event when it was issued
    repair: int | None = None  # since when the town owes the repair of 信息不全
    repaired: int | None = None  # when it was made: there is one
    convened: int | None = None
    minutes: tuple[Minutes, ...] = ()
    ruling: Adjudication | None = None
    contested: str = ""  # id of the second rejection, which waits for the centre
    stands: bool = False  # the centre let the feedback stand: no further rejection

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
    def doers(self) -> tuple[str, ...]:
        """Departments that hold or held a task."""
        return tuple(dict.fromkeys(t.dept for t in self.tasks))

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
    def rateable(self) -> tuple[DeptTask, ...]:
        """Tasks of departments, which the town rates; nobody rates himself."""
        return tuple(t for t in self.active if not t.town)

    @property
    def unrated(self) -> tuple[str, ...]:
        """Departments nobody rated: once the call is EVALUATED they count as 基本满意 by default (系统默认, §4.2)."""
        return tuple(t.dept for t in self.rateable if t.rating is None)

    @property
    def parties(self) -> tuple[str, ...]:
        """Departments that belong to a 会商: those with a task, those that returned it, the one proposed last."""
        named = [t.dept for t in self.tasks if not t.town] + [r.suggested for r in self.returns[-1:]]
        return tuple(dict.fromkeys(named))

    @property
    def responsible(self) -> str:
        """Who owes the next step (当前责任单位): a department, CENTRE, TOWN, or "" at the end."""
        if self.final:
            return ""
        if self.state == states.DRAFT or self.repair is not None:
            return TOWN
        if self.state == states.FEEDBACK:
            return CENTRE if self.contested or self.direction == DOWN else TOWN
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


def end_course(call: Call, at: int) -> Call:
    """■ every clock of the call's course; an appeal's goes on."""
    over = tuple(c if c.name in OWN_WAY else stopped(c, at) for c in call.clocks)
    return replace(call, clocks=over)


def followed(call: Call, at: int) -> Call:
    """Give the call in the state of its 主办 department."""
    lead = call.lead
    if lead is None or lead.signed is None:
        return moved(call, states.ASSIGNED, at)
    if lead.responded is None:
        return moved(call, states.SIGNED, at)
    return moved(call, states.RESPONDED if lead.progressed is None else states.HANDLING, at)
