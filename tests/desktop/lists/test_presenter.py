"""清单 without its widgets: found by code, words, 小类 and initials; versions compared; 判责 in order; what waits for the town."""

from msgspec import structs

from desktop.lists import texts
from desktop.lists.asking import Question
from desktop.lists.library import Shelf
from desktop.lists.presenter import ListsPresenter
from governance.responsibility.versions import ListItem
from tests.desktop.lists.shelves import Shelves, Shown, call_row
from tests.governance.responsibility.county_room import (
    ITEM,
    MONDAY,
    TOWN,
    CountyRoom,
    agreed,
    application,
    at,
    drafted,
    publication,
    uid,
)
from tests.governance.room import Room, assigned

APRIL = at("2026-04-02 09:00")


def a_page(room: Room, when: int = MONDAY) -> tuple[ListsPresenter, Shown, Shelves]:
    shelves, shown = Shelves(room.rules, when), Shown()
    return ListsPresenter(shelves, shown), shown, shelves


def second_version() -> CountyRoom:
    room = CountyRoom()
    drafted(room)
    agreed(room)
    room.does("list.publish", "l", publication(), "county_leader")
    return room


async def test_the_whole_list_stands_there_area_by_area_and_the_first_item_is_shown() -> None:
    page, shown, _ = a_page(Room())
    await page.read()
    assert (shown.count, len(shown.codes)) == (68, 68)
    assert [row.key for row in shown.rows if row.area] == list("ABCDEFG")
    assert shown.item is not None
    assert (shown.item.code, shown.item.version, shown.item.standing) == (ITEM, 1, "现行 第 1 版")


async def test_an_item_is_found_by_code_words_small_category_department_and_initials() -> None:
    room = Room()
    page, shown, _ = a_page(room)
    await page.read()
    minor = room.rules.catalogue.categories["040101"].minor
    for typed in ("SD-B02", "b02", "露天焚烧", minor, "jglj"):
        await page.search(typed)
        assert "SD-B02" in shown.codes, typed
    await page.search("ltfs")
    assert shown.codes == ["SD-B02"]
    assert shown.item is not None
    assert shown.item.code == "SD-B02"
    await page.search("没有这一项")
    assert (shown.codes, shown.empty) == ([], texts.NOTHING_FOUND)


async def test_areas_fold_and_open_and_arrows_go_from_item_to_item() -> None:
    page, shown, _ = a_page(Room())
    await page.read()
    page.fold("B")
    assert "SD-B02" not in shown.codes
    page.fold("B", folded=False)
    assert "SD-B02" in shown.codes
    page.step(1)
    assert shown.chosen == "SD-A02"
    page.step(-5)
    assert shown.chosen == ITEM


async def test_an_item_says_duties_of_both_sides_with_clauses_and_who_bears_them() -> None:
    page, shown, shelves = a_page(Room())
    shelves.laid = Shelf(calls={ITEM: (call_row("c", ITEM),)})
    await page.read()
    item = shown.item
    assert item is not None
    assert [(line.clause, line.unit, line.lead) for line in item.county][:2] == [
        ("SD-A01-1", "县综合行政执法局", True),
        ("SD-A01-2", "县综合行政执法局", True),
    ]
    assert [line.mandatory for line in item.town] == [True, True, True, False, False]
    assert item.town[0].who == "网格员"
    assert "中华人民共和国城乡规划法" in [law for law, _ in item.laws]
    assert [call.case_id for call in item.calls] == ["c"]


async def test_two_versions_are_compared_and_only_what_differs_is_marked() -> None:
    page, shown, _ = a_page(second_version(), APRIL)
    await page.read()
    assert shown.item is not None
    assert (shown.item.version, shown.item.standing) == (2, "现行 第 2 版")
    versions = shown.versions
    assert versions is not None
    assert (versions.numbers, versions.old, versions.new) == ((1, 2), 1, 2)
    (change,) = versions.changes
    assert (change.what, change.how) == ("县级主体责任", "CHANGED")
    assert "".join(piece.text for piece in change.after) == "违法建设认定、立案查处和强制拆除"
    assert any(not piece.differs for piece in change.after)
    page.compare(2, 2)
    assert shown.versions is not None
    assert (shown.versions.changes, shown.versions.said) == ((), texts.SAME)


async def test_before_its_day_the_list_says_when_the_new_version_comes() -> None:
    page, shown, _ = a_page(second_version())
    await page.read()
    row = next(row for row in shown.rows if row.key == ITEM)
    assert row.note == "4月1日起改版"
    assert shown.item is not None
    assert shown.item.version == 1


