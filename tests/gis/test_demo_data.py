"""The demo data: what is shipped is what the script composes, and it agrees with itself and with the catalogue."""

import csv
import os
import re
import subprocess
import sys
import uuid
from collections import Counter
from pathlib import Path

import pytest

from gis.town_map import load

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "resources" / "demo"
COMPOSED = {
    *(f"{name}.geojson" for name in ("town", "villages", "grids", "river", "roads", "places")),
    *(
        f"{name}.csv"
        for name in ("divisions", "grids", "operators", "units", "county_people", "posts", "messages")
    ),
}
PEOPLE = ("operators", "units", "county_people", "posts")


def rows(name: str, folder: Path = DEMO) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def composed(out: Path, *, hash_seed: str, seed: str = "20260301") -> dict[str, bytes]:
    command = [sys.executable, str(ROOT / "packaging/compose_demo.py"), "--seed", seed, "--out", str(out)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": hash_seed})
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_composing_twice_gives_the_shipped_bytes(tmp_path: Path) -> None:
    first = composed(tmp_path / "first", hash_seed="1")
    assert first.keys() == COMPOSED
    assert composed(tmp_path / "second", hash_seed="2") == first
    assert {name: (DEMO / name).read_bytes() for name in COMPOSED} == first


def test_another_seed_composes_another_town(tmp_path: Path) -> None:
    other = composed(tmp_path, hash_seed="1", seed="7")
    assert all((DEMO / name).read_bytes() != other[name] for name in COMPOSED - {"divisions.csv"})
    assert len(load(tmp_path).grids) == 36


# ---------------------------------------------------------------- divisions and people


def test_the_tables_agree_with_the_map() -> None:
    town = load(DEMO)
    assert [row["code"] for row in rows("grids")] == [grid.code for grid in town.grids]
    for row in rows("grids"):
        assert town.locate(float(row["lon"]), float(row["lat"])) == row["code"]
        assert 0.3 < float(row["area_km2"]) < 4
    assert 45 < sum(float(row["area_km2"]) for row in rows("grids")) < 60
    codes = [row["area_code"] for row in rows("divisions")]
    assert codes == ["990101000000", town.code, *(village.code for village in town.villages)]
    assert {row["parent_code"] for row in rows("divisions")} == {"", "990101000000", town.code}


def test_nobody_is_in_two_tables() -> None:
    people = [row for name in PEOPLE for row in rows(name)]
    assert len({row["user_id"] for row in people}) == len({row["name"] for row in people}) == len(people)
    assert all(uuid.UUID(row["user_id"]).version == 5 for row in people)
    phones = [row["phone"] for row in people if "phone" in row]
    assert len(set(phones)) == len(phones)
    assert all(re.fullmatch(r"1380000\d{4}", phone) for phone in phones)


def test_roles_and_units_are_the_catalogues() -> None:
    with (ROOT / "resources/catalogues/roles_permissions.csv").open(encoding="utf-8", newline="") as file:
        roles = {row["role"] for row in csv.DictReader(file)}
    with (ROOT / "resources/catalogues/departments.csv").open(encoding="utf-8", newline="") as file:
        departments = {row["code"]: row["kind"] for row in csv.DictReader(file)}
    people = [row for name in PEOPLE for row in rows(name)]
    assert {row["role"] for row in people} == roles
    for row in people:
        assert row["unit"] in departments or row["unit"].startswith("990101100")
        assert row["area"].startswith("990101")
    leads = Counter(
        row["unit"] for row in people if row["role"].endswith("_LEAD") and row["unit"] in departments
    )
    expected = {code for code, kind in departments.items() if kind != "town_room"}
    assert leads.keys() == expected
    assert set(leads.values()) == {1}


def test_the_room_and_the_centre_are_staffed() -> None:
    assert Counter(row["role"] for row in rows("operators")) == {
        "ROOM_OP": 2, "ROOM_SUP": 1, "DUTY_LEADER": 1, "DIRECTOR": 1, "TOWN_LEADER": 1,
    }  # fmt: skip
    county = Counter(row["role"] for row in rows("county_people"))
    assert (county["CENTRE_LEAD"], county["CENTRE_OP"], county["DEPT_LEAD"], county["DEPT_CLERK"]) == (
        1,
        2,
        40,
        40,
    )


def test_every_grid_has_one_leader_a_worker_and_all_posts() -> None:
    posts: dict[str, list[str]] = {row["code"]: [] for row in rows("grids")}
    for row in rows("posts"):
        if row["grid_code"]:
            posts[row["grid_code"]] += row["posts"].split(";")
            assert row["grid_code"].startswith(row["area"])
        else:
            assert (row["role"], row["unit"]) == ("VILLAGE_LEAD", row["area"])
    assert all(
        sorted(held) == sorted(["网格长", "网格员", "巡查员", "调解员", "宣传员", "服务(代办)员"])
        for held in posts.values()
    )


# ---------------------------------------------------------------- messages


def test_messages_cover_all_areas_and_name_places_of_the_town() -> None:
    messages = rows("messages")
    assert 250 <= len(messages) <= 280
    assert list(messages[0]) == ["id", "subject", "text", "area", "cat", "grid", "lon", "lat", "place"]
    assert all(row["cat"].startswith(row["area"]) for row in messages)
    areas = Counter(row["area"] for row in messages)
    assert areas.keys() == {f"{n:02}" for n in range(1, 15)}
    assert min(areas.values()) >= 10
    town = load(DEMO)
    names = {place.name for place in town.places} | {village.name for village in town.villages}
    names |= {line.name for line in town.lines}
    assert all(any(name in row["text"] for name in names) for row in messages)


def test_a_message_lies_where_its_words_say() -> None:
    grids = {row["code"]: row["village_name"] for row in rows("grids")}
    placed = [row for row in rows("messages") if row["grid"]]
    assert len(placed) > 200
    assert all(row["place"].startswith(grids[row["grid"]]) for row in placed)


def test_no_slot_is_left_open_in_a_message() -> None:
    for row in rows("messages"):
        assert not re.search(r"[{}〔｜〕]", row["subject"] + row["text"])
        assert 12 <= len(row["text"]) <= 200
        assert len(row["subject"]) <= 24
        assert row["text"].endswith(("。", "？", "！"))


def test_no_two_messages_are_the_same_sentence_with_a_word_changed() -> None:
    pairs = [
        {text[i : i + 2] for i in range(len(text) - 1)} for text in (row["text"] for row in rows("messages"))
    ]
    alike = max(len(a & b) / len(a | b) for n, a in enumerate(pairs) for b in pairs[:n])
    assert alike < 0.5


def test_numbers_in_messages_are_nobodys() -> None:
    assert not any(re.search(r"1[3-9]\d{9}|\d{15}", row["text"]) for row in rows("messages"))


@pytest.mark.parametrize("name", sorted(COMPOSED))
def test_files_end_lines_alike_on_every_system(name: str) -> None:
    content = (DEMO / name).read_bytes()
    assert b"\r" not in content
    assert content.endswith(b"\n")
