"""The seven public steps on an event's page (§3.2): merged it shows its main one's, void it stops where it stood."""

import asyncio
import re

from county.acts import act
from county.streams import County
from tests.county.small import uid
from tests.county.web.scene import EVENT, browser, did, dispatched, event_of, new, report, site, town_of

OTHER = 3


def shown(text: str) -> list[str]:
    """The tracker's classes, step by step."""
    found = re.search(r'<ol class="steps[^"]*".*?</ol>', text, re.S)
    assert found is not None
    return re.findall(r'<li class="([a-z]+)', found[0])


def test_a_merged_event_shows_how_far_its_main_one_is(county: County) -> None:
    dispatched(county)
    report(county, OTHER)
    town = town_of(county)
    did(act(county, town, uid("op1"), "event.accept", new(OTHER), {}))
    did(act(county, town, uid("op1"), "event.merge", new(OTHER), {"main": new(EVENT)}))

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "lead") as who:
            page = await who.get(f"/desk/{new(OTHER)}")
            assert "已归并" in page.words
            assert shown(page.text) == ["done", "done", "done", "current", "rest", "rest", "rest"]

    asyncio.run(scene())


def test_a_void_event_says_so_at_the_step_where_it_stood(county: County) -> None:
    dispatched(county)
    why = {"code": "V1", "reason": "重复录入"}
    did(act(county, town_of(county), uid("lead"), "event.void", new(EVENT), why))

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "lead") as who:
            page = await who.get(f"/desk/{event_of(county).serial}")
            assert shown(page.text) == ["done", "done", "done", "stopped", "rest", "rest", "rest"]
            assert "任务处理 作废" in page.words

    asyncio.run(scene())
