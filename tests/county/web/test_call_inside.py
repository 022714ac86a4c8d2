"""What a department finds on a call's page for its own house: sharing out, receipt, material, its one reply (§4.6)."""

import asyncio

from sqlalchemy import select

from county.acts import act
from county.streams import County
from db.tables.ledger import ledger
from tests.county.small import GRID, uid
from tests.county.web.pictures import jpeg
from tests.county.web.scene import CALL, assigned, browser, call_of, did, new, site, town_of
from tests.governance.room import ARRIVED


def test_a_department_shares_out_its_part_and_sends_the_receipt(county: County) -> None:
    assigned(county, "ZF")

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "ZF-1") as who:
            key = call_of(county).serial
            page = await who.get(f"/desk/{key}")
            assert {"call.assign_sub", "call.receipt", "call.attach"} <= page.actions
            assert (await who.do(key, "call.receipt", text="呼叫单已收")).status == 200
            assert (await who.do(key, "call.attach", files=[jpeg()])).status == 200
            page = await who.get(f"/desk/{key}")
            assert f"/desk/{key}/photos/" in page.text
            assert "呼叫单已收" in page.words

    asyncio.run(scene())
    person = uid("ZF-1")
    did(act(county, town_of(county), uid("ZF-1"), "call.assign_sub", new(CALL), {"person": person}))
    assert call_of(county).tasks[0].person == person


def test_the_department_replies_once_to_a_bad_rating_and_it_stands_beside_it(county: County) -> None:
    assigned(county, "ZF")
    town = town_of(county)
    did(act(county, town, uid("ZF-1"), "call.respond", new(CALL), ARRIVED))
    fed = {"result": "SOLVED", "text": "已查封", "files": ["a.jpg"]}
    did(act(county, town, uid("ZF-1"), "call.feedback", new(CALL), fed))
    bad = {"unit": "ZF", "rating": "BAD", "reason": "封条次日即被撕毁", "files": ["b.jpg"]}
    did(act(county, town, uid("lead"), "call.evaluate", new(CALL), bad))

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "ZF-1") as who:
            key = call_of(county).serial
            page = await who.get(f"/desk/{key}")
            assert "作为对“不满意”的答复" in page.words
            assert "封条次日即被撕毁" in page.words
            assert "证据：b.jpg" in page.words
            await who.do(key, "call.note", text="已重新查封并派人值守", reply="1")
            assert call_of(county).tasks[0].reply == "已重新查封并派人值守"
            page = await who.get(f"/desk/{key}")
            assert "作为对“不满意”的答复" not in page.words
            assert "本部门答复：已重新查封并派人值守" in page.words or "部门答复：已重新查封" in page.words

    asyncio.run(scene())


def test_a_contact_says_whom_and_by_which_number_an_arrival_says_where(county: County) -> None:
    assigned(county, "ZF", "ZR")

    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "ZF-1") as who,
            browser(county, url, "ZR-1") as other,
        ):
            key = call_of(county).serial
            said = {"how": "CONTACT", "person": "指挥室值班员", "phone": "0571-88000008"}
            assert (await who.do(key, "call.respond", **said)).status == 200
            page = await who.get(f"/desk/{key}")
            assert "指挥室值班员" in page.words
            came = {"how": "ARRIVE", "person": "蒋敏", "lon": "120.6", "lat": "30.5", "phone": "0571-1"}
            assert (await other.do(key, "call.respond", **came)).status == 200

    asyncio.run(scene())
    with county.reading() as conn:
        asked = select(ledger.c.core).where(
            ledger.c.stream_id == town_of(county), ledger.c.kind == "call.respond"
        )
        bodies = [bytes(core).decode() for core in conn.execute(asked).scalars()]
    contact = next(body for body in bodies if "0571-88000008" in body)
    arrival = next(body for body in bodies if "蒋敏" in body)
    assert '"phone":"0571-88000008"' in contact
    assert ('"lon":120600000' in arrival, "0571-1" in arrival) == (True, False)


def test_a_clerk_enters_who_came_to_the_events_place(county: County) -> None:
    spot = {"area": GRID, "lon": 120600000, "lat": 30500000, "text": "桥东 12 号"}
    assigned(county, "ZF", "ZR", place=spot)

    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "ZF-1") as who,
            browser(county, url, "ZR-1") as other,
        ):
            key = call_of(county).serial
            nowhere = await who.do(key, "call.respond", how="ARRIVE", person="蒋敏")
            assert (nowhere.status, "到场须有定位" in nowhere.words) == (422, True)
            unheard = await other.do(key, "call.respond", how="CONTACT", person="值班员")
            assert (unheard.status, "所打电话" in unheard.words) == (422, True)
            assert (await who.do(key, "call.respond", how="ARRIVE", person="蒋敏", there="1")).status == 200
            words = {"how": "ARRIVE", "person": "何立", "text": "已到桥东十二号门前"}
            assert (await other.do(key, "call.respond", **words)).status == 200

    asyncio.run(scene())
    with county.reading() as conn:
        asked = select(ledger.c.core).where(
            ledger.c.stream_id == town_of(county), ledger.c.kind == "call.respond"
        )
        bodies = [bytes(core).decode() for core in conn.execute(asked).scalars()]
    assert not any('"there"' in body for body in bodies)
    assert {"蒋敏" in body: '"lon":120600000' in body for body in bodies} == {True: True, False: False}
