"""The county's store in memory (县端内存库): what a transaction wrote is there after its commit, or not at all."""

from collections.abc import Iterable, Sequence
from typing import Any

from governance.ledger import chain
from governance.ledger.action import read_trusted
from governance.ledger.entry import Verdict
from sync.county_ports import Head, NewEntry, Row, ServerDevice, StoredAnswer
from sync.server import Act, Writer, record
from tests.sync.simulation.memory_fold import Folded, Folding


class Ledger:
    """One stream as committed; replaced whole by a commit."""

    def __init__(self, stream: str, folded: Folded) -> None:
        self.stream = stream
        self.rows: list[Row] = []
        self.effs: list[int] = []
        self.devices: dict[str, ServerDevice] = {}
        self.starts: dict[str, bytes] = {}  # `ch` of each device
        self.answers: dict[tuple[str, int], StoredAnswer] = {}
        self.by_id: dict[str, StoredAnswer] = {}
        self.folded = folded
        self.epoch = 1

    def clone(self) -> "Ledger":
        other = Ledger(self.stream, self.folded.clone())
        other.rows, other.effs = list(self.rows), list(self.effs)
        other.devices, other.starts = dict(self.devices), dict(self.starts)
        other.answers, other.by_id = dict(self.answers), dict(self.by_id)
        other.epoch = self.epoch
        return other

    # ---- port ServerReads, and what a transaction reads as well

    def head(self) -> Head:
        if not self.rows:
            return Head(self.epoch, 0, chain.stream_start(self.stream), 0)
        return Head(self.epoch, self.rows[-1].seq, self.rows[-1].h, self.rows[-1].st)

    def hash_at(self, seq: int) -> bytes | None:
        if seq == 0:
            return chain.stream_start(self.stream)
        return self.rows[seq - 1].h if seq <= len(self.rows) else None

    def rows_after(self, after: int, limit: int) -> list[Row]:
        return self.rows[after : after + limit]

    def entries(self, after: int, up_to: int) -> Iterable[Folding]:
        """Entries as a bundle takes them."""
        for row, eff in zip(self.rows[after:up_to], self.effs[after:up_to], strict=True):
            yield read_trusted(row.core), Verdict(row.vd, row.code, row.item), eff


class Reads:
    """A snapshot (port ServerReads)."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @property
    def stream(self) -> str:
        return self._ledger.stream

    def head(self) -> Head:
        return self._ledger.head()

    def hash_at(self, seq: int) -> bytes | None:
        return self._ledger.hash_at(seq)

    def rows(self, after: int, limit: int) -> Sequence[Row]:
        return self._ledger.rows_after(after, limit)

    def device(self, dev: str) -> ServerDevice | None:
        return self._ledger.devices.get(dev)

    def link(self, dev: str, dseq: int) -> bytes | None:
        if dseq == 0:
            return self._ledger.starts.get(dev)
        found = self._ledger.answers.get((dev, dseq))
        return found.ah if found is not None else None


class CountyMemory:
    """All streams of a county, and its writing transactions."""

    def __init__(self, county: str, towns: Sequence[str], writers: dict[str, Writer]) -> None:
        self.county = county
        self.writers = writers
        self.ids = iter(range(1, 1_000_000))
        self.ledgers = {county: Ledger(county, Folded(county, None))}
        for town in towns:
            self.ledgers[town] = Ledger(town, Folded(town, self.county_entries))

    def county_entries(self, after: int, up_to: int) -> Iterable[Folding]:
        return self.ledgers[self.county].entries(after, up_to)

    def begin(self, stream: str) -> "Tx":
        return Tx(self, self.ledgers[stream].clone())

    def enrol(self, stream: str, device: ServerDevice) -> None:
        """Before the stream's first entry: the county's own device must be there to write it."""
        self.ledgers[stream].devices[device.id] = device
        self.ledgers[stream].starts[device.id] = device.ah


class Tx:
    """A writing transaction (port ServerTx): nothing is seen outside before `commit`."""

    def __init__(self, store: CountyMemory, ledger: Ledger) -> None:
        self._store = store
        self._ledger = ledger
        self.st = 0  # receipt time of what the store writes by itself

    @property
    def stream(self) -> str:
        return self._ledger.stream

    def head(self) -> Head:
        return self._ledger.head()

    def device(self, dev: str) -> ServerDevice | None:
        return self._ledger.devices.get(dev)

    def stored(self, dev: str, dseq: int) -> StoredAnswer | None:
        return self._ledger.answers.get((dev, dseq))

    def answer(self, action_id: str) -> StoredAnswer | None:
        return self._ledger.by_id.get(action_id)

    def view(self) -> Folded:
        return self._ledger.folded

    def pin_if_behind(self) -> None:
        county = self._store.ledgers[self._store.county].head()
        if self.stream == self._store.county or self._ledger.folded.bundle.seq >= county.seq:
            return
        pin = {"seq": county.seq, "h": chain.b64(county.h)}
        name = chain.uuid8(chain.tagged("pin", self.stream.encode(), county.h))
        wish = Act(id=name, actor=self.stream, kind="sys.bundle", case=self.stream, p=pin)
        record(wish, self.st, self, self._store.writers[self.stream])

    def append(self, entries: Sequence[NewEntry]) -> None:
        ledger = self._ledger
        for new in entries:
            action = new.action
            verdict = Verdict(new.vd, new.code, new.item)
            ledger.rows.append(
                Row(new.seq, new.st, new.vd, new.code, new.item, action.dev, action.dseq, new.core, new.annex,
                    new.ah, new.sig, new.h)
            )  # fmt: skip
            ledger.effs.append(new.eff)
            told = StoredAnswer(new.ah, new.seq, new.vd, new.code, new.item)
            ledger.answers[action.dev, action.dseq] = told
            ledger.by_id.setdefault(action.id, told)
            known = ledger.devices[action.dev]
            ledger.devices[action.dev] = ServerDevice(
                known.id, known.pk, action.dseq, new.ah, new.eff, known.status, known.server
            )
            ledger.folded.absorb(action, verdict, new.eff, new.cases)
            if action.kind == "sys.epoch" and new.vd == "a":
                ledger.epoch = int(action.p["prev_epoch"]) + 1
            if action.kind == "sys.device" and new.vd == "a":
                self._enrol(action.p)

    def _enrol(self, p: dict[str, Any]) -> None:
        cert, ch = p["cert"], chain.device_hash(p["cert"])
        if cert["dev"] not in self._ledger.devices:
            device = ServerDevice(cert["dev"], chain.unb64(cert["pk"]), 0, ch, 0, p.get("status", "active"))
            self._ledger.devices[device.id] = device
            self._ledger.starts[device.id] = ch

    def commit(self) -> None:
        self._store.ledgers[self.stream] = self._ledger
