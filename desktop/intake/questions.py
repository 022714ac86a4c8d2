"""What to ask the caller (追问提示): three to five questions for the kind of matter, from a table. Free of Qt."""

import csv
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parents[2] / "resources" / "intake" / "questions.csv"
MOST = 5
ALWAYS = "*"


@cache
def _table() -> dict[str, tuple[str, ...]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows: dict[str, list[str]] = {}
        for row in csv.DictReader(file):
            rows.setdefault(row["code"], []).append(row["question"])
    return {code: tuple(found) for code, found in rows.items()}


def questions(category: str) -> tuple[str, ...]:
    """Those of the 小类, its 大类 and its 领域, the nearest first; the general ones while it is 待定."""
    table = _table()
    codes = (category, category[:4], category[:2]) if category else ()
    found = [question for code in codes for question in table.get(code, ())]
    return tuple(dict.fromkeys([*found, *(table[ALWAYS] if len(found) < 3 else ())]))[:MOST]
