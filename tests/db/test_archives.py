"""Archives in the store: rows, personal values, imports pending and delivered and taken back, what is there already."""

from functools import partial
from typing import Any

from db.queries.archives import (
    archives_fell_due,
    archives_of,
    batches,
    bodies_of,
    doubles,
    overdue_by_grid,
    overdue_visits,
    personal_of,
    same_archives,
)
from db.store import Store
from db.verify import verify
from tests.db.small_county import TOWN_STREAM, County, pull, save
from tests.governance.archive.archives import ID_NO, OTHER_GRID, SOMEBODY, lamp, one, part
from tests.governance.room import GRID, MONDAY, TOWN, VILLAGE, uid

DAY = 86_400_000
PERSON = {"name": "林某", "id_no": ID_NO, "birth": "1990-03-07", "phone": "13800001234", "door": "桥东12号"}


def delivered(desk: Store, county: County) -> None:
    county.take(desk)
    pull(desk, county)


def rows(desk: Store, *types: str) -> list[tuple[str, str, int]]:
    desk.town.settle()
    found = desk.read(lambda conn: archives_of(conn, TOWN_STREAM, types))
    return sorted((row.code, row.grid_code, row.pending) for row in found)


def test_an_imported_file_shows_at_once_and_after_its_delivery(desk: Store, county: County) -> None:
    file = {"l1": lamp(code="LD-1"), "l2": lamp(code="LD-2", grid_code=OTHER_GRID)}
    for n, (name, said) in enumerate(file.items(), 1):
        save(desk, "archive.put", "file", part({name: said}, n=n, of=2), "sup")
    assert rows(desk, "ASSET") == [("LD-1", GRID, 1), ("LD-2", OTHER_GRID, 1)]
    (pending,) = desk.read(lambda conn: batches(conn, TOWN_STREAM))
    assert (pending.file, pending.got, pending.parts, pending.rows, pending.pending) == (
        "路灯.xlsx",
        2,
        2,
        2,
        2,
    )
    delivered(desk, county)
    assert rows(desk, "ASSET") == [("LD-1", GRID, 0), ("LD-2", OTHER_GRID, 0)]
    assert verify(desk).problems == ()


def test_a_file_is_taken_back_before_and_after_its_delivery(desk: Store, county: County) -> None:
    undo = {"batch": uid("file"), "reason": "导错"}
    save(desk, "archive.put", "file", part({"l1": lamp(code="LD-1"), "l2": lamp(code="LD-2")}), "sup")
    delivered(desk, county)
    save(desk, "archive.undo", "file", undo, "sup")
    assert rows(desk, "ASSET") == []
    delivered(desk, county)
    assert rows(desk, "ASSET") == []
    (gone,) = desk.read(lambda conn: batches(conn, TOWN_STREAM))
    assert gone.undone_at == MONDAY
    save(desk, "archive.put", "file2", part({"l1": lamp(code="LD-1")}, batch="file2"), "sup")
    save(desk, "archive.undo", "file2", undo | {"batch": uid("file2")}, "sup")
    assert rows(desk, "ASSET") == []
    delivered(desk, county)
    assert verify(desk).problems == ()


def test_a_visit_saved_here_lies_over_what_is_confirmed(desk: Store, county: County) -> None:
    save(desk, "archive.put", "file", part({"l1": lamp(code="LD-1", care_level="A")}), "sup")
    delivered(desk, county)
    county.clock.at = MONDAY + 10 * DAY
    assert [
        row.case_id for row in desk.read(lambda c: overdue_visits(c, TOWN_STREAM, county.clock.at, [GRID]))
    ] == [uid("l1")]
    county.web(TOWN_STREAM, "archive.put", uid("l1"), one("l1", "ASSET", {}), "grid")
    pull(desk, county)
    assert desk.read(lambda c: overdue_visits(c, TOWN_STREAM, county.clock.at, [GRID])) == []


def test_personal_values_are_of_their_row_and_found_by_their_number(desk: Store, county: County) -> None:
    put: dict[str, Any] = {"rows": [{"id": uid(n), "type": "PERSON", "set": SOMEBODY} for n in ("p1", "p2")]}
    put |= {"batch": uid("file"), "part": 1, "parts": 1}
    save(desk, "archive.put", "file", put, "sup", annex={"rows": [PERSON, PERSON | {"id_no": "E1234567"}]})
    delivered(desk, county)
    found = desk.read(lambda conn: same_archives(conn, TOWN_STREAM, "PERSON", [ID_NO, "E1234567", "E7"]))
    assert found == {ID_NO: uid("p1"), "E1234567": uid("p2")}
    body = desk.read(lambda conn: bodies_of(conn, TOWN_STREAM, [uid("p1")]))[uid("p1")]
    assert desk.read(lambda conn: personal_of(conn, TOWN_STREAM, body)) == PERSON
    at_county = county.store.read(lambda conn: same_archives(conn, TOWN_STREAM, "PERSON", [ID_NO]))
    assert at_county == {ID_NO: uid("p1")}


def test_what_was_typed_in_twice_is_listed(desk: Store, county: County) -> None:
    file = part({"l1": lamp(code="LD-1"), "l2": lamp(code="LD-1"), "l3": lamp(code="LD-3")})
    save(desk, "archive.put", "file", file, "sup")
    people: dict[str, Any] = {
        "rows": [{"id": uid(n), "type": "PERSON", "set": SOMEBODY} for n in ("p1", "p2")]
    }
    people |= {"batch": uid("people"), "part": 1, "parts": 1}
    save(desk, "archive.put", "people", people, "sup", annex={"rows": [PERSON, PERSON]})
    delivered(desk, county)
    assert desk.read(lambda conn: doubles(conn, TOWN_STREAM)) == [
        ("ASSET", "LD-1", tuple(sorted((uid("l1"), uid("l2"))))),
        ("PERSON", "", tuple(sorted((uid("p1"), uid("p2"))))),
    ]


def test_a_ground_is_its_grid_its_village_its_town(desk: Store, county: County) -> None:
    here, there = lamp(code="LD-1", care_level="B"), lamp(code="LD-2", care_level="B", grid_code=OTHER_GRID)
    save(desk, "archive.put", "file", part({"l1": here, "l2": there}), "sup")
    delivered(desk, county)
    later = MONDAY + 40 * DAY
    grounds: list[tuple[list[str], int]] = [
        ([GRID], 1),
        ([VILLAGE], 2),
        ([TOWN], 2),
        ([], 0),
        (["990101100202"], 0),
    ]
    for areas, count in grounds:
        found = desk.read(partial(overdue_visits, stream=TOWN_STREAM, at=later, areas=areas))
        assert len(found) == count
    assert desk.read(lambda conn: overdue_by_grid(conn, TOWN_STREAM, later)) == {GRID: 1, OTHER_GRID: 1}
    due = desk.read(lambda conn: archives_fell_due(conn, TOWN_STREAM, MONDAY, later))
    assert sorted((one.element, one.fresh) for one in due) == sorted([(uid("l1"), False), (uid("l2"), False)])
