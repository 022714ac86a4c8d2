"""物资钥匙: counted by hand, each ticked; the list is a small table that a room may change."""

import csv
from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.duty import texts
from desktop.theme.tokens import RESOURCES
from desktop.widgets.check_line import CheckLine

FILE = RESOURCES / "duty" / "items.csv"
COLUMNS, COLUMNS_NARROW = 3, 2


def item_names() -> tuple[str, ...]:
    """`钥匙 4 把`, in the order of the table."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(texts.ITEM.format(**row) for row in csv.DictReader(file))


class ItemList(QWidget):
    """Tick lines in columns."""

    counted = Signal(str, bool)

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 0, 14, 4)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self.lines = {name: CheckLine(name) for name in names}
        for name, line in self.lines.items():
            line.clicked.connect(lambda on, name=name: self.counted.emit(name, on))
        self.set_columns(COLUMNS)

    def set_columns(self, columns: int) -> None:
        """So many side by side."""
        for line in self.lines.values():
            self._grid.removeWidget(line)
        for place, line in enumerate(self.lines.values()):
            self._grid.addWidget(line, place // columns, place % columns)

    def show_counted(self, names: frozenset[str]) -> None:
        """Which were counted."""
        for name, line in self.lines.items():
            line.setChecked(name in names)
