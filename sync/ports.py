"""What the exchange needs of the world (端口): keys, the net, the clock, chance.

Source: sync.md §5 (I26). The cores see these and a store (`desk_ports`, `county_ports`), nothing else; the HTTP adapter
and the simulation implement the very same protocols.
"""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct


class Keys(Protocol):
    """The keys of this installation: one device, the same in both streams."""

    @property
    def device(self) -> str:
        """Device id."""

    @property
    def public(self) -> bytes:
        """Its public key, 32 bytes."""

    def sign(self, message: bytes) -> bytes:
        """Sign with the device's key."""

    def server_keys(self) -> Sequence[bytes]:
        """The county's public keys, old ones too."""


class Request(Struct, frozen=True, kw_only=True):
    """One call to the county, as the core wants it made; the body is uncompressed."""

    id: int
    method: str
    path: str  # from /v1 on, query included
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    wait_s: int = 0  # how long the county may park it


class Answer(Struct, frozen=True, kw_only=True):
    """What came back: whole, uncompressed. `headers` by lower-case name."""

    id: int
    status: int
    headers: dict[str, str]
    body: bytes


class Net(Protocol):
    """The way to the county. Each request ends in one answer, or in a word why there is none (`timeout`, `tls`, …)."""

    def request(self, request: Request) -> None:
        """Start a call; its end comes back as an event."""

    def cancel(self, request_id: int) -> None:
        """Give a call up; nothing of it comes back any more."""


class Clock(Protocol):
    """Time of the PC: `boot_ms` counts sleep and never jumps; `wall_ms` is what the PC believes (§9)."""

    def boot_ms(self) -> int:
        """ms since some start, in this boot."""

    def wall_ms(self) -> int:
        """UTC ms by the PC's own clock."""

    def sample(self, server_ms: int, sent_boot_ms: int, received_boot_ms: int) -> None:
        """Take in one reading of the county's time (TCR-Time) and when the call left and returned."""


class Rng(Protocol):
    """Chance."""

    def u01(self) -> float:
        """Uniform in [0, 1)."""

    def bytes(self, count: int) -> bytes:
        """Random bytes."""
