"""通报 in the browser: from what was found, explained by the unit, signed by another, put right."""

import asyncio
from pathlib import Path

from county.clock import VirtualClock
from county.streams import County
from db.county_store import view_of
from db.queries.notices import latest_notices
from governance.notices.notice import RECTIFIED, Notice
from tests.county.small import DAY, MONDAY, copied, opened
from tests.county.web.scene import assigned, browser, call_of, site

NEW = "/notices/new"


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
