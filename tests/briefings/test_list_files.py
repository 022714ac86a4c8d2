"""清单文件: CSV or Excel under any name; what cannot be read is told for every file at once."""

import csv
from pathlib import Path

from openpyxl import Workbook

from briefings.list_files import read_list
from tests.governance.catalogue.pack import CATALOGUES, product_pack

ITEMS, LINES = "responsibility_items", "responsibility_lines"


def excel(path: Path, *sheets: str) -> Path:
    book, pack = Workbook(), product_pack()
    book.remove(book.worksheets[0])
    for name in sheets:
        sheet = book.create_sheet("表" + name[-5:])
        sheet.append(list(pack[name][0]))
        for row in pack[name]:
            sheet.append([int(cell) if cell.isdecimal() else cell or None for cell in row.values()])
    book.save(path)
    return path


def test_csv_and_excel_give_the_same_rows(tmp_path: Path) -> None:
    from_csv, said = read_list([CATALOGUES / f"{ITEMS}.csv", CATALOGUES / f"{LINES}.csv"])
    from_excel, more = read_list([excel(tmp_path / "清单.xlsx", ITEMS, LINES)])
    assert (said, more) == ([], [])
    assert from_csv == from_excel


def test_the_columns_tell_which_table_a_file_is(tmp_path: Path) -> None:
    path = tmp_path / "一.csv"
    path.write_bytes((CATALOGUES / f"{LINES}.csv").read_bytes())
    other = tmp_path / "二.csv"
    other.write_bytes((CATALOGUES / f"{ITEMS}.csv").read_bytes())
    tables, said = read_list([path, other])
    assert (set(tables), said) == ({ITEMS, LINES}, [])


def test_everything_that_can_not_be_read_is_told_at_once(tmp_path: Path) -> None:
    wrong = tmp_path / "a.csv"
    wrong.write_text("甲,乙\n1,2\n", encoding="utf-8")
    short = tmp_path / f"{ITEMS}.csv"
    with short.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["item_code", "item_name"], ["SD-A01", "违建"]])
    broken = tmp_path / "c.xlsx"
    broken.write_bytes(b"PK not a workbook")
    tables, said = read_list([wrong, short, broken, tmp_path / "none.csv"])
    assert tables == {}
    assert len(said) == 4
    for sentence, words in zip(said, ("认不出", "缺少“area_code”列", "不是Excel", "打不开"), strict=True):
        assert words in sentence


def test_a_missing_or_doubled_table_is_told(tmp_path: Path) -> None:
    items = CATALOGUES / f"{ITEMS}.csv"
    assert read_list([items])[1] == [f"没有 {LINES} 表；请一并给出。"]
    twice = excel(tmp_path / "x.xlsx", ITEMS)
    assert "请只给一个" in read_list([items, twice])[1][0]
