"""批量导入 and 撤销: one file, one batch, taken back whole (rulebook §2.4, sync.md §3.1)."""

from hypothesis import given
from hypothesis import strategies as st

from governance.archive.element import Archived
from tests.governance.archive.archives import archived, batch, changed, lamp, one, part
from tests.governance.room import Room, uid

UNDO = {"batch": uid("file"), "reason": "导错文件"}
FILE = {"l1": lamp(code="LD-0001"), "l2": lamp(code="LD-0002")}


def test_an_imported_file_is_as_many_archives_as_rows() -> None:
    room = Room()
    room.does("archive.put", "file", part(FILE), "sup")
    assert [archived(room, name).key for name in FILE] == ["LD-0001", "LD-0002"]
    assert (batch(room).label, batch(room).file) == ("已导入", "路灯.xlsx")


def test_a_half_arrived_file_says_n_of_m() -> None:
    room = Room()
    room.does("archive.put", "file", part({"l1": FILE["l1"]}, n=1, of=2), "sup")
    assert batch(room).label == "已到1/2"
    room.does("archive.put", "file", part({"l2": FILE["l2"]}, n=2, of=2), "sup")
    assert (batch(room).label, batch(room).rows) == ("已导入", (uid("l1"), uid("l2")))


def test_only_the_rooms_supervisor_imports_and_takes_back() -> None:
    room = Room()
    assert room.no("archive.put", "file", part(FILE), "grid") == "no-role"
    room.does("archive.put", "file", part(FILE), "sup")
    for who in ("grid", "op", "director", "village"):
        assert room.no("archive.undo", "file", UNDO, who) == "no-role"
    assert room.no("archive.undo", "file", UNDO | {"reason": " "}, "sup") == "no-text"


def test_a_file_taken_back_is_gone() -> None:
    room = Room()
    room.does("archive.put", "file", part(FILE), "sup")
    room.does("archive.undo", "file", UNDO, "sup")
    assert all(archived(room, name).gone for name in FILE)
    assert batch(room).label == "已撤销"
    assert room.no("archive.undo", "file", UNDO, "sup") == "undone"


def test_what_the_file_covered_shows_again_and_what_came_after_stays() -> None:
    room = Room()
    room.does("archive.put", "l1", one("l1", "ASSET", lamp(code="LD-0001")), "grid")
    born = room.last
    over = {"state": (born, "拆除"), "keeper_unit": (born, "供电所")}
    room.does("archive.put", "file", part({"l1": over}), "sup")
    changed(room, "l1", keeper_unit="照明公司")
    room.does("archive.undo", "file", UNDO, "sup")
    found = archived(room, "l1")
    assert (found.text("state"), found.text("keeper_unit")) == ("完好", "照明公司")


def test_a_file_over_a_file_is_taken_back_in_any_order() -> None:
    room = Room()
    room.does("archive.put", "file", part({"l1": FILE["l1"]}), "sup")
    first = room.last
    room.does("archive.put", "second", part({"l1": {"state": (first, "不亮")}}, batch="second"), "sup")
    room.does("archive.undo", "file", UNDO, "sup")
    assert (archived(room, "l1").text("state"), archived(room, "l1").text("code")) == ("不亮", "")
    room.does("archive.undo", "second", {"batch": uid("second"), "reason": "导错"}, "sup")
    assert archived(room, "l1").gone


def test_parts_that_arrive_after_the_taking_back_move_nothing() -> None:
    room = Room()
    room.does("archive.put", "file", part({"l1": FILE["l1"]}, n=1, of=2), "sup")
    room.does("archive.undo", "file", UNDO, "sup")
    room.act("archive.put", "file", part({"l2": FILE["l2"]}, n=2, of=2), "sup")
    assert uid("l2") not in room.cases


def test_doubts_of_a_file_go_with_it() -> None:
    room = Room()
    room.does("archive.put", "l1", one("l1", "ASSET", lamp()), "grid")
    room.does("archive.put", "file", part({"l1": {"state": ("", "拆除")}}), "sup")
    assert [doubt.value for doubt in archived(room, "l1").doubts] == ["拆除"]
    room.does("archive.undo", "file", UNDO, "sup")
    assert archived(room, "l1").doubts == ()


STEPS = st.lists(
    st.tuples(st.sampled_from(["file", "hand"]), st.sampled_from("不亮 倾斜 完好 拆除".split())), max_size=6
)


@given(STEPS)
def test_an_archive_that_only_files_wrote_is_after_undo_as_if_they_had_never_come(
    steps: list[tuple[str, str]],
) -> None:
    """By hand before, files after: all files undone gives back what was by hand."""
    room = Room()
    room.does("archive.put", "l", one("l", "ASSET", lamp()), "grid")
    before = archived(room, "l")
    used = []
    for nth, (_, value) in enumerate(steps[:3]):
        seen = archived(room, "l").shown["state"].action
        name = f"file {nth}"
        room.does("archive.put", name, part({"l": {"state": (seen, value)}}, batch=name), "sup")
        used.append(name)
    for name in reversed(used):
        room.does("archive.undo", name, {"batch": uid(name), "reason": "试"}, "sup")
    after = archived(room, "l")
    assert isinstance(after, Archived)
    assert (after.values, after.doubts, after.visits) == (before.values, before.doubts, before.visits)
