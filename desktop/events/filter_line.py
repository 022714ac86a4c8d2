"""The line of conditions (条件行): chips that are the whole filter, and buttons that add to it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.events import texts
from desktop.events.conditions import Chip
from desktop.theme import look
from desktop.widgets.buttons import ActionButton, LinkButton
from desktop.widgets.clearing import take_out
from desktop.widgets.filter_chip import FilterChip
from desktop.widgets.flow import FlowLayout

FACET_OF = {  # the list that a chip's words open
    "villages": "place",
    "grids": "place",
    "units": "units",
    "categories": "categories",
    "channels": "channels",
    "states": "states",
    "open_only": "states",
    "urgencies": "urgencies",
    "span": "time",
    "since": "time",
    "unsigned": "flags",
    "proposed": "flags",
    "returned": "flags",
    "late": "flags",
    "pending": "flags",
    "conflicts": "flags",
    "asked": "flags",
    "ends_soon": "flags",
}


class _FacetButton(ActionButton):
    """Opens a list: an arrow at its right end."""

    def _has_menu(self) -> bool:
        return True


class FilterLine(QWidget):
    """`facet_asked` (facet, the widget it opens under); `removed` with a chip's field; `cleared`."""

    facet_asked = Signal(str, object)
    removed = Signal(str)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[str, FilterChip] = {}
        self._shown: tuple[Chip, ...] = ()
        self._facets = [self._facet(key) for key in texts.FACETS]
        box = QWidget()
        self._flow = FlowLayout(box, gap=6, line_gap=5)
        for button in self._facets:
            self._flow.addWidget(button)
        box.setSizePolicy(self._policy())
        self._clear = LinkButton(texts.CLEAR)
        self._clear.clicked.connect(self.cleared)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 12, 8)
        row.setSpacing(10)
        row.addWidget(box, 1)
        row.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(self._policy())

    def _policy(self) -> QSizePolicy:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        return policy

    def _facet(self, key: str) -> ActionButton:
        button = _FacetButton(texts.FACETS[key], small=True)
        button.clicked.connect(lambda: self.facet_asked.emit(key, button))
        return button

    def show_chips(self, chips: Sequence[Chip], *, clearable: bool) -> None:
        """The conditions in force; buttons of facets stand behind them."""
        self._clear.setVisible(clearable)
        if tuple(chips) == self._shown:
            return
        self._shown = tuple(chips)
        wanted = {one.field: one for one in chips}
        gone = [field for field in self._chips if field not in wanted]
        take_out(self._flow, [self._chips.pop(field) for field in gone])
        for one in chips:
            if one.field in self._chips:
                self._chips[one.field].set_value(one.value)
            else:
                self._add(one)
        self._order(wanted)
        self.updateGeometry()

    def _add(self, one: Chip) -> None:
        chip = FilterChip(one.label, one.value)
        chip.removed.connect(lambda: self.removed.emit(one.field))
        facet = FACET_OF.get(one.field)
        if facet is not None:
            chip.opened.connect(lambda: self.facet_asked.emit(facet, chip))
        self._chips[one.field] = chip
        self._flow.addWidget(chip)

    def _order(self, wanted: dict[str, Chip]) -> None:
        """Chips first, in their order, then the buttons."""
        while self._flow.count():
            self._flow.takeAt(0)
        taken = {FACET_OF.get(field) for field in wanted}
        for field in wanted:
            self._flow.addWidget(self._chips[field])
            self._chips[field].show()
        for key, button in zip(texts.FACETS, self._facets, strict=True):
            button.setVisible(key not in taken or key == "flags")
            self._flow.addWidget(button)
        self._flow.invalidate()
        self._flow.activate()

    def facet_widget(self, facet: str) -> QWidget:
        """Where a facet's list opens: its chip, or its button."""
        for field, chip in self._chips.items():
            if FACET_OF.get(field) == facet:
                return chip
        return self._facets[list(texts.FACETS).index(facet)]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line below."""
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, look.colour("line2"))
