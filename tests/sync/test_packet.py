"""The USB packet is read whole or refused whole, with a sentence (sync.md §13); zstd never unpacks beyond its cap."""

import struct

import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from db.signing import SigningKey
from sync import packet
from sync.compression import UnpackError, pack, unpack
from sync.packet import Header, PacketError

DEVICE = SigningKey(bytes(32))
COUNTY, EPHEMERAL = bytes(range(32)), bytes(range(32, 64))
COUNTY_PUBLIC = X25519PrivateKey.from_private_bytes(COUNTY).public_key().public_bytes_raw()


def header(**more: int) -> Header:
    return Header(
        after=(0, "x"), dev="d", from_=1, kid="2026a", n=1, pkt="p", stream="s", t=1, to=1, type="out", z=more.get("z", 0)
    )  # fmt: skip


def made(plain: bytes, **more: int) -> bytes:
    return packet.seal(header(**more), plain, EPHEMERAL, COUNTY_PUBLIC, DEVICE.sign)


@pytest.mark.parametrize("z", [0, 1])
@pytest.mark.parametrize("size", [0, 1, packet.SEGMENT, packet.SEGMENT + 1])
def test_what_was_sealed_is_opened(size: int, z: int) -> None:
    plain = bytes(size)
    found, opened = packet.opened(made(plain, z=z), COUNTY, DEVICE.public, "2026a")
    assert opened == plain
    assert found.segs == (2 if size > packet.SEGMENT and not z else 1)
    assert packet.read_header(made(plain, z=z)) == found


@pytest.mark.parametrize("cut", range(0, 328, 7))
def test_a_packet_cut_anywhere_is_refused(cut: int) -> None:
    data = made(b"lines\n" * 9)
    assert cut < len(data)
    with pytest.raises(PacketError):
        packet.opened(data[:cut], COUNTY, DEVICE.public, "2026a")


def test_a_packet_cut_between_its_segments_is_refused() -> None:
    """Even when the rest is signed again: the last segment says that it is the last."""
    data = made(bytes(packet.SEGMENT + 9))
    (size,) = struct.unpack_from(">I", data, 8)
    first = 12 + size
    (sealed,) = struct.unpack_from(">I", data, first)
    short = data[: first + 4 + sealed]
    again = short + DEVICE.sign(packet._signed(short))
    with pytest.raises(PacketError, match="损坏"):
        packet.opened(again, COUNTY, DEVICE.public, "2026a")


def test_anothers_packet_is_refused_in_words() -> None:
    data = made(b"lines\n")
    with pytest.raises(PacketError, match="另一个县"):
        packet.opened(data, COUNTY, DEVICE.public, "2025z")
    with pytest.raises(PacketError, match="签名"):
        packet.opened(data, COUNTY, SigningKey(bytes(31) + b"1").public, "2026a")
    with pytest.raises(PacketError, match="损坏"):
        packet.opened(data, EPHEMERAL, DEVICE.public, "2026a")
    with pytest.raises(PacketError, match="不是呼应台"):
        packet.read_header(b"PK\x03\x04 something else")


@pytest.mark.parametrize("at", range(12, 300, 11))
def test_no_byte_of_a_packet_can_be_changed(at: int) -> None:
    data = made(b"lines\n" * 9)
    spoilt = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    with pytest.raises(PacketError):
        packet.opened(spoilt, COUNTY, DEVICE.public, "2026a")


# ---------------------------------------------------------------- zstd


def test_what_is_packed_is_unpacked_up_to_the_cap() -> None:
    data = b"abc" * 100_000
    assert unpack(pack(data), len(data)) == data
    with pytest.raises(UnpackError, match="too large"):
        unpack(pack(data), len(data) - 1)
    with pytest.raises(UnpackError, match="cut short"):
        unpack(pack(data)[:-3], len(data))
    with pytest.raises(UnpackError, match="not zstd"):
        unpack(b"rubbish", 100)


def test_a_bomb_and_a_huge_window_are_refused() -> None:
    """M36: also when the frame does not state its size."""
    wide = zstandard.ZstdCompressionParameters.from_level(1, window_log=27)
    for parameters in (zstandard.ZstdCompressionParameters.from_level(1), wide):
        packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
        bomb = packer.compress(bytes(200_000_000)) + packer.flush()
        with pytest.raises(UnpackError):
            unpack(bomb, 1_000_000)
