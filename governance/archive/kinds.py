"""The kinds of actions on archives (档案动作登记)."""

from governance.archive import grid, put, undo
from governance.archive.element import Batch, Filed
from governance.archive.grid import Grid
from governance.archive.payloads import Confirm, Put, Undo
from governance.kind_rule import KindRule, Spread, alone
from governance.ledger.case import Case

NAMES = {"archive.put": "档案采集", "archive.undo": "撤销导入", "grid.confirm": "网格调整确认"}


def _batch_rows(own: Case, p: Undo) -> tuple[str, ...]:
    return own.rows if isinstance(own, Batch) else ()


ARCHIVES = (
    KindRule(
        kind="archive.put",
        action="grid_edit",  # … or element_edit, import_excel
        code_of=put.code_of,
        payload=Put,
        case_type=Filed,
        fact=True,
        fit=alone(put.refusal),
        apply=put.apply,
        spread=Spread(lambda own, p: put.rows_of(p), put.spread),
        birth=True,
    ),
    KindRule(
        kind="archive.undo",
        action="",
        code_of=lambda p: "import_excel",
        payload=Undo,
        case_type=Batch,
        fact=True,
        turn=undo.turn,
        fit=alone(undo.refusal),
        apply=undo.apply,
        spread=Spread(_batch_rows, undo.spread),
    ),
    KindRule(
        kind="grid.confirm",
        action="",
        payload=Confirm,
        case_type=Grid,
        fact=False,
        turn=grid.turn,
        fit=alone(grid.refusal),
        apply=grid.confirm,
        effect=("grid", "version"),
    ),
)
