"""Cards of which exactly one is chosen (单选卡片): the first to begin with, another by click or arrow key."""

from collections.abc import Iterable

from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.widgets.choices import ChoiceCard
from desktop.widgets.clearing import take_out

GAP = 8


class OneOf(QWidget):
    """A card a name; `place` is the chosen one's."""

    def __init__(self, names: Iterable[str] = (), *, across: bool = False) -> None:
        super().__init__()
        way = QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        self._row = QBoxLayout(way, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self.cards: tuple[ChoiceCard, ...] = ()
        self.set_names(names)

    def set_names(self, names: Iterable[str]) -> None:
        """Offer these in place of those before."""
        take_out(self._row, self.cards)
        self.cards = tuple(ChoiceCard(name, chosen=at == 0) for at, name in enumerate(names))
        for card in self.cards:
            self._row.addWidget(card)
            card.setAutoExclusive(True)

    @property
    def place(self) -> int:
        """The place of the chosen one; -1 without any."""
        return next((at for at, card in enumerate(self.cards) if card.chosen), -1)
