"""A scroll area as high as what it holds, up to what it may take (贴合滚动)."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from desktop.widgets.scrolled import Scrolled


class Fitting(Scrolled):
    """As high as what it holds, up to what the drawer may take; then it scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def follow(self) -> None:
        """The content changed: give it the height it wants at this width, and ask for as much."""
        inner = self.widget()
        layout = inner.layout() if inner is not None else None
        if inner is None or layout is None:
            return
        layout.invalidate()
        inner.setFixedHeight(self._wanted())
        self.updateGeometry()

    def _wanted(self) -> int:
        inner = self.widget()
        layout = inner.layout() if inner is not None else None
        if layout is None:
            return 0
        width = max(1, self.viewport().width())
        return (
            layout.totalHeightForWidth(width)
            if layout.hasHeightForWidth()
            else layout.totalSizeHint().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.follow()

    def sizeHint(self) -> QSize:
        """The height that the content wants at this width."""
        return QSize(super().sizeHint().width(), self._wanted())

    def minimumSizeHint(self) -> QSize:
        """It may be scrolled down to a few lines."""
        return QSize(0, min(self._wanted(), 120))
