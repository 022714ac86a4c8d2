"""Cases whose tasks run on HANDLE (承办中的案件): what extensions, pauses and exemptions leave in a body.

Source: rulebook §3.6, §3.7, §4.2, §6.4. Events and calls hold their tasks in types of their own; what concerns the time
of a task is the same on both, so the rules of this folder look at a task as a `Part`.
"""

from msgspec import Struct

from governance.ledger.clocked import Clocked
from governance.time.clocks import Clock

SUSPENDED = "SUSPENDED"  # 挂账: the state has one name on events and on calls
HANDLE = "HANDLE"
APPROVE, DENY = "approve", "deny"  # rulings


class Part(Struct, frozen=True, gc=False):
    """One unit's task, as these rules look at it (承办任务)."""

    key: str  # what its clocks name it by
    unit: str
    lead: bool
    open: bool
    begun: bool  # the unit has taken it up: signed on an event, responded on a call


class Extension(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A request for more time and what became of it (延期申请)."""

    id: str  # of the action that filed it
    task: str
    unit: str
    by: str  # user
    at: int
    n: int  # how much more, in the unit of the clock's own limit
    reason: str
    reviewer: str = ""  # the first of two people
    review: str = ""  # approve, deny, or empty
    ruling: str = ""  # approve, deny, or empty while it waits
    ruled_at: int | None = None


class Suspension(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A request to leave a task until a day, and what became of it (挂账申请)."""

    id: str
    task: str
    unit: str
    by: str
    at: int
    code: str  # G1–G5
    plan: str
    wanted: str  # the day the applicant named, YYYY-MM-DD
    ruling: str = ""
    until: str = ""  # the day the approver named
    since: int | None = None  # when HANDLE stopped
    resumed: int | None = None  # by a person, or by the day that came


class Wait(Struct, frozen=True, gc=False):
    """A pause for papers that the applicant owes (待补充材料)."""

    task: str
    at: int


class Exemption(Struct, frozen=True, gc=False):
    """A task that leaves the denominators (不可抗力豁免)."""

    task: str
    by: str
    at: int
    reason: str


class Handled(Clocked, frozen=True, kw_only=True, omit_defaults=True):
    """What events and calls share about the time of their tasks."""

    extensions: tuple[Extension, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    waits: tuple[Wait, ...] = ()
    exempted: tuple[Exemption, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every task there was, in the order given."""
        return ()

    @property
    def handles(self) -> str:
        """The state in which the 主办 handles."""
        return ""

    @property
    def urgent(self) -> bool:
        """Whether its time is never stretched: U1, C1."""
        return False

    @property
    def of_town(self) -> bool:
        """Whether the town decides on it (events); on calls the county centre does."""
        return True

    @property
    def timed(self) -> frozenset[int]:
        """Begins of the pauses that end by time alone or by 恢复办理: no other resumption ends them."""
        held = (s.since for s in self.suspensions if s.since is not None)
        return frozenset((*(w.at for w in self.waits), *held))

    @property
    def leading(self) -> Part | None:
        """The open 主办 task."""
        return next((p for p in reversed(self.parts) if p.lead and p.open), None)

    @property
    def suspended(self) -> Suspension | None:
        """The 挂账 that holds now."""
        if self.state != SUSPENDED:
            return None
        return next(
            (s for s in reversed(self.suspensions) if s.since is not None and s.resumed is None), None
        )

    def part(self, key: str) -> Part | None:
        """The task of that key."""
        return next((p for p in self.parts if p.key == key), None)

    def part_of(self, units: tuple[str, ...]) -> Part | None:
        """The open task that one of the units holds, the 主办 one first."""
        mine = [p for p in self.parts if p.open and p.unit in units]
        return next((p for p in mine if p.lead), mine[0] if mine else None)

    def is_exempt(self, key: str) -> bool:
        """Whether a task leaves the denominators (§6.4)."""
        return any(one.task == key for one in self.exempted)

    def handling_at(self, key: str, at: int) -> Clock | None:
        """The HANDLE clock of a task that had started by then: a rework runs on a later one."""
        mine = (c for c in reversed(self.clocks) if c.name == HANDLE and c.task == key)
        return next((c for c in mine if c.start <= at), None)
