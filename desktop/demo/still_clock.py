"""A clock that stands (静止时钟): pictures and window tests are always taken at the same instant."""

from db.clock import Now


class StillClock:
    """Implements `db.clock.DeskClock`: it says the same until it is moved."""

    def __init__(self, at: int) -> None:
        self._at = at

    def boot_ms(self) -> int:
        return self._at

    def wall_ms(self) -> int:
        return self._at

    def sample(self, server_ms: int, sent_boot_ms: int, received_boot_ms: int) -> None:
        """The county's time teaches a standing clock nothing."""

    def state(self, ms: int) -> None:
        self._at = ms

    def now(self, last_ms: int = 0) -> Now:
        return Now(self._at, self._at, 0)

    def move_to(self, at: int) -> None:
        """Stand at another instant from now on."""
        self._at = at
