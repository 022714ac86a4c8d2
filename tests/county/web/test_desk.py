"""The desk in a browser: forms by the rules, each pressed once, conflicts told, nothing of other people's cases."""

import asyncio

from county.acts import act
from county.streams import County
from db import server_ledger
from tests.county.small import OTHER, uid
from tests.county.web.pictures import jpeg
from tests.county.web.scene import (
    CALL,
    TELEPHONE,
    assigned,
    browser,
    call_of,
    called,
    did,
    dispatched,
    event_of,
    new,
    report,
    site,
    town_of,
)


def _seq(county: County) -> int:
    with county.reading() as conn:
        head = server_ledger.head(conn, town_of(county))
    assert head is not None
    return head.seq


def test_the_centre_accepts_and_assigns_with_forms_drawn_from_the_rules(county: County) -> None:
    called(county, "ZF")

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "c1") as who:
            key = call_of(county).serial
            page = await who.get(f"/desk/{key}")
            assert "call.accept" in page.actions
            assert "call.assign" not in page.actions
            assert (await who.do(key, "call.accept")).status == 200
            page = await who.get(f"/desk/{key}")
            assert "call.accept" not in page.actions
            assert (
                await who.do(key, "call.assign")
            ).status == 200  # the department that the town named is chosen
            assert call_of(county).lead is not None
            assert call_of(county).tasks[0].dept == "ZF"

    asyncio.run(scene())


def test_a_department_signs_responds_and_feeds_back_with_a_photo(county: County) -> None:
    assigned(county, "ZF")

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "ZF-1") as who:
            key = call_of(county).serial
            page = await who.get(f"/desk/{key}")
            assert {"call.sign", "call.respond", "call.return"} <= page.actions
            assert "call.feedback" not in page.actions
            assert "本部门尚未响应" in page.words  # shown off with its reason
            await who.do(key, "call.sign")
            await who.do(key, "call.respond", how="ARRIVE", person="蒋敏", text="已到桥东现场")
            done = await who.do(key, "call.feedback", result="SOLVED", text="已查封", files=[jpeg()])
            assert done.status == 200
            task = call_of(county).tasks[0]
            assert (task.how, task.result) == ("ARRIVE", "SOLVED")
            assert task.fed is not None
            page = await who.get(f"/desk/{key}")
            assert f"/desk/{key}/photos/" in page.text

    asyncio.run(scene())


def test_a_photo_is_only_for_those_who_see_its_case(county: County) -> None:
    assigned(county, "ZF")

    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "ZF-1") as who,
            browser(county, url, "ZR-1") as other,
        ):
            key = call_of(county).serial
            await who.do(key, "call.respond", how="ARRIVE", person="蒋敏", text="已到桥东现场")
            await who.do(key, "call.feedback", result="SOLVED", text="已查封", files=[jpeg()])
            page = await who.get(f"/desk/{key}")
            address = next(part for part in page.text.split('"') if "/photos/" in part)
            mine, others = await who.get(address), await other.get(address)
            assert (mine.status, mine.headers["Content-Type"]) == (200, "image/jpeg")
            assert mine.headers["X-Content-Type-Options"] == "nosniff"
            assert others.status == 404

    asyncio.run(scene())


def test_another_departments_call_and_another_towns_event_are_not_there(county: County) -> None:
    assigned(county, "ZF")
    dept, event = call_of(county).serial, event_of(county).serial

    async def scene() -> None:
        async with site(county) as url:
            for login, key, status in (
                ("ZF-1", dept, 200),
                ("ZF-1", event, 404),  # a department sees calls, never the town's event
                ("ZR-1", dept, 404),
                ("ZR-1", new(CALL), 404),
                ("T-ZF-1", event, 200),
                ("T-ZF-1", dept, 404),
                ("T-SC-1", event, 404),
                ("gw", event, 200),
                ("far", event, 404),
                ("c1", dept, 200),
                ("c1", event, 200),  # called up: the centre sees it
                ("admin", dept, 404),
                ("admin", event, 404),
                ("c1", "nonsense", 404),
            ):
                async with browser(county, url, login) as who:
                    assert (await who.get(f"/desk/{key}")).status == status, (login, key)
                    token = (await who.get("/me")).form("/logout")["token"]
                    if status == 404:
                        sent = await who.post(f"/desk/{key}/do/call.note", {"token": token, "text": "窥探"})
                        assert sent.status == 404, (login, key)

    asyncio.run(scene())


def test_the_centre_does_not_see_an_event_that_was_not_called_up(county: County) -> None:
    report(county)

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "c1") as who:
            assert (await who.get(f"/desk/{event_of(county).serial}")).status == 404

    asyncio.run(scene())


