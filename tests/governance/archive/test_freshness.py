"""采集周期 and 要素鲜活率 (rulebook §2.4, §7.1)."""

from typing import Any

import pytest

from governance.archive import cycles
from governance.archive.cycles import VisitCycles, cycles_of
from governance.archive.element import Archived, Element, Value, Visit, days_overdue
from governance.archive.freshness import by_area, fell_due, freshness, overdue
from governance.archive.register import ASSET, MATTER
from governance.catalogue import setting
from governance.catalogue.setting import Put
from governance.doer import Doer
from tests.governance.archive.archives import OTHER_GRID, archived, lamp, one
from tests.governance.local_time import at, show
from tests.governance.room import GRID, TOWN, VILLAGE, Room, uid

MARCH = (at("2026-03-01 00:00"), at("2026-04-01 00:00"))


def visited(room: Room, name: str, *days: str, **fields: str) -> Archived:
    """A lamp that was visited on these days, first collected on the first of them."""
    first, *others = days
    who = "village"
    room.does("archive.put", name, one(name, "ASSET", lamp(code=name, **fields)), who, at(f"{first} 10:00"))
    for day in others:
        room.does("archive.put", name, one(name, "ASSET", {}), who, at(f"{day} 10:00"))
    return archived(room, name)


@pytest.mark.parametrize(
    ("level", "due"),
    [
        ("A", "2026-03-17 00:00"),
        ("B", "2026-04-09 00:00"),
        ("C", "2026-06-08 00:00"),
        ("普通", "2027-03-10 00:00"),
    ],
)
def test_the_cycle_by_care_level(level: str, due: str) -> None:
    """A 7 d, B 30 d, C 90 d, 普通 365 d: due at the end of the last day."""
    assert show(visited(Room(), "l", "2026-03-09", care_level=level).visit_due) == due


def test_without_a_level_it_is_an_ordinary_one_and_a_shorter_own_cycle_goes_before() -> None:
    assert VisitCycles().of("") == 365
    assert VisitCycles().of("B", "10") == 10
    assert VisitCycles().of("B", "100") == 30
    assert VisitCycles().of("B", "0") == 30


def test_the_county_sets_the_cycles() -> None:
    said = {"a": 3, "b": 14, "c": 60, "ordinary": 180}
    assert cycles_of(said) == VisitCycles(3, 14, 60, 180)
    assert cycles.cycles_in({cycles.KEY: said}).of("A") == 3
    wrong: list[Any] = [
        None,
        "7",
        {"a": 7, "b": 3, "c": 90, "ordinary": 365},
        said | {"a": 0},
        said | {"d": 1},
    ]
    assert [cycles_of(one) for one in wrong] == [None] * 5
    assert cycles.cycles_in({cycles.KEY: "7"}) == VisitCycles()


def test_setting_nonsense_is_refused() -> None:
    put = Put(key=cycles.KEY, value={"a": 30, "b": 7, "c": 90, "ordinary": 365})
    no = setting.refusal(None, put, Doer(uid("admin"), (), ()), 0, Room().rules)
    assert no is not None
    assert no.code == "bad-cycles"


def test_overdue_visits_the_longest_overdue_first() -> None:
    room = Room()
    late = visited(room, "a", "2026-01-05", care_level="B")
    later = visited(room, "b", "2026-01-15", care_level="B")
    visited(room, "c", "2026-03-01", care_level="B")
    visited(room, "d", "2026-01-05", care_level="B", valid_to="2026-02-01")
    there = visited(room, "e", "2026-01-05", care_level="B", grid_code=OTHER_GRID)
    everything = [archived(room, name) for name in "abcde"]
    now = at("2026-03-09 09:00")
    assert [one.id for one in overdue(everything, now, GRID)] == [late.id, later.id]
    assert overdue(everything, now, OTHER_GRID) == [there]
    assert (days_overdue(late, now), days_overdue(archived(room, "c"), now)) == (33, 0)


def test_the_rate_is_what_was_visited_in_time_of_what_fell_due() -> None:
    room = Room()
    kept = visited(room, "a", "2026-02-20", "2026-03-20", care_level="B")
    missed = visited(room, "b", "2026-02-20", "2026-04-02", care_level="B")
    visited(room, "c", "2026-03-10", care_level="B")  # falls due in April
    found = fell_due([archived(room, name) for name in "abc"], *MARCH)
    rate = freshness(found)
    assert set(rate.due) == {kept.id, missed.id}
    assert (rate.fresh, rate.stale) == ((kept.id,), (missed.id,))


