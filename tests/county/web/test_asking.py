"""判责 in the browser (rulebook §5.3): the same question gives the same answer as at every desk."""

import asyncio

import pytest

from county.streams import County
from db.county_store import view_of
from governance.responsibility.items import responsible
from tests.county.small import TOWN
from tests.county.web.scene import Page, browser, site


def whose(county: County, login: str = "c1", **question: str) -> Page:
    """The page that answers."""
    query = "&".join(f"{name}={text}" for name, text in question.items())

    async def scene() -> Page:
        async with site(county) as url, browser(county, url, login) as who:
            return await who.get(f"/whose?{query}")

    return asyncio.run(scene())


@pytest.mark.parametrize("login", ["c1", "ZF-1", "T-ZF-1", "dir", "gw"])
def test_everybody_gets_the_rules_own_answer_in_its_order(county: County, login: str) -> None:
    text = "村民在建违法建设"
    page = whose(county, login, word="050101", day="2026-03-09", town=TOWN, text=text)
    with county.reading() as conn:
        view = view_of(conn, county.stream)
        assert view is not None
        found = responsible("050101", "2026-03-09", TOWN, "", text, view.rules)
    assert found
    places = [page.words.index(f"{answer.item.code} {answer.item.name}") for answer in found]
    assert places == sorted(places)
    assert f"条款 {found[0].clause} {found[0].reason}" in page.words
    assert all(line.clause in page.words for line in found[0].town_lines)


def test_a_name_that_means_several_asks_for_the_code_and_an_unknown_one_says_so(county: County) -> None:
    assert "有几个小类" in whose(county, word="违法").words
    assert "没有这个小类" in whose(county, word="飞碟").words
    assert "050101 在建违法建设：" in whose(county, word="在建违法建设").words
    assert "日期看不懂" in whose(county, word="050101", day="三月").words


def test_what_no_item_covers_is_the_towns_or_a_call_outside_the_list(county: County) -> None:
    page = whose(county, word="010305")
    assert "清单外：小类“合同债务纠纷”" in page.words
    assert "由乡镇" in page.words
    before = whose(county, word="050101", day="2020-01-01")
    assert "清单外" in before.words  # no version was in force on that day


def test_nothing_is_answered_before_something_is_asked(county: County) -> None:
    assert "依序判定" not in whose(county).words
