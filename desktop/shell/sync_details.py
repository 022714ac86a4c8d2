"""What stands behind the sync chip (同步详情): the link, the store, the clock in lines; and 登录 when the county asks for it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.shell import texts
from desktop.shell.word_line import WordLine
from desktop.theme import look
from desktop.widgets.buttons import ActionButton
from desktop.widgets.clearing import clear

WIDE = 380


class SyncDetails(QFrame):
    """A popup under the chip; it goes when the operator clicks elsewhere or presses Esc."""

    retry_requested = Signal()
    outbox_requested = Signal()
    login_requested = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._login = ActionButton(texts.LOG_IN, primary=True)
        self._retry = ActionButton(texts.RETRY, key_cap="F5")
        self._outbox = ActionButton(texts.OPEN_OUTBOX, key_cap="Ctrl+B")
        for button, signal in (
            (self._login, self.login_requested),
            (self._retry, self.retry_requested),
            (self._outbox, self.outbox_requested),
        ):
            button.clicked.connect(self.close)
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def show_lines(self, lines: Sequence[tuple[str, str]], *, login: bool) -> None:
        """Say how everything stands."""
        clear(self._grid)
        for row, (label, said) in enumerate(lines):
            self._grid.addWidget(WordLine([(label, look.SECOND, False, "ink3")]), row, 0)
            self._grid.addWidget(WordLine([(said, look.SECOND, False, "ink")]), row, 1)
        self._login.setVisible(login)

    def open_under(self, chip: QWidget) -> None:
        """Stand under the chip, right edges in one line."""
        self.adjustSize()
        self.resize(max(look.px(WIDE), self.width()), self.height())
        corner = chip.mapToGlobal(QPoint(chip.width() - self.width(), chip.height() + 4))
        self.move(corner)
        self.show()
        self._outbox.setFocus()
