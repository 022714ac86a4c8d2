"""The data pack of the product as plain tables, for tests that change a cell of it."""

import csv
from pathlib import Path

from governance.catalogue.tables import COLUMNS

CATALOGUES = Path(__file__).parents[3] / "resources" / "catalogues"

Sheets = dict[str, list[dict[str, str]]]


def product_pack() -> Sheets:
    """A fresh copy of every sheet that the product ships."""
    found: Sheets = {}
    for sheet in COLUMNS:
        path = CATALOGUES / f"{sheet}.csv"
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as file:
                found[sheet] = list(csv.DictReader(file))
    return found


def row_of(sheets: Sheets, sheet: str, **wanted: str) -> dict[str, str]:
    """The one row of the sheet that has these values."""
    (row,) = [row for row in sheets[sheet] if wanted.items() <= row.items()]
    return row
