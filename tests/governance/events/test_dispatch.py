"""派遣、签收、先行联系、改派: who gets it, what starts, when it is due (rulebook §3.3 #4–6, #11, §3.4, §3.11)."""

import pytest

from tests.governance.local_time import at, show
from tests.governance.room import (
    FEEDBACK,
    GRID,
    PAUSED,
    RUNS,
    STOPPED,
    TOWN,
    VILLAGE,
    Room,
    accepted,
    dispatched,
    monday,
    signed,
    slip,
)


def test_a_dispatch_stops_its_clock_and_starts_the_units() -> None:
    room = Room()
    accepted(room, when=monday("09:00"), reply=True)
    room.does("event.dispatch", "e", {"unit": "T-ZF"}, "op", monday("09:12"))
    assert room.event().state == "DISPATCHED"
    assert room.clock("DISPATCH").stop == monday("09:12")
    assert room.clocks(unit="T-ZF") == {"SIGN": RUNS, "HANDLE": RUNS, "CONTACT": RUNS}
    assert room.clock("HANDLE").start == monday("09:12")


@pytest.mark.parametrize(
    ("urg", "when", "sign", "contact"),
    [
        ("U1", "2026-03-13 17:50", "2026-03-13 18:05", "2026-03-13 18:05"),  # 15 min EH each
        ("U2", "2026-03-13 17:50", "2026-03-13 18:50", "2026-03-13 18:50"),  # 1 h EH each
        ("U3", "2026-03-13 17:00", "2026-03-16 09:00", "2026-03-16 11:00"),  # 2 WH and 4 WH, over a weekend
    ],
)
def test_sign_and_contact_are_due_by_urgency(urg: str, when: str, sign: str, contact: str) -> None:
    room = Room()
    dispatched(room, when=at(when), urg=urg, reply=True)
    assert (room.due("SIGN"), room.due("CONTACT")) == (sign, contact)


@pytest.mark.parametrize(
    ("cat", "when", "due"),
    [
        ("010101", "2026-03-09 09:00", "2026-03-16 18:00"),  # 5 WD
        ("020302", "2026-03-13 17:00", "2026-03-16 11:00"),  # 4 WH, Friday evening
        ("060301", "2026-03-14 23:20", "2026-03-15 01:20"),  # 2 EH, Saturday night
    ],
)
def test_handling_is_due_by_the_category(cat: str, when: str, due: str) -> None:
    room = Room()
    dispatched(room, when=at(when), cat=cat)
    assert room.due("HANDLE") == due


def test_contact_runs_only_where_an_answer_was_asked_for() -> None:
    room = Room()
    signed(room)
    assert "CONTACT" not in room.clocks()
    assert room.no("event.contact", "e", {}, "zf_lead") == "no-reply-wanted"


def test_a_signature_and_a_contact_stop_their_clocks_and_leave_handling_running() -> None:
    room = Room()
    dispatched(room, reply=True)
    room.does("event.sign", "e", {}, "zf_staff", monday("09:20"))
    assert room.event().state == "SIGNED"
    assert room.clocks(unit="T-ZF") == {"SIGN": STOPPED, "HANDLE": RUNS, "CONTACT": RUNS}
    room.does("event.contact", "e", {"text": "已联系"}, "zf_staff", monday("09:30"))
    assert room.clock("CONTACT").stop == monday("09:30")
    assert room.clock("SIGN").stop == monday("09:20")


def test_nobody_signs_for_another_unit() -> None:
    room = Room()
    dispatched(room)
    before = room.event()
    for other in ("sc_lead", "pcs_staff", "zr", "op"):
        assert room.why_not("event.sign", "e", {}, other) is not None
        assert room.act("event.sign", "e", {}, other).vd == "a"
        assert room.event() == before


def test_the_dispatcher_may_shorten_the_limit_but_not_lengthen_it() -> None:
    room = Room()
    accepted(room)
    for n in (6, 0, -1):
        assert room.no("event.dispatch", "e", {"unit": "T-ZF", "n": n}, "op") == "longer-limit"
    room.does("event.dispatch", "e", {"unit": "T-ZF", "n": 2}, "op")
    assert room.due("HANDLE") == "2026-03-11 18:00"


