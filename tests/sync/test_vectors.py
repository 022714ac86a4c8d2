"""The byte vectors of lines, pages and packets (sync.md §2.6), read from the document."""

import re
import struct
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import nacl.bindings
import pytest

from db.signing import SigningKey
from governance.ledger import chain
from sync import packet, wire

DEVICE = SigningKey(bytes(range(0x00, 0x20)))
SERVER = SigningKey(bytes(range(0x20, 0x40)))
SERVER_X = bytes(range(0x60, 0x80))
EPHEMERAL = bytes(range(0x80, 0xA0))


@pytest.fixture(scope="module")
def vectors(shared: Path) -> dict[str, str]:
    text = (shared / "design" / "sync.md").read_text(encoding="utf-8")
    block = text.split("### 2.6", 1)[1].split("```", 2)[1]
    found = dict(line.split(" = ", 1) for line in block.splitlines() if " = " in line)
    return found | {m[1]: m[2] for m in re.finditer(r"^(\w+_len) = (\d+ sha256 \w+)$", block, re.M)}


def json(text: str) -> Any:
    return msgspec.json.decode(text)


def printed(data: bytes) -> str:
    return f"{len(data)} sha256 {sha256(data).hexdigest()}"


def annex(vectors: dict[str, str]) -> bytes:
    return vectors["annex"].encode()


def push_line(vectors: dict[str, str], name: str) -> bytes:
    private = annex(vectors) if name == "A1" else None
    return wire.push_line(vectors[name + "_core"].encode(), private, chain.unb64(vectors[name + "_sig"]))


@pytest.mark.parametrize("name", ["A1", "A2"])
def test_push_lines_stand_as_printed_and_are_cut_again(vectors: dict[str, str], name: str) -> None:
    line = push_line(vectors, name)
    assert printed(line) == vectors[f"push_line_{name}_len"]
    cut = wire.cut_push(line)
    assert cut.core == vectors[name + "_core"].encode()
    assert cut.sig == chain.unb64(vectors[name + "_sig"])
    assert cut.annex == (annex(vectors) if name == "A1" else None)


def test_the_pull_line_stands_as_printed_and_is_cut_again(vectors: dict[str, str]) -> None:
    placed = wire.Placed(2, 1790000061000, "c", "stale-base", vectors["item_A2"])
    sig = chain.unb64(vectors["A2_sig"])
    line = wire.pull_line(placed, vectors["A2_core"].encode(), None, sig)
    assert printed(line) == vectors["pull_line_A2_len"]
    assert wire.cut_pull(line) == wire.PullLine(placed, sig, None, vectors["A2_core"].encode())


def test_the_end_line_holds_the_signed_head(vectors: dict[str, str]) -> None:
    end = msgspec.json.decode(vectors["head"], type=wire.End)
    line = wire.end_line(end, chain.unb64(vectors["head_sig"]), more=False)
    assert line == f'{{"end":{vectors["head"]},"sig":"{vectors["head_sig"]}","more":false}}'.encode()
    assert wire.cut_pull(line) == wire.EndLine(end, chain.unb64(vectors["head_sig"]), more=False)


def test_the_packet_stands_as_printed(vectors: dict[str, str]) -> None:
    plain = wire.body([push_line(vectors, "A1"), push_line(vectors, "A2")])
    header = msgspec.json.decode(vectors["usb_hdr"], type=packet.Header)
    receiver = nacl.bindings.crypto_scalarmult_base(SERVER_X)
    made = packet.seal(header, plain, EPHEMERAL, receiver, DEVICE.sign)
    assert printed(made) == vectors["usb_len"]
    assert chain.b64(made[-64:]) == vectors["usb_sig"]
    assert packet.file_code(made) == vectors["usb_code"]
    assert packet.opened(made, SERVER_X, DEVICE.public, "2026a") == (header, plain)


def test_the_packets_key_and_segment_agree_with_the_second_library(vectors: dict[str, str]) -> None:
    header = vectors["usb_hdr"].encode()
    epk = chain.unb64(json(vectors["usb_hdr"])["epk"])
    assert packet.key_of(SERVER_X, epk, header).hex() == vectors["usb_key"]
    shared = nacl.bindings.crypto_scalarmult(SERVER_X, epk)
    assert (
        nacl.bindings.crypto_scalarmult(EPHEMERAL, nacl.bindings.crypto_scalarmult_base(SERVER_X)) == shared
    )
    plain = wire.body([push_line(vectors, "A1"), push_line(vectors, "A2")])
    receiver = nacl.bindings.crypto_scalarmult_base(SERVER_X)
    made = packet.seal(
        msgspec.json.decode(header, type=packet.Header), plain, EPHEMERAL, receiver, DEVICE.sign
    )
    at = 12 + len(header)
    (size,) = struct.unpack_from(">I", made, at)
    nonce = struct.pack(">IQ", 0x80000000, 0)
    segment = made[at + 4 : at + 4 + size]
    key = bytes.fromhex(vectors["usb_key"])
    opened = nacl.bindings.crypto_aead_chacha20poly1305_ietf_decrypt(segment, header, nonce, key)
    assert opened == plain


def test_the_mirrors_frame_stands_as_printed(vectors: dict[str, str]) -> None:
    assert packet.mirror_frame(push_line(vectors, "A1")).hex() == vectors["mirror_frame"]
