"""What a page tells of how a case came to stand where it does: steps, refusals, whose turn, each entry by its step."""

import asyncio
import re

from county.acts import act
from county.streams import County
from tests.county.small import TOWN, uid
from tests.county.web.scene import (
    CALL,
    EVENT,
    Page,
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

STEP = re.compile(r'<li class="(\w+)"[^>]*><span class="dot">.*?</span><span class="step-name">(.*?)</span>'
                  r'<span class="step-time">(.*?)</span>')  # fmt: skip


def _steps(page: Page) -> dict[str, tuple[str, str]]:
    return {name: (state, time) for state, name, time in STEP.findall(page.text)}


def test_a_refused_call_ends_at_the_platform_and_says_why(county: County) -> None:
    called(county, "ZF")

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "c1") as who:
            key = call_of(county).serial
            page = await who.do(key, "call.accept", ruling="refuse", code="TOWN", reason="镇可自办")
            assert _steps(page)["平台受理"] == ("stopped", "不予受理")
            assert _steps(page)["已交办"] == ("rest", "")
            assert "平台不予受理 镇权限内；由镇办理，说明见往来。" in page.words
            assert "镇权限内；不予受理；镇可自办" in page.words

    asyncio.run(scene())


def test_a_call_that_waits_for_the_towns_repair_says_so(county: County) -> None:
    called(county, "ZF")

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "c1") as who:
            said = {"ruling": "refuse", "code": "INCOMPLETE", "reason": "缺照片"}
            page = await who.do(call_of(county).serial, "call.accept", **said)
            assert ("待镇补全" in page.words, "受理 停计" in page.words) == (True, True)
            assert _steps(page)["平台受理"] == ("current", "现在")

    asyncio.run(scene())


def test_an_alarm_that_opens_both_sides_is_assigned_at_once(county: County) -> None:
    dispatched(county, ch="SENSOR")
    town = town_of(county)
    did(act(county, town, uid("T-ZF-1"), "event.sign", new(EVENT), {}))
    p = {"serial": "", "grade": "C2", "ask": "请研判", "reason": "告警", "depts": ["ZF"], "both": True,
         "parent": new(EVENT)}  # fmt: skip
    did(act(county, town, uid("lead"), "call.issue", new(CALL), p))

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "ZF-1") as who:
            page = await who.get(f"/desk/{call_of(county).serial}")
            steps = _steps(page)
            assert [steps[name][0] for name in ("平台受理", "已交办", "签收")] == ["done", "done", "current"]
            assert "事呼双应" in page.words

    asyncio.run(scene())


def test_an_events_steps_say_when(county: County) -> None:
    dispatched(county)

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "T-ZF-1") as who:
            steps = _steps(await who.get(f"/desk/{event_of(county).serial}"))
            assert steps["案卷建立"] == ("done", "09:00")
            assert steps["任务派遣"] == ("done", "09:00")
            assert steps["任务处理"] == ("current", "现在")
            assert steps["核查结案"] == ("rest", "")

    asyncio.run(scene())


def test_who_has_nothing_to_do_reads_whose_turn_it_is(county: County) -> None:
    assigned(county, "ZF", "ZR")

    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "kl") as leader,
            browser(county, url, "au") as auditor,
        ):
            key = call_of(county).serial
            assert "审计查看只读" in (await auditor.get(f"/desk/{key}")).words
            acts = (await leader.get(f"/desk/{key}")).words.partition("往来")[2]
            assert "此件现在没有您可办的事项" not in acts  # he may note and supervise

    asyncio.run(scene())


def test_each_step_of_an_admission_and_a_draft_is_called_by_its_name(county: County) -> None:
    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "ZFL") as chief,
            browser(county, url, "bb") as keeper,
        ):
            asked = {"matter": "夜间巡查", "basis": "通知", "why": "力量不足", "support": "补助", "duties": "巡查",
                     "towns": TOWN}  # fmt: skip
            page = await chief.post(
                "/admissions", (await chief.get("/admissions")).form("/admissions") | asked
            )
            key = page.where.split("/")[2].partition("?")[0]
            assert "（不含）" in page.words
            assert key not in re.sub(
                r'"[^"]*"', "", (await chief.get("/admissions")).text
            )  # no ids for people
            await keeper.do(key, "access.review", ruling="take")
            page = await keeper.do(key, "access.review", ruling="refuse", reason="属法定职责")
            assert "准入审核 收件审核" in page.words
            assert "准入审核 不予准入；属法定职责" in page.words
            edit = "/lists/SD-A01/edit"
            form = (await keeper.get(edit)).form(edit) | {"text-2": "一周内告知乡镇", "reason": "不知结果"}
            page = await keeper.post(edit, form)
            key = page.where.split("/")[2].partition("?")[0]
            page = await keeper.do(key, "list.edit", step="review pass", opinion="清楚")
            assert "编办审核 审核通过" in page.words
            page = await keeper.do(key, "list.edit", step="submit", towns=TOWN)
            assert "送会签" in page.words.partition("往来")[2]

    asyncio.run(scene())


def test_a_long_form_is_folded_and_what_was_changed_stands_open(county: County) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url, "bb") as keeper:
            edit = "/lists/SD-A01/edit"
            page = await keeper.get(edit)
            assert page.text.count('<details class="part" open>') == 1  # the reason
            assert page.text.count('<details class="part inner" open>') == 0
            assert "责任条目 8 条" in page.words
            tried = await keeper.post(edit, page.form(edit) | {"text-2": "一周内告知乡镇"})
            assert (tried.status, "请补理由" in tried.words) == (422, True)
            assert tried.text.count('<details class="part" open>') == 2
            assert tried.text.count('<details class="part inner" open>') == 1
            assert tried.form(edit)["text-2"] == "一周内告知乡镇"

    asyncio.run(scene())


def test_what_is_behind_one_begins_with_the_latest(county: County) -> None:
    for n in (11, 12):
        report(county, n)

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "gw") as who:
            page = await who.get("/done")
            shown = re.findall(r'<span class="serial">(.*?)</span>', page.text)
            assert shown == sorted(shown, reverse=True)
            assert len(shown) == 2
            assert "待受理 · 09:00 登记 · 桥东 12 号" in page.words

    asyncio.run(scene())


def test_a_form_that_came_back_is_told_at_the_top_where_columns_lie_below_each_other(county: County) -> None:
    assigned(county, "ZF")

    async def scene() -> None:
        async with site(county) as url, browser(county, url, "ZF-1") as who:
            page = await who.do(call_of(county).serial, "call.note", text="")
            top = page.text.partition('class="queue"')[0]
            assert page.status == 422
            assert 'class="refused at-top"' in top
            assert 'href="#do-call-note"' in top

    asyncio.run(scene())
