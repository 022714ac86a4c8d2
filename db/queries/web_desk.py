"""What the county's web desk lists (网页工作台): tasks of a department or unit, a grid's events, cases by their number.

Ids only: the pages read the bodies, whose clocks they show. Each is one statement on one index.
"""

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import Connection, Select, func, select

from db.tables.calls import call, call_task
from db.tables.county import photo
from db.tables.events import event, event_task
from db.tables.notices import notice
from db.tables.supervisions import supervision

MOST = 200
Kind = Literal["call", "event"]


def open_of_dept(conn: Connection, stream: str, dept: str) -> list[str]:
    """Open calls that a department has a part in, the latest given first."""
    c = call_task.c
    query = (
        select(c.case_id)
        .join_from(call_task, call, (call.c.stream_id == c.stream_id) & (call.c.case_id == c.case_id))
        .where(c.stream_id == stream, c.dept == dept, call.c.open == 1, c.state.in_(("OPEN", "FED")))
        .order_by(c.given_at.desc())
        .limit(MOST)
    )
    return _ids(conn, query)


def ended_of_dept(conn: Connection, stream: str, dept: str) -> list[str]:
    """Calls that a department had a part in and that have ended, the latest given first."""
    c = call_task.c
    query = (
        select(c.case_id)
        .join_from(call_task, call, (call.c.stream_id == c.stream_id) & (call.c.case_id == c.case_id))
        .where(c.stream_id == stream, c.dept == dept, call.c.open == 0)
        .order_by(c.given_at.desc())
        .limit(MOST)
    )
    return _ids(conn, query)


def open_of_unit(conn: Connection, stream: str, unit: str) -> list[str]:
    """Open events that a unit of the town has an open task of."""
    c = event_task.c
    query = (
        select(c.case_id)
        .join_from(event_task, event, (event.c.stream_id == c.stream_id) & (event.c.case_id == c.case_id))
        .where(c.stream_id == stream, c.unit == unit, c.state == "OPEN", event.c.open == 1)
        .order_by(c.given_at.desc())
        .limit(MOST)
    )
    return _ids(conn, query)


def done_of_unit(conn: Connection, stream: str, unit: str) -> list[str]:
    """Events whose task a unit has done, the latest given first."""
    c = event_task.c
    query = (
        select(c.case_id)
        .where(c.stream_id == stream, c.unit == unit, c.state == "DONE")
        .order_by(c.given_at.desc())
        .limit(MOST)
    )
    return _ids(conn, query)


def open_in_area(conn: Connection, stream: str, column: Literal["village", "grid"], code: str) -> list[str]:
    """Open events of a village or grid, the soonest due first."""
    c = event.c
    query = (
        select(c.case_id)
        .where(c.stream_id == stream, c.open == 1, c[column] == code)
        .order_by(c.due_at)
        .limit(MOST)
    )
    return _ids(conn, query)


def reported_by(conn: Connection, stream: str, user: str, since: int) -> list[str]:
    """Events that a person registered since an instant, the latest first."""
    c = event.c
    query = (
        select(c.case_id)
        .where(c.stream_id == stream, c.registered_at >= since, c.reporter == user)
        .order_by(c.registered_at.desc())
        .limit(MOST)
    )
    return _ids(conn, query)


def open_supervisions(conn: Connection, stream: str, units: Sequence[str] | None = None) -> list[str]:
    """Open supervisions, of these units or of all, the soonest due first."""
    c = supervision.c
    query = select(c.case_id).where(c.stream_id == stream, c.open == 1).order_by(c.due_at).limit(MOST)
    return _ids(conn, query if units is None else query.where(c.unit.in_(units)))


def open_notices(conn: Connection, stream: str) -> list[str]:
    """Notices that wait for somebody, the latest drafted first."""
    c = notice.c
    query = (
        select(c.case_id).where(c.stream_id == stream, c.open == 1).order_by(c.drafted_at.desc()).limit(MOST)
    )
    return _ids(conn, query)


def waiting_by_unit(conn: Connection, stream: str) -> dict[str, int]:
    """How many open tasks every department and unit has, and how many open events every village and grid."""
    calls = (
        select(call_task.c.dept, func.count())
        .join_from(
            call_task,
            call,
            (call.c.stream_id == call_task.c.stream_id) & (call.c.case_id == call_task.c.case_id),
        )
        .where(call_task.c.stream_id == stream, call_task.c.state == "OPEN", call.c.open == 1)
        .group_by(call_task.c.dept)
    )
    tasks = (
        select(event_task.c.unit, func.count())
        .join_from(
            event_task,
            event,
            (event.c.stream_id == event_task.c.stream_id) & (event.c.case_id == event_task.c.case_id),
        )
        .where(event_task.c.stream_id == stream, event_task.c.state == "OPEN", event.c.open == 1)
        .group_by(event_task.c.unit)
    )
    grounds = [
        select(event.c[column], func.count())
        .where(event.c.stream_id == stream, event.c.open == 1)
        .group_by(event.c[column])
        for column in ("village", "grid")
    ]
    return {
        unit: int(count) for query in (*grounds, calls, tasks) for unit, count in conn.execute(query) if unit
    }


def case_of_serial(conn: Connection, stream: str, serial: str) -> str | None:
    """The case with this number in a stream, or None."""
    for table in (call, event, supervision, notice):
        found: str | None = conn.execute(
            select(table.c.case_id).where(table.c.stream_id == stream, table.c.serial == serial)
        ).scalar()
        if found is not None:
            return found
    return None


def photo_of(conn: Connection, stream: str, case_id: str, sha: str) -> tuple[str, bytes] | None:
    """Media type and bytes of a photo by the beginning of its digest, or None."""
    c = photo.c
    rows = conn.execute(select(c.sha, c.media, c.body).where(c.stream_id == stream, c.case_id == case_id))
    return next(((media, body) for whole, media, body in rows if whole.hex().startswith(sha)), None)


def _ids(conn: Connection, query: Select[str]) -> list[str]:
    return list(dict.fromkeys(conn.execute(query).scalars()))
