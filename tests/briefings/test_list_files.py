"""清单文件: CSV or Excel under any name; what cannot be read is told for every file at once."""

import csv
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from briefings.catalogue_files import load_catalogue
from briefings.list_files import read_list
from briefings.list_report import ListReport, report_of
from briefings.list_wording import worded
from governance.responsibility.importing import checked
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
    from_csv = read_list([CATALOGUES / f"{ITEMS}.csv", CATALOGUES / f"{LINES}.csv"])
    from_excel = read_list([excel(tmp_path / "清单.xlsx", ITEMS, LINES)])
    assert (from_csv.said, from_excel.said) == ([], [])
    assert from_csv.tables == from_excel.tables


def test_the_columns_tell_which_table_a_file_is(tmp_path: Path) -> None:
    path = tmp_path / "一.csv"
    path.write_bytes((CATALOGUES / f"{LINES}.csv").read_bytes())
    other = tmp_path / "二.csv"
    other.write_bytes((CATALOGUES / f"{ITEMS}.csv").read_bytes())
    files = read_list([path, other])
    assert (set(files.tables), files.said) == ({ITEMS, LINES}, [])


def test_everything_that_can_not_be_read_is_told_at_once(tmp_path: Path) -> None:
    wrong = tmp_path / "a.csv"
    wrong.write_text("甲,乙\n1,2\n", encoding="utf-8")
    short = tmp_path / f"{ITEMS}.csv"
    with short.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["item_code", "item_name"], ["SD-A01", "违建"]])
    broken = tmp_path / "c.xlsx"
    broken.write_bytes(b"PK not a workbook")
    files = read_list([wrong, short, broken, tmp_path / "none.csv"])
    assert files.tables == {}
    assert len(files.said) == 4
    for sentence, words in zip(
        files.said,
        (
            "认不出",
            "缺少“area_code”“area”“lead_dept”“county_depts”“main_duty”列；请补上这5列",
            "不是Excel",
            "打不开",
        ),
        strict=True,
    ):
        assert words in sentence


def test_a_missing_or_doubled_table_is_told(tmp_path: Path) -> None:
    items = CATALOGUES / f"{ITEMS}.csv"
    (said,) = read_list([items]).said
    assert (LINES in said, "请一并给出" in said) == (True, True)
    twice = excel(tmp_path / "x.xlsx", ITEMS)
    assert "请只给一个" in read_list([items, twice]).said[0]


# ---------------------------------------------------------------- a county's own workbook

HEAD = [
    "事项编码",
    "领域编码",
    "领域",
    "事项名称",
    "主办部门",
    "责任部门",
    "主体责任",
    "流程步骤",
    "清单类型",
]
LINE_HEAD = ["事项编码", "序号", "责任方", "责任单位", "责任内容", "是否必做", "证据类型"]
POWER: list[str | None] = [
    "QL-001",
    "QL",
    "乡镇权力",
    "对损坏村庄设施的处罚",
    "综合行政执法队",
    None,
    "立案、决定",
    None,
    "权力清单",
]
VILLAGE: list[str | None] = [
    "XW-001", "XW", "村级决策", "村集体资产处置", "县农业农村局", "县农业农村局、民政局", "指导监督",
    "申请［村］→公示［村,5WD］", "小微权力清单",
]  # fmt: skip
DUTIES: list[list[object]] = [
    ["QL-001", 1, "主体责任", "综合行政执法队", "立案查处", "是", "文书"],
    [None, 2, "配合责任", "网格员", "日常巡查发现", "是", "照片"],
    ["XW-001", 1, "主体责任", "县农业农村局", "指导民主程序", "是", None],
    ["XW-001", 2, "配合责任", "村(社区)负责人", "四议两公开", None, "会议记录"],
]


