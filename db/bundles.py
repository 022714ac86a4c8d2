"""The county state at a pin (规则包缓存): read from the county stream's rows, advanced from pin to pin (sync.md §3.5).

A few of the latest are kept: pins only move on, so each is made from the one before. Not shared between threads.
"""

from sqlalchemy import Connection, select

from db.tables.ledger import ledger
from governance.bundle import EMPTY, LIST_KINDS, Bundle, advanced
from governance.ledger.action import read_trusted
from governance.ledger.entry import ACCEPTED, Verdict

KEPT = 4
READ_KINDS = ("config.put", "sys.stream", "sys.user", *sorted(LIST_KINDS))  # all that a bundle is made of


class PinAheadError(ValueError):
    """A town's page was applied before the county stream reached its pin: the exchange read them in the wrong order."""


class Bundles:
    """Bundles of one county stream; without a county stream every bundle is empty."""

    def __init__(self, county: str | None) -> None:
        self.county = county
        self._kept: dict[int, Bundle] = {0: EMPTY}

    empty = EMPTY

    def at(self, conn: Connection, seq: int, *, strict: bool = True) -> Bundle:
        """The county state after its entry `seq`; raises PinAheadError when the stream is not held that far.

        Not `strict`, for pictures only: then the state as far as it is held.
        """
        if self.county is None:
            return EMPTY
        if (known := self._kept.get(seq)) is not None:
            return known
        held = self._held(conn, seq)
        if strict and held < seq:
            raise PinAheadError(f"pin at {seq} of a county stream that is held to {held}")
        before = self._kept[max(s for s in self._kept if s <= held)]
        rows = conn.execute(
            select(ledger.c.core, ledger.c.vd, ledger.c.code, ledger.c.eff)
            .where(
                ledger.c.stream_id == self.county,
                ledger.c.seq > before.seq,
                ledger.c.seq <= held,
                ledger.c.vd == ACCEPTED,
                ledger.c.kind.in_(READ_KINDS),
            )
            .order_by(ledger.c.seq)
        )
        entries = [(read_trusted(core), Verdict(vd, code), eff) for core, vd, code, eff in rows]
        bundle = advanced(before, held, entries)
        self.keep(bundle)
        return bundle

    def _held(self, conn: Connection, seq: int) -> int:
        last = select(ledger.c.seq).where(ledger.c.stream_id == self.county, ledger.c.seq <= seq)
        return int(conn.execute(last.order_by(ledger.c.seq.desc()).limit(1)).scalar() or 0)

    def keep(self, bundle: Bundle) -> None:
        """Remember a bundle; the oldest is forgotten."""
        self._kept[bundle.seq] = bundle
        while len(self._kept) > KEPT:
            del self._kept[min(s for s in self._kept if s > 0)]

    def forget(self) -> None:
        """Start anew: after a divergence rows may have changed."""
        self._kept = {0: EMPTY}
