"""What was put on record, under headings: who held what, and what came of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.dossier.heading import Heading
from desktop.dossier.sheet import RecordFace
from desktop.theme.look import SECOND, px
from desktop.widgets.clearing import take_out
from desktop.widgets.words import Words

LABEL = 132  # px at 100 %


class RecordsView(QWidget):
    """Hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self._shown: tuple[RecordFace, ...] = ()
        self._parts: list[QWidget] = []

    def set_records(self, records: Sequence[RecordFace]) -> None:
        """Show these in place of those before."""
        self.setVisible(bool(records))
        if tuple(records) == self._shown:
            return
        self._shown = tuple(records)
        take_out(self._rows, self._parts)
        self._parts = [_Record(one) for one in records]
        for part in self._parts:
            self._rows.addWidget(part)


class _Record(QWidget):
    def __init__(self, face: RecordFace) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, px(LABEL))
        head = Heading(face.title)
        head.set_note(face.note)
        grid.addWidget(head, 0, 0, 1, 2)
        for at, (label, said) in enumerate(face.rows, 1):
            grid.addWidget(Words(label, SECOND, "ink3", wrap=True), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Words(said, SECOND, "ink", wrap=True), at, 1)
