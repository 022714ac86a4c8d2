"""Numbers to be signed on login (登录随机数): told apart from anybody else's by a seal, good once and for ten minutes.

They are not stored when given, so one that was given before a restart still holds after it.
"""

import hmac
import threading
from secrets import token_bytes

from governance.ledger.chain import unb64

GOOD_MS = 600_000


class Nonces:
    """Gives and takes them; `secret` is the server's."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._used: dict[bytes, int] = {}
        self._lock = threading.Lock()

    def give(self, now: int) -> bytes:
        """A new one, 32 bytes."""
        body = now.to_bytes(8, "big") + token_bytes(8)
        return body + self._seal(body)

    def take(self, text: str, now: int) -> bytes | None:
        """The one that was given, or None when it is another's, too old or used."""
        try:
            nonce = unb64(text)
        except ValueError:
            return None
        body, seal = nonce[:16], nonce[16:]
        if len(nonce) != 32 or not hmac.compare_digest(seal, self._seal(body)):
            return None
        given = int.from_bytes(body[:8], "big")
        with self._lock:
            if nonce in self._used or not now - GOOD_MS <= given <= now + GOOD_MS:
                return None
            self._used = {used: at for used, at in self._used.items() if at > now - 2 * GOOD_MS}
            self._used[nonce] = now
            return nonce

    def _seal(self, body: bytes) -> bytes:
        return hmac.digest(self._secret, body, "sha256")[:16]
