"""反映人 of many cases at once: each with its own fields, what was amended last wins."""

from db.queries.reporters import reporters
from db.store import Store
from tests.db.small_county import TOWN_STREAM, County, pull, save
from tests.governance.room import report, uid


def test_every_case_has_the_fields_of_its_own_caller(desk: Store, county: County) -> None:
    for name, tel in (("a", "13800000011"), ("b", "13800000012"), ("c", "")):
        annex = {"tel": tel, "name": f"{name}某"} if tel else None
        save(desk, "event.report", name, report(), annex=annex)
        county.clock.at += 60_000
    county.take(desk)
    pull(desk, county)
    found = desk.read(lambda conn: reporters(conn, TOWN_STREAM, map(uid, "abc")))
    assert found == {
        uid("a"): {"tel": "13800000011", "name": "a某"},
        uid("b"): {"tel": "13800000012", "name": "b某"},
    }