async def test_from_a_case_an_item_is_shown_in_its_version_with_where_it_is_and_what_changed() -> None:
    town = Room()
    assigned(town)
    page, shown, shelves = a_page(second_version(), APRIL)
    shelves.known = {uid("c"): town.call(), uid("e"): town.event()}
    await page.read()
    await page.open(ITEM, 1, uid("c"))
    item = shown.item
    assert item is not None
    assert item.case is not None
    assert (item.version, item.case.said) == (1, "本件在流程第 5 步【签收到场】")
    assert item.case.changed == "清单已更新：本件按第 1 版办理，2026-04-01 起为第 2 版"
    assert page.event == uid("e"), "据此呼叫 goes out from the call's event"
    page.show_version(0)
    assert shown.item is not None
    assert shown.item.version == 2


async def test_who_is_responsible_is_answered_in_order_with_clause_and_reason() -> None:
    page, shown, _ = a_page(Room())
    page.ask(Question(category="050102", day="2026-03-09", text="历史违法建筑一直没拆"))
    answers = shown.answers
    assert answers is not None
    assert {answer.code for answer in answers.answers} >= {"SD-A01", "SD-A02"}
    assert answers.answers[0].code == "SD-A02"
    assert "条款 SD-A02-1" in answers.answers[0].note
    assert "文字相符" in answers.answers[0].note


async def test_a_question_that_is_not_whole_says_what_is_missing() -> None:
    page, shown, _ = a_page(Room())
    page.ask(Question(day="2026-03-09"))
    assert shown.answers is not None
    assert shown.answers.refused == texts.NO_CATEGORY
    page.ask(Question(category="050102", day="9.3.2026"))
    assert shown.answers.refused == texts.BAD_DAY
    page.ask(Question(category="050102", day="2025-12-31"))
    assert shown.answers.said.startswith(texts.NOT_ON_DAY)


async def test_what_waits_for_this_town_is_counted_with_how_it_stands() -> None:
    room = CountyRoom()
    drafted(room)
    room.does("access.apply", "x", application(), "zr_lead")
    room.does("access.review", "x", {"ruling": "take"}, "list_admin")
    page, shown, shelves = a_page(room)
    shelves.rules = structs.replace(room.rules, home=structs.replace(room.rules.home, area=TOWN))
    asked = structs.replace(room.item(), asked=(*room.item().asked, TOWN))
    shelves.laid = Shelf(drafts=(asked,), admissions=(room.access(),), address="http://x")
    await page.read()
    waiting = shown.waiting
    assert waiting is not None
    assert ([one.tag for one in waiting.drafts], waiting.for_town) == (["待本镇会签"], 1)
    assert [one.tag for one in waiting.admissions] == ["审核中"]
    shelves.laid = Shelf(drafts=(room.item(),))
    await page.read()
    assert shown.waiting is not None
    assert ([one.tag for one in shown.waiting.drafts], shown.waiting.for_town) == ([texts.NOT_ASKED], 0)
    assert isinstance(room.item(), ListItem)


async def test_without_a_list_the_page_says_what_to_do() -> None:
    rules = Room().rules
    empty = structs.replace(
        rules, catalogue=structs.replace(rules.catalogue, items={}, versions={}, lines={})
    )
    page, shown = ListsPresenter(Shelves(empty, MONDAY), view := Shown()), view
    await page.read()
    assert (shown.rows, shown.item, shown.said, shown.empty) == ([], None, texts.NO_LIST, texts.NO_LIST)


async def test_what_the_county_entered_of_a_law_stands_with_the_item_and_its_answer() -> None:
    law = "中华人民共和国城乡规划法"
    room = CountyRoom()
    drafted(room, law_articles=f"{law}：第六十四条 责令停止建设")
    agreed(room)
    room.does("list.publish", "l", publication(), "county_leader")
    page, shown, _ = a_page(room, APRIL)
    await page.read()
    assert shown.item is not None
    assert dict(shown.item.laws)[law] == "第六十四条 责令停止建设"
    rules = room.rules
    category = next(c.code for c in rules.catalogue.categories.values() if c.related_items[:1] == (ITEM,))
    page.ask(Question(category=category, day="2026-04-02"))
    assert shown.answers is not None
    first = next(answer for answer in shown.answers.answers if answer.code == ITEM)
    assert f"依据《{law}》" in first.laws[0]
