"""A title out of what was told (标题): the first clause, short enough for a line. Free of Qt."""

import re
from functools import lru_cache

from governance.people.masks import masked_text

MOST = 28
_ENDS = re.compile(r"[。；！？;!?\n]")
_PAUSES = re.compile(r"[，,]")


@lru_cache(maxsize=4096)  # a queue asks again every second
def title(text: str, most: int = MOST) -> str:
    """The first sentence; if that is long, its first clauses that fit; cut with … as the last resort."""
    sentence = _ENDS.split(masked_text(text.strip()), maxsplit=1)[0].strip()
    if len(sentence) <= most:
        return sentence
    kept = ""
    for clause in _PAUSES.split(sentence):
        longer = f"{kept}，{clause}" if kept else clause
        if len(longer) > most:
            break
        kept = longer
    return kept if len(kept) >= 6 else sentence[: most - 1] + "…"


def rest(text: str) -> str:
    """What the title leaves out; the whole text when the title is a cut of its first sentence."""
    told = masked_text(text.strip())
    first = _ENDS.split(told, maxsplit=1)[0].strip()
    if len(first) > MOST:
        return told
    return told[len(first) :].lstrip("。；！？;!? \n")
