"""动态调整 (§5.2): draft, countersign in 5 WD, publish; a published version is never changed."""

import pytest

from db.queries.lists import item_rows
from governance.responsibility.changes import ADDED, differences
from governance.responsibility.countersigning import standings
from governance.responsibility.drafting import LineText
from governance.responsibility.items import responsible
from tests.governance.responsibility.county_room import (
    ITEM,
    MONDAY,
    REVIEWED,
    TOWN,
    CountyRoom,
    agreed,
    at,
    drafted,
    publication,
    uid,
)

TUESDAY_WEEK = at("2026-03-17 09:00")  # after the fifth working day


def test_a_draft_goes_out_to_the_departments_of_both_versions() -> None:
    room = CountyRoom()
    mine = [{"line_no": "1", "side": "COUNTY", "dept_or_role": "ZR", "text": "认定查处", "mandatory": "Y"}]
    town = [
        {"line_no": str(line.line_no), "side": "TOWN", "dept_or_role": line.dept_or_role, "text": line.text,
         "mandatory": "Y" if line.mandatory else "N", "evidence": line.evidence}
        for line in room.rules.catalogue.lines_of(ITEM) if line.side == "TOWN"
    ]  # fmt: skip
    drafted(room, lead_dept="ZR", county_depts="ZR", lines=mine + town)
    case = room.item()
    assert (case.label, case.asked) == ("会签中", ("ZR", "ZF"))  # ZF leaves the item and is asked as well
    assert room.rules.catalogue.items[ITEM].lead_dept == "ZF"  # a draft holds nowhere


def test_a_change_of_the_towns_lines_asks_the_towns() -> None:
    room = CountyRoom()
    lines = [
        {"line_no": "1", "side": "COUNTY", "dept_or_role": "ZF", "text": "立案查处", "mandatory": "Y", "evidence": "文书"},
        {"line_no": "2", "side": "COUNTY", "dept_or_role": "ZR", "text": "规划认定", "mandatory": "Y", "evidence": "文书"},
        {"line_no": "3", "side": "TOWN", "dept_or_role": "T-ZF", "text": "现场劝阻", "mandatory": "Y", "evidence": "照片"},
    ]  # fmt: skip
    p = {"item": ITEM, "fields": {"lines": lines}, "reason": "减负", "submit": True, **REVIEWED}
    assert room.no("list.edit", "l", p, "list_admin") == "no-town"
    room.does("list.edit", "l", p | {"towns": [TOWN]}, "list_admin")
    assert room.item().asked == ("ZF", "ZR", TOWN)
    room.does("list.countersign", "l", {"word": "DISAGREE", "reason": "人手不足"}, "director")
    assert room.item().reply_of(TOWN) is not None
    draft = room.item().draft
    assert draft is not None
    assert [line.clause for line in draft.lines] == ["SD-A01-1", "SD-A01-2", "SD-A01-3"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"lead_dept": "T-ZF"}, "首个部门应是主办"),
        ({"lead_dept": "XX", "county_depts": "XX"}, "没有单位“XX”"),
        ({"procedure_steps": "发现>核实>发现"}, "“流程”流程走回了步骤“发现”，成了环"),
        ({"item_name": " "}, "不能为空"),
        ({"lines": []}, "没有责任条目"),
        (
            {"lines": [{"line_no": "1", "side": "COUNTY", "dept_or_role": "NY", "text": "x"}]},
            "责任条目第1条“责任单位”NY 不在事项",
        ),
    ],
)
def test_a_wrong_draft_is_refused_with_what_is_wrong(fields: dict[str, object], words: str) -> None:
    room = CountyRoom()
    why = room.why_not("list.edit", "l", {"item": ITEM, "fields": fields, "reason": "改"}, "list_admin")
    assert why is not None
    assert (why.code, words in why.sentence) == ("bad-draft", True), why.sentence


