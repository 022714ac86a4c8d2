"""Who has not answered, and what rings: red signatures and unanswered calls, until somebody acts or acknowledges."""

from db.queries.alarms import alarms
from db.queries.unanswered import Owing, unanswered
from db.store import Store
from governance.people.roles import DESK_ROLES
from tests.db.small_county import MINUTE, TOWN_STREAM, Clock, County, pull, save
from tests.governance.room import ARRIVED, ISSUE, MONDAY, report, uid

HOUR = 60 * MINUTE
DAY = 24 * HOUR


def _list(desk: Store, now: int, *, owed_too: bool = False) -> list[Owing]:
    return desk.read(lambda conn: unanswered(conn, TOWN_STREAM, now=now, owed_too=owed_too))


def _ringing(desk: Store, now: int) -> list[tuple[str, str]]:
    found = desk.read(lambda conn: alarms(conn, TOWN_STREAM, now=now))
    return [(one.key, one.case_id) for one in found]


def _dispatched(desk: Store, name: str, urg: str = "U3") -> None:
    save(desk, "event.report", name, report(urg=urg))
    save(desk, "event.accept", name, {})
    save(desk, "event.dispatch", name, {"unit": "T-ZF", "assist": ["T-SC"]})
    desk.town.settle()


def _called(desk: Store, county: County, grade: str = "C3") -> None:
    save(desk, "event.report", "e", report())
    accepted = save(desk, "event.accept", "e", {})
    sheet = ISSUE | {"grade": grade}
    save(desk, "call.issue", "c", sheet, "leader", base=None, also=((uid("e"), accepted.action.id),))
    county.take(desk)
    pull(desk, county)


def test_a_signature_is_asked_for_once_it_is_red(desk: Store) -> None:
    _dispatched(desk, "a", "U2")
    assert _list(desk, MONDAY + 30 * MINUTE) == []
    owing = _list(desk, MONDAY + 2 * HOUR)
    assert {(one.unit, one.what, one.grade, one.lead) for one in owing} == {
        ("T-ZF", "SIGN", "U2", True),
        ("T-SC", "SIGN", "U2", False),
    }
    assert owing[0].due_at == MONDAY + HOUR


def test_the_centre_owes_before_any_department_does(desk: Store, county: County) -> None:
    _called(desk, county)
    (owing,) = _list(desk, MONDAY + DAY)
    assert (owing.unit, owing.kind, owing.what, owing.event_id) == ("CENTRE", "call", "ACCEPT", uid("e"))
    county.web(TOWN_STREAM, "call.accept", uid("c"), {"ruling": "accept"}, "centre")
    county.web(TOWN_STREAM, "call.assign", uid("c"), {"unit": "ZR"}, "centre")
    pull(desk, county)
    assert _list(desk, MONDAY + MINUTE) == []
    (owing,) = _list(desk, MONDAY + MINUTE, owed_too=True)
    assert (owing.unit, owing.what) == ("ZR", "RESPOND")
    (owing,) = _list(desk, MONDAY + 8 * HOUR)
    assert (owing.unit, owing.what) == ("ZR", "SIGN")  # 4 hours; the answer is not due before tomorrow
    (owing,) = _list(desk, MONDAY + 3 * DAY)
    assert owing.what == "RESPOND"
    county.web(TOWN_STREAM, "call.respond", uid("c"), ARRIVED, "zr")
    pull(desk, county)
    assert _list(desk, MONDAY + 3 * DAY) == []


def test_the_last_urging_stands_in_the_line(desk: Store) -> None:
    _dispatched(desk, "a", "U2")
    save(desk, "event.urge", "a", {"unit": "T-ZF", "text": "请尽快签收"})
    desk.town.settle()
    assert _list(desk, MONDAY + 2 * HOUR)[0].urged_at == MONDAY


