"""通报: drafted from findings, explained, signed by another, put right; the 约谈 list (rulebook §4.8)."""

from typing import Any

import pytest
from msgspec.structs import replace

from governance.calls.findings import FINAL, Fact, Finding
from governance.notices.notice import Notice
from governance.notices.weekly import summoned, weekly_lines
from governance.rulebook import Rules
from governance.time.limits import Limit, days
from tests.governance.local_time import at
from tests.governance.room import GRID, MONDAY, VILLAGE, Room, monday, uid

LINE: dict[str, Any] = {
    "key": "t/T-ZF/CARD",
    "unit": "T-ZF",
    "case": uid("e"),
    "serial": "S260309-100-0A-0001",
    "rule": "CARD",
    "since": MONDAY,
    "facts": [["办理到期", MONDAY]],
}
OTHER = LINE | {"key": "t/T-SC/CARD", "unit": "T-SC"}
DRAFT: dict[str, Any] = {
    "serial": "B260309-100-0A-0001",
    "title": "第10周督办通报",
    "text": "三个工作日内整改并答复",
    "lines": [LINE, OTHER],
}


def notice(room: Room) -> Notice:
    found = room.cases[uid("n")]
    assert isinstance(found, Notice)
    return found


def sent(room: Room) -> None:
    room.does("notice.draft", "n", DRAFT | {"send": True}, "sup")


def signed(room: Room) -> None:
    sent(room)
    room.does("notice.sign", "n", {}, "director", at("2026-03-11 09:00"))


def test_the_supervisor_drafts_the_director_signs() -> None:
    room = Room()
    for who in ("op", "leader", "director", "zf_lead", "centre"):
        assert room.no("notice.draft", "n", DRAFT, who) == "no-role"
    room.does("notice.draft", "n", DRAFT, "sup")
    assert notice(room).state == "DRAFT"
    assert not notice(room).issued
    early = room.why_not("notice.sign", "n", {}, "director")
    assert early is not None
    assert (early.code, "【拟稿】不可【签发通报】" in early.sentence) == ("wrong-state", True)
    room.does("notice.draft", "n", DRAFT | {"text": "两日内整改", "send": True}, "sup", monday("10:00"))
    assert (notice(room).state, notice(room).text, notice(room).owing) == (
        "EXPLAINING",
        "两日内整改",
        ("T-ZF", "T-SC"),
    )
    assert room.due("EXPLAIN", case="n") == "2026-03-11 10:00"  # 48 h
    for who in ("op", "leader", "sup"):
        assert room.no("notice.sign", "n", {}, who, at("2026-03-12 09:00")) == "no-role"


def test_nobody_signs_before_the_units_explained_or_their_time_is_over() -> None:
    room = Room()
    sent(room)
    assert room.no("notice.sign", "n", {}, "director", monday("15:00")) == "still-explaining"
    assert room.no("notice.reply", "n", {"text": "x"}, "zf_staff") == "not-holder"
    room.does("notice.reply", "n", {"text": "当日设备故障"}, "zf_lead", monday("14:00"))
    assert room.no("notice.reply", "n", {"text": "再说明"}, "zf_lead", monday("14:01")) == "not-holder"
    room.does("notice.reply", "n", {"text": "已办结"}, "sc_lead", monday("14:30"))
    room.does("notice.sign", "n", {}, "director", monday("15:00"))
    assert (notice(room).state, notice(room).signer) == ("SIGNED", uid("director"))


def test_explained_lines_may_be_dropped_but_none_added() -> None:
    room = Room()
    sent(room)
    new = LINE | {"key": "other"}
    assert room.no("notice.draft", "n", DRAFT | {"lines": [new]}, "sup") == "already-sent"
    room.does("notice.draft", "n", DRAFT | {"lines": [OTHER]}, "sup", monday("16:00"))
    assert (notice(room).units, notice(room).state) == (("T-SC",), "EXPLAINING")


