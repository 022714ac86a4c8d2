"""What the county gives to read (县端供读): pages with a signed end, and the last point two histories share.

Source: sync.md §7.3, §2.4 (a proof line attests stored bytes), §4 (ancestor), §8. Reads one snapshot, needs no lock.
"""

from collections.abc import Sequence

from msgspec import Struct

from governance.ledger import chain
from sync.county_ports import Head, Row, ServerReads
from sync.messages import AncestorReply
from sync.replies import LINES, Reply, answer, headers, problem
from sync.server import Sign, signed_head
from sync.wire import MAX_PAGE, MAX_PAGE_LINES, Placed, body, end_line, proof_line, pull_line

MAX_POINTS = 64


class Proof(Struct, frozen=True):
    """Own entries wanted as proof lines: device, first and last number."""

    dev: str
    first: int
    last: int

    @property
    def text(self) -> str:
        """As the query has it."""
        return f"{self.dev}:{self.first}-{self.last}"


def read_proof(text: str) -> Proof | None:
    """Read the query's `dev:from-to`; None when it is not so written."""
    dev, _, span = text.partition(":")
    first, _, last = span.partition("-")
    if not dev or not first.isdecimal() or not last.isdecimal():
        return None
    return Proof(dev, int(first), int(last))


def page(
    reads: ServerReads,
    after: int,
    h: bytes,
    limit: int,
    t: int,
    sign: Sign,
    proof: Proof | None = None,
    masked: bool = False,
) -> Reply:
    """The entries after a desk's cursor: 200, 204 when there are none yet, 409 when its history is another.

    `proof` must have been cut to the caller's own device; `masked` leaves the annexes out.
    """
    head = reads.head()
    if reads.hash_at(after) != h:
        return problem("history-diverged", t, head.epoch)
    rows = reads.rows(after, max(1, min(limit, MAX_PAGE_LINES)))
    if not rows:
        return Reply(status=204, headers=headers(t, head.epoch))
    lines: list[bytes] = []
    size = 0
    last = rows[0]
    for row, line in zip(rows, _lines(reads, rows, proof, masked), strict=True):
        size += len(line) + 1
        if lines and size > MAX_PAGE:
            break
        lines.append(line)
        last = row
    end = signed_head(Head(head.epoch, last.seq, last.h, last.st), reads.stream)
    sig = sign(chain.head_message(end.head))
    lines.append(end_line(end, sig, head.seq > last.seq))
    return Reply(status=200, headers=headers(t, head.epoch, LINES), body=body(lines))


def _lines(reads: ServerReads, rows: Sequence[Row], proof: Proof | None, masked: bool) -> list[bytes]:
    """The lines of the rows; the hash of a proof line is made anew from the stored core bytes."""
    made: list[bytes] = []
    previous: bytes | None = None
    for row in rows:
        placed = Placed(row.seq, row.st, row.vd, row.code, row.item)
        if proof is None or row.dev != proof.dev or not proof.first <= row.dseq <= proof.last:
            made.append(pull_line(placed, row.core, None if masked else row.annex, row.sig))
            continue
        if previous is None:
            previous = reads.link(row.dev, row.dseq - 1)
        previous = chain.action_hash(previous or b"", row.core)
        made.append(proof_line(placed, row.dev, row.dseq, previous))
    return made


def ancestor(reads: ServerReads, points: Sequence[tuple[int, str]], t: int) -> Reply:
    """The greatest of a desk's points that lies on this ledger; (0, h_0) does always."""
    head = reads.head()
    for seq, h in sorted(points, reverse=True)[:MAX_POINTS]:
        stored = reads.hash_at(seq)
        if stored is not None and chain.b64(stored) == h:
            return answer(AncestorReply(seq, h, head.epoch), t, head.epoch)
    start = chain.b64(chain.stream_start(reads.stream))
    return answer(AncestorReply(0, start, head.epoch), t, head.epoch)
