"""Lists page by key: every row once, in order, whatever the page size; figures agree with the ledger."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from db.ids import id_text
from db.queries import calls, direct, events
from db.queries.day_cases import day_cases
from db.queries.keyset import END, START, Key
from db.store import Store
from tests.db.row_figures import call_figures, calls_issued, event_figures, ledger_entries, ledger_figures
from tests.db.small_county import MINUTE, TOWN_STREAM, Clock, County, pull, save
from tests.db.town_history import history
from tests.governance.room import ARRIVED, FEEDBACK, ISSUE, MONDAY, report, uid

DAY = 24 * 60 * MINUTE
TOLD = {"text": "已告知来电人", "at": MONDAY}


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
        desk.town.settle()
        yield desk
    county.close()


Ask = Callable[[Connection, Key, int], list[events.EventRow]]


def _by_due(conn: Connection, after: Key, limit: int) -> list[events.EventRow]:
    return events.open_events(conn, TOWN_STREAM, after=after, limit=limit)


def _of_urgency(conn: Connection, after: Key, limit: int) -> list[events.EventRow]:
    return events.open_of_urgency(conn, TOWN_STREAM, "U3", after=after, limit=limit)


def _in_state(conn: Connection, after: Key, limit: int) -> list[events.EventRow]:
    return events.open_in_state(conn, TOWN_STREAM, "REGISTERED", after=after, limit=limit)


def _at_unit(conn: Connection, after: Key, limit: int) -> list[events.EventRow]:
    return events.open_at_unit(conn, TOWN_STREAM, "T-ZF", after=after, limit=limit)


LISTS: tuple[Ask, ...] = (_by_due, _of_urgency, _in_state, _at_unit)


@settings(max_examples=20)
@given(limit=st.integers(1, 130), which=st.integers(0, len(LISTS) - 1))
def test_every_row_comes_once_and_in_order(busy: Store, limit: int, which: int) -> None:
    ask = LISTS[which]
    whole = busy.read(lambda conn: ask(conn, START, 1_000))
    assert len(whole) >= 30
    paged = _all_pages(busy, ask, limit)
    assert paged == whole
    assert paged == sorted(paged, key=lambda row: row.key)
    assert len({row.case_id for row in paged}) == len(paged)


@given(limit=st.integers(1, 40))
@settings(max_examples=5)
def test_the_latest_come_first(busy: Store, limit: int) -> None:
    found: list[events.EventRow] = []
    last = END
    with busy.town_readers.snapshot() as conn:
        while page := events.latest_events(conn, TOWN_STREAM, before=last, limit=limit):
            found += page
            last = page[-1].registered_at, page[-1].case_id
    keys = [(row.registered_at, row.case_id) for row in found]
    assert keys == sorted(keys, reverse=True)
    assert len(keys) == 120


def _all_pages(desk: Store, ask: Ask, limit: int) -> list[events.EventRow]:
    found: list[events.EventRow] = []
    after = START
    with desk.town_readers.snapshot() as conn:
        while page := ask(conn, after, limit):
            found += page
            after = page[-1].key
    return found


def test_a_page_is_one_statement_over_an_index(busy: Store) -> None:
    said: list[str] = []
    with busy.town_readers.snapshot() as conn:
        driver: Any = conn.connection.driver_connection
        driver.set_trace_callback(said.append)  # as SQLite is asked, whoever asks it
        for ask in LISTS:
            ask(conn, (MONDAY, uid("x")), 100)
        events.unsigned_tasks(conn, TOWN_STREAM)
        events.latest_events(conn, TOWN_STREAM)
        calls.owed_calls(conn, TOWN_STREAM)
        calls.open_calls(conn, TOWN_STREAM)
        driver.set_trace_callback(None)
        assert len(said) == len(LISTS) + 4
        for statement in said:
            plan = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
            steps = [str(row[3]) for row in plan]
            assert all("SEARCH" in step and "INDEX" in step for step in steps), (statement, steps)


def test_the_driver_gives_the_rows_that_the_statement_means(busy: Store) -> None:
    query = events._OPEN
    bound = {"stream": TOWN_STREAM, "last_at": START[0], "last_id": START[1], "most": 40}
    with busy.town_readers.snapshot() as conn:
        straight = [(id_text(row[0]), *row[1:]) for row in direct.rows(conn, query, bound)]
        assert straight == [tuple(row) for row in conn.execute(query, bound)]
    assert len(straight) == 40


def test_a_damaged_file_is_told_by_the_direct_way_too(busy: Store) -> None:
    with busy.town_readers.snapshot() as conn:
        driver: Any = conn.connection.driver_connection
        driver.set_progress_handler(lambda: 1, 1)  # SQLite gives up
        with pytest.raises(DatabaseError) as said:
            events.open_events(conn, TOWN_STREAM)
        driver.set_progress_handler(None, 0)
    assert str(said.value.orig) == "interrupted"


def test_unsigned_tasks_leave_the_list_when_they_are_signed(desk: Store) -> None:
    for name in ("a", "b"):
        save(desk, "event.report", name, report())
        save(desk, "event.accept", name, {})
        save(desk, "event.dispatch", name, {"unit": "T-ZF", "assist": ["T-SC"]})
    desk.town.settle()
    assert len(desk.read(lambda conn: events.unsigned_tasks(conn, TOWN_STREAM))) == 4
    behalf = {"unit": "T-ZF", "person": "李某", "by": "PHONE"}
    save(desk, "event.sign", "a", {"behalf": behalf})
    desk.town.settle()
    first = desk.read(lambda conn: events.unsigned_tasks(conn, TOWN_STREAM, limit=2))
    rest = desk.read(lambda conn: events.unsigned_tasks(conn, TOWN_STREAM, after=first[-1].key))
    assert sorted((one.case_id, one.unit) for one in (*first, *rest)) == sorted(
        [(uid("a"), "T-SC"), (uid("b"), "T-SC"), (uid("b"), "T-ZF")]
    )


def test_a_department_owes_an_answer_until_it_responds(desk: Store, county: County) -> None:
    _called(desk, county)
    county.web(TOWN_STREAM, "call.accept", uid("c"), {"ruling": "accept"}, "centre")
    county.web(TOWN_STREAM, "call.assign", uid("c"), {"unit": "ZR"}, "centre")
    pull(desk, county)
    (owed,) = desk.read(lambda conn: calls.owed_calls(conn, TOWN_STREAM))
    assert (owed.dept, owed.lead, owed.grade, owed.event_id) == ("ZR", True, "C3", uid("e"))
    assert owed.respond_due is not None
    county.web(TOWN_STREAM, "call.respond", uid("c"), ARRIVED, "zr")
    pull(desk, county)
    assert desk.read(lambda conn: calls.owed_calls(conn, TOWN_STREAM)) == []
    (row,) = desk.read(lambda conn: calls.open_calls(conn, TOWN_STREAM))
    assert (row.state, row.dept, row.responded_at) == ("RESPONDED", "ZR", MONDAY)


def _called(desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report())
    accepted = save(desk, "event.accept", "e", {})
    save(desk, "call.issue", "c", ISSUE, "leader", base=None, also=((uid("e"), accepted.action.id),))
    county.take(desk)
    pull(desk, county)


def test_the_days_figures_add_up_and_agree_with_the_ledger(desk: Store, county: County) -> None:
    _day(desk, county)
    figures = desk.read(lambda conn: event_figures(conn, TOWN_STREAM, MONDAY, MONDAY + DAY))[0]
    assert figures.balanced
    assert (figures.carried, figures.added, figures.rejected, figures.open) == (0, 5, 1, 4)
    assert (figures.unsigned, figures.overdue) == (2, 3)  # no clock runs on what was called up
    straight = desk.read(lambda conn: ledger_figures(conn, TOWN_STREAM, MONDAY, MONDAY + DAY))
    assert (straight.added, straight.rejected, straight.closed, straight.open) == (5, 1, 0, 4)
    assert (
        straight.issued == desk.read(lambda conn: calls_issued(conn, TOWN_STREAM, MONDAY, MONDAY + DAY)) == 1
    )
    assert figures.merged == straight.merged == 0
    next_day = desk.read(lambda conn: event_figures(conn, TOWN_STREAM, MONDAY + DAY, MONDAY + 2 * DAY))[0]
    assert (next_day.carried, next_day.added, next_day.open, next_day.balanced) == (4, 0, 4, True)


@pytest.mark.parametrize("by", ["unit", "village", "cat", "state", "ch", "urg"])
def test_parts_add_up_to_the_whole(desk: Store, county: County, by: str) -> None:
    _day(desk, county)
    whole = desk.read(lambda conn: event_figures(conn, TOWN_STREAM, MONDAY, MONDAY + DAY))[0]
    parts = desk.read(lambda conn: event_figures(conn, TOWN_STREAM, MONDAY, MONDAY + DAY, by))  # type: ignore[arg-type]
    for name in ("carried", "added", "closed", "rejected", "void", "open", "overdue", "yellow", "unsigned"):
        assert sum(getattr(part, name) for part in parts) == getattr(whole, name)


def test_departments_are_counted_one_by_one(desk: Store, county: County) -> None:
    _called(desk, county)
    county.web(TOWN_STREAM, "call.accept", uid("c"), {"ruling": "accept"}, "centre")
    county.web(TOWN_STREAM, "call.assign", uid("c"), {"unit": "ZR"}, "centre")
    county.web(TOWN_STREAM, "call.respond", uid("c"), ARRIVED, "zr")
    county.web(TOWN_STREAM, "call.feedback", uid("c"), FEEDBACK, "zr")
    pull(desk, county)
    (line,) = desk.read(lambda conn: call_figures(conn, TOWN_STREAM, MONDAY, MONDAY + DAY))
    assert (line.dept, line.assigned, line.responded, line.fed, line.rated, line.late) == (
        "ZR",
        1,
        1,
        1,
        0,
        0,
    )


def test_a_briefing_gets_the_bodies_of_the_day(desk: Store, county: County) -> None:
    _day(desk, county)
    found = desk.read(lambda conn: day_cases(conn, TOWN_STREAM, MONDAY))
    assert (len(found[0]), len(found[1])) == (5, 1)
    later = desk.read(lambda conn: day_cases(conn, TOWN_STREAM, MONDAY + DAY))
    assert len(later[0]) == 4  # the rejected one had ended before
    kinds = [entry[0] for entry in desk.read(lambda conn: list(ledger_entries(conn, TOWN_STREAM)))]
    assert kinds.count("event.report") == 5


def test_an_empty_town_has_figures_of_nothing(desk: Store) -> None:
    (figures,) = desk.read(lambda conn: event_figures(conn, TOWN_STREAM, 0, MONDAY))
    assert (figures.open, figures.added, figures.balanced) == (0, 0, True)
    assert desk.read(lambda conn: event_figures(conn, TOWN_STREAM, 0, MONDAY, "unit")) == []


def _day(desk: Store, county: County) -> None:
    """Five events: one rejected, two dispatched, one called up, one as it came."""
    for name in ("a", "b", "c1", "d"):
        save(desk, "event.report", name, report())
    save(desk, "event.reject", "a", {"code": "R1", "told": TOLD})
    for name in ("b", "c1"):
        save(desk, "event.accept", name, {})
        save(desk, "event.dispatch", name, {"unit": "T-ZF"})
    _called(desk, county)
