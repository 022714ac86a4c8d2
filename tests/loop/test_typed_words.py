"""What somebody types into the web desk stays his (所填不失): news, wrong clicks, a dead line, a lost session; in Chromium."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import delete

from county.acts import act
from county.clock import WallClock
from county.streams import County
from county.web.sessions import COOKIE, open_session
from db.tables.county import web_session
from tests.county.conftest import county, place, template  # noqa: F401
from tests.county.small import PASSWORD, uid
from tests.county.web.scene import CALL, assigned, call_of, did, new, site, town_of
from tests.loop.chromium import CHROMIUM, Browser, browser

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(240),
    pytest.mark.skipif(not CHROMIUM, reason="needs Debian's chromium: apt-get install chromium"),
]

NOTE = "#do-call-note"
TEXT = f"document.querySelector('{NOTE} textarea').value"
Scene = Callable[[Browser, str], Awaitable[None]]


def _run(county: County, scene: Scene, path: str = "") -> None:  # noqa: F811
    """A scene of the department's clerk at the call's page."""

    async def whole() -> None:
        async with site(county) as url, browser(url) as mine:
            now = WallClock().now()
            cookie = county.store.write(lambda conn: open_session(conn, uid("ZF-1"), now))
            await mine.command("Network.setCookie", name=COOKIE, value=cookie, url=url, path="/")
            await mine.open(path or f"/desk/{call_of(county).serial}")
            await scene(mine, url)

    asyncio.run(whole())


async def _type(mine: Browser, words: str) -> None:
    await mine.begin("备注")
    await mine.write("text", words)


async def _redrawn(mine: Browser, happens: Callable[[], object]) -> None:
    """Wait until the page has drawn again what happened elsewhere."""
    time = "document.querySelector('#time')"
    watched = "{childList: true, characterData: true, subtree: true}"
    await mine.value(
        f"window.__drawn = 0, new MutationObserver(() => window.__drawn++).observe({time}, {watched})"
    )
    await asyncio.to_thread(happens)
    await mine.until("window.__drawn > 0", "the page follows")


def _elsewhere(county: County, n: int = 7_001) -> None:  # noqa: F811
    """Something happens in the town that is no matter of this call."""
    p = {
        "serial": "",
        "ch": "GRID",
        "text": "别处的事",
        "place": {"area": "99010110020100100", "text": "桥东"},
        "urg": "U3",
    }
    did(act(county, town_of(county), uid("gw"), "event.report", new(n), p, id=new(n + 500)))


def _noted(county: County) -> None:  # noqa: F811
    did(
        act(
            county, town_of(county), uid("c1"), "call.phone_log", new(CALL), {"who": "ZF", "text": "电话催办"}
        )
    )


def test_news_of_other_cases_leaves_forms_unfolded_focus_and_words_alone(county: County) -> None:  # noqa: F811
    assigned(county, "ZF")

    async def scene(mine: Browser, url: str) -> None:
        await mine.begin("备注")
        await mine.value(
            f"document.querySelector('{NOTE} textarea').focus(), document.querySelector('{NOTE}').mark = 'same'"
        )
        await _redrawn(mine, lambda: _elsewhere(county))
        assert await mine.value(f"document.querySelector('{NOTE}').mark") == "same"  # not even drawn again
        assert await mine.value(f"document.activeElement === document.querySelector('{NOTE} textarea')")
        await _type(mine, "已电话联系当事人")
        await _redrawn(mine, lambda: _elsewhere(county, 7_002))
        assert await mine.value(TEXT) == "已电话联系当事人"
        assert await mine.value("document.getElementById('fresh').hidden")  # nothing new about this case

    _run(county, scene)


def test_words_survive_a_wrong_click_and_are_one_act_after_the_line_died(county: County) -> None:  # noqa: F811
    assigned(county, "ZF")

    async def scene(mine: Browser, url: str) -> None:
        key = call_of(county).serial
        await _type(mine, "当事人明日到局")
        await mine.open("/lists")
        await mine.open(f"/desk/{key}")
        await mine.reads("已恢复上次没有提交的内容")
        assert await mine.value(TEXT) == "当事人明日到局"
        first = await mine.value(f"document.querySelector('{NOTE} [name=action]').value")
        await mine.command("Network.enable")
        await mine.command(
            "Network.emulateNetworkConditions",
            offline=True,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=-1,
        )
        await mine.value(f"document.querySelector('{NOTE} button[type=submit]').click()")
        await mine.until("!document.querySelector('#acts')", "the browser's own page")
        await mine.command(
            "Network.emulateNetworkConditions",
            offline=False,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=-1,
        )
        await mine.value("history.back()")
        await mine.until(f"!!document.querySelector('{NOTE}')", "the page again")
        assert await mine.value(TEXT) == "当事人明日到局"
        assert await mine.value(f"document.querySelector('{NOTE} [name=action]').value") == first
        await mine.begin("备注")
        await mine.send()
        await mine.reads("已提交，已入县台账")
        await mine.open(f"/desk/{key}")
        assert await mine.value(f"{TEXT} === ''")
        assert (await mine.words()).count("当事人明日到局") == 1

    _run(county, scene)


def test_a_session_that_ends_while_one_types_gives_the_form_back(county: County) -> None:  # noqa: F811
    assigned(county, "ZF")

    async def scene(mine: Browser, url: str) -> None:
        await _type(mine, "正在核对材料")
        await asyncio.to_thread(lambda: county.store.write(lambda conn: conn.execute(delete(web_session))))
        await mine.begin("备注")
        await mine.send()
        await mine.reads("您填写的内容已留住")
        await mine.write("login", "ZF-1")
        await mine.write("password", PASSWORD)
        await mine.press("登录")
        await mine.reads("请核对后再提交一次")
        assert await mine.value(TEXT) == "正在核对材料"
        assert not await mine.value("document.body.innerText.includes('已恢复')")  # said once

    _run(county, scene)


def test_somebody_else_in_the_same_tab_never_sees_them(county: County) -> None:  # noqa: F811
    assigned(county, "ZF")

    async def scene(mine: Browser, url: str) -> None:
        await _type(mine, "只给自己看的话")
        now = WallClock().now()
        cookie = county.store.write(lambda conn: open_session(conn, uid("ZF-2"), now))
        await mine.command("Network.setCookie", name=COOKIE, value=cookie, url=url, path="/")
        await mine.open(f"/desk/{call_of(county).serial}")
        assert await mine.value(TEXT) == ""
        assert "只给自己看的话" not in json.dumps(
            await mine.value("({...sessionStorage})"), ensure_ascii=False
        )

    _run(county, scene)


def test_how_much_may_still_be_written_is_told_and_nothing_is_cut(county: County) -> None:  # noqa: F811
    assigned(county, "ZF")

    async def scene(mine: Browser, url: str) -> None:
        await _type(mine, "长" * 1_990)
        await mine.reads("还可写 10 字")
        await _type(mine, "长" * 3_000)
        await mine.reads("超 1000 字")
        await mine.send()
        await mine.reads("有 3000 字，最多 2000 字")
        assert len(str(await mine.value(TEXT))) == 3_000

    _run(county, scene)
