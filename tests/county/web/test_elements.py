"""走访 in the browser: overdue on top, one press for no change, nothing typed twice, nobody else's grid."""

import asyncio
from pathlib import Path

from county.acts import act
from county.clock import VirtualClock
from county.streams import County
from db.county_store import view_of
from db.queries.archives import personal_of, same_archives
from governance.archive.element import Archived, element_case
from tests.county.small import DAY, GRID, MONDAY, copied, opened, uid
from tests.county.web.scene import Browser, Page, browser, did, new, site, town_of
from tests.governance.archive.archives import CREDIT, ID_NO

LAMP, FAR = 7, 8
ELSEWHERE = "99010110020200100"


def lamp(n: int, code: str, grid: str = GRID) -> dict[str, object]:
    """A row of an import."""
    said = {"code": code, "kind": "路灯", "state": "完好", "keeper_unit": "城管办", "grid_code": grid,
            "source": "旧表导入", "care_level": "A"}  # fmt: skip
    return {"id": new(n), "type": "ASSET", "set": {key: ["", value] for key, value in said.items()}}


def imported(county: County) -> None:
    """The room brought in a file: a lamp here, one in another village."""
    put = {"rows": [lamp(LAMP, "LD-1"), lamp(FAR, "LD-2", ELSEWHERE)], "batch": new(9), "part": 1, "parts": 1}
    did(act(county, town_of(county), uid("sup"), "archive.put", new(9), put))


def archive(county: County, case: str) -> Archived:
    """An archive as the ledger has it."""
    with county.reading() as conn:
        view = view_of(conn, town_of(county))
        assert view is not None
        found = view.case(case)
    assert isinstance(found, Archived)
    return found


def person_at(county: County, id_no: str) -> str:
    """The case of a person, by ID number."""
    with county.reading() as conn:
        return same_archives(conn, town_of(county), "PERSON", [id_no]).get(id_no, "")


def private(county: County, case: str) -> dict[str, str]:
    """What is kept of a person's own."""
    with county.reading() as conn:
        return personal_of(conn, town_of(county), archive(county, case))


async def sent(who: Browser, path: str, **typed: object) -> Page:
    """Open a form and send it with what was typed."""
    page = await who.get(path)
    address = path.partition("?")[0]
    return await who.post(address, page.form(address) | typed)


def test_a_grid_workers_round(template: Path, tmp_path: Path) -> None:
    clock = VirtualClock(MONDAY)
    with opened(copied(template, tmp_path / "own"), clock) as county:
        imported(county)
        clock.move_to(MONDAY + 10 * DAY)
        asyncio.run(_round(county))


async def _round(county: County) -> None:
    async with site(county) as url, browser(county, url, "gw") as worker:
        board = await worker.get("/visits")
        assert "LD-1" in board.words
        assert "已超期" in board.words
        assert "LD-2" not in board.text  # another village's
        assert (await worker.get(f"/visits/{new(FAR)}")).status == 404
        page = await worker.get(f"/visits/{new(LAMP)}")
        assert page.form(f"/visits/{new(LAMP)}")["state"] == "完好"
        assert "下次走访" not in page.words
        assert "（导入）" in page.words  # who imported was not there
        # one press: nothing has changed
        done = await worker.post(f"/visits/{new(LAMP)}", page.form(f"/visits/{new(LAMP)}"))
        assert "没有超期的走访" in done.words
        lamp_ = archive(county, new(LAMP))
        assert ([visit.by for visit in lamp_.visits], lamp_.doubts) == ([uid("sup"), uid("gw")], ())
        assert len({value.action for value in lamp_.values}) == 1  # not one field written again
        # something has
        await sent(worker, f"/visits/{new(LAMP)}", state="不亮", note="灯头坏")
        assert archive(county, new(LAMP)).text("state") == "不亮"
        assert "LD-1" in (await worker.get("/visits?all=1")).words


def test_a_person_is_collected_once_and_shown_masked(template: Path, tmp_path: Path) -> None:
    with opened(copied(template, tmp_path / "own"), VirtualClock(MONDAY)) as county:
        asyncio.run(_person(county))


async def _person(county: County) -> None:
    typed = {"name": "林建国", "id_no": ID_NO.lower(), "phone": "13800001234", "door": "桥东12号",
             "residence_type": "户籍", "care_level": "A"}  # fmt: skip
    async with (
        site(county) as url,
        browser(county, url, "gw") as worker,
        browser(county, url, "vl") as village,
    ):
        missing = await sent(worker, "/visits/new?type=PERSON", **(typed | {"phone": ""}))
        assert (missing.status, "没有填联系电话" in missing.words) == (422, True)
        assert 'value="林建国"' in missing.text  # nothing typed is lost
        wrong = await sent(worker, "/visits/new?type=PERSON", **(typed | {"id_no": ID_NO[:-1] + "1"}))
        assert "证件号码不对" in wrong.words
        assert (await sent(worker, "/visits/new?type=PERSON", **typed)).status == 200
        case = person_at(county, ID_NO)
        assert private(county, case)["birth"] == "1990-03-07"  # the number tells
        assert archive(county, case).text("sex") == "男"
        again = await sent(village, "/visits/new?type=PERSON", **typed)
        assert (again.status, "已有档案" in again.words) == (422, True)
        assert f'href="/visits/{case}"' in again.text
        page = await village.get(f"/visits/{case}")
        assert "林**" in page.words
        for secret in ("林建国", ID_NO, "13800001234", "1990-03-07"):
            assert secret not in page.text
        await sent(village, f"/visits/{case}", phone="13900005678")
        assert private(county, case) == {
            "name": "林建国", "id_no": ID_NO, "birth": "1990-03-07", "phone": "13900005678", "door": "桥东12号",
        }  # fmt: skip


