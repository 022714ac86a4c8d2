"""One of the ways out of a conflict (处置办法): a button and what follows from it."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.conflicts.faces import Choice
from desktop.theme import look
from desktop.widgets.buttons import ActionButton
from desktop.widgets.words import Words


class Way(QWidget):
    """One of the three ways out: a button and what follows."""

    taken = Signal(str)

    def __init__(self, choice: Choice, key_cap: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 14, 22, 12)
        column.setSpacing(8)
        self.button = ActionButton(choice.name, key_cap=key_cap)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.setAutoDefault(False)
        self.button.setEnabled(choice.allowed)
        self.button.set_reason(choice.note)
        self.button.clicked.connect(lambda: self.taken.emit(choice.key))
        column.addWidget(self.button)
        column.addWidget(Words(choice.says, look.SECOND, "ink", wrap=True))
        column.addWidget(Words(choice.note, look.SECOND, "ink2" if choice.allowed else "red", wrap=True))
        column.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(220), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.heightForWidth(event.size().width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("head"))
        painter.setPen(look.colour("line"))
        box = QRectF(self.rect())
        painter.drawLine(box.topLeft(), box.topRight())
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
