"""Papers: set on A4 pages, the whole text in them, the code on every page read back by a machine."""

import shutil
import subprocess
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from briefings.failures import DocumentNotWrittenError
from desktop.printing import printed
from desktop.printing.output import page_picture, write_pdf
from desktop.printing.pages import BOTTOM, SIDES, TOP, Pages, set_pages
from desktop.printing.paper import Cell, Printed
from desktop.printing.printed import Section, SlipFoot
from desktop.theme import look
from governance.calls.call import Call
from governance.events.event import Event
from tests.governance.room import MONDAY, Room, assigned, dispatched, uid

FOOT = SlipFoot(town="云溪镇", as_of=MONDAY, printed_at=MONDAY, operator="李晓芸")
COLUMNS = (("编号", 3.0), ("内容", 6.0), ("件数", 1.0))


def slip() -> Printed:
    room = Room()
    dispatched(room)
    body = room.cases[uid("e")]
    assert isinstance(body, Event)
    return printed.dispatch_slip(body, room.rules, FOOT)


def call() -> Printed:
    room = Room()
    assigned(room)
    body, event = room.cases[uid("c")], room.cases[uid("e")]
    assert isinstance(body, Call)
    assert isinstance(event, Event)
    return printed.call_slip(body, event, room.rules, FOOT)


def listed(count: int, text: str = "桥头路面塌了一个洞") -> Printed:
    rows = [(f"S260309-100-0A-{n:04}", text, Cell(str(n), align=2)) for n in range(1, count + 1)]
    return printed.case_list("在办清单", COLUMNS, rows, FOOT, serial="QD20260309")


def text_of(document: Printed, path: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    write_pdf(set_pages(document), path)
    said = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return said.stdout.decode()


@pytest.fixture(autouse=True)
def _dressed(qtbot: QtBot, qapp: object) -> None:
    from PySide6.QtWidgets import QApplication

    assert isinstance(qapp, QApplication)
    look.apply(qapp)


# ---------------------------------------------------------------- what stands on it


def test_a_dispatch_slip_has_its_parts_to_sign_and_to_answer_and_its_dues(tmp_path: Path) -> None:
    said = text_of(slip(), tmp_path / "slip.pdf")
    for words in ("交办单", "签收联", "回执联", "主办", "签收到期", "办理到期", "负责人签字", "沿线撕开"):
        assert words in said
    assert said.count("S260309-100-0A-0001") >= 4  # head, both parts, foot


def test_a_call_slip_has_three_parts_on_one_page(tmp_path: Path) -> None:
    assert len(set_pages(call()).pages) == 1
    said = text_of(call(), tmp_path / "call.pdf")
    for words in ("（存根）", "派发单", "反馈单（回执）", "签发人", "签收人", "镇评价"):
        assert words in said


def test_the_foot_says_serial_data_time_print_time_operator_and_page(tmp_path: Path) -> None:
    said = text_of(listed(120), tmp_path / "list.pdf")
    assert "数据截至 2026-03-09 09:00" in said
    assert "打印 2026-03-09 09:00" in said
    assert "经办 李晓芸" in said
    count = len(set_pages(listed(120)).pages)
    assert f"第 {count}/{count} 页" in said


def test_numbers_of_persons_are_masked_in_every_list(tmp_path: Path) -> None:
    said = text_of(listed(1, "电话13812340011"), tmp_path / "list.pdf")
    assert "13812340011" not in said
    assert "138****0011" in said


def test_the_hash_is_of_what_it_says_and_not_of_when_it_was_printed() -> None:
    one, later = listed(3), printed.case_list("在办清单", COLUMNS, [], FOOT, serial="QD20260309")
    again = printed.sheet("单", FOOT, serial="A", facts=(("班次", "白班"),))
    reprinted = printed.sheet(
        "单",
        SlipFoot(town="云溪镇", as_of=MONDAY, printed_at=MONDAY + 1, operator="他人"),
        serial="A",
        facts=(("班次", "白班"),),
    )
    assert one.digest != later.digest
    assert again.digest == reprinted.digest


# ---------------------------------------------------------------- pages


def rows_of(pages: Pages) -> list[int]:
    return [sum(getattr(mark, "text", "") == "编号" for mark in page.marks) for page in pages.pages]


def test_the_head_of_a_table_stands_on_every_page_and_no_row_is_lost(tmp_path: Path) -> None:
    pages = set_pages(listed(200))
    assert len(pages.pages) > 3
    assert rows_of(pages) == [1] * len(pages.pages)
    serials = [getattr(mark, "text", "") for page in pages.pages for mark in page.marks]
    assert sum(text.startswith("S260309") for text in serials) == 200


def test_nothing_is_set_outside_the_margins() -> None:
    for document in (slip(), call(), listed(90)):
        pages = set_pages(document)
        for page in pages.pages:
            for mark in page.marks:
                y = getattr(mark, "y", None)
                x = getattr(mark, "x", None)
                if y is not None and x is not None:
                    assert TOP <= y <= pages.size.height() - BOTTOM
                    assert SIDES - 1 <= x <= pages.size.width() - SIDES


def test_a_text_longer_than_a_page_goes_on(tmp_path: Path) -> None:
    document = listed(1, "正" * 6_000)
    pages = set_pages(document)
    assert len(pages.pages) > 1
    said = "".join(getattr(mark, "text", "") for page in pages.pages for mark in page.marks)
    assert said.count("正") == 6_000


def test_a_sheet_says_why_a_section_is_empty_and_leaves_room_to_sign(tmp_path: Path) -> None:
    sheet = printed.sheet(
        "交接单",
        FOOT,
        serial="JJ20260309-1",
        facts=(("班次", "白班"), ("时段", "08:00—20:00")),
        sections=(
            Section(title="未签收", empty="没有未签收的任务。"),
            Section(title="在办", columns=COLUMNS, rows=(("S1", "路灯", "1"),)),
        ),
        signatures=("交班人", "接班人"),
        draft=True,
    )
    said = text_of(sheet, tmp_path / "sheet.pdf")
    for words in ("没有未签收的任务。", "交班人", "接班人", "草稿", "白班"):
        assert words in said


# ---------------------------------------------------------------- the code, the file


def test_the_code_on_paper_is_read_back(tmp_path: Path) -> None:
    if shutil.which("zbarimg") is None:
        pytest.skip("zbarimg is not installed")
    document = slip()
    page_picture(set_pages(document), 0, 2.0).save(str(tmp_path / "page.png"))
    command = ["zbarimg", "-q", "--raw", "--nodbus", str(tmp_path / "page.png")]
    said = subprocess.run(command, capture_output=True, check=True).stdout.decode().strip()
    assert said == f"S260309-100-0A-0001 {document.digest}"


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DocumentNotWrittenError):
        write_pdf(set_pages(slip()), tmp_path / "file" / "slip.pdf")
