"""Who calls (来电人): a telephone number's cases in this town, what waits on top.

Numbers of undelivered reports are in own.db only: ask `undelivered_of` there first and hand its cases on.
"""

import json
from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, or_, select

from db.queries.event_filter import IS_TEL
from db.tables.events import event
from db.tables.ledger import personal
from db.tables.own import outbox

MOST = 100


class CallerCase(Struct, frozen=True):
    """One case of a number."""

    case_id: str
    serial: str
    open: bool
    state: str
    urg: str
    cat: str
    place: str
    text: str
    unit: str
    registered_at: int
    ended_at: int | None
    result: str
    rating: str
    returns: int
    rounds: int


_MINE = select(personal.c.owner_id).where(IS_TEL)


def undelivered_of(own: Connection, stream: str, tel: str) -> list[str]:
    """The cases of a number among own actions that were not read back."""
    c = outbox.c
    query = select(c.case_id, c.annex).where(
        c.stream_id == stream,
        c.state.in_(("D1", "D4", "DQ")),
        c.annex.is_not(None),
        c.case_id.is_not(None),
    )
    return [case_id for case_id, annex in own.execute(query) if json.loads(annex).get("tel") == tel]


def caller_history(
    conn: Connection, stream: str, tel: str, *, further: Sequence[str] = (), limit: int = MOST
) -> list[CallerCase]:
    """The cases of a number, digit for digit: open ones on top, then the newest first.

    `further` = its cases that are known from elsewhere.
    """
    c = event.c
    owners = _MINE.where(personal.c.stream_id == stream, personal.c.value == tel)
    mine: ColumnElement[bool] = c.case_id.in_(owners)
    if further:
        mine = or_(mine, c.case_id.in_(further))
    query = (
        select(*(c[name] for name in CallerCase.__struct_fields__))
        .where(c.stream_id == stream, mine)
        .order_by(c.open.desc(), c.registered_at.desc(), c.case_id.desc())
        .limit(limit)
    )
    return [
        CallerCase(case_id, serial, bool(is_open), *rest)
        for case_id, serial, is_open, *rest in conn.execute(query)
    ]
