"""法律条文: what the county entered of the laws an item rests on.

Source: rulebook §5.1 (法律依据: law name, article text entered by the county). A cell holds a line for each article,
`中华人民共和国城乡规划法：第六十四条 未取得…`; a law may have several, or none yet.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

MARK = "："
_LINE = re.compile(r"\s*《?([^：:｜|《》]+?)》?\s*[：:｜|]\s*(\S.*?)\s*")


class Article(Struct, frozen=True, gc=False):
    """One article (条文) of a law."""

    law: str  # as it stands among the item's laws
    text: str


def articles(cell: str) -> tuple[Article, ...]:
    """The articles of a cell; ValueError names the line that is none."""
    found = []
    for line in filter(str.strip, cell.splitlines()):
        parts = _LINE.fullmatch(line)
        if parts is None:
            raise ValueError(line.strip())
        found.append(Article(parts[1], parts[2]))
    return tuple(found)


def cell_of(known: Iterable[Article]) -> str:
    """The cell that says these articles."""
    return "\n".join(f"{one.law}{MARK}{one.text}" for one in known)


def quoted(laws: Sequence[str], known: Sequence[Article]) -> tuple[tuple[str, str], ...]:
    """Each law with its articles, a line each; "" where the county entered none."""
    return tuple((law, "\n".join(one.text for one in known if one.law == law)) for law in laws)
