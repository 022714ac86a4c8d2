"""What areas are called (地名): the ledger knows codes; names come from the roster's own tables, where it has them."""

import csv
from collections.abc import Mapping
from pathlib import Path

from governance.places.codes import Level, level

TABLES = (("divisions.csv", "area_code"), ("grids.csv", "code"))
WHOLE = {6: 12, 9: 12, 15: 17}


def read_names(folder: Path) -> Mapping[str, str]:
    """Code → name of everything the folder's tables name; a table that is not there names nothing."""
    found: dict[str, str] = {}
    for table, column in TABLES:
        path = folder / table
        if not path.is_file():
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                code, name = row.get(column, ""), row.get("name", "")
                if code and name:
                    found[code.ljust(WHOLE.get(len(code), len(code)), "0")] = name
    return found


def name_of(code: str, names: Mapping[str, str]) -> str:
    """The name of an area or grid; without one, what its code says."""
    if (known := names.get(code)) is not None:
        return known
    match level(code):
        case Level.VILLAGE:
            return f"{code[9:12]}村"
        case Level.GRID | Level.MICRO:
            village = names.get(code[:12], f"{code[9:12]}村")
            return f"{village}第{int(code[12:15])}网格"
    return code
