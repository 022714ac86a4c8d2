"""Enter on what is pressed (回车即按): buttons of ours and cards answer to Enter as they do to Space."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton


def enter_presses(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press it when the key is Enter alone; whether it was."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers():
        return False
    button.click()
    return True
