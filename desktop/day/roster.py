"""The people of the day (人员名册): the demo town's, or the same posts moved to a real township's codes.

A roster folder is what `python -m county migrate --roster` reads: towns.csv, and people with user_id, name, role,
unit, area. Names are composed; only codes and place names of a real township are real.
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop.day.arrivals import read_csv
from gis.town_map import TownMap
from governance.ledger.chain import tagged, uuid8

COLUMNS = ("user_id", "name", "role", "unit", "area")
PEOPLE_FILES = ("operators.csv", "units.csv", "posts.csv", "county_people.csv")
Person = dict[str, str]


def read_people(folder: Path) -> list[Person]:
    """Everybody of a roster folder."""
    return [{c: row[c] for c in COLUMNS} for name in PEOPLE_FILES for row in read_csv(folder / name, COLUMNS)]


def write_real_roster(folder: Path, demo: Path, town: TownMap, unit: str) -> None:
    """Write a roster for a real township: posts for its villages and grids, everybody else moved from the demo."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(
        folder / "towns.csv", ("area", "unit", "name"), [{"area": town.code, "unit": unit, "name": town.name}]
    )
    home = read_csv(demo / "towns.csv", ("area", "unit", "name"))[0]["area"]
    for name in ("operators.csv", "units.csv", "county_people.csv"):
        people = read_csv(demo / name, COLUMNS)
        _write(folder / name, COLUMNS, (_moved(p, home, town.code) for p in people))
    names = [p["name"] for p in read_csv(demo / "posts.csv", COLUMNS)]
    _write(folder / "posts.csv", COLUMNS, _posts(town, names))


def _posts(town: TownMap, names: list[str]) -> Iterator[Person]:
    posts = [("VILLAGE_LEAD", v.code) for v in town.villages] + [("GRID_WORKER", g.code) for g in town.grids]
    for n, (role, code) in enumerate(posts):
        name = names[n % len(names)]
        yield {"user_id": _uuid(code, role), "name": name, "role": role, "unit": code, "area": code}


def _moved(person: Person, home: str, town: str) -> Person:
    inside = person["area"][:9] == home[:9]  # six digits of the county, three of the town
    area = town if inside else town[:6] + "000000"
    moved = {c: person[c] for c in COLUMNS}
    return moved | {"user_id": _uuid(person["user_id"], town), "area": area}


def _uuid(*parts: str) -> str:
    return uuid8(tagged("huying:post", *(part.encode() for part in parts)))


def _write(path: Path, columns: Iterable[str], rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, tuple(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