def test_only_the_office_of_the_list_drafts_and_only_a_county_leader_publishes() -> None:
    room = CountyRoom()
    edit = {"item": ITEM, "fields": {"main_duty": "新"}, "reason": "改", "submit": True, **REVIEWED}
    assert {room.no("list.edit", "l", edit, who) for who in ("county_leader", "zf", "director")} == {
        "no-role"
    }
    drafted(room)
    agreed(room)
    assert {room.no("list.publish", "l", publication(), who) for who in ("list_admin", "centre_lead")} == {
        "no-role"
    }


def test_silence_is_recorded_and_is_not_consent() -> None:
    room = CountyRoom()
    drafted(room)
    room.does("list.countersign", "l", {"word": "AGREE"}, "zf")
    assert room.no("list.publish", "l", publication(), "county_leader") == "still-asked"
    calendar = room.rules.calendar
    assert dict(standings(room.item(), MONDAY, calendar)) == {"ZF": "AGREE", "ZR": "WAITING"}
    assert dict(standings(room.item(), TUESDAY_WEEK, calendar)) == {"ZF": "AGREE", "ZR": "SILENT"}
    assert room.no("list.countersign", "l", {"word": "AGREE"}, "zr", TUESDAY_WEEK) == "too-late"
    room.does("list.publish", "l", publication(), "county_leader", TUESDAY_WEEK)
    (version,) = room.item().versions
    assert (version.silent, [r.unit for r in version.replies]) == (("ZR",), ["ZF"])


def test_the_term_is_five_working_days() -> None:
    room = CountyRoom()
    drafted(room)
    assert room.no("list.countersign", "l", {"word": "AGREE"}, "zr", at("2026-03-16 17:59")) == ""
    assert room.no("list.countersign", "l", {"word": "AGREE"}, "zr", TUESDAY_WEEK) == "too-late"


def test_who_disagreed_is_answered_in_writing() -> None:
    room = CountyRoom()
    drafted(room)
    assert room.no("list.countersign", "l", {"word": "DISAGREE"}, "zf") == "no-reason"
    room.does("list.countersign", "l", {"word": "DISAGREE", "reason": "无强拆权"}, "zf")
    room.does("list.countersign", "l", {"word": "AGREE"}, "zr")
    assert room.no("list.publish", "l", publication(), "county_leader") == "no-reason"
    room.does("list.publish", "l", publication(reason="依县政府授权"), "county_leader")


def test_a_unit_that_was_not_asked_has_no_word() -> None:
    room = CountyRoom()
    drafted(room)
    assert room.no("list.countersign", "l", {"word": "AGREE"}, "director") == "not-asked"
    assert room.no("list.countersign", "l", {"word": "AGREE"}, "centre") == "not-asked"


def test_a_changed_draft_is_asked_about_anew() -> None:
    room = CountyRoom()
    drafted(room)
    agreed(room)
    room.does("list.edit", "l", {"item": ITEM, "fields": {"township_duty": "巡查上报"}}, "list_admin")
    assert (room.item().label, room.item().replies) == ("起草中", ())
    assert room.no("list.publish", "l", publication(), "county_leader") == "wrong-state"


def test_a_version_begins_on_its_day_and_ends_the_one_before() -> None:
    room = CountyRoom()
    drafted(room, main_duty="新的主体责任")
    agreed(room)
    room.does("list.publish", "l", publication(), "county_leader")
    catalogue = room.rules.catalogue
    old, new = catalogue.versions[ITEM]
    assert (old.version, old.effective_to, new.version, new.effective_from) == (
        1,
        "2026-04-01",
        2,
        "2026-04-01",
    )
    for day, duty in (("2026-03-31", old.main_duty), ("2026-04-01", "新的主体责任")):
        found = catalogue.item_on(ITEM, day)
        assert found is not None
        assert found.main_duty == duty
    assert new.doc_no == "安委办〔2026〕3号"


