"""网格: boundaries version by version, the director's confirmation, 一长五员, coverage (rulebook §2.1–§2.3)."""

from typing import Any

from governance.archive.ground import boundaries, flaws, flaws_if, holders, unfilled
from governance.ledger.entry import Verdict
from governance.places.called import GridNames
from governance.places.grids import LEADER, WORKER
from tests.governance.archive.archives import OTHER_GRID, archived, grid, one
from tests.governance.local_time import at
from tests.governance.room import GRID, MONDAY, Room, accepted, uid

TODAY = "2026-03-09"
OLD, NEW = "0,0 1000,0 1000,1000 0,1000", "0,0 2000,0 2000,1000 0,1000"
SOUTH = "1000,0 3000,0 3000,1000 1000,1000"


def a_grid(code: str = GRID, **more: str) -> dict[str, Any]:
    said = {"grid_code": code, "name": "第3网格", "kind": "普通网格", **more}
    return {key: ("", value) for key, value in said.items()}


def founded() -> Room:
    """A town whose two grids came by a file."""
    room = Room()
    rows = [
        {"id": uid("w"), "type": "GRID", "set": a_grid(boundary=OLD)},
        {"id": uid("v"), "type": "GRID", "set": a_grid(OTHER_GRID, name="第1网格", boundary=SOUTH)},
    ]
    put = {"rows": rows, "batch": uid("file"), "part": 1, "parts": 1}
    room.does("archive.put", "file", put, "sup")
    return room


def drawn(room: Room, rings: str, since: str = "", who: str = "village") -> str:
    """Somebody draws the first grid anew; gives the version."""
    said = {"boundary": ("", rings)} | ({"boundary_from": ("", since)} if since else {})
    room.does("archive.put", "w", one("w", "GRID", said), who)
    return room.last


def confirm(version: str) -> dict[str, Any]:
    return {"grid": GRID, "version": version}


def test_the_first_boundaries_of_a_town_count_with_their_file() -> None:
    room = founded()
    assert boundaries([grid(room, "w"), grid(room, "v")], TODAY) == {
        GRID: (((0, 0), (1000, 0), (1000, 1000), (0, 1000)),),
        OTHER_GRID: (((1000, 0), (3000, 0), (3000, 1000), (1000, 1000)),),
    }
    room.does("archive.undo", "file", {"batch": uid("file"), "reason": "坐标系不对"}, "sup")
    assert grid(room).boundaries == ()


def test_a_change_counts_after_the_director_confirmed_it() -> None:
    room = founded()
    version = drawn(room, NEW)
    found = grid(room).on(TODAY)
    assert found is not None
    assert found.rings == OLD
    room.does("grid.confirm", "w", confirm(version), "director")
    found = grid(room).on(TODAY)
    assert found is not None
    assert (found.rings, found.confirmed_by, found.by) == (NEW, uid("director"), uid("village"))
    assert (
        grid(room).on("2026-03-08") is None
    )  # never before the day of the confirmation… and the first began today


def test_a_change_may_begin_later() -> None:
    room = founded()
    room.does("grid.confirm", "w", confirm(drawn(room, NEW, "2026-04-01")), "director")
    rings = {day: found.rings for day in (TODAY, "2026-03-31", "2026-04-01") if (found := grid(room).on(day))}
    assert rings == {TODAY: OLD, "2026-03-31": OLD, "2026-04-01": NEW}
    assert set(boundaries([grid(room)], TODAY)) == {GRID}  # the grid itself stands as before


def test_nobody_but_the_director_confirms() -> None:
    room = founded()
    version = drawn(room, NEW)
    for who in ("sup", "leader", "op", "village", "grid", "town_leader", "centre_lead"):
        assert room.no("grid.confirm", "w", confirm(version), who) == "no-role"
        assert room.act("grid.confirm", "w", confirm(version), who).vd == "r"
    assert len(grid(room).proposed) == 1


def test_what_is_not_proposed_is_not_confirmed() -> None:
    room = founded()
    assert room.no("grid.confirm", "w", confirm(uid("x")), "director") == "nothing-drawn"
    version = drawn(room, NEW)
    assert room.no("grid.confirm", "w", confirm(uid("x")), "director") == "no-version"
    assert room.no("grid.confirm", "w", confirm(version) | {"grid": OTHER_GRID}, "director") == "no-case"
    room.does("grid.confirm", "w", confirm(version), "director")
    assert room.no("grid.confirm", "w", confirm(version), "director") == "nothing-drawn"


