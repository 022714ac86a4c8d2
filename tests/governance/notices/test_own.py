"""What a town's notice tells of its own units (rulebook §3.9, §4.8): cards of the clocks and of 督办."""

from msgspec.structs import replace

from governance.events.event import task_key
from governance.notices.notice import Line
from governance.notices.own import called, own_lines
from tests.governance.local_time import at
from tests.governance.room import MONDAY, Room, assigned, monday, report, signed, uid
from tests.governance.supervision.test_supervision import letter, supervision

# T-ZF has 5 WD from Monday 9 March: due 16 March 18:00, five working days later 23 March 18:00
DUE, YELLOW, RED = at("2026-03-16 18:00"), at("2026-03-23 18:00"), at("2026-03-30 18:00")
MINUTE = 60_000


def lines(room: Room, when: int) -> tuple[Line, ...]:
    letters = [supervision(room)] if uid("d") in room.cases else []
    return own_lines([room.event()], letters, when, room.rules)


def a_signed_case() -> Room:
    room = Room()
    signed(room)
    return room


def test_handling_five_working_days_late_is_told_with_the_due_and_when_the_card_came() -> None:
    room = a_signed_case()
    assert lines(room, YELLOW - MINUTE) == ()
    (line,) = lines(room, YELLOW + MINUTE)
    assert (line.unit, line.case, line.rule, line.text) == ("T-ZF", room.event().id, "CARD", "办理超期黄牌")
    assert line.facts == (("办理到期", DUE), ("黄牌", YELLOW))


def test_the_red_card_takes_the_place_of_the_yellow_one_under_the_same_key() -> None:
    room = a_signed_case()
    (yellow,), (red,) = lines(room, YELLOW + MINUTE), lines(room, RED + MINUTE)
    assert red.facts == (("办理到期", DUE), ("红牌", RED))
    assert red.key == yellow.key


def test_accepting_late_is_told_of_the_room() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op")
    (line,) = lines(room, at("2026-03-11 18:00"))
    assert (line.unit, line.text[:4]) == ("T-ZHS", "受理超期")


def test_a_yellow_letter_is_told_and_a_plain_or_revoked_one_is_not() -> None:
    room = a_signed_case()
    room.does("supervision.normal", "d", letter(), "leader")
    assert lines(room, monday("11:00")) == ()
    room.does("supervision.yellow", "d", letter(), "leader", monday("10:00"))
    (line,) = lines(room, monday("11:00"))
    assert (line.unit, line.text) == ("T-ZF", "黄牌督办")
    gone = replace(supervision(room), state="REVOKED")
    assert own_lines([room.event()], [gone], monday("11:00"), room.rules) == ()


def test_what_is_exempt_is_not_told() -> None:
    room = a_signed_case()
    room.does(
        "event.exempt", "e", {"task": task_key(room.event().tasks[0]), "reason": "断电"}, "director", DUE
    )
    assert lines(room, RED) == ()


def test_what_is_appealed_against_waits_for_its_ruling() -> None:
    room = a_signed_case()
    room.does("event.appeal", "e", {"text": "当日停电"}, "zf_lead", YELLOW + MINUTE)
    assert lines(room, YELLOW + 2 * MINUTE) == ()


def test_a_department_is_the_countys_to_tell() -> None:
    room = Room()
    assigned(room, "C2")
    told = lines(room, at("2026-06-01 09:00"))
    assert not [line for line in told if room.rules.catalogue.units[line.unit].is_department]


def a_card(key: str, unit: str, since: int) -> Line:
    return Line(
        key=key, unit=unit, case="e", serial="S1", rule="CARD", since=since, facts=(("办理到期", since),)
    )


def test_three_cards_in_a_month_put_a_unit_on_the_list_to_be_talked_to() -> None:
    march, april = MONDAY, at("2026-04-01 00:00")
    three = [a_card(f"zf{n}", "T-ZF", march + n) for n in range(3)]
    two = [a_card("sc1", "T-SC", march), a_card("sc2", "T-SC", march), a_card("sc3", "T-SC", april)]
    (one,) = called([*two, *three], "2026-03")
    assert (one.unit, [line.key for line in one.lines]) == ("T-ZF", ["zf0", "zf1", "zf2"])
