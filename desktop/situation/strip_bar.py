"""The figures strip under the page (数字条): every number is a button that opens its cases."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.situation.figures import FigureFace
from desktop.theme import look
from desktop.widgets.box import paint_box
from desktop.widgets.figure import Figure

TALL, LOW = 64, 46  # two lines, one line (ui.md §2)


class StripBar(QWidget):
    """One row of figures, parted by hair lines; each takes room by what it says."""

    opened = Signal(str)  # name of the figure

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(1, 1, 1, 1)
        self._row.setSpacing(1)
        self._figures: dict[str, Figure] = {}
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Two lines, or one on a small screen."""
        self.setFixedHeight(look.px(LOW if compact else TALL))

    def show_figures(self, faces: Sequence[FigureFace]) -> None:
        """Show the figures; their places are made with the first reading."""
        changed = False
        for face in faces:
            if face.name not in self._figures:
                self._add(face)
            changed |= self._figures[face.name].set(face.value, face.note, face.token, face.sign)
        if changed:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the labels in brief where there is no room for them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        figures = self._figures.values()
        brief = sum(one.least + 1 for one in figures) > self.width()
        for place, one in enumerate(figures):
            one.set_brief(brief)
            width = (one.minimumSizeHint() if brief else one.sizeHint()).width()
            if self._row.stretch(place) != width:
                self._row.setStretch(place, width)

    def _add(self, face: FigureFace) -> None:
        figure = Figure(face.label, face.brief)
        figure.opened.connect(lambda name=face.name: self.opened.emit(name))
        self._figures[face.name] = figure
        self._row.addWidget(figure, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the panel and the lines between the figures."""
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()))
        painter.setPen(look.colour("line2"))
        for figure in list(self._figures.values())[1:]:
            painter.drawLine(figure.x() - 1, 1, figure.x() - 1, self.height() - 2)