def test_each_version_keeps_its_own_lines() -> None:
    room = CountyRoom()
    before = room.rules.catalogue.lines_of(ITEM)
    lines = [
        {"line_no": str(line.line_no), "side": line.side, "dept_or_role": line.dept_or_role,
         "text": line.text + "（新）", "mandatory": "Y", "evidence": line.evidence}
        for line in before
    ]  # fmt: skip
    p = {
        "item": ITEM,
        "fields": {"lines": lines},
        "reason": "改",
        "submit": True,
        **REVIEWED,
        "towns": [TOWN],
    }
    room.does("list.edit", "l", p, "list_admin")
    for who in ("zf", "zr", "director"):
        room.does("list.countersign", "l", {"word": "AGREE"}, who)
    room.does("list.publish", "l", publication(), "county_leader")
    catalogue = room.rules.catalogue
    assert catalogue.lines_of(ITEM, 1) == before
    assert all(line.text.endswith("（新）") for line in catalogue.lines_of(ITEM, 2))
    assert catalogue.lines_of(ITEM) == catalogue.lines_of(ITEM, 2)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"version": 3}, "bad-version"),
        ({"version": 1}, "bad-version"),
        ({"effective_from": "2026-03-08"}, "bad-day"),  # yesterday
        ({"effective_from": "4月1日"}, "bad-day"),
        ({"doc_no": " "}, "no-doc"),
    ],
)
def test_a_version_follows_the_one_before_and_never_the_past(more: dict[str, object], code: str) -> None:
    room = CountyRoom()
    drafted(room)
    agreed(room)
    assert room.no("list.publish", "l", publication(**more), "county_leader") == code


def test_a_published_version_is_not_changed_by_the_next() -> None:
    room = CountyRoom()
    drafted(room)
    agreed(room)
    room.does("list.publish", "l", publication(), "county_leader")
    first = room.item().versions[0]
    drafted(room, main_duty="再改一次")
    agreed(room)
    room.does("list.publish", "l", publication(version=3, effective_from="2026-05-01"), "county_leader")
    assert room.item().versions[0] == first
    assert [item.effective_to for item in room.rules.catalogue.versions[ITEM]] == [
        "2026-04-01",
        "2026-05-01",
        "",
    ]


def test_an_item_may_leave_the_list() -> None:
    room = CountyRoom()
    p = {"item": ITEM, "reason": "上收县级", "submit": True, **REVIEWED, "ends": True, "towns": [TOWN]}
    assert room.no("list.edit", "l", p | {"towns": []}, "list_admin") == "no-town"
    room.does("list.edit", "l", p, "list_admin")
    for who in ("zf", "zr", "director"):
        room.does("list.countersign", "l", {"word": "AGREE"}, who)
    room.does("list.publish", "l", publication(), "county_leader")
    catalogue = room.rules.catalogue
    assert catalogue.item_on(ITEM, "2026-03-31") is not None
    assert catalogue.item_on(ITEM, "2026-04-01") is None


def test_a_draft_without_anything_new_is_not_sent_out() -> None:
    room = CountyRoom()
    name = room.rules.catalogue.items[ITEM].name
    p = {"item": ITEM, "fields": {"item_name": name}, "reason": "改", "submit": True, **REVIEWED}
    assert room.no("list.edit", "l", p, "list_admin") == "nothing-new"


def test_a_draft_may_be_given_up() -> None:
    room = CountyRoom()
    drafted(room)
    room.does("list.edit", "l", {"item": ITEM, "drop": True}, "list_admin")
    assert room.item().draft is None
    assert room.no("list.edit", "l", {"item": ITEM, "drop": True}, "list_admin") == "no-draft"


def test_a_new_item_comes_whole() -> None:
    room = CountyRoom()
    fields = {
        "area_code": "A", "area": "拆违拆临与自然资源", "item_name": "屋顶光伏安全", "lead_dept": "ZF",
        "county_depts": "ZF", "main_duty": "查处", "township_duty": "巡查", "definition": "村民屋顶光伏",
        "lines": [{"line_no": "1", "side": "COUNTY", "dept_or_role": "ZF", "text": "查处", "mandatory": "Y"}],
    }  # fmt: skip
    p = {"item": "SD-A99", "fields": fields, "reason": "新增", "submit": True, **REVIEWED}
    room.does("list.edit", "n", p, "list_admin")
    room.does("list.countersign", "n", {"word": "AGREE"}, "zf")
    room.does(
        "list.publish",
        "n",
        publication(item="SD-A99", version=1, effective_from="2026-03-09"),
        "county_leader",
    )
    item = room.rules.catalogue.item_on("SD-A99", "2026-03-09")
    assert item is not None
    assert item.manual.definition == "村民屋顶光伏"


