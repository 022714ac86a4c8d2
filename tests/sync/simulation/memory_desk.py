"""The desk's store in memory (本机内存库): two files, each changed whole by a commit; a crash loses what was not.

The same port as the store on disk. `commit_hook` is called before and after each commit with the file's name, so
that a world may let the process die there.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from db.signing import SigningKey
from governance.ledger import chain
from governance.ledger.action import Action, core_bytes, read_trusted
from governance.ledger.canonical import canonical
from governance.ledger.entry import Verdict, effective
from sync.desk_ports import Cursor, OwnAction, Page, PageEntry, PeerHead, Pending, PushMark
from sync.wire import push_line
from tests.sync.simulation.memory_fold import Folded, Folding

T = TypeVar("T")


class Own(Struct, frozen=True):
    """A row of the outbox."""

    action_id: str
    dseq: int
    core: bytes
    annex: bytes | None
    ah: bytes
    sig: bytes
    state: str = "D1"
    epoch: int = 0
    seq: int = 0
    why: str = ""


class Town:
    """One stream in town.db."""

    def __init__(self, stream: str, folded: Folded) -> None:
        self.cursor = Cursor(stream, 1, 0, chain.stream_start(stream))
        self.rows: list[PageEntry] = []
        self.effs: list[int] = []
        self.heads: dict[str, PeerHead] = {}
        self.folded = folded

    def clone(self) -> "Town":
        other = Town(self.cursor.stream, self.folded.clone())
        other.cursor, other.rows, other.effs = self.cursor, list(self.rows), list(self.effs)
        other.heads = dict(self.heads)
        return other

    def take(self, entry: PageEntry, epoch: int) -> None:
        """One verified entry: row, peer head, fold, cursor."""
        action = read_trusted(entry.core)
        if action.kind == "sys.device" and entry.vd == "a":
            cert = action.p["cert"]
            start = PeerHead(0, chain.device_hash(cert), 0, chain.unb64(cert["pk"]))
            self.heads.setdefault(cert["dev"], start)
        head = self.heads[action.dev]
        eff = effective(entry.st, head.eff, action.t)
        self.heads[action.dev] = PeerHead(action.dseq, entry.ah, eff, head.pk)
        self.rows.append(entry)
        self.effs.append(eff)
        self.cursor = Cursor(self.cursor.stream, epoch, entry.seq, entry.h)
        self.folded.take(action, Verdict(entry.vd, entry.code, entry.item), eff, (head.eff, entry.st))


class DeskMemory:
    """own.db and town.db of one PC (port DeskStore)."""

    def __init__(self, county: str, town: str, device: str, start: bytes, key: SigningKey) -> None:
        self.county, self.town = county, town
        self.dev, self.start, self.key = device, start, key
        self.outbox: dict[str, tuple[Own, ...]] = {county: (), town: ()}
        self.read: dict[str, Town] = {}
        for stream in (county, town):
            self.read[stream] = self._empty(stream)
        self.commit_hook: Callable[[str], None] = lambda file: None

    def _empty(self, stream: str) -> Town:
        return Town(stream, Folded(stream, None if stream == self.county else self._county_entries))

    def _county_entries(self, after: int, up_to: int) -> Iterable[Folding]:
        held = self.read[self.county]
        if held.cursor.seq < up_to:
            raise AssertionError(f"pin {up_to} beyond the county cursor {held.cursor.seq}")
        for row, eff in zip(held.rows[after:up_to], held.effs[after:up_to], strict=True):
            yield read_trusted(row.core), Verdict(row.vd, row.code, row.item), eff

    def twin(self) -> "DeskMemory":
        """The disk copied to another machine: same key, same numbers."""
        other = DeskMemory(self.county, self.town, self.dev, self.start, self.key)
        other.outbox = dict(self.outbox)
        for stream in (self.county, self.town):
            other.read[stream] = self.read[stream].clone()
        other.read[self.town].folded.county_entries = other._county_entries
        return other

    # ---- saving, as the writer thread does it

    def seal(self, stream: str, action: Action, annex: dict[str, str] | None) -> Own:
        """Give the action its number, seal it, commit: only then is it saved."""
        _, dseq, previous = self.device(stream)
        action = replace(action, dev=self.dev, dseq=dseq + 1, stream=stream)
        core = core_bytes(action)
        ah = chain.action_hash(previous, core)
        sig = self.key.sign(chain.signed_action(ah))
        row = Own(action.id, dseq + 1, core, canonical(annex) if annex else None, ah, sig)
        self._commit_own(stream, (*self.outbox[stream], row))
        return row

    def _commit_own(self, stream: str, rows: tuple[Own, ...]) -> None:
        self.commit_hook("own before")
        self.outbox[stream] = rows
        self.commit_hook("own after")

    def repair(self) -> None:
        """Start-up: an undelivered action that stands in town.db is delivered (§6.1)."""
        for stream in self.outbox:
            self._deliver(stream, self.read[stream].rows)

    def _deliver(self, stream: str, entries: Sequence[PageEntry]) -> list[int]:
        """D5 where number and hash agree (I3)."""
        met = {}
        for entry in entries:
            action = read_trusted(entry.core)
            if action.dev == self.dev:
                met[action.dseq] = entry
        rows, done = list(self.outbox[stream]), []
        for index, row in enumerate(rows):
            entry_met = met.get(row.dseq)
            if entry_met is not None and row.state in ("D1", "D4", "DQ") and self._same(row, entry_met):
                rows[index] = replace(row, state="D5", seq=entry_met.seq)
                done.append(row.dseq)
        if done:
            self._commit_own(stream, tuple(rows))
        return done

    def _same(self, row: Own, entry: PageEntry) -> bool:
        return row.ah == entry.ah

    # ---- port DeskStore

    def streams(self) -> tuple[str, ...]:
        return (self.county, self.town)

    def device(self, stream: str) -> tuple[str, int, bytes]:
        rows = self.outbox[stream]
        return (self.dev, rows[-1].dseq, rows[-1].ah) if rows else (self.dev, 0, self.start)

    def cursor(self, stream: str) -> Cursor:
        return self.read[stream].cursor

    def hash_at(self, stream: str, seq: int) -> bytes | None:
        rows = self.read[stream].rows
        if seq == 0:
            return chain.stream_start(stream)
        return rows[seq - 1].h if seq <= len(rows) else None

    def heads(self, stream: str) -> dict[str, PeerHead]:
        return dict(self.read[stream].heads)

    def pending(self, stream: str, after: int, lines: int, size: int) -> list[Pending]:
        found: list[Pending] = []
        left = size
        for row in self.outbox[stream]:
            if row.dseq <= after or row.state not in ("D1", "D4"):
                continue
            line = push_line(row.core, row.annex, row.sig)
            left -= len(line) + 1
            if found and (left < 0 or len(found) == lines):
                break
            found.append(Pending(row.dseq, line, row.ah))
        return found

    def own(self, stream: str, dseqs: range) -> dict[int, OwnAction]:
        return {
            row.dseq: OwnAction(row.dseq, row.core, row.annex, row.ah, row.sig)
            for row in self.outbox[stream]
            if row.dseq in dseqs
        }

    def mark(self, stream: str, epoch: int, marks: Sequence[PushMark]) -> None:
        told = {mark.dseq: mark for mark in marks}
        rows = (
            replace(row, state="D4", epoch=epoch, seq=told[row.dseq].seq)
            if row.dseq in told and row.state in ("D1", "D4")
            else row
            for row in self.outbox[stream]
        )
        self._commit_own(stream, tuple(rows))

    def hold(self, stream: str, dseq: int, why: str) -> None:
        rows = (replace(r, state="DQ", why=why) if r.dseq == dseq else r for r in self.outbox[stream])
        self._commit_own(stream, tuple(rows))

    def between(self, steps: Iterable[T], /) -> Iterator[T]:
        return iter(steps)

    def apply_page(self, page: Page) -> list[int]:
        new = self.read[page.stream].clone()
        if page.entries and page.entries[0].seq != new.cursor.seq + 1:
            raise ValueError("the page does not begin after the cursor")
        for entry in page.entries:
            new.take(entry, page.epoch)
        self.commit_hook("town before")
        self.read[page.stream] = new
        self.commit_hook("town after")
        return self._deliver(page.stream, page.entries)

    def regress(self, stream: str, to_seq: int) -> None:
        old = self.read[stream]
        new = self._empty(stream)
        for entry in old.rows[:to_seq]:
            new.take(entry, old.cursor.epoch)
        self.commit_hook("town before")
        self.read[stream] = new
        self.commit_hook("town after")
        rows = (
            replace(row, state="D1", seq=0)
            if row.state == "D4" or (row.state == "D5" and row.seq > to_seq)
            else row
            for row in self.outbox[stream]
        )
        self._commit_own(stream, tuple(rows))

    def counts(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for rows in self.outbox.values():
            for row in rows:
                found[row.state] = found.get(row.state, 0) + 1
        return found
