"""The lines of push and pull (线路格式): built and cut by position, the core's bytes never re-written.

Source: sync.md §2.4, limits §15. Every line is valid JSON, and sliceable without parsing; members stand exactly in
the printed order. A line here has no line end; a body is lines with LF ends.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct

from governance.ledger.canonical import canonical
from governance.ledger.chain import b64, unb64

MAX_LINES = 200  # of a push
MAX_PUSH = 1024 * 1024  # bytes of a push, uncompressed
MAX_ANNEX = 4 * 1024
MAX_ROWS_ANNEX = 64 * 1024  # of archive.put
PAGE_LINES = 2_000
MAX_PAGE_LINES = 5_000
MAX_PAGE = 4 * 1024 * 1024  # bytes of a page, uncompressed

_SIG = slice(6, 92)
_AFTER_SIG = 93
_VERDICTS = frozenset("acr")


class WireError(ValueError):
    """The bytes are not such a line; `why` is the word sent back in a 422."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Placed(Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """What `e` says: where the entry stands, since when, and its verdict."""

    seq: int
    st: int
    vd: str
    code: str
    item: str | None


class PushLine(Struct, frozen=True, gc=False):
    """A signed action on its way to the county."""

    sig: bytes
    annex: bytes | None
    core: bytes


class PullLine(Struct, frozen=True, gc=False):
    """An entry on its way from the county."""

    placed: Placed
    sig: bytes
    annex: bytes | None
    core: bytes


class ProofLine(Struct, frozen=True, gc=False):
    """An own entry without its bytes: the county attests the hash of what it stored."""

    placed: Placed
    dev: str
    dseq: int
    ah: bytes


class End(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a page ends: what the county signs. Member order is the canonical one."""

    epoch: int
    h: str
    seq: int
    st: int
    stream: str
    v: int = 1

    @property
    def head(self) -> dict[str, str | int]:
        """The members that `head_sig` is made over."""
        return msgspec.structs.asdict(self)


class EndLine(Struct, frozen=True):
    """The last line of every page."""

    end: End
    sig: bytes
    more: bool


# ---------------------------------------------------------------- building


def push_line(core: bytes, annex: bytes | None, sig: bytes) -> bytes:
    """A push line."""
    return _signed(sig, b"", core, annex)


def pull_line(placed: Placed, core: bytes, annex: bytes | None, sig: bytes) -> bytes:
    """A pull line; a masked session gets it without its annex."""
    return _signed(sig, b',"e":' + _ENCODE(placed), core, annex)


def _signed(sig: bytes, placed: bytes, core: bytes, annex: bytes | None) -> bytes:
    private = b',"x":' + annex if annex is not None else b""
    return b'{"s":"' + b64(sig).encode("ascii") + b'"' + placed + private + b',"a":' + core + b"}"


def proof_line(placed: Placed, dev: str, dseq: int, ah: bytes) -> bytes:
    """A proof line; `ah` must have been computed from the stored core bytes."""
    return b'{"e":%b,"d":["%b",%d],"k":"%b"}' % (_ENCODE(placed), dev.encode(), dseq, b64(ah).encode())


def end_line(end: End, sig: bytes, more: bool) -> bytes:
    """The end line of a page; `sig` is the county's over `end.head`."""
    word = b"true" if more else b"false"
    return b'{"end":%b,"sig":"%b","more":%b}' % (canonical(end.head), b64(sig).encode("ascii"), word)


def body(lines: Sequence[bytes]) -> bytes:
    """Lines with LF ends."""
    return b"".join(line + b"\n" for line in lines)


# ---------------------------------------------------------------- cutting


def split_lines(data: bytes, most: int) -> list[bytes]:
    """The lines of a body; refuses a missing last LF, empty lines and more than `most`."""
    if not data.endswith(b"\n"):
        raise WireError("no-line-end")
    if data.count(b"\n") > most:
        raise WireError("too-many-lines")
    lines = data[:-1].split(b"\n")
    if not all(lines):
        raise WireError("empty-line")
    return lines


