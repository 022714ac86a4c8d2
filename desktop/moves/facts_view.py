"""What is read beside the entries of a form (办理依据): label and words, side by side."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.moves.form import Fact
from desktop.theme.look import SECOND
from desktop.widgets.clearing import take_out
from desktop.widgets.words import Words

_TOKENS = {"amber": "amber-d", "red": "red"}


class FactsView(QWidget):
    """Two columns; a fact without a label runs over both."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._words: list[Words] = []

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show these."""
        take_out(self._grid, self._words)
        self._words = []
        for row, fact in enumerate(facts):
            said = Words(fact.text, SECOND, _TOKENS.get(fact.tone, "ink2"), wrap=True)
            self._words.append(said)
            if not fact.label:
                self._grid.addWidget(said, row, 0, 1, 2)
                continue
            label = Words(fact.label, SECOND, "ink3")
            self._words.append(label)
            said.say(fact.text, _TOKENS.get(fact.tone, "ink"))
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(said, row, 1)
        self.setVisible(bool(facts))
