"""Checking a page of the ledger (核验一页): nothing of it is kept before all of it fits.

Source: sync.md §7.3. Every `ah` and `h` is recomputed; the end's hash and signature are compared; of each device
one signature is checked, its last in the page, which covers the run through the device's chain. A proof line is
filled with the own bytes before it is hashed, so it counts only when the county stored exactly these bytes (I3).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from msgspec import Struct

from db.signing import verify as signed_by
from governance.ledger import chain
from governance.ledger.action import Action, read_trusted
from governance.ledger.canonical import NotCanonicalError
from sync.desk_ports import Cursor, OwnAction, Page, PageEntry, PeerHead
from sync.wire import End, EndLine, Placed, ProofLine, PullLine, WireError, cut_page

T = TypeVar("T")

FORKED = "other-hash"  # the county holds another action under an own number: a clone, or a restored disk


class Between(Protocol):
    """Steps of long work, each when its turn has come (db.courtesy)."""

    def __call__(self, steps: Iterable[T], /) -> Iterator[T]: ...


class BadPageError(Exception):
    """The page does not prove itself; `why` says in one word what did not fit. The cursor stays."""

    def __init__(self, why: str, seq: int = 0) -> None:
        super().__init__(f"{why} at {seq}")
        self.why = why
        self.seq = seq


class _Link(Struct, gc=False):
    """The running end of one device's chain while a page is read."""

    dseq: int
    ah: bytes
    pk: bytes
    sig: bytes | None = None  # of the last action met in this page


class _Filled(Struct, gc=False):
    """A line with its bytes, own ones put in place of a proof."""

    placed: Placed
    core: bytes
    annex: bytes | None
    sig: bytes
    claimed: bytes | None  # `ah` that the county attests for a proof line


def verified(
    body: bytes,
    cursor: Cursor,
    heads: Mapping[str, PeerHead],
    device: str,
    own: Callable[[range], Mapping[int, OwnAction]],
    server_keys: Sequence[bytes],
    between: Between = iter,
) -> Page:
    """Give the page that the body proves to be the continuation of the cursor; raises BadPageError.

    `device` and `own` are this desk's: whose proof lines may come, and the bytes they stand for. `between` gives the
    lines one after another, each when its turn has come.
    """
    try:
        entries, end = cut_page(body)
        lines = _filled(list(between(entries)), device, own)
    except WireError as err:
        raise BadPageError(err.why) from err
    _check_end(end, cursor, server_keys)
    links = {dev: _Link(head.dseq, head.ah, head.pk) for dev, head in heads.items()}
    h, done = cursor.h, []
    last = 0
    for seq, line in enumerate(between(lines), cursor.seq + 1):
        at = line.placed
        if at.seq != seq:
            raise BadPageError("gap", seq)
        if at.st < last:
            raise BadPageError("time-went-back", seq)
        last = at.st
        action, ah = _chained(line, links, cursor.stream)
        h = chain.entry_hash(h, seq, at.st, at.vd, at.code, at.item, ah, line.sig)
        done.append(
            PageEntry(seq, at.st, at.vd, at.code, at.item, line.core, line.annex, ah, line.sig, h, action)
        )
    if (end.end.seq, end.end.h) != (cursor.seq + len(done), chain.b64(h)) or (done and end.end.st != last):
        raise BadPageError("end-differs", end.end.seq)
    _check_runs(links)
    return Page(cursor.stream, end.end.epoch, tuple(done), end.end.seq, h, end.end.st, end.more)


def _filled(
    lines: list[PullLine | ProofLine], device: str, own: Callable[[range], Mapping[int, OwnAction]]
) -> list[_Filled]:
    numbers = [line.dseq for line in lines if isinstance(line, ProofLine)]
    mine = own(range(min(numbers), max(numbers) + 1)) if numbers else {}
    return [_fill(line, device, mine) for line in lines]


def _fill(line: PullLine | ProofLine, device: str, mine: Mapping[int, OwnAction]) -> _Filled:
    if isinstance(line, PullLine):
        return _Filled(line.placed, line.core, line.annex, line.sig, None)
    found = mine.get(line.dseq)
    if line.dev != device or found is None:
        raise BadPageError("proof-of-another", line.placed.seq)
    if found.ah != line.ah:
        raise BadPageError(FORKED, line.placed.seq)
    return _Filled(line.placed, found.core, found.annex, found.sig, line.ah)


def _check_end(line: EndLine, cursor: Cursor, server_keys: Sequence[bytes]) -> None:
    end: End = line.end
    if end.stream != cursor.stream or end.v != 1:
        raise BadPageError("other-stream", end.seq)
    if end.epoch < cursor.epoch:
        raise BadPageError("old-epoch", end.seq)
    message = chain.head_message(end.head)
    if not any(signed_by(key, line.sig, message) for key in server_keys):
        raise BadPageError("end-signature", end.seq)


def _chained(line: _Filled, links: dict[str, _Link], stream: str) -> tuple[Action, bytes]:
    """Continue the device's chain by this line: its action and `ah`."""
    seq = line.placed.seq
    try:
        action = read_trusted(line.core)
    except NotCanonicalError as err:
        raise BadPageError("no-action", seq) from err
    if action.stream != stream:
        raise BadPageError("other-stream", seq)
    if line.annex is not None and action.p.get("px") != chain.b64(chain.tagged("tcr1:annex", line.annex)):
        raise BadPageError("annex-differs", seq)
    if action.kind == "sys.device" and line.placed.vd == "a":
        _introduce(action, links, seq)
    link = links.get(action.dev)
    if link is None:
        raise BadPageError("unknown-device", seq)
    if action.dseq != link.dseq + 1:
        raise BadPageError("device-gap", seq)
    ah = chain.action_hash(link.ah, line.core)
    if line.claimed not in (None, ah):
        raise BadPageError("proof-differs", seq)
    link.dseq, link.ah, link.sig = action.dseq, ah, line.sig
    return action, ah


def _introduce(action: Action, links: dict[str, _Link], seq: int) -> None:
    """A `sys.device` entry makes a device known: chain from its certificate, key from there."""
    cert: Any = action.p.get("cert")
    if not isinstance(cert, dict):
        return  # a change of status names a device that is known already
    try:
        start = chain.device_hash(cert)
        dev, pk = str(cert["dev"]), chain.unb64(str(cert["pk"]))
    except (NotCanonicalError, KeyError, ValueError) as err:
        raise BadPageError("bad-certificate", seq) from err
    links.setdefault(dev, _Link(0, start, pk))


def _check_runs(links: Mapping[str, _Link]) -> None:
    for link in links.values():
        if link.sig is not None and not signed_by(link.pk, link.sig, chain.signed_action(link.ah)):
            raise BadPageError("action-signature")
