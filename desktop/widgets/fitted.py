"""A drawn part whose height follows its width (随宽定高), in any layout.

Layouts clamp a fixed size policy to the size hint of another width; fixing the height on every change of width is
what holds in all of them.
"""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import look


class Fitted(QWidget):
    """Keeps its height what `height_for` says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def height_for(self, width: int) -> int:
        """How tall it is when so wide (px)."""
        raise NotImplementedError

    def fit(self) -> None:
        """What is shown changed: take the height it needs and paint it."""
        tall = self.height_for(self.width())
        if tall != self.height() or self.minimumHeight() != tall:
            self.setFixedHeight(tall)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look.px(380), self.height_for(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height_for(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()
