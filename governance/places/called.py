"""层级与岗位名称: what a county calls the levels of its ground and the posts in a grid.

Source: rulebook §2.1 (level names are config: 一/二/三级网格), §2.3 (post names are config). The setting `grid.names` is
`[["普通网格", "二级网格"], ["网格长", "片长"]]`: the rulebook's word, the county's. The ledger keeps the rulebook's words, so
that a renaming moves nothing; people read the county's, and may write either.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from governance.places.grids import KINDS, POSTS

KEY = "grid.names"
MOST_CHARS = 12
FURTHER_POSTS = ("微网格长", "党员楼道长")  # optional posts (§2.3)
WORDS = frozenset((*KINDS.values(), *POSTS.values(), *FURTHER_POSTS))


class GridNames(Struct, frozen=True):
    """The county's words by the rulebook's."""

    words: Mapping[str, str] = {}

    def said(self, word: str) -> str:
        """What people here call it."""
        return self.words.get(word, word)

    def meant(self, word: str) -> str:
        """The rulebook's word for what somebody wrote."""
        return next((ours for ours, theirs in self.words.items() if theirs == word), word)

    @property
    def posts(self) -> Mapping[str, str]:
        """The posts by their codes."""
        return {code: self.said(name) for code, name in POSTS.items()}


RULEBOOK = GridNames()


def names_of(value: Any) -> GridNames | None:
    """The names that a setting's value says; None when it says none that can be: unknown, empty, or twice the same."""
    try:
        pairs = msgspec.convert(value, list[tuple[str, str]])
    except msgspec.ValidationError:
        return None
    words = dict(pairs)
    said = list(words.values())
    fits = all(one == one.strip() and 0 < len(one) <= MOST_CHARS for one in said)
    kept = WORDS - set(words)  # a word that keeps its meaning can't be another's name
    if (
        not fits
        or len(words) < len(pairs)
        or not set(words) <= WORDS
        or len(set(said)) < len(said)
        or kept & set(said)
    ):
        return None
    return GridNames(words)


def grid_names_in(settings: Mapping[str, Any]) -> GridNames:
    """The names in force."""
    return names_of(settings.get(KEY)) or RULEBOOK
