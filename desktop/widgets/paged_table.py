"""The table of the desk (表格): a million rows by pages, sorted by the store, ticked, copied, its columns one's own.

A page declares columns and a formatter, hears `page_wanted(n)` and answers with `put_page(n, rows)`; for a short list
`set_rows` is enough. Sorting is a wish (`sort_asked`): the page reads anew. The frozen first columns are a second view
over the same model and selection.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.widgets import table_clipboard
from desktop.widgets.frozen_columns import FrozenColumns
from desktop.widgets.paged_model import PAGE, PagedModel
from desktop.widgets.rows_view import RowsView, default_row_height
from desktop.widgets.table_column import TICK, Column, Formatter, Row, RowKey, plain
from desktop.widgets.table_columns import TableColumns
from desktop.widgets.table_header import Sorting
from desktop.widgets.table_sorting import resorted
from desktop.widgets.ticks import Ticks

ASK_AFTER_MS = 40  # while the scroll bar is dragged, pages that only fly by are not asked for


class PagedTable(RowsView):
    """Rows by pages with lights, ticks, sorting and a column menu."""

    page_wanted = Signal(int)
    sort_asked = Signal(str, bool)  # column key, descending; the whole order is in `sorting`
    chosen = Signal(object)  # the current row changed by the operator
    opened = Signal(object)  # Enter or double click
    ticked_changed = Signal()
    columns_changed = Signal()  # widths, order or shown ones: keep `arrangement()`

    def __init__(
        self,
        columns: Sequence[Column],
        formatter: Formatter,
        *,
        key: RowKey = plain,
        ticks: bool = False,
        page_size: int = PAGE,
        parent: QWidget | None = None,
    ) -> None:
        whole = (TICK, *columns) if ticks else tuple(columns)
        super().__init__(PagedModel(whole, formatter, page_size), Ticks(key), 0 if ticks else -1, parent)
        self.rows.setParent(self)
        self.sorting: Sorting = ()
        self._key, self._has_ticks = key, ticks
        self._chosen_key, self._anchor = "", -1
        self._compact, self._lines = False, 1
        self.columns = TableColumns(self, whole)
        self.frozen = FrozenColumns(self, whole, self.tick_by_mouse)
        self._asking = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._connect()
        self.set_compact(False)

    def _connect(self) -> None:
        self._asking.timeout.connect(self._ask)
        self.rows.wanted.connect(self.page_wanted)
        self.rows.rows_changed.connect(self._on_rows_changed)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._asking.start())
        self.head.sort_clicked.connect(self._on_sort_clicked)
        self.head.tick_all_clicked.connect(self.tick_all)
        self.head.menu_asked.connect(self.show_column_menu)
        self.selectionModel().currentRowChanged.connect(lambda now, _: self._on_current(now))
        self.doubleClicked.connect(lambda _: self._open())

    # ------------------------------------------------------------ filling

    def set_count(self, count: int, *, anew: bool = False) -> None:
        """So many rows there are; `anew` when it is another list (filter or order), which starts at its top."""
        if anew:
            self.rows.forget()
            self.scrollToTop()
        self.rows.set_count(count)
        self._asking.start()

    def put_page(self, n: int, rows: Sequence[Row]) -> None:
        """Page n as asked for by `page_wanted`."""
        self.rows.put_page(n, rows)
        self.ticks.refresh(rows)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """A short list, all of it."""
        self.rows.set_rows(rows)
        self.ticks.refresh(rows)

    def refresh_lights(self, now: int) -> list[int]:
        """Once a second: rows that are seen and that the clock has changed are painted again; gives their places."""
        first, last = self.seen()
        before = {row: self.rows.cells(row) for row in range(first, last + 1)}
        self.rows.now = now
        changed = [row for row, old in before.items() if old is not None and self.rows.cells(row) != old]
        for row in changed:
            self.update_row(row)
            self.frozen.view.update_row(row)
        return changed

    # ------------------------------------------------------------ the look

    def set_compact(self, compact: bool, *, lines: int = 1) -> None:
        """Rows of a small screen (32 px), or of two lines."""
        self._compact, self._lines = compact, lines
        tall = default_row_height(compact=compact, lines=lines)
        self.set_row_height(tall)
        self.frozen.view.set_row_height(tall)
        self.columns.fit()

    def set_sorting(self, *sorting: tuple[str, bool]) -> None:
        """Show what the rows are sorted by: (column key, descending), the first counts first."""
        self.sorting = sorting
        self.head.set_sorting(sorting)
        self.frozen.view.head.set_sorting(sorting)

    def arrangement(self) -> str:
        """Order, widths and shown columns, to be kept under the page's name."""
        return self.columns.state()

    def restore(self, arrangement: str) -> None:
        """Columns as kept; what doesn't fit these columns is passed over."""
        self.columns.restore(arrangement)

    def show_column_menu(self, at: QPoint | None = None) -> None:
        """The menu that shows and hides columns."""
        self.columns.menu().popup(at or self.head.mapToGlobal(QPoint(0, self.head.height())))

    # ------------------------------------------------------------ rows and ticks

    @property
    def current(self) -> Row | None:
        """The row with the brand bar."""
        return self.rows.row(self.currentIndex().row())

    def choose(self, key: str) -> bool:
        """Make the row with this key the current one without telling; False when it is not here."""
        for at, row in self.rows.rows_here().items():
            if self._key(row) == key:
                self._chosen_key = key
                self._move_to(at)
                return True
        return False

    def choose_row(self, at: int) -> None:
        """Make the row at this place the current one, as if by an arrow key."""
        if self.rows.count:
            self.setCurrentIndex(self.rows.index(min(max(0, at), self.rows.count - 1), self._column()))

    def ticked(self) -> list[Row]:
        """The ticked rows, also those of pages that are no longer here."""
        return self.ticks.rows()

    def tick(self, first: int, last: int, ticked: bool) -> None:
        """Tick the rows from one place to another, or take their ticks away."""
        low, high = sorted((first, last))
        rows = [row for at in range(low, high + 1) if (row := self.rows.row(at)) is not None]
        self.ticks.set(rows, ticked)
        self._ticks_changed()

    def tick_all(self) -> None:
        """Tick every row that is here; when all of them are, take all ticks away."""
        here = list(self.rows.rows_here().values())
        if here and all(self.ticks.has(row) for row in here):
            self.ticks.clear()
        else:
            self.ticks.set(here, True)
        self._ticks_changed()

    def clear_ticks(self) -> None:
        """Take all ticks away."""
        self.ticks.clear()
        self._ticks_changed()

    def copy(self) -> None:
        """Put the ticked rows, or the current one, on the clipboard: TSV, and a table whose codes stay text."""
        rows = self.ticked() or ([self.current] if self.current is not None else [])
        if rows:
            QApplication.clipboard().setMimeData(
                table_clipboard.as_mime(self.rows, self.columns.shown_sections(), rows)
            )

    # ------------------------------------------------------------ Qt's own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = Qt.Key(event.key())
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_C:
            self.copy()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open()
        elif key == Qt.Key.Key_Space and self._has_ticks:
            self._toggle(self.currentIndex().row())
        elif key in _STEPS and (not event.modifiers() or (shift and self._has_ticks)):
            self._step(_STEPS[key], shift)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            self.choose_row(0 if key == Qt.Key.Key_Home else self.rows.count - 1)
        elif key == Qt.Key.Key_Escape and self.ticks:
            self.clear_ticks()
        elif (
            event.text().isprintable()
            and event.text()
            and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        ):
            event.ignore()  # a letter or / is a key of the page: Qt would keep it for a search of its own
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.tick_by_mouse(self.indexAt(event.position().toPoint()), event):
            super().mousePressEvent(event)

    def tick_by_mouse(self, index: QModelIndex, event: QMouseEvent) -> bool:
        """A click on a tick box ticks; with Shift the whole range since the last."""
        if not (self._has_ticks and index.isValid() and index.column() == 0):
            return False
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._anchor >= 0:
            self.tick(self._anchor, index.row(), True)
        else:
            self._toggle(index.row())
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._repaint()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit()
        self.frozen.place()
        self._asking.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "frozen"):
            self.set_compact(self._compact, lines=self._lines)

    # ------------------------------------------------------------ within

    def _column(self) -> int:
        return next(iter(self.columns.shown_sections()), 0)

    def _on_current(self, current: QModelIndex) -> None:
        row = self.rows.row(current.row())
        if row is not None and self._key(row) != self._chosen_key:
            self._chosen_key = self._key(row)
            self.chosen.emit(row)

    def _open(self) -> None:
        if (row := self.current) is not None:
            self.opened.emit(row)

    def _toggle(self, row: int) -> None:
        if (here := self.rows.row(row)) is not None:
            self._anchor = row
            self.tick(row, row, not self.ticks.has(here))

    def _step(self, step: int, ticking: bool) -> None:
        at = self.currentIndex().row()
        if ticking and at >= 0:
            self.tick(at, max(0, at + step), True)
        self.choose_row(at + step if at >= 0 else 0)

    def _move_to(self, row: int) -> None:
        self.setCurrentIndex(self.rows.index(row, self._column()))

    def _on_sort_clicked(self, key: str, add: bool) -> None:
        column = next(column for column in self.rows.columns if column.key == key)
        self.set_sorting(*resorted(self.sorting, column, add))
        self.sort_asked.emit(key, dict(self.sorting)[key])

    def _on_rows_changed(self) -> None:
        """Rows came or went: the current row follows its key, nothing is told."""
        if self._chosen_key:
            row = self.current
            wrong = row is not None and self._key(row) != self._chosen_key
            if (wrong or row is None) and not self.choose(self._chosen_key) and wrong:
                self.selectionModel().clear()  # no other case may look like the chosen one
        self._repaint()

    def _ticks_changed(self) -> None:
        self._repaint()
        self.ticked_changed.emit()

    def _repaint(self) -> None:
        here = self.rows.rows_here()
        state = self.ticks.state(here.values())
        for view in (self, self.frozen.view):
            view.head.set_ticks(state)
            view.viewport().update()

    def _ask(self) -> None:
        self.rows.need(*self.seen())


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1}
