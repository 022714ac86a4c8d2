"""The grid (网格档案): its fields, and its boundary version by version; 网格调整确认 (`grid.confirm`).

Source: rulebook §2.1, kinds.csv `grid.confirm` (DIRECTOR). A boundary that somebody drew is a proposal; it counts from its
boundary_from (本地零时) once the director confirmed it, and never before the day of the confirmation. The first boundaries of a
town come by an import, which can be taken back whole: they count at once. Cases keep the grid they were born in.
"""

from msgspec import Struct
from msgspec.structs import replace

from governance.archive.element import Archived
from governance.archive.payloads import Confirm
from governance.doer import Doer, sits_in
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.working_time import date_of, local_day

CONFIRMERS = frozenset({"DIRECTOR"})
PROPOSALS_KEPT = 20


class Boundary(Struct, frozen=True, omit_defaults=True, gc=False):
    """One version of a boundary (边界版本): rings of `lon,lat` in degrees×10⁶, rings joined by `;`."""

    action: str
    rings: str
    since: str  # 生效日 YYYY-MM-DD
    by: str
    at: int
    confirmed_by: str = ""  # empty = proposed, or an import's first
    confirmed_at: int | None = None
    batch: str = ""

    @property
    def counts(self) -> bool:
        """Whether it is in force from `since` on."""
        return self.confirmed_at is not None


class Grid(Archived, tag="grid", frozen=True, kw_only=True, omit_defaults=True):
    """A grid and the versions of its boundary."""

    boundaries: tuple[Boundary, ...] = ()

    @property
    def proposed(self) -> tuple[Boundary, ...]:
        """What waits for the director."""
        return tuple(one for one in self.boundaries if not one.counts)

    def on(self, day: str) -> Boundary | None:
        """The boundary of a day (YYYY-MM-DD): of those in force the one that began last."""
        held = [(one.since, one.confirmed_at, n) for n, one in enumerate(self.boundaries) if one.since <= day]
        last = max((found for found in held if found[1] is not None), default=None)
        return self.boundaries[last[2]] if last is not None else None


def drawn(grid: Grid, action: Action, rings: str, since: str, batch: str, at: int) -> Grid:
    """The grid with a boundary that somebody drew."""
    today = date_of(local_day(at)).isoformat()
    first = bool(batch) and not grid.boundaries
    one = Boundary(
        action.id, rings, since or today, action.actor, at, confirmed_at=at if first else None, batch=batch
    )
    return replace(grid, boundaries=(*grid.boundaries, one)[-PROPOSALS_KEPT:])


def turn(case: Grid, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """The director's, while something is proposed."""
    if not sits_in(CONFIRMERS, doer, rules):
        return Refusal("no-role", "网格调整须由指挥长确认；请报指挥长。")
    return None if case.proposed else Refusal("nothing-drawn", "此网格没有待确认的边界；请刷新后再看。")


def refusal(case: Grid, p: Confirm, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """网格调整确认: a version that is proposed, of this grid."""
    if p.grid != case.text("grid_code"):
        return Refusal("no-case", "网格编码与此件不符；请从正确的网格确认。")
    if all(one.action != p.version for one in case.proposed):
        return Refusal("no-version", "没有这一版待确认的边界；请刷新后再看。")
    return None


def confirm(case: Grid, action: Action, p: Confirm, doer: Doer, at: int, rules: Rules) -> Case:
    """网格调整确认: the version counts from its day on, at the earliest today."""
    today = date_of(local_day(at)).isoformat()
    return replace(
        case,
        boundaries=tuple(
            replace(one, since=max(one.since, today), confirmed_by=action.actor, confirmed_at=at)
            if one.action == p.version and not one.counts
            else one
            for one in case.boundaries
        ),
    )
