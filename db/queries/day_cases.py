"""The cases of a day (当日案件): what a daily is counted from. No figure is counted over rows: the rules count bodies."""

from sqlalchemy import Connection, or_, select

from db.overlay import read_shown
from db.tables.calls import call
from db.tables.events import event
from governance.calls.call import Call
from governance.events.event import Event


def day_cases(conn: Connection, stream: str, since: int) -> tuple[list[Event], list[Call]]:
    """The bodies, as shown, of every event and call that was open at `since` or came later."""
    events = select(event.c.case_id).where(
        event.c.stream_id == stream, or_(event.c.open == 1, event.c.ended_at >= since)
    )
    calls = select(call.c.case_id).where(
        call.c.stream_id == stream, or_(call.c.open == 1, call.c.ended_at >= since)
    )
    found = [
        read_shown(conn, stream, conn.execute(query.order_by("case_id")).scalars().all())
        for query in (events, calls)
    ]
    return (
        [body for body in found[0] if isinstance(body, Event)],
        [body for body in found[1] if isinstance(body, Call)],
    )
