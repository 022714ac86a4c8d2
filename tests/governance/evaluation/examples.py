"""The rows of evaluation_example.csv, by subject and indicator, as written there."""

import csv
from functools import cache
from typing import NamedTuple

from tests.governance.room import CATALOGUES


class Row(NamedTuple):
    numerator: int
    denominator: int
    value: str
    note: str


@cache
def rows() -> dict[tuple[str, str], Row]:
    """Every row; a name is cut at its formula (=) so that tests speak of the indicator."""
    text = (CATALOGUES / "evaluation_example.csv").read_text(encoding="utf-8")
    found = {}
    for row in csv.DictReader(text.splitlines()):
        name = row["indicator"].partition("=")[0].partition("(")[0]
        numbers = (int(row["numerator"] or 0), int(row["denominator"] or 0))
        found[row["subject"], name] = Row(*numbers, row["value"], row["note"])
    return found
