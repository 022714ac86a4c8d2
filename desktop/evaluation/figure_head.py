"""The head of the table of figures (表头): titles, those of a group under its name."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.evaluation.sheet import SPARK, Col
from desktop.theme import look
from desktop.theme.look import NOTE, SECOND
from desktop.widgets import lettering
from desktop.widgets.lettering import CENTRE, LEFT, RIGHT, Lettering

PAD = 10


class FigureHead(QHeaderView):
    """Titles, those of a group under its name."""

    def __init__(self, table: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._columns: tuple[Col, ...] = ()
        self.setMinimumSectionSize(24)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_columns(self, columns: tuple[Col, ...]) -> None:
        """Show these heads."""
        self._columns = columns
        self.updateGeometry()
        self.viewport().update()

    @property
    def _grouped(self) -> bool:
        return any(column.group for column in self._columns)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        line = max(look.px(34), lettering.height(SECOND) + 14)
        size.setHeight((line + look.px(24) if self._grouped else line) if self._columns else 0)
        return size

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        whole = self.viewport().rect()
        painter.fillRect(whole, look.colour("head"))
        painter.fillRect(QRect(0, whole.height() - 1, whole.width(), 1), look.colour("line"))
        hand, above = Lettering(painter), look.px(24) if self._grouped else 0
        for at, column in enumerate(self._columns):
            if not self.isSectionHidden(at):
                x, width = self.sectionViewportPosition(at) + PAD, self.sectionSize(at) - 2 * PAD
                align = CENTRE if column.paint == SPARK else RIGHT if column.right else LEFT
                tall = whole.height() - above
                hand.write(column.title, x, above, width, tall, SECOND, "ink2", False, align)
        for name, left, width in self._groups():
            hand.write(name, left, 0, width, above + 4, NOTE, "ink3", False, CENTRE)
            painter.fillRect(QRect(left, 4, 1, whole.height() - 8), look.colour("line2"))

    def _groups(self) -> list[tuple[str, int, int]]:
        """Each group with where its shown columns lie."""
        found: dict[str, tuple[int, int]] = {}
        for at, column in enumerate(self._columns):
            if column.group and not self.isSectionHidden(at):
                x, width = self.sectionViewportPosition(at), self.sectionSize(at)
                left, right = found.get(column.group, (x, x))
                found[column.group] = (min(left, x), max(right, x + width))
        return [(name, left, right - left) for name, (left, right) in found.items()]
