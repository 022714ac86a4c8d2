"""清单修订 in the browser: the 编办 writes, departments and the town's 指挥长 speak, a county leader publishes."""

import asyncio

from sqlalchemy import select

from county.acts import act
from county.streams import County
from db.county_store import view_of
from db.tables.calls import call as table
from governance.calls import states
from governance.calls.call import DOWN, Call
from governance.responsibility.versions import ListItem, list_case
from tests.county.small import TOWN, uid
from tests.county.web.scene import browser, did, site, town_of

CODE = "SD-A01"
EDIT, DOWNWARDS = f"/lists/{CODE}/edit", f"/lists/{CODE}/call"


def _item(county: County) -> ListItem:
    with county.reading() as conn:
        view = view_of(conn, county.stream)
        assert view is not None
        found = view.case(list_case(CODE))
    assert isinstance(found, ListItem)
    return found


def test_a_draft_is_written_countersigned_and_published(county: County) -> None:
    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "bb") as keeper,
            browser(county, url, "ZF-1") as dept,
            browser(county, url, "ZR-1") as other,
            browser(county, url, "SC-1") as stranger,
            browser(county, url, "dir") as director,
            browser(county, url, "kl") as leader,
        ):
            assert (await dept.get(EDIT)).status == 404
            form = (await keeper.get(EDIT)).form(EDIT)
            form |= {"text-2": "作出并组织实施行政强制，一周内告知乡镇", "reason": "乡镇反映不知结果"}
            none = await keeper.post(EDIT, form | {"submit": "1", "text-2": "作出并组织实施行政强制"})
            assert (none.status, "与现行版本相同" in none.words) == (422, True)
            done = await keeper.post(EDIT, form)
            assert "一周内告知乡镇" in done.words  # the change stands on the draft's page
            assert "【修改】SD-A01-2" in done.words
            key = list_case(CODE)
            assert (await dept.get(f"/desk/{key}")).status == 404  # not sent out yet
            early = await keeper.do(key, "list.edit", step="submit", towns=TOWN)
            assert (early.status, "未经编办审核" in early.words) == (422, True)
            assert (await keeper.do(key, "list.edit", step="review pass", opinion="依据清楚")).status == 200
            assert "编办审核通过" in (await keeper.get(f"/desk/{key}")).words
            assert (await keeper.do(key, "list.edit", step="submit", towns=TOWN)).status == 200
            assert (await stranger.get(f"/desk/{key}")).status == 404
            assert "清单会签" in (await dept.get("/desk")).words
            bare = await dept.do(key, "list.countersign", word="DISAGREE")
            assert (bare.status, "须写明理由" in bare.words) == (422, True)
            assert (await dept.do(key, "list.countersign", word="DISAGREE", reason="一周太短")).status == 200
            assert (await other.do(key, "list.countersign", word="AGREE")).status == 200
            page = await director.get(f"/desk/{key}")
            assert page.actions == {"list.countersign"}
            assert (await director.do(key, "list.countersign", word="AGREE")).status == 200
            assert "list.countersign" not in (await director.get("/desk")).text
            said = {"doc_no": "安编办〔2026〕3号", "effective_from": "2026-04-01"}
            unanswered = await leader.do(key, "list.publish", **said)
            assert (unanswered.status, "未采纳的理由" in unanswered.words) == (422, True)
            assert (await leader.do(key, "list.publish", **said, reason="已与部门商定")).status == 200

    asyncio.run(scene())
    (version,) = _item(county).versions
    assert (version.item.version, version.item.effective_from) == (2, "2026-04-01")
    assert version.lines[1].text == "作出并组织实施行政强制，一周内告知乡镇"


LAW = "中华人民共和国城乡规划法"


def test_the_keeper_enters_the_articles_of_the_laws_and_everybody_reads_them(county: County) -> None:
    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "bb") as keeper,
            browser(county, url, "ZF-1") as dept,
            browser(county, url, "kl") as leader,
        ):
            form = (await keeper.get(EDIT)).form(EDIT) | {"reason": "补录条文"}
            wrong = await keeper.post(EDIT, form | {"law_articles": "第六十四条 责令停止建设"})
            assert (wrong.status, "请一行一条" in wrong.words) == (422, True)
            text = f"{LAW}：第六十四条 责令停止建设\n{LAW}：第六十八条 查封施工现场"
            named = {"categories": "050101 在建违法建设\n010305"}
            more = {"law_articles": text, "opinion": "条文无误", "submit": "1"} | named
            done = await keeper.post(EDIT, form | more)
            assert "【新增】相关小类" in done.words
            assert "【新增】法律条文" in done.words
            assert (await keeper.get(EDIT)).form(EDIT)["law_articles"].splitlines() == text.splitlines()
            await dept.do(list_case(CODE), "list.countersign", word="AGREE")
            said = {"doc_no": "安编办〔2026〕4号", "effective_from": "2026-03-10"}
            unanswered = await leader.do(list_case(CODE), "list.publish", **said)
            assert unanswered.status == 422  # one department has not spoken yet

    asyncio.run(scene())
    draft = _item(county).draft
    assert draft is not None
    assert draft.item.categories == ("050101", "010305")
    assert dict(draft.item.laws)[LAW].splitlines() == ["第六十四条 责令停止建设", "第六十八条 查封施工现场"]


