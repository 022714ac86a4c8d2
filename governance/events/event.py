"""The event (事件): its body and the small moves that every rule of §3 is made of."""

from msgspec import Struct
from msgspec.structs import replace

from governance.events import states
from governance.ledger.case import Case
from governance.ledger.payload import Place
from governance.time import clocks
from governance.time.clocks import Clock
from governance.time.limits import Limit

TASK_OPEN, TASK_DONE, TASK_RETURNED, TASK_REASSIGNED = "OPEN", "DONE", "RETURNED", "REASSIGNED"


class Task(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One unit's part in an event (承办任务): exactly one 主办, any number of 协办."""

    id: str  # id of the action that gave it
    unit: str
    lead: bool
    at: int
    state: str = TASK_OPEN
    signed: int | None = None
    contacted: int | None = None
    progressed: int | None = None
    done: int | None = None
    final: bool = False  # given by 指挥长指定: can't be returned
    hands: tuple[str, ...] = ()  # users who acted on it: none of them verifies (报办分离)
    recorders: tuple[str, ...] = ()  # room people who recorded 代录 for it: none of them verifies


class Return(Struct, frozen=True, kw_only=True, omit_defaults=True):
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


class Disputed(Struct, frozen=True):
    """A field that two people amended from the same seen value (待核): the earlier stays shown."""

    field: str
    action: str
    value: str


class Event(Case, tag="event", frozen=True, kw_only=True, omit_defaults=True):
    """What the ledger says of an event."""

    serial: str
    state: str
    ch: str
    occ: int  # fact time of the caller, UTC ms
    at: int  # registered, by the clock that judges
    moved: int  # instant of the last move
    text: str
    place: Place
    reporter: str  # user who registered it
    cat: str = ""  # 小类, empty while 待定
    urg: str = "U3"
    reply: bool = False  # 要求回复
    anon: bool = False
    secret: bool = False  # 要求保密
    outer: str = ""  # number of the outer system
    outer_due: int | None = None
    seen: tuple[tuple[str, str], ...] = ()  # field → id of the action whose value is shown
    disputed: tuple[Disputed, ...] = ()
    tasks: tuple[Task, ...] = ()
    clocks: tuple[Clock, ...] = ()
    returns: tuple[Return, ...] = ()
    result: str = ""
    rounds: int = 1  # 第 n 次办理
    verifier: str = ""
    attempts: tuple[int, ...] = ()  # unreached revisits, UTC ms
    rating: str = ""
    rejected: str = ""  # R1–R7 or V1–V4
    accepted_at: int | None = None
    closed_at: int | None = None

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
    def lead(self) -> Task | None:
        """The 主办 task that is open."""
        return next((t for t in reversed(self.tasks) if t.lead and t.state == TASK_OPEN), None)

    @property
    def held_by(self) -> str:
        """The unit that holds the open 主办 task, or ""."""
        task = self.lead
        return task.unit if task else ""

    def task_of(self, units: tuple[str, ...]) -> Task | None:
        """The open task that one of the units holds, the 主办 one first."""
        mine = [t for t in self.tasks if t.state == TASK_OPEN and t.unit in units]
        return next((t for t in mine if t.lead), mine[0] if mine else None)

    def clock(self, name: str, task: str = "") -> Clock | None:
        """The latest clock of that name (and task), running or stopped."""
        return next(
            (c for c in reversed(self.clocks) if c.name == name and (not task or c.task == task)), None
        )


def set_clock(event: Event, old: Clock, new: Clock) -> Event:
    """Put a clock in the place of what it was."""
    return replace(event, clocks=tuple(new if c is old else c for c in event.clocks))


def start(event: Event, name: str, at: int, limit: Limit, by: str = "", task: str = "") -> Event:
    """▶ a clock."""
    return replace(event, clocks=(*event.clocks, clocks.started(name, at, limit, by, task)))


def stop(event: Event, name: str, at: int, task: str = "") -> Event:
    """■ the running clock of that name; nothing if none runs."""
    clock = event.clock(name, task)
    if clock is None or clock.stop is not None:
        return event
    return set_clock(event, clock, clocks.stopped(clock, at))


def stop_all(event: Event, at: int) -> Event:
    """■ every running clock."""
    return replace(
        event, clocks=tuple(c if c.stop is not None else clocks.stopped(c, at) for c in event.clocks)
    )


def pause(event: Event, name: str, at: int, task: str = "") -> Event:
    """⏸ the running clock of that name."""
    clock = event.clock(name, task)
    if clock is None or clock.stop is not None or clock.is_paused:
        return event
    return set_clock(event, clock, clocks.paused(clock, at))


def resume(event: Event, name: str, at: int, task: str = "") -> Event:
    """⏵ the paused clock of that name."""
    clock = event.clock(name, task)
    return event if clock is None else set_clock(event, clock, clocks.resumed(clock, at))


def set_task(event: Event, task: Task) -> Event:
    """Put a task in the place of the one with its id and unit."""
    return replace(
        event, tasks=tuple(task if (t.id, t.unit) == (task.id, task.unit) else t for t in event.tasks)
    )


def task_key(task: Task) -> str:
    """What a task's clocks name it by: one dispatch gives several tasks."""
    return f"{task.id}/{task.unit}"


def moved(event: Event, state: str, at: int) -> Event:
    """Give the event in a new state."""
    return replace(event, state=state, moved=max(at, event.moved))
