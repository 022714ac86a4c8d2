"""What a call can be about (选事项): the list's items that cover the event, and every other by words. Free of Qt.

Source: rulebook §5.3.
"""

from collections.abc import Iterable

from msgspec import Struct

from desktop.calls import texts
from desktop.names import Names
from desktop.shell.initials import Letters, fits, letters
from governance.catalogue.catalogue import Catalogue, Item
from governance.events.event import Event
from governance.responsibility.items import Answer, answer_of_item, who_is_responsible
from governance.responsibility.precedents import Precedent
from governance.rulebook import Rules

MOST = 6  # choices shown at once


class ItemFace(Struct, frozen=True):
    """An item that can be chosen, with its reason."""

    code: str
    name: str
    why: str
    recommended: bool = False


def answers(event: Event | None, day: str, rules: Rules, known: Iterable[Precedent] = ()) -> list[Answer]:
    """Items that cover the event in the list as it is on `day` (YYYY-MM-DD), the likeliest first."""
    category = rules.catalogue.categories.get(event.cat) if event is not None else None
    if event is None or category is None:
        return []
    return who_is_responsible(
        category, event.text, day, rules.catalogue, (*rules.precedents, *known), area=event.place.area
    )


def answer_of(code: str, day: str, offered: Iterable[Answer], catalogue: Catalogue) -> Answer | None:
    """The answer that an item gives: an offered one, or the item by itself; None when it is not in force."""
    found = next((one for one in offered if one.item.code == code), None)
    item = catalogue.item_on(code, day)
    if found is not None or item is None:
        return found
    return answer_of_item(item, catalogue)


def offered_faces(
    offered: Iterable[Answer], event: Event | None, names: Names, rules: Rules
) -> list[ItemFace]:
    """The offered items in words; the first is recommended."""
    category = rules.catalogue.categories.get(event.cat) if event is not None else None
    minor = category.minor if category is not None else ""
    return [_face(one, at == 0, minor, names) for at, one in enumerate(offered)][:MOST]


def _face(answer: Answer, first: bool, minor: str, names: Names) -> ItemFace:
    why = [texts.LED_BY.format(unit=names.unit(answer.lead))]
    if answer.precedent is not None:
        why.append(texts.BY_PRECEDENT)
    agree = answer.reason.rpartition(" ")[2]
    if agree.isdigit():
        why.append(texts.BY_WORDS.format(n=agree))
    why.append(texts.BY_CATEGORY.format(minor=minor))
    return ItemFace(answer.item.code, answer.item.name, " · ".join(why), first)


class ItemIndex:
    """Items found by code, name, department, duty, or the initials of the name. Slow to make: in a worker."""

    def __init__(self, rules: Rules) -> None:
        self._items: list[tuple[Item, str, Letters]] = []
        for item in rules.catalogue.items.values():
            depts = "".join(rules.name_of(dept) for dept in item.county_depts)
            words = f"{item.code}{item.name}{depts}{item.main_duty}{item.area}".casefold()
            self._items.append((item, words, letters(item.name)))

    def find(self, typed: str, day: str, names: Names) -> list[ItemFace]:
        """The items that the words or initials mean, those whose name or code begins so first."""
        words = typed.strip().casefold()
        ranked: list[tuple[int, int, Item]] = []
        for at, (item, said, initials) in enumerate(self._items):
            rank = _rank(words, item, said, initials)
            if rank is not None and item.in_force(day):
                ranked.append((rank, at, item))
        found = [item for _, _, item in sorted(ranked, key=lambda one: one[:2])[:MOST]]
        return [
            ItemFace(
                one.code,
                one.name,
                f"{texts.LED_BY.format(unit=names.unit(one.lead_dept))} · {texts.BY_SEARCH}",
            )
            for one in found
        ]


def _rank(words: str, item: Item, said: str, initials: Letters) -> int | None:
    if not words:
        return None
    name, code = item.name.casefold(), item.code.casefold()
    if code.startswith(words) or code.endswith(words) or name.startswith(words):
        return 0
    if words in name:
        return 1
    if words.isascii() and words.isalpha() and (at := fits(words, initials)) is not None:
        return 2 if at == 0 else 3
    return 4 if words in said else None
