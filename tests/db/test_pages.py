"""Pages: however they are cut, the store ends the same; a page is there whole or not at all."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db.desk_stream import read_tip
from db.folding import Stored
from db.projections.rows import TABLES
from db.queries.dossier import personal_fields
from db.store import Store
from db.tables.ledger import case_state, cursor, ledger, peer_head
from db.verify import verify
from governance.catalogue.setting import setting_case
from governance.catalogue.settings import to_settings
from tests.db.small_county import COUNTY_STREAM, TOWN_STREAM, Clock, County, pull, save, tip_of
from tests.db.town_history import history
from tests.governance.room import report, uid


class History(NamedTuple):
    """A closed desk's folder, and entries that follow what it holds."""

    folder: Path
    entries: list[Stored]

    def __repr__(self) -> str:
        return f"{len(self.entries)} entries"


class Whole(NamedTuple):
    """All tables after one page with everything."""

    tables: list[list[tuple[object, ...]]]

    def __repr__(self) -> str:
        return "all tables"


EVERYTHING = (ledger, case_state, cursor, peer_head, *TABLES)


@pytest.fixture(scope="module")
def told(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> History:
    """A closed desk and 400 entries that follow what it holds: 50 events, 8 actions each."""
    folder = tmp_path_factory.mktemp("history")
    shutil.copytree(founded, folder, dirs_exist_ok=True)
    county = County(folder)
    entries = history(county, 400, at_once=25)
    county.close()
    return History(folder / "desk", entries)


def test_a_page_leaves_what_a_fresh_fold_gives(told: History, tmp_path: Path) -> None:
    with _applied(told, tmp_path, [400]) as desk:
        found = verify(desk, signatures=False)
        assert found.problems == ()
        assert found.entries > 400


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(7, 200), min_size=1, max_size=6))
def test_pages_may_be_cut_anywhere(
    told: History, whole: Whole, tmp_path_factory: pytest.TempPathFactory, cuts: list[int]
) -> None:
    with _applied(told, tmp_path_factory.mktemp("cut"), cuts) as desk:
        assert _everything(desk) == whole.tables


@pytest.fixture(scope="module")
def whole(told: History, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    with _applied(told, tmp_path_factory.mktemp("whole"), [400]) as desk:
        return Whole(_everything(desk))


def test_a_page_that_does_not_follow_the_cursor_changes_nothing(told: History, tmp_path: Path) -> None:
    with _applied(told, tmp_path, [10], until=10) as desk:
        before = _everything(desk)
        for entries in (told.entries[5:20], told.entries[11:20]):
            with pytest.raises(ValueError, match="page begins at"):
                desk.apply_page(TOWN_STREAM, 1, entries)
        assert _everything(desk) == before


def test_a_page_that_breaks_off_leaves_nothing_and_may_come_again(told: History, tmp_path: Path) -> None:
    with _applied(told, tmp_path, [10], until=10) as desk:
        before = _everything(desk)
        doubled = [*told.entries[10:50], told.entries[40]]  # the last one's place is taken
        with pytest.raises(Exception, match="UNIQUE"):
            desk.apply_page(TOWN_STREAM, 1, doubled)
        assert _everything(desk) == before
        desk.apply_page(TOWN_STREAM, 1, told.entries[10:])
        assert verify(desk, signatures=False).problems == ()


def test_an_empty_page_moves_nothing(desk: Store) -> None:
    before = tip_of(desk, TOWN_STREAM)
    assert desk.apply_page(TOWN_STREAM, 1, []) == ()
    assert tip_of(desk, TOWN_STREAM) == before


def test_a_pin_brings_the_countys_new_state(desk: Store, county: County) -> None:
    before = desk.town.rules(TOWN_STREAM).calendar
    _day_off(county, "2026-03-10")
    pull(desk, county)
    assert desk.town.rules(TOWN_STREAM).calendar is before  # not before the pin
    county.pin()
    pull(desk, county)
    assert desk.town.rules(TOWN_STREAM).catalogue.overrides == {"2026-03-10": "OFF"}


def test_a_new_calendar_moves_every_due(desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report())
    save(desk, "event.accept", "e", {})
    save(desk, "event.dispatch", "e", {"unit": "T-ZF"})
    county.take(desk)
    pull(desk, county)
    save(desk, "event.report", "pending", report())
    _day_off(county, "2026-03-10")
    county.pin()
    pull(desk, county)
    assert verify(desk).problems == ()


def test_a_pin_ahead_of_the_county_stream_is_not_applied(desk: Store, county: County) -> None:
    _day_off(county, "2026-03-10")
    county.pin()
    county.web(TOWN_STREAM, "event.report", uid("e"), report(), "op")
    at = tip_of(desk, TOWN_STREAM)
    with pytest.raises(ValueError, match="pin at"):
        desk.apply_page(TOWN_STREAM, 1, county.entries(TOWN_STREAM, at))
    assert tip_of(desk, TOWN_STREAM) == at
    pull(desk, county)
    assert verify(desk).problems == ()


def test_private_fields_lie_beside_the_fold(desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report(), annex={"name": "王某", "tel": "13800000000"})
    county.take(desk)
    pull(desk, county)
    found = desk.read(lambda town: personal_fields(town, TOWN_STREAM, uid("e")))
    assert found == {"name": "王某", "tel": "13800000000"}


def _applied(told: History, into: Path, cuts: list[int], until: int = 400) -> Store:
    """The desk with the history applied in pages of these sizes, the last one as often as needed."""
    desk = Store.open(Path(shutil.copytree(told.folder, into / "desk")), clock=Clock())
    at = 0
    while at < until:
        size = cuts.pop(0) if len(cuts) > 1 else cuts[0]
        desk.apply_page(TOWN_STREAM, 1, told.entries[at : min(at + size, until)])
        at += size
    return desk


def _everything(desk: Store) -> list[list[tuple[object, ...]]]:
    return [
        sorted(tuple(row) for row in desk.read(lambda town, t=table: town.execute(select(t)).all()))  # type: ignore[misc]
        for table in EVERYTHING
    ]


def _day_off(county: County, day: str) -> None:
    for key, value in to_settings({"day_overrides": [{"date": day, "override": "OFF"}]}):
        county.web(COUNTY_STREAM, "config.put", setting_case(key), {"key": key, "value": value}, "admin")


def test_the_digest_is_of_32_bytes(desk: Store) -> None:
    assert len(desk.read(lambda town: read_tip(town, TOWN_STREAM)).dig) == 32
