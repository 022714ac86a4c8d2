"""五要素采集、档案维护、批量导入 (`archive.put`): facts merged field by field.

Source: rulebook §2.4, sync.md §3.1. A grid worker's put is of one archive, which is the action's case; a part of an
imported file is of many, its case is the batch. A field whose seen value is still shown takes the new one, otherwise
both are kept (待核). Whoever names the 待核 value's own action as seen has settled it. Every put of an element is a visit;
of a file's row by whom and when the file says (采集人、采集时间), by its importer where it names nobody of the roster.
"""

import re

from msgspec.structs import replace

from governance.archive.cells import cell_fault, row_faults
from governance.archive.element import LAYERS_KEPT, VISITS_KEPT, Archived, Batch, Doubt, Element, Value, Visit
from governance.archive.grid import Grid, drawn
from governance.archive.payloads import Put, Row
from governance.archive.register import GRID, GROUND, KINDS, POST
from governance.backfill import is_sane
from governance.doer import Doer
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.field_merge import outcome
from governance.places.codes import contains
from governance.refusal import Refusal
from governance.rulebook import Rules

MOST_ROWS = 400
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}").fullmatch
MOST_PARTS = 2_000


def code_of(p: Put) -> str:
    """Which action of the matrix it is: 批量导入, 网格与要素维护, 五要素采集."""
    if p.batch:
        return "import_excel"
    return "grid_edit" if p.rows and p.rows[0].type in GROUND else "element_edit"


def area_of(case: Case | None, p: Put | None, home: str) -> str:
    """The ground it is judged by: the archive's own grid, else the one written down; of an import the town."""
    if isinstance(case, Archived) and case.text("grid_code"):
        return case.text("grid_code")
    if p is None or p.batch or not p.rows:
        return home
    said = p.rows[0].set.get("grid_code", ())
    return said[1] if len(said) > 1 else ""


