"""批量导入: what is there is changed, what is the same left out, what is wrong told by row (rulebook §2.4)."""

from collections.abc import Mapping

from governance.archive.element import element_case, post_case
from governance.archive.headings import best_kind, plain
from governance.archive.importing import MOST_ROWS, Cells, Checked, Known, checked, parts
from governance.archive.register import KINDS
from governance.ledger.canonical import canonical
from tests.governance.archive.archives import ID_NO, LAMP, archived, lamp, one
from tests.governance.room import GRID, Room, uid

LAMP_CELLS = {key: value for key, (_, value) in LAMP.items()}
PERSON = {
    "name": "林建国", "id_no": ID_NO, "phone": "13800001234", "door": "桥东12号", "residence_type": "户籍",
    "grid_code": GRID, "source": "旧表",
}  # fmt: skip


def look(kind: str, *rows: Mapping[str, str], known: dict[str, Known] | None = None) -> Checked:
    numbers = iter(range(1, 10_000))
    read = [Cells(n, cells) for n, cells in enumerate(rows, 2)]
    return checked(KINDS[kind], read, known or {}, uid("town"), lambda: uid(f"new {next(numbers)}"))


def test_new_rows_are_new_archives_with_what_they_tell_themselves() -> None:
    found = look("PERSON", PERSON)
    (row,), (personal,) = found.rows, found.personal
    assert (found.new, found.faults) == (1, ())
    assert row["set"]["sex"] == ["", "男"]
    assert row["set"]["birth"] == [""]
    assert personal is not None
    assert personal["birth"] == "1990-03-07"
    assert not any(ID_NO in str(value) for value in row.values())


def test_when_and_by_whom_it_was_collected_goes_beside_the_fields() -> None:
    (row,) = look("ASSET", LAMP_CELLS | {"collected_at": "1748750400000", "collected_by": uid("grid")}).rows
    assert (row["at"], row["by"]) == (1_748_750_400_000, uid("grid"))
    assert not {"collected_at", "collected_by"} & set(row["set"])


def test_what_has_a_code_has_one_case_at_every_desk_and_a_person_has_not() -> None:
    assert look("ASSET", LAMP_CELLS).rows[0]["id"] == element_case(uid("town"), "ASSET", "LD-0031")
    assert look("PERSON", PERSON).rows[0]["id"] == uid("new 1")
    post = {"grid_code": GRID, "holder": uid("grid"), "posts": "网格员"}
    assert look("POST", post).rows[0]["id"] == post_case(uid("town"), GRID, uid("grid"))


def test_every_fault_is_told_with_its_row_and_field() -> None:
    found = look("ASSET", LAMP_CELLS, LAMP_CELLS | {"code": "", "kind": "飞碟"}, LAMP_CELLS)
    assert [(f.row, f.field) for f in found.faults] == [(3, "code"), (3, "kind"), (4, "code")]
    assert "与第2行是同一个" in found.faults[2].sentence
    assert (found.new, found.refused) == (1, 2)


def test_what_is_there_changes_where_it_differs_and_what_is_the_same_is_left_out() -> None:
    room = Room()
    room.does("archive.put", "l", one("l", "ASSET", lamp()), "grid")
    known = {"LD-0031": Known(archived(room, "l"), {})}
    same = look("ASSET", LAMP_CELLS | {"source": "另一张表"}, known=known)
    assert (same.rows, same.same) == ((), 1)
    changed = look(
        "ASSET", {"code": "LD-0031", "state": "不亮"}, known=known
    )  # nothing needed is asked again
    assert (changed.changed, changed.faults) == (1, ())
    assert changed.rows[0]["set"] == {"state": [room.last, "不亮"]}
    assert changed.rows[0]["id"] == uid("l")


def test_parts_fit_an_action_and_nothing_is_lost() -> None:
    many = [LAMP_CELLS | {"code": f"LD-{n}", "note": "说明" * 40} for n in range(450)]
    found = look("ASSET", *many)
    cut = list(parts(found))
    assert [row["id"] for rows, _ in cut for row in rows] == [row["id"] for row in found.rows]
    assert all(len(rows) <= MOST_ROWS and len(canonical(rows)) < 60 * 1024 for rows, _ in cut)
    assert len(cut) > 2


def test_what_was_cut_is_what_the_rules_take() -> None:
    room = Room()
    for n, (rows, _) in enumerate(parts(look("ASSET", LAMP_CELLS)), 1):
        put = {"rows": rows, "batch": uid("file"), "part": n, "parts": 1}
        room.does("archive.put", "file", put, "sup")


def test_headings_of_other_systems() -> None:
    assert plain(" *出租人\n(出租房时有效)") == "出租人"
    found = best_kind(["企业名称*", "所属网格*", "法人代表*", "企业地址*", "员工数", "企业联系电话"])
    assert found is not None
    assert (found[0].key, found[1][0], found[1][2]) == ("ORG", "name", "legal_person")
    assert best_kind(["月份", "重量"]) is None
    assert best_kind(["联系电话", "所属网格"]) is None  # tells nobody from another
