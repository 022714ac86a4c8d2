"""The table of figures (考评表): arrow keys and mouse go from number to number, each opens what stands behind it.

Qt's own table with cells as the selection; a delegate paints number, fraction and the small line of six periods.
"""

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.evaluation.figure_head import PAD, FigureHead
from desktop.evaluation.sheet import SPARK, Figure, Row, Sheet
from desktop.theme import look
from desktop.theme.look import BODY, NOTE, SECOND
from desktop.widgets import lettering
from desktop.widgets.lettering import LEFT, RIGHT, Lettering
from desktop.widgets.row_painter import paint_spark

GAP = 6
EDGE = 14
TALL, TALL_COMPACT = 36, 32
Index = QModelIndex | QPersistentModelIndex


class _Model(QAbstractTableModel):
    """A sheet as Qt reads it."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = Sheet(name="")

    def put(self, sheet: Sheet) -> None:
        self.beginResetModel()
        self.sheet = sheet
        self.endResetModel()

    def row(self, at: int) -> Row | None:
        return self.sheet.rows[at] if 0 <= at < len(self.sheet.rows) else None

    def figure(self, index: Index) -> Figure | None:
        row = self.row(index.row())
        return row.cells[index.column()] if row is not None and index.column() < len(row.cells) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.sheet.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        figure = self.figure(index)
        if figure is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{figure.text} {figure.second}".strip()
        return figure.tip or None if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index.row())
        if row is None or row.head:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class FigureTable(QTableView):
    """`chosen` with the ref of a figure and the key of its row; `entered` on Enter."""

    chosen = Signal(str, str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows = _Model()
        self._compact = False
        self._telling = True
        self._blank = ""
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(self))
        self.head = FigureHead(self)
        self.setHorizontalHeader(self.head)
        self._be_calm()

    def _be_calm(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(10)

    # ------------------------------------------------------------ what is shown

    @property
    def sheet(self) -> Sheet:
        """What it shows."""
        return self._rows.sheet

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a table; the same one again keeps its place."""
        here = self.place() if sheet.name == self.sheet.name else ("", -1)
        scrolled = self.verticalScrollBar().value() if sheet.name == self.sheet.name else 0
        self._telling = False
        self._rows.put(sheet)
        self._blank = sheet.blank
        self.head.show_columns(sheet.columns)
        self.fit()
        self._go_back_to(*here)
        self.verticalScrollBar().setValue(scrolled)
        self._telling = True

    def place(self) -> tuple[str, int]:
        """The row's key and the column that are current."""
        row = self._rows.row(self.currentIndex().row())
        return (row.key, self.currentIndex().column()) if row is not None else ("", -1)

    def _go_back_to(self, key: str, column: int) -> None:
        at = next((n for n, row in enumerate(self.sheet.rows) if row.key == key and not row.head), -1)
        if column >= 0 and at >= 0 and column < len(self.sheet.columns):
            self.setCurrentIndex(self._rows.index(at, column))

    def choose(self, key: str, column: int) -> None:
        """Go to a figure as a person does."""
        at = next(n for n, row in enumerate(self.sheet.rows) if row.key == key)
        self.setCurrentIndex(self._rows.index(at, column))

    def start(self) -> None:
        """Go to the first figure, unless one is current."""
        if not self.currentIndex().isValid():
            at = next((n for n, row in enumerate(self.sheet.rows) if not row.head), None)
            if at is not None:
                self.setCurrentIndex(self._rows.index(at, 0))

    def set_compact(self, compact: bool) -> None:
        """Rows of a small screen."""
        self._compact = compact
        self.fit()

    # ------------------------------------------------------------ the room there is

    def fit(self) -> None:
        """Hide what has no room, the highest rank first; the stretching column takes the rest."""
        tall = look.px(TALL_COMPACT if self._compact else TALL)
        self.verticalHeader().setDefaultSectionSize(max(tall, lettering.height(SECOND) + 10))
        columns, room = self.sheet.columns, self.viewport().width()
        widths = [look.px(column.width) for column in columns]
        shown = set(range(len(columns)))
        for at in sorted(shown, key=lambda one: -columns[one].rank):
            if columns[at].rank and sum(widths[one] for one in shown) > room:
                shown.discard(at)
        spare = max(0, room - sum(widths[one] for one in shown))
        for at, column in enumerate(columns):
            self.setColumnHidden(at, at not in shown)
            self.setColumnWidth(at, widths[at] + (spare if column.stretch else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "head"):
            self.fit()

    # ------------------------------------------------------------ choosing

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        figure, row = self._rows.figure(current), self._rows.row(current.row())
        if figure is not None and row is not None and self._telling and not row.head:
            self.chosen.emit(figure.ref, row.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self.entered.emit()
        elif key in _STEPS and not event.modifiers():
            self._step(_STEPS[key])
        elif event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()  # a letter is a key of the page
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        """Up or down, over the heads of groups."""
        at, column = self.currentIndex().row() + step, max(0, self.currentIndex().column())
        while (row := self._rows.row(at)) is not None and row.head:
            at += step
        if row is not None:
            self.setCurrentIndex(self._rows.index(at, column))

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the page, not a search."""

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.sheet.rows and self._blank:
            painter = QPainter(self.viewport())
            tall, width = self.verticalHeader().defaultSectionSize(), self.viewport().width() - 2 * EDGE
            Lettering(painter).write(self._blank, EDGE, 4, width, tall, BODY, "ink3")


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1}


class _Painter(QStyledItemDelegate):
    """Paints one figure."""

    def __init__(self, table: FigureTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, rule, number with its fraction, the frame of the current one."""
        model = self._table.model()
        assert isinstance(model, _Model)
        row, figure = model.row(index.row()), model.figure(index)
        rect: QRect = option.rect
        if row is None:
            return
        current = self._table.currentIndex()
        here = current.row() == index.row() and not row.head
        fill = "head" if row.head or row.total else "brand-l" if here else "panel"
        painter.fillRect(rect, look.colour(fill))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), look.colour("line2"))
        if figure is None:
            return
        column = model.sheet.columns[index.column()]
        if column.paint == SPARK and figure.values:
            inner = QRectF(rect).adjusted(PAD, 9, -PAD, -9)
            paint_spark(painter, inner, figure.values, "brand")
        self._write(Lettering(painter), figure, rect, right=column.right)
        if here and current.column() == index.column():
            painter.setPen(QPen(look.colour("brand"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _write(self, hand: Lettering, figure: Figure, rect: QRect, *, right: bool) -> None:
        x, width = rect.x() + PAD, rect.width() - 2 * PAD
        y, tall = rect.y(), rect.height()
        beside = 0.0
        if figure.second:
            beside = max(lettering.advance("00/00", NOTE), lettering.advance(figure.second, NOTE)) + GAP
            if (
                beside + lettering.advance(figure.text if figure.bold else "100.00%", SECOND, figure.bold)
                <= width
            ):
                hand.write(figure.second, x, y, width, tall, NOTE, "ink3", False, RIGHT)
            else:
                beside = 0.0
        align = RIGHT if right else LEFT
        hand.write(figure.text, x, y, width - beside, tall, SECOND, figure.token, figure.bold, align)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, look.px(TALL))
