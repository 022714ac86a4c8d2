"""The first columns that stay (冻结列): a second view over the same model and selection, laid over the table's left."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent

from desktop.theme import look
from desktop.widgets.rows_view import RowsView
from desktop.widgets.table_column import Column

Tick = Callable[[QModelIndex, QMouseEvent], bool]  # whether the click was on a box


class FrozenView(RowsView):
    """Shows only the frozen columns; keys and wheel go to the table under it."""

    def __init__(self, table: RowsView, tick: Tick) -> None:
        super().__init__(table.rows, table.ticks, table.head.tick_section, table)
        self._table, self._tick = table, tick
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.head.setSectionsMovable(False)
        self.setAccessibleName("")

    def has_keys(self) -> bool:
        return self._table.hasFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(look.colour("line"))
        edge = self.viewport().width() - 1
        painter.drawLine(edge, 0, edge, self.viewport().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._table.setFocus(Qt.FocusReason.MouseFocusReason)
        index: QModelIndex = self.indexAt(event.position().toPoint())
        if not self._tick(index, event):
            super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._table.wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._table.keyPressEvent(event)


class FrozenColumns:
    """Keeps the frozen view over the table; it is seen only while the table is scrolled sideways."""

    def __init__(self, table: RowsView, columns: Sequence[Column], tick: Tick) -> None:
        self._table = table
        self._sections = [section for section, column in enumerate(columns) if column.frozen]
        self.view = FrozenView(table, tick)
        self.view.setSelectionModel(table.selectionModel())
        self.view.hide()
        for section in range(len(columns)):
            self.view.setColumnHidden(section, section not in self._sections)
        self._connect()

    def _connect(self) -> None:
        table, view = self._table, self.view
        table.verticalScrollBar().valueChanged.connect(view.verticalScrollBar().setValue)
        table.horizontalScrollBar().valueChanged.connect(lambda _: self.place())
        view.head.sort_clicked.connect(table.head.sort_clicked)
        view.head.tick_all_clicked.connect(table.head.tick_all_clicked)
        view.head.menu_asked.connect(table.head.menu_asked)
        view.head.sectionResized.connect(self._on_resized)
        view.doubleClicked.connect(table.doubleClicked)

    def place(self) -> None:
        """Lay the view over its columns."""
        table, view = self._table, self.view
        scrolled = table.horizontalScrollBar().value() > 0 and bool(self._sections)
        view.setVisible(scrolled)
        if not scrolled:
            return
        view.head.blockSignals(True)
        for section in self._sections:
            view.setColumnHidden(section, table.head.isSectionHidden(section))
            view.setColumnWidth(section, table.head.sectionSize(section))
        view.head.blockSignals(False)
        view.head.setFixedHeight(table.head.height())
        tall = table.viewport().height() + table.head.height()
        view.setGeometry(table.frameWidth(), table.frameWidth(), view.head.length(), tall)
        view.verticalScrollBar().setValue(table.verticalScrollBar().value())

    def _on_resized(self, section: int, _old: int, new: int) -> None:
        self._table.head.resizeSection(section, new)
