"""Places are found as callers say them: by part, initials, grid code, with a direction after the name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gis.place_search import PlaceSearch
from gis.town_map import load

DEMO = Path(__file__).parents[2] / "resources" / "demo"
FIRST = {"石": "s", "桥": "q", "头": "t", "老": "l", "街": "j"}


def spelled(name: str) -> Callable[[str], int | None]:
    letters = "".join(FIRST.get(sign, "?") for sign in name)
    return lambda typed: at if (at := letters.find(typed)) >= 0 else None


@pytest.fixture(scope="module")
def search() -> PlaceSearch:
    return PlaceSearch(load(DEMO), spelled)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("石桥头", "石桥头"),
        ("sqt", "石桥头"),
        ("老街南口", "老街"),
        ("石桥村后巷", "后巷"),
        ("白鹤村沈家埭南面那幢楼", "沈家埭"),
        ("石桥村三网格", "石桥村 3 网格"),
        ("99010110020300200", "白鹤村 2 网格"),
        ("云溪中学", "云溪中学"),
        ("中心小学", "云溪镇中心小学"),
    ],
)
def test_the_likeliest_place_comes_first(search: PlaceSearch, words: str, name: str) -> None:
    assert search.find(words)[0].name == name


def test_a_direction_moves_the_point_within_the_grid(search: PlaceSearch) -> None:
    plain, east = search.find("石桥头")[0], search.find("石桥头东面小卖部")[0]
    assert (plain.name, east.name, east.side) == ("石桥头", "石桥头", "东侧")
    assert plain.lon is not None
    assert east.lon is not None
    assert east.lon > plain.lon
    assert east.area == plain.area


def test_words_that_name_nothing_find_nothing(search: PlaceSearch) -> None:
    assert search.find("什么地方") == []
    assert search.find("  ") == []


def test_a_name_that_is_only_alike_is_not_sure(search: PlaceSearch) -> None:
    found = {one.name: one.sure for one in search.find("石桥东头")}
    assert found["石桥"]
    assert not found["石桥头"]


def test_a_long_road_says_only_what_it_can(search: PlaceSearch) -> None:
    road = search.find("云安线")[0]
    assert (road.kind, road.lon, road.area) == ("road", None, "990101100000")


def test_places_named_in_a_call_that_says_its_village_lie_in_that_village(search: PlaceSearch) -> None:
    named = search.named_in("云安线两边停满了车，我这里是南渡村")
    assert [one.name for one in named] == ["南渡村"]
    assert search.village_in("南渡村口") == "990101100209"


def test_a_point_outside_says_how_far(search: PlaceSearch) -> None:
    assert search.at(120.6, 30.5).area == "99010110020200200"
    far = search.find("120.9,30.5")[0]
    assert far.area == ""
    assert far.outside_m > 20_000
