"""A number and its list are one question: any condition, any order, every row once; lights, views, figures, marks."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event

from db.queries import event_list
from db.queries.event_filter import LIGHTS, EventFilter
from db.queries.event_list import (
    LATEST,
    SOONEST,
    By,
    RowKey,
    Sort,
    filtered_count,
    filtered_events,
    light_counts,
    page_anchors,
    row_key,
)
from db.queries.events import EventRow
from db.queries.map_marks import map_marks, open_by_grid
from db.queries.strip import FIGURES, figure_filter, overdue_answers, strip
from db.queries.views import VIEWS, filter_of, view_counts
from db.store import Store
from tests.db.small_county import MINUTE, TOWN_STREAM, Clock, County, pull, save
from tests.db.town_history import history
from tests.governance.room import FEEDBACK, ISSUE, MONDAY, report, uid

HOUR, DAY = 60 * MINUTE, 24 * 60 * MINUTE
TOLD = {"text": "已告知来电人", "at": MONDAY}
ALL = EventFilter()
MOMENTS = (MONDAY, MONDAY + 20 * MINUTE, MONDAY + 3 * HOUR, MONDAY + 40 * DAY)


@pytest.fixture(scope="module")
def busy(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A desk with 120 events in several states, 60 of them not delivered."""
    folder = tmp_path_factory.mktemp("busy")
    shutil.copytree(founded, folder, dirs_exist_ok=True)
    county = County(folder)
    entries = history(county, 8 * 30 + 30 + 15 + 7, at_once=30)
    with Store.open(folder / "desk", clock=Clock()) as desk:
        desk.apply_page(TOWN_STREAM, 1, entries)
        for n in range(60):
            save(desk, "event.report", f"own {n}", report(urg=f"U{n % 3 + 1}"))
        for n in range(0, 60, 2):
            save(desk, "event.accept", f"own {n}", {})
        for n in range(0, 60, 4):
            save(desk, "event.dispatch", f"own {n}", {"unit": "T-ZF"})
        desk.town.settle()
        yield desk
    county.close()


SORTS = st.builds(Sort, st.sampled_from(get_args(By)), st.booleans())
FILTERS = st.builds(
    EventFilter,
    states=st.sampled_from([(), ("REGISTERED",), ("REGISTERED", "DISPATCHED")]),
    urgencies=st.sampled_from([(), ("U1",), ("U2", "U3")]),
    lights=st.lists(st.sampled_from(LIGHTS), unique=True, max_size=2).map(tuple),
    open_only=st.booleans(),
    pending=st.booleans(),
    unsigned=st.booleans(),
    words=st.sampled_from(["", "第1", "%", "_"]),
)


@settings(max_examples=40, deadline=None)
@given(wanted=FILTERS, sort=SORTS, limit=st.integers(1, 130), now=st.sampled_from(MOMENTS))
def test_every_row_comes_once_in_order_and_is_counted(
    busy: Store, wanted: EventFilter, sort: Sort, limit: int, now: int
) -> None:
    with busy.town_readers.snapshot() as conn:
        whole = filtered_events(conn, TOWN_STREAM, wanted, now=now, sort=sort, limit=1_000)
        paged = _all_pages(conn, wanted, sort, limit, now)
        count = filtered_count(conn, TOWN_STREAM, wanted, now=now)
        anchors = page_anchors(conn, TOWN_STREAM, wanted, now=now, sort=sort, every=limit)
        lights = light_counts(conn, TOWN_STREAM, wanted, now=now)
    assert paged == whole
    assert len(whole) == count == len({row.case_id for row in whole})
    keys = [row_key(row, sort) for row in whole]
    assert keys == sorted(keys, reverse=sort.descending)
    assert anchors == keys[limit - 1 :: limit]
    assert lights.red + lights.yellow + lights.green + lights.grey == count  # all of them are open here


def _all_pages(conn: Connection, wanted: EventFilter, sort: Sort, limit: int, now: int) -> list[EventRow]:
    found: list[EventRow] = []
    after: RowKey | None = None
    while page := filtered_events(conn, TOWN_STREAM, wanted, now=now, sort=sort, after=after, limit=limit):
        found += page
        after = row_key(page[-1], sort)
    return found


