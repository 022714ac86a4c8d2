"""清单导入: a whole list out of tables, made into drafts of the items that differ from what holds.

Source: rulebook §5.2 (动态调整). Nothing is published by an import: each new or changed item becomes a draft that goes
through countersigning like any other. What is wrong is told row by row; the good items may be taken without the bad.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from governance.catalogue.catalogue import Catalogue
from governance.catalogue.duties import MANUAL
from governance.catalogue.faults import LIST_SHEETS, faults_of_list
from governance.catalogue.tables import Fault, Row, Tables, row_number
from governance.ledger.case import Case
from governance.responsibility.drafting import Edit, Fields, LineText, is_new
from governance.responsibility.versions import ListItem, list_case, newest

ITEMS, LINES = LIST_SHEETS
CELLS = (
    "area_code",
    "area",
    "item_name",
    "lead_dept",
    "county_depts",
    "main_duty",
    "township_duty",
    "law_names",
    "law_articles",
    "categories",
    "procedure_steps",
    "procedure_kind",
    "list_kind",
    "handle_limit",
    *MANUAL,
)


class Checked(Struct, frozen=True, kw_only=True):
    """What an import would do (导入检查)."""

    new: tuple[str, ...]  # item codes
    changed: tuple[str, ...]
    same: tuple[str, ...]
    refused: tuple[str, ...]  # items with a fault
    faults: tuple[Fault, ...]
    edits: tuple[Edit, ...]  # drafts of what is new or changed and without fault


def checked(tables: Tables, catalogue: Catalogue, lists: Mapping[str, Case], reason: str) -> Checked:
    """Hold the tables of a list against what holds now; `lists` = the list's own cases by id."""
    found, bad = _all_faults(tables, catalogue)
    items = {code: row for row in _latest(tables) if (code := row.get("item_code", "")) not in bad}
    edits: dict[str, Edit] = {}
    new, same = [], []
    for code, row in items.items():
        case = lists.get(list_case(code))
        known = case if isinstance(case, ListItem) else None
        edit = _edit(code, row, [line for line in tables.get(LINES, ()) if line["item_code"] == code], reason)
        if newest(known, code, catalogue) is None:
            new.append(code)
        elif not is_new(known, edit, catalogue):
            same.append(code)
            continue
        edits[code] = edit
    return Checked(
        new=tuple(new),
        changed=tuple(code for code in edits if code not in new),
        same=tuple(same),
        refused=tuple(sorted(bad)),
        faults=tuple(found),
        edits=tuple(edits.values()),
    )


def _all_faults(tables: Tables, catalogue: Catalogue) -> tuple[list[Fault], set[str]]:
    """Every fault at its own row, and the items that have one: what is left without them is right."""
    found: list[Fault] = []
    bad: set[str] = set()
    while True:
        kept = {
            sheet: [
                (at, row) for at, row in enumerate(tables.get(sheet, ())) if row.get("item_code") not in bad
            ]
            for sheet in LIST_SHEETS
        }
        here = faults_of_list(
            {sheet: [row for _, row in rows] for sheet, rows in kept.items()},
            catalogue.unit_kinds,
            catalogue.categories,
        )
        if not here:
            return found, bad
        for fault in here:
            at, row = kept[fault.sheet][fault.row - 2]
            found.append(replace(fault, row=row_number(at)))
            bad.add(row.get("item_code", ""))


def _latest(tables: Tables) -> list[Row]:
    """Of every item the row with the highest version, in the order of the table."""
    found: dict[str, Row] = {}
    for row in tables.get(ITEMS, ()):
        code = row.get("item_code", "")
        before = found.get(code)
        if before is None or _number(row) > _number(before):
            found[code] = row
    return list(found.values())


def _number(row: Row) -> int:
    version = row.get("version", "")
    return int(version) if version.isdecimal() else 0


def _edit(code: str, row: Row, lines: Sequence[Row], reason: str) -> Edit:
    """The whole item as an edit of its draft; lines of its own version go before those of every version."""
    own = [line for line in lines if line.get("version", "") == row["version"]] or [
        line for line in lines if not line.get("version", "")
    ]
    texts = tuple(LineText(**{name: line[name] for name in LineText.__struct_fields__}) for line in own)
    return Edit(
        item=code, reason=reason, fields=Fields(**{name: row.get(name, "") for name in CELLS}, lines=texts)
    )


def payload_of(edit: Edit) -> dict[str, object]:
    """The edit as the payload of `list.edit`."""
    found = to_builtins(edit)
    assert isinstance(found, dict)
    return found