def test_a_signed_notice_is_frozen_and_every_unit_puts_right_in_three_working_days() -> None:
    room = Room()
    signed(room)
    assert room.due("RECTIFY", "T-ZF", "n") == "2026-03-16 18:00"
    frozen = notice(room)
    assert (frozen.issued, frozen.last_step(("T-ZF",))) == (True, at("2026-03-11 09:00"))
    assert room.no("notice.draft", "n", DRAFT, "sup") == "wrong-state"
    room.does("notice.reply", "n", {"text": "已整改"}, "zf_lead", at("2026-03-12 09:00"))
    assert notice(room).state == "SIGNED"
    room.does("notice.reply", "n", {"text": "已整改"}, "sc_lead", at("2026-03-12 10:00"))
    assert (notice(room).state, notice(room).final, notice(room).owing) == ("RECTIFIED", True, ())
    assert (notice(room).lines, notice(room).text) == (frozen.lines, frozen.text)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": " "}, "no-text"),
        ({"text": ""}, "no-text"),
        ({"lines": []}, "no-lines"),
        ({"lines": [LINE | {"unit": "ZR"}]}, "bad-unit"),  # a department is the county's
        ({"lines": [LINE | {"unit": "nobody"}]}, "bad-unit"),
        ({"lines": [LINE | {"rule": "ANGER"}]}, "no-facts"),
        ({"lines": [LINE | {"facts": []}]}, "no-facts"),
    ],
)
def test_each_line_has_unit_rule_and_the_instants_of_its_facts(wrong: dict[str, Any], code: str) -> None:
    assert Room().no("notice.draft", "n", DRAFT | wrong, "sup") == code


# ---------------------------------------------------------------- from findings

LATE = Finding(
    call="c", serial="H1", dept="ZR", task="t", rule="LATE_RESPONSE", since=MONDAY,
    facts=(Fact("响应到期", MONDAY),), status=FINAL, explain_until=at("2026-03-11 09:00"),
)  # fmt: skip
WEEK = (at("2026-03-09 00:00"), at("2026-03-16 00:00"))


def test_the_weekly_draft_holds_what_became_final_in_the_week() -> None:
    found = [
        LATE,
        replace(LATE, dept="LY", status="EXEMPT"),
        replace(LATE, dept="GA", status="PROVISIONAL"),
        replace(LATE, dept="SW", status="APPEALED"),
        replace(LATE, dept="ZF", explain_until=WEEK[1]),
    ]
    lines = weekly_lines(found, *WEEK)
    assert [(line.unit, line.rule, line.facts) for line in lines] == [
        ("ZR", "LATE_RESPONSE", (("响应到期", MONDAY),))
    ]


def test_three_findings_in_a_month_are_a_summons() -> None:
    two = [replace(LATE, task=f"t{n}") for n in range(2)]
    april = replace(LATE, task="a", since=at("2026-04-01 00:00"))
    assert summoned([*two, april], "2026-03") == ()
    assert [s.unit for s in summoned([*two, replace(LATE, task="t3"), april], "2026-03")] == ["ZR"]


# ---------------------------------------------------------------- 整改 line by line

SECOND = LINE | {"key": "u/T-ZF/CARD", "case": uid("f"), "serial": "S260309-100-0A-0002"}


def test_each_line_needs_its_own_putting_right() -> None:
    room = Room()
    room.does("notice.draft", "n", DRAFT | {"lines": [LINE, SECOND], "send": True}, "sup")
    room.does("notice.sign", "n", {}, "director", at("2026-03-11 09:00"))
    p = {"text": "已拆除", "lines": [LINE["key"]]}
    assert (
        room.no("notice.reply", "n", p | {"lines": ["other"]}, "zf_lead", at("2026-03-12 09:00"))
        == "bad-line"
    )
    room.does("notice.reply", "n", p, "zf_lead", at("2026-03-12 09:00"))
    assert (notice(room).state, [line.key for line in notice(room).left("T-ZF")]) == (
        "SIGNED",
        [SECOND["key"]],
    )
    assert room.clock("RECTIFY", "T-ZF", "n").stop is None
    assert (
        room.no("notice.reply", "n", p, "zf_lead", at("2026-03-12 10:00")) == "bad-line"
    )  # answered already
    room.does("notice.reply", "n", p | {"lines": [SECOND["key"]]}, "zf_lead", at("2026-03-13 09:00"))
    assert (notice(room).state, notice(room).left("T-ZF")) == ("RECTIFIED", ())
    assert room.clock("RECTIFY", "T-ZF", "n").stop == at("2026-03-13 09:00")


