"""What differs between two versions of an item (差异), field by field and clause by clause.

Source: rulebook §5.2 (diff view per item; a call shows a banner if its item changed since it was assigned).
"""

from collections.abc import Sequence

from msgspec import Struct

from governance.catalogue.catalogue import Catalogue
from governance.catalogue.duties import LIST_KINDS, MANUAL, TERRITORIAL, Item, Line, row_of

ADDED, REMOVED, CHANGED = "ADDED", "REMOVED", "CHANGED"
HOW = {ADDED: "新增", REMOVED: "删去", CHANGED: "修改"}
FIELDS = {
    "item_name": "事项名称",
    "area": "领域",
    "list_kind": "清单",
    "lead_dept": "主办部门",
    "county_depts": "责任部门",
    "main_duty": "县级主体责任",
    "township_duty": "乡镇配合责任",
    "law_names": "法律依据",
    "law_articles": "法律条文",
    "categories": "相关小类",
    "procedure_steps": "流程",
    "towns": "适用乡镇",
    "handle_limit": "办理时限",
    **MANUAL,
}
MANDATORY = {True: "必做", False: "选做"}


class Change(Struct, frozen=True):
    """One thing that differs; `what` is the field's name or the clause number."""

    how: str  # ADDED, REMOVED, CHANGED
    what: str
    before: str
    after: str


def differences(
    old: Item, new: Item, old_lines: Sequence[Line], new_lines: Sequence[Line]
) -> tuple[Change, ...]:
    """Everything that differs from one version to another: the item's fields, then its clauses by number."""
    before, after = row_of(old), row_of(new)
    fields = [
        _change(name, before[key], after[key]) for key, name in FIELDS.items() if before[key] != after[key]
    ]
    return (*fields, *_of_lines(old_lines, new_lines))


def between(code: str, old: int, new: int, catalogue: Catalogue) -> tuple[Change, ...]:
    """The same for two versions by their numbers; nothing when the list has no such version."""
    first, second = catalogue.version(code, old), catalogue.version(code, new)
    if first is None or second is None:
        return ()
    return differences(first, second, catalogue.lines_of(code, old), catalogue.lines_of(code, new))


def changed_since(code: str, version: int, day: str, catalogue: Catalogue) -> Item | None:
    """The version in force on the day when it is not the one that a case keeps: what the banner names; else None."""
    now = catalogue.item_on(code, day) if version else None
    return now if now is not None and now.version != version else None


def _of_lines(old: Sequence[Line], new: Sequence[Line]) -> list[Change]:
    before = {line.line_no: line for line in old}
    after = {line.line_no: line for line in new}
    found = []
    for no in sorted({*before, *after}):
        one, other = _words(before.get(no)), _words(after.get(no))
        if one != other:
            clause = (after.get(no) or before[no]).clause
            found.append(_change(clause, one, other))
    return found


def _change(what: str, before: str, after: str) -> Change:
    if what == FIELDS["list_kind"]:
        before, after = LIST_KINDS.get(before, TERRITORIAL), LIST_KINDS.get(after, TERRITORIAL)
    return Change(ADDED if not before else REMOVED if not after else CHANGED, what, before, after)


def _words(line: Line | None) -> str:
    """A line in words; of a department's duty nothing says whether it is mandatory: it always is."""
    if line is None:
        return ""
    must = f"（{MANDATORY[line.mandatory]}）" if line.side == "TOWN" else ""
    evidence = f"，材料：{line.evidence}" if line.evidence else ""
    return f"{line.dept_or_role} {line.text}{must}{evidence}"
