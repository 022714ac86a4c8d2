"""The chains (链): every hash and every message to be signed, as sync.md §2.3 defines them.

Signing itself needs a library and lives in `db.signing`; these functions only say what is signed.
"""

import base64
from binascii import a2b_base64
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from governance.ledger.canonical import canonical

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# a last digit carries no bits beyond the last byte: else two texts would mean the same bytes
_LAST = {2: frozenset("AQgw"), 3: frozenset("AEIMQUYcgkosw048")}
_STANDARD = str.maketrans("-_", "+/")
_FOREIGN = frozenset("+/=")  # ordinary base64 has them
_VD = {"a": 0, "c": 1, "r": 2}
_NO_ITEM = bytes(16)


def b64(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unb64(text: str) -> bytes:
    """Read base64url without padding; raises ValueError on anything that `b64` would not have written."""
    left = len(text) % 4
    if left == 1 or not _FOREIGN.isdisjoint(text) or (left and text[-1] not in _LAST[left]):
        raise ValueError("not base64url")
    return a2b_base64(text.translate(_STANDARD) + "=" * (-len(text) % 4), strict_mode=True)


def uuid_bytes(text: str) -> bytes:
    """The 16 bytes of a UUID in its lower-case text; raises ValueError on anything else."""
    data = bytes.fromhex(text.replace("-", ""))
    if uuid_text(data) != text:
        raise ValueError("not a UUID")
    return data


def uuid_text(data: bytes) -> str:
    """The lower-case text of a UUID's 16 bytes."""
    h = data.hex()
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"


def uuid8(digest: bytes) -> str:
    """A UUIDv8 from the first 16 bytes of a digest."""
    raw = bytearray(digest[:16])
    raw[6] = (raw[6] & 0x0F) | 0x80
    raw[8] = (raw[8] & 0x3F) | 0x80
    return uuid_text(bytes(raw))


def tagged(tag: str, *parts: bytes) -> bytes:
    """SHA-256 over the tag, one zero byte and the parts."""
    digest = sha256(tag.encode("ascii") + b"\0")
    for part in parts:
        digest.update(part)
    return digest.digest()


def message(tag: str, *parts: bytes) -> bytes:
    """The bytes a signature is made over: tag, one zero byte, parts."""
    return tag.encode("ascii") + b"\0" + b"".join(parts)


def device_hash(cert: Mapping[str, Any]) -> bytes:
    """`ch`: the hash of a device certificate, the "previous hash" of its action number 1."""
    return tagged("tcr1:device", canonical(dict(cert)))


def action_hash(previous: bytes, core: bytes) -> bytes:
    """`ah`: device chain over the action core's canonical bytes."""
    return sha256(b"tcr1:action\0" + previous + core).digest()


def signed_action(ah: bytes) -> bytes:
    """What the device's key signs for an action."""
    return b"tcr1:sig\0" + ah


def stream_start(stream: str) -> bytes:
    """`h_0` of a stream."""
    return tagged("tcr1:stream", uuid_bytes(stream), (1).to_bytes(4, "big"))


def entry_hash(
    previous: bytes, seq: int, st: int, vd: str, code: str, item: str | None, ah: bytes, sig: bytes
) -> bytes:
    """`h_q`: stream chain over one entry; `vd` is "a", "c" or "r"."""
    word = code.encode("ascii")
    return sha256(
        b"tcr1:entry\0"
        + previous
        + seq.to_bytes(8, "big")
        + st.to_bytes(8, "big")
        + bytes((_VD[vd], len(word)))
        + word
        + (uuid_bytes(item) if item else _NO_ITEM)
        + ah
        + sig
    ).digest()


def item_id(ah: bytes) -> str:
    """The work item (冲突事项) a conflicting action opens: a UUIDv8 from its hash."""
    return uuid8(tagged("tcr1:item", ah))


def head_message(head: Mapping[str, Any]) -> bytes:
    """What the server's key signs for a stream head {v, stream, epoch, seq, h, st}."""
    return message("tcr1:head", canonical(dict(head)))


def attest_message(attest: Mapping[str, Any]) -> bytes:
    """What a device signs to say "I hold this state"."""
    return message("tcr1:attest", canonical(dict(attest)))


def auth_message(nonce: bytes, device: str) -> bytes:
    """What a device signs to prove its key on login."""
    return message("tcr1:auth", nonce, uuid_bytes(device))


def hello_message(body: bytes) -> bytes:
    """What the server signs over a hello reply (the bytes before compression)."""
    return message("tcr1:hello", body)


def annex_commitment(annex: Mapping[str, Any]) -> str:
    """`px`: what an action core says of its private annex (sync.md §2.5)."""
    return b64(tagged("tcr1:annex", canonical(dict(annex))))


def row_digest(table: str, row_id: str, row: bytes) -> int:
    """One projection row's share of `dig`; `row` is its canonical bytes."""
    return int.from_bytes(tagged("tcr1:row", table.encode(), b"\0", row_id.encode(), b"\0", row), "big")


def digest_sum(rows: Iterable[int]) -> bytes:
    """`dig`: the sum of row digests mod 2^256, 32 bytes."""
    return (sum(rows) % (1 << 256)).to_bytes(32, "big")


def crockford(data: bytes, bits: int) -> str:
    """The first `bits` bits (a multiple of 5) as Crockford base-32 digits."""
    number = int.from_bytes(data, "big") >> (len(data) * 8 - bits)
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(bits - 5, -1, -5))


def receipt_code(ah: bytes) -> str:
    """Eight digits printed on slips and read over the phone (回执码)."""
    return crockford(tagged("tcr1:receipt", ah), 40)
