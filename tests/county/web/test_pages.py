"""Every page: the strict headers, nothing inline, labels for every field; and what stands on it by office."""

import asyncio
import re
import tomllib

from county.streams import County
from county.web.drawing import TOKENS, Drawing, tokens_css
from county.web.forms import FORMS
from governance.rules import KINDS
from tests.county.web.scene import Page, assigned, browser, call_of, event_of, site

PAGES = {
    "c1": (
        "/desk",
        "/report",
        "/notices",
        "/notices/new",
        "/lists/SD-A01/call",
        "/lists",
        "/lists/SD-A01",
        "/me",
    ),
    "ZF-1": ("/desk", "/done", "/lists?q=违法", "/whose?word=050101", "/me"),
    "T-ZF-1": ("/desk", "/done", "/report"),
    "gw": ("/desk", "/done", "/report"),
    "admin": ("/accounts", "/deputies", "/lists"),
    "bb": ("/desk", "/lists", "/lists/SD-A01/edit", "/lists/new/edit", "/list-files", "/admissions"),
    "kl": ("/desk", "/notices", "/admissions"),
    "ZFL": ("/desk", "/notices", "/admissions", "/lists/SD-A01/call", "/figures/response_rate"),
    "dir": ("/desk", "/lists"),
    "op1": ("/me", "/lists"),
}


def test_every_page_is_strict_and_says_what_its_fields_are(county: County) -> None:
    assigned(county, "ZF")

    async def scene() -> None:
        async with site(county) as url:
            for login, paths in PAGES.items():
                async with browser(county, url, login) as who:
                    for path in (*paths, *_case_of(county, login)):
                        page = await who.get(path)
                        assert page.status == 200, (login, path)
                        _strict(page)
                        _labelled(page)

    asyncio.run(scene())


def _case_of(county: County, login: str) -> tuple[str, ...]:
    if login in ("c1", "ZF-1"):
        return (f"/desk/{call_of(county).serial}",)
    return (f"/desk/{event_of(county).serial}",) if login in ("T-ZF-1", "gw") else ()


def _strict(page: Page) -> None:
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["Cache-Control"] == "no-store"
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=|javascript:", page.text)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page.text)


def _labelled(page: Page) -> None:
    labelled = set(re.findall(r'<label for="([^"]+)"', page.text))
    for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", page.text):
        if re.search(r'type="(?:hidden|radio|checkbox)"|data-lon|data-lat', tag):
            continue
        found = re.search(r'id="([^"]+)"', tag)
        assert found is not None, tag
        assert found[1] in labelled, tag
    ids = re.findall(r'\sid="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))


def test_strangers_come_to_the_login_page_from_everywhere(county: County) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url) as who:
            for path in (
                "/",
                "/desk",
                "/desk/H260309-100-00-0001",
                "/report",
                "/lists",
                "/accounts",
                "/me",
                "/done",
            ):
                page = await who.get(path)
                assert page.where.startswith("/login"), path
                _strict(page)

    asyncio.run(scene())


def test_a_session_cookie_is_out_of_reach_for_scripts_and_other_sites(county: County) -> None:
    from tests.county.small import PASSWORD

    async def scene() -> None:
        async with site(county) as url, browser(county, url) as who:
            form = (await who.get("/login")).form("/login") | {"login": "c1", "password": PASSWORD}
            async with who._http.post(url + "/login", data=form, allow_redirects=False) as answer:
                cookie = next(c for c in answer.headers.getall("Set-Cookie") if c.startswith("huying="))
            assert "HttpOnly" in cookie
            assert "SameSite=Strict" in cookie
            more = {"X-Forwarded-Proto": "https"}
            async with who._http.get(url + "/login", headers=more) as answer:
                assert "Secure" in answer.headers["Set-Cookie"]

    asyncio.run(scene())


def test_a_web_session_opens_no_desks_door(county: County) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url, "c1") as who:
            page = await who.get(f"/v1/streams/{county.stream}/actions?after=0", Authorization="Bearer x")
            assert page.status == 401

    asyncio.run(scene())


def test_every_form_is_of_a_kind_that_the_rules_know() -> None:
    assert set(FORMS) <= set(KINDS)


def test_colours_come_from_the_desks_tokens() -> None:
    for name, value in tomllib.loads(TOKENS.read_text("utf-8"))["light"].items():
        assert f"--{name}: {value};" in tokens_css()
    style = Drawing().files["desk.css"].body.decode()
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)|rgb\(", re.sub(r"/\*.*?\*/", "", style, flags=re.S))
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", style))
    assert used <= set(tomllib.loads(TOKENS.read_text("utf-8"))["light"])


def test_files_that_browsers_keep_have_the_content_in_their_address(county: County) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url) as who:
            page = await who.get("/login")
            address = next(part for part in page.text.split('"') if part.endswith("/desk.css"))
            style = await who.get(address)
            assert "immutable" in style.headers["Cache-Control"]
            assert (await who.get("/static/000000000000/desk.css")).status == 404
            assert (await who.get("/static/x/..%2f..%2fpyproject.toml")).status == 404

    asyncio.run(scene())
