"""Which banner stands under the top bar (横幅): at most one, the highest wins, the others are counted. Free of Qt."""

from msgspec import Struct

RED, AMBER = "red", "amber"
_RANK = {RED: 0, AMBER: 1}


class Shown(Struct, frozen=True):
    """The banner to show, and how many wait behind it."""

    key: str
    sentence: str
    level: str
    others: tuple[str, ...]


class Banners:
    """Every reason for a banner, by its key."""

    def __init__(self) -> None:
        self._raised: dict[str, tuple[str, str]] = {}

    def raise_(self, key: str, sentence: str, level: str = AMBER) -> None:
        """Raise a banner, change its words, or take it away with an empty sentence."""
        if not sentence:
            self._raised.pop(key, None)
        else:
            self._raised[key] = (sentence, level)

    @property
    def shown(self) -> Shown | None:
        """Red before amber, the earlier raised first; None while nothing is the matter."""
        order = sorted(self._raised.items(), key=lambda one: _RANK.get(one[1][1], 1))
        if not order:
            return None
        (key, (sentence, level)), *rest = order
        return Shown(key, sentence, level, tuple(said for _, (said, _) in rest))
