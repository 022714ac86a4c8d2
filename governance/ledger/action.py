"""The action (动作): the one thing that happens; its core is what is hashed, signed and sent (sync.md §2.2)."""

from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from governance.ledger.canonical import NotCanonicalError, canonical

MAX_CORE = 64 * 1024  # bytes; longer text goes into an attachment (sync.md §15)


class Action(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """An action core. Members in canonical order; `via` and `re` are there only when they apply."""

    actor: str  # user UUID
    also: tuple[
        tuple[str, str | None], ...
    ] = ()  # (case, base) of further cases a decision touches, sorted by case
    base: str | None = None  # id of the last decision on the case in the actor's view; None for facts
    case: str | None = None  # case UUID
    cq: int  # clock quality 0, 1, 2 (§9)
    dev: str  # device UUID
    dseq: int  # 1, 2, 3… per (dev, stream)
    hlc: str  # 12 hex digits ms ‖ 4 hex counter
    id: str  # UUIDv7
    kind: str  # "<case type>.<action>"
    p: dict[str, Any]  # payload of that kind
    re: str | UnsetType = UNSET  # b64 of the old `ah`, on a re-issue only
    stream: str  # stream UUID
    t: int  # corrected time, UTC ms
    v: int  # payload schema version
    via: str | UnsetType = UNSET  # "web" exactly when the server's device signs for a web user
    w: int  # raw wall time of the PC, UTC ms


_BUILTINS = msgspec.to_builtins
_DECODE = msgspec.json.Decoder(Action).decode
_ENCODE = msgspec.json.Encoder(order="sorted").encode


def core_bytes(action: Action) -> bytes:
    """Give the canonical bytes of an action core; raises NotCanonicalError when it can't be sealed."""
    core = canonical(_BUILTINS(action))
    if len(core) > MAX_CORE:
        raise NotCanonicalError("core over 64 KiB")
    return core


def read_core(core: bytes) -> Action:
    """Read a core received from elsewhere; refuses (NotCanonicalError) what is not canonical or not an action."""
    if len(core) > MAX_CORE:
        raise NotCanonicalError("core over 64 KiB")
    action = read_trusted(core)
    if core_bytes(action) != core:
        raise NotCanonicalError("not written canonically")
    return action


def read_trusted(core: bytes) -> Action:
    """Read a core whose bytes were checked before (own rows, a page whose chain was verified)."""
    try:
        return _DECODE(core)
    except (msgspec.DecodeError, UnicodeDecodeError) as err:
        raise NotCanonicalError("not an action core") from err
