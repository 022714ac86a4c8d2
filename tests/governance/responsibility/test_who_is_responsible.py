"""Who is responsible for this event? (判责, rulebook §5.3)"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from governance.catalogue.catalogue import from_settings, from_tables, to_settings
from governance.responsibility.items import Outside, Precedent, outside_list, who_is_responsible
from tests.governance.catalogue.pack import product_pack, row_of

DAY = "2026-03-15"
CATALOGUE = from_tables(product_pack())
TRAVELLED = from_tables(from_settings(dict(to_settings(product_pack()))))  # by the county ledger


def items(code: str, text: str = "", day: str = DAY, **more: object) -> list[str]:
    """The item codes of the answer, in order."""
    answers = who_is_responsible(CATALOGUE.categories[code], text, day, CATALOGUE, **more)  # type: ignore[arg-type]
    return [answer.item.code for answer in answers]


def a_precedent(item: str, category: str = "050102", **more: str) -> Precedent:
    known = Precedent(id="p1", category=category, item=item, decided="ZR", valid_from="2026-02-01")
    return replace(known, **more)


def test_the_answer_names_lead_lines_checklist_and_clause() -> None:
    (answer,) = who_is_responsible(CATALOGUE.categories["050101"], "有人正在搭建", DAY, CATALOGUE)
    assert (answer.item.code, answer.lead, answer.clause, answer.reason) == (
        "SD-A01",
        "ZF",
        "SD-A01-1",
        "小类关联",
    )
    assert [(line.clause, line.dept_or_role) for line in answer.county_lines] == [
        ("SD-A01-1", "ZF"),
        ("SD-A01-2", "ZF"),
        ("SD-A01-3", "ZR"),
    ]
    assert [line.clause for line in answer.town_lines if line.mandatory] == [
        "SD-A01-4",
        "SD-A01-5",
        "SD-A01-6",
    ]
    assert answer.precedent is None


def test_without_words_the_order_is_that_of_the_category() -> None:
    assert CATALOGUE.categories["050102"].related_items == ("SD-A01", "SD-A02")
    assert items("050102") == ["SD-A01", "SD-A02"]


def test_the_text_chooses_by_pieces_of_the_items_name() -> None:
    answers = who_is_responsible(CATALOGUE.categories["050102"], "这是历史违法建筑，存量的", DAY, CATALOGUE)
    assert [(answer.item.code, answer.reason) for answer in answers] == [
        ("SD-A02", "文字相符 6"),  # 历史, 史违, 违法, 法建, 建筑, 存量
        ("SD-A01", "文字相符 2"),  # 违法, 法建
    ]


def test_a_piece_counts_once_however_often_it_is_said() -> None:
    once, often = (
        who_is_responsible(CATALOGUE.categories["050102"], text, DAY, CATALOGUE)
        for text in ("存量", "存量、存量、存量")
    )
    assert (
        [answer.reason for answer in once]
        == [answer.reason for answer in often]
        == ["文字相符 1", "小类关联"]
    )


def test_a_live_precedent_goes_before_the_text() -> None:
    text = "违法建设查处"
    assert items("050102", text) == ["SD-A01", "SD-A02"]
    assert items("050102", text, precedents=[a_precedent("SD-A02")]) == ["SD-A02", "SD-A01"]
    answers = who_is_responsible(
        CATALOGUE.categories["050102"], text, DAY, CATALOGUE, [a_precedent("SD-A02")]
    )
    assert [answer.reason for answer in answers] == ["判例", "文字相符 5"]
    assert answers[0].precedent == a_precedent("SD-A02")
    assert answers[0].lead == "ZF"  # the lead stays the list's; the page shows the precedent beside it


@pytest.mark.parametrize(
    "precedent",
    [
        a_precedent("SD-A02", valid_from="2026-03-16"),  # not yet
        a_precedent("SD-A02", valid_to="2026-03-15"),  # superseded that day
        a_precedent("SD-A02", category="050101"),  # another 小类
        a_precedent("SD-A02", place_kind="学校"),  # another kind of place
    ],
)
def test_a_precedent_that_does_not_apply_changes_nothing(precedent: Precedent) -> None:
    assert items("050102", precedents=[precedent]) == ["SD-A01", "SD-A02"]


def test_a_precedent_for_a_kind_of_place_holds_there() -> None:
    school = a_precedent("SD-A02", place_kind="学校")
    assert items("050102", precedents=[school], place_kind="学校") == ["SD-A02", "SD-A01"]


def test_the_newest_of_two_precedents_is_shown() -> None:
    older = a_precedent("SD-A02")
    newer = Precedent(id="p2", category="050102", item="SD-A02", decided="ZF", valid_from="2026-03-01")
    for order in ([older, newer], [newer, older]):
        answers = who_is_responsible(CATALOGUE.categories["050102"], "", DAY, CATALOGUE, order)
        assert answers[0].precedent is newer


def test_only_versions_in_force_on_the_day_answer() -> None:
    assert items("050102", day="2025-12-31") == []
    sheets = product_pack()
    first = row_of(sheets, "responsibility_items", item_code="SD-A01")
    first["effective_to"] = "2026-03-15"
    changed = {
        **first,
        "version": "2",
        "effective_from": "2026-03-15",
        "effective_to": "",
        "lead_dept": "ZR",
        "county_depts": "ZR;ZF",
    }
    sheets["responsibility_items"].append(changed)
    catalogue = from_tables(sheets)
    leads = [
        who_is_responsible(catalogue.categories["050101"], "", day, catalogue)[0].lead
        for day in ("2026-03-14", "2026-03-15")
    ]
    assert leads == ["ZF", "ZR"]
    newer = who_is_responsible(catalogue.categories["050101"], "", "2026-03-15", catalogue)[0]
    assert [line.clause for line in newer.county_lines] == [
        "SD-A01-3",
        "SD-A01-1",
        "SD-A01-2",
    ]  # the lead's first
    assert newer.clause == "SD-A01-3"


def test_outside_the_list_the_town_handles_or_calls() -> None:
    assert items("060301") == []
    assert outside_list(CATALOGUE.categories["060301"], CATALOGUE) == Outside("T-CJB", by_town=True)
    assert outside_list(CATALOGUE.categories["140201"], CATALOGUE) == Outside(
        "T-ZHS", by_town=True
    )  # the room itself
    assert outside_list(CATALOGUE.categories["060307"], CATALOGUE) == Outside("DL", by_town=False)
    assert outside_list(CATALOGUE.categories["020201"], CATALOGUE) == Outside("GA", by_town=False)


texts = st.lists(st.sampled_from([item.name for item in CATALOGUE.items.values()]), max_size=3).map("，".join)
codes = st.sampled_from(sorted(CATALOGUE.categories))
precedents = st.lists(
    st.builds(
        Precedent,
        id=st.sampled_from(["p1", "p2", "p3"]),
        category=codes,
        item=st.sampled_from(sorted(CATALOGUE.items)),
        decided=st.just("ZF"),
        valid_from=st.sampled_from(["2026-01-01", "2026-06-01"]),
    ),
    max_size=5,
    unique_by=lambda precedent: precedent.id,
)


@given(codes, texts, precedents.flatmap(lambda known: st.tuples(st.just(known), st.permutations(known))))
def test_desk_and_county_answer_the_same(
    code: str, text: str, known: tuple[list[Precedent], list[Precedent]]
) -> None:
    desk = who_is_responsible(CATALOGUE.categories[code], text, DAY, CATALOGUE, known[0])
    county = who_is_responsible(TRAVELLED.categories[code], text, DAY, TRAVELLED, known[1])
    assert desk == county
    assert {answer.item.code for answer in desk} == set(CATALOGUE.categories[code].related_items)
    for answer in desk:
        assert answer.county_lines[0].dept_or_role == answer.lead
        assert CATALOGUE.clause(answer.clause) == answer.county_lines[0]
