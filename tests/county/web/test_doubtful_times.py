"""待核 in the browser (rulebook §3.11, §6.4): a step of a desk that did not know the time is told as in the window."""

import asyncio
import re
from pathlib import Path

import pytest

from county.clock import VirtualClock
from county.web.dossier import doubt_tags
from county.web.lights import block_of
from desktop.dossier.tags import tags
from governance.ledger.clocked import Clocked
from tests.county.served import desk_at
from tests.county.small import HOUR, MONDAY, copied, opened
from tests.county.web.scene import EVENT, Page, browser, event_of, new, site
from tests.county.web.scene import dispatched as dispatched_in
from tests.governance.handling.test_doubted import doubtful, rule
from tests.governance.handling.test_doubted_child import called_in_doubt
from tests.governance.room import Room, dispatched, monday

BEHALF = {"behalf": {"unit": "T-ZF", "person": "罗成", "by": "PHONE"}}


def block(page: Page, name: str) -> str:
    """What the page says of one clock: its look and its words."""
    found = re.search(
        rf'<li class="([a-z]+)[^"]*"><span class="block-name">{name}</span>(.*?)</li>', page.text
    )
    assert found is not None, page.words
    return f"{found[1]} {' '.join(re.sub('<[^>]+>', ' ', found[2]).split())}"


def test_a_signature_of_a_desk_without_the_time_is_neither_in_time_nor_late(
    template: Path, tmp_path: Path
) -> None:
    """It says 10:00, the desk's step before was at 09:00, the county heard of it at 14:00; due was 11:00."""
    clock = VirtualClock(MONDAY)
    with opened(copied(template, tmp_path / "own"), clock) as county:
        dispatched_in(county)

        async def scene() -> None:
            async with (
                site(county) as url,
                desk_at(url, county) as room,
                browser(county, url, "T-ZF-1") as unit,
            ):
                await room.push([room.report()])
                clock.move_to(MONDAY + 5 * HOUR)
                room.clock = MONDAY + HOUR
                await room.push([room.seal("event.sign", new(EVENT), BEHALF, cq=2)])
                page = await unit.get(f"/desk/{event_of(county).serial}")
                assert block(page, "签收").startswith("paused 10:00 待核 应于 11:00 前")
                assert "时钟存疑待裁定" in page.words
                assert re.search(r'<b>签收</b> <span class="tag amber">时钟存疑</span>', page.text)

        asyncio.run(scene())


def test_once_it_is_ruled_on_the_block_says_how_it_was_kept() -> None:
    room = Room()
    dispatched(room)
    step = doubtful(room)

    def said() -> tuple[str, str]:
        event = room.event()
        shown = block_of(room.clock("SIGN"), monday("13:00"), room.rules, of=event)
        return shown.sign, shown.said

    assert said() == ("paused", "10:00 待核")
    room.does("clock.rule", "r", rule(step), "leader", monday("13:00"))
    assert said() == ("done", "10:00 按时")


@pytest.mark.parametrize("of_child", [False, True])
def test_the_tags_are_those_of_the_window(of_child: bool) -> None:
    room = Room()
    if of_child:
        called_in_doubt(room, "09:10", "09:05", "09:40")
    else:
        dispatched(room)
        doubtful(room)
    event = room.event()
    assert isinstance(event, Clocked)
    mine = {tag.text for tag in doubt_tags(event, room.rules)}
    assert mine == {"时限待核，在子件裁定" if of_child else "时钟存疑待裁定"}
    assert mine <= {tag.text for tag in tags(event, 0, room.rules, monday("13:00"))}
