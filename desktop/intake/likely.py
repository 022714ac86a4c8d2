"""What kind of matter the words speak for (建议小类), with the reason of each. Free of Qt."""

import re

from msgspec import Struct

from desktop.intake import texts
from desktop.intake.faces import CategoryFace
from desktop.intake.recognised import Mark, Recognised, marks_of
from desktop.intake.sheet import Sheet
from desktop.limits import limit_words
from governance.catalogue.catalogue import Category
from governance.catalogue.urgencies import URGENCIES
from governance.responsibility.suggestions import Suggestion
from governance.rulebook import Rules

CARDS = 3
CATEGORY = "category"  # kind of a mark
REASONS = 3  # of one card
_QUOTED = re.compile("“(.+?)”")


class Likely(Struct, frozen=True):
    """The 小类 that the words and the place speak for."""

    found: tuple[Suggestion, ...] = ()
    around: frozenset[str] = frozenset()  # 小类 of what was told here within the span

    def ordered(self) -> list[Suggestion]:
        """The likeliest first; one that was told here a short while ago comes before all."""
        return sorted(self.found, key=lambda one: one.category.code not in self.around)

    @property
    def first(self) -> str:
        """The code that is taken while nobody chose, or ""."""
        return next((one.category.code for one in self.ordered()), "")

    def cards(self, rules: Rules, chosen: str) -> list[CategoryFace]:
        """At most three cards; what a person chose is among them."""
        found = [(one.category, self._evidence(one)) for one in self.ordered()]
        if chosen and chosen not in {category.code for category, _ in found}:
            category = rules.catalogue.categories.get(chosen)
            found = ([(category, "")] if category is not None else []) + found[: CARDS - 1]
        return [_face(category, why, chosen) for category, why in found]

    def marks(self, text: str, chosen: str) -> list[Mark]:
        """Where the words stand that speak for the chosen 小类."""
        taken = next((one for one in self.found if one.category.code == chosen), None)
        reasons = taken.reasons if taken is not None else ()
        words = tuple(word for reason in reasons for word in _QUOTED.findall(reason))
        return list(marks_of(words, text, CATEGORY))

    def _evidence(self, one: Suggestion) -> str:
        reasons = "、".join(one.reasons[:REASONS])
        return f"{reasons}；{texts.TOLD_HERE}" if one.category.code in self.around else reasons


def _face(category: Category, why: str, chosen: str) -> CategoryFace:
    limit = texts.LIMIT_OF.format(
        urg=f"{category.urgency} {URGENCIES[category.urgency]}",
        limit=limit_words(category.limit.n, category.limit.cal),
    )
    reason = texts.HIT.format(reasons=why) if why else texts.CHOSEN_BY_HAND
    return CategoryFace(category.code, category.minor, limit, reason, category.code == chosen)


def urgency(read: Recognised, cat: str, rules: Rules) -> str:
    """The graver of what the words and the 小类 say (紧急程度)."""
    category = rules.catalogue.categories.get(cat)
    said = [one for one in (read.urg, category.urgency if category else "") if one]
    return min(said, default="U3")


def urgency_note(read: Recognised, sheet: Sheet) -> str:
    """What the grade rests on; "" when a person set it."""
    if "urg" in sheet.edited:
        return ""
    if read.urg and read.urg == sheet.urg:
        return texts.URGENCY_BY.format(words="、".join(read.danger[:2]))
    return texts.URGENCY_BY_CATEGORY if sheet.cat else ""
