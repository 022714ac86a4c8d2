"""进展、反馈、代录: what a unit does, and what the room records for it (rulebook §3.3 #7, #15, §3.11)."""

from typing import Any

import pytest

from tests.governance.local_time import at
from tests.governance.room import (
    FEEDBACK,
    NEAR,
    RUNS,
    STOPPED,
    Room,
    dispatched,
    fed,
    monday,
    report,
    signed,
    uid,
    verifying,
)

BY_PHONE = {"unit": "T-ZF", "person": "张队长", "by": "PHONE"}


def test_progress_is_at_least_five_characters_and_moves_nothing() -> None:
    room = Room()
    signed(room)
    assert room.no("event.progress", "e", {"text": "  去了 "}, "zf_staff") == "short-text"
    room.does("event.progress", "e", {"text": "已到现场处置"}, "zf_staff", monday("10:00"))
    assert room.event().state == "SIGNED"
    assert room.event().tasks[0].progressed == monday("10:00")


def test_feedback_stops_handling_at_its_own_time_and_starts_the_check() -> None:
    room = Room()
    signed(room, when=monday("09:00"), reply=True)
    room.does("event.feedback", "e", FEEDBACK, "zf_lead", monday("17:00"))
    assert room.event().state == "FEEDBACK"
    assert room.clocks(unit="T-ZF") == {"SIGN": STOPPED, "HANDLE": STOPPED, "CONTACT": STOPPED}
    assert room.clock("HANDLE").stop == monday("17:00")
    assert room.due("CHECK") == "2026-03-10 11:00"  # 4 WH: one this evening, three tomorrow
    assert room.event().responsible == "ROOM"


def test_a_feedback_needs_a_result_and_words() -> None:
    room = Room()
    signed(room)
    assert room.no("event.feedback", "e", FEEDBACK | {"result": "FINE"}, "zf_lead") == "bad-result"
    assert room.no("event.feedback", "e", FEEDBACK | {"text": " "}, "zf_lead") == "no-text"


@pytest.mark.parametrize(
    ("more", "needed"),
    [
        ({"urg": "U1"}, True),
        ({"urg": "U2"}, True),
        ({"cat": "050102"}, True),  # 违法建设
        ({"cat": "040203"}, True),  # 生态环境
        ({"cat": "060201"}, True),  # 环境卫生
        ({"cat": "010101"}, False),  # 邻里纠纷
        ({"cat": "020302"}, False),  # 违停
    ],
)
def test_urgent_building_and_environment_cases_need_a_material(more: dict[str, Any], needed: bool) -> None:
    room = Room()
    signed(room, **more)
    assert room.no("event.feedback", "e", FEEDBACK | {"files": []}, "zf_lead") == (
        "no-material" if needed else ""
    )


def test_nobody_feeds_back_twice_or_before_signing() -> None:
    room = Room()
    dispatched(room)
    assert room.no("event.feedback", "e", FEEDBACK, "zf_lead") == "wrong-state"
    assert room.no("event.progress", "e", {"text": "已到现场处置"}, "zf_lead") == "wrong-state"
    again = Room()
    fed(again)
    assert again.no("event.feedback", "e", FEEDBACK, "zf_lead") == "no-role"  # the unit holds no open task


# ---------------------------------------------------------------- 代录


def test_the_room_records_the_four_facts_of_a_unit_and_they_count_as_the_units_own() -> None:
    room = Room()
    dispatched(room, reply=True)
    room.does("event.sign", "e", {"behalf": BY_PHONE}, "op", monday("09:10"))
    room.does("event.contact", "e", {"behalf": BY_PHONE}, "op", monday("09:15"))
    room.does("event.progress", "e", {"text": "已到现场处置", "behalf": BY_PHONE}, "sup", monday("09:30"))
    room.does("event.feedback", "e", FEEDBACK | {"behalf": BY_PHONE}, "op", monday("10:00"))
    task = room.event().tasks[0]
    assert (task.signed, task.contacted, task.progressed, task.done) == (
        monday("09:10"),
        monday("09:15"),
        monday("09:30"),
        monday("10:00"),
    )
    assert set(task.recorders) == {uid("op"), uid("sup")}
    assert task.hands == ()
    assert room.clock("HANDLE").stop == monday("10:00")


def test_a_recorder_never_verifies_that_case() -> None:
    room = Room()
    dispatched(room)
    room.does("event.sign", "e", {"behalf": BY_PHONE}, "sup")
    room.does("event.feedback", "e", FEEDBACK, "zf_lead")
    assert room.no("event.order_verify", "e", {"verifier": uid("sup")}, "op") == "own-record"
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "op")