def cut_push(line: bytes) -> PushLine:
    """Cut a push line."""
    annex, core = _cut_core(line, _AFTER_SIG)
    return PushLine(_cut_sig(line), annex, core)


def cut_pull(line: bytes) -> PullLine | ProofLine | EndLine:
    """Cut a line of a page, whichever it is."""
    if line.startswith(b'{"s":"'):
        close = line.find(b"]", _AFTER_SIG)
        if line[_AFTER_SIG : _AFTER_SIG + 6] != b',"e":[' or close < 0:
            raise WireError("no-place")
        annex, core = _cut_core(line, close + 1)
        return PullLine(_placed(line[_AFTER_SIG + 5 : close + 1]), _cut_sig(line), annex, core)
    if line.startswith(b'{"e":['):
        return _cut_proof(line)
    return _cut_end(line)


def _cut_sig(line: bytes) -> bytes:
    if line[:6] != b'{"s":"' or line[92:93] != b'"':
        raise WireError("no-signature")
    return _raw(line[_SIG], 64)


def _cut_core(line: bytes, start: int) -> tuple[bytes | None, bytes]:
    """Annex and core: the first `,"a":{` begins the core, for no annex has a key `a`."""
    at = line.find(b',"a":{', start)
    if at < 0 or line[-2:] != b"}}":
        raise WireError("no-core")
    if at == start:
        return None, line[at + 5 : -1]
    if line[start : start + 5] != b',"x":':
        raise WireError("unknown-member")
    return line[start + 5 : at], line[at + 5 : -1]


def _raw(text: bytes, size: int) -> bytes:
    try:
        raw = unb64(text.decode("ascii"))
    except ValueError as err:
        raise WireError("not-base64") from err
    if len(raw) != size:
        raise WireError("wrong-length")
    return raw


def _placed(text: bytes) -> Placed:
    placed = _read(_PLACED, text)
    if placed.vd not in _VERDICTS or placed.seq < 1 or placed.st < 0 or len(placed.code) > 32:
        raise WireError("bad-place")
    return placed


class _Proof(Struct, frozen=True, forbid_unknown_fields=True):
    e: Placed
    d: tuple[str, int]
    k: str


class _End(Struct, frozen=True, forbid_unknown_fields=True):
    end: End
    sig: str
    more: bool


_ENCODE = msgspec.json.Encoder().encode
_PLACED = msgspec.json.Decoder(Placed)
_PROOF = msgspec.json.Decoder(_Proof)
_END = msgspec.json.Decoder(_End)


_T = TypeVar("_T")


def _read(decoder: msgspec.json.Decoder[_T], text: bytes) -> _T:
    try:
        return decoder.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError) as err:
        raise WireError("not-json") from err


def _cut_proof(line: bytes) -> ProofLine:
    proof = _read(_PROOF, line)
    placed = _placed(_ENCODE(proof.e))
    made = ProofLine(placed, proof.d[0], proof.d[1], _raw(proof.k.encode(), 32))
    if proof_line(made.placed, made.dev, made.dseq, made.ah) != line:
        raise WireError("not-as-printed")
    return made


def _cut_end(line: bytes) -> EndLine:
    read = _read(_END, line)
    made = EndLine(read.end, _raw(read.sig.encode(), 64), read.more)
    if end_line(made.end, made.sig, made.more) != line:
        raise WireError("not-as-printed")
    return made


def cut_page(data: bytes, most: int = MAX_PAGE_LINES) -> tuple[Iterator[PullLine | ProofLine], EndLine]:
    """The entries of a page, cut as they are asked for, and its end line."""
    lines = split_lines(data, most + 1)
    end = cut_pull(lines[-1])
    if not isinstance(end, EndLine):
        raise WireError("no-end")
    return map(_entry, lines[:-1]), end


def _entry(line: bytes) -> PullLine | ProofLine:
    cut = cut_pull(line)
    if isinstance(cut, EndLine):
        raise WireError("end-in-the-middle")
    return cut