def test_an_element_counts_once_however_often_it_fell_due() -> None:
    room = Room()
    always = visited(
        room, "a", "2026-03-01", "2026-03-06", "2026-03-12", "2026-03-18", "2026-03-25", care_level="A"
    )
    once_late = visited(room, "b", "2026-03-01", "2026-03-06", "2026-03-20", "2026-03-25", care_level="A")
    found = fell_due([always, once_late], MARCH[0], at("2026-03-26 00:00"))
    assert freshness(found).due == tuple(sorted((always.id, once_late.id)))
    assert freshness(found).fresh == (always.id,)
    assert show(next(one.due for one in found if one.element == once_late.id)) == "2026-03-14 00:00"


def test_a_visit_at_the_stroke_of_the_due_is_late() -> None:
    room = Room()
    room.does("archive.put", "l", one("l", "ASSET", lamp(care_level="A")), "grid", at("2026-03-01 10:00"))
    due = archived(room, "l").visit_due
    for when, fresh in ((due - 1, True), (due, False)):
        cases = dict(room.cases)
        room.does("archive.put", "l", one("l", "ASSET", {}), "grid", when)
        assert fell_due([archived(room, "l")], MARCH[0], due + 1)[0].fresh is fresh
        room.cases = cases


def test_a_shorter_cycle_takes_the_place_of_the_longer_one() -> None:
    """Missed since February, it does not count as kept in March because a year-old cycle ends there."""
    room = Room()
    visited(room, "a", "2025-03-20")
    held = archived(room, "a").shown
    row = {"care_level": (held["care_level"].action if "care_level" in held else "", "A")}
    room.does("archive.put", "a", one("a", "ASSET", row), "village", at("2026-02-01 10:00"))
    assert fell_due([archived(room, "a")], *MARCH) == []
    assert len(overdue([archived(room, "a")], MARCH[0])) == 1


def test_what_ended_owes_nothing() -> None:
    room = Room()
    ended = visited(room, "a", "2026-02-20", care_level="B", valid_to="2026-03-10")
    assert fell_due([ended], *MARCH) == []


def test_it_owes_the_visit_of_a_cycle_that_ends_on_its_own_last_day() -> None:
    """有效至 3月22日: the cycle that ends with that day (24:00) still counts, one that ends a day later does not."""
    room = Room()
    last = visited(room, "a", "2026-02-20", care_level="B", valid_to="2026-03-22")
    visited(room, "b", "2026-02-20", care_level="B", valid_to="2026-03-21")
    assert show(last.visit_due) == "2026-03-23 00:00"
    found = fell_due([archived(room, "a"), archived(room, "b")], *MARCH)
    assert [one.element for one in found] == [last.id]
    assert [one.id for one in overdue([last], at("2026-03-23 00:00"))] == []
    kept = visited(room, "c", "2026-02-20", care_level="B", valid_to="2026-03-23")
    assert [one.id for one in overdue([kept], at("2026-03-23 00:00"))] == [kept.id]  # through its last day
    assert overdue([kept], at("2026-03-24 00:00")) == []


def test_a_due_belongs_to_the_period_in_which_its_instant_lies() -> None:
    """[since, until): the first midnight of March is March's, that of April is April's."""
    room = Room()
    first = visited(room, "a", "2026-02-21", care_level="A")
    after = visited(room, "b", "2026-03-24", care_level="A")
    assert (first.visit_due, after.visit_due) == MARCH
    (found,) = fell_due([first, after], *MARCH)
    assert (found.element, found.due) == (first.id, MARCH[0])
    assert overdue([first], MARCH[0] - 1) == []
    assert overdue([first], MARCH[0]) == [first]


def test_what_was_always_visited_in_time_is_listed_by_its_last_due() -> None:
    room = Room()
    days = ("2026-02-27", "2026-03-05", "2026-03-11", "2026-03-17")
    kept = visited(room, "a", *days, care_level="A")
    (found,) = fell_due([kept], MARCH[0], at("2026-03-20 00:00"))
    assert (found.fresh, show(found.due)) == (True, "2026-03-19 00:00")


