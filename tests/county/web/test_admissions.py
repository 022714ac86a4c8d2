"""清单外准入 in the browser: a department's lead applies, the list's keeper reviews, a county leader decides."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from county.acts import act
from county.clock import VirtualClock
from county.database import found_county, keys_path, open_county, open_store
from county.streams import County
from db.queries.lists import admissions
from governance.responsibility.admission import Admission
from tests.county.small import MONDAY, PACK, PASSWORD, TABLES, TOWN, uid, url_in, write_roster
from tests.county.web.scene import browser, did, site

PEOPLE = (
    "chief,局长,DEPT_LEAD,ZF,990101\nkeeper,编办,LIST_ADMIN,BB,990101\n"
    "leader,县领导,COUNTY_LEADER,DB,990101\nother,别局长,DEPT_LEAD,ZR,990101\n"
)


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    """A county whose people may apply, review and decide."""
    url = url_in(tmp_path)
    store = open_store(url, make=True)
    roster = write_roster(tmp_path / "roster", county_people=TABLES["county_people.csv"] + PEOPLE)
    found_county(store, url, keys_path(url, None), roster, PACK, PASSWORD, MONDAY)
    yield open_county(store, keys_path(url, None), VirtualClock(MONDAY))
    store.close()


def the_one(county: County) -> Admission:
    with county.reading() as conn:
        (found,) = admissions(conn, county.stream, MONDAY)
    return found


def test_from_the_application_to_the_decision(county: County) -> None:
    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "chief") as chief,
            browser(county, url, "other") as other,
            browser(county, url, "keeper") as keeper,
            browser(county, url, "leader") as leader,
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
            signed = act(county, county.stream, uid("dir"), "access.countersign", key, {"word": "AGREE"})
            did(signed)
            assert (await leader.do(key, "access.decide", ruling="admit", reason="同意")).status == 200

    asyncio.run(scene())
    assert the_one(county).ruling == "admit"