def test_two_confirmations_offline_meet_as_a_conflict() -> None:
    room = founded()
    first, second = drawn(room, NEW), drawn(room, SOUTH, who="sup")
    base = grid(room).base
    room.does("grid.confirm", "w", confirm(first), "director")
    assert room.act("grid.confirm", "w", confirm(second), "director", base=base).code == "stale-base"
    again = room.act("grid.confirm", "w", confirm(first), "director", base=base)
    assert again == Verdict("a", "same-effect")


def test_a_confirmed_boundary_survives_the_file_that_brought_it() -> None:
    room = founded()
    rows = [{"id": uid("w"), "type": "GRID", "set": {"boundary": ("", NEW)}}]
    put = {"rows": rows, "batch": uid("new"), "part": 1, "parts": 1}
    room.does("archive.put", "new", put, "sup")
    version = room.last
    room.does("grid.confirm", "w", confirm(version), "director")
    room.does("archive.undo", "new", {"batch": uid("new"), "reason": "重复"}, "sup")
    found = grid(room).on(TODAY)
    assert found is not None
    assert found.rings == NEW


def test_cases_keep_the_grid_they_were_born_in() -> None:
    room = founded()
    accepted(room)
    before = room.event().place
    room.does("grid.confirm", "w", confirm(drawn(room, NEW)), "director")
    assert room.event().place == before


def test_a_grid_worker_does_not_draw_grids() -> None:
    room = founded()
    assert room.no("archive.put", "w", one("w", "GRID", {"boundary": ("", NEW)}), "grid") == "no-role"
    assert room.no("archive.put", "w", one("w", "GRID", {"boundary": ("", NEW)}), "sup") == ""


def test_gaps_and_overlaps_of_a_day_and_of_a_proposal() -> None:
    room = founded()
    grids = [grid(room, "w"), grid(room, "v")]
    assert flaws(grids, TODAY) == []
    version = drawn(room, NEW)
    grids = [grid(room, "w"), grid(room, "v")]
    assert flaws(grids, TODAY) == []
    (overlap,) = flaws_if(grids, GRID, version, TODAY)
    assert (overlap.kind, overlap.grids) == ("OVERLAP", (OTHER_GRID, GRID))


# ---------------------------------------------------------------- 一长五员


def post(room: Room, name: str, holder: str, posts: str, **more: str) -> None:
    said = {"grid_code": GRID, "holder": uid(holder), "posts": posts, **more}
    put = one(name, "POST", {key: ("", value) for key, value in said.items()})
    room.does("archive.put", name, put, "village", MONDAY)


def told(room: Room, *names: str) -> list[str]:
    grids = [grid(room, "w")]
    return [found.sentence for found in unfilled(grids, [archived(room, name) for name in names], TODAY)]


def test_a_warning_speaks_of_posts_as_the_county_calls_them() -> None:
    room = founded()
    names = GridNames({"网格长": "片长"}).posts
    first, second = (w.sentence for w in unfilled([grid(room, "w")], [], TODAY, names))
    assert "没有片长" in first
    assert "没有网格员" in second


def test_each_grid_has_one_leader_and_a_worker_and_one_person_may_hold_several_posts() -> None:
    room = founded()
    assert len(told(room)) == 2  # neither
    post(room, "p1", "village", "网格长;宣传员")
    assert len(told(room, "p1")) == 1
    post(room, "p2", "grid", "网格员;巡查员;服务(代办)员")
    assert told(room, "p1", "p2") == []
    held = holders([archived(room, "p1"), archived(room, "p2")], TODAY)[GRID]
    assert (held[LEADER], held[WORKER]) == ((uid("village"),), (uid("grid"),))


def test_two_leaders_are_one_too_many_until_one_has_left() -> None:
    room = founded()
    post(room, "p1", "village", "网格长;网格员")
    post(room, "p2", "grid", "网格长")
    assert "有2名网格长" in told(room, "p1", "p2")[0]
    post(room, "p3", "sup", "网格长", valid_to="2026-03-08")
    assert told(room, "p1", "p3") == []


def test_a_post_has_a_name_of_the_list() -> None:
    room = founded()
    said = {"grid_code": ("", GRID), "holder": ("", uid("grid")), "posts": ("", "网格王")}
    assert room.no("archive.put", "p", one("p", "POST", said), "village") == "bad-cell"
    assert at(f"{TODAY} 09:00") == MONDAY
