"""What is typed into the command bar finds its case: number, tail, grid, telephone, words."""

import pytest

from db.queries.case_titles import case_titles
from db.queries.search import search_cases
from db.store import Store
from tests.db.small_county import TOWN_STREAM, County, pull, save
from tests.governance.room import report, uid

GRID = "99010110020100300"


@pytest.fixture
def filled(desk: Store, county: County) -> Store:
    place = {"area": GRID, "lon": None, "lat": None, "text": "石桥东侧"}
    cases = (
        ("a", "S260309-100-0A-0007", "供水主管破裂，路面积水", "13800000011"),
        ("b", "S260308-100-0A-0007", "路灯连片不亮", "13800000012"),
        ("c", "S260309-100-0B-0012", "井盖缺失", "13800000012"),
    )
    for name, serial, text, tel in cases:
        said = report(serial=serial, text=text, place=place)
        save(desk, "event.report", name, said, annex={"tel": tel, "name": "王某"})
    county.take(desk)
    pull(desk, county)
    return desk


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("S260309-100-0A-0007", ["a"]),
        ("s260309-100-0b-0012", ["c"]),
        ("0A-0007", ["a", "b"]),
        ("7", ["a", "b"]),
        ("0012", ["c"]),
        ("13800000011", ["a"]),
        ("井盖", ["c"]),
        ("石桥 路灯", ["b"]),
        ("没有这样的词", []),
        ("  ", []),
    ],
)
def test_what_is_typed_finds_its_case(filled: Store, typed: str, names: list[str]) -> None:
    found = filled.read(lambda conn: search_cases(conn, TOWN_STREAM, typed, day="260309"))
    assert [one.case_id for one in found] == [uid(name) for name in names]


def test_a_grids_code_gives_its_open_events(filled: Store) -> None:
    found = filled.read(lambda conn: search_cases(conn, TOWN_STREAM, GRID, day="260309"))
    assert {one.case_id for one in found} == {uid(name) for name in "abc"}
    village = filled.read(lambda conn: search_cases(conn, TOWN_STREAM, GRID[:12], day="260309", limit=2))
    assert len(village) == 2


def test_cases_are_called_by_number_and_words(filled: Store) -> None:
    titles = filled.read(lambda conn: case_titles(conn, TOWN_STREAM, (uid("a"), uid("nobody"))))
    assert list(titles) == [uid("a")]
    assert (titles[uid("a")].kind, titles[uid("a")].serial) == ("event", "S260309-100-0A-0007")
    assert titles[uid("a")].place == "石桥东侧"
