"""What a finding rests on, and what of others it does not mind (rulebook §4.4: each finding stores its facts)."""

from msgspec.structs import replace

from governance.calls.findings import EXEMPT, findings
from governance.time.limits import days
from tests.governance.calls.test_findings import FRIDAY, LATER, found, with_item
from tests.governance.local_time import at, show
from tests.governance.room import ARRIVED, Room, assigned


def test_no_response_names_the_signature_and_the_answer_that_came_too_late() -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY)
    room.does("call.sign", "c", {}, "zr", at("2026-03-13 16:30"))
    room.does("call.respond", "c", ARRIVED, "zr", at("2026-03-17 09:00"))
    late = next(f for f in found(room, LATER) if f.rule == "NO_RESPONSE")
    assert [(fact.name, show(fact.at)) for fact in late.facts] == [
        ("交办", "2026-03-13 16:00"),
        ("响应到期", "2026-03-16 10:00"),
        ("两倍时限", "2026-03-16 16:00"),
        ("签收", "2026-03-13 16:30"),
        ("响应", "2026-03-17 09:00"),
    ]
    assert late.facts[-1].id == room.last


def test_what_exempts_one_department_leaves_the_other_found() -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY, assist=("ZF",))
    key = room.call().parts[0].key
    room.does("call.exempt", "c", {"task": key, "reason": "台风停工"}, "centre_lead", at("2026-03-13 17:00"))
    by_dept = {f.dept: f.status == EXEMPT for f in found(room, LATER) if f.rule == "NO_RESPONSE"}
    assert by_dept == {"ZR": True, "ZF": False}


def test_an_appeal_of_one_department_is_not_the_others() -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY, assist=("ZF",))
    said = {"rule": "NO_RESPONSE", "text": "线路中断，无法响应"}
    room.does("call.appeal", "c", said, "zr_lead", at("2026-03-17 09:00"))
    now = {(f.dept, f.status) for f in found(room, at("2026-03-17 10:00")) if f.rule == "NO_RESPONSE"}
    assert now == {("ZR", "APPEALED"), ("ZF", "EXPLAINING")}


def test_the_countys_own_figure_for_silence_goes_before_the_rulebooks() -> None:
    room = Room()
    with_item(room)
    room.does("call.respond", "c", ARRIVED, "zf")
    longer = replace(room.rules, limits={**room.rules.limits, "call.IDLE.C3": days(4, "WD")})
    said = [f for f in findings(room.call(), LATER, longer, LATER) if f.ground == "a"]
    assert [show(f.since) for f in said] == ["2026-03-13 18:00"]
