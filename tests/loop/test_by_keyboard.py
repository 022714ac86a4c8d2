"""The web desk by keyboard alone, scripts switched off (无鼠标、无脚本): every office, in real Chromium."""

import asyncio
import struct
import zlib
from pathlib import Path

import pytest

from county.clock import VirtualClock
from county.streams import County
from tests.county.conftest import county, place, template  # noqa: F401
from tests.county.small import DAY, MONDAY, PASSWORD
from tests.county.web.scene import assigned, call_of, called, dispatched, event_of, report, site
from tests.county.web.test_list_files import a_book, an_item, its_line
from tests.loop.chromium import CHROMIUM, Browser, browser

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(240),
    pytest.mark.skipif(not CHROMIUM, reason="needs Debian's chromium: apt-get install chromium"),
]

STEPS = 80
FOCUSED = """
(() => {
  const one = document.activeElement, seen = one.matches('[type=radio], [type=checkbox]') ? one.parentElement : one;
  const rule = getComputedStyle(one.matches('.choice input') ? one.nextElementSibling : one);
  const box = seen.getBoundingClientRect();
  return {
    tag: one.tagName, words: (one.innerText || one.value || one.name || '').trim().slice(0, 30),
    place: [...document.querySelectorAll('*')].indexOf(one),
    marked: rule.outlineStyle !== 'none' && parseFloat(rule.outlineWidth) >= 1, shown: box.width > 0 && box.height > 0,
    named: !!(one.labels?.length || one.innerText?.trim() || one.getAttribute('aria-label')),
    submits: one.matches('button[type=submit]'),
  };
})()
"""


async def _key(mine: Browser, name: str) -> None:
    codes = {"Tab": 9, "Enter": 13, " ": 32}
    text = {"Enter": "\r", " ": " "}.get(name, "")
    key = {"key": name, "windowsVirtualKeyCode": codes[name], "code": "Space" if name == " " else name}
    await mine.command("Input.dispatchKeyEvent", type="keyDown", text=text, **key)
    await mine.command("Input.dispatchKeyEvent", type="keyUp", **key)


async def _log_in(mine: Browser, login: str) -> None:
    await mine.command("Emulation.setScriptExecutionDisabled", value=True)
    await mine.open("/login")
    await mine.command("Input.insertText", text=login)  # the field has the focus
    await _key(mine, "Tab")
    await mine.command("Input.insertText", text=PASSWORD)
    await _key(mine, "Enter")
    await mine.until("location.pathname !== '/login' && document.readyState === 'complete'", "let in")


async def _to(mine: Browser, words: str, times: int = STEPS) -> None:
    """Press Tab until the control with these words has the focus."""
    for _ in range(times):
        await _key(mine, "Tab")
        if str((await mine.value(FOCUSED))["words"]).startswith(words):
            return
    raise AssertionError(f"no way to {words}; the page says:\n{await mine.words()}")


async def _walked(mine: Browser) -> list[dict[str, object]]:
    """What Tab leads to, once through the page."""
    found: list[dict[str, object]] = []
    for _ in range(STEPS):
        await _key(mine, "Tab")
        one = dict(await mine.value(FOCUSED))
        if one["tag"] == "BODY" or (found and one["place"] == found[0]["place"]):
            break
        found.append(one)
    return found


def test_every_office_is_walked_through_by_tab_and_sees_where_it_is(county: County) -> None:  # noqa: F811
    assigned(county, "ZF")
    call, event = call_of(county).serial, event_of(county).serial
    _days_pass(county)
    pages = {
        "c1": (f"/desk/{call}", "/whose?word=030101", "/scores", "/scores/2026-03/ZF"),
        "cl": ("/notices", "/scores", "/scores/2026-03/ZF", "/scores/2026-03/ZF/enter", "/score-weights"),
        "kl": ("/admissions",), "bb": ("/lists/SD-A01/edit", "/list-files", "/whose"), "au": ("/scores",),
        "ZF-1": (f"/desk/{call}", "/whose"), "ZFL": ("/admissions",), "T-ZF-1": (f"/desk/{event}", "/whose"),
        "vl": (f"/desk/{event}",), "gw": ("/report", "/whose"),
        "admin": ("/accounts", "/accounts?q=c", "/accounts?state=first"), "dir": ("/desk",), "op1": ("/me",),
    }  # fmt: skip
    passive = ("/desk", "/notices", "/admissions", "/lists/SD-A01/edit", "/accounts?state=first")

    async def scene() -> None:
        async with site(county) as url:
            for login, paths in pages.items():
                async with browser(url) as mine:
                    await _log_in(mine, login)
                    for path in paths:
                        await mine.open(path)
                        await _seen_by_tab(
                            mine, login, path, acts=not path.startswith("/scores") and path not in passive
                        )

    asyncio.run(scene())