def own_workbook(path: Path, items: Sequence[Sequence[object]], lines: Sequence[Sequence[object]]) -> Path:
    """As a county writes it: instructions, a title above the head, merged codes, Chinese throughout."""
    book = Workbook()
    book.worksheets[0].title = "填表说明"
    book.worksheets[0].append(["请按说明填写"])
    sheet = book.create_sheet("事项")
    sheet.append(["安和县乡镇权力清单"])
    for row in [HEAD, *items]:
        sheet.append(row)
    sheet = book.create_sheet("责任条目")
    for cells in [LINE_HEAD, *lines]:
        sheet.append(cells)
    sheet.merge_cells("A2:A3")
    book.save(path)
    return path


def looked_over(path: Path) -> ListReport:
    catalogue = load_catalogue(CATALOGUES)
    files = read_list([path])
    assert files.said == []
    found = checked(worded(files.tables, catalogue), catalogue, {}, "导入")
    return report_of(found, files.origins, dry_run=True)


def test_a_countys_own_workbook_is_read_as_it_is_written(tmp_path: Path) -> None:
    path = own_workbook(tmp_path / "清单.xlsx", [POWER, VILLAGE], DUTIES)
    report = looked_over(path)
    assert (report.new, report.faults) == (("QL-001", "XW-001"), ())
    catalogue = load_catalogue(CATALOGUES)
    tables = worded(read_list([path]).tables, catalogue)
    power, village = tables[ITEMS]
    assert (power["lead_dept"], power["county_depts"], power["list_kind"]) == ("T-ZFD", "T-ZFD", "POWER")
    assert (village["county_depts"], village["list_kind"]) == ("NY;MZ", "VILLAGE_POWER")
    assert [(d["item_code"], d["side"], d["dept_or_role"], d["mandatory"]) for d in tables[LINES]] == [
        ("QL-001", "COUNTY", "T-ZFD", "Y"),
        ("QL-001", "TOWN", "GRID_WORKER", "Y"),
        ("XW-001", "COUNTY", "NY", "Y"),
        ("XW-001", "TOWN", "VILLAGE_LEAD", "N"),
    ]


def test_a_fault_is_told_at_the_workbooks_own_sheet_line_and_column(tmp_path: Path) -> None:
    wrong = [*POWER[:4], "县粮食局", *POWER[5:8], "权利清单"]
    report = looked_over(own_workbook(tmp_path / "清单.xlsx", [wrong, VILLAGE], DUTIES))
    told = report.faults[0]
    assert (told.sheet, told.row, told.column) == ("清单.xlsx 的工作表“事项”", 3, "清单类型")
    assert "可填：权力清单（POWER）、政务服务清单（SERVICE）" in told.sentence
    assert report.refused == ("QL-001",)
    assert report.new == ("XW-001",)  # the good one could be taken alone


def test_two_rows_of_one_code_name_each_other_by_their_lines(tmp_path: Path) -> None:
    report = looked_over(own_workbook(tmp_path / "清单.xlsx", [POWER, POWER], DUTIES[:2]))
    assert [(told.row, "与第3行重复" in told.sentence) for told in report.faults] == [(4, True)]


def test_a_missing_column_is_named_as_the_file_would_name_it(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append([word for word in HEAD if word != "领域编码"])
    book.worksheets[0].append(POWER[:1] + POWER[2:])
    book.save(tmp_path / "缺列.xlsx")
    (said,) = read_list([tmp_path / "缺列.xlsx"]).said
    assert "缺少“领域编码”列" in said


def test_a_territorial_item_is_never_a_town_units(tmp_path: Path) -> None:
    report = looked_over(own_workbook(tmp_path / "清单.xlsx", [[*POWER[:8], None], VILLAGE], DUTIES))
    assert any("主体责任只能由县级部门承担" in told.sentence for told in report.faults)
    assert report.refused == ("QL-001",)


def test_a_name_that_two_units_share_is_not_guessed() -> None:
    catalogue = load_catalogue(CATALOGUES)
    row = {"lead_dept": "便民服务", "county_depts": "某某局"}
    (kept,) = worded({ITEMS: [row]}, catalogue)[ITEMS]
    assert (kept["lead_dept"], kept["county_depts"]) == ("便民服务", "某某局")
