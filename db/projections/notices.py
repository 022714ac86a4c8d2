"""Notice bodies as rows (通报投影)."""

from db.bulk import Row
from db.projections.dues import first_due
from governance.notices.notice import Notice
from governance.time.calendars import Calendar

TITLE_CHARS, UNITS_CHARS = 80, 400


def notice_row(stream: str, notice: Notice, calendar: Calendar, pending: int) -> Row:
    """The row of table `notice`."""
    return (
        stream,
        notice.id,
        notice.serial[:24],
        notice.state,
        int(not notice.final),
        notice.title[:TITLE_CHARS],
        ";".join(notice.units)[:UNITS_CHARS],
        len(notice.lines),
        ";".join(notice.owing)[:UNITS_CHARS],
        notice.at,
        notice.signed,
        notice.moved,
        first_due(notice.clocks, calendar).due_at,
        len(notice.items),
        pending,
    )
