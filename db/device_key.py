"""The device's private keys (设备私钥): a file of the folder that only its owner may read (sync.md §12, fallback)."""

import json
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from db.failures import StoreDamagedError
from db.files import write_durably
from db.signing import SigningKey
from governance.ledger.chain import b64, unb64

NAME = "device.key"


class DeviceKey:
    """Ed25519 key that signs, X25519 seed for packets; made once per incarnation."""

    def __init__(self, seed: bytes, packet_seed: bytes) -> None:
        self._signing = SigningKey(seed)
        self.packet_seed = packet_seed
        self.public = self._signing.public

    @property
    def packet_public(self) -> bytes:
        """The X25519 public key that packets for this device are sealed to (`xk`)."""
        return X25519PrivateKey.from_private_bytes(self.packet_seed).public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The 64-byte signature of a message."""
        return self._signing.sign(message)

    @classmethod
    def make(cls, folder: Path, seed: bytes, packet_seed: bytes) -> "DeviceKey":
        """Write a new key; it is on the disk when this returns."""
        text = json.dumps({"ed25519": b64(seed), "x25519": b64(packet_seed)})
        write_durably(folder / NAME, text.encode(), mode=0o600)
        return cls(seed, packet_seed)

    @classmethod
    def read(cls, folder: Path) -> "DeviceKey":
        """Read the key of the folder."""
        path = folder / NAME
        try:
            fields = json.loads(path.read_text("utf-8"))
            return cls(unb64(fields["ed25519"]), unb64(fields["x25519"]))
        except (OSError, ValueError, KeyError, TypeError) as err:
            raise StoreDamagedError(
                "本机的设备密钥丢失或损坏；已存的工作仍在，请联系县端重新登记本机。", path=str(path)
            ) from err


def random_key(folder: Path) -> DeviceKey:
    """Make a new key from the system's chance."""
    return DeviceKey.make(folder, os.urandom(32), os.urandom(32))
