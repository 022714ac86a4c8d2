"""What the writer of town.db keeps in mind of one stream (台账缓存): never more than the files say.

Decoded bodies, pending own actions, the cases that show them, the rules in force. Only the writer's thread touches
it, but for `rules`, a frozen value that pages may read. When a commit fails, all of it is read anew.
"""

from collections.abc import Mapping

from msgspec import Struct
from sqlalchemy import Connection, select

from db.bundles import Bundles
from db.courtesy import NOBODY, Courtesy
from db.overlay import refold
from db.pending import PendingAction, PendingActions
from db.tables.ledger import cursor, ledger, overlay, peer_head
from db.tables.own import outbox
from db.view import Bodies, LedgerView
from governance.bodies import read_body
from governance.bundle import rules_of
from governance.ledger.action import read_trusted
from governance.ledger.chain import stream_start
from governance.ledger.stream import Stream
from governance.rulebook import Rules

WAITING = ("D1", "D4", "DQ")  # sealed and not read back (sync.md §5.1)


class Tip(Struct, frozen=True):
    """How far town.db holds a stream; `own_dseq` = last own action that the overlay has seen."""

    epoch: int
    seq: int
    h: bytes
    st: int
    dig: bytes
    own_dseq: int


def read_tip(conn: Connection, stream: str) -> Tip:
    """The cursor of a stream; epoch 1, seq 0, h_0 before its first page."""
    columns = (cursor.c.epoch, cursor.c.seq, cursor.c.h, cursor.c.st, cursor.c.dig, cursor.c.own_dseq)
    row = conn.execute(select(*columns).where(cursor.c.stream_id == stream)).first()
    return Tip(*row) if row is not None else Tip(1, 0, stream_start(stream), 0, bytes(32), 0)


def undelivered(own: Connection, town: Connection, stream: str, device: str) -> list[PendingAction]:
    """Own actions that no entry of town.db brought back, in the order they were sealed."""
    waiting = own.execute(
        select(outbox.c.dseq, outbox.c.core, outbox.c.ah)
        .where(
            outbox.c.stream_id == stream,
            outbox.c.device_id == device,
            outbox.c.state.in_(WAITING),
        )
        .order_by(outbox.c.dseq)
    ).all()
    if not waiting:
        return []
    there = town.execute(
        select(ledger.c.dseq, ledger.c.ah).where(
            ledger.c.stream_id == stream,
            ledger.c.device_id == device,
            ledger.c.dseq >= waiting[0].dseq,
        )
    )
    held = {(dseq, ah) for dseq, ah in there}
    return [
        PendingAction(dseq, read_trusted(core), ah) for dseq, core, ah in waiting if (dseq, ah) not in held
    ]


class DeskStream:
    """One stream in the mind of the writer of town.db."""

    def __init__(self, stream: str, device: str, bundles: Bundles, courtesy: Courtesy = NOBODY) -> None:
        self.stream = stream
        self.courtesy = courtesy
        self.device = device
        self.bundles = bundles
        self.bodies = Bodies()
        self.pending = PendingActions()
        self.shown: dict[str, int] = {}  # case → own pending actions it shows
        self.home: Stream | None = None  # the stream's body with pending shifts, when there are any
        self.rules: Rules = rules_of(Stream(id=stream), bundles.empty)
        self.in_step = False  # with the files
        self._judged_by: object = None  # what the overlay was folded by; None: as the files have it

    def recall(self, own: Connection, town: Connection) -> None:
        """Read everything anew."""
        self.bodies.held.clear()
        self.bundles.forget()
        self.pending = PendingActions(undelivered(own, town, self.stream, self.device))
        rows = town.execute(
            select(overlay.c.case_id, overlay.c.npend).where(overlay.c.stream_id == self.stream)
        )
        self.shown = {row.case_id: row.npend for row in rows}
        body = town.execute(
            select(overlay.c.body).where(overlay.c.stream_id == self.stream, overlay.c.case_id == self.stream)
        ).scalar()
        home = read_body(body) if body is not None else None
        self.home = home if isinstance(home, Stream) else None
        view = self.view(town, read_tip(town, self.stream).seq)
        self.publish(view)
        if self._judged_by is None and self._settled(view):
            self._judged_by = self._key(view)
        self.in_step = True

    def view(self, conn: Connection, tip: int, *, strict: bool = False) -> LedgerView:
        """The confirmed view after entry `tip`; `strict` where entries are folded for good."""
        self.bodies.trim()
        return LedgerView(
            conn,
            self.stream,
            self.bundles,
            tip=tip,
            bodies=self.bodies,
            strict=strict,
            courtesy=self.courtesy,
        )

    def lo(self, conn: Connection) -> int:
        """Effective time of this device's last confirmed action."""
        query = select(peer_head.c.eff).where(
            peer_head.c.stream_id == self.stream, peer_head.c.device_id == self.device
        )
        return int(conn.execute(query).scalar() or 0)

    def show(self, view: LedgerView, touched: set[str]) -> Mapping[str, int]:
        """Fold the overlay of these cases' families anew; gives the members and what each shows."""
        done = refold(view, self.pending, touched, lo=self.lo(view.conn), home=self.home)
        for case_id in done.members:
            self.shown.pop(case_id, None)
        self.shown.update(done.shown)
        if self.stream in done.members:
            self.home = done.home
        self.publish(view)
        if not self._settled(view):
            self._judged_by = "less than the pinned state"
        return {case_id: done.shown.get(case_id, 0) for case_id in done.members}

    def outdated(self, view: LedgerView) -> set[str]:
        """All cases that show pending work, when people, duty or the county's settings changed since; else none."""
        key = self._key(view)
        if key == self._judged_by or not self._settled(view):
            return set()
        self._judged_by = key
        return self.pending.cases() | set(self.shown)

    def _settled(self, view: LedgerView) -> bool:
        """Whether the county stream is held as far as the pin."""
        return self.stream == self.bundles.county or view.bundle.seq == view.home.pin_seq

    def _key(self, view: LedgerView) -> object:
        bundle, home = view.bundle, view.home
        return bundle.settings, bundle.users, home.users, home.duty

    def publish(self, view: LedgerView) -> None:
        """Let pages have the rules as they stand now."""
        if self.home is not None:
            self.rules = rules_of(self.home, view.bundle)
        else:
            self.rules = view.rules

    def hot(self, touched: set[str]) -> set[str]:
        """Those of the touched cases whose picture pending actions change."""
        if not len(self.pending) and not self.shown:
            return set()
        return {case for case in touched if case in self.shown or self.pending.names(case)}
