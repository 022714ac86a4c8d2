"""增加协办: one more unit with clocks of its own, due no later than the 主办 (rulebook §3.11, §4.3)."""

from tests.governance.local_time import at
from tests.governance.room import (
    ARRIVED,
    FEEDBACK,
    MONDAY,
    RUNS,
    Room,
    assigned,
    called,
    dispatched,
    monday,
    report,
    signed,
    uid,
)

HELP = {"unit": "T-SC", "text": "协助拆除"}


def test_the_room_adds_a_unit_with_its_own_clocks() -> None:
    room = Room()
    signed(room)
    room.does("event.invite_assist", "e", HELP, "op", monday("15:00"))
    assert room.clocks(unit="T-SC") == {"SIGN": RUNS, "HANDLE": RUNS}
    assert room.event().state == "SIGNED"
    room.does("event.sign", "e", {}, "sc_lead", monday("15:10"))


def test_its_due_is_never_later_than_the_leads() -> None:
    room = Room()
    signed(room)
    room.does("event.invite_assist", "e", HELP, "op", at("2026-03-12 09:00"))
    assert room.due("HANDLE", "T-SC") == room.due("HANDLE", "T-ZF") == "2026-03-16 18:00"


def test_who_may_and_whom() -> None:
    room = Room()
    dispatched(room, assist=("T-PCS",))
    assert room.no("event.invite_assist", "e", HELP, "zf_lead") == ""
    assert room.no("event.invite_assist", "e", HELP, "zf_staff") == "no-role"
    assert room.no("event.invite_assist", "e", HELP | {"unit": "T-PCS"}, "op") == "twice"
    assert room.no("event.invite_assist", "e", HELP | {"unit": "ZR"}, "op") == "not-subordinate"
    room.does("event.invite_assist", "e", HELP, "op")
    assert room.no("event.invite_assist", "e", HELP | {"unit": "T-SFS"}, "sc_lead") == "not-lead"


def test_the_lead_waits_for_it_or_explains() -> None:
    room = Room()
    signed(room)
    room.does("event.invite_assist", "e", HELP, "op")
    assert room.no("event.feedback", "e", FEEDBACK, "zf_lead") == "assist-open"
    room.does("event.feedback", "e", FEEDBACK | {"unfinished": "市场监管下周到场"}, "zf_lead")
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "op")
    room.does("event.verify", "e", {"result": "pass", "reason": "到场看过"}, "grid")
    assert (
        room.no("event.close", "e", {"result": "SOLVED"}, "op") == ""
    )  # said once, it need not be said again


def test_without_a_lead_the_room_explains_at_the_close() -> None:
    """The county solved it: nobody gave 协办未完成说明 with a feedback, so the close needs it (§3.11)."""
    room = Room()
    called(room)
    room.does("event.invite_assist", "e", HELP, "op")
    room.does("call.accept", "c", {"ruling": "accept"}, "centre")
    room.does("call.assign", "c", {"unit": "ZR"}, "centre")
    room.does("call.respond", "c", ARRIVED, "zr")
    room.does("call.feedback", "c", FEEDBACK, "zr")
    room.does("call.evaluate", "c", {"unit": "ZR", "rating": "GOOD"}, "leader")
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "op")
    room.does("event.verify", "e", {"result": "pass", "reason": "到场看过"}, "grid")
    assert room.no("event.close", "e", {"result": "SOLVED"}, "op") == "assist-open"
    room.does("event.close", "e", {"result": "SOLVED", "unfinished": "县级已办结，不再需要"}, "op")


def test_an_assisting_unit_that_is_done_explains_nothing_for_another_that_is_not() -> None:
    """No 主办 in the town again: of two 协办 one fed back, and the close says why the other did not (§3.11)."""
    room = Room()
    called(room)
    for unit in ("T-SC", "T-PCS"):
        room.does("event.invite_assist", "e", HELP | {"unit": unit}, "op")
    room.does("event.sign", "e", {}, "sc_lead")
    room.does("event.feedback", "e", FEEDBACK, "sc_lead")
    room.does("call.accept", "c", {"ruling": "accept"}, "centre")
    room.does("call.assign", "c", {"unit": "ZR"}, "centre")
    room.does("call.respond", "c", ARRIVED, "zr")
    room.does("call.feedback", "c", FEEDBACK, "zr")
    room.does("call.evaluate", "c", {"unit": "ZR", "rating": "GOOD"}, "leader")
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "op")
    room.does("event.verify", "e", {"result": "pass", "reason": "到场看过"}, "grid")
    why = room.why_not("event.close", "e", {"result": "SOLVED"}, "op")
    assert why is not None
    assert why.code == "assist-open"
    assert room.rules.name_of("T-PCS") in why.sentence
    assert room.rules.name_of("T-SC") not in why.sentence
    room.does("event.close", "e", {"result": "SOLVED", "unfinished": "派出所下周到场"}, "op")


def test_on_a_call_the_centre_adds_a_department() -> None:
    room = Room()
    assigned(room)
    p = {"unit": "ZF", "text": "联合执法"}
    assert room.no("call.invite_assist", "c", p, "op") == "no-role"
    assert room.no("call.invite_assist", "c", p | {"unit": "ZR"}, "centre") == "twice"
    assert room.no("call.invite_assist", "c", p | {"unit": "T-SC"}, "centre") == "bad-dept"
    room.does("call.invite_assist", "c", p, "centre", at("2026-03-12 09:00"))
    assert room.clocks("c", "ZF") == {"SIGN": RUNS, "RESPOND": RUNS, "HANDLE": RUNS}
    assert room.due("HANDLE", "ZF", "c") == room.due("HANDLE", "ZR", "c")
    assert room.call().lead is not None
    assert room.call().lead.dept == "ZR"  # type: ignore[union-attr]


def test_a_second_unit_invited_by_another_desk_conflicts() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op", MONDAY)
    room.does("event.accept", "e", {}, "op")
    room.does("event.dispatch", "e", {"unit": "T-ZF"}, "op")
    base = room.event().base
    room.does("event.invite_assist", "e", HELP, "op")
    assert room.act("event.invite_assist", "e", HELP, "leader", base=base).code == "same-effect"
    assert room.act("event.invite_assist", "e", HELP | {"unit": "T-SFS"}, "leader", base=base).vd == "c"
