"""Photos that were chosen stay chosen (照片不丢): a dead line, a refused form, a session that ended; in real Chromium.

They lie in the browser until the county has the form, and for nobody else.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import delete

from county.clock import WallClock
from county.streams import County
from county.web.sessions import COOKIE, open_session
from db.tables.county import web_session
from db.tables.ledger import case_state
from tests.county.conftest import county, place, template  # noqa: F401
from tests.county.small import PASSWORD, uid
from tests.county.web.scene import EVENT, dispatched, event_of, new, site
from tests.county.web.test_crashes import damaged
from tests.loop.chromium import CHROMIUM, Browser, browser
from tests.loop.test_by_keyboard import a_picture

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(240),
    pytest.mark.skipif(not CHROMIUM, reason="needs Debian's chromium: apt-get install chromium"),
]

FORM = "#do-event-attach"
CHOSEN = f"document.querySelector('{FORM} input[type=file]').files.length"
SHELVED = f"document.querySelectorAll('{FORM} .shelf li').length"
KEPT = """
new Promise((done) => {
  const ask = indexedDB.open('huying-drafts');
  ask.onsuccess = () => {
    const base = ask.result, names = [...base.objectStoreNames];
    if (!names.length) { base.close(); done(0); return; }
    const count = base.transaction(names[0]).objectStore(names[0]).count();
    count.onsuccess = () => { base.close(); done(count.result); };
  };
})
"""
LINE = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
Scene = Callable[[Browser, str], Awaitable[None]]


@pytest.fixture
def pictures(tmp_path: Path) -> tuple[Path, Path]:
    """Two photos of the spot."""
    found = tmp_path / "现场.png", tmp_path / "近景.png"
    for one in found:
        one.write_bytes(a_picture())
    return found


def _run(county: County, scene: Scene) -> None:  # noqa: F811
    """A scene of a unit's clerk at the event's page."""
    dispatched(county)

    async def whole() -> None:
        async with site(county) as url, browser(url) as mine:
            await _let_in(county, mine, url, "T-ZF-2")
            await mine.open(f"/desk/{event_of(county).serial}")
            await scene(mine, url)

    asyncio.run(whole())


async def _let_in(county: County, mine: Browser, url: str, login: str) -> None:  # noqa: F811
    now = WallClock().now()
    cookie = county.store.write(lambda conn: open_session(conn, uid(login), now))
    await mine.command("Network.setCookie", name=COOKIE, value=cookie, url=url, path="/")


async def _choose(mine: Browser, *photos: Path) -> None:
    await mine.begin("附材料")
    for n, one in enumerate(photos, 1):
        await mine.attach("files", one)
        await mine.until(f"{SHELVED} === {n}", "the picture on its shelf")
    await mine.until(
        f"({KEPT}).then((kept) => {{ window.__kept = kept; }}), window.__kept === 1", "it is kept"
    )


async def _sees(mine: Browser, count: int) -> None:
    await mine.until(f"!!document.querySelector('{FORM}') && {CHOSEN} === {count}", f"{count} photos chosen")
    assert await mine.value(SHELVED) == count


async def _sent(mine: Browser, count: int) -> None:
    """It goes to the county with its photos, and nothing of it stays in the browser."""
    await mine.begin("附材料")
    await mine.send()
    await mine.reads("已提交，已入县台账")
    assert await mine.value("document.querySelectorAll('.photos img').length") == count
    await mine.until(
        f"({KEPT}).then((kept) => {{ window.__kept = kept; }}), window.__kept === 0", "nothing kept"
    )
    assert await mine.value(CHOSEN) == 0


@pytest.mark.parametrize("back", [True, False])
def test_photos_survive_a_line_that_died_and_are_sent_once(
    county: County,  # noqa: F811
    pictures: tuple[Path, Path],
    back: bool,
) -> None:
    """Whether the page is gone back to, as browsers remember it, or opened anew."""

    async def scene(mine: Browser, url: str) -> None:
        await _choose(mine, *pictures)
        await mine.command("Network.enable")
        await mine.command("Network.emulateNetworkConditions", offline=True, **LINE)
        await mine.value(f"document.querySelector('{FORM} button[type=submit]').click()")
        await mine.until("!document.querySelector('#acts')", "the browser's own page")
        await mine.command("Network.emulateNetworkConditions", offline=False, **LINE)
        if back:
            await mine.value("history.back()")
        else:
            await mine.open(f"/desk/{event_of(county).serial}")
            await mine.reads("上次提交没有收到回应，内容已恢复；再提交不会重复办理。照片 2 张也在。")
        await _sees(mine, 2)
        await _sent(mine, 2)

    _run(county, scene)


def test_photos_survive_a_wrong_click_and_go_when_they_are_given_up(
    county: County,  # noqa: F811
    pictures: tuple[Path, Path],
) -> None:
    async def scene(mine: Browser, url: str) -> None:
        await _choose(mine, *pictures)
        await mine.open("/lists")
        await mine.open(f"/desk/{event_of(county).serial}")
        await _sees(mine, 2)
        await mine.press("去掉", "button")
        await mine.until(f"{CHOSEN} === 1", "one taken away")
        await mine.open(f"/desk/{event_of(county).serial}")
        await _sees(mine, 1)
        await mine.press("不要了", "button")
        await _sees(mine, 0)
        await mine.until(f"({KEPT}).then((kept) => {{ window.__kept = kept; }}), window.__kept === 0", "gone")

    _run(county, scene)


def test_a_form_that_comes_back_comes_with_its_photos(
    county: County,  # noqa: F811
    pictures: tuple[Path, Path],
) -> None:
    async def scene(mine: Browser, url: str) -> None:
        await _choose(mine, pictures[0])
        await mine.value(f"document.querySelector('{FORM} [name=token]').value = 'x'")
        await mine.begin("附材料")
        await mine.send()
        await mine.reads("表单不是本页刚打开的")
        await _sees(mine, 1)
        await mine.reads("照片 1 张也在")
        assert "照片须重新选择" not in await mine.words()
        await _sent(mine, 1)

    _run(county, scene)


def test_photos_wait_for_the_login_when_the_session_ended(
    county: County,  # noqa: F811
    pictures: tuple[Path, Path],
) -> None:
    async def scene(mine: Browser, url: str) -> None:
        await _choose(mine, pictures[0])
        await asyncio.to_thread(lambda: county.store.write(lambda conn: conn.execute(delete(web_session))))
        await mine.begin("附材料")
        await mine.send()
        await mine.reads("您填写的内容已留住")
        await mine.write("login", "T-ZF-2")
        await mine.write("password", PASSWORD)
        await mine.press("登录")
        await mine.reads("请核对后再提交一次")
        await _sees(mine, 1)
        await _sent(mine, 1)

    _run(county, scene)


@pytest.mark.expects_log("故障编号")
def test_photos_are_there_when_the_program_erred_and_it_is_sent_once_more(
    county: County,  # noqa: F811
    pictures: tuple[Path, Path],
) -> None:
    async def scene(mine: Browser, url: str) -> None:
        with county.reading() as conn:
            body = conn.execute(case_state.select().where(case_state.c.case_id == new(EVENT))).one().body
        key = event_of(county).serial
        await _choose(mine, *pictures)
        await asyncio.to_thread(damaged, county, "{")
        await mine.begin("附材料")
        await mine.send()
        await mine.reads("照片 2 张也在")
        await asyncio.to_thread(damaged, county, body)
        await mine.press("重新提交")
        await mine.reads("已提交，已入县台账")
        assert await mine.value("document.querySelectorAll('.photos img').length") == 2
        await mine.open(f"/desk/{key}")
        await _sees(mine, 0)

    _run(county, scene)


@pytest.mark.parametrize("leaves", [True, False])
def test_nobody_else_finds_them(
    county: County,  # noqa: F811
    pictures: tuple[Path, Path],
    leaves: bool,
) -> None:
    """Gone at the logout; and where nobody logged out, as soon as somebody else is in."""

    async def scene(mine: Browser, url: str) -> None:
        await _choose(mine, pictures[0])
        if leaves:
            await mine.open("/me")
            await mine.press("退出登录", "button")
            await mine.until("location.pathname === '/login'", "out")
        await _let_in(county, mine, url, "T-ZF-1")
        await mine.open(f"/desk/{event_of(county).serial}")
        await mine.until(f"({KEPT}).then((kept) => {{ window.__kept = kept; }}), window.__kept === 0", "gone")
        assert await mine.value(f"!document.querySelector('{FORM}') || {CHOSEN} === 0")

    _run(county, scene)
