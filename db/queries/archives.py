"""Archives found (档案查询): what is to be visited, what is there already, the rows of a register, the imports."""

from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, tuple_

from db.queries.keyset import END, PAGE, Key
from db.tables.archives import archive, archive_batch
from db.tables.ledger import case_state, personal
from db.view import CHUNK
from governance.archive.element import Archived
from governance.archive.freshness import FellDue, fell_due
from governance.archive.register import KINDS
from governance.bodies import read_body
from governance.places.codes import parse
from governance.time.working_time import date_of, local_day

KNOWN_BY = {"PERSON": "id_no"}  # personal fields by which there is one alone
T = TypeVar("T", bound=Archived)


class ArchiveRow(Struct, frozen=True):
    """An archive in a list."""

    case_id: str
    type: str
    kind: str
    name: str
    code: str
    grid_code: str
    care_level: str
    visited_at: int | None
    visit_due: int
    doubts: int
    waiting: int
    pending: int


class BatchRow(Struct, frozen=True):
    """An import in a list."""

    case_id: str
    file: str
    imported_by: str
    imported_at: int
    parts: int
    got: int
    rows: int
    undone_at: int | None
    pending: int


_COLUMNS = tuple(archive.c[name] for name in ArchiveRow.__struct_fields__)
_BATCHES = tuple(archive_batch.c[name] for name in BatchRow.__struct_fields__)


def overdue_visits(
    conn: Connection,
    stream: str,
    at: int,
    areas: Sequence[str],
    *,
    until: int | None = None,
    limit: int = PAGE,
) -> list[ArchiveRow]:
    """应走访 in these grids or villages, the longest overdue first; `until` = also what falls due up to then."""
    c = archive.c
    today = date_of(local_day(at)).isoformat()
    query = (
        select(*_COLUMNS)
        .where(
            c.stream_id == stream,
            c.gone == 0,
            c.visit_due <= (at if until is None else until),
            or_(c.valid_to == "", c.valid_to >= today),
            within(areas),
        )
        .order_by(c.visit_due, c.case_id)
        .limit(limit)
    )
    return [ArchiveRow(*row) for row in conn.execute(query)]


def overdue_by_grid(conn: Connection, stream: str, at: int) -> dict[str, int]:
    """How many visits are overdue in each grid."""
    c = archive.c
    today = date_of(local_day(at)).isoformat()
    query = (
        select(c.grid_code, func.count().label("n"))
        .where(
            c.stream_id == stream, c.gone == 0, c.visit_due <= at, or_(c.valid_to == "", c.valid_to >= today)
        )
        .group_by(c.grid_code)
        .order_by(c.grid_code)
    )
    return {str(row.grid_code): int(row.n) for row in conn.execute(query)}


def within(areas: Iterable[str]) -> ColumnElement[bool]:
    """Lies in one of these areas; in none of none."""
    c = archive.c.grid_code
    found = [c.startswith(_stem(area), autoescape=True) for area in areas]
    return or_(*found) if found else c.is_(None)


def _stem(area: str) -> str:
    """What every code inside begins with: of a grid also its micro grids, of a town its nine digits."""
    code = parse(area)
    return "".join(code.parts[: code.level]) if code is not None else area


def archives_of(
    conn: Connection, stream: str, types: Collection[str], areas: Iterable[str] = (), *, after: str = "",
    limit: int = PAGE,
) -> list[ArchiveRow]:  # fmt: skip
    """A register: the archives of some types (in some areas), by grid and id; `after` = case id of the last shown."""
    c = archive.c
    wanted = [c.stream_id == stream, c.gone == 0, c.type.in_(types)]
    grounds = list(areas)
    if grounds:
        wanted.append(within(grounds))
    if after:
        wanted.append(c.case_id > after)
    query = select(*_COLUMNS).where(and_(*wanted)).order_by(c.case_id).limit(limit)
    return [ArchiveRow(*row) for row in conn.execute(query)]


