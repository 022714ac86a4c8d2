"""The numbered slip (纸单) that a call was written on while the room had no computer: its number, its time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.intake import texts
from desktop.intake.section import Section
from desktop.moves.moments import dated, written
from desktop.moves.paper_form import number_fault
from desktop.widgets.field import Field


class SlipView(Section):
    """`changed` with the number and the time, or None while that is no time."""

    changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(texts.SLIP_TITLE, texts.SLIP_NOTE)
        self.year, self.unit = 1970, ""
        self._number, self._time = QLineEdit(), QLineEdit()
        self._number.setPlaceholderText(texts.SLIP_HINT)
        self._time.setPlaceholderText(texts.OUTER_DUE_HINT)
        self._number_field = Field(texts.SLIP_NO, self._number)
        self._time_field = Field(texts.SLIP_TIME, self._time)
        self.rows.addWidget(self._number_field)
        self.rows.addWidget(self._time_field)
        self._number.textEdited.connect(self._tell)
        self._time.textEdited.connect(self._tell)
        self._number.editingFinished.connect(self._check)
        self._time.editingFinished.connect(self._check)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops."""
        return (self._number, self._time)

    def show_slip(self, number: str, at: int | None) -> None:
        """Show what was written."""
        self._number.setText(number)
        self._time.setText(written(at) if at is not None else "")
        self._number_field.set_error("")
        self._time_field.set_error("")

    def _tell(self) -> None:
        self.changed.emit(self._number.text(), dated(self._time.text(), self.year))

    def _check(self) -> None:
        number, words = self._number.text().strip(), self._time.text().strip()
        self._number_field.set_error(number_fault(number, self.unit) if number else "")
        wrong = bool(words) and dated(words, self.year) is None
        self._time_field.set_error(texts.OUTER_WRONG if wrong else "")
