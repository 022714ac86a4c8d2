"""The three-part slip of a call (§10 三联单)."""

from pathlib import Path

from openpyxl import Workbook, load_workbook

from briefings.slips.call_slip import CallSlip, SlipFoot, call_slip, write_slips
from governance.calls.call import Call
from governance.events.event import Event
from tests.governance.local_time import at
from tests.governance.room import FEEDBACK, ISSUE, MONDAY, Room, called, fed_back, report, uid

FOOT = SlipFoot(town="云溪镇", as_of=MONDAY, printed_at=MONDAY, operator="李晓芸")


def slip_of(room: Room, when: int = MONDAY) -> CallSlip:
    call, event = room.cases[uid("c")], room.cases[uid("e")]
    assert isinstance(call, Call)
    assert isinstance(event, Event)
    return call_slip(call, event, room.rules, when, "石桥村第3网格")


def from_the_list() -> Room:
    room = Room()
    room.does("event.report", "e", report(text="联系13812340011，邻居违法搭建"), "op")
    room.does("event.accept", "e", {}, "op")
    town = [line for line in room.rules.catalogue.lines["SD-A01"] if line.side == "TOWN"]
    lines = [{"no": line.line_no, "state": "DONE", "note": "照片2张"} for line in town]
    item = {"item": "SD-A01", "item_version": 1, "depts": ["ZF", "ZR"], "lines": lines}
    event = room.cases[uid("e")]
    room.does("call.issue", "c", ISSUE | item, "leader", also=((uid("e"), event.base),))
    return room


def texts(book: Workbook) -> str:
    return "\n".join(
        str(v) for s in book.worksheets for row in s.iter_rows(values_only=True) for v in row if v
    )


def test_a_slip_of_a_list_item_names_it_with_version_and_clauses() -> None:
    slip = slip_of(from_the_list())
    assert slip.item == "SD-A01 违法建设查处（第1版） 条款 SD-A01-1、SD-A01-2"
    assert slip.named == ("县综合行政执法局", "县自然资源和规划局")
    assert slip.done[0].endswith("：已做（照片2张）")
    assert slip.accept_due == at("2026-03-09 11:00")


def test_a_department_sees_no_phone_number() -> None:
    assert slip_of(from_the_list()).situation == "联系138****0011，邻居违法搭建"


def test_a_call_outside_the_list_says_why() -> None:
    room = Room()
    called(room)
    assert slip_of(room).item == "清单外：清单外，县级权限"


def test_what_was_answered_and_rated_stands_on_it() -> None:
    room = Room()
    fed_back(room)
    room.does("call.evaluate", "c", {"unit": "ZR", "rating": "FAIR"}, "leader")
    (part,) = slip_of(room).parts
    assert (part.how, part.result, part.rating) == ("到场", "已解决", "响应满意、已办结、基本满意")
    assert [due for _, due in part.dues] == [
        at(t) for t in ("2026-03-09 15:00", "2026-03-10 18:00", "2026-03-18 18:00")
    ]


def test_a_rating_by_silence_is_told_as_such() -> None:
    room = Room()
    fed_back(room)
    assert slip_of(room, MONDAY + 30 * 86_400_000).parts[0].rating == "基本满意（系统默认）"


def test_three_parts_on_one_page_with_every_field(tmp_path: Path) -> None:
    room = from_the_list()
    room.does("call.accept", "c", {"ruling": "accept"}, "centre")
    room.does("call.assign", "c", {"unit": "ZF", "assist": ["ZR"]}, "centre")
    assert write_slips([slip_of(room)], FOOT, tmp_path / "三联单.xlsx") == 1
    book = load_workbook(tmp_path / "三联单.xlsx")
    said = texts(book)
    for field in (
        "存根", "派发单", "反馈单", "编号", "日期", "等级", "事项及条款", "地点网格", "情况", "乡镇已做", "请求事项",
        "主办", "配合", "受理到期", "签收到期", "响应到期", "办理到期", "签发人", "签收人", "签收时间", "响应方式",
        "响应时间", "结果", "镇评价",
    ):  # fmt: skip
        assert field in said
    sheet = book.worksheets[0]
    assert (sheet.title, sheet.page_setup.orientation) == ("H260309-100-0A-0001", "portrait")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)


def test_nasty_texts_stay_texts_and_name_no_sheet(tmp_path: Path) -> None:
    room = Room()
    room.does("event.report", "e", report(text='=HYPERLINK("http://x")'), "op")
    room.does("event.accept", "e", {}, "op")
    event = room.cases[uid("e")]
    issue = ISSUE | {"serial": "a/b[c]:*?'", "ask": "+cmd|' /C calc'!A0"}
    room.does("call.issue", "c", issue, "leader", also=((uid("e"), event.base),))
    write_slips([slip_of(room), slip_of(room)], FOOT, tmp_path / "s.xlsx")
    book = load_workbook(tmp_path / "s.xlsx")
    assert all(c.data_type in ("n", "s") for s in book.worksheets for row in s.iter_rows() for c in row)
    assert len(set(book.sheetnames)) == 2


def test_a_day_without_calls_still_gives_a_file(tmp_path: Path) -> None:
    assert write_slips([], FOOT, tmp_path / "s.xlsx") == 0
    assert "没有签发呼叫" in texts(load_workbook(tmp_path / "s.xlsx"))


def test_feedback_is_on_the_answer(tmp_path: Path) -> None:
    room = Room()
    fed_back(room)
    write_slips([slip_of(room)], FOOT, tmp_path / "s.xlsx")
    assert FEEDBACK["result"] == "SOLVED"
    assert "已解决" in texts(load_workbook(tmp_path / "s.xlsx"))