@pytest.mark.parametrize("unit", ["ZR", "DL", "ZX", "T-ZHS", TOWN, "990102100201", "nobody"])
def test_only_direct_subordinates_are_dispatched_to(unit: str) -> None:
    room = Room()
    accepted(room)
    for p in ({"unit": unit}, {"unit": "T-ZF", "assist": [unit]}):
        assert room.no("event.dispatch", "e", p, "op") == "not-subordinate"
        assert room.act("event.dispatch", "e", p, "op").code == "not-subordinate"
    assert room.event().tasks == ()


@pytest.mark.parametrize("unit", ["T-ZF", "T-PCS", "T-MTZ", VILLAGE, GRID])
def test_platforms_stations_offices_villages_and_grids_are(unit: str) -> None:
    room = Room()
    accepted(room)
    room.does("event.dispatch", "e", {"unit": unit}, "op")
    assert room.event().responsible == unit


def test_one_unit_leads_and_none_stands_twice() -> None:
    room = Room()
    accepted(room)
    for p in ({"unit": "T-ZF", "assist": ["T-ZF"]}, {"unit": "T-ZF", "assist": ["T-PCS", "T-PCS"]}):
        assert room.no("event.dispatch", "e", p, "op") == "twice"


def test_a_village_lead_acts_for_the_grid_that_holds_it() -> None:
    room = Room()
    accepted(room)
    room.does("event.dispatch", "e", {"unit": GRID}, "op")
    room.does("event.sign", "e", {}, "village")
    assert room.event().state == "SIGNED"


# ---------------------------------------------------------------- 协办


def test_an_assisting_unit_signs_and_feeds_back_on_clocks_of_its_own() -> None:
    room = Room()
    dispatched(room, assist=("T-PCS",))
    room.does("event.sign", "e", {}, "zf_lead", monday("09:10"))
    assert room.clocks(unit="T-PCS") == {"SIGN": RUNS, "HANDLE": RUNS}
    room.does("event.sign", "e", {}, "pcs_staff", monday("09:40"))  # after the 主办: its own clock
    assert room.clock("SIGN", "T-PCS").stop == monday("09:40")
    room.does("event.feedback", "e", FEEDBACK, "pcs_staff", monday("10:00"))
    assert room.clocks(unit="T-PCS") == {"SIGN": STOPPED, "HANDLE": STOPPED}
    assert room.event().state == "SIGNED"  # only the 主办 moves the event
    assert room.clocks(unit="T-ZF") == {"SIGN": STOPPED, "HANDLE": RUNS}


def test_an_assisting_unit_may_be_done_before_the_lead_has_signed() -> None:
    room = Room()
    dispatched(room, assist=("T-PCS",))
    room.does("event.sign", "e", {}, "pcs_staff")
    room.does("event.progress", "e", {"text": "已到现场处置"}, "pcs_staff")
    room.does("event.feedback", "e", FEEDBACK, "pcs_staff")
    assert room.event().state == "DISPATCHED"
    room.does("event.sign", "e", {}, "zf_lead")
    room.does("event.feedback", "e", FEEDBACK, "zf_lead")


def test_the_lead_waits_for_those_who_assist_or_explains() -> None:
    room = Room()
    signed(room, assist=("T-PCS",))
    why = room.why_not("event.feedback", "e", FEEDBACK, "zf_lead")
    assert why is not None
    assert why.code == "assist-open"
    assert "派出所" in why.sentence
    room.does("event.feedback", "e", FEEDBACK | {"unfinished": "派出所另行取证"}, "zf_lead")
    room.does("event.feedback", "e", FEEDBACK, "pcs_staff", monday("10:00"))  # late, and counted to itself
    assert room.clock("HANDLE", "T-PCS").stop == monday("10:00")
    assert room.event().state == "FEEDBACK"


