"""The byte vectors of the exchange (sync.md §2.6), read from the document and checked with two crypto libraries."""

import re
from pathlib import Path
from typing import Any

import msgspec
import nacl.signing
import pytest

from db.signing import SigningKey, verify
from governance.ledger import chain
from governance.ledger.action import core_bytes, read_core
from governance.ledger.canonical import NotCanonicalError, canonical, parse

DEVICE = SigningKey(bytes(range(0x00, 0x20)))
SERVER = SigningKey(bytes(range(0x20, 0x40)))
NONCE = bytes(range(0x40, 0x60))


@pytest.fixture(scope="module")
def vectors(shared: Path) -> dict[str, str]:
    text = (shared / "design" / "sync.md").read_text(encoding="utf-8")
    block = text.split("### 2.6", 1)[1].split("```", 2)[1]
    found = dict(line.split(" = ", 1) for line in block.splitlines() if " = " in line)
    found |= {
        m[1] + "_len": m[2] + " " + m[3]
        for m in re.finditer(r"^(\w+)_len = (\d+) sha256 (\w+)$", block, re.M)
    }
    found["V1"] = re.search(r"V1_len = (\d+) sha256 (\w+)", block)[0]  # type: ignore[index]
    return found


def json(text: str) -> Any:
    return msgspec.json.decode(text)


def size_and_sum(data: bytes) -> str:
    from hashlib import sha256

    return f"{len(data)} {sha256(data).hexdigest()}"


def test_canonical_bytes_of_the_awkward_value(vectors: dict[str, str]) -> None:
    data = bytes.fromhex(vectors["V1_canonical_hex"])
    assert canonical(parse(data)) == data
    assert size_and_sum(data) == vectors["V1_len"].replace(" sha256", "")


def test_certificate_and_annex(vectors: dict[str, str]) -> None:
    assert DEVICE.public.hex() == vectors["pk"]
    assert chain.device_hash(json(vectors["cert"])).hex() == vectors["cert_hash"]
    assert chain.annex_commitment(json(vectors["annex"])) == vectors["px"]


def test_device_chain_and_signatures(vectors: dict[str, str]) -> None:
    previous = bytes.fromhex(vectors["cert_hash"])
    for name in ("A1", "A2"):
        core = vectors[name + "_core"].encode()
        assert core_bytes(read_core(core)) == core
        previous = chain.action_hash(previous, core)
        assert previous.hex() == vectors[name + "_ah"]
        assert_signed(DEVICE, chain.signed_action(previous), vectors[name + "_sig"])
    assert chain.receipt_code(bytes.fromhex(vectors["A1_ah"])) == vectors["receipt_code_A1"]


def assert_signed(key: SigningKey, message: bytes, signature: str) -> None:
    raw = chain.unb64(signature)
    assert key.sign(message) == raw
    assert verify(key.public, raw, message)
    assert not verify(key.public, raw, message + b"x")
    nacl.signing.VerifyKey(key.public).verify(message, raw)  # raises if the second library disagrees


def test_stream_chain_and_item(vectors: dict[str, str]) -> None:
    head = json(vectors["head"])
    h = chain.stream_start(head["stream"])
    assert h.hex() == vectors["h0"]
    a1, a2 = (bytes.fromhex(vectors[n + "_ah"]) for n in ("A1", "A2"))
    s1, s2 = (chain.unb64(vectors[n + "_sig"]) for n in ("A1", "A2"))
    h = chain.entry_hash(h, 1, 1790000061000, "a", "", None, a1, s1)
    assert h.hex() == vectors["h1"]
    item = chain.item_id(a2)
    assert item == vectors["item_A2"]
    h = chain.entry_hash(h, 2, 1790000061000, "c", "stale-base", item, a2, s2)
    assert h.hex() == vectors["h2"]
    assert chain.b64(h) == head["h"]


def test_signed_statements(vectors: dict[str, str]) -> None:
    assert SERVER.public.hex() == vectors["server_pk"]
    assert_signed(SERVER, chain.head_message(json(vectors["head"])), vectors["head_sig"])
    assert_signed(DEVICE, chain.attest_message(json(vectors["attest"])), vectors["attest_sig"])
    device = json(vectors["cert"])["dev"]
    assert_signed(DEVICE, chain.auth_message(NONCE, device), vectors["auth_proof"])


def test_state_digest(vectors: dict[str, str]) -> None:
    a1, cert = json(vectors["A1_core"]), json(vectors["cert"])
    rows = [
        chain.row_digest("case", a1["case"], canonical({"b": a1["id"], "st": "accepted"})),
        chain.row_digest("dev", cert["dev"], canonical({"dseq": 2})),
    ]
    assert chain.digest_sum(rows).hex() == vectors["state_digest_sum"]


@pytest.mark.parametrize(
    "bad",
    [
        b'{"a":1.5}',
        b'{"A":1}',
        b'{"a":9007199254740992}',
        b'"\\ud800"',
        b'"\xed\xa0\x80"',
        b'"\\u0000"',
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b'\xef\xbb\xbf{"a":1}',
        b'"\\/"',
        b'"\\u000a"',
        b'"\\u001F"',
        b"-0",
        b"1e3",
        b"[[[[[[[[[]]]]]]]]]",
        b"NaN",
        b"",
    ],
)
def test_what_is_not_canonical_is_refused(bad: bytes) -> None:
    with pytest.raises(NotCanonicalError):
        parse(bad)


@pytest.mark.parametrize("bad", ["\x00", "\ud800", 1.5, {"A": 1}, {"a" * 33: 1}, 2**53, b"x", {1: 2}])
def test_what_can_not_be_written_is_refused(bad: Any) -> None:
    with pytest.raises(NotCanonicalError):
        canonical({"a": bad} if not isinstance(bad, dict) else bad)
