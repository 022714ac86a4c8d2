"""Nothing typed is lost (表单留存): a form that is not taken comes back filled, with the reason and the way on."""

import asyncio

from sqlalchemy import delete

from county.streams import County
from db.tables.county import web_session
from tests.county.small import PASSWORD
from tests.county.web.scene import (
    Browser,
    Page,
    assigned,
    browser,
    call_of,
    dispatched,
    event_of,
    report,
    site,
)

WORDS = "此段道路由交通部门管养"
RETURN = {"code": "T1", "clause": "公路法第八条", "text": WORDS}


def _log_out_everybody(county: County) -> None:
    county.store.write(lambda conn: conn.execute(delete(web_session)))


async def _open(who: Browser, key: str, kind: str = "event.return") -> tuple[str, dict[str, str]]:
    action = f"/desk/{key}/do/{kind}"
    return action, (await who.get(f"/desk/{key}")).form(action)


def _kept(page: Page, action: str) -> dict[str, str]:
    form = page.form(action)
    return {name: form[name] for name in RETURN}


def test_a_session_that_ended_asks_for_the_password_and_gives_the_form_back(county: County) -> None:
    dispatched(county)

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "T-ZF-1") as who:
            action, form = await _open(who, event_of(county).serial)
            await asyncio.to_thread(_log_out_everybody, county)
            login = await who.post(action, form | RETURN, Origin=url)
            assert "内容已留住" in login.words
            mine = login.form("/login")
            wrong = await who.post("/login", mine | {"login": "T-ZF-1", "password": "nonsense"})
            assert wrong.status == 401
            back = await who.post("/login", wrong.form("/login") | {"login": "T-ZF-1", "password": PASSWORD})
            assert (back.status, "请核对后再提交一次" in back.words) == (200, True)
            assert _kept(back, action) == RETURN
            assert not event_of(county).returns  # nothing was done on its own
            done = await who.post(action, back.form(action) | {"suggested_unit": "T-SC"}, Origin=url)
            assert done.status == 200

    asyncio.run(scene())
    assert event_of(county).returns[0].clause == RETURN["clause"]


def test_somebody_elses_words_are_not_kept_from_another_site(county: County) -> None:
    dispatched(county)

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "T-ZF-1") as who:
            action, form = await _open(who, event_of(county).serial)
            strange = await who.post(action, form | RETURN, Origin="https://elsewhere.example")
            assert (strange.status, WORDS in strange.text) == (403, False)
            await asyncio.to_thread(_log_out_everybody, county)
            for more in ({}, {"Origin": "https://elsewhere.example"}):
                assert WORDS not in (await who.post(action, form | RETURN, **more)).text

    asyncio.run(scene())


def test_a_form_opened_before_logging_in_again_comes_back_filled(county: County) -> None:
    dispatched(county)

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "T-ZF-1") as who:
            action, form = await _open(who, event_of(county).serial)
            old = await who.post(action, form | RETURN | {"token": "of-another-session"}, Origin=url)
            assert (old.status, _kept(old, action)) == (403, RETURN)
            assert (await who.post(action, old.form(action) | {"suggested_unit": "T-SC"})).status == 200

    asyncio.run(scene())


def test_too_many_forms_come_back_filled(county: County) -> None:
    dispatched(county)

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "T-ZF-1") as who:
            action, form = await _open(who, event_of(county).serial)
            found = [await who.post(action, form | RETURN | {"suggested_unit": ""}) for _ in range(30)]
            late = next(page for page in found if page.status == 429)
            assert "操作过于频繁" in late.words
            assert _kept(late, action) == RETURN

    asyncio.run(scene())


def test_photos_that_are_too_large_leave_the_words_in_the_form(county: County) -> None:
    assigned(county, "ZF")

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "ZF-1") as who:
            key = call_of(county).serial
            await who.do(key, "call.respond", how="ARRIVE", person="蒋敏", text="已到桥东现场")
            action, form = await _open(who, key, "call.feedback")
            huge = b"\xff\xd8\xff" + b"x" * (5 << 20)
            heavy = await who.post(action, form | {"result": "SOLVED", "text": "已查封", "files": [huge]})
            assert (heavy.status, "重新选择照片" in heavy.words) == (413, True)
            assert heavy.form(action)["text"] == "已查封"

    asyncio.run(scene())


def test_a_report_that_waited_for_the_login_is_not_lost(county: County) -> None:
    report(county)

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "gw") as who:
            form = (await who.get("/report")).form("/report") | {"text": "河边护栏松动"}
            await asyncio.to_thread(_log_out_everybody, county)
            login = await who.post("/report", form, Origin=url)
            back = await who.post("/login", login.form("/login") | {"login": "gw", "password": PASSWORD})
            assert back.form("/report")["text"] == "河边护栏松动"

    asyncio.run(scene())


def test_an_address_that_is_none_says_so_in_plain_words(county: County) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url, "c1") as who, browser(county, url) as stranger:
            for one in (who, stranger):
                page = await one.get("/nonsense/of/somebody")
                assert (page.status, "从工作台打开" in page.words) == (404, True)
            desk = await who.get("/v1/nonsense")
            assert (desk.status, "工作台" in desk.text) == (404, False)

    asyncio.run(scene())
