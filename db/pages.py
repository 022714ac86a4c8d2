"""Pages (台账页): entries read back from the county, stored, folded and shown in one transaction of town.db.

Source: sync.md I7, §6.1. The page's chain and signatures were verified before. Bodies, projections and device heads
are written once a page, not once an entry.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from db import bulk
from db.bulk import Row
from db.desk_stream import DeskStream, Tip, read_tip
from db.folding import Head, LedgerEntry, LedgerRows, device_digest, fold_entry, named_cases
from db.ids import is_id
from db.pending import rows_named
from db.tables.ledger import cursor, peer_head, personal
from db.view import FOLD, MODULUS, LedgerView, dues_key
from governance.ledger.action import Action
from governance.ledger.entry import Verdict

_ANNEX = msgspec.json.Decoder(dict[str, Any])


class Delivered(Struct, frozen=True):
    """An own action that a page brought back (已送达)."""

    dseq: int
    ah: bytes
    epoch: int
    seq: int
    vd: str
    code: str
    item: str | None


class Applied(Struct, frozen=True):
    """What a page changed: own actions that came back, cases whose picture is new."""

    delivered: tuple[Delivered, ...]
    cases: tuple[str, ...]


def apply_page(conn: Connection, kept: DeskStream, epoch: int, entries: Sequence[LedgerEntry]) -> Applied:
    """Store a verified page; raises ValueError when it does not begin right after the cursor."""
    tip = read_tip(conn, kept.stream)
    if entries and entries[0].seq != tip.seq + 1:
        raise ValueError(f"page begins at {entries[0].seq}, cursor is {tip.seq}")
    heads = read_heads(conn, kept.stream)
    known = {device: head.dseq for device, head in heads.items()}
    view = kept.view(conn, tip.seq, strict=True)
    dues = dues_key(view.rules)
    actions = [entry.action for entry in entries]
    view.prefetch(named_cases(actions))
    rows = LedgerRows(conn, kept.stream, epoch)
    private, delivered = _fold(view, heads, rows, epoch, entries, actions, kept)
    rows.write()
    bulk.upsert(conn, personal, private)
    write_heads(conn, kept.stream, heads)
    changed = set(view.changed)
    kept.pending.drop(one.dseq for one in delivered)
    hot = kept.outdated(view) | kept.hot(changed | _cases_of(delivered, actions, entries))
    grown = view.flush(pending=hot) + device_digest(known, heads)
    _write_cursor(conn, kept.stream, tip, epoch, entries, grown)
    if dues != dues_key(view.rules):
        view.project_all(skip=kept.shown)
        hot |= set(kept.shown)
    if hot:
        changed.update(kept.show(view, hot))
    else:
        kept.publish(view)
    return Applied(tuple(delivered), tuple(changed))


def _fold(
    view: LedgerView,
    heads: dict[str, Head],
    rows: LedgerRows,
    epoch: int,
    entries: Sequence[LedgerEntry],
    actions: Sequence[Action],
    kept: DeskStream,
) -> tuple[list[Row], list[Delivered]]:
    private: list[Row] = []
    delivered: list[Delivered] = []
    for entry, action in zip(kept.courtesy.between(entries), actions, strict=True):
        verdict = Verdict(entry.vd, entry.code, entry.item)
        eff = fold_entry(view, heads, action, verdict, entry.seq, entry.st, entry.ah)
        rows.add(entry, action, eff)
        if entry.annex is not None:
            private += personal_rows(kept.stream, action, entry.annex)
        if action.dev == kept.device:
            waiting = kept.pending.get(action.dseq)
            if waiting is None or waiting.ah == entry.ah:
                delivered.append(
                    Delivered(action.dseq, entry.ah, epoch, entry.seq, entry.vd, entry.code, entry.item)
                )
    return private, delivered


def _cases_of(
    delivered: Sequence[Delivered], actions: Sequence[Action], entries: Sequence[LedgerEntry]
) -> set[str]:
    if not delivered:
        return set()
    first = entries[0].seq
    return set(named_cases(actions[one.seq - first] for one in delivered))


def personal_rows(stream: str, action: Action, annex: bytes) -> list[Row]:
    """Private fields as rows of `personal` (sync.md §2.5): a caller's are of the action's case, others of their row."""
    owner = action.case
    if owner is None:
        return []
    fields = _ANNEX.decode(annex)
    found = [
        (stream, owner, name, action.id, value)
        for name, value in fields.items()
        if name != "n" and isinstance(value, str)
    ]
    rows = fields.get("rows") if action.kind == "archive.put" else None
    named = rows_named(action)
    if not isinstance(rows, list) or len(rows) != len(named):
        return found
    for row, one in zip(rows, named, strict=True):
        if isinstance(row, dict) and is_id(one):
            found += [(stream, one, k[:32], action.id, v) for k, v in row.items() if isinstance(v, str)]
    return found


def read_heads(conn: Connection, stream: str) -> dict[str, Head]:
    """The last folded action of every device known in a stream."""
    query = peer_head.select().where(peer_head.c.stream_id == stream)
    return {row.device_id: Head(row.dseq, row.ah, row.eff, row.pk) for row in conn.execute(query)}


def write_heads(conn: Connection, stream: str, heads: dict[str, Head]) -> None:
    """Store how far each device was folded."""
    rows = [(stream, device, one.dseq, one.ah, one.eff, one.pk) for device, one in heads.items()]
    bulk.upsert(conn, peer_head, rows)


def _write_cursor(
    conn: Connection, stream: str, tip: Tip, epoch: int, entries: Sequence[LedgerEntry], grown: int
) -> None:
    dig = ((int.from_bytes(tip.dig, "big") + grown) % MODULUS).to_bytes(32, "big")
    last = entries[-1] if entries else None
    seq, h, st = (last.seq, last.h, last.st) if last is not None else (tip.seq, tip.h, tip.st)
    bulk.upsert(conn, cursor, [(stream, epoch, seq, h, st, 1, FOLD, dig, tip.own_dseq)])
