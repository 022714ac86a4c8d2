"""待督办 at the county centre (rulebook §3.9): what the clocks propose about a call, until a person issues it."""

import asyncio
from pathlib import Path

from county.clock import VirtualClock
from county.streams import County
from tests.county.small import DAY, MONDAY, copied, opened
from tests.county.web.scene import assigned, browser, call_of, site


def test_the_centre_finds_calls_to_supervise_and_issues_what_is_proposed(
    template: Path, tmp_path: Path
) -> None:
    clock = VirtualClock(MONDAY)
    with opened(copied(template, tmp_path / "own"), clock) as county:
        assigned(county, "ZF")
        clock.move_to(MONDAY + 3 * DAY)
        asyncio.run(_scene(county))


async def _scene(county: County) -> None:
    async with (
        site(county) as url,
        browser(county, url, "cl") as chief,
        browser(county, url, "ZF-1") as clerk,
    ):
        key = call_of(county).serial
        board = await chief.get("/desk")
        assert "待督办" in board.words
        assert "建议红牌督办" in board.words
        assert "建议红牌督办" not in (await clerk.get(f"/desk/{key}")).words
        page = await chief.get(f"/desk/{key}")
        assert "两倍响应时限已到，仍未响应" in page.words
        form = page.form(f"/desk/{key}/do/supervision.red")
        assert (form["unit"], form["text"].partition("：")[2]) == ("ZF", "两倍响应时限已到，仍未响应")
        assert (await chief.do(key, "supervision.red", ask="今日内响应并反馈")).status == 200
        assert "待督办" not in (await chief.get("/desk")).words
