"""Receipt states (回执状态): how far an own action has come; nothing but a page read back makes it 已送达 (I3, I4)."""

from collections.abc import Sequence
from typing import Protocol

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


def receipted(conn: Connection, stream: str, device: str, epoch: int, marks: Sequence[Mark]) -> None:
    """D4: the county has it; an action read back already keeps its state."""
    if not marks:
        return
    statement = (
        update(outbox)
        .where(
            outbox.c.stream_id == stream,
            outbox.c.device_id == device,
            outbox.c.dseq == bindparam("n"),
            outbox.c.state != DELIVERED,  # no IN here: its list can't be expanded for many rows at once
            outbox.c.state != COVERED,
        )
        .values(
            state=RECEIPTED,
            epoch=epoch,
            seq=bindparam("at_seq"),
            vd=bindparam("verdict"),
            code=bindparam("word"),
            item_id=bindparam("item"),
            why=None,
        )
    )
    conn.execute(
        statement,
        [
            {"n": one.dseq, "at_seq": one.seq, "verdict": one.vd, "word": one.code, "item": one.item}
            for one in marks
        ],
    )


def delivered(conn: Connection, stream: str, device: str, entries: Sequence[Delivered]) -> None:
    """D5 where (dev, dseq, ah) match what was read back."""
    if not entries:
        return
    statement = (
        update(outbox)
        .where(
            outbox.c.stream_id == stream,
            outbox.c.device_id == device,
            outbox.c.dseq == bindparam("n"),
            outbox.c.ah == bindparam("hash"),
            outbox.c.state != COVERED,
        )
        .values(
            state=DELIVERED,
            epoch=bindparam("in_epoch"),
            seq=bindparam("at_seq"),
            vd=bindparam("verdict"),
            code=bindparam("word"),
            item_id=bindparam("item"),
            why=None,
        )
    )
    conn.execute(
        statement,
        [
            {
                "n": one.dseq,
                "hash": one.ah,
                "in_epoch": one.epoch,
                "at_seq": one.seq,
                "verdict": one.vd,
                "word": one.code,
                "item": one.item,
            }
            for one in entries
        ],
    )


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
