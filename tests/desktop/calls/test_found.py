"""异常认定 on the calls page (rulebook §4.4, §4.8): the panel's words, this week's list, the 约谈 list, notices."""

from typing import Any

from msgspec.structs import replace

from db.queries.notices import NoticeRow
from desktop.calls.cards import CardFace
from desktop.calls.found_face import FoundFace, found_face
from desktop.calls.found_list import Found, Listed, found_cards, notice_cards, week_start
from desktop.calls.talk import TALK, talk_face
from desktop.calls.waiting import waiting
from desktop.dossier.records import records
from desktop.lights import Sign
from desktop.names import Names
from governance.calls.call import CallReturn
from governance.calls.findings import EXPLAIN, findings
from governance.calls.records import Minutes, Side
from governance.notices.weekly import Summons, summoned
from governance.responsibility.precedents import Precedent
from tests.governance.local_time import at
from tests.governance.room import Room, assigned

FRIDAY, TWICE = at("2026-03-13 16:00"), at("2026-03-16 16:00")
MONDAY = TWICE + 60_000


def a_late_call() -> Room:
    """C2 to ZR on Friday afternoon; nobody responds until Monday 16:00."""
    room = Room()
    assigned(room, "C2", when=FRIDAY)
    return room


def panel(room: Room, now: int, as_of: int | None = None) -> FoundFace:
    face = found_face(room.call(), Names(room.rules), now, room.rules, as_of)
    assert face is not None
    return face


def test_the_panel_names_the_facts_and_what_is_left_of_the_explaining() -> None:
    room = a_late_call()
    one = panel(room, MONDAY).findings[0]
    assert (one.rule, one.status) == ("不响应", ("说明期", "amber"))
    assert one.facts == "交办 03-13 16:00 · 响应到期 10:00 · 两倍时限 16:00"
    assert one.until == TWICE + EXPLAIN.n * 60_000
    later = panel(room, TWICE + 49 * 3_600_000).findings[0]
    assert (later.status, later.until) == (("已认定", "red"), None)


def test_what_was_found_while_the_county_is_not_heard_is_provisional_and_says_since_when() -> None:
    face = panel(a_late_call(), MONDAY, at("2026-03-16 13:29"))
    assert face.findings[0].status == ("待对端数据", "")
    assert face.as_of == "截至 13:29"


def test_nothing_is_shown_of_a_call_in_time() -> None:
    room = a_late_call()
    assert found_face(room.call(), Names(room.rules), FRIDAY, room.rules, None) is None


def cards(found: Found, room: Room, now: int) -> list[CardFace]:
    return list(found_cards(found.week, {room.call().id: room.call()}, {}, Names(room.rules), now))


def test_the_week_opens_to_its_calls() -> None:
    room = a_late_call()
    found = Found(findings(room.call(), MONDAY, room.rules, MONDAY))
    (card,) = cards(found, room, MONDAY)
    assert (card.key, card.lines[0].said, card.lines[0].sign) == (room.call().id, "不响应·说明期", Sign.SOON)
    assert card.lines[0].right == "剩 1 天 23 时"


def test_three_findings_in_a_month_put_a_unit_on_the_list_to_be_talked_to() -> None:
    room = a_late_call()
    now = TWICE + 49 * 3_600_000
    (one,) = findings(room.call(), now, room.rules, now)
    three: tuple[Summons, ...] = summoned([replace(one, call=f"c{n}") for n in (1, 2, 3)], "2026-03")
    (card,) = notice_cards(Found(summons=three), Names(room.rules), now)
    assert card.key == f"{TALK}{one.dept}"
    assert card.where == "2026-03 认定 3 件"
    assert card.head == "约谈名单 2026-03 · 1 个单位"
    face = talk_face(Found(summons=three), one.dept, Names(room.rules), now)
    assert face is not None
    assert [line.case_id for line in face.lines] == ["c1", "c2", "c3"]
    assert talk_face(Found(summons=three), "T-ZF", Names(room.rules), now) is None


def test_a_notice_says_which_units_owe_an_answer_and_until_when() -> None:
    row = NoticeRow("n", "B1", "EXPLAINING", "通报", "ZF;ZR", 2, "ZR", FRIDAY, None, MONDAY, 0)
    (card,) = notice_cards(Found(notices=(Listed(row),)), Names(Room().rules), MONDAY + 60_000)
    assert [(line.said, line.sign) for line in card.lines] == [
        ("已答复", Sign.DONE),
        ("待答复", Sign.OVERDUE),
    ]
    assert card.tags == (("说明期", "amber"),)


def test_the_week_begins_on_monday() -> None:
    assert week_start(at("2026-03-16 00:00")) == at("2026-03-16 00:00")
    assert week_start(at("2026-03-22 23:59")) == at("2026-03-16 00:00")


def test_a_return_against_a_precedent_says_so_with_the_difference_claimed() -> None:
    room = a_late_call()
    known = Precedent(
        id="p", category="010101", item="SD-A01", decided="ZF", reason="违建认定", valid_from="2026-01-05"
    )
    slip: dict[str, Any] = {"dept": "ZR", "by": "zr", "clause": "SD-A01-1", "suggested": "LY"}
    back = CallReturn(id="r", at=MONDAY, differs="地块已批", **slip)
    call = replace(room.call(), item="SD-A01", category="010101", returns=(back,), state="RETURN_PENDING")
    rules = replace(room.rules, precedents=(known,))
    (face,) = waiting([call], {}, Names(rules), MONDAY, rules).returns
    assert face.precedent[0].startswith("与判例 2026-01-05 不一致")
    assert "地块已批" in face.precedent[1]
    agreeing = replace(call, returns=(replace(back, suggested="ZF"),))
    (face,) = waiting([agreeing], {}, Names(rules), MONDAY, rules).returns
    assert face.precedent[1] == "违建认定"


def test_minutes_name_each_side_with_its_clause() -> None:
    room = a_late_call()
    sides = (Side("ZF", "SD-A01-1", "属主体责任"), Side("ZR", "SD-A01-2"))
    call = replace(room.call(), minutes=(Minutes(id="m", at=MONDAY, way="MEETING", sides=sides),))
    (said,) = records(call, Names(room.rules), MONDAY)
    assert said.note == "16:01 会议"
    assert [words for _, words in said.rows] == ["SD-A01-1：属主体责任", "SD-A01-2", "未达成一致，送审定"]
