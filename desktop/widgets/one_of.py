"""Cards of which exactly one is chosen (单选卡片)."""

from collections.abc import Sequence
from functools import partial

from desktop.widgets.choices import ChoiceCard


def one_of(names: Sequence[str]) -> list[ChoiceCard]:
    """A card a name; the first is chosen to begin with, a click chooses another."""
    cards = [ChoiceCard(name, chosen=place == 0) for place, name in enumerate(names)]
    for card in cards:
        card.clicked.connect(partial(_choose, cards, card))
    return cards


def chosen_place(cards: Sequence[ChoiceCard]) -> int:
    """The place of the chosen one; -1 without any."""
    return next((place for place, card in enumerate(cards) if card.chosen), -1)


def _choose(cards: Sequence[ChoiceCard], chosen: ChoiceCard, _: bool = False) -> None:
    for card in cards:
        card.set_chosen(card is chosen)
