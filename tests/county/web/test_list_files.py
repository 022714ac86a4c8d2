"""清单文件 in the browser (rulebook §5.2): bad ones told at sheet, line and column; nothing drafted until right, or the good."""

import asyncio
import io

import pytest
from openpyxl import Workbook

from county.streams import County
from db.queries.lists import drafts
from governance.responsibility.versions import list_case
from tests.county.web.scene import browser, site

AT = "/list-files"
ITEMS = ["事项编码", "领域编码", "领域", "事项名称", "主办部门", "责任部门", "县级主体责任", "流程步骤"]
LINES = ["事项编码", "序号", "责任方", "责任单位", "责任内容", "必做"]
Row = list[str]


def an_item(code: str, steps: str = "发现[网格员]>查处[主责部门]", dept: str = "县综合行政执法局") -> Row:
    return [code, "A", "拆违拆临与自然资源", f"占道经营整治{code}", dept, dept, "查处占道经营", steps]


def its_line(code: str, dept: str = "县综合行政执法局") -> Row:
    return [code, "1", "主体责任", dept, "依法查处", "是"]


def a_book(items: list[Row], lines: list[Row], head: Row = ITEMS) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "事项"
    further = book.create_sheet("责任条目")
    for table, rows in ((sheet, [head, *items]), (further, [LINES, *lines])):
        for row in rows:
            table.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sent(county: County, book: bytes, login: str = "bb", **typed: str) -> tuple[int, str]:
    """What the page says to it."""

    async def scene() -> tuple[int, str]:
        async with site(county) as url, browser(county, url, login) as keeper:
            page = await keeper.get(AT)
            form: dict[str, object] = {**page.form(AT), **typed, "files": [book]} if login == "bb" else {}
            answer = await keeper.post(AT, form) if form else page
            return answer.status, answer.words

    return asyncio.run(scene())


def drafted(county: County) -> list[str]:
    with county.reading() as conn:
        return sorted(draft.code for draft in drafts(conn, county.stream))


BAD = {
    "a cycle": (a_book([an_item("SD-X01", "发现>核实>发现")], [its_line("SD-X01")]), "事项” 第 2 行 流程步骤", "成了环"),
    "an unknown department": (
        a_book([an_item("SD-X01", dept="县不存在局")], [its_line("SD-X01", "县不存在局")]),
        "第 2 行 主办部门", "没有单位“县不存在局”",
    ),
    "a code twice": (a_book([an_item("SD-X01")] * 2, [its_line("SD-X01")]), "第 3 行 事项编码", "与第2行重复"),
    "no lines": (a_book([an_item("SD-X01")], [its_line("SD-A01")]), "第 2 行 事项编码", "没有责任条目"),
}  # fmt: skip


@pytest.mark.parametrize(("book", "where", "words"), BAD.values(), ids=BAD)
def test_a_bad_list_is_told_where_to_look_and_nothing_is_drafted(
    county: County, book: bytes, where: str, words: str
) -> None:
    status, said = sent(county, book, step="whole", reason="年度清单")
    assert (status, where in said, words in said) == (200, True, True), said
    assert "没有导入" in said
    assert drafted(county) == []


def test_missing_columns_are_all_told(county: County) -> None:
    head = [word for word in ITEMS if word not in ("领域", "主办部门")]
    status, said = sent(county, a_book([["SD-X01", *["x"] * 5]], [its_line("SD-X01")], head))
    assert (status, "缺少“领域”“主办部门”列；请补上这2列" in said) == (422, True)


def test_the_good_items_are_drafted_when_asked_for(county: County) -> None:
    book = a_book(
        [an_item("SD-X01"), an_item("SD-X02", "发现>核实>发现")], [its_line("SD-X01"), its_line("SD-X02")]
    )
    assert "只作检查，没有导入" in sent(county, book)[1]
    assert sent(county, book, step="good")[0] == 422  # the reason of a draft
    status, said = sent(county, book, step="good", reason="年度清单")
    assert (status, "已起草 1 项： SD-X01" in said) == (200, True)
    assert drafted(county) == ["SD-X01"]


def test_the_names_of_overlapping_versions_and_files_are_told(county: County) -> None:
    head = [*ITEMS, "版本", "生效日期"]
    rows = [[*an_item("SD-X01"), "1", "2026-01-01"], [*an_item("SD-X01"), "2", "2026-03-01"]]
    _, said = sent(county, a_book(rows, [its_line("SD-X01")], head))
    assert "a.xlsx 的工作表“事项” 第 3 行 生效日期" in said
    assert "生效期重叠" in said


def test_only_who_keeps_the_list_imports_and_needs_a_file(county: County) -> None:
    assert sent(county, b"", login="c1")[0] == 404
    status, said = sent(county, b"")
    assert (status, "没有选文件" in said) == (422, True)
    status, said = sent(county, b"PK no workbook")
    assert (status, "不是Excel" in said) == (422, True)


def test_what_was_drafted_is_one_press_away(county: County) -> None:
    async def scene() -> None:
        async with site(county) as url, browser(county, url, "bb") as keeper:
            assert AT in (await keeper.get("/lists")).text
            book = a_book([an_item("SD-X01")], [its_line("SD-X01")])
            form = {**(await keeper.get(AT)).form(AT), "step": "whole", "reason": "年度清单", "files": [book]}
            assert f"/desk/{list_case('SD-X01')}" in (await keeper.post(AT, form)).text
            assert "占道经营整治SD-X01" in (await keeper.get(f"/desk/{list_case('SD-X01')}")).words

    asyncio.run(scene())
