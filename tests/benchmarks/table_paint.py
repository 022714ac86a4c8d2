"""T1: painting a full view of the table, lights, bars, ticks and selection included, beside Qt's own C++ table.

The floor's view has 20 rows of 19 columns, texts only; ours has as many cells in the same place.
"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableView

from desktop.lights import Sign
from desktop.theme import look
from desktop.widgets.paged_table import PagedTable
from desktop.widgets.table_column import Cell, Column, Paint
from tests.benchmarks.bench import Bench, Took, compared, in_turn, timed
from tests.benchmarks.figure import Measured
from tests.benchmarks.floor import floor

WIDTH, HEIGHT = 96, 30  # of a cell, as the floor's
ROUNDS, REPAINTS = 12, 5
KINDS = (Paint.LIGHT, Paint.SERIAL, Paint.TEXT, Paint.TEXT, Paint.STATE, Paint.LEFT)
SIGNS = (Sign.OVERDUE, Sign.SOON, Sign.NORMAL, Sign.NORMAL, Sign.PAUSED)
MARKS = (Sign.UNSENT, None, None, None)


def measure(bench: Bench) -> Measured:
    """Repaints in turn, so that a slow moment hits both; the time of one repaint."""
    kit = floor("table_floor")  # first: it chooses the offscreen platform
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    look.apply(app)
    app.setStyleSheet("")  # the floor has none, and Qt paints its cells slower with one
    texts = [[str(one) for one in row[1 : kit.COLS + 1]] for row in bench.rows[:500]]
    theirs, ours = _floor_view(kit, texts), _table(texts, kit.COLS, kit.ROWS)
    app.processEvents()
    found, against = in_turn(ROUNDS, lambda: _repaints(ours), lambda: _repaints(theirs))
    theirs.close()
    ours.close()
    return compared(found, against, share=1.0, cells=kit.ROWS * kit.COLS)


def _repaints(view: QTableView) -> Took:
    took = timed(lambda: [view.viewport().repaint() for _ in range(REPAINTS)])
    return Took(took.ms / REPAINTS, took.cpu_ms / REPAINTS)


def _floor_view(kit: Any, texts: list[list[str]]) -> QTableView:
    items = kit.QStandardItemModel(len(texts), kit.COLS)
    for at, row in enumerate(texts):
        for column, text in enumerate(row):
            items.setItem(at, column, kit.QStandardItem(text))
    view: QTableView = kit.view(items)
    return view


def _table(texts: list[list[str]], columns: int, rows: int) -> PagedTable:
    paints = [KINDS[at] if at < len(KINDS) else Paint.TEXT for at in range(columns - 1)]
    declared = [Column(str(at), str(at), WIDTH, paint) for at, paint in enumerate(paints)]
    table = PagedTable(declared, _cell, key=lambda row: str(row[0]), ticks=True)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.set_row_height(HEIGHT)
    table.set_rows(texts)
    table.resize(columns * WIDTH + 2, rows * HEIGHT + table.head.sizeHint().height() + 2)
    table.show()
    table.choose_row(3)
    table.tick(5, 8, True)
    return table


def _cell(row: list[str], key: str, now: int) -> Cell:
    at = int(key)
    number = len(row[0]) + ord(row[0][-1])
    paint = KINDS[at] if at < len(KINDS) else Paint.TEXT
    if paint is Paint.LIGHT:
        return Cell(sign=SIGNS[number % len(SIGNS)])
    if paint is Paint.STATE:
        mark = MARKS[number % len(MARKS)]
        return Cell(row[at + 1], mark=mark, pending=mark is not None)
    if paint is Paint.LEFT:
        return Cell(row[at + 1], bar=number % 10 / 10)
    return Cell(row[at + 1])