def test_two_drafts_of_one_item_meet_as_a_conflict() -> None:
    room = CountyRoom()
    drafted(room)
    p = {"item": ITEM, "fields": {"main_duty": "另一稿"}, "reason": "改"}
    assert room.act("list.edit", "l", p, "list_admin", base=None).vd == "c"
    draft = room.item().draft
    assert draft is not None
    assert draft.item.main_duty == "违法建设认定、立案查处和强制拆除"


def test_line_texts_are_named_as_the_columns_of_the_table() -> None:
    assert LineText.__struct_fields__ == ("line_no", "side", "dept_or_role", "text", "mandatory", "evidence")


def test_an_item_of_another_list_may_be_a_town_units_and_its_town_is_asked() -> None:
    room = CountyRoom()
    fields = {
        "list_kind": "POWER", "area_code": "QL", "area": "乡镇权力", "item_name": "损坏公共设施处罚", "lead_dept": "T-ZFD",
        "county_depts": "T-ZFD;ZF", "main_duty": "立案、决定", "lines": [
            {"line_no": "1", "side": "COUNTY", "dept_or_role": "T-ZFD", "text": "立案", "mandatory": "Y"},
            {"line_no": "2", "side": "TOWN", "dept_or_role": "GRID_WORKER", "text": "发现", "mandatory": "Y"},
        ],
    }  # fmt: skip
    p = {"item": "QL-001", "fields": fields, "reason": "新增", "submit": True, **REVIEWED, "towns": [TOWN]}
    same = p | {"fields": fields | {"list_kind": ""}}
    assert (
        room.no("list.edit", "q", same, "list_admin") == "bad-draft"
    )  # of the responsibility list it may not
    room.does("list.edit", "q", p, "list_admin")
    assert room.item("q").asked == ("ZF", TOWN)  # for its own unit the town speaks
    room.does("list.countersign", "q", {"word": "AGREE"}, "director")
    room.does("list.publish", "q", publication(item="QL-001", version=1), "county_leader", TUESDAY_WEEK)
    later = room.rules.catalogue.item_on("QL-001", "2026-12-01")
    assert later is not None
    assert (later.list_kind, later.lead_dept) == ("POWER", "T-ZFD")
    (row,) = item_rows(room.rules, "2026-12-01", kind="POWER")
    assert (row.code, row.list_name) == ("QL-001", "权力清单")
    assert "QL-001" not in {one.code for one in item_rows(room.rules, "2026-12-01", kind="")}


# ---------------------------------------------------------------- 编办审核


def test_only_a_reviewed_text_is_sent_out_and_a_change_is_reviewed_anew() -> None:
    room = CountyRoom()
    room.does("list.edit", "l", {"item": ITEM, "fields": {"main_duty": "新"}, "reason": "改"}, "list_admin")
    send = {"item": ITEM, "submit": True}
    assert room.no("list.edit", "l", send, "list_admin") == "not-reviewed"
    bare = {"item": ITEM, "review": "pass", "opinion": " "}
    assert room.no("list.edit", "l", bare, "list_admin") == "no-opinion"
    assert room.no("list.edit", "l", bare | {"review": "maybe", "opinion": "x"}, "list_admin") == "no-opinion"
    room.does("list.edit", "l", {"item": ITEM, **REVIEWED}, "list_admin")
    draft = room.item().draft
    assert draft is not None
    assert draft.review is not None
    assert (room.item().label, draft.review.by, draft.review.text) == (
        "编办已审核", uid("list_admin"), REVIEWED["opinion"],
    )  # fmt: skip
    room.does("list.edit", "l", {"item": ITEM, "fields": {"main_duty": "再改"}}, "list_admin")
    assert room.item().label == "起草中"
    assert room.no("list.edit", "l", send, "list_admin") == "not-reviewed"
    room.does("list.edit", "l", {"item": ITEM, **REVIEWED}, "list_admin")
    room.does("list.edit", "l", send, "list_admin")
    assert room.item().label == "会签中"


