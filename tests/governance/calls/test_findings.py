"""异常判定: 迟响应, 不响应, 响应不作为 a–d, and the facts they rest on (rulebook §4.4)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.calls.findings import Finding, findings
from tests.governance.local_time import at, show
from tests.governance.room import (
    ARRIVED,
    CONTACTED,
    FEEDBACK,
    ISSUE,
    MONDAY,
    Room,
    accepted,
    assigned,
    issue,
    uid,
)

FRIDAY = at("2026-03-13 16:00")
LATER = at("2026-04-20 09:00")
WORDS = {"text": "已派人前往勘察"}


def found(room: Room, when: int, heard: int | None = None) -> list[Finding]:
    return list(findings(room.call(), when, room.rules, when if heard is None else heard))


def rules_of(room: Room, when: int) -> list[str]:
    return [f.rule + f.ground for f in found(room, when)]


def with_item(room: Room, when: int = MONDAY, grade: str = "C3", assist: tuple[str, ...] = ()) -> None:
    """Bring call "c" of item SD-A01 to 已交办, with ZF, whose 主体责任 it is."""
    lines = [
        {"no": line.line_no, "state": "DONE", "note": "现场照片"}
        for line in room.rules.catalogue.lines["SD-A01"]
        if line.side == "TOWN"
    ]
    item: dict[str, Any] = {
        "item": "SD-A01",
        "item_version": 1,
        "reason": "",
        "depts": ["ZF"],
        "lines": lines,
    }
    accepted(room, when=when)
    issue(room, when=when, grade=grade, **item)
    room.does("call.accept", "c", {"ruling": "accept"}, "centre", when)
    room.does("call.assign", "c", {"unit": "ZF", "assist": list(assist)}, "centre", when)


# ---------------------------------------------------------------- the two examples of §4.4


@pytest.mark.parametrize(
    ("responded", "rules"),
    [("2026-03-16 09:50", []), ("2026-03-16 15:30", ["LATE_RESPONSE"]), (None, ["NO_RESPONSE"])],
)
def test_c2_assigned_on_friday_afternoon(responded: str | None, rules: list[str]) -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY)
    assert room.due("RESPOND", "ZR", "c") == "2026-03-16 10:00"
    if responded is not None:
        room.does("call.respond", "c", CONTACTED, "zr", at(responded))
    assert rules_of(room, at("2026-03-16 16:00") + 1) == rules
    assert rules_of(room, at("2026-03-16 16:00")) == [r for r in rules if r != "NO_RESPONSE"]


@pytest.mark.parametrize(
    ("responded", "rules"),
    [
        ("2026-03-13 21:00", []),
        ("2026-03-13 21:01", ["LATE_RESPONSE"]),
        ("2026-03-13 22:01", ["NO_RESPONSE"]),
    ],
)
def test_c1_assigned_at_eight_in_the_evening(responded: str, rules: list[str]) -> None:
    room = Room()
    assigned(room, "C1", when=at("2026-03-13 20:00"))
    assert room.due("RESPOND", "ZR", "c") == "2026-03-13 21:00"
    room.does("call.respond", "c", ARRIVED, "zr", at(responded))
    assert rules_of(room, at("2026-03-13 22:30")) == rules


# ---------------------------------------------------------------- response


def test_a_finding_names_the_facts_it_rests_on() -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY)
    given_by = room.last
    room.does("call.respond", "c", CONTACTED, "zr", at("2026-03-16 15:30"))
    late = found(room, LATER)[0]
    assert [(f.name, show(f.at), f.id) for f in late.facts] == [
        ("交办", "2026-03-13 16:00", given_by),
        ("响应到期", "2026-03-16 10:00", ""),
        ("两倍时限", "2026-03-16 16:00", ""),
        ("响应", "2026-03-16 15:30", room.last),
    ]
    assert (late.dept, show(late.since)) == ("ZR", "2026-03-16 15:30")


def test_a_signature_alone_is_not_a_response() -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY)
    room.does("call.sign", "c", {}, "zr", at("2026-03-13 16:10"))
    assert rules_of(room, at("2026-03-16 16:01")) == ["NO_RESPONSE"]


def test_a_response_whose_dispute_the_centre_upheld_counts_as_none() -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY)
    room.does("call.respond", "c", ARRIVED, "zr", at("2026-03-13 16:30"))
    said = {"unit": "ZR", "word": "dispute", "text": "现场无人"}
    room.does("call.confirm_arrival", "c", said, "op", at("2026-03-13 17:00"))
    assert rules_of(room, at("2026-03-16 16:01")) == []  # not while nobody ruled
    p = {"unit": "ZR", "mark": "response", "ruling": "uphold", "reason": "无到场记录"}
    room.does("call.rule_response", "c", p, "centre_lead", at("2026-03-16 16:30"))
    assert rules_of(room, at("2026-03-16 16:31")) == ["NO_RESPONSE"]
    assert (room.call().state, room.clock("RESPOND", "ZR", "c").stop) == ("SIGNED", None)
    room.does("call.respond", "c", ARRIVED, "zr", at("2026-03-16 17:00"))
    assert rules_of(room, at("2026-03-16 17:30")) == ["NO_RESPONSE"]


def test_a_denied_dispute_leaves_the_response() -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY)
    room.does("call.respond", "c", ARRIVED, "zr", at("2026-03-13 16:30"))
    said = {"unit": "ZR", "word": "dispute", "text": "现场无人"}
    room.does("call.confirm_arrival", "c", said, "op", at("2026-03-13 17:00"))
    p = {"unit": "ZR", "mark": "response", "ruling": "deny", "reason": "照片为证"}
    room.does("call.rule_response", "c", p, "centre_lead", at("2026-03-16 09:00"))
    assert room.call().tasks[0].responded == at("2026-03-13 16:30")
    assert room.no("call.rule_response", "c", p, "centre_lead", at("2026-03-16 09:01")) == "nothing-waits"


def test_each_department_is_found_apart() -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY, assist=("ZF",))
    room.does("call.respond", "c", CONTACTED, "zr", at("2026-03-13 17:00"))
    assert [(f.dept, f.rule) for f in found(room, at("2026-03-16 16:01"))] == [("ZF", "NO_RESPONSE")]


def test_a_withdrawn_call_has_no_findings() -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY)
    room.does("call.withdraw", "c", {"reason": "已自行解决"}, "leader", at("2026-03-17 09:00"))
    assert found(room, LATER) == []


@given(st.integers(0, 40 * 60), st.sampled_from(["C1", "C2", "C3"]))
def test_what_was_found_stays_found(minutes: int, grade: str) -> None:
    room = Room()
    assigned(room, grade, when=FRIDAY)
    answered = FRIDAY + minutes * 60_000
    room.does("call.respond", "c", ARRIVED, "zr", answered)
    seen: set[str] = set()
    for hours in (1, 20, 70, 100, 400):
        now = {f.key for f in found(room, answered + hours * 3_600_000)}
        assert seen <= now
        seen = now
    assert len([key for key in seen if "RESPONSE" in key]) <= 1


# ---------------------------------------------------------------- inaction


@pytest.mark.parametrize(
    ("grade", "since"),
    [("C1", "2026-03-09 13:00"), ("C2", "2026-03-10 18:00"), ("C3", "2026-03-11 18:00")],
)
def test_a_no_progress_for_so_long_while_handling_runs(grade: str, since: str) -> None:
    room = Room()
    assigned(room, grade)
    room.does("call.respond", "c", ARRIVED, "zr")
    assert rules_of(room, at(since) - 1) == []
    assert rules_of(room, at(since)) == ["INACTIONa"]
    if grade != "C1":
        room.does("call.progress", "c", WORDS, "zr", at("2026-03-12 09:00"))
        assert rules_of(room, at("2026-03-12 09:01")) == ["INACTIONa"]  # too late undoes nothing


def test_a_progress_in_time_starts_the_silence_anew() -> None:
    room = Room()
    assigned(room)
    room.does("call.respond", "c", ARRIVED, "zr")
    room.does("call.progress", "c", WORDS, "zr", at("2026-03-11 10:00"))
    assert rules_of(room, at("2026-03-13 17:59")) == []
    idle = found(room, at("2026-03-13 18:00"))
    assert [f.rule + f.ground for f in idle] == ["INACTIONa"]
    assert (idle[0].facts[1].id, idle[0].facts[1].at) == (room.last, at("2026-03-11 10:00"))


def reject(room: Room, when: str, reason: str = "HOLLOW") -> None:
    room.does("call.reject_feedback", "c", {"feedback": uid("f"), "reason": reason}, "leader", at(when))


def rejected_twice(room: Room, second: str = "HOLLOW") -> None:
    assigned(room)
    room.does("call.respond", "c", ARRIVED, "zr")
    room.does("call.feedback", "c", FEEDBACK, "zr", at("2026-03-09 10:00"))
    reject(room, "2026-03-09 11:00")
    room.does("call.feedback", "c", FEEDBACK, "zr", at("2026-03-09 14:00"))
    reject(room, "2026-03-09 15:00", second)


@pytest.mark.parametrize(
    ("second", "ruling", "rules"),
    [("HOLLOW", "uphold", ["INACTIONb"]), ("HOLLOW", "deny", []), ("WRONG", "uphold", [])],
)
def test_b_feedback_rejected_twice_as_hollow(second: str, ruling: str, rules: list[str]) -> None:
    room = Room()
    rejected_twice(room, second)
    assert rules_of(room, at("2026-03-09 15:30")) == []  # the second waits for the centre
    p = {"unit": "ZR", "mark": "feedback", "ruling": ruling, "reason": "查看现场"}
    room.does("call.rule_response", "c", p, "centre_lead", at("2026-03-09 16:00"))
    assert rules_of(room, at("2026-03-09 16:30")) == rules


def test_c_overdue_without_progress_in_the_last_working_day() -> None:
    room = Room()
    assigned(room, "C2")  # HANDLE 3 WD: due Thursday 18:00
    room.does("call.respond", "c", ARRIVED, "zr")
    for day in ("2026-03-10 09:00", "2026-03-11 09:00", "2026-03-12 09:00"):
        room.does("call.progress", "c", WORDS, "zr", at(day))
    assert room.due("HANDLE", "ZR", "c") == "2026-03-12 18:00"
    assert rules_of(room, at("2026-03-13 17:59")) == []
    assert "INACTIONc" in rules_of(room, at("2026-03-13 18:00"))


def test_d_a_push_back_that_the_centre_confirms() -> None:
    room = Room()
    with_item(room)
    room.does("call.respond", "c", ARRIVED, "zf")
    p = {"unit": "ZF", "text": "要求乡镇自行立案查处"}
    assert room.no("call.push_back", "c", p, "op") == "no-role"
    room.does("call.push_back", "c", p, "leader", at("2026-03-09 10:00"))
    marked = room.last
    assert rules_of(room, at("2026-03-09 11:00")) == []
    ruled = {"unit": "ZF", "mark": "push_back", "ruling": "uphold", "reason": "清单列为主体责任"}
    room.does("call.rule_response", "c", ruled, "centre_lead", at("2026-03-09 12:00"))
    pushed = found(room, at("2026-03-09 12:01"))
    assert [(f.rule + f.ground, f.facts[-1].id) for f in pushed] == [("INACTIONd", marked)]
    assert room.no("call.push_back", "c", p, "leader") == "no-duty"


def test_a_push_back_needs_a_duty_of_the_list() -> None:
    room = Room()
    assigned(room)  # 清单外
    assert room.no("call.push_back", "c", {"unit": "ZR", "text": "推回"}, "leader") == "no-duty"


# ---------------------------------------------------------------- standing


def test_a_finding_is_provisional_until_the_other_side_was_heard() -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY)
    since = at("2026-03-16 16:00")
    now = at("2026-03-19 09:00")
    assert [f.status for f in found(room, now, heard=since - 1)] == ["PROVISIONAL"]
    assert [f.status for f in found(room, now, heard=since)] == ["FINAL"]


def test_the_department_has_two_days_to_explain() -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY)
    first = found(room, at("2026-03-18 15:59"))[0]
    assert (first.status, first.counts, show(first.explain_until)) == (
        "EXPLAINING",
        False,
        "2026-03-18 16:00",
    )
    last = found(room, at("2026-03-18 16:00"))[0]
    assert (last.status, last.counts) == ("FINAL", True)


def appealed(room: Room, when: str = "2026-03-17 09:00") -> dict[str, Any]:
    assigned(room, "C2", when=FRIDAY)
    p = {"rule": "NO_RESPONSE", "text": "线路中断，无法响应"}
    room.does("call.appeal", "c", p, "zr_lead", at(when))
    return {"appeal": room.last, "ruling": "uphold", "reason": "查实线路中断"}


def test_an_upheld_appeal_exempts() -> None:
    room = Room()
    p = appealed(room)
    assert room.due("APPEAL", case="c") == "2026-03-20 18:00"
    assert [f.status for f in found(room, LATER)] == ["APPEALED"]
    for who in ("centre", "director", "zr_lead"):
        assert room.no("call.decide_appeal", "c", p, who, at("2026-03-18 09:00")) == "no-role"
    room.does("call.decide_appeal", "c", p, "centre_lead", at("2026-03-18 09:00"))
    exempt = found(room, LATER)
    assert [(f.status, f.counts) for f in exempt] == [("EXEMPT", False)]
    assert room.clock("APPEAL", case="c").stop == at("2026-03-18 09:00")


def test_a_denied_appeal_stands_and_there_is_no_second() -> None:
    room = Room()
    p = appealed(room)
    room.does("call.decide_appeal", "c", p | {"ruling": "deny"}, "centre_lead", at("2026-03-18 09:00"))
    assert [f.status for f in found(room, LATER)] == ["FINAL"]
    again = {"rule": "NO_RESPONSE", "text": "再次申诉"}
    assert room.no("call.appeal", "c", again, "zr_lead", at("2026-03-18 10:00")) == "appealed-once"


def test_an_appeal_past_its_term_can_only_be_denied() -> None:
    room = Room()
    p = appealed(room, "2026-03-19 09:00")  # found Monday 16:00: until Wednesday 18:00
    assert room.no("call.decide_appeal", "c", p, "centre_lead", at("2026-03-19 10:00")) == "appeal-too-late"
    room.does("call.decide_appeal", "c", p | {"ruling": "deny"}, "centre_lead", at("2026-03-19 10:00"))


def test_nobody_appeals_against_nothing() -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY)
    assert (
        room.no("call.appeal", "c", {"text": "先行申诉"}, "zr_lead", at("2026-03-13 17:00"))
        == "nothing-found"
    )


def test_the_appeal_outlives_the_call() -> None:
    room = Room()
    appealed(room)
    room.does("call.respond", "c", ARRIVED, "zr", at("2026-03-17 10:00"))
    room.does("call.feedback", "c", FEEDBACK, "zr", at("2026-03-17 11:00"))
    room.does("call.evaluate", "c", {"unit": "ZR", "rating": "FAIR"}, "leader", at("2026-03-17 12:00"))
    assert (room.call().state, room.clocks("c")["APPEAL"]) == ("EVALUATED", "▶")
    assert ISSUE["depts"] == ["ZR"]
