"""The sheets of the data pack (目录数据包) as plain text, before anything is made of them.

A table is a list of rows, a row maps column to text; lists inside a cell use `;`. The same tables lie in CSV files,
travel in the county ledger and are shown for editing. Codes are text: a number would lose its leading zeros.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "event_categories": (
        "code", "area_code", "area", "major_code", "major", "minor", "platform", "limit_value", "limit_calendar",
        "urgency", "suggested_dept", "keywords", "related_items", "self_handle_allowed", "verify_exempt",
    ),
    "departments": ("code", "name", "kind", "platform", "line_department"),
    "responsibility_items": (
        "item_code", "area_code", "area", "item_name", "lead_dept", "county_depts", "main_duty", "township_duty",
        "law_names", "procedure_steps", "procedure_kind", "version", "effective_from", "effective_to",
    ),
    "responsibility_lines": ("item_code", "line_no", "side", "dept_or_role", "text", "mandatory", "evidence"),
    "roles_permissions": ("role", "action", "allowed", "scope", "condition"),
    "holidays": ("date", "day", "name"),
    "one_thing": ("code", "name", "lead_dept", "partner_depts", "steps", "related_item"),
    "category_words": ("code", "words", "weight"),
    "day_overrides": ("date", "override"),
    "hours_profile": ("profile",),
    "clock_limits": ("case_type", "clock", "grade", "value", "unit", "calendar"),
}  # fmt: skip

OPTIONAL: Mapping[str, tuple[str, ...]] = {  # columns that a sheet may have
    "responsibility_items": (
        "list_kind", "doc_no", "towns", "handle_limit", "law_articles", "categories",
        "definition", "applies", "not_applies", "confusable", "returns",
    ),
    "responsibility_lines": ("version",),
}  # fmt: skip

REMARKS = frozenset({"origin", "limit_origin", "role_name", "action_name", "note"})  # for people; not needed

NEEDED = (
    "event_categories",
    "departments",
    "responsibility_items",
    "responsibility_lines",
    "roles_permissions",
    "holidays",
)
MAY_BE_ABSENT = tuple(sheet for sheet in COLUMNS if sheet not in NEEDED)

KEYS: Mapping[str, tuple[str, ...]] = {
    "event_categories": ("code",),
    "departments": ("code",),
    "responsibility_items": ("item_code", "version"),
    "responsibility_lines": ("item_code", "line_no", "version"),
    "roles_permissions": ("role", "action"),
    "holidays": ("date",),
    "one_thing": ("code",),
    "category_words": ("code",),
    "day_overrides": ("date",),
    "clock_limits": ("case_type", "clock", "grade"),
}


class Fault(Struct, frozen=True, order=True):
    """One thing wrong in a table (数据错误), at the row and column where a person will look for it."""

    sheet: str
    row: int  # as a spreadsheet counts: the header is row 1; 0 = the whole sheet
    column: str  # empty = the whole row
    sentence: str  # Chinese: what is wrong and what to do

    def __str__(self) -> str:
        row = f"第{self.row}行" if self.row else ""
        column = f"“{self.column}”列" if self.column else ""
        return f"{self.sheet}.csv {row}{column}：{self.sentence}"


def row_number(index: int) -> int:
    """The row that a spreadsheet shows for the row of this index."""
    return index + 2


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a list in a cell, in order, without empty ones."""
    return tuple(part for part in cell.split(";") if part)
