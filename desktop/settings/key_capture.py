"""A field that takes the next key pressed (录键)."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from desktop.settings import texts
from desktop.shell.keys import TAKES_ALL

BARE = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


class KeyCapture(QLineEdit):
    """Visible only while it waits; Esc gives up."""

    pressed = Signal(str)  # as the keymap writes it: Ctrl+J

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setProperty(TAKES_ALL, True)
        self.setText(texts.PRESS)
        self.hide()

    def wait(self) -> None:
        """Take the next key."""
        self.show()
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # the key is meant for us, whatever it does elsewhere
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in BARE:
            return
        self.hide()
        if event.key() != Qt.Key.Key_Escape:
            self.pressed.emit(QKeySequence(event.keyCombination()).toString())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide()
