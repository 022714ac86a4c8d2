"""Words of the town that its web desk takes: about what was recorded for a unit, and whether a department came."""

import asyncio

from county.acts import act
from county.streams import County
from tests.county.small import uid
from tests.county.web.scene import (
    EVENT,
    assigned,
    browser,
    call_of,
    did,
    dispatched,
    event_of,
    new,
    site,
    town_of,
)


def test_a_unit_disputes_what_the_room_recorded_for_it(county: County) -> None:
    dispatched(county)
    behalf = {"unit": "T-ZF", "person": "队员", "by": "PHONE"}
    did(act(county, town_of(county), uid("op1"), "event.sign", new(EVENT), {"behalf": behalf}))

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "T-ZF-2") as who:
            key = event_of(county).serial
            bare = await who.do(key, "event.behalf_answer", answer="dispute")
            assert (bare.status, "有异议须写明理由" in bare.words) == (422, True)
            said = await who.do(key, "event.behalf_answer", answer="dispute", text="没有人接到电话")
            assert said.status == 200
            assert "event.behalf_answer" not in (await who.get(f"/desk/{key}")).actions  # once

    asyncio.run(scene())
    assert event_of(county).recorded[0].answer == "dispute"


def test_a_grid_worker_says_on_the_events_page_whether_the_department_came(county: County) -> None:
    assigned(county, "ZF")
    said = {"how": "ARRIVE", "person": "蒋敏", "text": "已到桥东现场"}
    did(act(county, town_of(county), uid("ZF-1"), "call.respond", call_of(county).id, said))

    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "gw") as near,
            browser(county, url, "T-ZF-2") as staff,
        ):
            key = event_of(county).serial
            assert (await near.get(f"/desk/{call_of(county).serial}")).status == 404  # it sees no calls
            assert "call.confirm_arrival" not in (await staff.get(f"/desk/{key}")).actions  # its lead's word
            foreign = await near.do(key, "call.confirm_arrival", word="confirm", task=f"{new(9)} ZF")
            assert (foreign.status, "没有选部门" in foreign.words) == (422, True)
            bare = await near.do(key, "call.confirm_arrival", word="dispute")
            assert (bare.status, "写明现场情况" in bare.words) == (422, True)
            assert (await near.do(key, "call.confirm_arrival", word="dispute", text="无人到场")).status == 200
            assert "call.confirm_arrival" not in (await near.get(f"/desk/{key}")).actions

    asyncio.run(scene())
    assert call_of(county).tasks[0].word == "dispute"
