"""What the command bar finds, and that only the latest question is answered."""

import asyncio
from collections.abc import Callable

import pytest
from msgspec import Struct

from desktop.shell import texts
from desktop.shell.finding import Finder, Hit, Named
from desktop.shell.initials import Letters
from desktop.shell.searching import items
from tests.governance.room import Room


class Case(Struct):
    case_id: str
    serial: str
    title: str
    state: str = "DISPATCHED"
    place: str = "石桥村"


class Store:
    def __init__(self) -> None:
        self.asked: list[str] = []

    async def __call__(self, typed: str) -> list[Case]:
        self.asked.append(typed)
        return [Case("c1", "S260316-100-0A-0007", "供水主管破裂")] if typed == "0007" else []


async def in_worker(work: Callable[[], list[Letters]]) -> list[Letters]:
    return await asyncio.to_thread(work)


def named(group: str, name: str, code: str = "") -> Named:
    return Named(Hit(group, name, code, "unit", code or name), name, code)


def a_finder(store: Store) -> Finder:
    finder = Finder(store, in_worker)
    finder.know(
        [
            named(texts.GROUP_COMMANDS, "新受理"),
            named(texts.GROUP_PLACES, "石桥村 3 网格", "99010110020100300"),
            named(texts.GROUP_UNITS, "综合行政执法队", "T-ZF"),
            named(texts.GROUP_PEOPLE, "曾庆红"),
            named(texts.GROUP_PEOPLE, "单小桥"),
        ]
    )
    return finder


def titles(hits: list[Hit] | None) -> list[str]:
    assert hits is not None
    return [hit.title for hit in hits]


async def test_a_serials_tail_finds_the_case() -> None:
    hits = await a_finder(Store()).find("0007")
    assert titles(hits) == ["供水主管破裂"]


async def test_initials_find_a_unit_a_place_and_a_command() -> None:
    finder = a_finder(Store())
    assert titles(await finder.find("zhxz")) == ["综合行政执法队"]
    assert titles(await finder.find("sqc")) == ["石桥村 3 网格"]
    assert titles(await finder.find("xsl")) == ["新受理"]


async def test_a_character_read_in_two_ways_is_found_by_both() -> None:
    finder = a_finder(Store())
    assert titles(await finder.find("zqh")) == ["曾庆红"]
    assert titles(await finder.find("sxq")) == ["单小桥"]
    assert titles(await finder.find("dxq")) == ["单小桥"]


@pytest.mark.parametrize("typed", ["shiqiao", "shiqiaocun", "shiq", "sqcun", "shqc", "qiaoc"])
async def test_whole_syllables_find_as_their_beginnings_do(typed: str) -> None:
    assert titles(await a_finder(Store()).find(typed)) == ["石桥村 3 网格"]


async def test_half_a_syllable_within_a_word_finds_nothing() -> None:
    assert await a_finder(Store()).find("hiqiao") == []


async def test_a_code_finds_by_its_beginning() -> None:
    assert titles(await a_finder(Store()).find("9901011002")) == ["石桥村 3 网格"]


async def test_before_anything_is_typed_commands_are_offered() -> None:
    assert titles(await a_finder(Store()).find("")) == ["新受理"]


async def test_a_question_overtaken_by_another_is_not_answered() -> None:
    store = Store()
    finder = a_finder(store)
    early = asyncio.ensure_future(finder.find("00"))
    await asyncio.sleep(0.01)
    late = asyncio.ensure_future(finder.find("0007"))
    assert await early is None
    assert titles(await late) == ["供水主管破裂"]
    assert store.asked == ["0007"]


async def test_nothing_found_is_an_empty_list() -> None:
    assert await a_finder(Store()).find("没有的东西") == []


async def test_items_of_the_list_are_found_by_code_name_and_initials() -> None:
    finder = Finder(Store(), in_worker)
    finder.know(items(Room().rules))
    for typed in ("SD-B02", "b02", "露天焚烧", "ltfs"):
        hits = await finder.find(typed)
        assert hits is not None
        assert [(hit.group, hit.verb, hit.what) for hit in hits] == [(texts.GROUP_ITEMS, "item", "SD-B02")], (
            typed
        )
