"""Where the keys were (焦点归还): remembered before something opens over a page, given back when it closes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class KeptFocus:
    """The widget that had the keys."""

    def __init__(self) -> None:
        self._before: QWidget | None = None

    def remember(self, widget: QWidget | None = None) -> None:
        """This widget, or the one that has them now."""
        self._before = widget or QApplication.focusWidget()

    def give_back(self) -> bool:
        """The keys go back; False when that widget is gone or hidden."""
        before, self._before = self._before, None
        if before is None or not isValid(before) or not before.isVisible() or not before.isEnabled():
            return False
        before.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
