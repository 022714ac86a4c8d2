"""要素鲜活率: which elements fell due for a visit in a period, and which of them were visited in time.

Source: rulebook §2.4, §7.1: 周期内更新数 / 应更新数, by the instant of the due. An element that fell due several times (A 7 d)
counts once, and as fresh only when each time it was visited in time. What was ended before its due owes nothing.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from governance.archive.element import NEVER, Archived
from governance.archive.register import KINDS
from governance.places.codes import contains, parse
from governance.time.working_time import date_of, local_day


class FellDue(Struct, frozen=True, gc=False):
    """An element that was to be visited in a period (应更新)."""

    element: str  # case id
    area: str  # its grid code
    due: int  # UTC ms: of the first visit that was missed, else of the last one
    fresh: bool  # every visit that fell due came in time


class Freshness(Struct, frozen=True):
    """The rate of an area, each number as its elements (case ids, sorted)."""

    due: tuple[str, ...]
    fresh: tuple[str, ...]

    @property
    def stale(self) -> tuple[str, ...]:
        """What was not visited in time."""
        fresh = frozenset(self.fresh)
        return tuple(one for one in self.due if one not in fresh)


def fell_due(elements: Iterable[Archived], since: int, until: int) -> list[FellDue]:
    """What fell due in [since, until), in the order given; of a running period `until` is now."""
    found = (_of(element, since, until) for element in elements)
    return [one for one in found if one is not None]


def _of(element: Archived, since: int, until: int) -> FellDue | None:
    if element.gone or not KINDS[element.type].visited:
        return None
    end = element.text("valid_to")
    met: list[tuple[int, bool]] = []
    for nth, visit in enumerate(element.visits):
        due = visit.due
        if due >= NEVER or (end and date_of(local_day(due - 1)).isoformat() > end):
            continue
        later = element.visits[nth + 1] if nth + 1 < len(element.visits) else None
        if (
            later is not None and later.due <= due
        ):  # a shorter cycle runs since: the longer one's end says nothing
            continue
        if since <= due < until:
            met.append((due, later is not None and later.at < due))
    if not met:
        return None
    missed = [due for due, in_time in met if not in_time]
    return FellDue(element.id, element.text("grid_code"), min(missed) if missed else met[-1][0], not missed)


def freshness(found: Iterable[FellDue], area: str = "") -> Freshness:
    """The numbers of one area: a grid, a village, the town; empty = all."""
    inside = [one for one in found if not area or contains(area, one.area)]
    return Freshness(
        tuple(sorted(one.element for one in inside)),
        tuple(sorted(one.element for one in inside if one.fresh)),
    )


def by_area(found: Iterable[FellDue], width: int) -> Mapping[str, Freshness]:
    """The numbers of every area at a width of the code: 17 grids, 12 villages, 9 the town."""
    heaps: dict[str, list[FellDue]] = {}
    for one in found:
        if parse(one.area) is not None:
            heaps.setdefault(one.area[:width].ljust(17 if width > 12 else 12, "0"), []).append(one)
    return {code: freshness(heap) for code, heap in sorted(heaps.items())}


def overdue(elements: Iterable[Archived], at: int, area: str = "") -> list[Archived]:
    """应走访: what is overdue at an instant in an area, the longest overdue first."""
    late = [
        one for one in elements if _is_owed(one, at) and (not area or contains(area, one.text("grid_code")))
    ]
    return sorted(late, key=lambda one: (one.visit_due, one.id))


def _is_owed(one: Archived, at: int) -> bool:
    end = one.text("valid_to")
    ended = bool(end) and end < date_of(local_day(at)).isoformat()
    return one.visit_due <= at and not ended and KINDS[one.type].visited
