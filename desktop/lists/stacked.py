"""Parts under one another that scroll together (纵列), exchanged as a whole."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.clearing import take_out
from desktop.widgets.scrolled import Scrolled


class Stacked(Scrolled):
    """A scrolling column; `fill` puts other parts in the place of those before."""

    def __init__(self, *fixed: QWidget, gap: int = 8) -> None:
        """`fixed` parts stay above the exchanged ones."""
        super().__init__()
        inner = QWidget()
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(14, 10, 14, 12)
        self._rows.setSpacing(gap)
        for part in fixed:
            self._rows.addWidget(part)
        self._rows.addStretch(1)
        self.hold(inner)
        self._parts: list[QWidget] = []

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What `fill` put in last."""
        return tuple(self._parts)

    def fill(self, parts: Sequence[QWidget]) -> None:
        """Show these below the fixed parts."""
        take_out(self._rows, self._parts)
        self._parts = list(parts)
        for part in self._parts:
            self._rows.insertWidget(self._rows.count() - 1, part)
