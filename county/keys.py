"""The county's keys (县端密钥): one file that only its owner may read, kept apart from the ledger (sync.md §2.3, §12).

The server's own key signs heads and hellos; each of its devices has a key of its own, derived from the same secret by
the device's id, so that the one file is all that must be kept.
"""

import json
import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from msgspec import Struct

from county.failures import KeysError
from db.files import write_durably
from db.signing import SigningKey
from governance.ledger.chain import b64, tagged, unb64


class OldKey(Struct, frozen=True):
    """A public key that signed once (旧公钥): kept for ever."""

    kid: str
    pk: bytes


class ServerKeys:
    """The keys in use, and the public ones from before."""

    def __init__(self, kid: str, seed: bytes, packet_seed: bytes, old: tuple[OldKey, ...] = ()) -> None:
        self.kid = kid
        self.old = old
        self._seed = seed
        self._packet_seed = packet_seed
        self._key = SigningKey(seed)
        self._devices: dict[str, SigningKey] = {}

    @property
    def public(self) -> bytes:
        """The server's public key."""
        return self._key.public

    @property
    def packet_public(self) -> bytes:
        """The server's X25519 public key, for packets."""
        key = X25519PrivateKey.from_private_bytes(self._packet_seed).public_key()
        return key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)

    @property
    def known(self) -> tuple[OldKey, ...]:
        """Every public key that heads may be signed with, the present one first."""
        return (OldKey(self.kid, self.public), *self.old)

    def sign(self, message: bytes) -> bytes:
        """Sign as the server: heads, hellos."""
        return self._key.sign(message)

    def device(self, device_id: str) -> SigningKey:
        """The key of one of the server's own devices."""
        key = self._devices.get(device_id)
        if key is None:
            key = SigningKey(tagged("huying:device", self._seed, device_id.encode()))
            self._devices[device_id] = key
        return key

    def secret(self, use: str) -> bytes:
        """32 bytes that only this server knows, for one use."""
        return tagged("huying:secret", self._seed, use.encode())


def make_keys(path: Path, kid: str) -> ServerKeys:
    """Make new keys and write them; they are on the disk when this returns."""
    seed, packet_seed = os.urandom(32), os.urandom(32)
    kept = {"kid": kid, "ed25519": b64(seed), "x25519": b64(packet_seed), "old": []}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durably(path, json.dumps(kept).encode(), mode=0o600)
    except OSError as err:
        raise KeysError(f"写不了县端密钥文件 {path.name}；请检查文件夹的写入权限。", path=str(path)) from err
    return ServerKeys(kid, seed, packet_seed)


def read_keys(path: Path) -> ServerKeys:
    """Read the keys; raises KeysError when they are missing or spoilt."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        old = tuple(OldKey(o["kid"], unb64(o["pk"])) for o in kept["old"])
        return ServerKeys(kept["kid"], unb64(kept["ed25519"]), unb64(kept["x25519"]), old)
    except FileNotFoundError as err:
        raise KeysError(
            f"缺少县端密钥文件 {path.name}；请把它放回数据库旁边，或用 --keys 指明文件夹。", path=str(path)
        ) from err
    except (OSError, ValueError, KeyError, TypeError) as err:
        raise KeysError(
            f"县端密钥文件 {path.name} 读不出来；请用备份的密钥文件换回。", path=str(path)
        ) from err
