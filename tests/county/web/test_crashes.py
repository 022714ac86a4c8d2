"""A mistake of the program: one sentence with a number, the same number in the log with the trace, nothing typed lost."""

import asyncio
import logging
import re

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import update

from county.streams import County
from county.web.crashes import told_of_crashes
from db.failures import StoreError
from db.tables.ledger import case_state
from tests.county.web.pictures import jpeg
from tests.county.web.scene import EVENT, Page, browser, dispatched, event_of, new, site

WORDS = "此段道路由交通部门管养"
RETURN = {"code": "T1", "clause": "公路法第八条", "text": WORDS, "suggested_unit": "T-SC"}
NUMBER = re.compile(r"故障编号 (\d{4}-\d{4})")


def damaged(county: County, text: str) -> None:
    """The case's body in the database becomes this: nothing that reads it can go on."""
    county.store.write(
        lambda conn: conn.execute(
            update(case_state).where(case_state.c.case_id == new(EVENT)).values(body=text)
        )
    )


def _logged(caplog: pytest.LogCaptureFixture, number: str) -> bool:
    return any(number in one.getMessage() and one.exc_info is not None for one in caplog.records)


def _plain_and_safe(page: Page) -> None:
    assert page.status == 500
    assert "Traceback" not in page.text
    assert "<script" not in page.text
    assert " style=" not in page.text
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.expects_log("故障编号")
def test_a_page_that_crashes_says_a_number_that_is_in_the_log(
    county: County, caplog: pytest.LogCaptureFixture
) -> None:
    dispatched(county)
    key = event_of(county).serial
    damaged(county, "{")

    async def scene() -> Page:
        async with site(county) as url, browser(county, url, "T-ZF-1") as who:
            return await who.get(f"/desk/{key}")

    page = asyncio.run(scene())
    _plain_and_safe(page)
    found = NUMBER.search(page.words)
    assert found is not None
    assert "请把编号告诉县端管理员" in page.words
    assert _logged(caplog, found.group(1))


@pytest.mark.expects_log("故障编号")
def test_a_form_that_crashes_comes_back_and_is_one_act_when_sent_again(
    county: County, caplog: pytest.LogCaptureFixture
) -> None:
    dispatched(county)
    key = event_of(county).serial
    action = f"/desk/{key}/do/event.return"
    with county.reading() as conn:
        body = conn.execute(case_state.select().where(case_state.c.case_id == new(EVENT))).one().body

    async def scene() -> Page:
        async with site(county) as url, browser(county, url, "T-ZF-1") as who:
            form = (await who.get(f"/desk/{key}")).form(action)
            await asyncio.to_thread(damaged, county, "{")
            crashed = await who.post(action, form | RETURN)
            await asyncio.to_thread(damaged, county, body)
            again = crashed.form(action)
            assert {name: again[name] for name in RETURN} == RETURN
            for _ in range(2):
                assert (await who.post(action, again)).status == 200
            return crashed

    page = asyncio.run(scene())
    _plain_and_safe(page)
    found = NUMBER.search(page.words)
    assert found is not None
    assert _logged(caplog, found.group(1))
    assert len(event_of(county).returns) == 1


@pytest.mark.expects_log("故障编号")
def test_photos_can_be_chosen_again_on_the_page_of_a_crash(county: County) -> None:
    dispatched(county)
    key = event_of(county).serial
    action = f"/desk/{key}/do/event.attach"
    with county.reading() as conn:
        body = conn.execute(case_state.select().where(case_state.c.case_id == new(EVENT))).one().body

    async def scene() -> Page:
        async with site(county) as url, browser(county, url, "T-ZF-1") as who:
            form = (await who.get(f"/desk/{key}")).form(action)
            await asyncio.to_thread(damaged, county, "{")
            crashed = await who.post(action, form | {"files": [jpeg()]})
            await asyncio.to_thread(damaged, county, body)
            again = crashed.form(action)
            assert not [name for name in again if name.startswith("files")]
            page = await who.post(action, again | {"files": [jpeg()]})
            assert f"/desk/{key}/photos/" in page.text
            return crashed

    page = asyncio.run(scene())
    assert page.status == 500
    assert 'type="file" name="files"' in page.text
    assert 'enctype="multipart/form-data"' in page.text
    assert "须重新选择" in page.words


class _Mistake(Exception):
    pass


async def _crashes(request: web.Request) -> web.StreamResponse:
    raise _Mistake(request.path)


async def _no_database(request: web.Request) -> web.StreamResponse:
    raise StoreError("磁盘读写出错。")


@pytest.mark.expects_log("故障编号")
@pytest.mark.expects_log("磁盘读写出错")
@pytest.mark.expects_log("Error handling request")
def test_every_address_but_the_desks_calls_is_guarded(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> list[tuple[int, str]]:
        app = web.Application(middlewares=[told_of_crashes])
        app.router.add_get("/anything", _crashes)
        app.router.add_get("/unwell", _no_database)
        app.router.add_get("/v1/anything", _crashes)
        async with TestClient(TestServer(app)) as client:
            paths = ("/anything", "/unwell", "/v1/anything", "/none")
            answers = [await client.get(path) for path in paths]
            return [(answer.status, await answer.text()) for answer in answers]

    with caplog.at_level(logging.ERROR):
        page, unwell, desk, none = asyncio.run(scene())
    assert (page[0], "故障编号" in page[1]) == (500, True)
    assert (unwell[0], "请稍后重试" in unwell[1]) == (503, True)
    assert (desk[0], "故障编号" in desk[1]) == (500, False)
    assert none[0] == 404
    assert any("磁盘读写出错" in one.getMessage() for one in caplog.records)
