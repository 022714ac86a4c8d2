"""What one reading of the list brings (一次读取): numbers and the first page on one snapshot. Free of Qt."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from db.queries.event_filter import RED, EventFilter
from db.queries.event_list import LightCounts, Sort, filtered_count, filtered_events, light_counts
from db.queries.events import EventRow
from db.queries.receipts import receipts
from db.queries.views import view_counts
from db.receipt_states import HELD, RECEIPTED, SEALED
from desktop import times
from desktop.events.conditions import EVERYTHING, concrete, widened
from desktop.events.saved_views import Views
from governance.events import states

ALL = "all"  # the view of everything
AT_MOST = 5_000_000
OWN_AT_MOST = 500
_WORST = {HELD: 2, SEALED: 1, RECEIPTED: 0}


class Wanted(Struct, frozen=True, kw_only=True):
    """What is read for."""

    stream: str
    me: str
    now: int
    wanted: EventFilter
    sort: Sort
    saved: Views
    figure: bool  # the list stands for a number: what it leaves out is counted too


class Reading(Struct, frozen=True):
    """What came."""

    count: int
    lights: LightCounts
    counts: Mapping[str, int]  # of the standing views
    saved: Mapping[str, int]
    rows: list[EventRow]
    everywhere: int  # what the words find in the whole store, when they find nothing here
    wide: int  # without the narrowing to states
    late: int  # decisions that wait and are overdue


def read_list(conn: Any, asked: Wanted) -> Reading:
    """Numbers and first page."""
    stream, now, wanted = asked.stream, asked.now, asked.wanted

    def count(one: EventFilter) -> int:
        return filtered_count(conn, stream, one, now=now, at_most=AT_MOST)

    counts = view_counts(conn, stream, now=now, day_start=times.day_start(now), me=asked.me)
    everything = count(EVERYTHING)
    found = everything if wanted == EVERYTHING else count(wanted)
    wide = widened(wanted) if asked.figure else None
    return Reading(
        count=found,
        lights=light_counts(conn, stream, replace(wanted, lights=()), now=now),
        counts={**counts, ALL: everything},
        saved={view.key: count(concrete(view.asked, now)) for view in asked.saved},
        rows=filtered_events(conn, stream, wanted, now=now, sort=asked.sort),
        everywhere=count(EventFilter(words=wanted.words)) if wanted.words and not found else 0,
        wide=found if wide is None else count(wide),
        late=waiting(conn, stream, now)[1],
    )


def waiting(conn: Any, stream: str, now: int) -> tuple[int, int]:
    """Returns, conflicts and requests (延期、挂账) that wait for a decision, and how many of the returns are overdue."""
    returned = EventFilter(states=(states.RETURN_PENDING,), open_only=True)
    both = (returned, EventFilter(conflicts=True), EventFilter(asked=True, open_only=True))
    late = filtered_count(conn, stream, replace(returned, lights=(RED,)), now=now)
    return sum(filtered_count(conn, stream, one, now=now) for one in both), late


def own_marks(own: Any, stream: str) -> dict[str, str]:
    """How far own actions have come, by case: what needs a person first."""
    marks: dict[str, str] = {}
    for one in receipts(own, stream, states=tuple(_WORST), limit=OWN_AT_MOST):
        if one.case_id and _WORST[one.state] >= _WORST.get(marks.get(one.case_id, ""), -1):
            marks[one.case_id] = one.state
    return marks
