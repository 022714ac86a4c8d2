"""清单 for reading: items, one item whole, where it is used, and the file of a case from the ledger's own records."""

from db.queries.duty_records import file_of
from db.queries.lists import item_page, item_rows, open_calls_of, precedent_rows
from db.store import Store
from governance.responsibility.duty_file import DutyFile
from governance.responsibility.flow import stage_of
from tests.db.small_county import MINUTE, TOWN_STREAM, County, pull, save
from tests.governance.responsibility.county_room import ITEM, CountyRoom, agreed, drafted, publication, uid
from tests.governance.room import ISSUE, MONDAY, Room, assigned, report

DAY = "2026-03-09"
LINES = [{"no": no, "state": "DONE", "note": "照片"} for no in (4, 5, 6)]


def test_items_are_found_by_code_words_small_category_area_and_department() -> None:
    rules = Room().rules
    everything = item_rows(rules, DAY)
    assert len(everything) == 68
    assert [row.code for row in item_rows(rules, DAY, text="SD-A01-3")] == [ITEM]
    assert ITEM in {row.code for row in item_rows(rules, DAY, text="规划认定 违法建设")}
    assert {row.area_code for row in item_rows(rules, DAY, area="B")} == {"B"}
    assert all(rules.name_of("ZF") in row.depts for row in item_rows(rules, DAY, dept="ZF"))
    minor = rules.catalogue.categories["050102"].minor
    assert {row.code for row in item_rows(rules, DAY, text=minor)} >= {"SD-A01", "SD-A02"}
    assert item_rows(rules, "2025-12-31") == []


def test_an_item_page_has_lines_flow_versions_changes_and_precedents() -> None:
    room = CountyRoom()
    drafted(room)
    agreed(room)
    room.does("list.publish", "l", publication(), "county_leader")
    old = item_page(room.rules, ITEM, "2026-03-31")
    new = item_page(room.rules, ITEM, "2026-04-01")
    assert old is not None
    assert new is not None
    assert ([v.version for v in new.versions], old.changes, [c.what for c in new.changes]) == (
        [2, 1],
        (),
        ["县级主体责任"],
    )
    assert [row.coming for row in item_rows(room.rules, "2026-03-31", text=ITEM)] == ["2026-04-01"]
    assert item_page(room.rules, ITEM, DAY, version=2) == new
    assert item_page(room.rules, "SD-Z99", DAY) is None
    assert ("050101", room.rules.catalogue.categories["050101"].minor) in new.categories


def test_the_flow_of_a_case_says_where_it_is() -> None:
    room = Room()
    assigned(room)
    page = item_page(room.rules, ITEM, DAY, stage=stage_of(room.event(), room.call()))
    assert page is not None
    assert page.flow.here is not None
    assert page.flow.here.name == "签收到场"


def test_precedents_are_found_by_item_small_category_and_words() -> None:
    room = CountyRoom()
    said = {"category": "050102", "item": "SD-A02", "decided": "ZR", "reason": "存量归自然资源"}
    room.does("list.precedent", "p", {"precedent": uid("r")} | said, "centre_lead")
    assert len(precedent_rows(room.rules, text="存量", item="SD-A02", category="050102", day=DAY)) == 1
    assert precedent_rows(room.rules, day="2026-03-08") == []
    assert precedent_rows(room.rules, text="增量") == []


def test_the_file_of_a_case_has_every_record_of_event_and_call(desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report())
    accepted = save(desk, "event.accept", "e", {})
    issue = ISSUE | {"item": ITEM, "item_version": 1, "depts": ["ZF"], "lines": LINES, "reason": ""}
    save(desk, "call.issue", "c", issue, "leader", base=None, also=((uid("e"), accepted.action.id),))
    county.take(desk)
    pull(desk, county)
    assert [row.case_id for row in desk.read(lambda conn: open_calls_of(conn, TOWN_STREAM, ITEM))] == [
        uid("c")
    ]
    assert desk.read(lambda conn: open_calls_of(conn, TOWN_STREAM, "SD-A02")) == []
    for case in ("e", "c"):
        file = _file(desk, uid(case))
        assert file is not None
        assert [record.kind for record in file.records] == ["event.report", "event.accept", "call.issue"]
        assert all(len(record.digest) == 64 for record in file.records)
        assert (file.proposal, [c.serial for c in file.calls]) == ("FULL", ["H260309-100-0A-0001"])
    assert _file(desk, uid("nothing")) is None


def _file(desk: Store, case: str) -> DutyFile | None:
    rules = desk.town.rules(TOWN_STREAM)
    return desk.read(lambda conn: file_of(conn, TOWN_STREAM, case, MONDAY + MINUTE, rules))
