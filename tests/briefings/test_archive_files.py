"""Registers out of workbooks as people have them: titles above, stars in headings, dates and codes typed in every way."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from briefings.archive_files import ArchiveFileError, Table, read_tables
from tests.governance.archive.archives import CREDIT, ID_NO
from tests.governance.room import GRID


def book(path: Path, *rows: Sequence[object], title: str = "人口登记表") -> Path:
    """A workbook with one sheet."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    workbook.save(path)
    return path


def only(path: Path, **more: object) -> Table:
    (table,) = read_tables(path, **more)  # type: ignore[arg-type]
    return table


HEAD = [
    "姓名*",
    "所属网格*",
    "性别*",
    "出生日期",
    "身份证号码(必填)",
    "联系手机",
    "门牌号",
    "民族",
    "采集时间",
]


def test_a_register_with_title_and_notes_above_its_header(tmp_path: Path) -> None:
    path = book(
        tmp_path / "人口.xlsx",
        ["户籍人口信息登记表"],
        ["填写注意事项：姓名、性别必填"],
        [],
        HEAD,
        [
            "林建国",
            "石桥村第3网格",
            "男性",
            "1990/3/7",
            ID_NO.lower(),
            "138 0000 1234;0573",
            "桥东12号",
            "汉",
            "2025年6月1日",
        ],
    )
    table = only(path, grids={"石桥村第3网格": GRID})
    assert (table.kind.key, table.left_out) == ("PERSON", ("民族",))
    (row,) = table.rows
    assert row.row == 5
    assert row.cells == {
        "source": "表格导入：人口.xlsx", "name": "林建国", "grid_code": GRID, "sex": "男", "birth": "1990-03-07",
        "id_no": ID_NO, "phone": "13800001234", "door": "桥东12号", "collected_at": "1748750400000",
    }  # fmt: skip


def test_a_register_may_say_who_collected(tmp_path: Path) -> None:
    """A name of the roster stands for the person; another's is nobody's."""
    head = ["编号", "类别", "状态", "管护单位", "网格编码", "采集人"]
    lamps = [[f"LD-{n}", "路灯", "完好", "城管办", GRID, who] for n, who in enumerate(("章小红", "外包公司"))]
    first, other = only(book(tmp_path / "灯.xlsx", head, *lamps), grids={"person:章小红": "u1"}).rows
    assert (first.cells["collected_by"], other.cells["collected_by"]) == ("u1", "")


def test_numbers_stay_text_and_days_stay_days(tmp_path: Path) -> None:
    head = ["编号", "类别", "状态", "管护单位", "网格编码", "检查日期"]
    path = book(
        tmp_path / "a.xlsx", head, [12345, "井盖", "完好", "城管办", GRID, date(2026, 3, 9)], title="部件"
    )
    (row,) = only(path).rows
    assert (row.cells["code"], row.cells["last_check"]) == ("12345", "2026-03-09")


def test_what_a_table_lacks_is_given(tmp_path: Path) -> None:
    path = book(
        tmp_path / "企业.xlsx", ["企业名称", "统一社会信用代码", "企业类型"], ["云溪纺织", CREDIT, "企业"]
    )
    table = only(path, given={"grid_code": GRID})
    assert table.kind.key == "ORG"
    assert table.rows[0].cells["grid_code"] == GRID


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_a_csv_in_any_of_the_usual_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "灯.csv"
    path.write_text(f"编号,类别,状态,管护单位,网格编码\nLD-1,路灯,完好,城管办,{GRID}\n", encoding=encoding)
    assert only(path).rows[0].cells["kind"] == "路灯"


def test_what_is_no_register_is_told(tmp_path: Path) -> None:
    for path, words in (
        (book(tmp_path / "x.xlsx", ["月份", "重量"], ["一月", 3]), "没有认得出的要素台账"),
        (book(tmp_path / "y.xlsx", HEAD), "只有表头"),
        (tmp_path / "no.xlsx", "打不开"),
    ):
        with pytest.raises(ArchiveFileError, match=words):
            read_tables(path)
    broken = tmp_path / "b.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(ArchiveFileError, match="打不开"):
        read_tables(broken)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("sichuangrid/户籍人口_HOUSEHOLDSTAFF.xls", "只有表头"),
        ("sichuangrid/规上企业_ENTERPRISEKEY.xls", "只有表头"),
        ("community/社区厨余垃圾收运统计表.xlsx", "没有认得出"),
    ],
)
def test_real_templates_are_understood(shared: Path, name: str, fields: str) -> None:
    """Empty forms out of other systems: the header is found below two pages of notes."""
    with pytest.raises(ArchiveFileError, match=fields):
        read_tables(shared / "data" / "xlsx" / name)


def test_a_real_table_with_rows(shared: Path) -> None:
    table = only(shared / "data" / "xlsx" / "community" / "居民信息导入模板.xlsx")
    assert (table.kind.key, len(table.rows)) == ("PERSON", 1)
    assert set(table.columns) == {"name", "id_no", "phone", "door", "sex"}


def test_posts_and_levels_as_the_county_calls_them(tmp_path: Path) -> None:
    """§2.1, §2.3: 片长 is this county's 网格长; the ledger keeps the rulebook's word."""
    called = {"word:片长": "网格长", "word:二级网格": "普通网格", "person:赵立": "u1"}
    posts = book(
        tmp_path / "p.xlsx", ["网格编码", "姓名", "岗位"], [GRID, "赵立", "片长、网格员"], title="岗位"
    )
    (row,) = only(posts, grids=called, kinds=("POST",)).rows
    assert (row.cells["posts"], row.cells["holder"]) == ("网格长;网格员", "u1")
    grids = book(
        tmp_path / "g.xlsx", ["网格编码", "网格名称", "网格类型"], [GRID, "第1网格", "二级网格"], title="网格"
    )
    (row,) = only(grids, grids=called, kinds=("GRID",)).rows
    assert row.cells["kind"] == "普通网格"