def test_pressing_twice_does_it_once(county: County) -> None:
    dispatched(county)

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "T-ZF-2") as who:
            key = event_of(county).serial
            action = f"/desk/{key}/do/event.note"
            form = (await who.get(f"/desk/{key}")).form(action) | {"text": "已联系物业"}
            first, second = await asyncio.gather(who.post(action, form), who.post(action, form))
            assert (first.status, second.status) == (200, 200)
            page = await who.get(f"/desk/{key}")
            assert page.words.count("已联系物业") == 1

    asyncio.run(scene())


def test_a_form_without_its_token_or_from_elsewhere_does_nothing(county: County) -> None:
    dispatched(county)
    before = _seq(county)

    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "T-ZF-2") as who,
            browser(county, url, "c1") as other,
        ):
            key = event_of(county).serial
            action = f"/desk/{key}/do/event.sign"
            form = (await who.get(f"/desk/{key}")).form(action)
            theirs = (await other.get("/me")).form("/logout")["token"]
            for spoilt in ({"token": ""}, {"token": theirs}):
                assert (await who.post(action, form | spoilt)).status == 403
            assert (await who.post(action, form, Origin="https://elsewhere.example")).status == 403
            assert (await who.get(action)).where == f"/desk/{key}"  # loaded again: the page it stands on

    asyncio.run(scene())
    assert _seq(county) == before


def test_what_a_rule_refuses_comes_back_with_everything_that_was_typed(county: County) -> None:
    dispatched(county)
    before = _seq(county)

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "T-ZF-1") as who:
            key = event_of(county).serial
            no = await who.do(key, "event.return", code="T1", clause="", text="此段道路由交通部门管养")
            assert no.status == 422
            assert "退单须" in no.words
            kept = no.form(f"/desk/{key}/do/event.return")
            assert (kept["code"], kept["text"]) == ("T1", "此段道路由交通部门管养")
            bad = await who.do(key, "event.attach", files=[b"GIF89a"])
            assert (bad.status, "只收 jpg 和 png" in bad.words) == (422, True)

    asyncio.run(scene())
    assert _seq(county) == before


def test_a_decision_on_a_base_that_is_gone_becomes_a_conflict_that_keeps_what_was_typed(
    county: County,
) -> None:
    called(county, "ZF")

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "c1") as who:
            key = call_of(county).serial
            action = f"/desk/{key}/do/call.accept"
            form = (await who.get(f"/desk/{key}")).form(action)
            did(act(county, town_of(county), uid("c2"), "call.accept", new(CALL), {"ruling": "accept"}))
            late = await who.post(
                action, form | {"ruling": "refuse", "code": "DUPLICATE", "reason": "与前日呼叫重复"}
            )
            assert late.status == 409
            assert "此件刚被他人办过" in late.words
            assert "与前日呼叫重复" in late.words
            assert len(call_of(county).items) == 1
            page = await who.get(f"/desk/{key}")
            assert "1 项冲突待处置" in page.words
            assert page.text.index("/do/conflict.resolve") < page.text.index(
                "/do/call.assign"
            )  # the conflict first
            assert "数据截至 2026-03-09 09:00" in page.words  # for the paper
            assert (await who.do(key, "conflict.resolve", choice="KEEP")).status == 200
            assert not call_of(county).items

    asyncio.run(scene())


def test_units_see_a_callers_data_masked_and_only_with_a_reason(county: County) -> None:
    dispatched(county, reply=True)

    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "T-ZF-1") as who,
            browser(county, url, "gw") as near,
        ):
            key = event_of(county).serial
            page = await who.get(f"/desk/{key}")
            assert "王建国" not in page.text
            assert TELEPHONE not in page.text  # neither the caller's field nor the number in the words
            assert "王**" in page.words
            form = page.form(f"/desk/{key}/look") | {"field": "phone"}
            before = _seq(county)
            assert "须写事由" in (await who.post(f"/desk/{key}/look", form)).words
            seen = await who.post(f"/desk/{key}/look", form | {"reason": "上门前电话约时间"})
            assert TELEPHONE in seen.text
            assert seen.headers["Cache-Control"] == "no-store"
            assert _seq(county) == before + 1  # the trace is in the ledger
            again = await who.post(f"/desk/{key}/look", form | {"reason": "上门前电话约时间"})
            assert TELEPHONE not in again.text
            watched = await near.get(f"/desk/{key}")
            assert f"/desk/{key}/look" not in watched.text

    asyncio.run(scene())


def test_a_caller_who_asked_for_secrecy_is_shown_to_nobody(county: County) -> None:
    dispatched(county, reply=True, secret=True)

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "T-ZF-1") as who:
            key = event_of(county).serial
            page = await who.get(f"/desk/{key}")
            assert "要求保密" in page.words
            assert "王**" not in page.words
            token = (await who.get("/me")).form("/logout")["token"]
            asked = {"token": token, "action": new(77), "field": "phone", "reason": "核实"}
            assert (await who.post(f"/desk/{key}/look", asked)).status == 404

    asyncio.run(scene())


