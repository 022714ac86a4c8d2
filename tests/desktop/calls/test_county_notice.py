"""县级通报 as the town reads it (rulebook §4.8, §1.3): its own calls line by line, others by number only."""

from db.queries.notices import NoticeRow
from desktop.calls.county_notice import notice_face
from desktop.calls.found_list import Found, Listed, notice_cards
from desktop.names import Names
from governance.notices.notice import EXPLAINING, SIGNED, Answer, Line, Notice
from governance.time.clocks import started
from governance.time.limits import WD, Limit
from tests.governance.local_time import at
from tests.governance.room import Room

DRAFTED, SIGNED_AT = at("2026-03-09 09:00"), at("2026-03-11 10:00")
RULES = Room().rules


def line(unit: str, case: str) -> Line:
    return Line(
        key=f"{case}/{unit}/NO_RESPONSE",
        unit=unit,
        case=case,
        serial="H260306-100-00-0001",
        rule="NO_RESPONSE",
        since=DRAFTED,
        facts=(("响应到期", DRAFTED),),
    )


def a_notice(**more: object) -> Notice:
    lines = (line("ZR", "ours"), line("ZF", "theirs"))
    given = {
        "state": EXPLAINING,
        "moved": DRAFTED,
        "serial": "B260309-000-00-0001",
        "title": "三月第一周通报",
    }
    given |= {"text": "限期整改", "at": DRAFTED, "drafters": ("op",), "lines": lines}
    return Notice(id="n", **(given | more))  # type: ignore[arg-type]


def test_lines_about_our_calls_are_shown_those_of_other_towns_are_counted() -> None:
    face = notice_face(a_notice(), {"ours"}, Names(RULES), DRAFTED, RULES)
    (shown,) = face.lines
    assert (shown.unit, shown.rule, shown.case_id) == ("县自然资源和规划局", "不响应", "ours")
    assert shown.facts == "响应到期 09:00"
    assert face.others == "另有 1 条涉及其他乡镇的呼叫，不列明细。"
    assert [one.unit for one in face.answers] == ["县自然资源和规划局"]


def test_after_the_signature_it_says_until_when_the_department_owes_its_rectification() -> None:
    due = started("RECTIFY", SIGNED_AT, Limit(3, WD), "ZR", "ZR")
    explained = Answer(unit="ZR", by="zr", at=DRAFTED, of="explain", text="系统误报")
    notice = a_notice(
        state=SIGNED, signer="centre_lead", signed=SIGNED_AT, clocks=(due,), answers=(explained,)
    )
    face = notice_face(notice, {"ours"}, Names(RULES), SIGNED_AT, RULES)
    said, owes = face.answers
    assert (said.said, said.note) == ("系统误报", "说明 03-09 09:00")
    assert (owes.said, owes.owes) == ("待整改，周一 18:00 前（剩 5 天 8 时）", True)
    assert face.state == ("已签发", "red")


def test_in_the_list_it_is_told_from_the_towns_own() -> None:
    row = NoticeRow("n", "B1", "SIGNED", "通报", "ZR", 1, "ZR", DRAFTED, SIGNED_AT, SIGNED_AT, 0)
    (card,) = notice_cards(Found(notices=(Listed(row, county=True),)), Names(RULES), SIGNED_AT)
    assert card.tags == (("县级", "brand"), ("已签发", "amber"))