def test_who_was_sent_to_verify_records_nothing_for_a_unit_afterwards() -> None:
    room = Room()
    fed(room)
    room.does("event.order_verify", "e", {"verifier": uid("sup")}, "op")
    room.does("event.verify", "e", {"result": "fail", "reason": "仍未拆除"}, "sup")
    before = room.event()
    p = FEEDBACK | {"behalf": BY_PHONE}
    assert room.no("event.feedback", "e", p, "sup") == "own-check"
    assert room.act("event.feedback", "e", p, "sup").vd == "a"
    assert room.event() == before
    room.does("event.feedback", "e", p, "op")


@pytest.mark.parametrize(
    ("behalf", "more"),
    [
        ({"unit": "ZR"}, {}),  # a county department answers itself
        ({"unit": "T-ZHS"}, {}),
        ({"by": "LETTER"}, {}),
        ({"person": " "}, {}),
        ({"by": "PAPER"}, {}),  # without the slip's number
    ],
)
def test_a_record_for_a_unit_says_who_spoke_and_how(behalf: dict[str, str], more: dict[str, Any]) -> None:
    room = Room()
    dispatched(room)
    before = room.event()
    p = {"behalf": BY_PHONE | behalf}
    assert room.no("event.sign", "e", p, "op") == "behalf"
    verdict = room.act("event.sign", "e", p, "op")
    assert (verdict.vd, verdict.code) == ("a", "bad-behalf")
    assert room.event() == before


def test_the_room_records_for_a_unit_that_holds_the_case_only() -> None:
    room = Room()
    dispatched(room)
    assert room.no("event.sign", "e", {"behalf": BY_PHONE | {"unit": "T-SC"}}, "op") == "not-holder"


@pytest.mark.parametrize("who", ["zf_staff", "grid", "director", "town_leader", "centre"])
def test_only_the_room_records_for_a_unit(who: str) -> None:
    room = Room()
    dispatched(room)
    before = room.event()
    assert room.no("event.sign", "e", {"behalf": BY_PHONE}, who) == "no-role"
    assert room.act("event.sign", "e", {"behalf": BY_PHONE}, who).code == "late-actor"
    assert room.event() == before


@pytest.mark.parametrize(
    ("kind", "p"),
    [
        ("event.note", {"text": "备注"}),
        ("event.revisit", {"reached": True, "rating": "GOOD"}),
        ("event.amend", {"set": [{"field": "text", "seen": "", "value": "改"}]}),
    ],
)
def test_no_other_fact_is_recorded_for_a_unit(kind: str, p: dict[str, Any]) -> None:
    room = Room()
    signed(room)
    before = room.event()
    verdict = room.act(kind, "e", p | {"behalf": BY_PHONE}, "op")
    assert (verdict.vd, verdict.code) == ("a", "bad-behalf")
    assert room.event() == before


def test_a_report_is_nobodys_behalf() -> None:
    room = Room()
    assert room.act("event.report", "e", report(behalf=BY_PHONE), "op").code == "bad-behalf"
    assert uid("e") not in room.cases


def test_a_verification_for_somebody_is_rejected() -> None:
    room = Room()
    verifying(room)
    verdict = room.act("event.verify", "e", {"result": "pass", "behalf": BY_PHONE} | NEAR, "grid")
    assert (verdict.vd, verdict.code) == ("r", "behalf")
    assert room.event().state == "VERIFYING"


def test_a_call_is_never_recorded_for_a_department() -> None:
    room = Room()
    signed(room)
    behalf = {"unit": "ZR", "person": "李科", "by": "PHONE"}
    assert room.no("call.sign", "c", {"behalf": behalf}, "op") == "behalf"


def test_units_and_room_see_the_same_clock() -> None:
    """A record by phone stops the clock like the unit's own word would."""
    told, own = Room(), Room()
    for room in (told, own):
        dispatched(room, when=at("2026-03-13 17:00"))
    told.does("event.sign", "e", {"behalf": BY_PHONE}, "op", at("2026-03-13 17:30"))
    own.does("event.sign", "e", {}, "zf_lead", at("2026-03-13 17:30"))
    assert told.clock("SIGN") == own.clock("SIGN")
    assert (
        told.clocks()
        == own.clocks()
        == {"ACCEPT": STOPPED, "DISPATCH": STOPPED, "SIGN": STOPPED, "HANDLE": RUNS}
    )
