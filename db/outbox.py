"""Sealing (封存): intents become signed, chained actions, committed to own.db before anybody says 已存本机.

Source: sync.md §2.2, §2.3, §6.3. `dseq` is given inside the transaction that stores the row, so a rollback leaves
no gap; several intents of one commit are stored all or none.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace
from sqlalchemy import Connection, delete, insert, select, update

from db.clock import DeskClock, KnownOffset, Now, PcClock, hlc_ms, next_hlc
from db.failures import ActionTooLargeError, StoreMissingError
from db.ids import Entropy, new_id
from db.tables.own import device, draft, outbox
from governance.ledger.action import Action, core_bytes, read_trusted
from governance.ledger.canonical import NotCanonicalError, canonical
from governance.ledger.chain import action_hash, annex_commitment, b64, signed_action

MAX_ANNEX = 4 * 1024
MAX_ARCHIVE_ANNEX = 64 * 1024
SALT_BYTES = 16


class Intent(Struct, frozen=True, kw_only=True):
    """What a person wants recorded: an action without its place in the chain."""

    kind: str
    case: str | None
    p: Mapping[str, Any]
    actor: str
    base: str | None = None  # last decision on the case in the actor's view; None for facts
    also: tuple[tuple[str, str | None], ...] = ()
    annex: Mapping[str, Any] | None = None  # private fields; the salt and the commitment are added here
    draft: str | None = None  # the draft that this replaces
    id: str = ""  # given when another intent of the same commit names it
    stream: str = ""  # empty = the town's
    re: str | UnsetType = UNSET


class Sealed(Struct, frozen=True):
    """An action as stored: from here on it is never lost."""

    action: Action
    ah: bytes
    sig: bytes

    @property
    def dseq(self) -> int:
        """Its number on this device."""
        return self.action.dseq


class Signer(Struct, frozen=True):
    """What sealing needs besides the connection."""

    sign: Callable[[bytes], bytes]  # gives the 64-byte signature
    clock: DeskClock
    entropy: Entropy


class _Chain:
    """The device's chain in one stream while a commit grows it."""

    def __init__(self, conn: Connection, stream: str) -> None:
        row = conn.execute(select(device).where(device.c.stream_id == stream)).first()
        if row is None:
            raise StoreMissingError("本机还没有在县端登记，不能保存；请先登记本机。", stream=stream)
        self.stream = stream
        self.device: str = row.device_id
        self.dseq: int = row.dseq
        self.ah: bytes = row.ah
        self.hlc: str = row.hlc

    def grow(self, intent: Intent, now: Now, signer: Signer) -> tuple[Sealed, bytes]:
        """Seal one intent at the end of the chain; gives it with its core bytes."""
        self.dseq += 1
        self.hlc = next_hlc(self.hlc, now.t)
        action = Action(
            actor=intent.actor,
            also=tuple(sorted(intent.also)),
            base=intent.base,
            case=intent.case,
            cq=now.cq,
            dev=self.device,
            dseq=self.dseq,
            hlc=self.hlc,
            id=intent.id or new_id(now.t, signer.entropy),
            kind=intent.kind,
            p=dict(intent.p),
            re=intent.re,
            stream=self.stream,
            t=now.t,
            v=1,
            w=now.w,
        )
        core = _core(action)
        self.ah = action_hash(self.ah, core)
        # What the county will read is what the overlay folds: the action as its bytes give it back.
        return Sealed(read_trusted(core), self.ah, signer.sign(signed_action(self.ah))), core


def seal(conn: Connection, town: str, intents: Sequence[Intent], signer: Signer) -> list[Sealed]:
    """Store the intents as signed actions, all in the caller's transaction; only its commit makes them true."""
    chains: dict[str, _Chain] = {}
    sealed: list[Sealed] = []
    rows: list[dict[str, Any]] = []
    for intent in intents:
        stream = intent.stream or town
        if stream not in chains:
            chains[stream] = _Chain(conn, stream)
        chain = chains[stream]
        now = signer.clock.now(hlc_ms(chain.hlc))
        salted, annex = _with_annex(intent, signer.entropy)
        one, core = chain.grow(salted, now, signer)
        sealed.append(one)
        rows.append(_row(one, core, annex, now))
        if intent.draft is not None:
            conn.execute(delete(draft).where(draft.c.draft_id == intent.draft))
    conn.execute(insert(outbox), rows)
    for chain in chains.values():
        values: dict[str, Any] = {"dseq": chain.dseq, "ah": chain.ah, "hlc": chain.hlc}
        conn.execute(update(device).where(device.c.stream_id == chain.stream).values(**values))
    return sealed


def _core(action: Action) -> bytes:
    try:
        return core_bytes(action)
    except NotCanonicalError as err:
        raise ActionTooLargeError(
            "内容过长或含有不能保存的字符，没有保存；请缩短文字，长材料改作附件。",
            kind=action.kind,
            why=str(err),
        ) from err


def _with_annex(intent: Intent, entropy: Entropy) -> tuple[Intent, bytes | None]:
    """Salt the private fields and commit to them in the payload (sync.md §2.5)."""
    if intent.annex is None:
        return intent, None
    annex = {**intent.annex, "n": b64(entropy(SALT_BYTES))}
    limit = MAX_ARCHIVE_ANNEX if intent.kind == "archive.put" else MAX_ANNEX
    try:
        data = canonical(annex)
    except NotCanonicalError as err:
        raise ActionTooLargeError("个人信息中有不能保存的字符，没有保存；请改正。", why=str(err)) from err
    if len(data) > limit or "a" in annex:
        raise ActionTooLargeError("个人信息过长，没有保存；请缩短。", size=len(data), limit=limit)
    return replace(intent, p={**intent.p, "px": annex_commitment(annex)}), data


def _row(one: Sealed, core: bytes, annex: bytes | None, now: Now) -> dict[str, Any]:
    action = one.action
    return {
        "stream_id": action.stream,
        "device_id": action.dev,
        "dseq": action.dseq,
        "action_id": action.id,
        "case_id": action.case,
        "kind": action.kind,
        "core": core,
        "annex": annex,
        "ah": one.ah,
        "sig": one.sig,
        "state": "D1",
        "mirrored": 0,
        "sealed_ms": now.t,
    }


def keep_offset(conn: Connection, clock: DeskClock) -> None:
    """Remember what the clock knows of the county's time, for the next start."""
    known = clock.known if isinstance(clock, PcClock) else None
    if known is not None:
        conn.execute(update(device).values(off_ms=known.off_ms, off_wall=known.off_wall))


def kept_offset(conn: Connection) -> KnownOffset | None:
    """What the clock knew of the county's time at the last stop."""
    row = conn.execute(select(device.c.off_ms, device.c.off_wall).where(device.c.off_ms.is_not(None))).first()
    return KnownOffset(row.off_ms, row.off_wall) if row is not None else None
