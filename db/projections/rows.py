"""Which rows a case makes (投影登记): body type → tables and rows; written together, stale rows gone."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Table

from db import bulk
from db.bulk import Row
from db.projections.archives import archive_row, batch_row
from db.projections.calls import call_row, dept_rows
from db.projections.duty import shift_row, supervision_row
from db.projections.events import event_row, task_rows
from db.projections.notices import notice_row
from db.tables.archives import archive, archive_batch
from db.tables.calls import call, call_task
from db.tables.events import event, event_task
from db.tables.notices import notice
from db.tables.shifts import shift
from db.tables.supervisions import supervision
from governance.archive.element import Archived, Batch, Element
from governance.archive.grid import Grid
from governance.calls.call import Call
from governance.duty.shift import Shift
from governance.events.event import Event
from governance.events.outer_due import MARGIN
from governance.ledger.case import Case
from governance.notices.notice import Notice
from governance.supervision.supervision import Supervision
from governance.time.calendars import Calendar
from governance.time.limits import Limit

PROJECTED: Mapping[type[Case], tuple[Table, ...]] = {
    Event: (event, event_task),
    Call: (call, call_task),
    Shift: (shift,),
    Notice: (notice,),
    Supervision: (supervision,),
    Element: (archive,),
    Grid: (archive,),
    Batch: (archive_batch,),
}
TABLES = tuple(dict.fromkeys(table for tables in PROJECTED.values() for table in tables))


def rows_of(
    stream: str, case: Case, calendar: Calendar, pending: int, margin: Limit = MARGIN
) -> dict[Table, list[Row]]:
    """The rows of one case, by table; none for types that no list shows."""
    if isinstance(case, Event):
        return {
            event: [event_row(stream, case, calendar, pending, margin)],
            event_task: task_rows(stream, case, calendar),
        }
    if isinstance(case, Call):
        return {
            call: [call_row(stream, case, calendar, pending)],
            call_task: dept_rows(stream, case, calendar),
        }
    if isinstance(case, Shift):
        return {shift: [shift_row(stream, case, pending)]}
    if isinstance(case, Notice):
        return {notice: [notice_row(stream, case, calendar, pending)]}
    if isinstance(case, Supervision):
        return {supervision: [supervision_row(stream, case, calendar, pending)]}
    if isinstance(case, Archived):
        return {archive: [archive_row(stream, case, pending)]}
    if isinstance(case, Batch):
        return {archive_batch: [batch_row(stream, case, pending)]}
    return {}


def write(
    conn: Connection,
    stream: str,
    cases: Iterable[Case],
    calendar: Calendar,
    pending: Mapping[str, int],
    margin: Limit = MARGIN,
) -> None:
    """Write the rows of these cases; `pending` = own undelivered actions each shows, `margin` = before outer dues.

    Rows that are there must be of entries confirmed before: parts never vanish then. Else `remove` them first.
    """
    found: dict[Table, list[Row]] = {}
    for case in cases:
        for table, rows in rows_of(stream, case, calendar, pending.get(case.id, 0), margin).items():
            found.setdefault(table, []).extend(rows)
    for table, rows in found.items():
        bulk.upsert(conn, table, rows)


def remove(conn: Connection, stream: str, cases: Iterable[str]) -> None:
    """Take the rows of these cases away: what was only pending may look different now, or not be there at all."""
    ids = list(cases)
    for table in TABLES:
        bulk.delete_cases(conn, table, stream, ids)


def clear(conn: Connection, stream: str) -> None:
    """Take all rows of a stream away."""
    for table in TABLES:
        conn.execute(table.delete().where(table.c.stream_id == stream))