@pytest.mark.parametrize(
    ("wanted", "sort", "index"),
    [
        (ALL, LATEST, "ix_event_registered"),
        (EventFilter(open_only=True), SOONEST, "ix_event_due"),
        (ALL, event_list.BY_SERIAL, "ix_event_serial"),
        (EventFilter(closed_since=MONDAY), event_list.LATEST_CLOSED, "ix_event_ended"),
        (EventFilter(open_only=True), LATEST, "ix_event_due"),
        (EventFilter(lights=("red",)), event_list.BY_SERIAL, "ix_event_due"),
        (EventFilter(pending=True), LATEST, "ix_event_pending"),
        (EventFilter(conflicts=True), LATEST, "ix_event_conflicts"),
    ],
)
def test_a_list_is_walked_by_its_index(busy: Store, wanted: EventFilter, sort: Sort, index: str) -> None:
    with busy.town_readers.snapshot() as conn:
        steps = _plan(conn, lambda: filtered_events(conn, TOWN_STREAM, wanted, now=MONDAY, sort=sort))
    assert any(index in step for step in steps), steps


def test_views_are_counted_over_partial_indexes(busy: Store) -> None:
    with busy.town_readers.snapshot() as conn:
        steps = _plan(
            conn, lambda: view_counts(conn, TOWN_STREAM, now=MONDAY, day_start=MONDAY, me=uid("op"))
        )
    assert steps[0] == "MULTI-INDEX OR"
    assert not [step for step in steps if step.startswith("SCAN")], steps