def test_one_answer_may_put_everything_right_that_is_left() -> None:
    room = Room()
    room.does("notice.draft", "n", DRAFT | {"lines": [LINE, SECOND], "send": True}, "sup")
    room.does("notice.sign", "n", {}, "director", at("2026-03-11 09:00"))
    room.does(
        "notice.reply", "n", {"text": "已拆除", "lines": [LINE["key"]]}, "zf_lead", at("2026-03-12 09:00")
    )
    room.does("notice.reply", "n", {"text": "其余一并整改"}, "zf_lead", at("2026-03-12 10:00"))
    assert (notice(room).state, notice(room).left("T-ZF")) == ("RECTIFIED", ())
    assert (notice(room).issued, notice(room).last_step(())) == (True, at("2026-03-12 10:00"))


def test_nobody_puts_right_the_lines_of_another_unit_or_without_words() -> None:
    room = Room()
    signed(room)
    late = at("2026-03-12 09:00")
    assert room.no("notice.reply", "n", {"text": "x", "lines": [LINE["key"]]}, "sc_lead", late) == "bad-line"
    assert room.no("notice.reply", "n", {"text": " "}, "sc_lead", late) == "no-text"


def test_a_villages_lead_answers_for_his_village_and_a_lead_elsewhere_does_not() -> None:
    room = Room()
    village = LINE | {"key": "v", "unit": VILLAGE}
    room.does("notice.draft", "n", DRAFT | {"lines": [village], "send": True}, "sup")
    assert room.no("notice.reply", "n", {"text": "已清运"}, "zf_lead", monday("10:00")) == "not-holder"
    room.does("notice.reply", "n", {"text": "已清运"}, "village", monday("10:00"))
    assert notice(room).owing == ()


def test_terms_hold_by_the_countys_table_and_without_one_by_the_rulebook() -> None:
    """说明期 48 hours natural, 整改 3 working days."""

    class Bare(Room):
        def __init__(self, more: dict[str, Limit]) -> None:
            super().__init__()
            self.more = more

        @property
        def rules(self) -> Rules:
            kept = {k: v for k, v in super().rules.limits.items() if not k.startswith("notice.")}
            return replace(super().rules, limits=kept | self.more)

    for more, explain, rectify in (
        ({}, "2026-03-11 09:00", "2026-03-16 18:00"),
        (
            {"notice.EXPLAIN.": Limit(24 * 60, "EH"), "notice.RECTIFY.": days(5, "WD")},
            "2026-03-10 09:00",
            "2026-03-18 18:00",
        ),
    ):
        room = Bare(more)
        sent(room)
        assert room.due("EXPLAIN", case="n") == explain
        room.does("notice.sign", "n", {}, "director", at("2026-03-11 09:00"))
        assert room.due("RECTIFY", "T-ZF", "n") == rectify


# ---------------------------------------------------------------- who answers for whom

ROOM_LINE = LINE | {"key": "e/T-ZHS/CARD", "unit": "T-ZHS"}
GRID_LINE = LINE | {"key": "t/grid/CARD", "unit": GRID}


def told_of(room: Room, *lines: dict[str, Any]) -> None:
    room.does("notice.draft", "n", DRAFT | {"lines": list(lines), "send": True}, "sup")


def test_the_command_room_is_answered_for_by_the_leader_on_duty() -> None:
    room = Room()
    told_of(room, ROOM_LINE)
    for who in ("op", "sup", "director", "zf_lead", "village"):
        assert room.no("notice.reply", "n", {"text": "当日停电"}, who) == "not-holder", who
    room.does("notice.reply", "n", {"text": "当日停电"}, "leader", monday("10:00"))
    room.does("notice.sign", "n", {}, "director", monday("11:00"))
    room.does("notice.reply", "n", {"text": "已加派一人受理"}, "leader", monday("14:00"))
    assert notice(room).state == "RECTIFIED"


def test_a_village_answers_for_its_grids() -> None:
    room = Room()
    told_of(room, GRID_LINE)
    assert room.no("notice.reply", "n", {"text": "已走访"}, "grid") == "not-holder"
    room.does("notice.reply", "n", {"text": "已走访"}, "village", monday("10:00"))
    assert [said.unit for said in notice(room).answers] == [GRID]
