"""五要素采集: what is needed, whose ground it is, and two people at one field (rulebook §2.4, sync.md §3.1)."""

import pytest

from governance.ledger.case import body_bytes
from tests.governance.archive.archives import LAMP, OTHER_GRID, SOMEBODY, archived, changed, lamp, one
from tests.governance.room import GRID, MONDAY, Room, report, uid

DAY = 86_400_000


def test_a_grid_worker_collects_what_stands_in_his_grid() -> None:
    room = Room()
    room.does("archive.put", "l", one("l", "ASSET", lamp()), "grid")
    found = archived(room, "l")
    assert (found.name, found.key, found.text("state")) == ("LD-0031", "LD-0031", "完好")
    assert (found.visits[-1].at, found.visits[-1].by) == (MONDAY, uid("grid"))


@pytest.mark.parametrize("who", ["op", "sup", "director", "zf_lead", "mediator", "centre", "admin"])
def test_nobody_else_collects(who: str) -> None:
    room = Room()
    assert room.no("archive.put", "l", one("l", "ASSET", lamp()), who) == "no-role"
    room.act("archive.put", "l", one("l", "ASSET", lamp()), who)
    assert uid("l") not in room.cases


def test_another_grid_is_not_his() -> None:
    room = Room()
    elsewhere = one("l", "ASSET", lamp(grid_code=OTHER_GRID))
    assert room.no("archive.put", "l", elsewhere, "grid") == "no-role"
    assert room.no("archive.put", "l", elsewhere, "village") == ""  # all grids of his village
    room.does("archive.put", "l", elsewhere, "village")
    take_over = one("l", "ASSET", {"grid_code": (archived(room, "l").shown["grid_code"].action, GRID)})
    assert room.no("archive.put", "l", take_over, "grid") == "no-role"


@pytest.mark.parametrize("field", ["code", "kind", "state", "keeper_unit", "source"])
def test_what_is_needed_must_be_there(field: str) -> None:
    without = {key: said for key, said in LAMP.items() if key != field}
    assert Room().no("archive.put", "l", one("l", "ASSET", without), "grid") == "no-field"
    assert Room().no("archive.put", "l", one("l", "ASSET", LAMP | {field: ("", "")}), "grid") == "no-field"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("kind", "飞碟", "bad-cell"),
        ("last_check", "三月九日", "bad-cell"),
        ("grid_code", "990101100201", "no-role"),
        ("visit_cycle_days", "一周", "bad-cell"),
        ("valid_to", "2026-02-30", "bad-cell"),
        ("colour", "红", "bad-field"),
    ],
)
def test_what_a_field_takes(field: str, value: str, code: str) -> None:
    assert Room().no("archive.put", "l", one("l", "ASSET", lamp(**{field: value})), "grid") == code


def test_personal_fields_are_never_in_the_core() -> None:
    """‡: the fold knows who wrote them, not what they say."""
    room = Room()
    assert (
        room.no("archive.put", "p", one("p", "PERSON", SOMEBODY | {"name": ("", "林某")}), "grid")
        == "bad-field"
    )
    room.does("archive.put", "p", one("p", "PERSON", SOMEBODY), "grid")
    assert archived(room, "p").name == ""
    assert archived(room, "p").shown["id_no"].value == ""


def test_who_saw_what_is_shown_changes_it() -> None:
    room = Room()
    room.does("archive.put", "l", one("l", "ASSET", lamp()), "grid")
    changed(room, "l", state="不亮")
    assert (archived(room, "l").text("state"), archived(room, "l").doubts) == ("不亮", ())


def test_two_who_saw_the_same_are_both_kept() -> None:
    """The earlier stays shown, the field is 待核, the other fields are taken."""
    room = Room()
    room.does("archive.put", "l", one("l", "ASSET", lamp()), "grid")
    first = room.last
    room.does("archive.put", "l", one("l", "ASSET", {"state": (first, "不亮")}), "grid")
    late = {"state": (first, "倾斜"), "keeper_unit": (first, "供电所")}
    room.does("archive.put", "l", one("l", "ASSET", late), "village")
    found = archived(room, "l")
    assert (found.text("state"), found.text("keeper_unit")) == ("不亮", "供电所")
    assert [(d.field, d.action, d.value) for d in found.doubts] == [("state", room.last, "倾斜")]


