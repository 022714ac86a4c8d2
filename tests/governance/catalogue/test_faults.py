"""What is wrong in a data pack is told at its row and column, in one sentence (数据包检查)."""

import pytest

from governance.catalogue.catalogue import Fault, faults
from tests.governance.catalogue.pack import Sheets, product_pack, row_of


def only_fault(sheets: Sheets) -> Fault:
    (fault,) = faults(sheets)
    return fault


CELLS = [
    ("event_categories", {"code": "060301"}, "limit_value", "abc", "整数"),
    ("event_categories", {"code": "060301"}, "limit_value", "0", "整数"),
    ("event_categories", {"code": "060301"}, "limit_value", "1.5", "整数"),
    ("event_categories", {"code": "060301"}, "limit_calendar", "XX", "EH、WH、WD、ND"),
    ("event_categories", {"code": "060301"}, "urgency", "U4", "U1"),
    ("event_categories", {"code": "060301"}, "platform", "", "ZZ"),
    ("event_categories", {"code": "060301"}, "keywords", "井盖;;窨井", "空项"),
    ("event_categories", {"code": "060301"}, "keywords", "井盖;井盖", "两次"),
    ("event_categories", {"code": "060301"}, "verify_exempt", "是", "Y、N"),
    ("event_categories", {"code": "060301"}, "code", "60301", "6位"),
    ("event_categories", {"code": "060301"}, "minor", " ", "不能为空"),
    ("event_categories", {"code": "060301"}, "minor", "井\0盖", "控制字符"),
    ("event_categories", {"code": "060301"}, "minor", "井\ud800盖", "控制字符"),
    ("departments", {"code": "T-YJZ"}, "kind", "office", "不认识"),
    ("departments", {"code": "T-YJZ"}, "code", "T YJZ", "只能用字母"),
    ("responsibility_items", {"item_code": "SD-A01"}, "effective_from", "2026-02-30", "没有"),
    ("responsibility_items", {"item_code": "SD-A01"}, "effective_from", "2026/1/1", "日期"),
    ("responsibility_items", {"item_code": "SD-A01"}, "version", "1.0", "整数"),
    ("responsibility_items", {"item_code": "SD-A01"}, "procedure_steps", "发现[网格员", "流程"),
    ("responsibility_items", {"item_code": "SD-A01"}, "law_articles", "第六十四条", "法律名称：第几条"),
    ("responsibility_lines", {"item_code": "SD-A01", "line_no": "1"}, "side", "县", "COUNTY"),
    ("responsibility_lines", {"item_code": "SD-A01", "line_no": "1"}, "line_no", "一", "整数"),
    ("roles_permissions", {"role": "ROOM_OP", "action": "report"}, "role", "ROOM", "不认识"),
    ("roles_permissions", {"role": "ROOM_OP", "action": "report"}, "scope", "everywhere", "不认识"),
    ("holidays", {"date": "2026-01-01"}, "day", "休", "OFF"),
]


@pytest.mark.parametrize(("sheet", "where", "column", "cell", "words"), CELLS)
def test_one_wrong_cell_is_one_fault(
    sheet: str, where: dict[str, str], column: str, cell: str, words: str
) -> None:
    sheets = product_pack()
    row = row_of(sheets, sheet, **where)
    number = sheets[sheet].index(row) + 2
    row[column] = cell
    fault = only_fault(sheets)
    assert (fault.sheet, fault.row, fault.column) == (sheet, number, column)
    assert words in fault.sentence
    assert str(fault).startswith(f"{sheet}.csv 第{number}行“{column}”列：")


RELATIONS = [
    ("event_categories", {"code": "060301"}, "suggested_dept", "T-XXX", "没有单位“T-XXX”"),
    ("event_categories", {"code": "050101"}, "related_items", "SD-A01;SD-Z01", "没有清单事项“SD-Z01”"),
    ("event_categories", {"code": "060301"}, "major_code", "0602", "应属 0603"),
    ("event_categories", {"code": "060302"}, "major", "公用", "两个名称"),
    ("event_categories", {"code": "060301"}, "self_handle_allowed", "Y", "只有一般(U3)"),
    ("departments", {"code": "T-PCS"}, "line_department", "", "所属县级部门"),
    ("departments", {"code": "T-PCS"}, "line_department", "QQ", "没有单位“QQ”"),
    ("departments", {"code": "T-BMZ"}, "kind", "town_room", "恰有一个指挥室"),
    ("departments", {"code": "T-BMZ"}, "kind", "village", "不是村码"),
    ("responsibility_items", {"item_code": "SD-A01"}, "lead_dept", "ZR", "首个部门应是主办 ZR"),
    ("responsibility_items", {"item_code": "SD-A01"}, "law_articles", "土地法：第一条 略", "不在法律依据内"),
    ("responsibility_items", {"item_code": "SD-C01"}, "effective_to", "2026-01-01", "不晚于"),
    (
        "responsibility_lines",
        {"item_code": "SD-A01", "line_no": "1"},
        "dept_or_role",
        "ST",
        "不在事项 SD-A01",
    ),
    ("responsibility_lines", {"item_code": "SD-A01", "line_no": "4"}, "dept_or_role", "GA", "不能承担乡镇"),
    (
        "responsibility_lines",
        {"item_code": "SD-A01", "line_no": "4"},
        "dept_or_role",
        "网格员",
        "没有单位或角色",
    ),
    ("roles_permissions", {"role": "ROOM_OP", "action": "report"}, "scope", "", "数据范围"),
    ("roles_permissions", {"role": "ROOM_OP", "action": "report"}, "condition", "白天", "有条件(C)"),
    ("one_thing", {"code": "YJS-01"}, "partner_depts", "ZR;XX", "没有单位“XX”"),
    ("category_words", {"code": "14"}, "code", "1499", "没有类目"),
    ("clock_limits", {"case_type": "event", "clock": "CHECK"}, "unit", "day", "单位与日历不相配"),
]


