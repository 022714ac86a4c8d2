"""Receipts (回执): own actions and how far each has come; the count that never hides one (I27)."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, func, select

from db.receipt_states import COVERED, DELIVERED, STATES
from db.tables.own import outbox
from governance.ledger.action import read_trusted
from governance.ledger.chain import receipt_code

PAGE = 100
_MISHEARD = str.maketrans({"O": "0", "I": "1", "L": "1"})


class Receipt(Struct, frozen=True):
    """An own action in the receipt list (回执列表)."""

    dseq: int
    action_id: str
    case_id: str | None
    kind: str
    state: str  # D1, D4, D5, D6, DQ
    mirrored: bool
    seq: int | None
    vd: str | None
    code: str | None
    item: str | None
    why: str | None
    sealed_ms: int
    ah: bytes

    @property
    def receipt_code(self) -> str:
        """What is read out over the phone (回执码): eight signs."""
        return receipt_code(self.ah)


_RECEIPTS = select(
    outbox.c.dseq,
    outbox.c.action_id,
    outbox.c.case_id,
    outbox.c.kind,
    outbox.c.state,
    outbox.c.mirrored,
    outbox.c.seq,
    outbox.c.vd,
    outbox.c.code,
    outbox.c.item_id,
    outbox.c.why,
    outbox.c.sealed_ms,
    outbox.c.ah,
)


def receipts(
    own: Connection,
    stream: str,
    *,
    before: int | None = None,
    waiting: bool = False,
    states: Sequence[str] = (),
    limit: int = PAGE,
) -> list[Receipt]:
    """Own actions, the latest first; `before` = dseq of the last row shown; `waiting` = only undelivered ones.

    `states` = only those in these receipt states. What a row's case is called: `case_titles`.
    """
    c = outbox.c
    query = _RECEIPTS.where(c.stream_id == stream)
    if before is not None:
        query = query.where(c.dseq < before)
    if waiting:
        query = query.where(c.state.not_in((DELIVERED, COVERED)))
    if states:
        query = query.where(c.state.in_(states))
    return [_receipt(row) for row in own.execute(query.order_by(c.dseq.desc()).limit(limit))]


def receipt_by_code(own: Connection, stream: str, typed: str) -> Receipt | None:
    """The own action of a receipt code as heard or typed; the codes are computed, the latest action first."""
    wanted = _as_written(typed)
    c = outbox.c
    query = select(c.device_id, c.dseq, c.ah).where(c.stream_id == stream).order_by(c.dseq.desc())
    for device, dseq, ah in own.execute(query):
        if receipt_code(ah) == wanted:
            mine = (c.stream_id == stream, c.device_id == device, c.dseq == dseq)
            return _receipt(own.execute(_RECEIPTS.where(*mine)).one())
    return None


def _as_written(typed: str) -> str:
    """Capitals without spaces and dashes; letters that Crockford leaves out are the digits they look like."""
    plain = "".join(typed.upper().split()).replace("-", "")
    return plain.translate(_MISHEARD)


def receipt_of(own: Connection, action_id: str) -> Receipt | None:
    """How far one action has come; None when it is not this desk's."""
    row = own.execute(_RECEIPTS.where(outbox.c.action_id == action_id).limit(1)).first()
    return _receipt(row) if row is not None else None


def receipts_of(own: Connection, action_ids: Sequence[str]) -> list[Receipt]:
    """Those of these actions that are this desk's own, the latest first; found by their ids, not by a walk."""
    c = outbox.c
    query = _RECEIPTS.where(c.action_id.in_(action_ids)).order_by(c.dseq.desc())
    return [_receipt(row) for row in own.execute(query)]


def payloads_of(own: Connection, action_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What these own actions say, by their ids."""
    found = own.execute(select(outbox.c.core).where(outbox.c.action_id.in_(action_ids))).scalars()
    actions = (read_trusted(core) for core in found)
    return {action.id: action.p for action in actions}


def _receipt(row: Any) -> Receipt:
    dseq, action_id, case_id, kind, state, mirrored, *rest = row
    return Receipt(dseq, action_id, case_id, kind, state, bool(mirrored), *rest)


def counts_of(own: Connection, stream: str, *, since: int = 0) -> dict[str, int]:
    """How many own actions of a stream, sealed since an instant, stand in each receipt state."""
    c = outbox.c
    query = select(c.state, func.count()).where(c.stream_id == stream, c.sealed_ms >= since)
    return dict.fromkeys(STATES, 0) | {row[0]: row[1] for row in own.execute(query.group_by(c.state))}


def counts(own: Connection) -> dict[str, int]:
    """How many own actions stand in each receipt state, all streams together."""
    found = own.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
    return dict.fromkeys(STATES, 0) | {row[0]: row[1] for row in found}
