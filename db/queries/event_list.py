"""Filtered lists of events (事件列表): any condition, any order, paged by key, counted, and with a scroll bar's anchors."""

from collections.abc import Sequence
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    case,
    func,
    literal_column,
    or_,
    select,
)

from db.queries.event_filter import (
    GREEN,
    GREY,
    LIGHTS,
    RED,
    YELLOW,
    EventFilter,
    conditions,
    index_of,
    light_is,
)
from db.queries.events import COLUMNS, EventRow
from db.queries.keyset import PAGE
from db.tables.events import event

By = Literal["registered", "due", "serial", "closed", "urg", "state", "unit", "village", "cat", "ch"]
RowKey = tuple[int | str, str]  # (value that sorts, case id) of the last row shown
COUNTED_AT_MOST = 100_000
NOT_ENDED = -1


class Sort(Struct, frozen=True):
    """The order of a list; rows of one value come by their case id, in the same direction."""

    by: By = "registered"
    descending: bool = True


LATEST, SOONEST = Sort("registered", True), Sort("due", False)
BY_SERIAL, LATEST_CLOSED = Sort("serial", False), Sort("closed", True)


class LightCounts(Struct, frozen=True):
    """How many open events show each light."""

    red: int
    yellow: int
    green: int
    grey: int


_COLUMN: dict[By, Column[Any]] = {
    "registered": event.c.registered_at,
    "due": event.c.due_at,
    "serial": event.c.serial,
    "closed": event.c.ended_at,
    "urg": event.c.urg,
    "state": event.c.state,
    "unit": event.c.unit,
    "village": event.c.village,
    "cat": event.c.cat,
    "ch": event.c.ch,
}


def row_key(row: EventRow, sort: Sort) -> RowKey:
    """Where the page after this row begins."""
    if sort.by == "due":
        return row.queued_at, row.case_id
    if sort.by == "closed":
        return NOT_ENDED if row.ended_at is None else row.ended_at, row.case_id
    return getattr(row, _COLUMN[sort.by].name), row.case_id


def filtered_events(
    conn: Connection,
    stream: str,
    wanted: EventFilter,
    *,
    now: int,
    sort: Sort = LATEST,
    after: RowKey | None = None,
    limit: int = PAGE,
) -> list[EventRow]:
    """A page of the list, after the row of the key `after`."""
    value = _value(wanted, sort)
    query = _ordered(select(*COLUMNS).where(*conditions(stream, wanted, now)), value, sort)
    if after is not None:
        query = query.where(_behind(value, after, sort))
    return [EventRow(*row).at(now) for row in conn.execute(query.limit(limit))]


def filtered_count(
    conn: Connection, stream: str, wanted: EventFilter, *, now: int, at_most: int = COUNTED_AT_MOST
) -> int:
    """How many there are; `at_most` says where counting ends."""
    found = select(event.c.case_id).where(*conditions(stream, wanted, now))
    return int(conn.execute(select(func.count()).select_from(found.limit(at_most).subquery())).scalar_one())


def light_counts(conn: Connection, stream: str, wanted: EventFilter, *, now: int) -> LightCounts:
    """The lights of the open ones among them."""
    counted = (func.coalesce(func.sum(case((light_is(name, now), 1), else_=0)), 0) for name in LIGHTS)
    open_ones = replace(wanted, open_only=True)
    query = select(*counted).where(*conditions(stream, open_ones, now))
    said = dict(zip(LIGHTS, conn.execute(query).one(), strict=True))
    return LightCounts(red=said[RED], yellow=said[YELLOW], green=said[GREEN], grey=said[GREY])


def page_anchors(
    conn: Connection,
    stream: str,
    wanted: EventFilter,
    *,
    now: int,
    sort: Sort = LATEST,
    every: int = PAGE,
) -> list[RowKey]:
    """The keys after which each page but the first begins: row n stands on the page after anchor n // every − 1.

    It walks the whole list once, in the order's index where there is one; so it is asked in a worker, and again only
    when the list has changed. A list grows at its beginning: rows that came since shift what an anchor names.
    """
    value = _value(wanted, sort)
    order = (value.desc(), event.c.case_id.desc()) if sort.descending else (value, event.c.case_id)
    numbered = (
        select(value.label("value"), event.c.case_id, func.row_number().over(order_by=order).label("n"))
        .where(*conditions(stream, wanted, now))
        .subquery()
    )
    query = select(numbered.c.value, numbered.c.case_id).where(numbered.c.n % every == 0)
    found = conn.execute(query.order_by(numbered.c.n))
    return [(row[0], row[1]) for row in found]


def rows_of_cases(conn: Connection, stream: str, cases: Sequence[str]) -> list[EventRow]:
    """The rows of these cases, in the order given; unknown ones are left out."""
    query = select(*COLUMNS).where(event.c.stream_id == stream, event.c.case_id.in_(cases))
    found = {row.case_id: EventRow(*row) for row in conn.execute(query)}
    return [found[case_id] for case_id in cases if case_id in found]


def _value(wanted: EventFilter, sort: Sort) -> ColumnElement[Any]:
    """What sorts: the column where its index gives the order, else an expression that keeps SQLite from walking it.

    The few rows of a partial index are read and sorted; walking hundreds of thousands in order to meet them is not.
    """
    column = _COLUMN[sort.by]
    index = index_of(wanted)
    if index is None and sort.by != "closed":
        return column
    if (index, sort.by) in (("ix_event_due", "due"), ("ix_event_ended", "closed")):
        return column
    return func.coalesce(column, NOT_ENDED if isinstance(column.type, Integer) else literal_column("''"))


def _ordered(query: Select[Any], value: ColumnElement[Any], sort: Sort) -> Select[Any]:
    if sort.descending:
        return query.order_by(value.desc(), event.c.case_id.desc())
    return query.order_by(value, event.c.case_id)


def _behind(value: ColumnElement[Any], after: RowKey, sort: Sort) -> ColumnElement[bool]:
    """Behind the key; the first half alone is what an index can be searched by."""
    last, case_id = after
    if sort.descending:
        return and_(value <= last, or_(value < last, event.c.case_id < case_id))
    return and_(value >= last, or_(value > last, event.c.case_id > case_id))
