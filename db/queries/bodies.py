"""Whole streams read through (通读): every case as confirmed, every entry as it stands in the ledger.

For documents and checks, which count everything anyway; pages use the keyset-paged queries.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, distinct, func, select

from db.folding import stored_rows
from db.tables.ledger import case_state, ledger
from governance.bodies import read_body
from governance.ledger.action import read_trusted
from governance.ledger.case import Case

EVERYTHING = 2**53 - 1


class LedgerLine(Struct, frozen=True):
    """One entry, as counts need it."""

    kind: str
    case: str
    eff: int
    vd: str
    code: str
    p: dict[str, Any]


def confirmed_cases(conn: Connection, stream: str) -> Iterator[Case]:
    """Every case of a stream as the county has confirmed it."""
    query = select(case_state.c.body).where(case_state.c.stream_id == stream)
    for body in conn.execute(query).scalars():
        yield read_body(body)


def ledger_lines(conn: Connection, stream: str) -> Iterator[LedgerLine]:
    """Every entry of a stream in its order."""
    for row in stored_rows(conn, stream, 0, EVERYTHING):
        action = read_trusted(row.core)
        yield LedgerLine(action.kind, action.case or "", row.eff, row.vd, row.code, action.p)


def action_ids(conn: Connection, stream: str) -> set[str]:
    """The ids of all actions in a stream."""
    return set(conn.execute(select(ledger.c.action_id).where(ledger.c.stream_id == stream)).scalars())


def conflicts_opened(conn: Connection, stream: str) -> int:
    """How many conflict items the ledger ever opened."""
    query = select(func.count(distinct(ledger.c.item_id))).where(ledger.c.stream_id == stream)
    return conn.execute(query).scalar_one()
