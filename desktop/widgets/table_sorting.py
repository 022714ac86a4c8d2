"""What a click on a column's head makes of the order (排序)."""

from desktop.widgets.table_column import Column
from desktop.widgets.table_header import Sorting

KEPT = 1  # columns that stay before one that is added


def resorted(sorting: Sorting, column: Column, add: bool) -> Sorting:
    """The order after a click: by this column alone, or with `add` by it after what was there.

    A column that is sorted by already turns round; a new one begins with its own way.
    """
    before = dict(sorting)
    descending = not before[column.key] if column.key in before else column.descending
    if not add:
        return ((column.key, descending),)
    if column.key in before:
        return tuple((one, descending if one == column.key else way) for one, way in sorting)
    return (*sorting[:KEPT], (column.key, descending))
