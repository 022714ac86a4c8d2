"""The administrator enters who acts for a 指挥长, from which day to which (rulebook §1.1)."""

import asyncio

from county.streams import County
from db.county_store import view_of
from governance.people.roles import CHIEF, ROLE_NAMES
from governance.rulebook import Rules
from tests.county.small import DAY, HOUR, MONDAY, uid
from tests.county.web.scene import Browser, Page, browser, site, town_of

MIDNIGHT = MONDAY - 9 * HOUR


def rules_of(county: County, stream: str) -> Rules:
    with county.reading() as conn:
        view = view_of(conn, stream)
        assert view is not None
        return view.rules


def chiefs(county: County, at: int) -> list[set[str]]:
    """Who is 指挥长, in the town's ledger and in the county's."""
    return [
        {
            u.id
            for u in rules_of(county, s).as_of(at).directory.users.values()
            for g in u.grants
            if g.role == CHIEF
        }
        for s in (town_of(county), county.stream)
    ]


async def named(admin: Browser, county: County, login: str, since: str, until: str, **more: str) -> Page:
    token = (await admin.get("/deputies")).form("/deputies")["token"]
    typed = {"token": token, "town": town_of(county), "user": uid(login), "since": since, "until": until}
    return await admin.post("/deputies", typed | {"wish": "name"} | more)


def test_the_deputy_is_director_from_the_first_day_to_the_end_of_the_last(county: County) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url, "admin") as admin:
            page = await named(admin, county, "lead", "2026-03-10", "2026-03-11")
            assert page.status == 200, page.words
            assert "带班 2026-03-10 至 2026-03-11" in page.words
            assert "待生效" in page.words
            assert "管理员 2026-03-09 09:" in page.words  # who entered it, and when

    asyncio.run(scene())
    for at, who in (
        (MONDAY, "dir"),
        (MIDNIGHT + DAY, "lead"),
        (MIDNIGHT + 3 * DAY - 1, "lead"),
        (MIDNIGHT + 3 * DAY, "dir"),
    ):
        assert chiefs(county, at) == [{uid(who)}, {uid(who)}]


def test_today_begins_at_once_and_may_be_ended_early(county: County) -> None:
    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "admin") as admin,
            browser(county, url, "dir") as principal,
            browser(county, url, "lead") as deputy,
        ):
            post = ROLE_NAMES[CHIEF]
            assert post in (await principal.get("/me")).words
            await named(admin, county, "lead", "2026-03-09", "2026-03-20")
            now = county.clock.now()
            assert chiefs(county, now) == [{uid("lead")}] * 2
            assert post not in (await principal.get("/me")).words
            assert post in (await deputy.get("/me")).words
            await named(admin, county, "lead", "", "", wish="end")
            assert chiefs(county, county.clock.now()) == [{uid("dir")}] * 2

    asyncio.run(scene())


def test_a_second_deputy_for_the_same_days_is_refused_with_the_first_ones_name(county: County) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url, "admin") as admin:
            await named(admin, county, "lead", "2026-03-10", "2026-03-11")
            page = await named(admin, county, "sup", "2026-03-11", "2026-03-12")
            assert page.status == 422
            assert "指挥长已有带班" in page.words
            for login, since, until, said in (
                ("sup", "2026-03-08", "2026-03-12", "起日不能早于今天"),
                ("sup", "2026-03-14", "2026-03-13", "止日不能早于起日"),
                ("sup", "2026-03-14", "", "代理须写起止日期"),
                ("dir", "2026-03-14", "2026-03-15", "没有可代理的指挥长"),
                ("far", "2026-03-14", "2026-03-15", "不在本镇指挥室"),
                ("c1", "2026-03-14", "2026-03-15", "不在本镇指挥室"),
            ):
                page = await named(admin, county, login, since, until)
                assert (page.status, said in page.words) == (422, True), page.words

    asyncio.run(scene())
    assert chiefs(county, MIDNIGHT + 2 * DAY) == [{uid("lead")}] * 2
