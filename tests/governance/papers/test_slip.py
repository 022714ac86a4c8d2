"""补录纸单 (rulebook §2.2, §3.11): its number, once, and the director's word on one that comes late."""

from typing import Any

import pytest

from governance.backfill import LATE_MS
from governance.papers.slip import Slip, slip_case, waiting
from governance.places.serials import paper_number
from tests.governance.local_time import at
from tests.governance.room import FEEDBACK, Room, monday, signed, uid

SLIP = "P1000001238"
TUESDAY = at("2026-03-10 12:00")


def entered(**more: Any) -> dict[str, Any]:
    return {"no": SLIP, "written": monday("10:55"), "text": "承办反馈单", "parent": uid("e")} | more


def slip(room: Room, name: str = "p") -> Slip:
    found = room.cases[uid(name)]
    assert isinstance(found, Slip)
    return found


def test_a_slip_entered_in_time_is_used_and_its_steps_count_at_their_own_time() -> None:
    room = Room()
    signed(room)
    room.does("paper.backfill", "p", entered(), "op", monday("12:40"))
    assert (slip(room).state, slip(room).no, slip(room).parent, slip(room).final) == (
        "USED",
        SLIP,
        uid("e"),
        True,
    )
    room.does(
        "event.feedback", "e", FEEDBACK | {"paper": SLIP, "occ": monday("10:55")}, "zf_lead", monday("12:41")
    )
    assert room.clock("HANDLE").stop == monday("10:55")


def test_one_that_comes_a_day_late_waits_for_the_director_and_so_do_its_steps() -> None:
    room = Room()
    signed(room)
    step = FEEDBACK | {"paper": SLIP, "occ": monday("10:55")}
    assert room.no("event.feedback", "e", step, "zf_lead", TUESDAY) == "late-slip"
    room.does("paper.backfill", "p", entered(), "op", TUESDAY)
    assert (slip(room).state, [kid.label for kid in waiting(room.event())]) == ("LATE", [SLIP])
    assert room.no("event.feedback", "e", step, "zf_lead", TUESDAY) == "late-slip"
    yes = {"ruling": "uphold", "reason": "已核对原单"}
    assert room.no("paper.confirm", "p", yes, "leader", TUESDAY) == "no-role"
    room.does("paper.confirm", "p", yes, "director", TUESDAY)
    assert (slip(room).state, waiting(room.event())) == ("CONFIRMED", ())
    room.does("event.feedback", "e", step, "zf_lead", TUESDAY)
    assert room.clock("HANDLE").stop == monday("10:55")


def test_without_his_word_a_late_decision_is_refused_and_a_step_counts_when_entered() -> None:
    room = Room()
    signed(room)
    room.does("paper.backfill", "p", entered(), "op", TUESDAY)
    room.does("paper.confirm", "p", {"ruling": "deny", "reason": "无原单"}, "director", TUESDAY)
    late = {"category": "010102", "paper": SLIP, "occ": monday("10:55")}
    assert room.act("event.classify", "e", late, "op", TUESDAY).code == "late-slip"
    room.does("event.feedback", "e", FEEDBACK, "zf_lead", TUESDAY)
    assert room.clock("HANDLE").stop == TUESDAY


@pytest.mark.parametrize(
    ("p", "code"),
    [
        ({"no": "P1000001239"}, "bad-paper"),  # check digit
        ({"no": paper_number("200", 123)}, "bad-paper"),  # another town's
        ({"no": ""}, "bad-paper"),
        ({"text": " "}, "no-text"),
        ({"use": "LOST"}, "no-text"),
        ({"written": None}, "no-time"),
        ({"written": monday("13:00")}, "future-time"),
        ({"written": monday("12:40") + 1}, "future-time"),
        ({"written": at("1999-12-31 23:59")}, "future-time"),
    ],
)
def test_what_is_wrong_with_a_slip(p: dict[str, Any], code: str) -> None:
    room = Room()
    signed(room)
    assert room.no("paper.backfill", "p", entered(**p), "op", monday("12:40")) == code


def test_a_spoilt_one_says_why_and_a_number_is_used_once() -> None:
    room = Room()
    signed(room)
    spoilt = {"no": SLIP, "use": "VOID", "text": "写错", "parent": uid("e")}
    room.does("paper.backfill", "p", spoilt, "op", monday("12:40"))
    assert (slip(room).state, slip(room).label) == ("VOID", "作废")
    assert room.no("paper.backfill", "p", entered(), "op", monday("12:41")) == "paper-used"
    assert slip_case("town", SLIP) == slip_case("town", SLIP) != slip_case("town", "P1000002236")
    assert room.no("paper.backfill", "q", entered(), "zf_lead", monday("12:41")) == "no-role"


@pytest.mark.parametrize(("late_ms", "state"), [(0, "USED"), (LATE_MS, "USED"), (LATE_MS + 1, "LATE")])
def test_more_than_twenty_four_hours_are_late(late_ms: int, state: str) -> None:
    room = Room()
    signed(room)
    room.does("paper.backfill", "p", entered(), "op", monday("10:55") + late_ms)
    assert slip(room).state == state
    assert slip(room).final is (state == "USED")


def test_only_one_that_is_late_is_confirmed_by_the_director_and_not_by_who_entered_it() -> None:
    room = Room()
    signed(room)
    yes = {"ruling": "uphold", "reason": "已核对原单"}
    room.does("paper.backfill", "used", entered(), "op", monday("12:40"))
    why = room.why_not("paper.confirm", "used", yes, "director", monday("12:41"))
    assert why is not None
    assert (why.code, why.sentence) == ("wrong-state", f"纸单【{SLIP}】已用，不需要确认；请刷新后重试。")
    room.also("director", "ROOM_OP")
    room.does("paper.backfill", "late", entered(), "director", TUESDAY)
    assert room.no("paper.confirm", "late", yes, "director", TUESDAY) == "own-record"


@pytest.mark.parametrize("more", [{"ruling": "perhaps"}, {"reason": " "}])
def test_his_word_is_yes_or_no_with_its_reason(more: dict[str, str]) -> None:
    room = Room()
    signed(room)
    room.does("paper.backfill", "p", entered(), "op", TUESDAY)
    yes = {"ruling": "uphold", "reason": "已核对原单"}
    assert room.no("paper.confirm", "p", yes | more, "director", TUESDAY) == "no-ruling"


def test_a_spoilt_one_is_never_late() -> None:
    room = Room()
    signed(room)
    room.does("paper.backfill", "p", entered(use="VOID", text="写错"), "op", TUESDAY)
    assert (slip(room).state, waiting(room.event())) == ("VOID", ())