async def _seen_by_tab(mine: Browser, login: str, path: str, *, acts: bool) -> None:
    """Tab goes through the page as it is read; whatever has the focus is named, marked and on the page."""
    walked = await _walked(mine)
    assert len(walked) >= 4, (login, walked)
    places = [int(str(one["place"])) for one in walked]
    assert places == sorted(places), (login, "the order is not that of reading")
    for one in walked:
        assert one["marked"], (login, path, one)
        assert one["shown"], (login, path, one)
        assert one["named"], (login, path, one)
    if acts:
        assert any(one["submits"] or one["tag"] == "SUMMARY" for one in walked), (login, path)


def _days_pass(county: County) -> None:  # noqa: F811
    """The department's limits run out, and an entry says that the county knows it: figures reach up to the last."""
    assert isinstance(county.clock, VirtualClock)
    county.clock.move_to(MONDAY + 9 * DAY)
    report(county, 5)


async def _type(mine: Browser, words: str) -> None:
    """Write into what has the focus, in place of what stands there."""
    await mine.value("document.activeElement.select?.()")
    await mine.command("Input.insertText", text=words)


async def _until_focus(mine: Browser, name: str, times: int = STEPS) -> None:
    """Press Tab until the field with this name has the focus."""
    for _ in range(times):
        await _key(mine, "Tab")
        if await mine.value("document.activeElement.name") == name:
            return
    raise AssertionError(f"no way to the field {name}")


def test_whose_business_it_is_is_asked_without_mouse_or_script(county: County) -> None:  # noqa: F811
    async def scene() -> None:
        async with site(county) as url, browser(url) as mine:
            await _log_in(mine, "gw")
            await mine.open("/lists")
            await _to(mine, "判责")
            await _key(mine, "Enter")
            await mine.until("location.pathname === '/whose'", "the page")
            await _until_focus(mine, "word")
            await _type(mine, "030101")
            await _key(mine, "Enter")
            await mine.reads("项，依序判定")
            await _to(mine, "SD-")  # the answer leads to its item
            await _key(mine, "Enter")
            await mine.until("location.pathname.startsWith('/lists/SD-')", "the item")

    asyncio.run(scene())


def test_a_score_is_given_without_mouse_or_script(county: County) -> None:  # noqa: F811
    assigned(county, "ZF")
    _days_pass(county)

    async def scene() -> None:
        async with site(county) as url, browser(url) as mine:
            await _log_in(mine, "cl")
            await _to(mine, "考评")
            await _key(mine, "Enter")
            await mine.until("location.pathname === '/scores'", "the scores")
            await _to(mine, "录入县级考评")
            await _key(mine, "Enter")
            await _until_focus(mine, "score")
            await _type(mine, "88.40")
            await _key(mine, "Enter")
            await mine.reads("县级考评 88.40")

    asyncio.run(scene())


def test_a_file_of_the_list_is_checked_without_mouse_or_script(
    county: County,  # noqa: F811
    tmp_path: Path,
) -> None:
    book = tmp_path / "清单.xlsx"
    book.write_bytes(a_book([an_item("SD-Z01")], [its_line("SD-Z01")]))

    async def scene() -> None:
        async with site(county) as url, browser(url) as mine:
            await _log_in(mine, "bb")
            await mine.open("/lists")
            await _to(mine, "导入清单文件")
            await _key(mine, "Enter")
            await mine.until("location.pathname === '/list-files'", "the page")
            await _until_focus(mine, "files")
            await mine.attach("files", book)  # the system's own dialog is no part of the page
            await _until_focus(mine, "step")
            await _to(mine, "提交")
            await _key(mine, "Enter")
            await mine.reads("新增 1 项")
            await mine.reads("只作检查，没有导入")

    asyncio.run(scene())


