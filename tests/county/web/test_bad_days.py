"""A bad day (不顺的一天): pressed twice, sent again from behind, too long, too heavy, tags in words, somebody quicker."""

import asyncio

from county.streams import County
from db import server_ledger
from tests.county.web.pictures import jpeg
from tests.county.web.scene import (
    Browser,
    Page,
    assigned,
    browser,
    call_of,
    called,
    dispatched,
    event_of,
    report,
    site,
    town_of,
)

HUGE = b"\xff\xd8\xff" + b"x" * (12 << 20)


def _seq(county: County) -> int:
    with county.reading() as conn:
        head = server_ledger.head(conn, town_of(county))
    assert head is not None
    return head.seq


async def _form(who: Browser, key: str, kind: str) -> tuple[str, dict[str, str]]:
    action = f"/desk/{key}/do/{kind}"
    return action, (await who.get(f"/desk/{key}")).form(action)


def test_a_button_pressed_twice_at_once_is_one_act(county: County) -> None:
    assigned(county, "ZF")

    async def scene() -> list[Page]:
        async with site(county) as url, browser(county, url, "ZF-1") as who:
            action, form = await _form(who, call_of(county).serial, "call.respond")
            typed = form | {"how": "ARRIVE", "person": "蒋敏", "text": "已到桥东现场"}
            before = _seq(county)
            pages = await asyncio.gather(*(who.post(action, typed) for _ in range(4)))
            assert _seq(county) == before + 1
            return pages

    assert {page.status for page in asyncio.run(scene())} == {200}


def test_a_form_sent_again_from_the_page_behind_is_one_act(county: County) -> None:
    report(county)

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "gw") as who:
            form = (await who.get("/report")).form("/report") | {"text": "河边护栏松动"}
            first = await who.post("/report", form | {"files": [jpeg()]})
            before = _seq(county)
            again = await who.post("/report", form | {"files": [jpeg()]})
            assert (first.status, again.status, _seq(county)) == (200, 200, before)
            assert first.where == again.where

    asyncio.run(scene())


def test_two_browsers_on_one_case_the_second_reads_who_was_quicker(county: County) -> None:
    called(county, "ZF")

    async def scene() -> Page:
        async with (
            site(county) as url,
            browser(county, url, "c1") as slow,
            browser(county, url, "cl") as quick,
        ):
            key = call_of(county).serial
            action, form = await _form(slow, key, "call.accept")
            assert (await quick.do(key, "call.accept", ruling="accept")).status == 200
            return await slow.post(
                action, form | {"ruling": "refuse", "code": "DUPLICATE", "reason": "与前日重复"}
            )

    page = asyncio.run(scene())
    assert page.status == 409
    assert "先作的决定 平台受理 ：受理" in page.words
    assert "县中心主任" in page.words
    assert "与前日重复" in page.words


def test_words_that_are_too_long_come_back_whole_with_how_many_they_are(county: County) -> None:
    assigned(county, "ZF")
    length = 3_000
    text = "长" * length

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "ZF-1") as who:
            key = call_of(county).serial
            await who.do(key, "call.respond", how="ARRIVE", person="蒋敏", text="已到桥东现场")
            action, form = await _form(who, key, "call.progress")
            page = await who.post(action, form | {"text": text})
            assert (page.status, f"有 {length} 字，最多 2000 字" in page.words) == (422, True)
            assert page.form(action)["text"] == text
            assert (await who.post(action, page.form(action) | {"text": text[:2000]})).status == 200

    asyncio.run(scene())


def test_more_words_than_a_form_may_hold_come_back_too(county: County) -> None:
    assigned(county, "ZF")
    text = "长" * 70_000

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "ZF-1") as who:
            action, form = await _form(who, call_of(county).serial, "call.note")
            page = await who.post(action, form | {"text": text})
            assert (page.status, "文字过长" in page.words) == (413, True)
            assert page.form(action)["text"] == text

    asyncio.run(scene())


def test_what_no_ledger_holds_is_refused_in_words_and_comes_back(county: County) -> None:
    """Within the form's limit, but more than one action may carry: 64 KiB (sync.md §15)."""
    dispatched(county)
    lines = {f"text-{n}": "责" * 1_900 for n in range(1, 16)}

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "bb") as who:
            edit = "/lists/SD-A01/edit"
            form = (await who.get(edit)).form(edit)
            who_does = {f"who-{n}": "COUNTY ZF" for n in range(1, 16)}
            page = await who.post(edit, form | who_does | lines | {"reason": "全文改写"})
            assert (page.status, "内容过长" in page.words) == (422, True)
            assert page.form(edit)["text-1"] == lines["text-1"]

    asyncio.run(scene())


def test_a_photo_of_twelve_megabytes_leaves_the_words_behind_it_in_the_form(county: County) -> None:
    assigned(county, "ZF")

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "ZF-1") as who:
            key = call_of(county).serial
            await who.do(key, "call.respond", how="ARRIVE", person="蒋敏", text="已到桥东现场")
            action, form = await _form(who, key, "call.feedback")
            page = await who.post(action, {"files": [HUGE]} | form | {"result": "SOLVED", "text": "已查封"})
            assert (page.status, "重新选择照片" in page.words) == (413, True)
            assert page.form(action)["text"] == "已查封"
            assert page.form(action)["result"] == "SOLVED"
            seven = await who.post(action, page.form(action) | {"files": [jpeg()] * 7})
            assert (seven.status, seven.form(action)["text"]) == (413, "已查封")
            wrong = await who.post(action, page.form(action) | {"files": [b"MZ not a picture"]})
            assert (wrong.status, "只收 jpg 和 png" in wrong.words) == (422, True)
            assert wrong.form(action)["text"] == "已查封"

    asyncio.run(scene())


def test_tags_in_words_are_words_everywhere(county: County) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"
    dispatched(county, text=evil, place={"area": "99010110020100100", "text": evil})

    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "T-ZF-1") as who,
            browser(county, url, "gw") as ground,
        ):
            key = event_of(county).serial
            await who.do(key, "event.sign")
            await who.do(key, "event.progress", text=evil + "已处理完")
            action, form = await _form(who, key, "event.feedback")
            refused = await who.post(action, form | {"result": "", "text": evil})
            pages = [
                refused,
                *[
                    await one.get(path)
                    for one in (who, ground)
                    for path in ("/desk", f"/desk/{key}", "/done")
                ],
            ]
            for page in pages:
                assert "<script>alert" not in page.text
                assert "<img src=x" not in page.text
            assert "&lt;script&gt;" in refused.text

    asyncio.run(scene())
