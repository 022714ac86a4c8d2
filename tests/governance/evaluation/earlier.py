"""A town's calls of the periods before, as a list (a fake of `Earlier`)."""

from collections.abc import Iterable

from governance.calls.call import Call


class EarlierOnes:
    """Calls whose only part was given at the instant of the call; counts how often they were asked for."""

    def __init__(self, calls: Iterable[Call] = ()) -> None:
        self.calls = list(calls)
        self.asked = 0

    def first(self, depts: frozenset[str]) -> int | None:
        return min((call.at for call in self.calls), default=None)

    def within(self, depts: frozenset[str], since: int, to: int) -> list[Call]:
        self.asked += 1
        return [call for call in self.calls if since <= call.at < to]
