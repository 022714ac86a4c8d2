"""履职情况说明 as a workbook: every record stands there with its hash, personal numbers masked."""

from pathlib import Path

from openpyxl import load_workbook

from briefings.duty_file import DECIDES, parts_of, write_duty_file
from briefings.slips.call_slip import SlipFoot
from governance.responsibility.duty_file import Record, duty_file
from tests.governance.room import MONDAY, Room, called, uid

FOOT = SlipFoot(town="云溪镇", as_of=MONDAY, printed_at=MONDAY, operator="李晓芸")
LINES = [{"no": no, "state": "DONE", "note": "照片"} for no in (4, 5, 6)]


def test_the_workbook_holds_item_lines_calls_and_hashes(tmp_path: Path) -> None:
    room = Room()
    called(room, item="SD-A01", item_version=1, depts=["ZF"], lines=LINES, reason="")
    record = Record(
        at=MONDAY,
        case=uid("e"),
        kind="event.phone_log",
        what="通话",
        who="李晓芸",
        digest="ab" * 32,
        text="电话13812345678",
    )
    file = duty_file(room.event(), [room.call()], [record], (), MONDAY, room.rules)
    path = tmp_path / "file.xlsx"
    write_duty_file(file, room.rules, FOOT, path)
    book = load_workbook(path)
    assert book.sheetnames == ["履职情况说明", *(part.title for part in parts_of(file, room.rules))]
    head = [str(cell.value) for row in book["履职情况说明"].iter_rows() for cell in row if cell.value]
    assert "SD-A01 违法建设查处（第1版）" in head
    assert "尽职" in head
    assert DECIDES in head
    told = [tuple(cell.value for cell in row) for row in book["六、记录"].iter_rows(min_row=2)]
    assert told[0][4:] == ("电话138****5678", "ab" * 32)
    lines = [row[0].value for row in book["一、乡镇配合责任"].iter_rows(min_row=2)]
    assert lines[0] == "SD-A01-4"
    assert [row[3].value for row in book["二、呼叫与答复"].iter_rows(min_row=2)] == ["未交办"]
    assert book["四、断网时段"]["A2"].value == "期间没有断网。"
