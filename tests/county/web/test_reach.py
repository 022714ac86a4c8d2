"""Other people's addresses (越权访问): what lies outside a role's sight is not there, in plain words, for every page and form.

Source: rulebook §1.3, §2.4.
"""

import asyncio
import re

import pytest

from county.streams import County
from tests.county.web.scene import (
    TELEPHONE,
    assigned,
    browser,
    call_of,
    dispatched,
    event_of,
    new,
    site,
)

# login → where he may look; everything else below is 404 for him
EVERYBODY = {"/lists", "/lists/SD-A01", "/me"}
PLACES = ("/accounts", "/deputies", "/admissions", "/notices", "/notices/new", "/report", "/done", "/lists/SD-A01/edit",
          "/lists/SD-A01/call", "/figures/response_rate", "/emergency")  # fmt: skip
MAY = {
    "c1": {"/notices", "/notices/new", "/report", "/done", "/lists/SD-A01/call"},
    "ZF-1": {"/notices", "/done", "/figures/response_rate"},
    "ZFL": {"/notices", "/done", "/figures/response_rate", "/admissions", "/lists/SD-A01/call"},
    "T-ZF-1": {"/notices", "/done", "/report"},
    "gw": {"/done", "/report"},
    "admin": {"/accounts", "/deputies"},
    "bb": {"/admissions", "/lists/SD-A01/edit", "/emergency"},
}
FORMS = {
    "/accounts",
    "/deputies",
    "/notices/new",
    "/report",
    "/lists/SD-A01/edit",
    "/lists/SD-A01/call",
    "/emergency",
}


@pytest.mark.parametrize("login", MAY)
def test_pages_of_another_office_are_not_there(county: County, login: str) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url, login) as who:
            token = (await who.get("/me")).form("/logout")["token"]
            for path in (*PLACES, *EVERYBODY):
                page = await who.get(path)
                may = path in MAY[login] or path in EVERYBODY
                if may:
                    assert page.status == 200, path
                elif path in FORMS:
                    assert page.status == 404, path
                    assert "不在您的范围内" in page.words
                    sent = await who.post(path, {"token": token, "action": new(50), "wish": "close"})
                    assert sent.status == 404, path

    asyncio.run(scene())


def test_who_keeps_accounts_reads_no_case_and_who_audits_changes_none(county: County) -> None:
    assigned(county, "ZF")
    call, event = call_of(county).serial, event_of(county).serial

    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "admin") as admin,
            browser(county, url, "kl") as leader,
            browser(county, url, "bb") as keeper,
            browser(county, url, "op1") as room,
        ):
            for key in (call, event):
                assert (await admin.get(f"/desk/{key}")).status == 404
                assert (await keeper.get(f"/desk/{key}")).status == 404
                seen = await leader.get(f"/desk/{key}")
                assert (seen.status, TELEPHONE in seen.text, "王建国" in seen.text) == (200, False, False)
                shown = await room.get(f"/desk/{key}")  # the room's own case; it acts at its desk
                assert (shown.status, shown.actions) == (200, set())
            assert not re.search("井盖|桥东", (await admin.get("/desk")).text)

    asyncio.run(scene())


def test_a_secret_caller_is_in_no_page_of_the_county_whoever_asks(county: County) -> None:
    dispatched(county, reply=True, secret=True)
    key = event_of(county).serial

    async def scene() -> None:
        async with site(county) as url:
            for login in ("T-ZF-1", "T-ZF-2", "gw", "vl", "op1", "dir", "c1", "ZF-1"):
                async with browser(county, url, login) as who:
                    page = await who.get(f"/desk/{key}")
                    assert page.status in (200, 404)
                    for words in ("王建国", "王**", TELEPHONE):
                        assert words not in page.text, (login, words)

    asyncio.run(scene())
