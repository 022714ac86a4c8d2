"""Logging in: by name and password, not too often, out again; strangers see nothing; the demo's list only in a demo."""

import asyncio

from sqlalchemy import insert

from county.clock import WallClock
from county.database import DEMO_MARK
from county.streams import County
from county.web.sessions import IDLE_MS, LONGEST_MS, open_session, session_of, touch
from db.tables.county import setting, web_session
from tests.county.small import PASSWORD, uid
from tests.county.web.scene import Browser, Page, browser, site


async def _log_in(who: Browser, login: str, password: str) -> Page:
    form = (await who.get("/login")).form("/login")
    return await who.post("/login", form | {"login": login, "password": password})


def test_a_person_logs_in_and_out(county: County) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url) as who:
            home = await who.get("/")
            assert home.where == "/login"
            desk = await _log_in(who, "c1", PASSWORD)
            assert (desk.status, desk.where) == (200, "/desk")
            assert "县中心一" in desk.words
            me = await who.get("/me")
            gone = await who.post("/logout", me.form("/logout"))
            assert gone.where == "/login"
            assert (await who.get("/desk")).where.startswith("/login")

    asyncio.run(scene())


def test_after_logging_in_one_is_where_one_wanted_to_be_but_never_elsewhere(county: County) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url) as who:
            asked = await who.get("/lists?q=x")
            form = asked.form("/login") | {"login": "c1", "password": PASSWORD}
            assert (await who.post("/login", form)).where == "/lists?q=x"
        async with site(county) as url, browser(county, url) as who:
            for evil in ("//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example"):
                form = (await who.get("/login")).form("/login")
                found = await who.post("/login", form | {"login": "c1", "password": PASSWORD, "after": evil})
                assert found.where == "/desk"
                await who.post("/logout", (await who.get("/me")).form("/logout"))

    asyncio.run(scene())


def test_a_wrong_password_and_an_unknown_name_read_the_same(county: County) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url) as who:
            wrong, unknown = await _log_in(who, "c1", "nonsense"), await _log_in(who, "nobody", "nonsense")
            assert (wrong.status, unknown.status) == (401, 401)
            assert "登录名或口令不对" in wrong.words
            assert wrong.words.replace("c1", "") == unknown.words.replace("nobody", "")

    asyncio.run(scene())


def test_after_ten_failures_even_the_right_password_waits(county: County) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url) as who:
            found = [await _log_in(who, "c2", "nonsense") for _ in range(10)]
            assert {page.status for page in found} == {401}
            late = await _log_in(who, "c2", PASSWORD)
            assert late.status == 429
            assert "分钟后再试" in late.words

    asyncio.run(scene())


def test_a_login_form_of_another_site_is_refused(county: County) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url) as who:
            form = (await who.get("/login")).form("/login") | {"login": "c1", "password": PASSWORD}
            assert (await who.post("/login", form | {"token": "x"})).status == 403
            foreign = await who.post("/login", form, Origin="https://elsewhere.example")
            assert foreign.status == 403

    asyncio.run(scene())


def test_a_session_ends_after_half_an_hour_of_nothing_and_after_twelve_hours(county: County) -> None:
    now, user = WallClock().now(), uid("c1")

    def whole(at: int) -> bool:
        with county.reading() as conn:
            return session_of(conn, cookie, at) is not None

    cookie = county.store.write(lambda conn: open_session(conn, user, now))
    assert whole(now + IDLE_MS - 1)
    assert not whole(now + IDLE_MS)
    for at in range(now, now + LONGEST_MS, IDLE_MS // 2):
        with county.reading() as conn:
            session = session_of(conn, cookie, at)
        assert session is not None
        county.store.write(lambda conn, s=session, at=at: touch(conn, s, at))  # type: ignore[misc]
    assert not whole(now + LONGEST_MS)


def test_only_the_hash_of_a_cookie_is_kept(county: County) -> None:
    cookie = county.store.write(lambda conn: open_session(conn, uid("c1"), WallClock().now()))
    with county.reading() as conn:
        kept = conn.execute(web_session.select()).first()
    assert kept is not None
    assert cookie.encode() not in bytes(kept.hash)


def test_a_new_password_ends_the_other_browsers(county: County) -> None:
    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "c1") as here,
            browser(county, url, "c1") as there,
        ):
            form = (await here.get("/me")).form("/me/password")
            wrong = await here.post(
                "/me/password", form | {"old": "x", "new": "long-enough", "again": "long-enough"}
            )
            assert (wrong.status, "原口令不对" in wrong.words) == (422, True)
            short = await here.post(
                "/me/password", form | {"old": PASSWORD, "new": "short", "again": "short"}
            )
            assert "少于 8 位" in short.words
            done = await here.post(
                "/me/password", form | {"old": PASSWORD, "new": "long-enough", "again": "long-enough"}
            )
            assert "口令已修改" in done.words
            assert (await there.get("/desk")).where.startswith("/login")
            assert (await here.get("/desk")).where == "/desk"

    asyncio.run(scene())


def test_a_closed_account_is_out_at_once(county: County) -> None:
    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "admin") as admin,
            browser(county, url, "c1") as who,
        ):
            assert (await who.get("/accounts")).status == 404
            form = (await admin.get("/accounts?q=c1")).form("/accounts")
            await admin.post("/accounts", {"token": form["token"], "close": uid("c1")})
            assert (await who.get("/desk")).where.startswith("/login")
            assert (await _log_in(who, "c1", PASSWORD)).status == 401

    asyncio.run(scene())


def test_only_a_demo_county_lists_whom_one_may_log_in_as(county: County) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url) as who:
            assert "演示账号" not in (await who.get("/login")).words
        county.store.write(lambda conn: conn.execute(insert(setting).values(name=DEMO_MARK, value="1")))
        async with site(county) as url, browser(county, url) as who:
            page = await who.get("/login")
            assert "演示账号" in page.words
            assert "/login?as=c1" in page.text
            assert PASSWORD not in page.text

    asyncio.run(scene())


def test_a_one_time_word_is_shown_once_and_has_to_be_changed_before_anything_else(county: County) -> None:
    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "admin") as admin,
            browser(county, url) as who,
        ):
            form = (await admin.get("/accounts?q=c1")).form("/accounts")
            page = await admin.post("/accounts", {"token": form["token"], "reset": uid("c1")})
            word = page.text.partition('class="word">')[2].partition("<")[0]
            assert len(word) == 14
            assert word not in (await admin.get("/accounts?q=c1")).text
            assert (await _log_in(who, "c1", PASSWORD)).status == 401
            assert (await _log_in(who, "c1", word)).where == "/me?said=once"
            assert (await who.get("/desk")).where == "/me?said=once"
            asked = (await who.get("/me")).form("/me/password")
            sent = await who.post("/report", {"token": asked["token"], "text": "路灯不亮"})
            assert sent.where == "/me?said=once"
            own = {"old": word, "new": "my-own-word", "again": "my-own-word"}
            assert "口令已修改" in (await who.post("/me/password", asked | own)).words
            assert (await who.get("/desk")).where == "/desk"

    asyncio.run(scene())


def test_everybody_begins_where_his_work_is(county: County) -> None:
    begins = {
        "admin": "/accounts",
        "op1": "/notices",
        "bb": "/desk",
        "au": "/desk",
        "gw": "/desk",
        "dir": "/desk",
    }

    async def scene() -> None:
        async with site(county) as url:
            for login, where in begins.items():
                async with browser(county, url, login) as who:
                    page = await who.get("/")
                    assert (page.where, page.status) == (where, 200), login
                    assert 'aria-current="page"' in page.text, login

    asyncio.run(scene())
