"""The event (事件): its body and the small moves that every rule of §3 is made of."""

from msgspec import Struct
from msgspec.structs import replace

from governance.events import states
from governance.handling.handled import Handled, Part
from governance.ledger.clocked import stop_each
from governance.ledger.field_merge import Disputed
from governance.ledger.payload import Place

ROOM, COUNTY = "ROOM", "COUNTY"  # responsible: the command room, the county centre and its departments
MAIN = "MAIN"  # responsible: whoever owes the next step of the main event (主件)
PARTS = "PARTS"  # responsible: whoever owes the next steps of the parts (子件)
TASK_CLOCKS = ("SIGN", "CONTACT", "HANDLE")
TASK_OPEN, TASK_DONE, TASK_RETURNED, TASK_REASSIGNED = "OPEN", "DONE", "RETURNED", "REASSIGNED"


class Task(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One unit's part in an event (承办任务): exactly one 主办, any number of 协办."""

    id: str  # id of the action that gave it
    unit: str
    lead: bool
    at: int
    state: str
    signed: int | None = None
    contacted: int | None = None
    progressed: int | None = None
    done: int | None = None
    final: bool = False  # given by 指挥长指定: can't be returned
    person: str = ""  # to whom the unit gave it (单位内部指派)
    hands: tuple[str, ...] = ()  # users who acted on it: none of them verifies (报办分离)
    recorders: tuple[str, ...] = ()  # room people who recorded 代录 for it: none of them verifies


class Return(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A 退单 and what became of it (§3.5)."""

    id: str
    task: str
    unit: str
    by: str  # user
    at: int
    reason: str  # T1–T7
    clause: str
    suggested: str
    ruling: str = ""  # deny, uphold, or empty while it waits


class Recorded(Struct, frozen=True, omit_defaults=True, gc=False):
    """A step that the room recorded for a unit (代录), and what the unit says of it (§3.11)."""

    action: str  # id of the action that recorded it
    kind: str
    unit: str
    by: str  # user who recorded it
    at: int  # when it was entered
    answer: str = ""  # confirm, dispute, or empty: silence leaves it 代录
    ruling: str = ""  # of a dispute: uphold, deny, or empty while nobody has ruled


class Unhappy(Struct, frozen=True, omit_defaults=True, gc=False):
    """Why a caller is 不满意 (§3.8); D (诉求不合理) counts as such once the DUTY_LEADER has confirmed it."""

    action: str  # id of the revisit
    reason: str  # A–D
    ruling: str = ""  # of D: uphold, deny, or empty while nobody has ruled


class Event(Handled, tag="event", frozen=True, kw_only=True, omit_defaults=True):
    """What the ledger says of an event."""

    serial: str
    ch: str
    occ: int  # fact time of the caller, UTC ms
    at: int  # registered, by the clock that judges
    text: str
    place: Place
    reporter: str  # user who registered it
    cat: str = ""  # 小类, empty while 待定
    urg: str
    reply: bool = False  # 要求回复
    anon: bool = False
    secret: bool = False  # 要求保密
    outer: str = ""  # number of the outer system
    outer_due: int | None = None
    seen: tuple[tuple[str, str], ...] = ()  # field → id of the action whose value is shown
    disputed: tuple[Disputed, ...] = ()
    tasks: tuple[Task, ...] = ()
    returns: tuple[Return, ...] = ()
    called: tuple[str, ...] = ()  # calls of the present calling-up: it lasts until the last of them ends
    result: str = ""
    rounds: int = 1  # 第 n 次办理
    verifier: str = ""  # user of the latest 派核查
    verifiers: tuple[str, ...] = ()  # everybody it was ever given to: none of them records 代录 here
    recorded: tuple[Recorded, ...] = ()  # 代录, in its order
    reworked: tuple[int, ...] = ()  # instants of every 重办
    attempts: tuple[int, ...] = ()  # unreached revisits, UTC ms
    rating: str = ""
    unhappy: Unhappy | None = None  # 不满意: its reason
    rejected: str = ""  # R1–R7 or V1–V4
    accepted_at: int | None = None
    closed_at: int | None = None
    main: str = ""  # case it is merged into (主件)
    unmerged: str = ""  # state it goes back to when the merging is undone
    merged: tuple[str, ...] = ()  # cases merged into this one, in their order
    mergings: tuple[tuple[int, int | None], ...] = ()  # [from, to) merged into another; None: it still is
    children: tuple[str, ...] = ()  # cases it was split into (子件)
    splits: tuple[tuple[int, int | None], ...] = ()  # [from, to) split into others; None: it still is
    part_since: int | None = None  # of a part: when it was split off
    doubles: tuple[str, ...] = ()  # cases somebody took for the same matter (疑似重复)
    acked: tuple[tuple[str, int], ...] = ()  # alarm → when somebody silenced it last

    @property
    def final(self) -> bool:
        """Whether the event is at its end (终态)."""
        return self.state in states.FINAL

    @property
    def open(self) -> bool:
        """Whether it is neither closed nor in another final state (在办)."""
        return self.state in states.OPEN

    @property
    def label(self) -> str:
        """The state's Chinese name."""
        return states.NAMES[self.state]

    @property
    def callers(self) -> int:
        """How many people told of it (诉求数): its own caller, but for a part, and one for every case merged into it."""
        return (self.part_since is None) + len(self.merged)

    @property
    def doers(self) -> tuple[str, ...]:
        """Units that hold or held a task."""
        return tuple(dict.fromkeys(t.unit for t in self.tasks))

    @property
    def owing(self) -> tuple[str, ...]:
        """Units, or the ordered verifier, who owe a step now (可催办)."""
        if self.state == states.VERIFYING:
            return (self.verifier,)
        if self.state not in states.ASSISTING:
            return ()
        held = self.state in states.WITH_UNIT
        return tuple(t.unit for t in self.tasks if t.state == TASK_OPEN and (held or not t.lead))

    @property
    def lead(self) -> Task | None:
        """The 主办 task that is open."""
        for task in reversed(self.tasks):
            if task.lead and task.state == TASK_OPEN:
                return task
        return None

    @property
    def held_by(self) -> str:
        """The unit that holds the open 主办 task, or ""."""
        task = self.lead
        return task.unit if task else ""

    @property
    def responsible(self) -> str:
        """Who owes the next step (当前责任单位): a unit, the verifier's user id, ROOM, COUNTY, MAIN, PARTS, "" at the end."""
        if self.final:
            return ""
        if self.state == states.MERGED:
            return MAIN
        if self.state == states.SPLIT:
            return PARTS
        if self.state in states.HELD:
            return self.held_by
        if self.state == states.VERIFYING:
            return self.verifier
        return COUNTY if self.state == states.CALLED_UP else ROOM

    @property
    def unreasonable(self) -> bool:
        """Whether the caller's 不满意 is one of a claim that nobody can meet (D, confirmed): out of 满意率, listed."""
        return self.unhappy is not None and (self.unhappy.reason, self.unhappy.ruling) == ("D", "uphold")

    @property
    def once(self) -> bool:
        """Whether it was settled at the first go (一次办结)."""
        return self.rounds == 1

    @property
    def named_pauses(self) -> frozenset[int]:
        """Those of its returns beside those that end by themselves."""
        return self.timed.union(slip.at for slip in self.returns)

    @property
    def abuser(self) -> str:
        """The unit whose second 退单 in this case was denied (card RETURN_ABUSE, §3.5), or ""."""
        denied = [r.unit for r in self.returns if r.ruling == "deny"]
        return next((unit for unit in denied if denied.count(unit) > 1), "")

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its tasks, as the rules of their time look at them."""
        return tuple(
            Part(task_key(t), t.unit, t.lead, t.state == TASK_OPEN, t.signed is not None) for t in self.tasks
        )

    @property
    def handles(self) -> str:
        """The state in which the 主办 handles."""
        return states.SIGNED

    @property
    def urgent(self) -> bool:
        """Whether it is 特急, whose time is never stretched."""
        return self.urg == "U1"

    def last_step(self, units: tuple[str, ...]) -> int:
        """The last move; for a 协办 unit the last step of its own task, which goes its own way."""
        task = self.task_of(units)
        if task is None or task.lead:
            return self.moved
        return max(task.at, task.signed or 0, task.contacted or 0, task.progressed or 0)

    def task_of(self, units: tuple[str, ...]) -> Task | None:
        """The open task that one of the units holds, the 主办 one first."""
        found = None
        for task in self.tasks:
            if task.state == TASK_OPEN and task.unit in units:
                if task.lead:
                    return task
                found = found or task
        return found


def stop_task(event: Event, task: Task, at: int) -> Event:
    """■ every clock that the task owes."""
    return stop_each(event, TASK_CLOCKS, at, task_key(task))


def set_task(event: Event, task: Task) -> Event:
    """Put a task in the place of the one with its id and unit."""
    return replace(
        event, tasks=tuple(task if (t.id, t.unit) == (task.id, task.unit) else t for t in event.tasks)
    )


def drop_task(event: Event, task: Task, state: str, at: int) -> Event:
    """End a task without its result: it is RETURNED or REASSIGNED and owes nothing any more."""
    return stop_task(set_task(event, replace(task, state=state)), task, at)


def task_key(task: Task) -> str:
    """What a task's clocks name it by: one dispatch gives several tasks."""
    return f"{task.id}/{task.unit}"
