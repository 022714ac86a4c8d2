"""The daily workbook as a file: every figure opens its cases, totals read back, nothing in it can act."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from briefings.daily import TOTALS, read_totals, write_daily
from briefings.failures import DocumentNotWrittenError, DocumentUnreadableError
from briefings.figures.event_row import EventRow
from governance.catalogue.catalogue import Unit
from tests.briefings.town_day import AREAS, VILLAGES, a_row, an_issue, call_rows, event_rows

MAIN = ["日报", "分单位", "分类", "分村", "呼叫"]
NASTY = (
    "=cmd|'/c calc'!A0",
    "+1+1",
    "-1",
    "@SUM(A1)",
    "#REF!",
    "a\x00b\x1b",
    "\ud800",
    "\u202eabc",
    "正" * 40_000,
)


def book_of(path: Path, rows: list[EventRow], calls: int = 20, **more: Any) -> Workbook:
    write_daily(rows, call_rows(calls), an_issue(**more), path)
    return load_workbook(path)


def cells(sheet: Worksheet) -> Iterator[Cell]:
    for row in sheet.iter_rows():
        yield from (cell for cell in row if isinstance(cell, Cell))


def texts(sheet: Worksheet) -> str:
    return "\n".join(str(cell.value) for cell in cells(sheet) if cell.value is not None)


# ---------------------------------------------------------------- figures open down to their cases


def links(sheet: Worksheet) -> Iterator[tuple[Cell, str, int]]:
    for cell in cells(sheet):
        if cell.hyperlink is not None and cell.hyperlink.location is not None:
            target, _, place = cell.hyperlink.location.rpartition("!")
            yield cell, target.strip("'"), int(place.lstrip("A"))


def listed_from(sheet: Worksheet, row: int) -> int:
    """How many cases stand in the block (or stretch of blocks) that begins at the row."""
    title = str(sheet.cell(row, 1).value)
    count, blocks = 0, 0
    for (value,) in sheet.iter_rows(min_row=row + 1, max_col=1, values_only=True):
        text = str(value)
        if text.startswith("■"):
            break
        if "：" in text:
            blocks += 1
            if not title.startswith("■"):
                break
        else:
            count += 1
    return count


def group_listed_from(sheet: Worksheet, row: int, until: int) -> int:
    """How many cases stand from the row on until as many as the figure says: the blocks of one group."""
    count = 0
    for (value,) in sheet.iter_rows(min_row=row, max_col=1, values_only=True):
        text = str(value)
        if text.startswith("■") or count == until:
            break
        count += "：" not in text
    return count


def test_no_figure_says_another_number_than_its_list_holds(tmp_path: Path) -> None:
    book = book_of(tmp_path / "日报.xlsx", event_rows(300))
    followed = 0
    for name in MAIN:
        for cell, target, row in links(book[name]):
            heading = str(book[target].cell(row, 1).value)
            if name == "日报" and not heading.startswith("■"):
                assert isinstance(cell.value, int)
                assert group_listed_from(book[target], row, cell.value) == cell.value, (
                    f"{name}!{cell.coordinate}"
                )
            else:
                assert listed_from(book[target], row) == cell.value, f"{name}!{cell.coordinate}"
            followed += 1
    assert followed > 200


def test_every_number_above_zero_opens_a_list(tmp_path: Path) -> None:
    book = book_of(tmp_path / "日报.xlsx", event_rows(300, clean=True))
    for name in MAIN:
        for cell in cells(book[name]):
            counted = (
                isinstance(cell.value, int)
                and cell.value > 0
                and cell.style not in ("居中", "比率", "合计比率")
            )
            assert not counted or cell.hyperlink is not None, f"{name}!{cell.coordinate}"


def test_a_list_leads_back_to_its_table(tmp_path: Path) -> None:
    book = book_of(tmp_path / "日报.xlsx", [a_row()])
    assert [(cell.coordinate, target) for cell, target, _ in links(book["清单-单位"])] == [("A1", "日报")]


# ---------------------------------------------------------------- totals


def test_totals_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "日报.xlsx"
    written = write_daily(event_rows(300), call_rows(30), an_issue(), path)
    assert read_totals(path) == written
    assert tuple(written) == TOTALS


def test_names_of_totals_are_names_that_excel_takes(tmp_path: Path) -> None:
    book = book_of(tmp_path / "日报.xlsx", [])
    assert {name.removeprefix("合计_") for name in book.defined_names} == set(TOTALS)
    assert all(name.isidentifier() for name in book.defined_names)


def test_totals_come_from_the_cells_that_people_see(tmp_path: Path) -> None:
    path = tmp_path / "日报.xlsx"
    book = book_of(path, event_rows(50))
    place = next(iter(book.defined_names["合计_在办"].destinations))[1]
    book["日报"][place].value = 4711
    book.save(path)
    assert read_totals(path)["在办"] == 4711


def test_the_check_is_a_formula_of_the_sheet_and_stands_in_words_too(tmp_path: Path) -> None:
    sheet = book_of(tmp_path / "日报.xlsx", [a_row()])["日报"]
    formulas = [str(cell.value) for cell in cells(sheet) if cell.data_type == "f"]
    assert "=C7+D7+M7+N7+O7-P7-E7-Q7-R7-S7" in formulas
    assert '=IF(T7=F7,"相符","不符")' in formulas
    assert "合计 0＋1＋0＋0−0−0−0−0＝1，在办 1，相符" in texts(sheet)


def test_a_failed_check_is_printed_on_the_sheet(tmp_path: Path) -> None:
    sheet = book_of(tmp_path / "日报.xlsx", [a_row(open=False)])["日报"]
    assert "勾稽不符：指挥室（未分派） 应有在办 1，实为 0" in texts(sheet)
    assert "勾稽：分村不符" in texts(sheet)


def test_a_file_that_is_no_daily_is_told_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "别的.xlsx"
    for content in (b"", b"no workbook"):
        path.write_bytes(content)
        with pytest.raises(DocumentUnreadableError, match="不是可读的日报文件"):
            read_totals(path)
    Workbook().save(path)
    with pytest.raises(DocumentUnreadableError, match="没有合计“昨日结转”"):
        read_totals(path)


# ---------------------------------------------------------------- what stands on it


def test_head_and_notes_say_period_makers_outage_and_silent_units(tmp_path: Path) -> None:
    said = texts(book_of(tmp_path / "日报.xlsx", [])["日报"])
    for text in (
        "云溪镇综合信息指挥室日报",
        "编号：云溪指挥室〔2026〕日69号",
        "统计时段：2026-03-10 00:00 至 2026-03-10 24:00",
        "数据截至：2026-03-10 17:06",
        "制表：李晓芸",
        "断网时段：10:00—12:00。未回传单位：生态环境所（截至 17:06）",
    ):
        assert text in said
    assert "草稿" not in said


def test_a_draft_says_so_across_the_head(tmp_path: Path) -> None:
    sheet = book_of(tmp_path / "日报.xlsx", [], draft=True)["日报"]
    assert sheet["A1"].value == "【草稿】云溪镇综合信息指挥室日报"


def test_the_columns_of_the_rulebook_in_their_order(tmp_path: Path) -> None:
    sheet = book_of(tmp_path / "日报.xlsx", [])["日报"]
    assert [sheet.cell(6, column).value for column in range(1, 12)] == (
        "序号 平台/单位 昨日结转 今日新增 今日办结 在办 其中超期 黄灯 未签收 退单 挂账".split()
    )
    assert [sheet.cell(row, 2).value for row in range(7, 14)] == (
        "综治工作平台 综合执法平台 市场监管平台 便民服务平台 派驻机构 村（社区） 指挥室（未分派）".split()
    )


def test_all_areas_and_villages_have_a_line_even_on_a_quiet_day(tmp_path: Path) -> None:
    book = book_of(tmp_path / "日报.xlsx", [], calls=0)
    for name, lines in (
        ("分类", [*AREAS.values(), "类别待定"]),
        ("分村", [*VILLAGES.values(), "未定位到村"]),
    ):
        assert [cell.value for cell in book[name]["B"][4 : 4 + len(lines)]] == lines
    assert len(AREAS) == 14


def test_rates_without_a_denominator_are_a_dash(tmp_path: Path) -> None:
    sheet = book_of(tmp_path / "日报.xlsx", [], calls=0)["呼叫"]
    total = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "合计")
    assert (total[6], total[9], total[11]) == ("—", "—", "—")


def test_every_sheet_prints_on_a4_with_its_head_on_every_page(tmp_path: Path) -> None:
    book = book_of(tmp_path / "日报.xlsx", event_rows(50))
    assert book.sheetnames[: len(MAIN)] == MAIN
    for sheet in book.worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert sheet.oddFooter is not None
        assert "数据截至" in str(sheet.oddFooter.left.text)


# ---------------------------------------------------------------- nothing in it can act


@pytest.mark.parametrize("text", NASTY)
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str, tmp_path: Path) -> None:
    unit = Unit(code="T-X", name=text, kind="station")
    rows = [a_row(minor=text, serial=text, label=text)]
    issue: dict[str, Any] = {
        "operator": text,
        "serial": text,
        "town": text,
        "silent": (text,),
        "units": {"T-X": unit},
    }
    book = book_of(tmp_path / "日报.xlsx", rows, villages={"990101100201": text}, areas={"01": text}, **issue)
    for sheet in book.worksheets:
        for cell in cells(sheet):
            ours = str(cell.value).startswith(("=C", "=IF(T"))
            assert cell.data_type in ("n", "s") or (cell.data_type == "f" and ours), cell.value


# ---------------------------------------------------------------- whole or not at all


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    folder = tmp_path / "日报.xlsx"
    folder.mkdir()
    (folder / "old").touch()
    with pytest.raises(DocumentNotWrittenError, match=r"未写成|不能写入"):
        write_daily([], [], an_issue(), folder)
    assert [path.name for path in tmp_path.iterdir()] == ["日报.xlsx"]


def test_three_thousand_events_take_at_most_five_seconds(tmp_path: Path) -> None:
    rows, calls = event_rows(3_000), call_rows(60)
    begun = time.process_time()  # our own work: what else runs on the machine does not count
    write_daily(rows, calls, an_issue(), tmp_path / "日报.xlsx")
    read_totals(tmp_path / "日报.xlsx")
    assert time.process_time() - begun <= 5
