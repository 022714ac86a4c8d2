"""Mutants (变异体): a part that breaks one rule on purpose; a simulation that lets it live is blind.

Source: sync-tests.md §4. Each stands in the place of a real part of the world, nothing is patched.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from governance.ledger import chain
from governance.ledger.action import core_bytes, read_trusted
from sync.desk_ports import PageEntry, Pending, PushMark
from tests.sync.simulation.memory_desk import DeskMemory, Own


class ReplyDelivers(DeskMemory):
    """M1: a push reply marks delivered."""

    def mark(self, stream: str, epoch: int, marks: Sequence[PushMark]) -> None:
        super().mark(stream, epoch, marks)
        rows = (replace(row, state="D5") if row.state == "D4" else row for row in self.outbox[stream])
        self._commit_own(stream, tuple(rows))


class HashIgnored(DeskMemory):
    """M2: delivered without comparing `ah`."""

    def _same(self, row: Own, entry: PageEntry) -> bool:
        return row.dseq == read_trusted(entry.core).dseq


class SealedAgain(DeskMemory):
    """M11: what was sent and not answered is sent again under a new number."""

    asked: frozenset[tuple[str, int]] = frozenset()

    def pending(self, stream: str, after: int, lines: int, size: int) -> list[Pending]:
        found = super().pending(stream, after, lines, size)
        if lines == 1:
            return found  # only looked at
        again = [row for row in self.outbox[stream] if any(row.dseq == p.dseq for p in found)]
        self.asked, before = self.asked | {(stream, p.dseq) for p in found}, self.asked
        for row in again:
            if (stream, row.dseq) in before:
                self._seal_again(stream, row)
        return super().pending(stream, after, lines, size)

    def _seal_again(self, stream: str, row: Own) -> None:
        _, dseq, previous = self.device(stream)
        core = core_bytes(replace(read_trusted(row.core), dseq=dseq + 1))
        ah = chain.action_hash(previous, core)
        new = Own(row.action_id, dseq + 1, core, row.annex, ah, self.key.sign(chain.signed_action(ah)))
        given_up = tuple(replace(r, state="X") if r.dseq == row.dseq else r for r in self.outbox[stream])
        self._commit_own(stream, (*given_up, new))
