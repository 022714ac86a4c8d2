"""A few choices (选项): digits choose, arrows move, Enter goes on."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.moves.form import Entry
from desktop.theme.look import px
from desktop.widgets.choices import ChoiceCard
from desktop.widgets.segmented import Segmented

MOST_IN_ROW = 5
NARROWEST = 160  # px at 100 %: below, one column is cut rather than the drawer widened
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class ChoiceEditor(QWidget):
    """`changed` when a person chose, `entered` when the form goes on, `reshaped` when another height is needed.

    Where there is room it is one joined row; else cards in two columns, or in one.
    """

    changed = Signal()
    entered = Signal()
    reshaped = Signal()

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._choices = entry.choices
        self._value = ""
        self._columns = -1
        labels = [(one.key, f"{n} {one.label}") for n, one in enumerate(self._choices, 1)]
        self._row = Segmented(labels, self, stretch=True)
        self._row.changed.connect(self._chose)
        self._row.installEventFilter(self)
        self._cards = [self._card(n) for n in range(len(self._choices))]
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._row)
        rows.addLayout(self._grid)
        self._arrange(px(380))
        self.set_value(entry.value if isinstance(entry.value, str) else "")

    def _card(self, n: int) -> ChoiceCard:
        one = self._choices[n]
        card = ChoiceCard(one.label, one.note, str(n + 1) if n < 9 else "", parent=self)
        card.clicked.connect(lambda checked=False, key=one.key: self._chose(key))
        card.installEventFilter(self)
        return card

    # ------------------------------------------------------------ value

    @property
    def value(self) -> str:
        """The key chosen, or ""."""
        return self._value

    def set_value(self, key: str) -> None:
        """Show a choice."""
        self._value = key
        self._row.set_value(key)
        for one, card in zip(self._choices, self._cards, strict=True):
            card.set_chosen(one.key == key)

    def choose(self, number: int) -> bool:
        """Choose the nth as a person does; False if there is none."""
        if not 1 <= number <= len(self._choices):
            return False
        self._chose(self._choices[number - 1].key)
        return True

    def _chose(self, key: str) -> None:
        self.set_value(key)
        self.changed.emit()

    # ------------------------------------------------------------ shape

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any drawer; the height is that of its present shape."""
        return QSize(px(NARROWEST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, perhaps another shape."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self._arrange(event.size().width()):
            self.reshaped.emit()

    def _arrange(self, width: int) -> bool:
        """Take the shape that fits; says whether it is another one."""
        columns = self._fitting(width)
        if columns == self._columns:
            return False
        self._columns = columns
        self._row.setVisible(columns == 0)
        for n, card in enumerate(self._cards):
            self._grid.removeWidget(card)
            card.setVisible(columns > 0)
            if columns:
                self._grid.addWidget(card, n // columns, n % columns)
        self.setFocusProxy(self._row if columns == 0 or not self._cards else self._cards[0])
        return True

    def _fitting(self, width: int) -> int:
        """0 for a joined row, else the number of columns."""
        noted = any(one.note for one in self._choices)
        if len(self._choices) <= MOST_IN_ROW and not noted and self._row.sizeHint().width() <= width:
            return 0
        widest = max((card.sizeHint().width() for card in self._cards), default=0)
        return 2 if 2 * widest + self._grid.horizontalSpacing() <= width else 1

    # ------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Digits choose and go on; Enter chooses the card it stands on and goes on; arrows move."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.modifiers():
            return super().eventFilter(watched, event)
        if event.text().isdecimal() and self.choose(int(event.text())):
            self.entered.emit()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(watched, ChoiceCard) and not watched.chosen:
                watched.click()
            self.entered.emit()
            return True
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and isinstance(watched, ChoiceCard):
            at = self._cards.index(watched) + step
            self._cards[max(0, min(at, len(self._cards) - 1))].setFocus()
            return True
        return super().eventFilter(watched, event)
