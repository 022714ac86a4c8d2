"""Invented registers of the demo town (五要素台账): people, places, assets and organisations, as rows of workbooks.

Nobody of them lives anywhere: the county 990101 is none, the numbers begin with 1380000. What is said and how often
stands in `packaging/demo/elements.toml`. Everything was last visited so that its rounds go on in the month to come.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from shapely import Point

from county.simulator.visiting import next_round
from gis.town_map import GridArea, TownMap
from governance.archive.cells import is_credit_code, is_id_no
from governance.archive.cycles import RULEBOOK
from governance.archive.element import Visit
from governance.archive.register import ASSET, ORG, PERSON, PLACE
from governance.time.working_time import DAY_MS, MINUTE_MS, day_number, midnight

Row = dict[str, str]
Words = Mapping[str, Any]
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CHILD, OLD = 14, 78  # without a telephone of their own: all up to, some from


class Registers:
    """Invents one town's registers; the same seed invents the same."""

    def __init__(self, said: Words, people: Words, town: TownMap, seed: int) -> None:
        self._said = said
        self._names = people
        self._town = town
        self._rng = Random(f"elements {seed}")
        self._village = {village.code: village.name for village in town.villages}
        self._hamlet = {p.grid_code: p for p in town.places if p.kind == "hamlet"}
        self._day = date.fromisoformat(said["collected"])
        self._phones = iter(self._rng.sample(range(10_000), 10_000))
        self._known: set[str] = set()

    # ------------------------------------------------------------ people

    def persons(self) -> list[Row]:
        """Everybody who lives here, household by household, grid by grid; tags are shared out at the end."""
        wanted, grids = self._said["people"]["persons"], self._town.grids
        rows: list[Row] = []
        for number, grid in enumerate(grids, 1):
            home = 0
            while len(rows) < wanted * number // len(grids):
                home += 1
                rows += self._household(grid, home)
        self._tag(rows)
        return [self._visited(PERSON, row, RULEBOOK.of(row["care_level"])) for row in rows]

    def newcomers(self) -> list[Row]:
        """People who came in March (新居民): the workbook that may be taken back."""
        said = self._said["newcomers"]
        grids = [g for g in self._town.grids if self._village[g.village_code] in said["villages"]]
        rows = []
        for number in range(said["rows"]):
            grid = grids[number * len(grids) // said["rows"]]
            row = self._person(grid, "?", self._rng.randint(19, 52), "", self._door(grid))
            row |= {
                "household_id": "",
                "residence_type": "新居民",
                "care_level": "普通",
                "source": "居住登记",
            }
            day = date.fromisoformat(said["since"]) + timedelta(days=self._rng.randint(0, 9))
            rows.append(row | {"valid_from": day.isoformat(), "collected_at": str(self._hour(day))})
        return rows

    def _household(self, grid: GridArea, number: int) -> Iterator[Row]:
        kinds = self._said["people"]["households"]
        kind = self._rng.choices(kinds, [one["weight"] for one in kinds])[0]
        door, head = self._door(grid), ""
        for sex, young, old, surname in kind["of"]:
            row = self._person(
                grid, sex, self._rng.randint(young, old), head if surname == "head" else "", door
            )
            head = head or row["name"][0]
            row["household_id"] = f"{grid.code[9:15]}-{number:03}"
            row["residence_type"] = "新居民" if kind.get("newcomers") else "户籍"
            if kind.get("alone"):
                row["tags"] = "独居"
            if kind.get("left") and surname == "head":
                row["tags"] = "留守"
            yield row

    def _person(self, grid: GridArea, sex: str, age: int, surname: str, door: str) -> Row:
        sex = sex if sex != "?" else self._rng.choice(["男", "女"])
        born = self._day - timedelta(days=age * 365 + age // 4 + self._rng.randint(1, 360))
        given = self._names["men" if sex == "男" else "women"]
        name = self._rng.choice(self._said["people"]["children"] if age < 18 else given)
        silent = age < CHILD or (age > OLD and self._rng.random() < 0.3)
        return {
            "name": (surname or self._rng.choice(self._names["surnames"])) + name,
            "id_no": self._id_no(born, sex),
            "birth": born.isoformat(),
            "phone": "无" if silent else f"1380000{next(self._phones):04}",
            "door": door,
            "tags": "",
            "sex": sex,
            "grid_code": grid.code,
            "point": self._point(grid),
            "source": "人口登记",
        }

    def _id_no(self, born: date, sex: str) -> str:
        while True:
            order = self._rng.randint(0, 499) * 2 + (sex == "男")
            stem = f"{self._town.code[:6]}{born:%Y%m%d}{order:03}"
            number = next(stem + last for last in "0123456789X" if is_id_no(stem + last))
            if number not in self._known:
                self._known.add(number)
                return number

    def _door(self, grid: GridArea) -> str:
        hamlet = self._hamlet[grid.code].name
        if hamlet.endswith(("小区", "新村", "新苑")):
            floor, room = self._rng.randint(1, 6), self._rng.randint(1, 2)
            return f"{hamlet}{self._rng.randint(1, 16)}幢{self._rng.randint(1, 3)}单元{floor}0{room}室"
        return f"{hamlet}{self._rng.randint(1, 96)}号"

    def _tag(self, rows: Sequence[Row]) -> None:
        """Share out the tags among grown-ups who have none, then say who is visited how often."""
        said = self._said["people"]
        grown = [row for row in rows if not row["tags"] and int(row["birth"][:4]) < self._day.year - 20]
        chosen = iter(self._rng.sample(grown, sum(said["tags"].values())))
        for tag, count in said["tags"].items():
            for _ in range(count):
                next(chosen)["tags"] = tag
        level = {tag: level for level, tags in said["levels"].items() for tag in tags}
        for row in rows:
            old = self._day.year - int(row["birth"][:4]) >= said["very_old"]
            row["care_level"] = "A" if old and row["tags"] == "独居" else level.get(row["tags"], "普通")

    # ------------------------------------------------------------ places

    def places(self) -> list[Row]:
        """What lies on the map, the slopes that may slide, and in every grid houses up to its share."""
        said, grids = self._said["places"], self._town.grids
        found: dict[str, list[Row]] = {grid.code: [] for grid in grids}
        for grid_code, kind, name, point in self._landmarks():
            found[grid_code].append(self._place(grid_code, kind, name, point))
        have = sum(len(rows) for rows in found.values())
        for number, grid in enumerate(sorted(grids, key=lambda g: len(found[g.code]))):
            for _ in range((said["places"] - have) // (len(grids) - number)):
                found[grid.code].append(self._house(grid))
                have += 1
        return [
            self._visited(PLACE, row, RULEBOOK.of(row["care_level"]))
            for rows in found.values()
            for row in rows
        ]

    def _landmarks(self) -> Iterator[tuple[str, str, str, str]]:
        said = self._said["places"]
        for place in self._town.places:
            if place.kind in said["of_map"]:
                yield place.grid_code, said["of_map"][place.kind], place.name, _point(place.lon, place.lat)
        for water in self._town.waters:
            at = water.polygon.representative_point()
            yield self._near(at), said["waters"][water.kind], water.name, _point(at.x, at.y)
        for village, count in said["slopes"].items():
            grids = [g for g in self._town.grids if self._village[g.village_code] == village]
            for number in range(count):
                grid = grids[number % len(grids)]
                yield grid.code, "地灾点", f"{self._hamlet[grid.code].name}后山边坡", self._point(grid)
        intake = next(
            g for g in self._town.grids if self._village[g.village_code] == said["intake"]["village"]
        )
        yield intake.code, "水源地", said["intake"]["name"], self._point(intake)

    def _near(self, at: Point) -> str:
        return min(self._town.grids, key=lambda grid: (grid.polygon.distance(at), grid.code)).code

    def _house(self, grid: GridArea) -> Row:
        others = self._said["places"]["others"]
        while True:
            kind = self._rng.choices(others, [one["weight"] for one in others])[0]
            slots = {
                "湾": self._hamlet[grid.code].name,
                "号": str(self._rng.randint(1, 96)),
                "店": self._rng.choice(self._said["places"]["shops"]),
            }
            name = kind["name"].format_map(slots)
            if name not in self._known:
                self._known.add(name)
                row = self._place(grid.code, kind["kind"], name, self._point(grid))
                return row | {"floors": str(self._rng.randint(*kind["floors"]))}

    def _place(self, grid_code: str, kind: str, name: str, point: str) -> Row:
        said = self._said["places"]
        village = self._village[grid_code[:12]]
        owned = kind in ("房屋", "出租房", "农房在建", "企业场所")
        return {
            "name": name,
            "kind": kind,
            "address": name if name.startswith(village) else village + name,
            "owner": self._somebody() if owned else "",
            "contact": f"1380000{next(self._phones):04}" if owned else "",
            "risk_level": said["risks"][kind],
            "sop_id": said["plans"].get(kind, ""),
            "grid_code": grid_code,
            "point": point,
            "source": "场所普查",
            "care_level": said["levels"][said["risks"][kind]],
        }

    # ------------------------------------------------------------ assets and organisations

    def assets(self) -> list[Row]:
        """Street lamps, hydrants, lids: some in every grid, each with a number that tells where."""
        said, grids = self._said["assets"], self._town.grids
        rows = []
        for number in range(said["assets"]):
            grid, kind = grids[number % len(grids)], said["kinds"][number * 3 % len(said["kinds"])]
            row = {
                "code": f"{kind['code']}-{grid.code[9:15]}-{number // len(grids) + 1:02}",
                "kind": kind["kind"],
                "state": "完好",
                "keeper_unit": kind["keeper"],
                "grid_code": grid.code,
                "point": self._point(grid),
                "source": "设施普查",
                "visit_cycle_days": str(kind["days"]),
            }
            row = self._visited(ASSET, row, kind["days"])
            rows.append(row | {"last_check": _day(int(row["collected_at"])).isoformat()})
        return rows

    def orgs(self) -> list[Row]:
        """The factories of the map, and what every village has."""
        said = self._said["orgs"]
        places = {place.name: place for place in self._town.places}
        rows = []
        for name in said["factories"]:
            at = places[name]
            rows.append(self._org(name, "企业", at.grid_code, _point(at.lon, at.lat), [18, 160], "高"))
        for one in said["others"]:
            villages = self._rng.sample(self._town.villages, one["count"])
            for village in sorted(villages):
                grid = next(g for g in self._town.grids if g.village_code == village.code)
                slots = {"村": village.name, "湾": self._hamlet[grid.code].name}
                name, point = one["name"].format_map(slots), self._point(grid)
                rows.append(self._org(name, one["kind"], grid.code, point, one["staff"], one["risk"]))
        return [self._visited(ORG, row, RULEBOOK.of(row["care_level"])) for row in rows]

    def _org(self, name: str, kind: str, grid: str, point: str, staff: Sequence[int], risk: str) -> Row:
        return {
            "name": name,
            "credit_code": self._credit_code("91" if kind == "企业" else "92" if kind == "个体" else "52"),
            "kind": kind,
            "legal_person": self._somebody(),
            "phone": f"1380000{next(self._phones):04}",
            "staff_count": str(self._rng.randint(*staff)),
            "risk_level": risk,
            "grid_code": grid,
            "point": point,
            "source": "组织普查",
            "care_level": self._said["orgs"]["levels"][risk],
        }

    def _credit_code(self, begins: str) -> str:
        stem: str = begins + self._town.code[:6] + "MA" + "".join(self._rng.choices(CREDIT, k=7))
        return next(stem + last for last in CREDIT if is_credit_code(stem + last))

    # ------------------------------------------------------------ whoever, wherever, whenever

    def _somebody(self) -> str:
        names = self._names
        name: str = self._rng.choice(names["surnames"]) + self._rng.choice([*names["men"], *names["women"]])
        return name

    def _point(self, grid: GridArea) -> str:
        """Somewhere in the grid, mostly near its hamlet."""
        home = self._hamlet[grid.code]
        while True:
            lon, lat = home.lon + self._rng.gauss(0, 0.0016), home.lat + self._rng.gauss(0, 0.0014)
            if grid.polygon.contains(Point(lon, lat)):
                return _point(lon, lat)

    def _visited(self, kind: str, row: Row, days: int) -> Row:
        """The row with its last visit: not so long ago that the next one would be past."""
        while True:
            day = self._day - timedelta(days=1 + int(self._rng.random() * days))
            at = self._hour(day)
            if next_round(row["grid_code"], kind, Visit(at, "", days)) >= midnight(day_number(self._day) + 1):
                return row | {"collected_at": str(at)}

    def _hour(self, day: date) -> int:
        return midnight(day_number(day)) + int((8.7 + self._rng.random() * 8) * 60 * MINUTE_MS)


def _day(at: int) -> date:
    return date(1970, 1, 1) + timedelta(days=(at + 8 * 3_600_000) // DAY_MS)


def _point(lon: float, lat: float) -> str:
    return f"{round(lon * 1_000_000)},{round(lat * 1_000_000)}"
