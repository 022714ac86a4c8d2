"""清单导入 (§5.2): what differs becomes drafts; what is wrong is told row by row, the good may be taken."""

from governance.responsibility.importing import LINES, Checked, checked, payload_of
from tests.governance.catalogue.pack import Sheets, product_pack, row_of
from tests.governance.responsibility.county_room import ITEM, CountyRoom


def check(room: CountyRoom, tables: Sheets) -> Checked:
    return checked(tables, room.rules.catalogue, room.bundle.lists, "年度调整")


def test_the_list_that_holds_changes_nothing() -> None:
    found = check(CountyRoom(), product_pack())
    assert (found.new, found.changed, found.faults, found.edits) == ((), (), (), ())
    assert len(found.same) == 68


def test_changed_and_new_items_become_drafts_that_the_rules_accept() -> None:
    room, tables = CountyRoom(), product_pack()
    row_of(tables, "responsibility_items", item_code=ITEM)["main_duty"] = "新责任"
    row_of(tables, LINES, item_code="SD-A02", line_no="4")["text"] = "入户建档两次"
    new = row_of(tables, "responsibility_items", item_code="SD-A03") | {
        "item_code": "SD-A98",
        "item_name": "光伏",
    }
    tables["responsibility_items"].append(new)
    tables[LINES] += [
        line | {"item_code": "SD-A98"} for line in tables[LINES] if line["item_code"] == "SD-A03"
    ]
    found = check(room, tables)
    assert (found.new, found.changed, found.faults) == (("SD-A98",), (ITEM, "SD-A02"), ())
    for edit in found.edits:
        room.does("list.edit", edit.item, payload_of(edit), "list_admin")
    draft = room.item(ITEM).draft
    assert draft is not None
    assert (draft.item.main_duty, draft.reason) == ("新责任", "年度调整")


def test_what_is_wrong_is_told_and_only_its_items_are_left_out() -> None:
    tables = product_pack()
    row_of(tables, "responsibility_items", item_code=ITEM)["main_duty"] = "新责任"
    row_of(tables, "responsibility_items", item_code="SD-A02")["main_duty"] = "另一新责任"
    line = row_of(tables, LINES, item_code=ITEM, line_no="4")
    line["dept_or_role"] = "XX"
    found = check(CountyRoom(), tables)
    assert [(f.sheet, f.row, f.column) for f in found.faults] == [
        (LINES, tables[LINES].index(line) + 2, "dept_or_role")
    ]
    assert (found.refused, found.changed) == ((ITEM,), ("SD-A02",))


def test_a_cycle_and_a_missing_column_are_told() -> None:
    tables = product_pack()
    row_of(tables, "responsibility_items", item_code=ITEM)["procedure_steps"] = "发现>核实>发现"
    assert "成了环" in check(CountyRoom(), tables).faults[0].sentence
    short = product_pack()
    for row in short[LINES]:
        del row["evidence"]
    found = check(CountyRoom(), short)
    assert {f.column for f in found.faults} == {"evidence"}
    assert found.edits == ()


def test_a_fault_of_one_kind_does_not_hide_another_in_a_good_looking_item() -> None:
    tables = product_pack()
    row_of(tables, LINES, item_code=ITEM, line_no="1")["mandatory"] = "是"  # a wrong cell
    row_of(tables, LINES, item_code="SD-A02", line_no="1")["dept_or_role"] = "XX"  # an unknown unit
    row_of(tables, "responsibility_items", item_code="SD-A03")["main_duty"] = "新责任"
    found = check(CountyRoom(), tables)
    assert (found.refused, found.changed, len(found.faults)) == ((ITEM, "SD-A02"), ("SD-A03",), 2)