def test_an_item_that_is_not_on_the_list_yet_begins_as_a_draft(county: County) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url, "bb") as keeper:
            where = "/lists/new/edit"
            form = (await keeper.get(where)).form(where)
            form |= {
                "code": "SD-A99", "reason": "新增职责", "item_name": "屋顶光伏安装监管", "area_code": "A",
                "lead_dept": "ZF", "main_duty": "审查备案", "text-1": "审查备案", "who-1": "COUNTY ZF",
                "evidence-1": "文书", "text-2": "发现上报", "who-2": "TOWN GRID_WORKER", "must-2": "1",
                "township_duty": "发现上报", "procedure_steps": "发现[网格员,当日]\n审查[主责部门]",
            }  # fmt: skip
            done = await keeper.post(where, form)
            assert (done.status, "屋顶光伏安装监管" in done.words) == (200, True)

    asyncio.run(scene())


def test_the_county_calls_a_town_for_what_the_list_gives_it_and_nothing_else(county: County) -> None:
    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "c1") as centre,
            browser(county, url, "ZF-1") as clerk,
        ):
            assert (await clerk.get(DOWNWARDS)).status == 404  # a department calls by its lead
            page = await centre.get(DOWNWARDS)
            assert "主体责任" not in page.words.partition("乡镇配合责任")[2]
            form = page.form(DOWNWARDS) | {"ask": "请巡查村庄周边"}
            nowhere = await centre.post(DOWNWARDS, form)
            assert (nowhere.status, "没有选乡镇" in nowhere.words) == (422, True)
            form |= {"town": TOWN}
            none = await centre.post(DOWNWARDS, form)
            assert (none.status, "请先办理准入" in none.words) == (422, True)
            own = await centre.post(DOWNWARDS, form | {"lines": f"{CODE}-1"})
            assert (own.status, "严禁转嫁" in own.words) == (422, True)
            line = next(part for part in page.text.split('"') if part.startswith(f"{CODE}-"))
            done = await centre.post(DOWNWARDS, form | {"lines": line})
            assert (done.status, "请巡查村庄周边" in done.words) == (200, True)
            key = "H260309-100-00-0001"
            taken = await centre.do(key, "call.reverse", word="withdraw", reason="已另行安排")
            assert taken.status == 200

    asyncio.run(scene())
    (call,) = [case for case in _calls(county) if case.direction == DOWN]
    assert call.state == states.WITHDRAWN


def _calls(county: County) -> list[Call]:
    with county.reading() as conn:
        view = view_of(conn, town_of(county))
        assert view is not None
        ids = conn.execute(select(table.c.case_id)).scalars().all()
        return [found for one in ids if isinstance(found := view.case(one), Call)]


def test_the_caller_finds_what_it_asked_of_the_towns(county: County) -> None:
    async def scene() -> None:
        async with (
            site(county) as url,
            browser(county, url, "ZFL") as lead,
            browser(county, url, "ZF-1") as clerk,
            browser(county, url, "ZR-1") as other,
            browser(county, url, "c1") as centre,
        ):
            page = await lead.get(DOWNWARDS)
            line = next(part for part in page.text.split('"') if part.startswith(f"{CODE}-"))
            asked = {"town": TOWN, "lines": line, "ask": "请巡查村庄周边"}
            done = await lead.post(DOWNWARDS, page.form(DOWNWARDS) | asked)
            assert ("呼叫本条" in done.words, "县级呼叫" in done.words) == (True, True)
            for who in (lead, clerk, centre):
                assert "我呼乡镇的 1" in (await who.get("/desk")).words
            assert "我呼乡镇的" not in (await other.get("/desk")).words
            (call,) = _calls(county)
            _answered(county, call)
            assert "我呼乡镇的，待认可 1" in (await lead.get("/desk")).words
            assert (await lead.do(call.serial, "call.reverse", word="accept")).status == 200
            assert "我呼乡镇的 1" in (await lead.get("/done")).words

    asyncio.run(scene())


def _answered(county: County, call: Call) -> None:
    """The town signs, goes there and feeds back, at its own desk."""
    town = town_of(county)
    did(act(county, town, uid("op1"), "shift.open", None, {"operator": uid("op1")}))
    for p in (
        {"step": "respond", "how": "ARRIVE", "person": "周到", "text": "已到场"},
        {"step": "feedback", "result": "SOLVED", "text": "已巡查"},
    ):
        did(act(county, town, uid("op1"), "call.reverse_respond", call.id, p))