def test_an_assisting_units_due_is_never_later_than_the_leads() -> None:
    room = Room()
    signed(room)  # 5 WD: due 03-16 18:00
    later = at("2026-03-11 10:00")
    room.does("event.return", "e", slip(room), "zf_lead", later)
    ruling = {"request": room.last, "ruling": "uphold", "reason": "补充信息"}
    room.does("event.decide_return", "e", ruling, "op", later)
    room.does("event.redispatch", "e", {"unit": "T-ZF", "assist": ["T-PCS"]}, "op", at("2026-03-11 11:00"))
    assert room.due("HANDLE", "T-ZF") == "2026-03-17 09:00"  # an hour stood still
    assert room.due("HANDLE", "T-PCS") == "2026-03-17 09:00"  # 5 WD of its own would be 03-18 18:00


# ---------------------------------------------------------------- 改派


def upheld(room: Room, when: str = "09:20") -> None:
    signed(room)
    room.does("event.return", "e", slip(room), "zf_lead", monday("09:10"))
    ruling = {"request": room.last, "ruling": "uphold", "reason": "属实"}
    room.does("event.decide_return", "e", ruling, "op", monday(when))


def test_another_unit_starts_anew_and_the_old_task_owes_nothing() -> None:
    room = Room()
    upheld(room)
    room.does("event.redispatch", "e", {"unit": "T-SC"}, "op", monday("09:30"))
    old, new = room.event().tasks
    assert (old.state, new.state, room.event().held_by) == ("REASSIGNED", "OPEN", "T-SC")
    assert room.clocks(unit="T-ZF") == {"SIGN": STOPPED, "HANDLE": STOPPED}
    assert room.clocks(unit="T-SC") == {"SIGN": RUNS, "HANDLE": RUNS}
    assert room.clock("HANDLE", "T-SC").start == monday("09:30")
    assert show(room.clock("DISPATCH").stop or 0) == "2026-03-09 09:30"


def test_the_same_unit_goes_on_with_its_clock_and_signs_again() -> None:
    room = Room()
    upheld(room)
    assert room.clocks(unit="T-ZF")["HANDLE"] == PAUSED
    room.does("event.redispatch", "e", {"unit": "T-ZF"}, "op", monday("09:30"))
    assert len(room.event().tasks) == 1
    assert room.clock("HANDLE").pauses == ((monday("09:10"), monday("09:30")),)
    assert room.clocks(unit="T-ZF") == {"SIGN": RUNS, "HANDLE": RUNS}
    assert room.clock("SIGN").start == monday("09:30")
    room.does("event.sign", "e", {}, "zf_lead", monday("09:40"))
    assert room.event().state == "SIGNED"


def test_a_unit_that_takes_the_lead_assists_no_longer() -> None:
    room = Room()
    dispatched(room, assist=("T-PCS",))
    room.does("event.sign", "e", {}, "zf_lead")
    room.does("event.return", "e", slip(room, task=room.event().tasks[0].id), "zf_lead")
    ruling = {"request": room.last, "ruling": "uphold", "reason": "属实"}
    room.does("event.decide_return", "e", ruling, "op")
    room.does("event.redispatch", "e", {"unit": "T-PCS"}, "op", monday("09:30"))
    mine = [t for t in room.event().tasks if t.unit == "T-PCS"]
    assert [(t.lead, t.state) for t in mine] == [(False, "REASSIGNED"), (True, "OPEN")]
    room.does("event.sign", "e", {}, "pcs_lead", monday("09:40"))
    room.does("event.feedback", "e", FEEDBACK, "pcs_lead", monday("09:50"))
    assert room.event().state == "FEEDBACK"


def test_the_first_dispatch_and_a_later_one_are_not_the_same_action() -> None:
    room = Room()
    accepted(room)
    assert room.no("event.redispatch", "e", {"unit": "T-SC"}, "op") == "use-dispatch"
    again = Room()
    upheld(again)
    assert again.no("event.dispatch", "e", {"unit": "T-SC"}, "op") == "use-redispatch"
