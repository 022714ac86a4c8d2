"""撤销导入 (`archive.undo`): an imported file is taken back whole.

Source: rulebook §2.4, matrix import_excel (可整批撤销). What an import covered shows again; what people changed after it
stays; what only the import brought is gone. Parts of the file that arrive later move nothing.
"""

from msgspec.structs import replace

from governance.archive.element import Archived, Batch, without_batch
from governance.archive.grid import Grid
from governance.archive.payloads import Undo
from governance.doer import Doer
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.refusal import Refusal
from governance.rulebook import Rules


def turn(case: Batch, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """Once."""
    return None if case.undone_at is None else Refusal("undone", "这一批导入已经撤销；请刷新后再看。")


def refusal(case: Batch, p: Undo, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """撤销导入: the batch in view, with a reason."""
    if p.batch != case.id:
        return Refusal("no-case", "导入批次与此件不符；请从导入记录中撤销。")
    return None if p.reason.strip() else Refusal("no-text", "没有填撤销原因；请补填。")


def apply(case: Batch, action: Action, p: Undo, doer: Doer, at: int, rules: Rules) -> Batch:
    """撤销导入: the batch is marked."""
    return replace(case, undone_at=at, undone_by=action.actor)


def spread(
    case: Case | None, own: Case, row_id: str, action: Action, p: Undo, at: int, rules: Rules
) -> Case | None:
    """One archive of the batch, as if the batch had never come; a confirmed boundary stays."""
    if not isinstance(case, Archived):
        return None
    left = without_batch(case, own.id)
    if not isinstance(left, Grid):
        return left
    kept = (one for one in left.boundaries if one.batch != own.id or one.confirmed_by)
    return replace(left, boundaries=tuple(kept))
