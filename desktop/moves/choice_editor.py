"""A few choices (选项): digits choose, arrows move, Enter goes on."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.moves.form import Choice, Entry
from desktop.widgets.choices import ChoiceCard
from desktop.widgets.segmented import Segmented

LONGEST_ROW = 19  # characters that a joined row of choices holds at 380 px
LONGEST_HALF = 9  # characters of a card at half the width


class ChoiceEditor(QWidget):
    """`changed` when a person chose, `entered` when the form goes on."""

    changed = Signal()
    entered = Signal()

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._choices = entry.choices
        self._value = ""
        self._row: Segmented | None = None
        self._cards: list[ChoiceCard] = []
        self._build()
        self.set_value(entry.value if isinstance(entry.value, str) else "")

    def _build(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        if _is_short(self._choices):
            labels = [(one.key, f"{n} {one.label}") for n, one in enumerate(self._choices, 1)]
            self._row = Segmented(labels, self, stretch=True)
            self._row.changed.connect(self._chose)
            self._row.installEventFilter(self)
            rows.addWidget(self._row)
            self.setFocusProxy(self._row)
            return
        grid = QGridLayout()
        grid.setSpacing(6)
        columns = 1 if any(len(one.label) > LONGEST_HALF for one in self._choices) else 2
        for n, one in enumerate(self._choices):
            card = ChoiceCard(one.label, one.note, str(n + 1) if n < 9 else "", parent=self)
            card.clicked.connect(lambda checked=False, key=one.key: self._chose(key))
            card.installEventFilter(self)
            self._cards.append(card)
            grid.addWidget(card, n // columns, n % columns)
        rows.addLayout(grid)
        if self._cards:
            self.setFocusProxy(self._cards[0])

    @property
    def value(self) -> str:
        """The key chosen, or ""."""
        return self._value

    def set_value(self, key: str) -> None:
        """Show a choice."""
        self._value = key
        if self._row is not None:
            self._row.set_value(key)
        for one, card in zip(self._choices, self._cards, strict=False):
            card.set_chosen(one.key == key and any(c.key == key for c in self._choices))

    def choose(self, number: int) -> bool:
        """Choose the nth as a person does; False if there is none."""
        if not 1 <= number <= len(self._choices):
            return False
        self._chose(self._choices[number - 1].key)
        return True

    def _chose(self, key: str) -> None:
        self.set_value(key)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Digits choose and go on; Enter on a row of choices goes on."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.modifiers():
            return super().eventFilter(watched, event)
        if event.text().isdecimal() and self.choose(int(event.text())):
            self.entered.emit()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (self._row is not None or self._value):
            if isinstance(watched, ChoiceCard) and not watched.chosen:
                watched.click()
            self.entered.emit()
            return True
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self._cards:
            at = self._cards.index(watched) if isinstance(watched, ChoiceCard) else 0
            self._cards[max(0, min(at + step, len(self._cards) - 1))].setFocus()
            return True
        return super().eventFilter(watched, event)


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


def _is_short(choices: Sequence[Choice]) -> bool:
    words = sum(len(one.label) + 2 for one in choices)
    return len(choices) <= 5 and words <= LONGEST_ROW + 2 * len(choices) and not any(c.note for c in choices)
