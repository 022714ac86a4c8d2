"""The bodies of the calls (报文): what the desk asks and the county answers, beside push lines and pages.

Source: sync.md §4, §16. Hashes, nonces, proofs and signatures are base64url text here.
"""

from msgspec import UNSET, Struct, UnsetType

PROTO = (1, 1)  # [lowest, highest] minor of TCR/1 spoken here


class HelloRequest(Struct, frozen=True, kw_only=True):
    """The first word of a desk; may be said without a token and without a right clock."""

    app: str
    proto: tuple[int, int] = PROTO
    nonce: str  # 32 bytes
    dev: str | UnsetType = UNSET
    cursors: tuple[tuple[str, int, int, str, int, str], ...] = ()  # stream, epoch, seq, h, last dseq, its ah


class HelloReply(Struct, frozen=True, kw_only=True):
    """The county's answer; `TCR-Sig` signs its bytes. `devs` and `heads` only with a valid token."""

    t: int  # county time, UTC ms
    nonce: str  # as asked
    anonce: str  # 32 bytes to be signed on login
    proto: int
    kinds: tuple[str, ...]
    kindsh: str
    fold: int
    limits: dict[str, int]
    devs: tuple[tuple[str, int, str, str], ...] = ()  # stream, dseq, ah, status
    heads: tuple[tuple[str, int, int, str], ...] = ()  # stream, epoch, seq, h


class SessionRequest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Login by password, or a silent renewal by the device's proof for a user who gave it ≤ 30 days ago."""

    dev: str
    anonce: str
    proof: str  # device's signature over anonce and dev
    user: str | UnsetType = UNSET
    pw: str | UnsetType = UNSET
    refresh: str | UnsetType = UNSET  # login name of that user


class SessionReply(Struct, frozen=True, kw_only=True):
    """A session of this device (会话)."""

    token: str
    exp: int  # UTC ms
    user: str  # user id
    roles: tuple[str, ...]
    streams: tuple[str, ...]


class PushReply(Struct, frozen=True, kw_only=True):
    """What became of each line: `r` = (dseq, seq, verdict, code, item); the head after it, signed."""

    epoch: int
    r: tuple[tuple[int, int, str, str, str | None], ...]
    head: dict[str, str | int]
    sig: str
    t: int


class AncestorRequest(Struct, frozen=True):
    """Points (seq, h) of the desk's own past, at most 64."""

    points: tuple[tuple[int, str], ...]


class AncestorReply(Struct, frozen=True):
    """The greatest point that both have."""

    seq: int
    h: str
    epoch: int


class Problem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a call was not served (§16): `type` = `urn:tcr:` + name, then what that name needs."""

    type: str
    t: int
    why: str | UnsetType = UNSET
    index: int | UnsetType = UNSET  # bad-envelope: of the line
    r: tuple[tuple[int, int, str, str, str | None], ...] | UnsetType = UNSET  # of the lines before it
    expect: int | UnsetType = UNSET  # dseq-gap: the number that would fit
    dseq: int | UnsetType = UNSET  # device-forked: the number with two hashes
    ah: str | UnsetType = UNSET  # device-forked: the hash the county holds
    limit: int | UnsetType = UNSET  # too-large

    @property
    def name(self) -> str:
        """The name without its prefix."""
        return self.type.removeprefix("urn:tcr:")
