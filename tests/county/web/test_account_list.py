"""The administrator's list (账号, rulebook §1.4): units first, people once asked for, however many there are."""

import asyncio
import re

from sqlalchemy import insert, update

from county.streams import County
from county.web.account_list import PER_PAGE, listed, wanted_of
from county.web.workplace import Workplace
from db.ids import new_id
from db.tables.county import account
from tests.county.small import MONDAY, TOWN, uid
from tests.county.web.scene import browser, site

KB = 1024


def crowd(county: County, count: int) -> None:
    """So many more accounts, of people without a post."""
    rows = [
        {
            "user_id": new_id(MONDAY + n),
            "tenant_id": county.stream,
            "login": f"x{n:04}",
            "verifier": "first",
            "active": 1,
        }
        for n in range(count)
    ]
    county.store.write(lambda conn: conn.execute(insert(account), rows))


def logins(text: str) -> list[str]:
    """Whose accounts stand in the table."""
    return re.findall(r"<tr><td>([^<]+)</td>", text)


def test_units_are_listed_and_a_unit_opens_to_its_people(county: County) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url, "admin") as admin:
            page = await admin.get("/accounts")
            assert logins(page.text) == []
            assert "选单位看其账号，或按姓名查询" in page.words
            assert "云溪镇" in page.words
            address = re.search(r'href="(/accounts\?unit=[^"]*T-PCS)#people"', page.text)
            assert address is not None
            unit = await admin.get(address[1])
            assert logins(unit.text) == ["T-PCS-1", "T-PCS-2"]
            assert '<details class="house" open>' in unit.text
            village = await admin.get(f"/accounts?unit={TOWN}:990101100201")
            assert logins(village.text) == ["gw", "vl"]  # a grid's people stand with their village

    asyncio.run(scene())


def test_six_hundred_people_make_a_small_page_and_all_are_reached(county: County) -> None:
    crowd(county, 600)

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "admin") as admin:
            first = await admin.get("/accounts")
            assert len(first.text.encode()) < 24 * KB
            seen: list[str] = []
            where = "/accounts?q=x0"
            while where:
                page = await admin.get(where)
                assert len(page.text.encode()) < 48 * KB
                seen += logins(page.text)
                link = re.search(r'rel="next" href="([^"]+)"', page.text)
                where = link[1].replace("&amp;", "&") if link is not None else ""
            assert len(seen) == 600
            assert len(set(seen)) == 600

    asyncio.run(scene())


def test_what_is_done_to_an_account_leads_back_to_the_same_place(county: County) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url, "admin") as admin:
            at = "/accounts?q=c1"
            form = (await admin.get(at)).form("/accounts")
            done = await admin.post("/accounts", form | {"close": uid("c1")})
            assert done.where == "/accounts?q=c1&said=close"
            assert "已停用" in done.words
            closed = await admin.get("/accounts?state=closed")
            assert logins(closed.text) == ["c1"]
            form = closed.form("/accounts")
            back = await admin.post("/accounts", form | {"open": uid("c1")})
            assert back.where == "/accounts?state=closed&said=open"
            assert "这里没有账号" in back.words
            handed = await admin.post("/accounts", form | {"reset": uid("c2")})
            assert "c2 的一次性口令" in handed.words
            for bad in ({}, {"reset": "x"}, {"reset": uid("admin")}, {"close": uid("admin")}):
                assert (await admin.post("/accounts", form | bad)).status == 404

    asyncio.run(scene())


def test_nonsense_in_the_address_asks_for_nothing() -> None:
    wanted = wanted_of({"q": " " * 3, "state": "x", "page": "²", "unit": ""})
    assert not wanted.anything
    assert (wanted.page, wanted.where()) == (1, "/accounts")
    assert wanted_of({"page": "99999"}).page == 1
    assert wanted_of({"q": "a", "page": "3"}).where(said="close") == "/accounts?q=a&page=3&said=close"


def test_accounts_are_counted_by_the_state_of_their_password(county: County) -> None:
    county.store.write(
        lambda conn: conn.execute(update(account).where(account.c.login == "c2").values(verifier="$argon2"))
    )
    place = Workplace(county, {})
    with place.look() as snapshot:
        found = listed(snapshot, county.towns, wanted_of({"state": "first", "page": "9"}))
    counts = {key: count for key, _, count in found.states}
    assert counts == {"first": found.of - 1}
    assert (found.found, found.pages) == (found.of - 1, -(-(found.of - 1) // PER_PAGE))
    assert found.rows  # beyond the last page: the last one
    assert sum(house.count for house in found.houses) == found.of


def test_a_small_county_shows_everybody_at_once(county: County) -> None:
    county.store.write(lambda conn: conn.execute(account.delete().where(account.c.login.like("T-%"))))
    place = Workplace(county, {})
    with place.look() as snapshot:
        found = listed(snapshot, county.towns, wanted_of({}))
    assert len(found.rows) == found.of <= PER_PAGE
