"""退单: the window, the codes, one ruling, then 指挥长指定, and what the clocks do (rulebook §3.3 #8–10b, §3.5)."""

import pytest
from msgspec.structs import replace

from tests.governance.local_time import at
from tests.governance.room import (
    PAUSED,
    RUNS,
    STOPPED,
    Room,
    dispatched,
    monday,
    signed,
    slip,
)


def returned(room: Room, when: str = "10:00", who: str = "zf_lead") -> None:
    room.does("event.return", "e", slip(room), who, monday(when))


def ruled(room: Room, ruling: str, when: str) -> None:
    request = room.event().returns[-1].id
    p = {"request": request, "ruling": ruling, "reason": "对照清单", "clause": "SD-A01-1"}
    room.does("event.decide_return", "e", p, "leader", monday(when))


def test_while_a_return_waits_nobodys_handling_runs() -> None:
    room = Room()
    dispatched(room)
    returned(room)
    assert room.event().state == "RETURN_PENDING"
    assert room.clocks(unit="T-ZF") == {"SIGN": STOPPED, "HANDLE": PAUSED}
    assert room.due("HANDLE") is None
    assert room.event().responsible == "ROOM"


@pytest.mark.parametrize(
    ("urg", "when", "due"),
    [
        ("U1", "2026-03-13 17:55", "2026-03-13 18:10"),
        ("U2", "2026-03-13 17:55", "2026-03-13 18:10"),
        ("U3", "2026-03-13 17:55", "2026-03-16 08:10"),  # counted in WH
    ],
)
def test_the_ruling_is_due_in_fifteen_minutes(urg: str, when: str, due: str) -> None:
    room = Room()
    signed(room, when=at(when), urg=urg)
    room.does("event.return", "e", slip(room), "zf_lead", at(when))
    assert room.due("RETURN_DECIDE") == due


def test_a_denied_return_goes_back_and_its_paused_time_stands() -> None:
    room = Room()
    signed(room)
    returned(room, "10:00")
    ruled(room, "deny", "10:15")
    assert room.event().state == "SIGNED"
    assert room.clock("RETURN_DECIDE").stop == monday("10:15")
    assert room.clock("HANDLE").pauses == ((monday("10:00"), monday("10:15")),)
    assert room.clocks(unit="T-ZF")["HANDLE"] == RUNS


def test_who_returned_before_signing_counts_as_signed_once_denied() -> None:
    room = Room()
    dispatched(room)
    returned(room, "10:00")
    ruled(room, "deny", "10:15")
    assert room.event().tasks[0].signed == monday("10:15")


def test_an_upheld_return_leaves_the_case_with_the_room() -> None:
    room = Room()
    signed(room)
    returned(room, "10:00")
    ruled(room, "uphold", "10:15")
    assert (room.event().state, room.event().held_by, room.event().responsible) == ("ACCEPTED", "", "ROOM")
    assert room.clock("DISPATCH").start == monday("10:15")
    assert room.due("DISPATCH") == "2026-03-09 10:30"


@pytest.mark.parametrize(
    ("urg", "last", "late"),
    [
        ("U1", "2026-03-09 09:15", "2026-03-09 09:16"),  # 15 min EH
        ("U2", "2026-03-09 11:00", "2026-03-09 11:01"),  # 2 h EH
        ("U3", "2026-03-11 18:00", "2026-03-11 18:01"),  # 2 WD
    ],
)
def test_the_window_by_urgency(urg: str, last: str, late: str) -> None:
    room = Room()
    signed(room, urg=urg)
    assert room.no("event.return", "e", slip(room), "zf_lead", at(last)) == ""
    assert room.no("event.return", "e", slip(room), "zf_lead", at(late)) == "return-too-late"


def test_the_window_skips_qingming() -> None:
    room = Room()
    signed(room, when=at("2026-04-03 16:00"))  # Friday; 4–6 April are off
    assert room.no("event.return", "e", slip(room), "zf_lead", at("2026-04-08 18:00")) == ""
    assert room.no("event.return", "e", slip(room), "zf_lead", at("2026-04-08 18:01")) == "return-too-late"


@pytest.mark.parametrize(
    "wrong",
    [{"code": "T9"}, {"clause": " "}, {"suggested_unit": ""}],
    ids=["code", "clause", "suggested unit"],
)
def test_a_slip_has_code_clause_and_suggested_unit(wrong: dict[str, str]) -> None:
    room = Room()
    signed(room)
    assert room.no("event.return", "e", slip(room, **wrong), "zf_lead") == "incomplete-return"


@pytest.mark.parametrize("code", ["T1", "T2", "T3", "T5", "T6", "T7"])
def test_the_other_codes_need_no_contact(code: str) -> None:
    room = Room()
    signed(room)
    assert room.no("event.return", "e", slip(room, code=code), "zf_lead") == ""


def test_too_little_to_go_on_is_said_after_one_contact_only() -> None:
    room = Room()
    signed(room, reply=True)
    assert room.no("event.return", "e", slip(room, code="T4"), "zf_lead") == "return-no-contact"
    room.does("event.contact", "e", {"text": "联系不上"}, "zf_staff")
    room.does("event.return", "e", slip(room, code="T4"), "zf_lead")


def test_progress_bars_a_return_and_a_contact_does_not() -> None:
    room = Room()
    signed(room, reply=True)
    room.does("event.contact", "e", {"text": "已联系"}, "zf_staff")
    assert room.no("event.return", "e", slip(room), "zf_lead") == ""
    room.does("event.progress", "e", {"text": "已到现场处置"}, "zf_staff")
    assert room.no("event.return", "e", slip(room), "zf_lead") == "return-after-progress"


