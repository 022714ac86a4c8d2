"""The outer order (外部工单): its number and its own due, as the paper says them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.intake import texts
from desktop.intake.section import Section
from desktop.moves.moments import dated, written
from desktop.widgets.field import Field


class OuterView(Section):
    """`changed` with the number and the due, or None while that is no time."""

    changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(texts.OUTER_TITLE, texts.OUTER_NOTE_HEAD)
        self.year = 1970
        self._number, self._due = QLineEdit(), QLineEdit()
        self._number.setPlaceholderText(texts.OUTER_NO_HINT)
        self._due.setPlaceholderText(texts.OUTER_DUE_HINT)
        self._due_field = Field(texts.OUTER_DUE, self._due)
        self.rows.addWidget(Field(texts.OUTER_NO, self._number))
        self.rows.addWidget(self._due_field)
        self._number.textEdited.connect(self._tell)
        self._due.textEdited.connect(self._tell)
        self._due.editingFinished.connect(self._check)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops."""
        return (self._number, self._due)

    def show_order(self, number: str, due: int | None) -> None:
        """Show what was written."""
        self._number.setText(number)
        self._due.setText(written(due) if due is not None else "")
        self._due_field.set_error("")

    def _tell(self) -> None:
        self.changed.emit(self._number.text(), dated(self._due.text(), self.year))

    def _check(self) -> None:
        words = self._due.text().strip()
        wrong = bool(words) and dated(words, self.year) is None
        self._due_field.set_error(texts.OUTER_WRONG if wrong else "")
