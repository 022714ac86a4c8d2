"""The USB packet (U盘数据包): push lines or pages carried by hand when the network is out for long.

Source: sync.md §13; frame of the mirror §6.3. Signed by the sender, sealed to the receiver's key; read whole or
refused whole. A stick changes no state: only what is read back from an `in` packet or a pull is 已送达.
"""

import struct
import zlib
from collections.abc import Callable
from hashlib import sha256

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct
from msgspec.structs import replace

from db.signing import verify
from governance.ledger import chain
from governance.ledger.canonical import NotCanonicalError, canonical, parse
from governance.refusal import ReportedError
from sync.compression import UnpackError, pack, unpack

MAGIC = b"TCRPKT1\n"
SEGMENT = 4 * 1024 * 1024  # bytes of plaintext
MAX_SEGMENTS = 512
MAX_PLAIN = 256 * 1024 * 1024  # what is ever held in memory at once
_LAST = 0x80000000
_SIG, _TAG = 64, 16


class PacketError(ReportedError):
    """The file is not a packet for us, or not whole (数据包无效): nothing of it was taken."""


class Header(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a packet says of itself, readable by anybody."""

    after: tuple[int, str]  # (seq, h) of the sender's cursor
    dev: str
    epk: str = ""  # ephemeral X25519 key
    from_: int = msgspec.field(name="from")  # first dseq, or seq
    kid: str  # key of the county it is for, or from
    n: int  # lines
    pkt: str  # packet id
    segs: int = 0
    stream: str
    t: int
    to: int
    type: str  # out, blob, in
    v: int = 1
    z: int = 0  # 1: the plaintext is zstd


def key_of(private: bytes, public: bytes, header: bytes) -> bytes:
    """The packet's key: from one side's private and the other side's public key, and the header's bytes."""
    shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(public))
    info = b"tcr1:usb\0" + sha256(header).digest()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(shared)


def seal(
    header: Header, plain: bytes, ephemeral: bytes, receiver: bytes, sign: Callable[[bytes], bytes]
) -> bytes:
    """Write a packet; `epk` and `segs` of the header are filled in, the plaintext is packed when `z` says so."""
    if header.z:
        plain = pack(plain)
    pieces = [plain[at : at + SEGMENT] for at in range(0, len(plain), SEGMENT)] or [b""]
    if len(pieces) > MAX_SEGMENTS:
        raise PacketError("数据包过大；请分几次导出。", segments=len(pieces))
    epk = X25519PrivateKey.from_private_bytes(ephemeral).public_key().public_bytes_raw()
    head = canonical(msgspec.to_builtins(replace(header, epk=chain.b64(epk), segs=len(pieces))))
    cipher = ChaCha20Poly1305(key_of(ephemeral, receiver, head))
    parts = [MAGIC, struct.pack(">I", len(head)), head]
    for index, piece in enumerate(pieces):
        sealed = cipher.encrypt(_nonce(index, len(pieces)), piece, head)
        parts += [struct.pack(">I", len(sealed)), sealed]
    data = b"".join(parts)
    return data + sign(_signed(data))


def _nonce(index: int, count: int) -> bytes:
    return struct.pack(">IQ", _LAST if index == count - 1 else 0, index)


def _signed(data: bytes) -> bytes:
    return chain.message("tcr1:usbsig", sha256(data).digest())


def read_header(data: bytes) -> Header:
    """Read what a packet says of itself, before anything of it is believed."""
    return _header(data)[0]


def _header(data: bytes) -> tuple[Header, bytes, int]:
    """Header, its bytes, and where the segments begin."""
    if not data.startswith(MAGIC) or len(data) < len(MAGIC) + 4:
        raise PacketError("这不是呼应台的数据包；请选择由本系统导出的文件。")
    (size,) = struct.unpack_from(">I", data, len(MAGIC))
    start = len(MAGIC) + 4
    raw = data[start : start + size]
    try:
        parse(raw)
        header = msgspec.json.decode(raw, type=Header)
    except (NotCanonicalError, msgspec.DecodeError) as err:
        raise PacketError("数据包文件头损坏；请重新导出。") from err
    if header.v != 1 or not 1 <= header.segs <= MAX_SEGMENTS:
        raise PacketError("数据包版本或分段数不符；请升级程序或重新导出。", v=header.v, segs=header.segs)
    return header, raw, start + size


def opened(data: bytes, receiver: bytes, sender: bytes, kid: str) -> tuple[Header, bytes]:
    """Give header and plaintext of a packet that `sender` signed for us; refuses everything else whole.

    `receiver` is our private X25519 key, `kid` the county key that the packet must name.
    """
    header, raw, at = _header(data)
    if header.kid != kid:
        raise PacketError("数据包属于另一个县（区）；请核对U盘。", kid=header.kid)
    if not verify(sender, data[-_SIG:], _signed(data[:-_SIG])):
        raise PacketError("数据包签名不符或文件不完整；请重新导出。")
    try:
        cipher = ChaCha20Poly1305(key_of(receiver, chain.unb64(header.epk), raw))
        plain = b"".join(_segments(data[:-_SIG], at, header.segs, cipher, raw))
        return header, unpack(plain, MAX_PLAIN) if header.z else plain
    except (InvalidTag, UnpackError, ValueError) as err:
        raise PacketError("数据包内容损坏或不是给本机的；请重新导出。") from err


def _segments(data: bytes, at: int, count: int, cipher: ChaCha20Poly1305, aad: bytes) -> list[bytes]:
    pieces = []
    for index in range(count):
        if at + 4 > len(data):
            raise ValueError("truncated")
        (size,) = struct.unpack_from(">I", data, at)
        at += 4 + size
        if size > SEGMENT + _TAG or at > len(data):
            raise ValueError("truncated")
        pieces.append(cipher.decrypt(_nonce(index, count), data[at - size : at], aad))
    if at != len(data):
        raise ValueError("bytes after the last segment")
    return pieces


def file_code(data: bytes) -> str:
    """The eight digits that both sides read out (校验码)."""
    return chain.crockford(sha256(data).digest(), 40)


def mirror_frame(payload: bytes) -> bytes:
    """The header of one frame of the mirror (副本帧头): mark, length, crc."""
    return b"TCRM" + struct.pack(">II", len(payload), zlib.crc32(payload))
