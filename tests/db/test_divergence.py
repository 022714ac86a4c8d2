"""The county went back: what fell off is kept aside, own work is sent again, the rest is as if it had never come."""

from db.folding import Stored
from db.overlay import shown_case
from db.queries.events import latest_events
from db.queries.receipts import counts
from db.store import Store
from db.tables.ledger import branch
from db.verify import verify
from tests.db.small_county import COUNTY_STREAM, TOWN_STREAM, County, pull, save, tip_of
from tests.governance.room import report, uid


def _line(row: Stored) -> bytes:
    return row.core


def test_rows_that_fell_off_go_to_the_branch_and_own_ones_wait_again(desk: Store, county: County) -> None:
    save(desk, "event.report", "kept", report(), annex={"name": "王某"})
    county.take(desk)
    pull(desk, county)
    stands = tip_of(desk, TOWN_STREAM)
    save(desk, "event.accept", "kept", {})
    save(desk, "event.report", "lost", report())
    county.take(desk)
    pull(desk, county)
    county.web(TOWN_STREAM, "event.report", uid("theirs"), report(), "op")
    pull(desk, county)
    save(desk, "event.note", "kept", {"text": "尚未送出"})
    desk.town.settle()

    desk.fall_back(TOWN_STREAM, stands, _line)

    assert tip_of(desk, TOWN_STREAM) == stands
    assert desk.read_own(counts) == {"D1": 3, "D4": 0, "D5": 2, "D6": 0, "DQ": 0}
    rows = {row.case_id: row for row in desk.read(lambda town: latest_events(town, TOWN_STREAM))}
    assert {case: (row.state, row.pending) for case, row in rows.items()} == {
        uid("kept"): ("ACCEPTED", 2),
        uid("lost"): ("REGISTERED", 1),
    }
    fallen = desk.read(lambda town: town.execute(branch.select()).all())
    assert [row.seq for row in fallen] == [stands + 1, stands + 2, stands + 3]
    assert verify(desk).problems == ()


def test_the_same_pages_may_come_again_afterwards(desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report())
    county.take(desk)
    pull(desk, county)
    stands = tip_of(desk, TOWN_STREAM) - 1
    desk.fall_back(TOWN_STREAM, stands, _line)
    assert pull(desk, county) == [2]
    shown = desk.read(lambda town: shown_case(town, TOWN_STREAM, uid("e")))
    assert shown is not None
    assert shown.pending == 0
    assert verify(desk).problems == ()


def test_back_to_the_very_beginning(desk: Store, county: County) -> None:
    desk.fall_back(TOWN_STREAM, 0, _line)
    assert tip_of(desk, TOWN_STREAM) == 0
    assert desk.read_own(counts)["D1"] == 1
    pull(desk, county)
    assert desk.read_own(counts)["D5"] == 1
    assert verify(desk).problems == ()


def test_a_county_stream_that_went_back_leaves_the_town_usable(desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report())
    desk.fall_back(COUNTY_STREAM, 5, _line)
    save(desk, "event.report", "f", report())
    desk.town.settle()
    rows = desk.read(lambda town: latest_events(town, TOWN_STREAM))
    assert uid("e") in {row.case_id for row in rows}
    pull(desk, county)
    desk.town.catch_up()
    assert verify(desk).problems == ()
