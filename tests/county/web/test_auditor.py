"""审计 in a small county: everything is read, masked, nothing is done; an empty county says so."""

import asyncio

from county.streams import County
from tests.county.web.scene import TELEPHONE, assigned, browser, call_of, event_of, site


def test_an_empty_county_says_so_and_offers_where_to_look(county: County) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url, "au") as who:
            for path in ("/desk", "/notices", "/lists", "/me"):
                assert (await who.get(path)).status == 200
            desk = await who.get("/desk")
            assert "审计查看" in desk.words
            assert "现在没有可查看的呼叫" in desk.words
            assert "待办" not in desk.words
            assert 'href="/notices"' in desk.text

    asyncio.run(scene())


def test_one_call_is_read_with_everything_masked_and_nothing_to_do(county: County) -> None:
    assigned(county, "ZF")
    call, event = call_of(county).serial, event_of(county).serial

    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "au") as who,
            browser(county, url, "ZF-1") as dept,
        ):
            desk = await who.get("/desk")
            assert call in desk.text
            for key in (call, event):
                page = await who.get(f"/desk/{key}")
                assert (page.status, page.actions) == (200, set())
                assert "审计查看只读" in page.words
                assert TELEPHONE not in page.text
                assert "王建国" not in page.text
                assert "桥东 12 号" not in page.text  # the door is nobody's business here
                assert "data-caller" not in page.text or "/look" not in page.text
            form = (await dept.get(f"/desk/{call}")).form(f"/desk/{call}/do/call.sign")
            mine = (await who.get("/me")).form("/logout")["token"]
            tried = await who.post(f"/desk/{call}/do/call.sign", form | {"token": mine})
            assert tried.status == 422
            assert call_of(county).tasks[0].signed is None
            looked = await who.post(
                f"/desk/{event}/look", {"token": mine, "field": "phone", "reason": "核对"}
            )
            assert looked.status == 404

    asyncio.run(scene())
