"""The outer order (外部工单): its number and its own due, as the paper says them."""

import re
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop import times
from desktop.intake import texts
from desktop.intake.section import Section
from desktop.widgets.field import Field

_WHEN = re.compile(r"^(?:(\d{4})[-./年])?(\d{1,2})[-./月](\d{1,2})日?\s+(\d{1,2})[:：](\d{2})$")


def instant(words: str, year: int) -> int | None:
    """`03-18 17:30` in local time as UTC ms; None when it is no time."""
    found = _WHEN.match(words.strip())
    if found is None:
        return None
    try:
        at = datetime(
            int(found[1] or year),
            int(found[2]),
            int(found[3]),
            int(found[4]),
            int(found[5]),
            tzinfo=times.ZONE,
        )
    except ValueError:
        return None
    return round(at.timestamp() * 1000)


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
        self._due.setText(times.local(due).strftime("%m-%d %H:%M") if due is not None else "")
        self._due_field.set_error("")

    def _tell(self) -> None:
        self.changed.emit(self._number.text(), instant(self._due.text(), self.year))

    def _check(self) -> None:
        words = self._due.text().strip()
        wrong = bool(words) and instant(words, self.year) is None
        self._due_field.set_error(texts.OUTER_WRONG if wrong else "")
