"""What a form has taken in so far (已选): each a chip that can be taken away; nothing is seen of none."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.clearing import clear
from desktop.widgets.filter_chip import FilterChip
from desktop.widgets.flow import FlowLayout


class Chips(QWidget):
    """`dropped` with the key of the chip that was pressed."""

    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self)

    def show_all(self, named: Sequence[tuple[str, str]]) -> None:
        """Show these, (key, name), in their order."""
        clear(self._flow)
        for key, name in named:
            made = FilterChip("", name)
            made.removed.connect(lambda gone=key: self.dropped.emit(gone))
            self._flow.addWidget(made)
        self.setVisible(bool(named))
