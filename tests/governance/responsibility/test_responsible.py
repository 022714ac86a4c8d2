"""判责 is a function (§5.3, §13-8): the same 小类, day, place, kind of place, text and bundle give the same answer."""

from hypothesis import given
from hypothesis import strategies as st

from governance.bundle import EMPTY, advanced, rules_of
from governance.ledger.entry import Verdict
from governance.ledger.stream import Stream
from governance.responsibility.items import responsible
from tests.governance.responsibility.county_room import (
    ITEM,
    REVIEWED,
    TOWN,
    CountyRoom,
    agreed,
    drafted,
    publication,
    uid,
)
from tests.governance.room import MONDAY, an_action


def lived() -> CountyRoom:
    """A county that published a second version and kept two precedents."""
    room = CountyRoom()
    drafted(room, main_duty="新责任")
    agreed(room)
    room.does("list.publish", "l", publication(), "county_leader")
    for name, kind, since in (("p", "", "2026-03-10"), ("q", "学校", "2026-03-20")):
        said = {
            "precedent": uid(name),
            "category": "050102",
            "item": "SD-A02",
            "decided": "ZR",
            "reason": "审定",
        }
        more = {"place_kind": kind, "valid_from": since}
        room.does("list.precedent", name, said | more, "centre_lead")
    return room


COUNTY = lived()
CODES = st.sampled_from(sorted(COUNTY.rules.catalogue.categories)) | st.sampled_from(
    ["050101", "050102", "999999"]
)
DAYS = st.sampled_from(["2025-12-31", "2026-03-09", "2026-03-15", "2026-03-25", "2026-04-01", "2027-01-01"])
PLACES = st.sampled_from([TOWN, "990101100201", "990101101000"])
KINDS = st.sampled_from(["", "学校", "市场"])
TEXTS = st.lists(st.sampled_from(["违法建设", "存量", "历史", "学校旁", "查处"]), max_size=4).map("，".join)


@given(CODES, DAYS, PLACES, KINDS, TEXTS)
def test_desk_and_county_give_the_same_items_lines_and_order(
    code: str, day: str, area: str, kind: str, text: str
) -> None:
    desk = rules_of(Stream(id=uid("town"), kind="town", area=TOWN), COUNTY.bundle)
    answers = responsible(code, day, area, kind, text, COUNTY.rules)
    assert answers == responsible(code, day, area, kind, text, desk)
    for answer in answers:
        assert answer.item.in_force(day)
        assert answer.item.holds_in(area)
        assert answer.county_lines == tuple(line for line in answer.county_lines if line.side == "COUNTY")
        assert COUNTY.rules.catalogue.clause(answer.clause, answer.item.version) == answer.county_lines[0]
        assert (answer.precedent is not None) == (answer.reason == "判例")


def test_each_day_is_answered_by_the_version_of_that_day() -> None:
    duties = [
        responsible("050101", day, TOWN, "", "", COUNTY.rules)[0].item.version
        for day in ("2026-03-31", "2026-04-01")
    ]
    assert duties == [1, 2]


def test_a_precedent_of_a_kind_of_place_speaks_there_alone() -> None:
    first = [
        responsible("050102", "2026-03-25", TOWN, kind, "", COUNTY.rules)[0] for kind in ("学校", "市场")
    ]
    assert [answer.precedent.id for answer in first if answer.precedent] == [uid("q"), uid("p")]


def test_a_bundle_is_the_same_advanced_at_once_or_step_by_step() -> None:
    room = CountyRoom()
    edit = {"item": ITEM, "fields": {"main_duty": "新"}, "reason": "改", "submit": True, **REVIEWED}
    entries = [
        (an_action("list.edit", uid("l"), edit, "list_admin"), Verdict("a"), MONDAY),
        (an_action("list.countersign", uid("l"), {"word": "AGREE"}, "zf"), Verdict("a"), MONDAY),
        (an_action("list.countersign", uid("l"), {"word": "AGREE"}, "zr"), Verdict("a"), MONDAY),
        (an_action("list.publish", uid("l"), publication(), "county_leader"), Verdict("a"), MONDAY),
    ]
    at_once = advanced(room.bundle, 900, entries)
    slowly = room.bundle
    for n, entry in enumerate(entries, 897):
        slowly = advanced(slowly, n, [entry])
    assert slowly == at_once
    assert [item.version for item in at_once.catalogue.versions[ITEM]] == [1, 2]
    assert advanced(EMPTY, 4, entries).catalogue == EMPTY.catalogue  # without units no draft is right
