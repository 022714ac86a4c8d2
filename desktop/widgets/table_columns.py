"""The columns of a table as the operator has them (列的安排): shown, widths, order; and what goes when room is short."""

from collections.abc import Sequence
from typing import Protocol

import msgspec
from msgspec import Struct
from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from desktop.theme import look
from desktop.widgets.table_column import TICK, Column

NARROWEST = 40


class Frozen(Protocol):
    """The columns that stay at the left."""

    def place(self) -> None: ...


class Table(Protocol):
    """What is arranged."""

    @property
    def head(self) -> QHeaderView: ...
    @property
    def frozen(self) -> Frozen: ...
    @property
    def columns_changed(self) -> SignalInstance: ...
    def viewport(self) -> QWidget: ...


class Arrangement(Struct, frozen=True):
    """What is kept of a table between days."""

    order: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    widths: dict[str, int] = {}  # design pixels, those that were changed by hand


class TableColumns:
    """Arranges the sections of a table's header."""

    def __init__(self, table: Table, columns: Sequence[Column]) -> None:
        self._table = table
        self._columns = columns
        self._hidden = {column.key for column in columns if not column.shown}
        self._widths: dict[str, int] = {}
        self._fitting = False
        table.head.sectionResized.connect(self._on_resized)
        table.head.sectionMoved.connect(lambda *_: self._moved())
        for section in range(len(columns)):
            table.head.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)

    # ------------------------------------------------------------ fitting

    def fit(self) -> None:
        """Show what has room: the highest rank goes first, the stretching column takes what is left."""
        shown = [column for column in self._columns if column.key not in self._hidden]
        room = self._table.viewport().width()
        for rank in sorted({column.rank for column in shown if column.rank}, reverse=True):
            if sum(map(self._width, shown)) <= room:
                break
            shown = [column for column in shown if column.rank != rank]
        self._apply({column.key for column in shown}, room - sum(map(self._width, shown)))

    def _apply(self, shown: set[str], spare: int) -> None:
        self._fitting = True
        head = self._table.head
        stretching = [column.key for column in self._columns if column.stretch and column.key in shown]
        for section, column in enumerate(self._columns):
            head.setSectionHidden(section, column.key not in shown)
            if column.key in shown:
                more = spare if stretching[:1] == [column.key] and spare > 0 else 0
                head.resizeSection(section, self._width(column) + more)
        self._fitting = False
        if hasattr(self._table, "frozen"):
            self._table.frozen.place()

    def _width(self, column: Column) -> int:
        return look.px(self._widths.get(column.key, column.width))

    def shown_sections(self) -> list[int]:
        """Sections with data in the order seen."""
        head = self._table.head
        sections = (head.logicalIndex(at) for at in range(head.count()))
        return [one for one in sections if not head.isSectionHidden(one) and self._columns[one] is not TICK]

    # ------------------------------------------------------------ the operator's hand

    def menu(self) -> QMenu:
        """A menu with every column; what is ticked is shown."""
        menu = QMenu(self._table.viewport())
        menu.aboutToHide.connect(menu.deleteLater)
        for column in self._columns:
            if column is not TICK:
                action = QAction(column.title or column.key, menu, checkable=True)
                action.setChecked(column.key not in self._hidden)
                action.setEnabled(not column.frozen)
                action.toggled.connect(lambda on, key=column.key: self.show(key, on))
                menu.addAction(action)
        return menu

    def show(self, key: str, on: bool) -> None:
        """Show or hide a column."""
        (self._hidden.discard if on else self._hidden.add)(key)
        self.fit()
        self._table.columns_changed.emit()

    def _on_resized(self, section: int, _old: int, new: int) -> None:
        if self._fitting or new == 0:
            return
        self._widths[self._columns[section].key] = max(NARROWEST, round(new * 100 / look.scale()))
        self._table.frozen.place()
        self._table.columns_changed.emit()

    def _moved(self) -> None:
        if not self._fitting:
            self._table.columns_changed.emit()

    # ------------------------------------------------------------ keeping

    def state(self) -> str:
        """The arrangement as text."""
        head = self._table.head
        order = tuple(self._columns[head.logicalIndex(at)].key for at in range(head.count()))
        hidden = tuple(sorted(self._hidden))
        return msgspec.json.encode(Arrangement(order, hidden, self._widths)).decode()

    def restore(self, state: str) -> None:
        """An arrangement as kept; columns that are new since then stay where they are declared."""
        try:
            kept = msgspec.json.decode(state, type=Arrangement)
        except (msgspec.ValidationError, msgspec.DecodeError):
            return  # of another version of the program: comfort, not data
        known = {column.key: section for section, column in enumerate(self._columns)}
        self._hidden = set(kept.hidden) & set(known)
        self._widths = {key: width for key, width in kept.widths.items() if key in known}
        self._fitting = True
        head = self._table.head
        for at, key in enumerate(key for key in kept.order if key in known):
            head.moveSection(head.visualIndex(known[key]), at)
        self._fitting = False
        self.fit()
