"""层级与岗位名称 (rulebook §2.1, §2.3): a county calls its levels and posts as it likes; the ledger keeps the rulebook's words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.bundle import rules_of
from governance.ledger.stream import Stream
from governance.places.called import KEY, RULEBOOK, WORDS, GridNames, grid_names_in, names_of
from tests.governance.responsibility.county_room import TOWN, CountyRoom, uid

OWN = [["普通网格", "二级网格"], ["微网格", "三级网格"], ["网格长", "片长"]]


@pytest.mark.parametrize(
    "value",
    [
        [["楼长", "片长"]],  # no word of the rulebook
        [["网格长", ""]],
        [["网格长", " 片长"]],
        [["网格长", "片长"], ["网格员", "片长"]],  # two posts of one name
        [["网格长", "片长"], ["网格长", "组长"]],
        [["网格长", "网格员"]],  # which keeps its own meaning
        [["网格长", "片" * 13]],
        [["网格长", 3]],
        {"网格长": "片长"},
    ],
)
def test_names_that_cannot_be_told_apart_are_none(value: Any) -> None:
    assert names_of(value) is None
    assert grid_names_in({KEY: value}) == RULEBOOK


def test_two_words_may_change_places() -> None:
    names = names_of([["网格长", "网格员"], ["网格员", "网格长"]])
    assert names is not None
    assert (names.said("网格长"), names.meant("网格长")) == ("网格员", "网格员")


@given(st.permutations(sorted(WORDS)))
def test_what_is_said_is_understood(words: list[str]) -> None:
    names = names_of(list(zip(sorted(WORDS), words, strict=True)))
    assert names is not None
    assert all(names.meant(names.said(word)) == word for word in WORDS)
    assert all(RULEBOOK.said(word) == word == RULEBOOK.meant(word) for word in WORDS)


def test_the_county_sets_them_and_every_town_reads_them() -> None:
    room = CountyRoom()
    assert room.no("config.put", "n", {"key": KEY, "value": [["楼长", "片长"]]}, "admin") == "bad-names"
    room.does("config.put", "n", {"key": KEY, "value": OWN}, "admin")
    town = rules_of(Stream(id=uid("town"), kind="town", area=TOWN), room.bundle)
    assert town.grid_names == GridNames(dict(OWN))
    assert town.grid_names.posts["GRID_LEADER"] == "片长"
    assert town.grid_names.posts["GRID_WORKER"] == "网格员"
