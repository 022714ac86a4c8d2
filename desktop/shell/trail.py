"""Where the operator has been (来路): back and forward between pages and cases, as a browser does. Free of Qt."""

from msgspec import Struct

KEPT = 50


class Stop(Struct, frozen=True):
    """One place of the window: a page, and the case shown there if one was."""

    page: str
    case: str = ""


class Trail:
    """The stops so far; a new one forgets what lay ahead."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._at = -1

    @property
    def here(self) -> Stop | None:
        """The stop the operator is at."""
        return self._stops[self._at] if self._at >= 0 else None

    def reach(self, stop: Stop) -> None:
        """Go to a new place; the same place twice is one stop."""
        if stop == self.here:
            return
        self._stops = [*self._stops[: self._at + 1], stop][-KEPT:]
        self._at = len(self._stops) - 1

    def back(self) -> Stop | None:
        """The place before this one; None at the beginning."""
        if self._at <= 0:
            return None
        self._at -= 1
        return self.here

    def forward(self) -> Stop | None:
        """The place gone back from; None at the end."""
        if self._at + 1 >= len(self._stops):
            return None
        self._at += 1
        return self.here
