"""Naming a view (视图命名): a field under the button, Enter saves, Esc leaves."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.events import texts
from desktop.theme import look
from desktop.widgets.buttons import ActionButton
from desktop.widgets.field import Field

WIDTH = 300


class NamePopup(QFrame):
    """`named` with a new view's name; `updated` when the chosen view takes the conditions of now."""

    named = Signal(str)
    updated = Signal()

    def __init__(self, parent: QWidget, fault: Callable[[str], str]) -> None:
        """`fault` says why a view can't be called so, or ""."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("pickPopup")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._fault = fault
        self._name = QLineEdit()
        self._name.returnPressed.connect(self._save)
        self._field = Field(texts.NAME_VIEW, self._name)
        self._update = ActionButton("", small=True)
        self._update.clicked.connect(self._take_over)
        save = ActionButton(texts.SAVE_AS, primary=True, small=True, key_cap="Enter")
        save.clicked.connect(self._save)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(save)
        buttons.addWidget(self._update)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(10)
        column.addWidget(self._field)
        column.addLayout(buttons)
        self.setFixedWidth(look.px(WIDTH))

    def ask(self, proposed: str, over: str, at: QWidget) -> None:
        """Open at a button; `over` is the name of a view of one's own that may be updated instead."""
        self._name.setText(proposed)
        self._field.set_error("")
        self._update.setText(texts.SAVE_OVER.format(name=over))
        self._update.updateGeometry()
        self._update.setVisible(bool(over))
        self.adjustSize()
        window = at.window()
        corner = at.mapTo(window, QPoint(0, -self.height() - 4))
        if corner.y() < 0:
            corner = at.mapTo(window, QPoint(0, at.height() + 4))
        self.move(window.mapToGlobal(corner))
        self.show()
        self._name.setFocus(Qt.FocusReason.PopupFocusReason)
        self._name.selectAll()

    def _save(self) -> None:
        fault = self._fault(self._name.text())
        if fault:
            self._field.set_error(fault)
            self.adjustSize()
            return
        self.hide()
        self.named.emit(self._name.text().strip())

    def _take_over(self) -> None:
        self.hide()
        self.updated.emit()
