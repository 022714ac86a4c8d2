"""What kind of event a text is probably about (类目建议), always with its evidence.

Source: rulebook §3.1, §5.3; notes to the intake page. A suggestion changes nothing by itself: a person takes it or not.

Three kinds of evidence, the stronger first: a keyword of the category, an everyday word for it, a two-character piece of its
name. A longer word says more than a shorter one, and a word that fits few categories more than one that fits many;
inside a longer word the shorter one is not counted again. How often a word is repeated says nothing; what the text
opens with says twice as much.
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from governance.catalogue.catalogue import Catalogue, Category

KEYWORD, WORD, NAME = 10, 8, 3  # how much each kind of evidence says
LABELS = {KEYWORD: "关键词", WORD: "常用说法", NAME: "名称含"}
MAX_TEXT = 2_000  # characters read; what a caller means stands before
HEAD, HEAD_WORTH = (
    40,
    2,
)  # what is said first is mostly the matter itself: the subject line, the opening of a call
MAX_REASONS = 4

_CHINESE = re.compile("[\u4e00-\u9fff]+")
_JOINS = re.compile("[与和及或的]")  # no piece of a name reaches across them


class Suggestion(Struct, frozen=True):
    """A likely category of a text (建议小类)."""

    category: Category
    score: int  # only to compare within one text
    reasons: tuple[str, ...]  # 关键词“井盖”, the strongest first


_Evidence = tuple[
    tuple[str, int, int], ...
]  # what one term says: for everything under a code, how much, of what kind


class CategoryIndex:
    """The terms of a catalogue, turned around once: from the term to the categories that it speaks for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._categories = catalogue.categories
        self._under: dict[str, list[str]] = defaultdict(list)
        for code in catalogue.categories:
            for width in (2, 4, 6):
                self._under[code[:width]].append(code)
        self._percent = self._percents(catalogue)
        self._terms = self._weighted(catalogue)
        lengths: dict[str, set[int]] = defaultdict(set)
        for term in self._terms:
            lengths[term[0]].add(len(term))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def suggest(self, text: str, limit: int = 5) -> list[Suggestion]:
        """The likeliest categories of the text, best first, equal ones by code; empty if nothing speaks for any."""
        scores: dict[str, int] = defaultdict(int)
        why: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for term, at in self._found(_plain(text)).items():
            worth = HEAD_WORTH if at < HEAD else 1
            for code, weight, kind in self._terms[term]:
                reason = (-weight * worth, f"{LABELS[kind]}“{term}”")
                for category in self._under[code]:
                    scores[category] += weight * worth
                    why[category].append(reason)
        ranked = sorted((-score * self._percent[code], code) for code, score in scores.items())
        return [
            Suggestion(
                self._categories[code],
                -score // 100,
                tuple(reason for _, reason in sorted(why[code])[:MAX_REASONS]),
            )
            for score, code in ranked[:limit]
        ]

    def _found(self, text: str) -> dict[str, int]:
        """The terms of the text and where each first stands; those inside a longer one are left out."""
        found: dict[str, int] = {}
        end = 0
        for start, first in enumerate(text):
            for length in self._lengths.get(first, ()):
                if start + length <= end:
                    break
                if (term := text[start : start + length]) in self._terms:
                    found.setdefault(term, start)
                    end = start + length
                    break
        return found

    def _percents(self, catalogue: Catalogue) -> dict[str, int]:
        percents = dict.fromkeys(catalogue.categories, 100)
        for words in catalogue.words:
            for code in self._under.get(words.code, ()):
                percents[code] = percents[code] * words.weight // 100
        return percents

    def _weighted(self, catalogue: Catalogue) -> dict[str, _Evidence]:
        kinds: dict[str, dict[str, int]] = defaultdict(dict)
        for term, code, kind in _spoken_for(catalogue):
            kinds[term][code] = max(kind, kinds[term].get(code, 0))
        return {term: self._evidence(term, codes) for term, codes in kinds.items()}

    def _evidence(self, term: str, codes: dict[str, int]) -> _Evidence:
        covered = {category for code in codes for category in self._under[code]}
        rarity = math.log(len(self._categories) / len(covered)) if covered else 0.0
        # Whole numbers, so that every machine ranks alike.
        return tuple((code, round(kind * len(term) * rarity), kind) for code, kind in sorted(codes.items()))


def suggest_category(text: str, catalogue: Catalogue, limit: int = 5) -> list[Suggestion]:
    """The likeliest categories of the text by this catalogue, best first."""
    return _index(catalogue).suggest(text, limit)


def pieces(name: str) -> set[str]:
    """The two-character pieces of a Chinese text: 井盖缺失 → 井盖, 盖缺, 缺失."""
    return {run[at : at + 2] for run in _CHINESE.findall(name) for at in range(len(run) - 1)}


@lru_cache(maxsize=8)
def _index(catalogue: Catalogue) -> CategoryIndex:
    return CategoryIndex(catalogue)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:MAX_TEXT]).upper()


def _spoken_for(catalogue: Catalogue) -> Iterator[tuple[str, str, int]]:
    """Every (term, code, kind of evidence) of the catalogue."""
    for category in catalogue.categories.values():
        for keyword in category.keywords:
            yield _plain(keyword), category.code, KEYWORD
        for piece in pieces(_JOINS.sub(" ", category.minor)):
            yield piece, category.code, NAME
        for piece in pieces(_JOINS.sub(" ", category.major)):
            yield piece, category.major_code, NAME
    for words in catalogue.words:
        for word in words.words:
            yield _plain(word), words.code, WORD
