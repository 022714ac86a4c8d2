"""Shifts and supervisions as rows (班次、督办投影)."""

from db.bulk import Row
from db.projections.dues import first_due
from governance.duty.shift import Shift
from governance.supervision.supervision import Supervision
from governance.time.calendars import Calendar

ASK_CHARS = 80


def shift_row(stream: str, shift: Shift, pending: int) -> Row:
    """The row of table `shift`."""
    return (
        stream,
        shift.id,
        shift.state,
        shift.operator,
        shift.at,
        shift.to,
        shift.successor,
        pending,
    )


def supervision_row(stream: str, case: Supervision, calendar: Calendar, pending: int) -> Row:
    """The row of table `supervision`."""
    return (
        stream,
        case.id,
        case.parent,
        case.serial[:24],
        case.level,
        case.state,
        int(not case.final),
        case.unit[:32],
        case.issuer,
        case.ask[:ASK_CHARS],
        case.at,
        case.moved,
        first_due(case.clocks, calendar).due_at,
        len(case.items),
        pending,
    )