def test_only_the_lead_of_the_leading_unit_returns() -> None:
    room = Room()
    signed(room, assist=("T-PCS",))
    first = room.event().tasks[0].id
    assert room.no("event.return", "e", slip(room, task=first), "zf_staff") == "no-role"
    assert room.no("event.return", "e", slip(room, task=first), "sc_lead") == "no-role"
    assert room.no("event.return", "e", slip(room, task=first), "pcs_lead") == "not-lead"
    assert room.no("event.return", "e", slip(room, task=first), "zf_lead") == ""
    assert room.no("event.return", "e", slip(room, task="of yesterday"), "zf_lead") == "not-holder"


def test_the_room_rules_with_a_reason_on_the_slip_that_waits() -> None:
    room = Room()
    signed(room)
    returned(room)
    right = {"request": room.last, "ruling": "deny", "reason": "属本单位"}
    assert room.no("event.decide_return", "e", right | {"request": "x"}, "op") == "no-return"
    assert room.no("event.decide_return", "e", right | {"ruling": "maybe"}, "op") == "no-ruling"
    assert room.no("event.decide_return", "e", right | {"reason": " "}, "op") == "no-ruling"
    assert room.no("event.decide_return", "e", right, "sup") == "no-role"
    assert room.no("event.decide_return", "e", right, "centre_lead") == "no-role"
    assert (
        room.no("event.assign_final", "e", {"unit": "T-SC", "reason": "属地"}, "director") == "first-return"
    )


# ---------------------------------------------------------------- the second return


def twice(room: Room, first: str, second_by: str = "zf_lead") -> None:
    """A first return ruled on at 09:15, a second filed at 10:00."""
    signed(room)
    returned(room, "09:00")
    ruled(room, first, "09:15")
    if first == "uphold":
        room.does("event.redispatch", "e", {"unit": "T-SC"}, "op", monday("09:20"))
    returned(room, "10:00", second_by)


def assign(room: Room, unit: str, when: str = "10:15") -> None:
    room.does("event.assign_final", "e", {"unit": unit, "reason": "属地管理"}, "director", monday(when))


def test_the_second_return_of_whichever_unit_waits_for_the_director() -> None:
    for first, by in (("deny", "zf_lead"), ("uphold", "sc_lead")):
        room = Room()
        twice(room, first, by)
        p = {"request": room.event().returns[-1].id, "ruling": "deny", "reason": "对照清单"}
        assert room.no("event.decide_return", "e", p, "op") == "second-return"
        assert room.no("event.assign_final", "e", {"unit": "T-PCS", "reason": "属地"}, "leader") == "no-role"
        assign(room, "T-PCS")


def test_two_denied_returns_of_one_unit_void_the_second_pause() -> None:
    """Rulebook §6.5, example 36: the first pause counts, the second is taken out."""
    room = Room()
    twice(room, "deny")
    assign(room, "T-ZF")
    assert room.event().state == "SIGNED"
    assert room.clock("HANDLE").pauses == ((monday("09:00"), monday("09:15")),)
    assert room.event().abuser == "T-ZF"


def test_the_first_denied_return_of_another_unit_keeps_its_pause() -> None:
    room = Room()
    twice(room, "uphold", "sc_lead")
    assign(room, "T-SC")
    assert room.clock("HANDLE", "T-SC").pauses == ((monday("10:00"), monday("10:15")),)
    assert room.event().abuser == ""
    assert room.event().tasks[-1].signed == monday("10:15")  # it had not signed, and has it now


def test_a_second_return_denied_at_the_same_instant_voids_nothing_else() -> None:
    room = Room()
    twice(room, "deny")
    assign(room, "T-ZF", "10:00")
    assert room.clock("HANDLE").pauses == ((monday("09:00"), monday("09:15")),)


def test_another_unit_gets_it_anew_and_for_good() -> None:
    room = Room()
    twice(room, "deny")
    assign(room, "T-PCS")
    assert (room.event().state, room.event().responsible) == ("DISPATCHED", "T-PCS")
    assert room.clocks(unit="T-ZF") == {"SIGN": STOPPED, "HANDLE": STOPPED}
    assert room.clocks(unit="T-PCS") == {"SIGN": RUNS, "HANDLE": RUNS}
    assert room.clock("HANDLE", "T-PCS").start == monday("10:15")
    room.does("event.sign", "e", {}, "pcs_lead", monday("10:20"))
    assert room.no("event.return", "e", slip(room), "pcs_lead", monday("10:20")) == "final-assignment"


def test_the_same_unit_cannot_return_it_again_either() -> None:
    room = Room()
    twice(room, "deny")
    assign(room, "T-ZF")
    assert room.no("event.return", "e", slip(room), "zf_lead", monday("10:20")) == "final-assignment"


def test_the_director_names_a_subordinate_and_says_why() -> None:
    room = Room()
    twice(room, "deny")
    assert room.no("event.assign_final", "e", {"unit": "ZR", "reason": "x"}, "director") == "not-subordinate"
    assert room.no("event.assign_final", "e", {"unit": "T-SC", "reason": " "}, "director") == "no-reason"


def test_a_category_that_is_gone_does_not_stop_the_director() -> None:
    """The county may change its table while a case is on its way: the limit it had is the limit it keeps."""
    room = Room()
    twice(room, "deny")
    room.cases[room.event().id] = replace(room.event(), cat="999999")
    assign(room, "T-PCS")
    first, anew = (c for c in room.event().clocks if c.name == "HANDLE")
    assert (anew.n, anew.cal) == (first.n, first.cal)
    assert room.due("HANDLE", "T-PCS") is not None