def test_what_the_review_sends_back_is_mended_first() -> None:
    room = CountyRoom()
    room.does("list.edit", "l", {"item": ITEM, "fields": {"main_duty": "新"}, "reason": "改"}, "list_admin")
    back = {"item": ITEM, "review": "back", "opinion": "缺法律依据"}
    room.does("list.edit", "l", back, "list_admin")
    draft = room.item().draft
    assert draft is not None
    assert draft.review is not None
    assert (room.item().label, draft.review.passed, draft.review.text) == ("起草中", False, "缺法律依据")
    assert room.no("list.edit", "l", {"item": ITEM, "submit": True}, "list_admin") == "not-reviewed"


def test_the_term_of_countersigning_includes_its_last_instant() -> None:
    room = CountyRoom()
    drafted(room)
    last = at("2026-03-16 18:00")
    assert room.due("COUNTERSIGN", case="l") == "2026-03-16 18:00"
    assert room.no("list.countersign", "l", {"word": "AGREE"}, "zr_lead", last) == ""
    assert room.no("list.countersign", "l", {"word": "AGREE"}, "zr_lead", last + 1) == "too-late"
    waiting = {word for _, word in standings(room.item(), last, room.rules.calendar)}
    silent = {word for _, word in standings(room.item(), last + 1, room.rules.calendar)}
    assert (waiting, silent) == ({"WAITING"}, {"SILENT"})


def test_only_who_disagreed_is_named_when_the_answer_is_missing() -> None:
    room = CountyRoom()
    drafted(room)
    room.does("list.countersign", "l", {"word": "DISAGREE", "reason": "力量不足"}, "zr_lead")
    room.does("list.countersign", "l", {"word": "AGREE"}, "zf")
    said = room.why_not("list.publish", "l", publication(), "county_leader", TUESDAY_WEEK)
    assert said is not None
    names = (room.rules.name_of("ZR") in said.sentence, room.rules.name_of("ZF") in said.sentence)
    assert (said.code, names) == ("no-reason", (True, False))


def test_the_article_of_a_law_is_drafted_published_and_differs_by_name() -> None:
    room = CountyRoom()
    law = "中华人民共和国城乡规划法"
    drafted(room, law_articles=f"{law}：第六十四条 责令停止建设")
    case = room.item()
    assert case.draft is not None
    before = room.rules.catalogue.items[ITEM]
    (change,) = differences(before, case.draft.item, (), ())
    assert (change.how, change.what, change.after) == (ADDED, "法律条文", f"{law}：第六十四条 责令停止建设")
    agreed(room)
    room.does("list.publish", "l", publication(), "county_leader")
    (version,) = room.item().versions
    assert dict(version.item.laws)[law] == "第六十四条 责令停止建设"
    assert dict(before.laws)[law] == ""  # the version before stays as it was


def test_an_item_names_its_small_categories_and_is_found_by_them_from_its_day() -> None:
    room = CountyRoom()
    before = room.rules.catalogue.categories["010305"].related_items
    assert ITEM not in before
    why = room.why_not(
        "list.edit", "l", {"item": ITEM, "fields": {"categories": "999999"}, "reason": "改"}, "list_admin"
    )
    assert why is not None
    assert "“相关小类”没有小类“999999”" in why.sentence
    drafted(room, categories="050101;010305")
    agreed(room)
    room.does("list.publish", "l", publication(), "county_leader")

    def found(category: str, day: str) -> list[str]:
        return [one.item.code for one in responsible(category, day, TOWN, "", "违法建设", room.rules)]

    (version,) = room.item().versions
    day = version.item.effective_from
    assert ITEM in found("010305", day)
    assert ITEM not in found("010305", "2026-03-09")  # the version before names none of its own
    assert ITEM in found("050101", "2026-03-09")
    others = [c for c, one in room.rules.catalogue.categories.items() if ITEM in one.related_items]
    left = next(code for code in others if code not in ("050101", "010305"))
    assert ITEM in found(left, "2026-03-09")
    assert ITEM not in found(left, day)  # what the new version no longer names
