"""Managing views of one's own (管理自存视图): rename, delete, order; every change counts at once, deleting can be undone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from desktop.events import texts
from desktop.events.saved_views import Views, dropped, name_fault, renamed, shifted
from desktop.theme import look
from desktop.widgets.blank import Blank
from desktop.widgets.buttons import ActionButton
from desktop.widgets.field import Field


class ViewsDialog(QDialog):
    """`changed` with the views as they are now; `deleted` with the name of one that went and the views before."""

    changed = Signal(object)
    deleted = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(texts.MANAGE_TITLE)
        self._views: Views = ()
        self._list = QListWidget()
        self._list.setAccessibleName(texts.MANAGE_TITLE)
        self._list.setSpacing(1)
        self._list.currentRowChanged.connect(lambda _: self._show_name())
        self._name = QLineEdit()
        self._name.returnPressed.connect(self._rename)
        self._field = Field(texts.NAME_VIEW, self._name)
        self._blank = Blank(texts.NO_VIEWS)
        self._rename_button = self._button(texts.RENAME, self._rename)
        self._up = self._button(texts.UP, lambda: self._shift(-1), "arrow-up")
        self._down = self._button(texts.DOWN, lambda: self._shift(1), "arrow-down")
        self._delete = self._button(texts.DELETE, self._drop, "trash-2")
        close = ActionButton(texts.CLOSE, key_cap="Esc")
        close.clicked.connect(self.reject)
        self._lay_out(close)
        self.resize(look.px(420), look.px(380))

    def _button(self, text: str, do: object, icon: str = "") -> ActionButton:
        button = ActionButton(text, small=True, icon=icon)
        button.clicked.connect(do)
        return button

    def _lay_out(self, close: QWidget) -> None:
        naming = QHBoxLayout()
        naming.setSpacing(8)
        naming.addWidget(self._field, 1)
        naming.addWidget(self._rename_button, 0, Qt.AlignmentFlag.AlignBottom)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._up, self._down, self._delete):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 12)
        column.setSpacing(10)
        column.addWidget(self._list, 1)
        column.addWidget(self._blank, 1)
        column.addLayout(naming)
        column.addLayout(buttons)

    def manage(self, views: Views) -> None:
        """Open with these views."""
        self._take(views, 0)
        self.open()

    def showEvent(self, event: QShowEvent) -> None:
        """Work begins in the list."""
        super().showEvent(event)
        self._list.setFocus()

    def _take(self, views: Views, row: int) -> None:
        self._views = views
        self._list.clear()
        self._list.addItems([view.name for view in views])
        self._list.setCurrentRow(min(max(0, row), len(views) - 1))
        some = bool(views)
        self._list.setVisible(some)
        self._blank.setVisible(not some)
        for part in (self._field, self._rename_button, self._up, self._down, self._delete):
            part.setEnabled(some)
        self._show_name()

    def _show_name(self) -> None:
        row = self._list.currentRow()
        self._field.set_error("")
        self._name.setText(self._views[row].name if 0 <= row < len(self._views) else "")
        self._up.setEnabled(row > 0)
        self._down.setEnabled(0 <= row < len(self._views) - 1)

    def _rename(self) -> None:
        row = self._list.currentRow()
        if not 0 <= row < len(self._views):
            return
        key, name = self._views[row].key, self._name.text()
        fault = name_fault(self._views, name, but=key)
        self._field.set_error(fault)
        if not fault:
            self._tell(renamed(self._views, key, name), row)

    def _shift(self, step: int) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._views):
            self._tell(shifted(self._views, self._views[row].key, step), row + step)

    def _drop(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._views):
            before, gone = self._views, self._views[row]
            self._tell(dropped(self._views, gone.key), row)
            self.deleted.emit(gone.name, before)

    def _tell(self, views: Views, row: int) -> None:
        self._take(views, row)
        self.changed.emit(views)