def test_who_owes_a_visit_reads_whom_to_visit_and_where(template: Path, tmp_path: Path) -> None:
    clock = VirtualClock(MONDAY)
    with opened(copied(template, tmp_path / "own"), clock) as county:
        asyncio.run(_owed(county, clock))


async def _owed(county: County, clock: VirtualClock) -> None:
    typed = {"name": "林建国", "id_no": ID_NO, "phone": "13800001234", "door": "桥东12号",
             "residence_type": "户籍", "care_level": "B"}  # fmt: skip
    async with site(county) as url, browser(county, url, "gw") as worker:
        await sent(worker, "/visits/new?type=PERSON", **typed)
        path = f"/visits/{person_at(county, ID_NO)}"
        assert "桥东**号" in (await worker.get(path)).words
        clock.move_to(MONDAY + 25 * DAY)
        soon = await worker.get("/visits")
        assert "林建国" in soon.words
        assert "还有 5 天" in soon.words
        page = await worker.get(path)
        assert "桥东12号" in page.words
        assert "13800001234" in page.words
        assert ID_NO not in page.text
        clock.move_to(MONDAY + 30 * DAY)  # the cycle ends with this day
        assert "今天到期" in (await worker.get("/visits")).words
        clock.move_to(MONDAY + 31 * DAY)
        assert "已超期 1 天" in (await worker.get("/visits")).words
        assert "应于 4月8日 前走访，已超期 1 天" in (await worker.get(path)).words
        await worker.post(path, page.form(path))  # visited: no longer owed
        assert "桥东**号" in (await worker.get(path)).words
        clock.move_to(MONDAY + 365 * DAY)
        assert "上次 2026年4月9日" in (await worker.get("/visits")).words


def test_two_answers_are_kept_and_one_is_chosen(template: Path, tmp_path: Path) -> None:
    with opened(copied(template, tmp_path / "own"), VirtualClock(MONDAY)) as county:
        imported(county)
        asyncio.run(_doubt(county))


async def _doubt(county: County) -> None:
    path = f"/visits/{new(LAMP)}"
    async with (
        site(county) as url,
        browser(county, url, "gw") as worker,
        browser(county, url, "vl") as village,
    ):
        mine, theirs = (await worker.get(path)).form(path), (await village.get(path)).form(path)
        await worker.post(path, mine | {"state": "不亮"})
        await village.post(path, theirs | {"state": "倾斜"})
        found = archive(county, new(LAMP))
        assert (found.text("state"), [doubt.value for doubt in found.doubts]) == ("不亮", ["倾斜"])
        page = await worker.get(path)
        assert "现用：不亮" in page.words
        await worker.post(path, page.form(path) | {"which-state": "doubt"})
        found = archive(county, new(LAMP))
        assert (found.text("state"), found.doubts) == ("倾斜", ())


def test_a_company_has_one_case_at_every_desk(template: Path, tmp_path: Path) -> None:
    with opened(copied(template, tmp_path / "own"), VirtualClock(MONDAY)) as county:
        asyncio.run(_company(county))
        case = element_case(town_of(county), "ORG", CREDIT)
        assert archive(county, case).text("name") == "云溪纺织"


async def _company(county: County) -> None:
    async with site(county) as url, browser(county, url, "gw") as worker:
        typed = {"name": "云溪纺织", "credit_code": CREDIT.lower(), "kind": "企业"}
        assert (await sent(worker, "/visits/new?type=ORG", **typed)).status == 200
        assert "已有档案" in (await sent(worker, "/visits/new?type=ORG", **typed)).words


def test_who_collects_nothing_has_no_such_page(template: Path, tmp_path: Path) -> None:
    with opened(copied(template, tmp_path / "own"), VirtualClock(MONDAY)) as county:
        imported(county)
        asyncio.run(_strangers(county))


async def _strangers(county: County) -> None:
    async with site(county) as url:
        for login in ("c1", "ZF-1", "T-ZF-1", "bb", "admin", "sup"):
            async with browser(county, url, login) as who:
                for path in ("/visits", f"/visits/{new(LAMP)}", "/visits/new?type=ASSET"):
                    assert (await who.get(path)).status == 404, (login, path)
