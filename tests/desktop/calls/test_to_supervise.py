"""待督办 in the list of calls (rulebook §3.9): what the clocks propose stands first, its card says what and against whom."""

from msgspec.structs import replace

from db.queries.calls import CallRow
from desktop.calls.listing import Listing
from desktop.calls.reading import Reading, Rows
from desktop.dossier.tags import tags
from desktop.names import Names
from governance.calls.call import Call
from tests.governance.local_time import at
from tests.governance.room import ARRIVED, Room, assigned, uid

MONDAY, LATE = at("2026-03-09 09:00"), at("2026-03-20 09:00")  # a C3 is handled in 7 working days


def row(case_id: str) -> CallRow:
    told = dict.fromkeys(CallRow.__struct_fields__)
    return CallRow(**(told | {"case_id": case_id, "state": "RESPONDED", "pending": 0}))  # type: ignore[arg-type]


def listing(room: Room, *calls: Call, now: int) -> Listing:
    known = {call.id: call for call in calls}
    rows = Rows(open=tuple(row(call.id) for call in calls))
    return Listing(Reading(rows, known), [], Names(room.rules), now, room.rules)


def a_room() -> tuple[Room, Call, Call]:
    """Two calls: ZR came and did nothing since; of the other it is all done, that is: fed back."""
    room = Room()
    assigned(room)
    room.does("call.respond", "c", ARRIVED, "zr", MONDAY)
    slow = room.call()
    quiet = replace(slow, id=uid("other"), clocks=(), tasks=())
    return room, slow, quiet


def test_what_ought_to_be_supervised_stands_first_under_its_head() -> None:
    room, slow, quiet = a_room()
    cards = listing(room, quiet, slow, now=LATE).cards("all")
    assert [card.key for card in cards] == [slow.id, quiet.id]
    assert [card.head for card in cards] == ["待督办 1 · 由县中心督办", "其他呼叫"]
    assert ("待督办 黄牌 县自然资源和规划局", "amber") in cards[0].tags


def test_without_a_proposal_the_list_has_no_heads() -> None:
    room, slow, quiet = a_room()
    cards = listing(room, quiet, slow, now=at("2026-03-10 09:00")).cards("all")
    assert [(card.key, card.head) for card in cards] == [(quiet.id, ""), (slow.id, "")]


def test_a_calls_dossier_says_it_too_until_the_county_issued_that_level() -> None:
    room, slow, _ = a_room()
    said = [tag.text for tag in tags(slow, 0, room.rules, LATE)]
    assert "建议黄牌督办：县自然资源和规划局 办理已超期" in said
    p = {"serial": "D1", "unit": "ZR", "text": "超期", "ask": "限期办结", "parent": uid("c")}
    room.does("supervision.yellow", "d", p, "centre_lead", LATE)
    assert not any(tag.text.startswith("建议") for tag in tags(room.call(), 0, room.rules, LATE))
