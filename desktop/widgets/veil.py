"""A veil over the window (遮罩): what lies under an open card is seen and not taken for what one works on."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QWidget

from desktop.theme import look

SHARE = 0.35  # of the rail's colour


class Veil(QWidget):
    """Covers the window while a dialog is open, and goes with it."""

    def __init__(self, dialog: QDialog, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        dialog.finished.connect(self._go)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the window."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the page through."""
        shade = QColor(look.colour("rail"))
        shade.setAlphaF(SHARE)
        QPainter(self).fillRect(self.rect(), shade)

    def _go(self) -> None:
        self.hide()
        self.deleteLater()
