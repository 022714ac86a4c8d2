"""What people write at the head of a list's columns (表头), and what of it the program knows.

A county fills in its list in Chinese: 主办部门 says what `lead_dept` says. Both are read; a report speaks of a column as it
stands in the file.
"""

from collections.abc import Mapping, Sequence

from governance.catalogue.duties import MANUAL
from governance.catalogue.faults import LIST_SHEETS

ITEMS, LINES = LIST_SHEETS
NAMES = {ITEMS: "事项表", LINES: "责任条目表"}
FILLED: Mapping[str, Mapping[str, str]] = {  # may be left out of a file: publishing sets them, or nothing is said
    ITEMS: {
        "township_duty": "", "law_names": "", "procedure_steps": "", "procedure_kind": "",
        "version": "1", "effective_from": "2000-01-01", "effective_to": "",
    },
    LINES: {"mandatory": "N", "evidence": ""},
}  # fmt: skip
_BOTH = {"事项编码": "item_code", "编码": "item_code", "版本": "version"}
_SAID: Mapping[str, Mapping[str, str]] = {
    ITEMS: {
        **_BOTH,
        "领域编码": "area_code",
        "领域": "area",
        "类别": "area",
        "事项名称": "item_name",
        "事项": "item_name",
        "主办部门": "lead_dept",
        "主责部门": "lead_dept",
        "牵头部门": "lead_dept",
        "责任部门": "county_depts",
        "县级部门": "county_depts",
        "县级主体责任": "main_duty",
        "主体责任": "main_duty",
        "乡镇配合责任": "township_duty",
        "配合责任": "township_duty",
        "法律依据": "law_names",
        "相关小类": "categories",
        "法律条文": "law_articles",
        "条文": "law_articles",
        "流程": "procedure_steps",
        "流程步骤": "procedure_steps",
        "流程类型": "procedure_kind",
        "生效日期": "effective_from",
        "失效日期": "effective_to",
        "清单": "list_kind",
        "清单类型": "list_kind",
        "发布文号": "doc_no",
        "适用乡镇": "towns",
        "办理时限": "handle_limit",
        **{name: column for column, name in MANUAL.items()},
        "备注": "note",
    },
    LINES: {
        **_BOTH,
        "序号": "line_no",
        "条目号": "line_no",
        "责任方": "side",
        "责任单位": "dept_or_role",
        "单位或角色": "dept_or_role",
        "责任内容": "text",
        "内容": "text",
        "必做": "mandatory",
        "是否必做": "mandatory",
        "证据类型": "evidence",
        "证据": "evidence",
        "材料": "evidence",
        "备注": "note",
    },
}
_TELLS = {LINES: frozenset({"责任方", "side", "line_no"}), ITEMS: frozenset({"事项名称", "item_name"})}


def sheet_of(header: Sequence[str]) -> str:
    """Which table a line of cells heads; "" when it heads none."""
    cells = {cell.strip() for cell in header}
    return next((sheet for sheet, words in _TELLS.items() if cells & words), "")


def columns_of(sheet: str, header: Sequence[str]) -> list[str]:
    """The columns as the program calls them; what it does not know stays as it is."""
    said = _SAID[sheet]
    return [said.get(cell.strip(), cell.strip()) for cell in header]


def names_of(sheet: str, header: Sequence[str]) -> dict[str, str]:
    """What to call the columns: as they stand in the head; a missing one in Chinese when the head is Chinese."""
    chinese = any("一" <= sign <= "鿿" for cell in header for sign in cell)
    usual: dict[str, str] = {}
    for word, column in _SAID[sheet].items() if chinese else ():
        usual.setdefault(column, word)
    return usual | dict(zip(columns_of(sheet, header), header, strict=True))
