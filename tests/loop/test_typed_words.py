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
from tests.county.web.scene import (
    CALL,
    EVENT,
    assigned,
    call_of,
    did,
    dispatched,
    event_of,
    new,
    site,
    town_of,
)
from tests.loop.chromium import CHROMIUM, PHONE, Browser, browser

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
        await mine.open("/lists")
        await mine.open(f"/desk/{call_of(county).serial}")
        assert len(str(await mine.value(TEXT))) == 3_000  # refused, left, come back to

    _run(county, scene)


def test_the_case_beside_the_list_stays_when_a_more_urgent_one_arrives(county: County) -> None:  # noqa: F811
    assigned(county, "ZF")
    town, event, urgent = town_of(county), new(8_001), new(8_002)

    def arrives() -> None:
        p = {"serial": "", "ch": "GRID", "text": "燃气泄漏", "place": {"area": "99010110020100100", "text": "桥西"},
             "cat": "030101", "urg": "U1"}  # fmt: skip
        did(act(county, town, uid("gw"), "event.report", event, p, id=new(8_501)))
        did(act(county, town, uid("op1"), "event.accept", event, {}))
        call = {
            "serial": "",
            "grade": "C1",
            "ask": "请立即到场",
            "reason": "清单外",
            "depts": ("ZF",),
            "parent": event,
        }
        did(act(county, town, uid("lead"), "call.issue", urgent, call))
        did(act(county, town, uid("c1"), "call.accept", urgent, {"ruling": "accept"}))
        did(act(county, town, uid("c1"), "call.assign", urgent, {"unit": "ZF", "assist": ()}))

    async def scene(mine: Browser, url: str) -> None:
        assert await mine.value("document.title.startsWith('（1）')")
        title = await mine.value("document.querySelector('#case h1').innerText")
        await _redrawn(mine, arrives)
        await mine.until("document.querySelectorAll('.queue .card').length === 2", "both in the list")
        assert "请立即到场" in await mine.value("document.querySelector('.queue .card').innerText")  # on top
        assert await mine.value("document.querySelector('#case h1').innerText") == title
        assert await mine.value("document.querySelector('#badge-board').innerText") == "2"
        assert await mine.value("document.title.startsWith('（2）')")

    _run(county, scene, "/desk")


def test_who_checks_on_the_spot_reads_how_far_away_he_stands(county: County) -> None:  # noqa: F811
    """A refused form keeps the point, too."""
    spot = {"area": "99010110020100100", "text": "桥东", "lon": 120_500_000, "lat": 30_200_000}
    dispatched(county, place=spot)
    town, event = town_of(county), new(EVENT)
    did(act(county, town, uid("T-ZF-1"), "event.sign", event, {}))
    fed = {"result": "SOLVED", "text": "已换井盖", "files": ["照片1.jpg"]}
    did(act(county, town, uid("T-ZF-1"), "event.feedback", event, fed))
    did(act(county, town, uid("op1"), "event.order_verify", event, {"verifier": uid("gw")}))

    async def scene() -> None:
        async with site(county) as url, browser(url, PHONE) as mine:
            now = WallClock().now()
            cookie = county.store.write(lambda conn: open_session(conn, uid("gw"), now))
            await mine.command("Network.setCookie", name=COOKIE, value=cookie, url=url, path="/")
            await mine.command("Browser.grantPermissions", origin=url, permissions=["geolocation"])
            await mine.open(f"/desk/{event_of(county).serial}")
            for lat, said in (
                (30.2018, "距事发点 200 米，超过 100 米，须写理由"),
                (30.20016, "距事发点 18 米，限 100 米"),
            ):
                await mine.command(
                    "Emulation.setGeolocationOverride", latitude=lat, longitude=120.5, accuracy=5
                )
                await mine.press("取当前位置")
                await mine.reads(said)
            await mine.begin("核查")
            await mine.choose("result", "fail")
            await mine.send()
            await mine.reads("没有办成")
            assert await mine.value("document.querySelector('[data-lat]').value") == "30.200160"

    asyncio.run(scene())


def test_a_dead_line_is_told_with_the_time_of_what_is_seen(county: County) -> None:  # noqa: F811
    assigned(county, "ZF")

    async def scene(mine: Browser, url: str) -> None:
        line = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        await mine.command("Network.enable")
        await mine.command("Network.emulateNetworkConditions", offline=True, **line)
        await asyncio.to_thread(
            _elsewhere, county
        )  # the poll that waits is told, the page can't be fetched any more
        await mine.reads("与县平台断开，以下截至 09:00")
        await mine.command("Network.emulateNetworkConditions", offline=False, **line)
        await mine.until("document.getElementById('lost').hidden", "the line is back")

    _run(county, scene)
