"""事件台账: the common columns of the rulebook, callers masked, texts that stay texts, written whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from briefings.case_list import HEADS, CaseLine, CaseList, case_line, write_case_list
from briefings.failures import DocumentNotWrittenError
from briefings.texts import stamp
from tests.briefings.room_day import played
from tests.briefings.town_day import AS_OF

ABOUT = CaseList(title="台账", view="全部在办", at=AS_OF, by="严浩然", town="云溪镇")
TOLD = {"name": "王秀英", "tel": "13800001234"}


class Codes:
    """Calls everything by its code."""

    def unit(self, code: str) -> str:
        return code

    def place(self, code: str) -> str:
        return code


def lines() -> list[CaseLine]:
    room = played(7)
    return [case_line(event, TOLD, AS_OF, room.rules, Codes()) for event in room.events()]


def test_every_column_of_the_rulebook_is_filled_in_its_place() -> None:
    assert len(HEADS) == 28
    for line in lines():
        said = dict(zip(HEADS[1:], line, strict=True))
        assert said["登记时间"]
        assert said["反映人"] in ("王**", "匿名")
        assert said["电话"] in ("138****1234", "")
        assert said["是否超期"] in ("是", "否", "")
        assert not said["反馈时间"] or said["承办单位"]


def test_the_sheet_says_what_it_holds_and_as_of_when(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    made = lines()
    assert write_case_list(path, ABOUT, made) == len(made)
    sheet = load_workbook(path).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "云溪镇事件台账（全部在办）"
    assert stamp(AS_OF) in str(rows[1][0])
    assert rows[2] == HEADS
    assert [row[0] for row in rows[3:]] == list(range(1, len(made) + 1))
    assert sheet.freeze_panes == "C4"


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    nasty = tuple("=cmd|'/c calc'!A0" for _ in HEADS[1:])
    write_case_list(path, ABOUT, [nasty])
    cell = load_workbook(path).worksheets[0].cell(4, 2)
    assert (cell.data_type, cell.value) == ("s", nasty[0])


def test_a_stop_on_the_way_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"before")

    class StopError(Exception):
        pass

    def some() -> Iterator[CaseLine]:
        yield from lines()[:2]
        raise StopError

    with pytest.raises(StopError):
        write_case_list(path, ABOUT, some())
    assert path.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == ["台账.xlsx"]


def test_a_folder_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").mkdir()
    with pytest.raises(DocumentNotWrittenError):
        write_case_list(tmp_path / "台账.xlsx", ABOUT, lines())