def test_a_grid_worker_reports_from_the_ground(county: County) -> None:
    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "gw") as who,
            browser(county, url, "ZF-1") as dept,
        ):
            form = (await who.get("/report")).form("/report")
            empty = await who.post("/report", form)
            assert (empty.status, "缺少内容" in empty.words) == (422, True)
            done = await who.post(
                "/report",
                form | {"text": "河边护栏松动", "lon": "120.5866", "lat": "30.5114", "files": [jpeg()]},
            )
            assert done.status == 200
            assert "河边护栏松动" in done.words
            assert "/photos/" in done.text
            assert "S260309-100-00-0001" in done.where
            again = await who.post("/report", form | {"text": "河边护栏松动"})
            assert "S260309-100-00-0001" in again.where
            assert (await dept.get("/report")).status == 404
            assert OTHER not in (await who.get("/report")).text

    asyncio.run(scene())


def test_signing_takes_one_press_in_the_list(county: County) -> None:
    dispatched(county)

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "T-ZF-2") as who:
            key = event_of(county).serial
            page = await who.get("/desk")
            assert "待签收" in page.words
            action = f"/desk/{key}/do/event.sign"
            done = await who.post(action, page.form(action))
            assert done.where.startswith("/desk")
            assert event_of(county).tasks[0].signed is not None

    asyncio.run(scene())


def test_a_page_hears_of_news_and_only_of_its_own(county: County) -> None:
    report(county)

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "gw") as who, browser(county, url) as stranger:
            page = await who.get("/desk")
            version = page.text.split('data-version="')[1].split('"')[0]
            waiting = asyncio.ensure_future(who.get(f"/wait?v={version}"))
            await asyncio.sleep(0.1)
            assert not waiting.done()
            await asyncio.to_thread(report, county, 9)
            assert (await asyncio.wait_for(waiting, 5)).text != page.text
            assert (await stranger.get("/wait?v=0")).status == 401

    asyncio.run(scene())


def test_too_many_forms_wait(county: County) -> None:
    dispatched(county)

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "T-ZF-2") as who:
            key = event_of(county).serial
            found = [(await who.post(f"/desk/{key}/do/event.sign", {"token": "x"})).status for _ in range(40)]
            assert found[0] == 403
            assert 429 in found

    asyncio.run(scene())


def test_what_is_larger_than_a_form_is_not_read(county: County) -> None:
    dispatched(county)

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "T-ZF-2") as who:
            key = event_of(county).serial
            huge = await who.post(
                f"/desk/{key}/do/event.attach", {"files": [b"\xff\xd8\xff" + b"x" * (5 << 20)]}
            )
            assert huge.status == 413

    asyncio.run(scene())


def test_the_centre_convenes_writes_minutes_and_adjudicates_and_the_precedent_is_found(
    county: County,
) -> None:
    assigned(county, "ZF")
    town = town_of(county)

    def hand_back() -> None:
        p = {"task": call_of(county).tasks[0].id, "clause": "职责规定", "suggested_unit": "ZR"}
        did(act(county, town, uid("ZF-1"), "call.return", new(CALL), p))

    hand_back()
    slip = call_of(county).returns[0].id
    denied = {"request": slip, "ruling": "deny", "reason": "属本部门职责"}
    did(act(county, town, uid("c1"), "call.decide_return", new(CALL), denied))
    hand_back()

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "cl") as who:
            key = call_of(county).serial
            assert "会商审定" in (await who.get("/desk")).words
            assert (await who.do(key, "call.consult", digest="研究由谁查封")).status == 200
            form = (await who.get(f"/desk/{key}")).form(f"/desk/{key}/do/call.consult")
            assert form["step"] == "minutes"
            said = {name: "三定方案" for name in form if name.startswith("clause-")}
            assert (await who.do(key, "call.consult", digest="意见不一致", **said)).status == 200
            done = await who.do(
                key, "call.adjudicate", unit="ZR", clause="土地管理法第六十七条", reason="属违法占地"
            )
            assert done.status == 200
            found = await who.get("/lists")
            assert "属违法占地" in found.words
            assert (await who.do(key, "call.assign_final", reason="按审定")).status == 200
            where = next(part for part in found.text.split('"') if part.startswith("/precedents/"))
            form = (await who.get(where)).form(where)
            bare = await who.post(where, form)
            assert (bare.status, "须写明失效日期和理由" in bare.words) == (422, True)
            ended = await who.post(where, form | {"reason": "职责已调整"})
            assert (ended.status, where in ended.text) == (200, False)

    asyncio.run(scene())
    lead = call_of(county).lead
    assert lead is not None
    assert (lead.dept, lead.final) == ("ZR", True)