def test_what_an_undone_import_brought_owes_nothing_though_it_was_visited_since() -> None:
    room = Room()
    rows = one("l", "ASSET", lamp(care_level="A"), at=at("2026-03-01 10:00"))["rows"]
    room.does("archive.put", "file", {"rows": rows, "batch": uid("file"), "part": 1, "parts": 1}, "sup")
    room.does("archive.put", "l", one("l", "ASSET", {}), "grid", at("2026-03-10 10:00"))
    assert [found.element for found in fell_due([archived(room, "l")], *MARCH)] == [uid("l")]
    room.does(
        "archive.undo", "file", {"batch": uid("file"), "reason": "导错文件"}, "sup", at("2026-03-11 10:00")
    )
    assert [visit.at for visit in archived(room, "l").visits] == [at("2026-03-10 10:00")]
    assert fell_due([archived(room, "l")], *MARCH) == []
    assert overdue([archived(room, "l")], MARCH[1]) == []


def test_only_what_has_a_cycle_is_owed_a_visit() -> None:
    """No cycle runs on matters and posts (§2.4), nor on what none was set for, whatever its validity."""
    cells = (Value("grid_code", "a", GRID), Value("valid_to", "a", "2026-12-31"))
    weekly, never = Visit(at("2026-03-01 10:00"), uid("grid"), 7), Visit(at("2026-03-01 10:00"), uid("grid"))
    matter = Element(id="m", type=MATTER, values=cells, visits=(weekly,))
    uncycled = Element(id="u", type=ASSET, values=cells, visits=(never,))
    asset = Element(id="a", type=ASSET, values=cells, visits=(weekly,))
    assert [found.element for found in fell_due([matter, uncycled, asset], *MARCH)] == ["a"]
    assert overdue([matter, uncycled, asset], MARCH[1]) == [asset]


def test_the_rate_of_a_grid_a_village_and_the_town() -> None:
    room = Room()
    here = visited(room, "a", "2026-02-20", "2026-03-20", care_level="B")
    there = visited(room, "b", "2026-02-20", care_level="B", grid_code=OTHER_GRID)
    found = fell_due([here, there], *MARCH)
    assert (freshness(found, GRID).due, freshness(found, GRID).fresh) == ((here.id,), (here.id,))
    assert freshness(found, OTHER_GRID).stale == (there.id,)
    assert {code: len(rate.due) for code, rate in by_area(found, 17).items()} == {OTHER_GRID: 1, GRID: 1}
    assert {code: len(rate.due) for code, rate in by_area(found, 12).items()} == {VILLAGE: 2}
    assert {code: len(rate.due) for code, rate in by_area(found, 9).items()} == {TOWN: 2}
    assert freshness([]).due == ()


def test_an_import_may_say_when_it_was_collected() -> None:
    """An old table does not make old data fresh."""
    room = Room()
    collected = at("2025-06-01 12:00")
    row = one("l", "ASSET", lamp(care_level="B"), at=collected)["rows"]
    put = {"rows": row, "batch": uid("file"), "part": 1, "parts": 1}
    room.does("archive.put", "file", put, "sup")
    assert archived(room, "l").visits[-1].at == collected
    assert len(overdue([archived(room, "l")], at("2026-03-09 09:00"))) == 1


@pytest.mark.parametrize(("said", "stands"), [("grid", "grid"), ("a stranger", "sup"), ("", "sup")])
def test_an_import_may_say_who_collected_it(said: str, stands: str) -> None:
    """Who imports was at nobody's door; somebody outside the roster can't stand there."""
    room = Room()
    rows = one("l", "ASSET", lamp(), **({"by": uid(said)} if said else {}))["rows"]
    room.does("archive.put", "file", {"rows": rows, "batch": uid("file"), "part": 1, "parts": 1}, "sup")
    assert archived(room, "l").visits[-1].by == uid(stands)


def test_who_puts_one_archive_was_there_himself() -> None:
    room = Room()
    room.does("archive.put", "l", one("l", "ASSET", lamp(), by=uid("grid")), "village")
    assert archived(room, "l").visits[-1].by == uid("village")
