"""通报 in the browser: from what was found, explained by the unit, signed by another, put right."""

import asyncio
from pathlib import Path

from county.acts import act
from county.clock import VirtualClock
from county.streams import County
from db.county_store import view_of
from db.queries.notices import latest_notices
from governance.notices.notice import RECTIFIED, Notice
from tests.county.small import DAY, GRID, MONDAY, copied, opened, uid
from tests.county.web.scene import assigned, browser, call_of, did, new, site, town_of

NEW = "/notices/new"
KEY = "B260309-100-00-0001"  # the first notice of a town on that Monday


def _notice(county: County) -> Notice:
    with county.reading() as conn:
        (row,) = latest_notices(conn, county.stream)
        view = view_of(conn, county.stream)
        assert view is not None
        found = view.case(row.case_id)
    assert isinstance(found, Notice)
    return found


def test_from_the_finding_to_what_was_put_right(template: Path, tmp_path: Path) -> None:
    clock = VirtualClock(MONDAY)
    with opened(copied(template, tmp_path / "own"), clock) as county:
        assigned(county, "ZF")
        clock.move_to(MONDAY + 7 * DAY)  # no answer, and the 48 hours to explain are over
        asyncio.run(_scene(county))
        assert _notice(county).state == RECTIFIED


async def _scene(county: County) -> None:
    async with (
        site(county) as url,
        browser(county, url, "c1") as drafter,
        browser(county, url, "cl") as signer,
        browser(county, url, "ZF-1") as clerk,
        browser(county, url, "ZFL") as lead,
        browser(county, url, "ZR-1") as other,
    ):
        assert (await clerk.get(NEW)).status == 404
        page = await drafter.get(NEW)
        assert f"{call_of(county).serial} 不响应" in page.words
        chosen = page.text.partition('name="lines" value="')[2].partition('"')[0]
        form = page.form(NEW) | {"lines": chosen}
        empty = await drafter.post(NEW, form | {"lines": "x"})
        assert (empty.status, "没有明细" in empty.words) == (422, True)
        done = await drafter.post(NEW, form)
        assert "事实时刻" in done.words
        key = _notice(county).serial
        assert key.startswith("B")
        assert (await lead.get(f"/desk/{key}")).status == 404  # a draft is its drafters' own
        again = (await drafter.get(NEW)).words
        assert f"{call_of(county).serial} 不响应" not in again  # what is noted is not offered twice
        assert (await drafter.do(key, "notice.draft", send="1")).status == 200
        early = await signer.get(f"/desk/{key}")
        assert "notice.sign" not in early.actions  # the unit has 48 hours
        assert (await other.get(f"/desk/{key}")).status == 404
        assert "notice.reply" not in (await clerk.get(f"/desk/{key}")).actions  # its lead answers
        assert (await lead.do(key, "notice.reply", text="值班电话故障")).status == 200
        assert "值班电话故障" in (await signer.get(f"/desk/{key}")).words
        assert "notice.sign" not in (await drafter.get(f"/desk/{key}")).actions
        assert (await signer.do(key, "notice.sign")).status == 200
        assert key in (await lead.get("/desk")).text
        assert (await lead.do(key, "notice.reply", text="已设双人值守")).status == 200
        assert "已整改" in (await signer.get("/notices")).words


def test_a_town_and_its_unit_read_a_signed_notice_of_the_county_about_their_call(
    template: Path, tmp_path: Path
) -> None:
    clock = VirtualClock(MONDAY)
    with opened(copied(template, tmp_path / "own"), clock) as county:
        assigned(county, "ZF")
        clock.move_to(MONDAY + 7 * DAY)
        asyncio.run(_read_by_the_town(county))


async def _read_by_the_town(county: County) -> None:
    async with (
        site(county) as url,
        browser(county, url, "c1") as drafter,
        browser(county, url, "cl") as signer,
        browser(county, url, "ZFL") as lead,
        browser(county, url, "dir") as director,
        browser(county, url, "op1") as operator,
        browser(county, url, "T-ZF-1") as unit,
        browser(county, url, "T-SC-1") as other_unit,
        browser(county, url, "far") as other_town,
    ):
        form = (await drafter.get(NEW)).form(NEW)
        await drafter.post(NEW, form | {"send": "1"})
        key = _notice(county).serial
        await lead.do(key, "notice.reply", text="值班电话故障")
        for reader in (director, operator, unit):
            assert (await reader.get(f"/desk/{key}")).status == 404  # nobody's business before the signature
        await signer.do(key, "notice.sign")
        await lead.do(key, "notice.reply", text="已设双人值守")
        for reader in (director, operator, unit):
            assert key in (await reader.get("/notices")).text
            page = await reader.get(f"/desk/{key}")
            assert (page.status, page.actions) == (200, set())
            assert "整改：已设双人值守" in page.words
            assert call_of(county).serial in page.words
        for stranger in (other_unit, other_town):
            assert key not in (await stranger.get("/notices")).text
            assert (await stranger.get(f"/desk/{key}")).status == 404


def test_of_a_notice_about_two_towns_each_reads_its_own_lines(template: Path, tmp_path: Path) -> None:
    clock = VirtualClock(MONDAY)
    with opened(copied(template, tmp_path / "own"), clock) as county:
        assigned(county, "ZF")
        call = call_of(county)
        facts = {"rule": "NO_RESPONSE", "since": MONDAY, "facts": [["响应到期", MONDAY]]}
        ours = {"key": "a", "unit": "ZF", "case": call.id, "serial": call.serial, **facts}
        theirs = {"key": "b", "unit": "ZR", "case": new(77), "serial": "H260309-101-00-0009", **facts}
        p = {"serial": "", "title": "通报", "text": "请整改", "lines": [ours, theirs], "send": True}
        notice = did(act(county, county.stream, uid("c1"), "notice.draft", new(9), p)).case
        clock.move_to(MONDAY + 3 * DAY)
        did(act(county, county.stream, uid("cl"), "notice.sign", notice, {}))
        page = asyncio.run(_page(county, "dir", _notice(county).serial))
        assert call.serial in page
        assert "另有 1 条" in page
        assert "H260309-101-00-0009" not in page


async def _page(county: County, login: str, key: str) -> str:
    async with site(county) as url, browser(county, url, login) as reader:
        return (await reader.get(f"/desk/{key}")).words


def test_a_village_finds_and_answers_what_a_towns_notice_tells_of_its_grid(county: County) -> None:
    town = town_of(county)
    did(act(county, town, uid("op1"), "shift.open", None, {"operator": uid("op1")}))
    line = {"key": "g", "unit": GRID, "case": new(77), "serial": "S260309-100-00-0001", "rule": "CARD",
            "since": MONDAY, "facts": [["办理到期", MONDAY]]}  # fmt: skip
    p = {"serial": "", "title": "本镇通报", "text": "请整改", "lines": [line], "send": True}
    did(act(county, town, uid("sup"), "notice.draft", new(9), p))

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "vl") as village:
            assert "本镇通报" in (await village.get("/desk")).words
            assert (await village.do(KEY, "notice.reply", text="网格员外出培训")).status == 200
            assert "网格员外出培训" in (await village.get(f"/desk/{KEY}")).words

    asyncio.run(scene())
