"""要素鲜活率 and 一长五员 as the archives have them (rulebook §2.3, §2.4, §7.1)."""

from governance.archive.element import Archived, Element, Value, Visit
from governance.archive.register import ASSET, POST
from governance.evaluation.grid_bundle import GridPost
from governance.evaluation.of_archive import grid_posts, visits_of
from governance.evaluation.period import Period, period_of
from governance.evaluation.tally import ALL, Tally, tallies
from tests.governance.archive.archives import lamp, one
from tests.governance.local_time import at
from tests.governance.room import GRID, Room, uid

SECOND = "99010110020100400"


def march(as_of: str = "2026-05-10 12:00") -> Period:
    return period_at(at(as_of))


def period_at(as_of: int) -> Period:
    period = period_of("2026-03", as_of)
    assert period is not None
    return period


def values(**cells: str) -> tuple[Value, ...]:
    return tuple(Value(field, "a", value) for field, value in cells.items())


def weekly(name: str, *days: str, grid: str = GRID, **cells: str) -> Element:
    """A street lamp of 关注等级 A, visited on these days."""
    visits = tuple(Visit(at(f"2026-{day} 10:00"), "gw", 7) for day in days)
    return Element(id=name, type=ASSET, values=values(grid_code=grid, **cells), visits=visits)


def fresh(archives: list[Archived], period: Period) -> dict[str, Tally]:
    return {one.who: one for one in tallies(visits_of(archives, period), period)}


def test_who_was_visited_each_time_in_time_is_fresh_and_every_figure_names_its_elements() -> None:
    good = weekly("good", "03-02", "03-09", "03-16", "03-23", "03-30")
    late = weekly("late", "03-02", "03-09", "03-25", grid=SECOND)
    found = fresh([good, late], march())
    assert (found[ALL].hits, found[ALL].owed, found[ALL].rate.text) == (("good",), ("good", "late"), "50.00%")
    assert (found[GRID].rate.text, found[SECOND].rate.text) == ("100.00%", "0.00%")


def test_what_did_not_fall_due_is_not_owed() -> None:
    april = weekly("april", "03-30")
    ended = weekly("ended", "03-20", valid_to="2026-03-21")
    assert fresh([april, ended], march()) == {}
    running = weekly("running", "03-02")
    assert fresh([running], march("2026-03-09 23:59")) == {}
    assert fresh([running], march("2026-03-10 00:01"))[ALL].owed == ("running",)
    due = at("2026-03-10 00:00")
    assert len(list(visits_of([running], period_at(due)))) == 1
    assert list(visits_of([running], period_at(due - 1))) == []


def test_an_element_that_a_person_put_counts() -> None:
    room = Room()
    fields = lamp(care_level="A")
    room.does("archive.put", "lamp", one("lamp", "ASSET", fields), "grid", at("2026-03-09 10:00"))
    lamps = [case for case in room.cases.values() if isinstance(case, Archived)]
    assert fresh(lamps, march())[ALL].owed == (uid("lamp"),)


def post(user: str, posts: str, **cells: str) -> Element:
    cells = {"grid_code": GRID, "holder": user, "posts": posts} | cells
    return Element(id=user, type=POST, values=values(**cells))


def test_posts_count_as_they_are_held_at_the_periods_end() -> None:
    held = [
        post("leader", "网格长;宣传员"),
        post("new", "网格员", valid_from="2026-03-31"),
        post("next", "网格员", valid_from="2026-04-01"),
        post("last_day", "巡查员", valid_to="2026-03-31"),
        post("gone", "巡查员", valid_to="2026-03-30"),
        Element(id="undone", type=POST),
    ]
    assert grid_posts(held, march()) == [
        GridPost(GRID, "leader", ("网格长", "宣传员")),
        GridPost(GRID, "new", ("网格员",)),
        GridPost(GRID, "last_day", ("巡查员",)),
    ]
    assert [one.user for one in grid_posts(held, march("2026-03-15 12:00"))] == ["leader", "last_day", "gone"]
    assert grid_posts([weekly("lamp", "03-02")], march()) == []
