"""Which rows are ticked (勾选): by key, so that sorting, paging and re-reading keep them."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import Qt

from desktop.widgets.table_column import Row, RowKey


class Ticks:
    """Ticked rows in the order they were ticked; rows of pages that were dropped stay."""

    def __init__(self, key: RowKey) -> None:
        self.key = key
        self._rows: dict[str, Row] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def has(self, row: Row | None) -> bool:
        """Whether a row is ticked."""
        return row is not None and self.key(row) in self._rows

    def set(self, rows: Iterable[Row], ticked: bool) -> None:
        """Tick rows or take their ticks away."""
        for row in rows:
            if ticked:
                self._rows[self.key(row)] = row
            else:
                self._rows.pop(self.key(row), None)

    def state(self, here: Collection[Row]) -> Qt.CheckState:
        """Of all the rows that are here: ticked, some of them, none."""
        ticked = sum(self.has(row) for row in here) if self._rows else 0
        if not ticked:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if ticked == len(here) else Qt.CheckState.PartiallyChecked

    def clear(self) -> None:
        """Take all ticks away."""
        self._rows.clear()

    def rows(self) -> list[Row]:
        """The ticked rows."""
        return list(self._rows.values())

    def refresh(self, rows: Iterable[Row]) -> None:
        """Rows were read anew: ticked ones take their new picture."""
        for row in rows:
            if (key := self.key(row)) in self._rows:
                self._rows[key] = row
