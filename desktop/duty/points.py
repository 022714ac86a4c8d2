"""交班要点: the only free text of the sheet; kept as it is typed."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QWidget

from desktop.duty import texts
from desktop.theme import look

KEEP_AFTER_MS = 600
LEAST = 66


class Points(QWidget):
    """A field of some lines; Tab leaves it, `written` comes a moment after typing stops."""

    written = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.editor = _Editor()
        self.editor.setPlaceholderText(texts.POINTS_HINT)
        self.editor.setAccessibleName(texts.SECTIONS["points"])
        self.editor.setTabChangesFocus(True)
        self.editor.setMinimumHeight(look.px(LEAST))
        self.editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # what is left
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 2, 18, 6)
        row.addWidget(self.editor)
        self._keep = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._keep.timeout.connect(lambda: self.written.emit(self.editor.toPlainText()))
        self._loading = False
        self.editor.textChanged.connect(lambda: None if self._loading else self._keep.start())

    def show_text(self, text: str) -> None:
        """What was kept."""
        self._loading = True
        if text != self.editor.toPlainText():
            self.editor.setPlainText(text)
        self._loading = False

    def flush(self) -> str:
        """What stands there now, without waiting."""
        self._keep.stop()
        return self.editor.toPlainText()


class _Editor(QPlainTextEdit):
    """Ctrl+Enter is the page's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() == (
            Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)
