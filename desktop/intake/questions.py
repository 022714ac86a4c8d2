"""What to ask the caller (追问提示): three to five questions for the kind of matter, from a table. Free of Qt."""

import csv
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parents[2] / "resources" / "intake" / "questions.csv"
LEAST, MOST = 3, 5
ALWAYS = "*"


@cache
def _table() -> dict[str, tuple[str, ...]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows: dict[str, list[str]] = {}
        for row in csv.DictReader(file):
            rows.setdefault(row["code"], []).append(row["question"])
    return {code: tuple(found) for code, found in rows.items()}


def questions(category: str) -> tuple[str, ...]:
    """Those of the 小类, then of its 大类, its 领域 and the general ones until there are enough."""
    table, found = _table(), dict[str, None]()
    for code in ((category, category[:4], category[:2]) if category else ()) + (ALWAYS,):
        if len(found) < LEAST:
            found |= dict.fromkeys(table.get(code, ()))
    return tuple(found)[:MOST]