def refusal(case: Archived | Batch | None, p: Put, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """Why it may not be put, row by row in their order."""
    if not p.rows or len(p.rows) > MOST_ROWS:
        return Refusal("no-rows", f"没有内容或一次超过{MOST_ROWS}条；请分批提交。")
    if p.batch:
        if not 0 < p.part <= p.parts <= MOST_PARTS:
            return Refusal("bad-part", "导入的分批号不对；请重新导入文件。")
        if isinstance(case, Archived):
            return Refusal("no-case", "导入批次与档案编号相撞；请重新导入文件。")
        if case is not None and case.undone_at is not None:
            return Refusal("undone", "这一批导入已被撤销；请重新导入文件。")
    elif len(p.rows) != 1 or isinstance(case, Batch):
        return Refusal("one-row", "一次只能采集一条档案；成批的请用批量导入。")
    born = None if p.batch else case is None or (isinstance(case, Archived) and case.gone)
    return next((no for row in p.rows if (no := _row_refusal(case, row, born, rules)) is not None), None)


def _row_refusal(case: Case | None, row: Row, born: bool | None, rules: Rules) -> Refusal | None:
    if _UUID(row.id) is None:
        return Refusal("bad-id", "档案编号不对；请从正确的页面采集。")
    kind = KINDS.get(row.type)
    if kind is None or (isinstance(case, Archived) and case.type != row.type):
        return Refusal("bad-type", "档案种类不认识或与原件不符；请从正确的页面采集。")
    if any(kind.field(key) is None or not said for key, said in row.set.items()):
        return Refusal("bad-field", f"{kind.name}的档案没有这样的字段；请升级后再办。")
    personal = {field.key for field in kind.fields if field.personal}
    if any(len(said) != (1 if key in personal else 2) for key, said in row.set.items()):
        return Refusal("bad-field", "个人信息只能写在附页，其余字段须有值；请重新填写。")
    cells = {key: said[1] for key, said in row.set.items() if key not in personal}
    wrong = {key: cell_fault(field, cells[key]) for key in cells if (field := kind.field(key)) is not None}
    if sentence := next((s for s in wrong.values() if s), ""):
        return Refusal("bad-cell", sentence)
    if born:
        held = cells | dict.fromkeys(set(row.set) & personal, "‡")
        missing = next((f for f in kind.fields if f.needed and not held.get(f.key)), None)
        if missing is not None:
            return Refusal("no-field", f"没有填{missing.name}；请补填后再存。")
    grid = cells.get("grid_code", "")
    if grid and not contains(rules.home.area, grid):
        return Refusal("not-here", f"网格{grid}不在本镇；请核对网格编码。")
    return None


# ---------------------------------------------------------------- the fold


def apply(
    case: Archived | Batch | None, action: Action, p: Put, doer: Doer, at: int, rules: Rules
) -> Archived | Batch:
    """One archive with its new values; of a part of a file the batch, which remembers its rows."""
    own = (
        action.case or action.id
    )  # whatever the rows say: an action writes its own case, a batch its rows beside
    if p.batch:
        known = case if isinstance(case, Batch) else Batch(id=own, by=action.actor, at=at, file=p.file[:80])
        rows = dict.fromkeys((*known.rows, *(row.id for row in p.rows)))
        got = tuple(sorted({*known.got, p.part}))
        return replace(known, parts=max(known.parts, p.parts), got=got, rows=tuple(rows))
    assert not isinstance(case, Batch)
    return put(case, own, p.rows[0], action, "", at, rules)


def rows_of(p: Put) -> tuple[str, ...]:
    """The further cases that it writes: of a part of a file its rows."""
    return tuple(dict.fromkeys(row.id for row in p.rows)) if p.batch else ()


def spread(
    case: Case | None, own: Case, row_id: str, action: Action, p: Put, at: int, rules: Rules
) -> Case | None:
    """One of those further cases, as the part of the file leaves it; None = nothing changes."""
    row = next(row for row in p.rows if row.id == row_id)
    if case is not None and (not isinstance(case, Archived) or case.type != row.type):
        return None
    return put(case, row_id, row, action, own.id, at, rules)


def put(
    case: Archived | None, case_id: str, row: Row, action: Action, batch: str, at: int, rules: Rules
) -> Archived:
    """The archive with the row's fields merged in, and the visit that it was."""
    if case is None:
        of = Grid if row.type == GRID else Element
        case = of(id=case_id, type=row.type)
    for key, said in row.set.items():
        value = said[1] if len(said) > 1 else ""
        if isinstance(case, Grid) and key in ("boundary", "boundary_from"):
            since = row.set.get("boundary_from", ("", ""))[-1]
            case = drawn(case, action, value, since, batch, at) if key == "boundary" and value else case
        else:
            case = _merged(case, Value(key, action.id, value, batch), said[0])
    return _visited(case, row, action, batch, at, rules)


def _merged(case: Archived, new: Value, seen: str) -> Archived:
    held = next((value for value in reversed(case.values) if value.field == new.field), None)
    settled = next((d for d in case.doubts if d.field == new.field and d.action == seen), None)
    if settled is not None:
        case = replace(case, doubts=tuple(d for d in case.doubts if d is not settled))
        return replace(case, values=_with(case.values, new))
    said_same = held is not None and bool(new.value) and held.value == new.value
    match outcome(seen, held.action if held is not None else seen, said_same):
        case "taken":
            return replace(case, values=_with(case.values, new))
        case "doubt":
            doubt = Doubt(new.field, new.action, new.value, new.batch)
            return replace(case, doubts=(*case.doubts, doubt))
    return case


def _with(values: tuple[Value, ...], new: Value) -> tuple[Value, ...]:
    """The values with a new one shown; what it covers is kept only under an import's."""
    under = [value for value in values if value.field == new.field and value.batch != new.batch]
    layers = [*under, new][-LAYERS_KEPT:] if new.batch else [new]
    others = [value for value in values if value.field != new.field]
    return tuple(sorted((*others, *layers), key=lambda value: value.field))


def _visited(case: Archived, row: Row, action: Action, batch: str, at: int, rules: Rules) -> Archived:
    if not KINDS[case.type].visited:
        return case
    when = min(at, row.at) if row.at is not None and is_sane(row.at) else at
    days = rules.visit_cycles.of(case.text("care_level"), case.text("visit_cycle_days"))
    by = row.by if batch and row.by in rules.directory.users else action.actor
    visit = Visit(when, by, days, batch)
    visits = sorted((*case.visits, visit), key=lambda one: one.at)[-VISITS_KEPT:]
    return replace(case, visits=tuple(visits))


__all__ = ["POST", "apply", "area_of", "code_of", "put", "refusal", "row_faults", "rows_of", "spread"]
