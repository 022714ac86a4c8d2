"""Conflicts (冲突卡): open items with both sides, and the facts since the base they had in common (sync.md §3.3)."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from sqlalchemy import Connection, Table, literal_column, select

from db.overlay import read_shown
from db.queries.dossier import LINE, Line, line_of
from db.tables.calls import call
from db.tables.events import event
from db.tables.ledger import ledger
from db.tables.supervisions import supervision
from governance.ledger.case import Case, OpenItem
from governance.ledger.entry import ACCEPTED, CONFLICT
from governance.rules import KINDS

NO_EFFECT = "same-effect"


class Conflict(Struct, frozen=True):
    """One open item of a case."""

    item: str
    case: Case  # as shown
    kind: str  # of the decision that did not take effect; whoever may do it may settle it
    since: int  # when the conflict came to be, by the county; of one not delivered the desk's time
    base: Line | None  # the last decision both sides knew; None: there was none before
    held: tuple[Line, ...]  # what took effect after it (当前已生效)
    other: tuple[Line, ...]  # what did not: the decision, and the chain built on it (同链)
    facts: tuple[Line, ...]  # facts of the case since the base, in the ledger's order


def open_conflicts(conn: Connection, stream: str, pending: Sequence[Line] = ()) -> list[Conflict]:
    """All open items, the oldest first; `pending` = own lines that were not read back (`pending_lines`)."""
    found = [
        _conflict(conn, stream, case, item, pending)
        for case in read_shown(conn, stream, _cases(conn, stream))
        for item in case.items
    ]
    return sorted((one for one in found if one is not None), key=lambda one: (one.since, one.item))


def _cases(conn: Connection, stream: str) -> list[str]:
    def of(table: Table) -> Iterable[str]:
        c = table.c
        return conn.execute(
            select(c.case_id).where(c.stream_id == stream, c.conflicts > literal_column("0"))
        ).scalars()

    return [case_id for table in (event, call, supervision) for case_id in of(table)]


def _conflict(
    conn: Connection, stream: str, case: Case, item: OpenItem, pending: Sequence[Line]
) -> Conflict | None:
    opener = next((one for one in _by_action(conn, stream, item.action)), None) or next(
        (line for line in pending if line.action_id == item.action), None
    )
    if opener is None:
        return None
    known = _of_case(conn, stream, case.id)
    at = opener.seq  # None while it is on its way: everything known came before it
    base = next((line for line in known if line.action_id == _base(opener, case.id)), None)
    later = [line for line in known if base is None or (line.seq or 0) > (base.seq or 0)]
    return Conflict(
        item=item.id,
        case=case,
        kind=item.kind,
        since=opener.received_at or opener.at,
        base=base,
        held=tuple(line for line in later if _took_effect(line) and (at is None or (line.seq or 0) < at)),
        other=_chain(opener, known, item, pending),
        facts=tuple(line for line in later if _is_fact(line.kind)),
    )


def _base(opener: Line, case_id: str) -> str | None:
    return opener.base if opener.case_id == case_id else dict(opener.also).get(case_id)


def _chain(opener: Line, known: Sequence[Line], item: OpenItem, pending: Sequence[Line]) -> tuple[Line, ...]:
    """The decision and what its device built on it, all of one item."""
    same = [line for line in known if line.item == item.id and line.vd == CONFLICT]
    chain = {opener.action_id: opener} | {line.action_id: line for line in same}
    for line in pending:
        if line.base in chain and line.case_id == opener.case_id:
            chain.setdefault(line.action_id, line)
    return tuple(chain.values())


def _took_effect(line: Line) -> bool:
    return line.vd == ACCEPTED and line.code != NO_EFFECT and not _is_fact(line.kind)


def _is_fact(kind: str) -> bool:
    rule = KINDS.get(kind)
    return rule.fact if rule is not None else kind.startswith("fact.")


def _of_case(conn: Connection, stream: str, case_id: str) -> list[Line]:
    c = ledger.c
    query = select(*LINE).where(c.stream_id == stream, c.case_id == case_id).order_by(c.seq)
    return [line_of(*row) for row in conn.execute(query)]


def _by_action(conn: Connection, stream: str, action: str) -> list[Line]:
    c = ledger.c
    query = select(*LINE).where(c.stream_id == stream, c.action_id == action).limit(1)
    return [line_of(*row) for row in conn.execute(query)]