def same_archives(conn: Connection, stream: str, type: str, keys: Collection[str]) -> dict[str, str]:
    """What is there already by its key (credit code, code, serial, grid code, a person's ID number): key → case id."""
    found: dict[str, str] = {}
    ordered = sorted(key for key in keys if key)
    for start in range(0, len(ordered), CHUNK):
        part = ordered[start : start + CHUNK]
        if type in KNOWN_BY:
            query = (
                select(personal.c.value, personal.c.owner_id)
                .join(
                    archive,
                    and_(
                        archive.c.stream_id == personal.c.stream_id, archive.c.case_id == personal.c.owner_id
                    ),
                )
                .where(
                    personal.c.stream_id == stream,
                    personal.c.field == KNOWN_BY[type],
                    personal.c.value.in_(part),
                    archive.c.gone == 0,
                    archive.c.type == type,
                )
                .order_by(personal.c.owner_id.desc())
            )
        else:
            c = archive.c
            query = (
                select(c.code, c.case_id)
                .where(c.stream_id == stream, c.type == type, c.code.in_(part), c.gone == 0)
                .order_by(c.case_id.desc())
            )
        found.update((key, case_id) for key, case_id in conn.execute(query))
    return found


def doubles(conn: Connection, stream: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Archives that were typed in twice: (type, key, case ids); a person's key is left out of the answer."""
    c = archive.c
    coded = (
        select(c.type, c.code)
        .where(c.stream_id == stream, c.gone == 0, c.code != "", c.type != "POST")
        .group_by(c.type, c.code)
        .having(func.count() > 1)
    )
    found = []
    for type_, code in conn.execute(coded):
        ids = select(c.case_id).where(c.stream_id == stream, c.type == type_, c.code == code, c.gone == 0)
        found.append((type_, code, tuple(sorted(conn.execute(ids).scalars()))))
    return [*sorted(found), *_twice_the_person(conn, stream)]


def _twice_the_person(conn: Connection, stream: str) -> list[tuple[str, str, tuple[str, ...]]]:
    p, c = personal.c, archive.c
    query = (
        select(p.value, p.owner_id)
        .join(archive, and_(c.stream_id == p.stream_id, c.case_id == p.owner_id))
        .where(p.stream_id == stream, p.field == "id_no", p.value != "", c.gone == 0, c.type == "PERSON")
        .distinct()
    )
    owners: dict[str, set[str]] = {}
    for value, owner in conn.execute(query):
        owners.setdefault(value, set()).add(owner)
    return sorted(("PERSON", "", tuple(sorted(ids))) for ids in owners.values() if len(ids) > 1)


def personal_of(conn: Connection, stream: str, one: Archived) -> dict[str, str]:
    """The personal fields that hold of an archive, by field; what was erased is left out."""
    values = personal_values(conn, stream, one.id)
    found = ((key, values.get((key, value.action))) for key, value in one.shown.items())
    return {key: text for key, text in found if text is not None}


def personal_values(conn: Connection, stream: str, case_id: str) -> dict[tuple[str, str], str]:
    """Everything that was ever written of an archive's personal fields: (field, action) → value."""
    p = personal.c
    query = select(p.field, p.action_id, p.value).where(p.stream_id == stream, p.owner_id == case_id)
    return {(field, action): value for field, action, value in conn.execute(query) if value is not None}


def bodies_of(conn: Connection, stream: str, ids: Sequence[str]) -> dict[str, Archived]:
    """Confirmed bodies of archives, by id."""
    found: dict[str, Archived] = {}
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        query = select(case_state.c.case_id, case_state.c.body).where(
            case_state.c.stream_id == stream, case_state.c.case_id.in_(part)
        )
        for case_id, text in conn.execute(query):
            body = read_body(text)
            if isinstance(body, Archived):
                found[case_id] = body
    return found


def archives_fell_due(conn: Connection, stream: str, since: int, until: int) -> list[FellDue]:
    """What was to be visited in [since, until), and whether it was: what 要素鲜活率 is counted of."""
    c = archive.c
    types = [key for key, kind in KINDS.items() if kind.visited]
    query = (
        select(c.case_id)
        .where(c.stream_id == stream, c.gone == 0, c.type.in_(types), c.visit_due >= since)
        .order_by(c.case_id)
    )
    return fell_due(bodies_of(conn, stream, conn.execute(query).scalars().all()).values(), since, until)


def batches(conn: Connection, stream: str, *, before: Key = END, limit: int = PAGE) -> list[BatchRow]:
    """The imports, the latest first; `before` = (imported_at, case_id) of the last row shown."""
    c = archive_batch.c
    query = (
        select(*_BATCHES)
        .where(c.stream_id == stream, tuple_(c.imported_at, c.case_id) < before)
        .order_by(c.imported_at.desc(), c.case_id.desc())
        .limit(limit)
    )
    return [BatchRow(*row) for row in conn.execute(query)]