def test_a_one_time_word_is_given_without_mouse_or_script(county: County) -> None:  # noqa: F811
    async def scene() -> None:
        async with site(county) as url, browser(url) as mine:
            await _log_in(mine, "admin")
            await mine.until("location.pathname === '/accounts'", "the page an administrator begins at")
            await _until_focus(mine, "q")
            await _type(mine, "ZF-1")
            await _key(mine, "Enter")
            await mine.reads("个账号")
            await mine.until("location.search.includes('q=')", "what was found")
            await _to(mine, "发一次性口令")
            await _key(mine, "Enter")
            await mine.reads("的一次性口令：")

    asyncio.run(scene())


def test_a_call_is_accepted_without_mouse_or_script(county: County) -> None:  # noqa: F811
    called(county, "ZF")
    key = call_of(county).serial

    async def scene() -> None:
        async with site(county) as url, browser(url) as mine:
            await _log_in(mine, "c1")
            await mine.open(f"/desk/{key}")
            await _to(mine, "提交")
            await _key(mine, "Enter")
            await mine.reads("已提交")
            assert call_of(county).state == "PLATFORM_ACCEPTED"

    asyncio.run(scene())


def test_a_page_is_drawn_again_by_itself_and_keeps_what_is_being_written(county: County) -> None:  # noqa: F811
    dispatched(county)
    key = event_of(county).serial

    async def scene() -> None:
        async with site(county) as url, browser(url) as mine, browser(url) as other:
            for one, login in ((mine, "T-ZF-1"), (other, "T-ZF-2")):
                await one.open("/login")
                await one.write("login", login)
                await one.write("password", PASSWORD)
                await one.press("登录", "button")
                await one.until("location.pathname === '/desk'", "let in")
                await one.open(f"/desk/{key}")
            await mine.begin("备注")
            await mine.write("text", "正在写的话")
            await other.begin("签收")
            await other.send()
            await mine.reads("此件有新进展，您填写的内容还在")
            said = "[...document.querySelectorAll('textarea')].some(one => one.value === '正在写的话')"
            assert await mine.value(said)
            assert "签收" in str(await mine.value("document.querySelector('.lines').innerText"))

    asyncio.run(scene())


def test_photos_are_seen_before_they_are_sent(county: County, tmp_path: Path) -> None:  # noqa: F811
    dispatched(county)
    key = event_of(county).serial
    picture, another = tmp_path / "现场.png", tmp_path / "近景.png"
    for one in (picture, another):
        one.write_bytes(a_picture())

    async def scene() -> None:
        async with site(county) as url, browser(url) as mine:
            await mine.open("/login")
            await mine.write("login", "T-ZF-2")
            await mine.write("password", PASSWORD)
            await mine.press("登录", "button")
            await mine.until("location.pathname === '/desk'", "let in")
            await mine.open(f"/desk/{key}")
            await mine.begin("附材料")
            await mine.attach("files", picture)
            await mine.until(
                "document.querySelectorAll('.shelf li canvas[width=\"204\"]').length === 1", "the picture"
            )
            await mine.attach("files", another)
            await mine.until("document.querySelectorAll('.shelf li').length === 2", "a second one beside it")
            await mine.press("去掉", "button")
            await mine.until("document.querySelectorAll('.shelf li').length === 1", "taken away again")
            await mine.send()
            await mine.reads("已提交")
            assert await mine.value("document.querySelectorAll('.photos img').length") == 1

    asyncio.run(scene())


def a_picture() -> bytes:
    """A real picture, one that a browser can draw."""

    def chunk(name: bytes, payload: bytes) -> bytes:
        return (
            struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", zlib.crc32(name + payload))
        )

    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + b"\x30\x60\x90" * 8 for _ in range(8))
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
