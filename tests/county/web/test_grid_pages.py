"""网格底册 in the browser: what is wrong, and the director's word on a boundary (rulebook §2.1, §2.3)."""

import asyncio
from pathlib import Path

from county.acts import act
from county.clock import VirtualClock
from county.streams import County
from governance.archive.element import post_case
from governance.archive.grid import Grid
from governance.catalogue.setting import setting_case
from governance.places.called import KEY
from tests.county.small import GRID, MONDAY, copied, opened, uid
from tests.county.web.scene import browser, did, new, site, town_of
from tests.county.web.test_elements import archive

SECOND = "99010110020100200"
WEST = "120600000,30500000 120610000,30500000 120610000,30510000 120600000,30510000"
EAST = "120610000,30500000 120620000,30500000 120620000,30510000 120610000,30510000"
WIDER = "120600000,30500000 120612000,30500000 120612000,30510000 120600000,30510000"
G1, G2 = 21, 22


def founded(county: County) -> None:
    """Two grids out of a file; then the village draws the first one wider, over the second."""
    rows = [
        {
            "id": new(n),
            "type": "GRID",
            "set": {
                "grid_code": ["", code],
                "name": ["", name],
                "kind": ["", "普通网格"],
                "boundary": ["", rings],
            },
        }
        for n, code, name, rings in ((G1, GRID, "第1网格", WEST), (G2, SECOND, "第2网格", EAST))
    ]
    put = {"rows": rows, "batch": new(20), "part": 1, "parts": 1, "file": "网格.xlsx"}
    did(act(county, town_of(county), uid("sup"), "archive.put", new(20), put))
    wider = {"rows": [{"id": new(G1), "type": "GRID", "set": {"boundary": ["", WIDER]}}]}
    did(act(county, town_of(county), uid("vl"), "archive.put", new(G1), wider))
    case = post_case(town_of(county), GRID, uid("gw"))
    said = {"grid_code": ["", GRID], "holder": ["", uid("gw")], "posts": ["", "网格长;网格员"]}
    post = {"rows": [{"id": case, "type": "POST", "set": said}]}
    did(act(county, town_of(county), uid("vl"), "archive.put", case, post))


def rings_now(county: County) -> str:
    """The boundary in force."""
    found = archive(county, new(G1))
    assert isinstance(found, Grid)
    now = found.on("2026-03-09")
    return now.rings if now is not None else ""


def test_the_director_sees_what_a_boundary_would_make_and_confirms_it(template: Path, tmp_path: Path) -> None:
    with opened(copied(template, tmp_path / "own"), VirtualClock(MONDAY)) as county:
        founded(county)
        asyncio.run(_confirmed(county))


async def _confirmed(county: County) -> None:
    grid = archive(county, new(G1))
    assert isinstance(grid, Grid)
    address = f"/grids/{new(G1)}/{grid.proposed[0].action}"
    async with (
        site(county) as url,
        browser(county, url, "dir") as director,
        browser(county, url, "vl") as village,
        browser(county, url, "gw") as worker,
    ):
        page = await village.get("/grids")
        assert "须由指挥长确认" in page.words
        assert address not in page.text
        assert "第1网格 99010110020100100 网格长 网格员 网格员 网格员" in page.words  # his name is 网格员
        assert "第2网格（99010110020100200）没有网格长" in page.words
        assert (await worker.get("/grids")).status == 404
        page = await director.get("/grids")
        assert "第1网格与第2网格重叠约" in page.words
        assert "普通网格之间没有空隙和重叠" in page.words  # not yet
        assert rings_now(county) == WEST
        assert (await village.post(address, page.form(address))).status in (403, 404, 422)
        done = await director.post(address, page.form(address))
        assert rings_now(county) == WIDER
        assert "待确认的边界调整" not in done.words
        again = await director.post(address, page.form(address))  # pressed twice does it once
        assert again.status == 200
        late = await director.post(address, page.form(address) | {"action": new(99)})
        assert late.status == 200  # he wanted what already holds
        unknown = f"/grids/{new(G1)}/{new(98)}"
        other = await director.post(unknown, page.form(address) | {"action": new(97)})
        assert (other.status, rings_now(county)) == (422, WIDER)


def test_others_have_no_such_page(template: Path, tmp_path: Path) -> None:
    with opened(copied(template, tmp_path / "own"), VirtualClock(MONDAY)) as county:
        asyncio.run(_others(county))


async def _others(county: County) -> None:
    async with site(county) as url:
        for login in ("c1", "ZF-1", "T-ZF-1", "admin"):
            async with browser(county, url, login) as who:
                assert (await who.get("/grids")).status == 404
        async with browser(county, url, "dir") as director:
            assert "还没有导入网格" in (await director.get("/grids")).words


def test_levels_and_posts_are_called_as_the_county_calls_them(template: Path, tmp_path: Path) -> None:
    """§2.1, §2.3: the setting `grid.names`; the ledger keeps the rulebook's words."""
    with opened(copied(template, tmp_path / "own"), VirtualClock(MONDAY)) as county:
        value = [["网格长", "片长"], ["普通网格", "二级网格"]]
        did(
            act(
                county,
                county.stream,
                uid("admin"),
                "config.put",
                setting_case(KEY),
                {"key": KEY, "value": value},
            )
        )
        founded(county)  # the town goes on with the county's words
        asyncio.run(_called(county))


async def _called(county: County) -> None:
    async with site(county) as url, browser(county, url, "dir") as director:
        page = await director.get("/grids")
        assert "片长" in page.words
        assert "二级网格" in page.words
        assert "没有片长" in page.words  # the second grid has none