def test_two_who_wrote_the_same_agree() -> None:
    room = Room()
    room.does("archive.put", "l", one("l", "ASSET", lamp()), "grid")
    first = room.last
    for who in ("grid", "village"):
        room.does("archive.put", "l", one("l", "ASSET", {"state": (first, "不亮")}), who)
    assert archived(room, "l").doubts == ()


def test_whoever_saw_the_doubt_settles_it() -> None:
    room = Room()
    room.does("archive.put", "l", one("l", "ASSET", lamp()), "grid")
    first = room.last
    for value in ("不亮", "倾斜"):
        room.does("archive.put", "l", one("l", "ASSET", {"state": (first, value)}), "grid")
    doubt = archived(room, "l").doubts[0]
    room.does("archive.put", "l", one("l", "ASSET", {"state": (doubt.action, "倾斜")}), "village")
    assert (archived(room, "l").text("state"), archived(room, "l").doubts) == ("倾斜", ())


def test_the_same_thing_typed_in_twice_is_one() -> None:
    """One entry, many exports: the second is held against the first, field by field."""
    room = Room()
    room.does("archive.put", "l", one("l", "ASSET", lamp()), "grid")
    room.does("archive.put", "l", one("l", "ASSET", lamp(state="不亮")), "village")
    found = archived(room, "l")
    assert [doubt.field for doubt in found.doubts] == ["state"]
    assert len(found.visits) == 2


def test_one_put_is_one_archive() -> None:
    two = one("l", "ASSET", lamp())
    two["rows"].append({"id": uid("m"), "type": "ASSET", "set": lamp(code="LD-0032")})
    assert Room().no("archive.put", "l", two, "grid") == "one-row"
    assert Room().no("archive.put", "l", {"rows": []}, "sup") != ""


def test_an_archive_stays_what_it_is() -> None:
    room = Room()
    room.does("archive.put", "l", one("l", "ASSET", lamp()), "grid")
    as_place = one("l", "PLACE", {"floors": ("", "2")})
    assert room.no("archive.put", "l", as_place, "grid") == "bad-type"


def test_a_visit_that_changes_nothing_is_a_visit() -> None:
    room = Room()
    room.does("archive.put", "l", one("l", "ASSET", lamp()), "grid")
    room.does("archive.put", "l", one("l", "ASSET", {}), "grid", MONDAY + DAY)
    assert [visit.at for visit in archived(room, "l").visits] == [MONDAY, MONDAY + DAY]


def test_the_order_of_fields_in_a_message_changes_no_byte() -> None:
    rooms = (Room(), Room())
    for room, said in zip(rooms, (LAMP, dict(reversed(LAMP.items()))), strict=True):
        room.does("archive.put", "l", one("l", "ASSET", said), "grid", id=uid("same"))
    assert len({body_bytes(room.cases[uid("l")]) for room in rooms}) == 1


def test_an_action_writes_its_own_case_whatever_its_row_says() -> None:
    """A row that names another archive takes nothing from it, a row that names nothing moves nothing."""
    room = Room()
    room.does("archive.put", "l", one("l", "ASSET", lamp()), "grid")
    before = archived(room, "l")
    room.act("archive.put", "m", one("l", "ASSET", lamp(state="拆除")), "grid")
    assert archived(room, "l") == before
    for bad in ("", "l", "../x", uid("l").upper()):
        named = one("n", "ASSET", lamp())
        named["rows"][0]["id"] = bad
        assert room.no("archive.put", "n", named, "grid") == "bad-id"
        room.act("archive.put", "n", named, "grid")
    assert uid("n") not in room.cases


def test_a_file_takes_no_case_that_is_not_an_archive() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op")
    before = room.cases[uid("e")]
    rows = [{"id": uid(n), "type": "ASSET", "set": lamp(code=n)} for n in ("e", "file", "l")]
    room.does("archive.put", "file", {"rows": rows, "batch": uid("file"), "part": 1, "parts": 1}, "sup")
    assert room.cases[uid("e")] is before
    assert archived(room, "l").key == "l"