def test_a_u1_rings_until_it_is_acknowledged_or_dispatched(desk: Store) -> None:
    for name in ("a", "b"):
        save(desk, "event.report", name, report(urg="U1"))
    desk.town.settle()
    assert _ringing(desk, MONDAY) == sorted((("U1", uid("a")), ("U1", uid("b"))), key=lambda one: one[1])
    save(desk, "event.ack_alarm", "a", {"alarm": "U1"})
    save(desk, "event.accept", "b", {})
    save(desk, "event.dispatch", "b", {"unit": "T-ZF"})
    desk.town.settle()
    assert _ringing(desk, MONDAY) == []


def test_a_later_due_rings_anew(desk: Store) -> None:
    _dispatched(desk, "a", "U2")
    assert _ringing(desk, MONDAY + 30 * MINUTE) == []
    assert _ringing(desk, MONDAY + 2 * HOUR) == [("RED", uid("a"))]
    assert isinstance(desk.clock, Clock)
    desk.clock.at = MONDAY + 2 * HOUR
    save(desk, "event.ack_alarm", "a", {"alarm": "RED"})
    desk.town.settle()
    assert _ringing(desk, MONDAY + 3 * HOUR) == []
    desk.clock.at = MONDAY + 3 * HOUR
    for unit in ("T-ZF", "T-SC"):
        behalf = {"unit": unit, "person": "李某", "by": "PHONE"}
        save(desk, "event.sign", "a", {"behalf": behalf})
    desk.town.settle()
    assert _ringing(desk, MONDAY + 60 * DAY) == [("RED", uid("a"))]  # now 处置 is overdue


def test_calls_ring_by_their_own_keys(desk: Store, county: County) -> None:
    _called(desk, county, "C1")
    assert (f"C1/{uid('c')}", uid("c")) in _ringing(desk, MONDAY)
    save(desk, "event.ack_alarm", "e", {"alarm": f"C1/{uid('c')}"})
    desk.town.settle()
    assert _ringing(desk, MONDAY) == []
    county.web(TOWN_STREAM, "call.accept", uid("c"), {"ruling": "accept"}, "centre")
    county.web(TOWN_STREAM, "call.assign", uid("c"), {"unit": "ZR"}, "centre")
    county.take(desk)
    pull(desk, county)
    assert (f"NO_RESPONSE/{uid('c')}", uid("c")) in _ringing(desk, MONDAY + 2 * HOUR)


def test_a_department_answering_a_call_does_not_silence_it(desk: Store, county: County) -> None:
    """§3.4: only a person of this room does, here with the word about the response."""
    _called(desk, county, "C1")
    county.web(TOWN_STREAM, "call.accept", uid("c"), {"ruling": "accept"}, "centre")
    county.web(TOWN_STREAM, "call.assign", uid("c"), {"unit": "ZR"}, "centre")
    county.web(TOWN_STREAM, "call.respond", uid("c"), ARRIVED, "zr")
    county.take(desk)
    pull(desk, county)
    assert (f"C1/{uid('c')}", uid("c")) in _ringing(desk, MONDAY)
    save(desk, "call.confirm_arrival", "c", {"unit": "ZR", "word": "confirm"})
    desk.town.settle()
    assert (f"C1/{uid('c')}", uid("c")) not in _ringing(desk, MONDAY)


def test_only_people_of_the_room_dispatch_and_call(desk: Store) -> None:
    """So that a U1 falling silent at its dispatch or call was silenced by a person of this room."""
    matrix = desk.town.rules(TOWN_STREAM).catalogue.permissions
    steps = ("dispatch", "accept_dispatch", "call_issue")
    assert {role for one in steps for role in matrix.roles_for(one)} <= DESK_ROLES


def test_calling_the_county_to_a_urgent_case_is_a_step_of_the_room(desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report(urg="U1"))
    accepted = save(desk, "event.accept", "e", {})
    desk.town.settle()
    assert ("U1", uid("e")) in _ringing(desk, MONDAY)
    save(desk, "call.issue", "c", ISSUE, "leader", base=None, also=((uid("e"), accepted.action.id),))
    county.take(desk)
    pull(desk, county)
    assert ("U1", uid("e")) not in _ringing(desk, MONDAY)
