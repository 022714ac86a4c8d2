"""本单位本月: the rulebook's own indicators, and the cases behind each number."""

import asyncio
from pathlib import Path

from county.clock import VirtualClock
from county.streams import County
from tests.county.small import DAY, MONDAY, copied, opened
from tests.county.web.scene import assigned, browser, call_of, site


def test_a_figure_opens_the_calls_it_is_made_of(template: Path, tmp_path: Path) -> None:
    clock = VirtualClock(MONDAY)
    with opened(copied(template, tmp_path / "own"), clock) as county:
        assigned(county, "ZF")
        clock.move_to(MONDAY + 2 * DAY)
        asyncio.run(_scene(county))


async def _scene(county: County) -> None:
    async with (
        site(county) as url,
        browser(county, url, "ZF-1") as dept,
        browser(county, url, "ZR-1") as other,
        browser(county, url, "c1") as centre,
    ):
        page = await dept.get("/done")
        assert "响应度 0 / 1 0.00%" in page.words
        assert "按时响应 / 本期响应到期（应响应）" in page.words  # 口径
        assert "镇评 — 满意分 0 / 0，— 各镇不足 3 件" in page.words
        serial = call_of(county).serial
        assert serial in (await dept.get("/figures/response_rate?of=owed")).words
        assert serial not in (await dept.get("/figures/response_rate?of=hits")).words
        assert serial in (await dept.get("/figures/late_rate?of=out")).words  # 说明期: not decided yet
        assert serial not in (await other.get("/figures/response_rate?of=owed")).words
        assert (await dept.get("/figures/nonsense")).status == 404
        assert (await centre.get("/figures/response_rate")).status == 404
