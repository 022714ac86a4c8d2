"""时限黄红牌 (rulebook §3.9): N working days overdue are N×480 working minutes after the due; one a task."""

import pytest
from msgspec.structs import replace

from governance.events.event import Event
from governance.supervision.timing_cards import TimingCard, came_at, overdue_minutes, timing_cards
from governance.time.clocks import Clock
from tests.governance.handling.asking import handling_payload
from tests.governance.local_time import at, show
from tests.governance.room import FEEDBACK, Room, dispatched, monday, report, signed, slip

# 受理 15 min EH from Monday 9 March 09:00: due 09:15. 办理 of T-ZF 5 WD: due Monday 16 March 18:00
ONE_DAY, TWO_DAYS = "2026-03-10 09:15", "2026-03-11 09:15"
FIVE_DAYS, TEN_DAYS = "2026-03-23 18:00", "2026-03-30 18:00"


def cards(room: Room, when: int) -> tuple[TimingCard, ...]:
    return timing_cards(room.event(), when, room.rules.calendar)


def colours(room: Room, when: int) -> list[tuple[str, str]]:
    return [(card.clock, card.colour) for card in cards(room, when)]


@pytest.mark.parametrize(("when", "colour"), [(ONE_DAY, "YELLOW"), (TWO_DAYS, "RED")])
def test_a_case_nobody_took_in_is_yellow_after_a_working_day_and_red_after_two(
    when: str, colour: str
) -> None:
    room = Room()
    room.does("event.report", "e", report(), "op", monday("09:00"))
    assert ("ACCEPT", colour) not in colours(room, at(when) - 1)
    (card,) = cards(room, at(when))
    assert (card.clock, card.task, card.colour) == ("ACCEPT", "", colour)
    assert came_at(room.event(), card, at(when), room.rules.calendar) == (monday("09:15"), at(when))


@pytest.mark.parametrize(("when", "colour"), [(FIVE_DAYS, "YELLOW"), (TEN_DAYS, "RED")])
def test_handling_is_yellow_after_five_working_days_and_red_after_ten(when: str, colour: str) -> None:
    room = Room()
    signed(room)
    assert ("HANDLE", colour) not in colours(room, at(when) - 1)
    (card,) = cards(room, at(when))
    assert (card.clock, card.unit, card.colour) == ("HANDLE", "T-ZF", colour)
    assert came_at(room.event(), card, at(when), room.rules.calendar) == (at("2026-03-16 18:00"), at(when))


def test_it_stands_as_the_step_came_that_it_waited_for() -> None:
    room = Room()
    signed(room)
    room.does("event.feedback", "e", FEEDBACK, "zf_lead", at(FIVE_DAYS))
    assert colours(room, at(TEN_DAYS)) == [("HANDLE", "YELLOW")]
    assert cards(room, at(TEN_DAYS))[0].minutes == 5 * 480


def test_every_task_has_its_own() -> None:
    room = Room()
    dispatched(room, assist=("T-PCS",))
    room.does("event.sign", "e", {}, "zf_lead", monday("10:00"))
    assert {card.unit for card in cards(room, at(TEN_DAYS))} == {"T-ZF", "T-PCS"}


def test_who_gave_the_task_on_and_who_is_exempt_have_none() -> None:
    room = Room()
    signed(room)
    assert colours(room, at(TEN_DAYS)) == [("HANDLE", "RED")]
    room.does("event.exempt", "e", handling_payload("event.exempt", room.event()), "director", at(TEN_DAYS))
    assert colours(room, at(TEN_DAYS)) == []
    moved = Room()
    signed(moved)
    moved.does("event.return", "e", slip(moved), "zf_lead", monday("10:00"))
    p = {"request": moved.last, "ruling": "uphold", "reason": "属实"}
    moved.does("event.decide_return", "e", p, "op", monday("10:05"))
    moved.does("event.redispatch", "e", {"unit": "T-SC"}, "op", monday("10:10"))
    assert {card.unit for card in cards(moved, at(TEN_DAYS))} == {"T-SC"}


@pytest.mark.parametrize("kind", ["event.void", "event.reject"])
def test_what_was_no_case_of_ours_has_none(kind: str) -> None:
    room = Room()
    room.does("event.report", "e", report(), "op", monday("09:00"))
    told = {"code": "R1", "told": {"text": "已告知", "at": at(TWO_DAYS)}}
    void = {"code": "V1", "reason": "重复"}
    by = ("leader", void) if kind == "event.void" else ("op", told)
    room.does(kind, "e", by[1], by[0], at(TWO_DAYS))
    assert cards(room, at(TEN_DAYS)) == ()


def handle(**more: object) -> Clock:
    """A 办理 of 8 working hours from Monday 08:00: due at 18:00."""
    clock = Clock(name="HANDLE", start=monday("08:00"), n=480, cal="WH", by="T-ZF", task="t/T-ZF")
    return replace(clock, **more)


def minutes(clock: Clock, when: str) -> int:
    return overdue_minutes(clock, at(when), Room().rules.calendar)


def test_pauses_after_the_due_do_not_count_and_what_they_share_is_left_out_once() -> None:
    day = ((at("2026-03-10 08:00"), at("2026-03-10 12:00")), (at("2026-03-10 09:00"), at("2026-03-10 15:00")))
    assert minutes(handle(), "2026-03-10 18:00") == 480
    assert minutes(handle(pauses=day[:1]), "2026-03-10 18:00") == 240
    assert minutes(handle(pauses=day), "2026-03-10 18:00") == 180  # of 08:00–15:00 five working hours
    assert minutes(handle(pauses=day), "2026-03-10 11:00") == 0


def test_a_pause_before_the_due_moves_it_and_one_across_it_costs_its_rest() -> None:
    before = handle(pauses=((monday("09:00"), monday("10:00")),))
    assert minutes(before, "2026-03-10 10:00") == 60  # due Tuesday 09:00
    across = handle(pauses=((monday("17:00"), at("2026-03-10 09:00")),))
    assert minutes(across, "2026-03-10 11:00") == 60  # one hour was left at 17:00: due Tuesday 10:00


def test_on_the_due_and_while_it_stands_still_nothing_is_overdue() -> None:
    assert (minutes(handle(), "2026-03-09 18:00"), minutes(handle(), "2026-03-10 08:01")) == (0, 1)
    assert minutes(handle(pauses=((monday("09:00"), None),)), "2026-03-12 18:00") == 0


def test_a_card_of_the_second_round_is_told_with_the_second_rounds_due() -> None:
    """§3.3 #17: a failed look opens a new clock of the same task; the first was kept."""
    room = Room()
    signed(room)
    event: Event = room.event()
    first = next(c for c in event.clocks if c.name == "HANDLE")
    second = replace(first, start=at("2026-03-11 09:00"))
    kept = tuple(replace(c, stop=monday("11:00")) if c is first else c for c in event.clocks)
    room.cases[event.id] = replace(event, clocks=(*kept, second))
    (card,) = cards(room, at("2026-03-25 18:00"))
    found = came_at(room.event(), card, at("2026-03-25 18:00"), room.rules.calendar)
    assert found is not None
    assert [show(one) for one in found] == ["2026-03-18 18:00", "2026-03-25 18:00"]
    assert came_at(room.event(), replace(card, task="none"), at(TEN_DAYS), room.rules.calendar) is None
