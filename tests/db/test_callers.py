"""A number's cases come by themselves, open ones on top; the index finds them, however many events there are."""

from db.queries.callers import caller_history, undelivered_of
from db.store import Store
from tests.db.small_county import TOWN_STREAM, County, pull, save
from tests.governance.room import MONDAY, report, uid

TEL = "13800000011"
TOLD = {"text": "已告知来电人", "at": MONDAY}


def test_open_cases_of_a_number_stand_on_top_then_the_newest(desk: Store, county: County) -> None:
    for name, tel in (("a", TEL), ("b", TEL), ("c", TEL), ("d", "13800000012")):
        save(desk, "event.report", name, report(text=f"{name}处路灯不亮"), annex={"tel": tel, "name": "王某"})
        county.clock.at += 60_000
    save(desk, "event.reject", "c", {"code": "R1", "told": TOLD})
    county.take(desk)
    pull(desk, county)
    found = desk.read(lambda conn: caller_history(conn, TOWN_STREAM, TEL))
    assert [(one.case_id, one.open) for one in found][2] == (uid("c"), False)
    assert {one.case_id for one in found[:2]} == {uid("a"), uid("b")}
    assert desk.read(lambda conn: caller_history(conn, TOWN_STREAM, "1380000001")) == []


def test_a_number_is_known_before_the_case_is_delivered(desk: Store) -> None:
    save(desk, "event.report", "a", report(), annex={"tel": TEL, "name": "王某"})
    desk.town.settle()
    assert desk.read(lambda conn: caller_history(conn, TOWN_STREAM, TEL)) == []
    waiting = desk.read_own(lambda own: undelivered_of(own, TOWN_STREAM, TEL))
    (found,) = desk.read(lambda conn: caller_history(conn, TOWN_STREAM, TEL, further=waiting))
    assert (found.case_id, found.state) == (uid("a"), "REGISTERED")
