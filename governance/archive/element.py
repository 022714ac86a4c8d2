"""An archive as folded (档案体): every field with the action whose value holds, its visits, its disputes.

Source: rulebook §2.4, sync.md §3.1. Values that an import brought stay above what they covered, so that the import can
be taken back whole (archive.undo): each knows its batch. Of a personal field only the holder is here; its value lies in
the table `personal`, which the fold never reads.
"""

from collections.abc import Mapping
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from governance.archive.register import KINDS
from governance.ledger.case import Case
from governance.ledger.chain import uuid8
from governance.ledger.field_merge import Disputed
from governance.time.working_time import DAY_MS, local_day, midnight

VISITS_KEPT = 60  # of one element: more than a year of weekly visits
LAYERS_KEPT = 4  # values of one field, an import's on top of what it covered
NEVER = 1 << 60  # of no cycle: never due


class Value(Struct, frozen=True, omit_defaults=True, gc=False):
    """One value of a field; empty of a personal one."""

    field: str
    action: str
    value: str = ""
    batch: str = ""


class Visit(Struct, frozen=True, omit_defaults=True, gc=False):
    """An element was looked at and its data were confirmed or changed (采集); the cycle that ran from then on."""

    at: int  # UTC ms
    by: str
    days: int = 0  # 0 = no cycle
    batch: str = ""

    @property
    def due(self) -> int:
        """The instant at which the next visit is due: the end of the cycle's last day (24:00 local)."""
        return midnight(local_day(self.at) + self.days + 1) if self.days else NEVER


class Doubt(Disputed, frozen=True, omit_defaults=True, gc=False):
    """A 待核 value, and the import it came by."""

    batch: str = ""


class Filed(Case, frozen=True, kw_only=True, omit_defaults=True):
    """What the archive room keeps: archives, and the batches that they came in."""


class Archived(Filed, frozen=True, kw_only=True, omit_defaults=True):
    """What elements, grids and posts share."""

    type: str
    values: tuple[Value, ...] = ()  # by field, of one field the shown one last
    doubts: tuple[Doubt, ...] = ()
    visits: tuple[Visit, ...] = ()  # in the order of time

    @property
    def shown(self) -> Mapping[str, Value]:
        """The value that holds of each field."""
        return {value.field: value for value in self.values}

    def text(self, field: str) -> str:
        """What is shown of a field; empty of a personal or missing one."""
        return next((value.value for value in reversed(self.values) if value.field == field), "")

    @property
    def gone(self) -> bool:
        """Whether nothing of it is left: the import that brought it was taken back."""
        return not self.values

    @property
    def label(self) -> str:
        """已撤销 or 在册."""
        return "已撤销" if self.gone else "在册"

    @property
    def name(self) -> str:
        """What it is called in lists; empty where only personal fields would tell."""
        kind = KINDS[self.type]
        called = kind.field(kind.called_by)
        return "" if called is None or called.personal else self.text(kind.called_by)

    @property
    def key(self) -> str:
        """By what there is one alone in a town; empty of a personal key or none."""
        return self.text(KINDS[self.type].one_by)

    @property
    def visit_due(self) -> int:
        """When the next visit is due; NEVER without a cycle or once its validity ended before."""
        if self.gone or not self.visits:
            return NEVER
        return self.visits[-1].due


class Element(Archived, tag="element", frozen=True, kw_only=True, omit_defaults=True):
    """One of the five elements (人地物事组织), or the posts of one person in one grid."""


class Batch(Filed, tag="archive_batch", frozen=True, kw_only=True, omit_defaults=True):
    """One imported file (导入批次): all its rows, so that it can be taken back whole."""

    by: str
    at: int
    parts: int = 0  # how many actions the file was sent in
    got: tuple[int, ...] = ()  # which of them are here (n of m)
    rows: tuple[str, ...] = ()  # case ids, each once
    file: str = ""
    undone_at: int | None = None
    undone_by: str = ""

    @property
    def label(self) -> str:
        """n of m, 已导入, or 已撤销."""
        if self.undone_at is not None:
            return "已撤销"
        whole = len(self.got) >= self.parts
        return "已导入" if whole else f"已到{len(self.got)}/{self.parts}"

    def last_step(self, units: tuple[str, ...]) -> int:
        """Its import, or its taking back."""
        return self.undone_at if self.undone_at is not None else self.at


def element_case(stream: str, type: str, key: str) -> str:
    """The case id of what has a key of its own (code, credit code, grid code): the same at every desk.

    So that what two people type in separately is one element. A person's ID number makes no id: it could be guessed
    from it.
    """
    return uuid8(sha256(f"element\0{stream}\0{type}\0{key}".encode()).digest())


def post_case(stream: str, grid: str, user: str) -> str:
    """The case id of what posts a person holds in a grid."""
    return element_case(stream, "POST", f"{grid}\0{user}")


def without_batch(case: Archived, batch: str) -> Archived:
    """The archive as if a batch had never come."""
    return replace(
        case,
        values=tuple(value for value in case.values if value.batch != batch),
        doubts=tuple(doubt for doubt in case.doubts if doubt.batch != batch),
        visits=tuple(visit for visit in case.visits if visit.batch != batch),
    )


def days_overdue(case: Archived, at: int) -> int:
    """Whole days since the visit fell due; 0 before."""
    return max(0, (at - case.visit_due) // DAY_MS + 1) if at >= case.visit_due else 0
