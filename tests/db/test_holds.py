"""挂账、待补充材料 in lists: grey while they last, in handling again once their day has come, though nobody recorded it."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from db.queries.alarms import alarms
from db.queries.event_filter import GREY, EventFilter
from db.queries.event_list import SOONEST, filtered_count, filtered_events, light_counts
from db.queries.events import EventRow
from db.queries.handover import handover_groups
from db.queries.map_marks import map_marks
from db.queries.strip import strip
from db.queries.views import view_counts
from db.store import Store
from db.verify import verify
from tests.db.small_county import MINUTE, TOWN_STREAM, County, pull, save
from tests.governance.handling.asking import MORE, PLAN
from tests.governance.local_time import at
from tests.governance.room import MONDAY, report, uid

UNTIL = at("2026-04-15 08:00")
T = TypeVar("T")
HOUR, DAY = 60 * MINUTE, 24 * 60 * MINUTE


def handled(desk: Store, county: County) -> str:
    """An event that the unit handles; gives the key of its task."""
    save(desk, "event.report", "e", report())
    save(desk, "event.accept", "e", {})
    task = save(desk, "event.dispatch", "e", {"unit": "T-ZF"}).action.id
    county.take(desk)
    pull(desk, county)
    county.web(TOWN_STREAM, "event.sign", uid("e"), {}, "zf_lead")
    pull(desk, county)
    return f"{task}/T-ZF"


def asked(desk: Store, county: County, kind: str, p: dict[str, Any], who: str = "zf_lead") -> str:
    request = county.web(TOWN_STREAM, kind, uid("e"), p, who)
    pull(desk, county)
    return request.action.id


def decides(desk: Store, kind: str, p: dict[str, Any]) -> None:
    save(desk, kind, "e", p, "director")
    desk.town.settle()


def suspended(desk: Store, county: County) -> str:
    task = handled(desk, county)
    request = asked(desk, county, "event.suspend_request", PLAN)
    ruled = {"request": request, "ruling": "approve", "reason": "资金未到位", "until": "2026-04-15"}
    decides(desk, "event.suspend_approve", ruled)
    return task


def ask(desk: Store, question: Callable[..., T], *args: Any, **more: Any) -> T:
    return desk.read(lambda conn: question(conn, TOWN_STREAM, *args, **more))


def row(desk: Store, now: int) -> EventRow:
    (found,) = ask(desk, filtered_events, EventFilter(), now=now, sort=SOONEST)
    return found


def count(desk: Store, wanted: EventFilter, now: int) -> int:
    return ask(desk, filtered_count, wanted, now=now)


def test_a_suspended_event_stays_open_is_grey_and_comes_back_by_itself(desk: Store, county: County) -> None:
    suspended(desk, county)
    for now, state, grey in ((UNTIL - MINUTE, "SUSPENDED", 1), (UNTIL, "SIGNED", 0)):
        found = row(desk, now)
        lights = ask(desk, light_counts, EventFilter(), now=now)
        marks = ask(desk, map_marks, now=now)
        assert (found.state, lights.grey, [m.state for m in marks]) == (state, grey, [state])
        assert (found.due_at is None) == (grey == 1)
        assert count(desk, EventFilter(open_only=True), now) == 1
        assert count(desk, EventFilter(states=("SUSPENDED",)), now) == grey
        assert count(desk, EventFilter(states=("SIGNED",)), now) == 1 - grey
        assert count(desk, EventFilter(lights=(GREY,)), now) == grey
    assert row(desk, UNTIL).due_at == row(desk, MONDAY).queued_at  # what runs then is known before


def test_a_late_event_neither_rings_nor_counts_while_it_is_suspended(desk: Store, county: County) -> None:
    """The due was past when it was suspended: grey until its day, red after it."""
    suspended(desk, county)
    late = row(desk, UNTIL).queued_at + 1
    assert [one.kind for one in ask(desk, alarms, now=late)] == ["RED"]
    assert not ask(desk, alarms, now=UNTIL - 1)
    month = at("2026-04-01 00:00")
    for now, due in ((UNTIL - 1, 0), (late, 1)):
        figures = ask(desk, strip, now=now, day_start=now - HOUR, month_start=month)
        assert figures.due == due


def test_seven_days_before_the_successor_is_told(desk: Store, county: County) -> None:
    suspended(desk, county)
    for now, told in ((at("2026-04-07 23:59"), 0), (at("2026-04-08 00:00"), 1), (UNTIL, 0)):
        groups = ask(desk, handover_groups, now=now, shift_from=now - HOUR, next_until=now + HOUR)
        assert len(groups.ending) == told


def test_a_request_waits_for_a_decision_until_silence_refuses_it(desk: Store, county: County) -> None:
    handled(desk, county)
    asked(desk, county, "event.extend_request", MORE)
    filed = row(desk, MONDAY).extend_until
    for now, waits in ((filed, 1), (filed + 1, 0)):
        groups = ask(desk, handover_groups, now=now, shift_from=now - HOUR, next_until=now + HOUR)
        views = ask(desk, view_counts, now=now, day_start=MONDAY, me="")
        assert (len(groups.asked), views["asked"]) == (waits, waits)


def test_a_wanted_suspension_waits_until_it_is_ruled(desk: Store, county: County) -> None:
    handled(desk, county)
    request = asked(desk, county, "event.suspend_request", PLAN)
    assert count(desk, EventFilter(asked=True), MONDAY + 40 * DAY) == 1
    ruled = {"request": request, "ruling": "deny", "reason": "可以先办"}
    decides(desk, "event.suspend_approve", ruled)
    assert count(desk, EventFilter(asked=True), MONDAY + 40 * DAY) == 0


def test_an_exempt_task_leaves_the_denominator(desk: Store, county: County) -> None:
    task = handled(desk, county)
    due = row(desk, MONDAY).queued_at
    month = EventFilter(due_since=MONDAY, due_until=due + 1, open_only=True, counted=True)
    assert count(desk, month, due) == 1
    decides(desk, "event.exempt", {"task": task, "reason": "台风停工"})
    assert count(desk, month, due) == 0


@pytest.mark.parametrize("when", [MONDAY, UNTIL + DAY])
def test_the_picture_is_verified_as_it_was_written(desk: Store, county: County, when: int) -> None:
    suspended(desk, county)
    assert row(desk, when).serial
    assert not verify(desk).problems