@pytest.mark.parametrize(("sheet", "where", "column", "cell", "words"), RELATIONS)
def test_rows_that_do_not_fit_together(
    sheet: str, where: dict[str, str], column: str, cell: str, words: str
) -> None:
    sheets = product_pack()
    row = row_of(sheets, sheet, **where)
    row[column] = cell
    found = faults(sheets)
    assert any(words in fault.sentence for fault in found), [str(fault) for fault in found]
    assert {fault.sheet for fault in found} == {sheet}


@pytest.mark.parametrize(
    ("sheet", "column"),
    [
        ("event_categories", "code"),
        ("departments", "code"),
        ("responsibility_lines", "item_code"),
        ("holidays", "date"),
    ],
)
def test_a_repeated_code_names_both_rows(sheet: str, column: str) -> None:
    sheets = product_pack()
    sheets[sheet].append(dict(sheets[sheet][0]))
    fault = only_fault(sheets)
    assert (fault.row, fault.column) == (len(sheets[sheet]) + 1, column)
    assert "与第2行重复" in fault.sentence


def test_two_versions_must_not_overlap() -> None:
    sheets = product_pack()
    first = row_of(sheets, "responsibility_items", item_code="SD-A01")
    second = {**first, "version": "2", "effective_from": "2026-07-01"}
    sheets["responsibility_items"].append(second)
    assert "生效期重叠" in only_fault(sheets).sentence
    first["effective_to"] = "2026-07-02"
    assert "生效期重叠" in only_fault(sheets).sentence
    first["effective_to"] = "2026-07-01"
    assert faults(sheets) == []


def test_an_item_without_lines_and_a_line_without_item() -> None:
    sheets = product_pack()
    for line in sheets["responsibility_lines"]:
        if line["item_code"] == "SD-G11":
            line["item_code"] = "SD-X11"
    found = faults(sheets)
    assert {fault.sheet for fault in found} == {"responsibility_items", "responsibility_lines"}
    assert "事项 SD-G11 在 responsibility_lines.csv 中没有责任条目" in found[0].sentence


def test_missing_sheets_and_columns_are_told_before_anything_else() -> None:
    sheets = product_pack()
    del sheets["holidays"]
    sheets["event_categories"][0]["limit_value"] = "abc"
    for row in sheets["departments"]:
        del row["kind"]
    found = faults(sheets)
    assert {(fault.sheet, fault.column) for fault in found} == {("departments", "kind"), ("holidays", "")}
    assert found[0].row == 2
    assert faults({})[0].sentence == "没有数据；请补上这张表。"


def test_a_county_may_do_without_the_optional_sheets() -> None:
    sheets = product_pack()
    for sheet in ("one_thing", "category_words", "clock_limits"):
        sheets.pop(sheet, None)
    assert faults(sheets) == []


def test_remarks_may_be_left_out() -> None:
    sheets = product_pack()
    for row in sheets["event_categories"]:
        del row["limit_origin"]
    assert faults(sheets) == []


def test_a_row_too_long_to_travel_is_told() -> None:
    sheets = product_pack()
    sheets["responsibility_items"][0]["main_duty"] = "责" * 20_000
    fault = only_fault(sheets)
    assert (fault.sheet, fault.row, fault.column) == ("responsibility_items", 2, "")
    assert "最多48 KB" in fault.sentence


def test_every_fault_is_told_in_reading_order() -> None:
    sheets = product_pack()
    sheets["holidays"][5]["day"] = "?"
    sheets["event_categories"][7]["urgency"] = "?"
    sheets["event_categories"][3]["urgency"] = "?"
    assert [(fault.sheet, fault.row) for fault in faults(sheets)] == [
        ("event_categories", 5),
        ("event_categories", 9),
        ("holidays", 7),
    ]