def _plan(conn: Connection, ask: object) -> list[str]:
    said: list[tuple[str, object]] = []

    def note(conn: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        said.append((statement, parameters))

    assert callable(ask)
    event.listen(conn, "before_cursor_execute", note)
    ask()
    event.remove(conn, "before_cursor_execute", note)
    statement, parameters = said[0]
    plan = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()  # type: ignore[arg-type]
    return [str(row[3]) for row in plan]


@pytest.mark.parametrize("now", MOMENTS)
def test_a_views_number_is_the_length_of_its_list(busy: Store, now: int) -> None:
    me, day = uid("op"), MONDAY - 8 * HOUR
    with busy.town_readers.snapshot() as conn:
        counts = view_counts(conn, TOWN_STREAM, now=now, day_start=day, me=me)
        for view in VIEWS:
            wanted = filter_of(view, now=now, day_start=day, me=me)
            assert counts[view] == filtered_count(conn, TOWN_STREAM, wanted, now=now), view
    assert (counts["open"], counts["unsent"]) == (120, 60)
    assert counts["unsigned"] >= 15


@pytest.mark.parametrize("now", MOMENTS)
def test_a_figure_is_the_length_of_its_list(busy: Store, now: int) -> None:
    day = MONDAY - 8 * HOUR
    with busy.town_readers.snapshot() as conn:
        figures = strip(conn, TOWN_STREAM, now=now, day_start=day, month_start=day)
        for name in FIGURES:
            wanted = figure_filter(name, now=now, day_start=day, month_start=day)
            assert getattr(figures, name) == filtered_count(conn, TOWN_STREAM, wanted, now=now), name


def test_words_are_taken_literally_and_all_of_them(desk: Store) -> None:
    save(desk, "event.report", "a", report(text="井盖 100% 缺失", serial="S260309-100-0A-0001"))
    save(desk, "event.report", "b", report(text="路灯不亮", serial="S260309-100-0A-0002"))
    desk.town.settle()
    assert _found(desk, EventFilter(words="100%")) == [uid("a")]
    assert _found(desk, EventFilter(words="井盖 缺失")) == [uid("a")]
    assert _found(desk, EventFilter(words="井盖 路灯")) == []
    assert _found(desk, EventFilter(words="0A-0002")) == [uid("b")]


def test_a_grid_holds_its_micro_grids(desk: Store) -> None:
    place = {"area": "99010110020100302", "lon": None, "lat": None, "text": "桥头"}
    save(desk, "event.report", "a", report(place=place))
    desk.town.settle()
    assert _found(desk, EventFilter(grids=("99010110020100300",))) == [uid("a")]
    assert _found(desk, EventFilter(grids=("99010110020100302",))) == [uid("a")]
    assert _found(desk, EventFilter(grids=("99010110020100400",))) == []
    assert _found(desk, EventFilter(villages=("990101100201",))) == [uid("a")]
    assert desk.read(lambda conn: open_by_grid(conn, TOWN_STREAM)) == {"99010110020100302": 1}


def test_a_category_is_named_by_its_beginning(desk: Store) -> None:
    save(desk, "event.report", "a", report())
    desk.town.settle()
    (row,) = desk.read(lambda conn: filtered_events(conn, TOWN_STREAM, ALL, now=MONDAY))
    assert _found(desk, EventFilter(categories=(row.cat[:2],))) == [uid("a")]
    assert _found(desk, EventFilter(categories=(row.cat[:4], "99"))) == [uid("a")]
    assert _found(desk, EventFilter(categories=("99",))) == []


def test_a_callers_number_finds_the_case(desk: Store, county: County) -> None:
    save(desk, "event.report", "a", report(), annex={"name": "王某", "tel": "13800000011"})
    save(desk, "event.report", "b", report(), annex={"name": "李某", "tel": "13800000012"})
    county.take(desk)
    pull(desk, county)
    assert _found(desk, EventFilter(words="13800000011")) == [uid("a")]


def _found(desk: Store, wanted: EventFilter) -> list[str]:
    rows = desk.read(lambda conn: filtered_events(conn, TOWN_STREAM, wanted, now=MONDAY))
    return [row.case_id for row in rows]


def test_a_row_tells_which_clock_is_due_first(desk: Store) -> None:
    save(desk, "event.report", "a", report())
    desk.town.settle()
    (row,) = desk.read(lambda conn: filtered_events(conn, TOWN_STREAM, ALL, now=MONDAY))
    assert (row.clock, row.since_at, row.paused, row.unsigned_at) == ("ACCEPT", MONDAY, 0, None)
    assert row.due_at == MONDAY + 15 * MINUTE
    _dispatch(desk, "a")
    (row,) = desk.read(lambda conn: filtered_events(conn, TOWN_STREAM, ALL, now=MONDAY))
    assert (row.clock, row.unsigned_at) == ("SIGN", MONDAY)


def _dispatch(desk: Store, case: str) -> None:
    save(desk, "event.accept", case, {})
    save(desk, "event.dispatch", case, {"unit": "T-ZF"})
    desk.town.settle()


def test_the_strip_counts_the_day(desk: Store, county: County) -> None:
    day, now = MONDAY - 8 * HOUR, MONDAY + 3 * HOUR
    for name in ("a", "b", "c1", "d"):
        save(desk, "event.report", name, report())
    save(desk, "event.reject", "a", {"code": "R1", "told": TOLD})
    _dispatch(desk, "b")
    _owing_call(desk, county)
    figures = desk.read(lambda conn: strip(conn, TOWN_STREAM, now=now, day_start=day, month_start=day))
    assert (figures.accepted, figures.callers, figures.open) == (
        4,
        5,
        4,
    )  # 不予受理 is no event, yet was said
    assert (figures.unsigned, figures.unsigned_ms) == (1, 3 * HOUR)
    assert (figures.unanswered, figures.worst_dept) == (0, "")
    later = MONDAY + 10 * DAY
    figures = desk.read(lambda conn: strip(conn, TOWN_STREAM, now=later, day_start=later, month_start=day))
    assert (figures.accepted, figures.open, figures.unanswered, figures.worst_dept) == (0, 4, 1, "ZR")
    (owed,) = desk.read(lambda conn: overdue_answers(conn, TOWN_STREAM, now=later))
    assert owed.case_id == uid("c")


def _owing_call(desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report())
    accepted = save(desk, "event.accept", "e", {})
    save(desk, "call.issue", "c", ISSUE, "leader", base=None, also=((uid("e"), accepted.action.id),))
    county.take(desk)
    pull(desk, county)
    county.web(TOWN_STREAM, "call.accept", uid("c"), {"ruling": "accept"}, "centre")
    county.web(TOWN_STREAM, "call.assign", uid("c"), {"unit": "ZR"}, "centre")
    pull(desk, county)


def test_the_months_rates_follow_due_closing_and_revisit(desk: Store, county: County) -> None:
    for name, solved in (("a", True), ("b", False), ("d", True)):
        _closed(desk, county, name)
        if name != "d":
            said = {"reached": True, "rating": "GOOD", "solved": solved, "contacted": True}
            save(desk, "event.revisit", name, said)
    county.take(desk)
    pull(desk, county)
    month = MONDAY + 60 * DAY
    figures = desk.read(
        lambda conn: strip(conn, TOWN_STREAM, now=month, day_start=MONDAY - DAY, month_start=MONDAY - DAY)
    )
    assert (figures.due, figures.due_closed) == (3, 3)
    assert (figures.revisited, figures.solved) == (2, 1)
    assert (figures.closed, figures.closed_late) == (3, 0)


def _closed(desk: Store, county: County, name: str) -> None:
    behalf = {"unit": "T-ZF", "person": "李某", "by": "PHONE"}
    save(desk, "event.report", name, report())
    _dispatch(desk, name)
    save(desk, "event.sign", name, {"behalf": behalf})
    save(desk, "event.feedback", name, FEEDBACK | {"behalf": behalf})
    save(desk, "event.order_verify", name, {"verifier": uid("grid")})
    county.take(desk)
    pull(desk, county)
    county.web(
        TOWN_STREAM, "event.verify", uid(name), {"result": "pass", "reason": "已到现场", "photo": ""}, "grid"
    )
    pull(desk, county)
    save(desk, "event.close", name, {"result": "SOLVED"})


def test_the_map_marks_every_open_event(busy: Store) -> None:
    with busy.town_readers.snapshot() as conn:
        marks = map_marks(conn, TOWN_STREAM, now=MONDAY)
        grids = open_by_grid(conn, TOWN_STREAM)
        rows = {
            row.case_id: row
            for row in filtered_events(
                conn, TOWN_STREAM, EventFilter(open_only=True), now=MONDAY, limit=1_000
            )
        }
    assert {mark.case_id for mark in marks} == set(rows)
    assert sum(grids.values()) == len(marks)
    for mark in marks:
        row = rows[mark.case_id]
        assert (mark.serial, mark.due_at, mark.unsigned) == (
            row.serial,
            row.due_at,
            row.unsigned_at is not None,
        )
        assert mark.lon is None or 90 < mark.lon < 130


def test_the_outer_systems_due_leads_when_it_comes_first(desk: Store) -> None:
    outer_due = MONDAY + 2 * HOUR + 5 * MINUTE  # 11:05; two working hours before it lies 09:05
    save(desk, "event.report", "a", report(ch="12345", outer="H1", outer_due=outer_due))
    desk.town.settle()
    (row,) = desk.read(lambda conn: filtered_events(conn, TOWN_STREAM, ALL, now=MONDAY))
    assert (row.clock, row.due_at, row.since_at) == ("OUTER", MONDAY + 5 * MINUTE, MONDAY)
    assert (row.outer_due, row.yellow_at) == (outer_due, MONDAY + 3 * MINUTE)
    assert row.paused == 0


def test_what_was_there_since_is_open_or_ended_later(desk: Store, county: County) -> None:
    _closed(desk, county, "a")
    save(desk, "event.report", "b", report())
    county.take(desk)
    pull(desk, county)
    ended = desk.read(lambda conn: filtered_events(conn, TOWN_STREAM, ALL, now=MONDAY))
    last = max(row.ended_at or 0 for row in ended)
    assert set(_found(desk, EventFilter(there_since=last))) == {uid("a"), uid("b")}
    assert _found(desk, EventFilter(there_since=last + 1)) == [uid("b")]
