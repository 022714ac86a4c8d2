"""清单外准入 in the browser: a department's lead applies, the list's keeper reviews, a county leader decides."""

import asyncio

from county.streams import County
from db.queries.lists import admissions
from governance.responsibility.admission import Admission
from tests.county.small import MONDAY, TOWN
from tests.county.web.scene import browser, site


def the_one(county: County) -> Admission:
    with county.reading() as conn:
        (found,) = admissions(conn, county.stream, MONDAY)
    return found


def test_from_the_application_to_the_decision(county: County) -> None:
    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "ZFL") as chief,
            browser(county, url, "ZR-1") as other,
            browser(county, url, "bb") as keeper,
            browser(county, url, "kl") as leader,
            browser(county, url, "dir") as director,
        ):
            form = (await chief.get("/admissions")).form("/admissions")
            empty = await chief.post("/admissions", form)
            assert (empty.status, "准入申请须写明" in empty.words) == (422, True)
            asked = {
                "matter": "夜间渣土车巡查", "basis": "市治超办通知", "why": "夜间力量不足", "support": "每夜两人补助",
                "duties": "每夜巡查一次\n发现即报", "towns": TOWN,
            }  # fmt: skip
            done = await chief.post("/admissions", form | asked)
            assert (done.status, "夜间渣土车巡查" in done.words) == (200, True)
            assert the_one(county).duties == ("每夜巡查一次", "发现即报")
            key = the_one(county).id
            assert (await other.get(f"/desk/{key}")).status == 404
            assert "夜间渣土车巡查" in (await keeper.get("/desk")).words
            assert (await keeper.do(key, "access.review", ruling="take")).status == 200
            assert (await keeper.do(key, "access.review", ruling="pass", reason="依据充分")).status == 200
            assert "准入会签" in (await director.get("/desk")).words
            assert (await director.do(key, "access.countersign", word="AGREE")).status == 200
            assert (await leader.do(key, "access.decide", ruling="admit", reason="同意")).status == 200

    asyncio.run(scene())
    assert the_one(county).ruling == "admit"


def test_an_emergency_is_declared_a_town_called_and_the_admission_owed_until_it_is_filed(
    county: County,
) -> None:
    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "cl") as centre,
            browser(county, url, "ZFL") as chief,
            browser(county, url, "ZR-1") as other,
            browser(county, url, "bb") as keeper,
        ):
            assert (await chief.get("/emergency")).status == 404
            form = (await centre.get("/emergency")).form("/emergency")
            bare = await centre.post("/emergency", form)
            assert (bare.status, "应急响应缺名称" in bare.words) == (422, True)
            assert (await centre.post("/emergency", form | {"name": "防汛Ⅲ级"})).status == 200
            called = (await chief.get("/lists/urgent/call")).form("/lists/urgent/call")
            said = called | {"grade": "C1", "ask": "请转移沿河住户", "town": TOWN}
            assert (await chief.post("/lists/urgent/call", said)).status == 200
            for who in (chief, keeper):
                page = await who.get("/admissions")
                assert "应急先办、补报准入" in page.words
                assert "请转移沿河住户" in page.words
            assert "请转移沿河住户" not in (await other.get("/admissions")).words
            form = (await chief.get("/admissions")).form("/admissions")
            assert form["task"]  # the one that is owed is chosen
            filed = {
                "matter": "沿河住户转移", "basis": "防汛预案", "why": "力量不足", "support": "每户补助",
                "duties": "逐户转移", "towns": TOWN,
            }  # fmt: skip
            assert (await chief.post("/admissions", form | filed)).status == 200
            assert "应急先办、补报准入" not in (await keeper.get("/admissions")).words
            form = (await centre.get("/emergency")).form("/emergency")
            assert (await centre.post("/emergency", form | {"which": "0"})).status == 200
            assert (await chief.get("/lists/urgent/call")).status == 200  # its last day is today

    asyncio.run(scene())
