"""Receipt states (回执状态): how far an own action has come; nothing but a page read back makes it 已送达 (I3, I4)."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, bindparam, update

from db.pages import Delivered
from db.tables.own import outbox

SEALED, RECEIPTED, DELIVERED, COVERED, HELD = "D1", "D4", "D5", "D6", "DQ"
STATES = (SEALED, RECEIPTED, DELIVERED, COVERED, HELD)
CHIPS = {
    SEALED: "已存本机",
    RECEIPTED: "县端已收·待回读",
    DELIVERED: "已送达",
    COVERED: "已入县备份",
    HELD: "需处理",
}


class Mark(Protocol):
    """What a push reply says of one action."""

    @property
    def dseq(self) -> int: ...
    @property
    def seq(self) -> int: ...
    @property
    def vd(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def item(self) -> str | None: ...


_MINE = (  # built once: building a statement takes longer than SQLite takes to run it
    outbox.c.stream_id == bindparam("stream"),
    outbox.c.device_id == bindparam("device"),
    outbox.c.dseq == bindparam("number"),
)
_ANSWER: Mapping[str, Any] = {
    "epoch": bindparam("in_epoch"),
    "seq": bindparam("at_seq"),
    "vd": bindparam("verdict"),
    "code": bindparam("word"),
    "item_id": bindparam("item"),
    "why": None,
}
_RECEIPTED = (
    update(outbox)
    .where(*_MINE, outbox.c.state != DELIVERED, outbox.c.state != COVERED)
    .values(state=RECEIPTED, **_ANSWER)
)  # no IN here: its list can't be expanded for many rows at once
_DELIVERED = (
    update(outbox)
    .where(*_MINE, outbox.c.ah == bindparam("hash"), outbox.c.state != COVERED)
    .values(state=DELIVERED, **_ANSWER)
)


def receipted(conn: Connection, stream: str, device: str, epoch: int, marks: Sequence[Mark]) -> None:
    """D4: the county has it; an action read back already keeps its state."""
    mine = {"stream": stream, "device": device, "in_epoch": epoch}
    if marks:
        conn.execute(_RECEIPTED, [mine | _answer(one) for one in marks])


def delivered(conn: Connection, stream: str, device: str, entries: Sequence[Delivered]) -> None:
    """D5 where (dev, dseq, ah) match what was read back."""
    mine = {"stream": stream, "device": device}
    if entries:
        rows = [mine | _answer(one) | {"hash": one.ah, "in_epoch": one.epoch} for one in entries]
        conn.execute(_DELIVERED, rows)


def _answer(one: Mark) -> dict[str, Any]:
    return {
        "number": one.dseq,
        "at_seq": one.seq,
        "verdict": one.vd,
        "word": one.code,
        "item": one.item,
    }


def hold(conn: Connection, stream: str, device: str, dseq: int, why: str) -> None:
    """DQ: kept, never sent again by itself, shown 需处理; one that was read back stays delivered."""
    conn.execute(
        update(outbox)
        .where(
            outbox.c.stream_id == stream,
            outbox.c.device_id == device,
            outbox.c.dseq == dseq,
            outbox.c.state.in_((SEALED, RECEIPTED, HELD)),
        )
        .values(state=HELD, why=why[:80])
    )


def fallen_off(conn: Connection, stream: str, to_seq: int) -> None:
    """Back to D1: what was only receipted, and what was read back above `to_seq`."""
    gone = {"epoch": None, "seq": None, "vd": None, "code": None, "item_id": None}
    mine = outbox.c.stream_id == stream
    conn.execute(update(outbox).where(mine, outbox.c.state == RECEIPTED).values(state=SEALED, **gone))
    conn.execute(
        update(outbox)
        .where(mine, outbox.c.state.in_((DELIVERED, COVERED)), outbox.c.seq > to_seq)
        .values(state=SEALED, **gone)
    )
