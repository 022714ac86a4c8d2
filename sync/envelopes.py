"""Checking a push before any lock (来件核验): bytes, chain, every signature, annex commitments.

Source: sync.md §7.1, first sentence; §2.1, §2.5, §7.6. Pure, so that the county can run it in a worker: what it needs
of the ledger, the hash before the first line, never changes once it is there. A bad line ends the batch at its
index; the good ones before it are entered (I12: this is the only way a line is refused without an entry).
"""

from collections.abc import Callable
from typing import Any

from msgspec import UNSET, Struct

from db.signing import verify
from governance.ledger import chain
from governance.ledger.action import MAX_CORE, Action, read_core
from governance.ledger.canonical import NotCanonicalError, parse
from sync.county_ports import ServerDevice
from sync.replies import Reply, problem
from sync.wire import (
    MAX_ANNEX,
    MAX_LINES,
    MAX_PUSH,
    MAX_ROWS_ANNEX,
    PushLine,
    WireError,
    cut_push,
    split_lines,
)


class Checked(Struct, frozen=True):
    """A line whose bytes, hash and signature are good."""

    action: Action
    core: bytes
    annex: bytes | None
    ah: bytes
    sig: bytes


class Bad(Struct, frozen=True):
    """The first line that can't be taken."""

    index: int
    why: str


class Batch(Struct, frozen=True):
    """A checked push: one device's contiguous run in one stream."""

    stream: str
    dev: str
    first: int  # dseq of the first line
    lines: tuple[Checked, ...] = ()
    bad: Bad | None = None
    unlinked: bool = False  # the ledger has no action before the first: a gap


class _BadLineError(Exception):
    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def prepare(
    body: bytes, stream: str, device: ServerDevice, link: Callable[[int], bytes | None], t: int
) -> Batch | Reply:
    """Check a push body of a session's device; a Reply when it can't be read as lines at all.

    `link(dseq)` gives the device's `ah` at that number, `ch` at 0, None when the ledger has none; asked once.
    """
    if len(body) > MAX_PUSH:
        return problem("too-large", t, limit=MAX_PUSH)
    try:
        lines = split_lines(body, MAX_LINES)
    except WireError as err:
        if err.why == "too-many-lines":
            return problem("too-large", t, limit=MAX_LINES)
        return problem("bad-request", t, why=err.why)
    try:
        first = _opened(lines[0], stream, device)[1].dseq
    except _BadLineError as err:
        return Batch(stream, device.id, 0, (), Bad(0, err.why))
    before = link(first - 1)
    if before is None:
        return Batch(stream, device.id, first, unlinked=True)
    good: list[Checked] = []
    for index, line in enumerate(lines):
        try:
            checked = _checked(line, stream, device, first + index, before)
        except _BadLineError as err:
            return Batch(stream, device.id, first, tuple(good), Bad(index, err.why))
        good.append(checked)
        before = checked.ah
    return Batch(stream, device.id, first, tuple(good))


def _opened(line: bytes, stream: str, device: ServerDevice) -> tuple[PushLine, Action]:
    """Cut and read a line, and see that it is this device's and may be."""
    try:
        cut = cut_push(line)
    except WireError as err:
        raise _BadLineError(err.why) from err
    if len(cut.core) > MAX_CORE:
        raise _BadLineError("core-too-large")
    try:
        action = read_core(cut.core)
    except NotCanonicalError as err:
        raise _BadLineError("not-canonical") from err
    if action.stream != stream:
        raise _BadLineError("other-stream")
    if action.dev != device.id:
        raise _BadLineError("other-device")
    if action.dseq < 1:
        raise _BadLineError("bad-dseq")
    if not device.server and (action.via is not UNSET or action.kind.startswith("sys.")):
        raise _BadLineError("county-only")
    return cut, action


def _checked(line: bytes, stream: str, device: ServerDevice, dseq: int, before: bytes) -> Checked:
    cut, action = _opened(line, stream, device)
    if action.dseq != dseq:
        raise _BadLineError("not-contiguous")
    _check_annex(cut.annex, action)
    ah = chain.action_hash(before, cut.core)
    if not verify(device.pk, cut.sig, chain.signed_action(ah)):
        raise _BadLineError("signature")
    return Checked(action, cut.core, cut.annex, ah, cut.sig)


def _check_annex(annex: bytes | None, action: Action) -> None:
    """The annex must be what `p.px` commits to; it may be missing where it was erased (§2.5)."""
    if annex is None:
        return
    if len(annex) > (MAX_ROWS_ANNEX if action.kind == "archive.put" else MAX_ANNEX):
        raise _BadLineError("annex-too-large")
    try:
        value = parse(annex)
    except NotCanonicalError as err:
        raise _BadLineError("annex-not-canonical") from err
    if not isinstance(value, dict) or _has_key_a(value):
        raise _BadLineError("annex-shape")
    if action.p.get("px") != chain.annex_commitment(value):
        raise _BadLineError("annex-differs")


def _has_key_a(value: Any) -> bool:
    """Whether a key `a` stands anywhere in it: the line could be cut at the wrong place."""
    if isinstance(value, dict):
        return "a" in value or any(map(_has_key_a, value.values()))
    return isinstance(value, list) and any(map(_has_key_a, value))
