"""Verification of what the screen shows (画面核验): overlay and rows against newly made ones."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table, select

from db.bulk import Row
from db.overlay import Layer, Refolded, fold_families, overlay_rows
from db.pending import PendingAction, PendingActions
from db.projections import rows as projected
from db.tables.ledger import overlay
from db.view import LedgerView
from governance.events.outer_due import margin_of
from governance.ledger.case import Case

TOLD = 20  # differences named a table


def picture_problems(
    conn: Connection, view: LedgerView, waiting: Sequence[PendingAction], lo: int
) -> list[str]:
    """Make overlay and rows anew from confirmed bodies and pending actions, and compare."""
    pending = PendingActions(waiting)
    done, layer = fold_families(view, pending, pending.cases(), lo=lo, home=None)
    found = _differences(conn, view.stream, overlay, overlay_rows(view.stream, done, layer))
    rows: dict[Table, list[Row]] = {table: [] for table in projected.TABLES}
    calendar, margin = layer.rules.calendar, margin_of(layer.rules)
    for case in _shown(view, done, layer):
        count = done.shown.get(case.id, 0)
        for table, made in projected.rows_of(view.stream, case, calendar, count, margin).items():
            rows[table] += made
    for table, made in rows.items():
        found += _differences(conn, view.stream, table, made)
    return found


def _shown(view: LedgerView, done: Refolded, layer: Layer) -> Iterable[Case]:
    for case_id in {*view.held, *done.shown}:
        case = layer.case(case_id)
        if case is not None:
            yield case


def _differences(conn: Connection, stream: str, table: Table, made: list[Row]) -> list[str]:
    kept = {tuple(row) for row in conn.execute(select(table).where(table.c.stream_id == stream))}
    cases = sorted({str(row[1]) for row in kept ^ set(made)})
    return [f"表{table.name}中案件{case_id}的行与台账不符。" for case_id in cases[:TOLD]]
