"""The county's ledger (县端台账): what a writing transaction and a pull need, each one statement or one bulk write.

Source: sync.md §7.1, §7.3. Functions over a connection; the caller owns the transaction and with it the head lock:
in SQLite BEGIN IMMEDIATE, in PostgreSQL the head row locked first by every writer.
"""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct
from sqlalchemy import Connection, insert, select, update

from db import bulk
from db.bundles import Bundles
from db.folding import NO_HEAD, LedgerEntry, LedgerRows, Stored, enrolled, stored_page
from db.pages import personal_rows
from db.tables.county import case_state, dev, ledger, personal, stream_head
from db.view import FOLD, Bodies, LedgerView, dues_key
from governance.ledger.action import Action
from governance.ledger.canonical import canonical
from governance.ledger.case import Case
from governance.ledger.chain import device_hash, stream_start, unb64
from governance.ledger.entry import Verdict


class StreamHead(Struct, frozen=True):
    """A stream of the county and its tip (流头)."""

    stream: str
    tenant: str
    kind: str  # town, county
    epoch: int
    seq: int
    h: bytes
    st: int


class DeviceRow(Struct, frozen=True):
    """A device as the county knows it in one stream; `ah` is its certificate's hash while `dseq` is 0."""

    id: str
    no: str
    inc: int
    pk: bytes
    cert_hash: bytes
    status: str
    dseq: int
    ah: bytes
    eff: int


class Answered(Struct, frozen=True):
    """What was answered to an action that is in the ledger."""

    ah: bytes
    seq: int
    vd: str
    code: str
    item: str | None


class Entered(LedgerEntry, Protocol):
    """An entry to be written, with the bodies its fold changed."""

    @property
    def eff(self) -> int: ...
    @property
    def cases(self) -> tuple[Case, ...]: ...


_HEADS = select(
    stream_head.c.stream_id,
    stream_head.c.tenant_id,
    stream_head.c.kind,
    stream_head.c.epoch,
    stream_head.c.seq,
    stream_head.c.h,
    stream_head.c.st,
)
_ANSWERS = select(ledger.c.ah, ledger.c.seq, ledger.c.vd, ledger.c.code, ledger.c.item_id)

# ---------------------------------------------------------------- streams and heads


def open_stream(conn: Connection, stream: str, tenant: str, kind: str) -> None:
    """Make an empty stream; its first entry is the server's own `sys.device`."""
    values = {"stream_id": stream, "tenant_id": tenant, "kind": kind, "epoch": 1, "seq": 0, "st": 0}
    conn.execute(insert(stream_head).values(**values, h=stream_start(stream), fold=FOLD))


def head(conn: Connection, stream: str, *, lock: bool = False) -> StreamHead | None:
    """The tip of a stream, or None when there is no such stream; `lock` for writers."""
    query = _HEADS.where(stream_head.c.stream_id == stream)
    row = conn.execute(query.with_for_update() if lock else query).first()
    return StreamHead(*row) if row is not None else None


def heads(conn: Connection, tenant: str | None = None) -> list[StreamHead]:
    """All streams, of one county or of all, the county's before its towns'."""
    query = _HEADS.order_by(stream_head.c.kind, stream_head.c.stream_id)
    if tenant is not None:
        query = query.where(stream_head.c.tenant_id == tenant)
    return [StreamHead(*row) for row in conn.execute(query)]


def hash_at(conn: Connection, stream: str, seq: int) -> bytes | None:
    """`h` of an entry, h_0 at seq 0; None beyond the tip."""
    if seq == 0:
        return stream_start(stream)
    query = select(ledger.c.h).where(ledger.c.stream_id == stream, ledger.c.seq == seq)
    return conn.execute(query).scalar()


# ---------------------------------------------------------------- devices and answers


def device(conn: Connection, stream: str, device_id: str) -> DeviceRow | None:
    """A device of a stream."""
    c = dev.c
    columns = (c.device_id, c.no, c.inc, c.pk, c.cert_hash, c.status, c.dseq, c.ah, c.eff)
    row = conn.execute(select(*columns).where(c.stream_id == stream, c.device_id == device_id)).first()
    return DeviceRow(*row) if row is not None else None


def link(conn: Connection, stream: str, device_id: str, dseq: int) -> bytes | None:
    """`ah` of the device's action number `dseq`, its certificate's hash at 0; None when there is none."""
    if dseq == 0:
        query = select(dev.c.cert_hash).where(dev.c.stream_id == stream, dev.c.device_id == device_id)
        return conn.execute(query).scalar()
    found = stored(conn, stream, device_id, dseq)
    return found.ah if found is not None else None


