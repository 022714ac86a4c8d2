"""Compose the demo town 云溪镇 and write it to resources/demo/ (for developers).

Everything is invented and follows from the seed: run twice, it writes the same bytes. What things are called, where they
lie and what callers say is in `packaging/demo/*.toml`; the land's natural forms come from `gis`.

    .venv/bin/python packaging/compose_demo.py --seed 20260301 --out resources/demo
"""

import argparse
import csv
import re
import sys
import tomllib
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # started as a script, the rooms are not on the path

from gis.composer.land import compose_land  # noqa: E402
from gis.plane import distance_m  # noqa: E402
from gis.town_map import MapPlace, TownMap, VillageArea, save  # noqa: E402

WORDS = Path(__file__).parent / "demo"
CATALOGUES = ROOT / "resources" / "catalogues"
IDS = uuid.uuid5(uuid.NAMESPACE_DNS, "demo.huying")
SEED = 20260301

Row = dict[str, str]
Words = Mapping[str, Any]


def words(name: str) -> Words:
    """The words of one file in packaging/demo."""
    return tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8"))


def catalogue(name: str) -> list[Row]:
    """The rows of one of the product's catalogues."""
    with (CATALOGUES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_table(path: Path, rows: Sequence[Row]) -> None:
    """A CSV file as the catalogue's are: UTF-8, commas, LF, a header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


# ---------------------------------------------------------------- divisions and grids


def divisions(where: Words, town: TownMap) -> Iterator[Row]:
    """County, town and villages with their codes (区划)."""
    county, code = where["county"], town.code
    yield {"area_code": county["code"], "name": county["name"], "level": "COUNTY", "parent_code": ""}
    yield {"area_code": code, "name": town.name, "level": "TOWN", "parent_code": county["code"]}
    for village in town.villages:
        yield {"area_code": village.code, "name": village.name, "level": "VILLAGE", "parent_code": code}


def grid_rows(town: TownMap) -> Iterator[Row]:
    """The grids with their area and a place in their middle (网格)."""
    names = {village.code: village.name for village in town.villages}
    for grid in town.grids:
        west, south, east, north = grid.polygon.bounds
        box_m2 = distance_m(west, south, east, south) * distance_m(west, south, west, north)
        share = grid.polygon.area / ((east - west) * (north - south))
        inside = grid.polygon.representative_point()
        yield {
            "code": grid.code,
            "name": grid.name,
            "village_code": grid.village_code,
            "village_name": names[grid.village_code],
            "kind": "GENERAL",
            "area_km2": f"{box_m2 * share / 1e6:.2f}",
            "lon": f"{inside.x:.6f}",
            "lat": f"{inside.y:.6f}",
        }


# ---------------------------------------------------------------- people


class People:
    """Invents people: nobody has another's name, number or id; the same seed invents the same."""

    def __init__(self, said: Words, seed: int) -> None:
        self._seed = seed
        self._rng = Random(f"people {seed}")
        self._names = self._unused_names(said)
        self._phones = iter(self._rng.sample(range(10_000), 10_000))
        self._count: Counter[tuple[str, str]] = Counter()

    def _unused_names(self, said: Words) -> Iterator[str]:
        used = set()
        while True:
            name = self._rng.choice(said["surnames"]) + self._rng.choice([*said["women"], *said["men"]])
            if name not in used:
                used.add(name)
                yield name

    def person(self, role: str, unit: str, area: str) -> Row:
        """One more person in a role at a unit, working in the area of a code."""
        self._count[role, unit] += 1
        key = f"{self._seed}/{role}/{unit}/{self._count[role, unit]}"
        return {
            "user_id": str(uuid.uuid5(IDS, key)),
            "name": next(self._names),
            "role": role,
            "unit": unit,
            "area": area,
        }

    def phone(self) -> str:
        """A number that nobody else has."""
        return f"1380000{next(self._phones):04}"


def operators(people: People, said: Words, town: TownMap) -> Iterator[Row]:
    """The people of the command room (指挥室)."""
    for member in said["operators"]:
        yield people.person(member["role"], "T-ZHS", town.code[:9])


def unit_people(people: People, town: TownMap) -> Iterator[Row]:
    """A lead and a staff person of every platform, station and office of the town (平台、派驻机构、内设机构)."""
    for unit in catalogue("departments"):
        if unit["code"].startswith("T-") and unit["kind"] != "town_room":
            kind = "STATION" if unit["kind"] == "station" else "PLATFORM"
            for role in (f"{kind}_LEAD", f"{kind}_STAFF"):
                known = people.person(role, unit["code"], town.code[:9])
                yield {**known, "unit_name": unit["name"], "phone": people.phone()}


def county_people(people: People, said: Words, where: Words) -> Iterator[Row]:
    """The county centre, and a lead and a clerk of every county department and utility (县级)."""
    area = where["county"]["code"][:6]
    for member in said["county"]:
        yield people.person(member["role"], member["unit"], area)
    for department in catalogue("departments"):
        if department["kind"] in {"county", "utility"}:
            yield people.person("DEPT_LEAD", department["code"], area)
            yield people.person("DEPT_CLERK", department["code"], area)


def post_holders(people: People, said: Words, town: TownMap, rng: Random) -> Iterator[Row]:
    """The head of each village, and the people of 一长五员 of each grid; `posts` are joined by `;`."""
    posts = said["grid"]
    for village in town.villages:
        yield _holder(people, "VILLAGE_LEAD", village.code, village.code, "", [posts["village_lead"]])
        for grid in (grid for grid in town.grids if grid.village_code == village.code):
            for held in _shared_out(posts, rng):
                yield _holder(people, "GRID_WORKER", grid.code, grid.code[:15], grid.code, held)
            yield _holder(people, "MEDIATOR", village.code, village.code, grid.code, [posts["mediator"]])


def _shared_out(posts: Words, rng: Random) -> list[list[str]]:
    """One 网格长 and one 网格员 at least; every other post has its own person or is held with the 网格员's or another."""
    people = [[posts["leader"]], [posts["worker"]]]
    for post in posts["others"]:
        if rng.random() < 0.45:
            rng.choice(people[1:]).append(post)
        else:
            people.append([post])
    return people


def _holder(people: People, role: str, unit: str, area: str, grid: str, posts: Sequence[str]) -> Row:
    known = people.person(role, unit, area)
    return {**known, "grid_code": grid, "posts": ";".join(posts), "phone": people.phone()}


# ---------------------------------------------------------------- what callers say


class Caller:
    """Words messages as callers would: about this town's places, each time otherwise."""

    def __init__(self, said: Words, town: TownMap, surnames: str, rng: Random) -> None:
        self._said = said
        self._town = town
        self._surnames = surnames
        self._rng = rng
        self._of = {place.name: place for place in town.places}
        self._names = sorted(
            {p.name for p in town.places} | {v.name for v in town.villages}, key=lambda n: (-len(n), n)
        )
        self._urgent = {row["code"] for row in catalogue("event_categories") if row["urgency"] == "U1"}

    def messages(self) -> list[Row]:
        """Everything that is to be said, once each, in no order."""
        said = [
            (code, *message) for code, messages in sorted(self._said["says"].items()) for message in messages
        ]
        self._rng.shuffle(said)
        return [
            self._placed(
                {
                    "id": f"M{number:04}",
                    **self._worded(code, subject, body, *tone),
                    "area": code[:2],
                    "cat": code,
                }
            )
            for number, (code, subject, body, *tone) in enumerate(said, 1)
        ]

    def _placed(self, row: Row) -> Row:
        """The message with the place it speaks of: the longest name in it, a village's office for the village."""
        said = row["subject"] + row["text"]
        name = next((name for name in self._names if name in said), "")
        village = next((v for v in self._town.villages if v.name == name), None)
        at = self._of.get(name)
        if village is not None:
            at = next(
                p
                for p in self._town.places
                if p.kind == "village_office" and p.grid_code.startswith(village.code)
            )
        if at is None:
            return {**row, "grid": "", "lon": "", "lat": "", "place": ""}
        home = next(v.name for v in self._town.villages if v.code == at.grid_code[:12])
        words = name if name.startswith(home) else home + name
        return {**row, "grid": at.grid_code, "lon": f"{at.lon:.6f}", "lat": f"{at.lat:.6f}", "place": words}

    def _worded(self, code: str, subject: str, body: str, tone: str = "plain") -> Row:
        if tone == "plain" and code in self._urgent:
            tone = "urgent"
        slots = self._slots(subject + body)
        body = self._filled(body, slots)
        opening = self._pick(self._said["openings"][tone])
        if not any(
            name in body for name in self._names
        ):  # somewhere at least the caller says where he is from
            opening = self._pick(self._said["openings"]["from"])
        before = self._pick(self._said["before"]) if tone == "plain" and self._rng.random() < 0.3 else ""
        text = (
            self._filled(opening, slots)
            + body
            + self._filled(before + self._pick(self._said["endings"][tone]), slots)
        )
        if slots["村"].endswith("社区"):
            text = text.replace("的村民", "的居民")
        return {"subject": self._filled(subject, slots), "text": text}

    def _pick(self, choices: Sequence[str]) -> str:
        return self._rng.choice(choices)

    def _filled(self, text: str, slots: Mapping[str, str]) -> str:
        chosen = re.sub("〔(.*?)〕", lambda match: self._pick(match[1].split("｜")), text)
        return chosen.format_map(slots)

    def _slots(self, text: str) -> dict[str, str]:
        """What the slots of one message stand for; all of it near the place that the message is about."""
        anchor = self._anchor(text)
        village = self._village(text, anchor)
        at = anchor if anchor and anchor.kind != "hamlet" else self._one(village, "village_office")
        roads = sorted(
            {r.name for r in self._town.lines if not r.width_m and r.line.intersects(village.polygon)}
        )
        streets = sorted(
            {r.name for r in self._town.lines if r.kind == "street" and r.line.intersects(village.polygon)}
        )
        bridges = [place for place in self._town.places if place.kind == "bridge"]
        known = [p.name for p in self._town.places if p.kind in {"market", "hospital", "station"}]
        slots = {key: self._pick(choices) for key, choices in self._said["slots"].items()}
        hamlet = anchor.name if anchor and anchor.kind == "hamlet" else self._one(village, "hamlet").name
        house = anchor.name if anchor else self._pick(known)
        slots |= {
            "村": village.name,
            "湾": hamlet,
            "路": self._pick(roads),
            "街": self._pick(streets) if streets else "",
            "桥": min(bridges, key=lambda b: distance_m(b.lon, b.lat, at.lon, at.lat)).name,
            "店": self._pick(known),
            "厂": house,
            "校": house,
            "楼": f"{hamlet}{self._rng.randint(1, 16)}幢",
            "姓": self._pick(self._surnames),
        }
        return {**slots, "处": self._spot(slots, anchor, roads)}

    def _anchor(self, text: str) -> MapPlace | None:
        """The place that a message is about: one it names, or a factory, school or block of flats if it needs one."""
        named = next((self._of[name] for name in self._names if name in text and name in self._of), None)
        if named is not None:
            return named
        wanted: dict[str, list[MapPlace]] = {
            "{厂}": [p for p in self._town.places if p.kind == "factory"],
            "{校}": [p for p in self._town.places if p.kind == "school"],
            "{楼}": [p for p in self._town.places if p.name.endswith(("新村", "小区", "新苑"))],
        }
        return next((self._rng.choice(places) for slot, places in wanted.items() if slot in text), None)

    def _village(self, text: str, anchor: MapPlace | None) -> VillageArea:
        """The village of the anchor; else one in which the message makes sense: hills, fields, or anywhere."""
        if anchor is not None:
            return next(v for v in self._town.villages if v.code == anchor.grid_code[:12])
        if "{街}" in text:
            return self._rng.choice([v for v in self._town.villages if v.name.endswith("社区")])
        plain = re.sub("{.}", "", text)
        if "山" in plain:
            return self._rng.choice([v for v in self._town.villages if v.name in {"竹山村", "龙坞村"}])
        rural = set("田村稻桑耕农河山猪渠") & set(plain)
        return self._rng.choice([v for v in self._town.villages if not (rural and v.name.endswith("社区"))])

    def _one(self, village: VillageArea, kind: str) -> MapPlace:
        return self._rng.choice(
            [p for p in self._town.places if p.kind == kind and p.grid_code.startswith(village.code)]
        )

    def _spot(self, slots: Mapping[str, str], anchor: MapPlace | None, roads: Sequence[str]) -> str:
        """A spot as callers give it: by house number, landmark, crossing, or just the hamlet."""
        number = self._rng.randint(2, 88)
        spots = [
            f"{slots['村']}{slots['湾']}",
            f"{slots['湾']}{number}号旁边",
            f"{slots['村']}{slots['湾']}{self._pick(['村口', '东面', '南面', '最里面一排'])}",
            f"{slots['湾']}往{slots['路']}去的路口",
            f"{slots['路']}{slots['湾']}那一段",
        ]
        if slots["路"].endswith(("路", "街", "弄")):
            spots.append(f"{slots['路']}{number}号")
        if anchor is not None and anchor.kind not in {"hamlet", "bridge"}:
            spots += [f"{anchor.name}{self._pick(['对面', '旁边', '后面', '大门口'])}"] * 3
        if slots["村"].endswith("社区") and len(roads) > 1:
            spots += ["和".join(self._rng.sample(list(roads), 2)) + "交叉口"] * 2
        return self._pick(spots)


# ---------------------------------------------------------------- everything


def compose(seed: int, out: Path) -> None:
    """Write all of the demo town into a folder."""
    where, said = words("town"), words("people")
    town = compose_land(where, Random(seed))
    save(town, out)
    people = People(said, seed)
    write_table(out / "divisions.csv", list(divisions(where, town)))
    write_table(out / "grids.csv", list(grid_rows(town)))
    write_table(out / "operators.csv", list(operators(people, said, town)))
    write_table(out / "units.csv", list(unit_people(people, town)))
    write_table(out / "county_people.csv", list(county_people(people, said, where)))
    write_table(out / "posts.csv", list(post_holders(people, said, town, Random(f"posts {seed}"))))
    caller = Caller(words("messages"), town, said["surnames"], Random(f"messages {seed}"))
    write_table(out / "messages.csv", caller.messages())


def main() -> None:
    """Compose what the command line asks for."""
    parser = argparse.ArgumentParser(description="compose the demo town")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "demo")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    compose(asked.seed, asked.out)


if __name__ == "__main__":
    main()