def stored(conn: Connection, stream: str, device_id: str, dseq: int) -> Answered | None:
    """The answer to a device's action, when it is in the ledger."""
    query = _ANSWERS.where(
        ledger.c.stream_id == stream, ledger.c.device_id == device_id, ledger.c.dseq == dseq
    )
    row = conn.execute(query).first()
    return Answered(*row) if row is not None else None


def answer(conn: Connection, stream: str, action_id: str) -> Answered | None:
    """The answer to the first entry with this action id."""
    query = _ANSWERS.where(ledger.c.stream_id == stream, ledger.c.action_id == action_id)
    row = conn.execute(query.order_by(ledger.c.seq).limit(1)).first()
    return Answered(*row) if row is not None else None


# ---------------------------------------------------------------- pages out


def read_page(conn: Connection, stream: str, after: int, limit: int) -> list[Stored]:
    """Stored entries with seq > `after`, in order."""
    return stored_page(conn, stream, after, after + limit)


# ---------------------------------------------------------------- entries in


def county_view(
    conn: Connection, tip: StreamHead, bundles: Bundles, bodies: Bodies | None = None
) -> LedgerView:
    """The view that verdicts of a stream are judged by, at its tip."""
    return LedgerView(
        conn, tip.stream, bundles, tip=tip.seq, tenant=tip.tenant, states=case_state, bodies=bodies
    )


def append(conn: Connection, view: LedgerView, tip: StreamHead, entries: Sequence[Entered]) -> StreamHead:
    """Write entries that follow the tip: rows, bodies, projections, devices, head; gives the new tip."""
    if not entries:
        return tip
    if entries[0].seq != tip.seq + 1:
        raise AssertionError(f"entry {entries[0].seq} does not follow {tip.seq}")
    dues = dues_key(view.rules)
    rows = LedgerRows(conn, tip.stream, tip.epoch, tip.tenant)
    private: list[bulk.Row] = []
    for entry in entries:
        verdict = Verdict(entry.vd, entry.code, entry.item)
        rows.add(entry, entry.action, entry.eff)
        if entry.annex is not None:
            private += personal_rows(tip.stream, entry.action, entry.annex)
        view.put(entry.cases, entry.seq)
        view.note(entry.action, verdict, entry.eff, entry.seq)
        _enrol(conn, tip, entry.action, verdict)
    rows.write(ledger)
    bulk.upsert(conn, personal, private)
    view.flush()
    if dues != dues_key(view.rules):
        view.project_all()
    _move_devices(conn, tip.stream, entries)
    last = entries[-1]
    values = {"seq": last.seq, "h": last.h, "st": last.st}
    conn.execute(update(stream_head).where(stream_head.c.stream_id == tip.stream).values(**values))
    return StreamHead(tip.stream, tip.tenant, tip.kind, tip.epoch, last.seq, last.h, last.st)


def _enrol(conn: Connection, tip: StreamHead, action: Action, verdict: Verdict) -> None:
    """A `sys.device` entry makes a device known, or changes its status."""
    found = enrolled(action, verdict)
    if found is None:
        return
    device_id, start = found
    known = device(conn, tip.stream, device_id)
    if known is not None:
        status = str(action.p.get("status", "active"))
        where = (dev.c.stream_id == tip.stream, dev.c.device_id == device_id)
        conn.execute(update(dev).where(*where).values(status=status))
        return
    cert = action.p["cert"]
    conn.execute(
        insert(dev).values(
            stream_id=tip.stream,
            device_id=device_id,
            tenant_id=tip.tenant,
            inc=int(cert.get("inc", 1)),
            no=str(action.p.get("no", ""))[:2],
            parent=cert.get("parent"),
            pk=start.pk,
            xk=unb64(str(cert.get("xk", ""))),
            cert=canonical(cert).decode(),
            cert_hash=device_hash(cert),
            status=str(action.p.get("status", "active")),
            dseq=NO_HEAD.dseq,
            ah=start.ah,
            eff=NO_HEAD.eff,
            seen_seq=0,
            seen_ms=0,
        )
    )


def _move_devices(conn: Connection, stream: str, entries: Sequence[Entered]) -> None:
    last = {entry.action.dev: entry for entry in entries}
    for device_id, entry in last.items():
        where = (dev.c.stream_id == stream, dev.c.device_id == device_id)
        values = {"dseq": entry.action.dseq, "ah": entry.ah, "eff": entry.eff}
        conn.execute(update(dev).where(*where).values(**values))
