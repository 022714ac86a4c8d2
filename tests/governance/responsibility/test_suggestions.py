"""What a text is probably about (类目建议): the likeliest 小类 first, always with its evidence."""

import csv
import statistics
import timeit
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from governance.catalogue.catalogue import Catalogue, Words, from_tables
from governance.responsibility.items import CategoryIndex, suggest_category
from governance.responsibility.suggestions import MAX_TEXT, pieces
from tests.governance.catalogue.pack import CATALOGUES, product_pack

CATALOGUE = from_tables(product_pack())
INDEX = CategoryIndex(CATALOGUE)
ONLY_KEYWORDS = replace(CATALOGUE, words=())
GOLD = "messages_fujian2_gold_labels_dev60.csv"

CALLS = [  # composed, as an operator would type them
    ("幸福路的井盖不见了", "060301"),
    ("隔壁男的打老婆，快来人", "010103"),
    ("阳光小区停电两个小时了", "060307"),
    ("村口有人在烧秸秆", "040101"),
    ("工地半夜还在打桩", "040302"),
    ("包工头拖欠工资不给", "010301"),
    ("路边大树倒了压在路上", "060310"),
    ("我家老人走失了", "020106"),
    ("小区电梯坏了关了人", "030106"),
    ("仓库着火了冒烟", "030201"),
    ("楼下ＫＴＶ半夜音响太吵", "040303"),
    ("商店卖过期的牛奶", "070102"),
    ("我想申请低保", "080101"),
    ("邻居在楼顶搭彩钢棚", "050102"),
    ("消防通道被车堵住了", "030202"),
    ("水库堤坝有管涌", "090201"),
    ("有人在河里电鱼", "090205"),
    ("楼道里给电瓶车充电", "030204"),
    ("路灯不亮一个星期了", "060304"),
    ("厂里偷排污水", "040201"),
    ("养老金怎么领", "080201"),
    ("小区垃圾桶满了没人收", "060201"),
    ("路面塌陷有个大坑", "060302"),
    ("厨房煤气漏了有味道", "060306"),
    ("狗咬人了", "060106"),
]


ORDINARY = [  # as callers say it; what the operator should not have to look for
    ("污水井冒水", "040204"),
    ("家门口的污水管堵了，脏水往外溢", "040204"),
    ("化粪池满出来了，臭得不行", "040204"),
    ("厂里半夜往河里放黑水", "040201"),
    ("河水发黑，漂了好多死鱼", "040202"),
    ("自来水管爆了，水冲到路上", "060305"),
    ("家里一天没水了，什么时候来水", "060305"),
    ("下大雨桥洞底下积水，车子过不去", "060303"),
    ("下水道堵了，路上全是水", "060303"),
    ("路灯坏了好几盏，晚上黑漆漆的", "060304"),
    ("井盖翻起来了，电瓶车差点栽进去", "060301"),
    ("马路中间有个大坑", "060302"),
    ("一棵大树倒下来把路拦住了", "060310"),
    ("电线断了掉在地上，不敢走过去", "060307"),
    ("一开空调就跳闸，电压不够", "060307"),
    ("煤气味道很大，不知道哪里漏", "060306"),
    ("跳广场舞的音响太响，孩子写不了作业", "040303"),
    ("对面工地半夜还在施工，睡不着", "040302"),
    ("隔壁厂里机器整夜响", "040301"),
    ("有人在田里烧稻草，烟大得很", "040101"),
    ("养猪场的粪水流到我家田里", "040203"),
    ("烧烤摊的油烟熏得不敢开窗", "040102"),
    ("厂里烟囱冒出来的气味刺鼻", "040103"),
    ("有人夜里往山沟里倒装修垃圾", "060202"),
    ("垃圾桶满了三天没人来收", "060201"),
    ("卖菜的把人行道占了一半", "060101"),
    ("小区里几条流浪狗追小孩", "060106"),
    ("邻居砌墙砌到我家地界上了", "010201"),
    ("楼下的人把电瓶车推到楼道里充电", "030204"),
    ("私家车停在消防通道上，叫了不挪", "030202"),
    ("大货车天天停在村口，把路堵了", "020302"),
    ("老板三个月没发工资了", "010301"),
    ("我妈八十岁，早上出门到现在没回来", "020106"),
    ("有人冒充公安叫我转账", "020203"),
    ("隔壁正在楼顶搭棚子", "050101"),
    ("后山裂了一条大缝，怕要塌", "050303"),
    ("超市买的饼干过期了", "070102"),
    ("培训班关门了，学费不退", "070307"),
    ("隔壁独居的老人两天没开门", "100201"),
    ("公交车等一个小时都不来", "080404"),
]


def first(text: str, catalogue: Catalogue = CATALOGUE) -> str:
    """The code suggested first."""
    return suggest_category(text, catalogue)[0].category.code


@pytest.mark.parametrize(("text", "code"), CALLS)
def test_a_plain_call_is_understood(text: str, code: str) -> None:
    assert first(text) == code


def test_ordinary_sentences_find_their_category_first_or_among_three() -> None:
    found = {
        text: [one.category.code for one in suggest_category(text, CATALOGUE, limit=3)]
        for text, _ in ORDINARY
    }
    missed = {text: found[text] for text, code in ORDINARY if code not in found[text]}
    assert len(ORDINARY) == 40
    assert missed == {}
    assert sum(found[text][0] == code for text, code in ORDINARY) >= 0.9 * len(ORDINARY)


def test_a_brimming_sewer_is_no_companys_secret_outlet() -> None:
    assert first("污水井冒水") == "040204"
    assert first("厂里偷排污水") == "040201"


def test_a_neighbour_who_is_only_mentioned_makes_no_quarrel() -> None:
    assert first("隔壁正在楼顶搭棚子") == "050101"
    assert first("隔壁两家吵架") == "010101"


def test_a_suggestion_names_its_evidence_the_strongest_first() -> None:
    found = suggest_category("路面塌陷，还有积水", CATALOGUE)
    assert found[0].category.code == "060302"
    assert found[0].reasons[0] in ("关键词“塌陷”", "关键词“路面”", "常用说法“路面”", "名称含“路面”")
    assert "060303" in [suggestion.category.code for suggestion in found]
    assert all(suggestion.reasons for suggestion in found)


def test_what_says_nothing_suggests_nothing() -> None:
    for text in ("", "   ", "hello 123", "嗯嗯啊啊"):
        assert suggest_category(text, CATALOGUE) == []


def test_a_longer_word_says_more_and_hides_the_shorter_inside_it() -> None:
    reasons = suggest_category("厂里偷排", CATALOGUE)[0].reasons
    assert "关键词“偷排”" in reasons
    assert not any("“偷”" in reason for s in suggest_category("厂里偷排", CATALOGUE) for reason in s.reasons)


def test_a_rare_word_says_more_than_a_common_one() -> None:
    scores = {
        s.category.code: s.score
        for s in suggest_category("堆放。" + "。" * 60 + "三资、围堵", CATALOGUE, limit=99)
    }
    assert scores["110204"] > scores["010306"]  # 围堵 is one category's, 三资 two categories'


def test_what_is_said_first_says_more() -> None:
    far = "。" * 60
    assert first(f"路灯{far}井盖") == "060304"
    assert first(f"井盖{far}路灯") == "060301"


def test_repeating_a_word_changes_nothing() -> None:
    assert suggest_category("路灯" + "，路灯" * 20, CATALOGUE) == suggest_category("路灯", CATALOGUE)


def test_how_a_thing_is_put_weighs_less_than_what_it_is() -> None:
    assert first("咨询：养老金政策怎么办") == "080201"
    assert first("咨询一下政策") == "140101"


def test_equal_categories_come_by_their_codes() -> None:
    codes = [s.category.code for s in suggest_category("死鱼", CATALOGUE, limit=2)]
    assert codes == ["010404", "040202"]


def test_words_of_an_area_speak_for_all_under_it() -> None:
    words = (Words(code="0603", words=("市政局",)), Words(code="060304", words=("灯杆",)))
    catalogue = replace(ONLY_KEYWORDS, words=words)
    found = suggest_category("市政局灯杆", catalogue, limit=20)
    assert found[0].category.code == "060304"
    assert {s.category.major_code for s in found} == {"0603"}
    lighter = replace(catalogue, words=(*words, Words(code="0603", words=(), weight=50)))
    assert suggest_category("灯杆", lighter)[0].score * 2 == pytest.approx(
        suggest_category("灯杆", catalogue)[0].score, abs=1
    )


def test_pieces_do_not_reach_across_punctuation() -> None:
    assert pieces("井盖缺失") == {"井盖", "盖缺", "缺失"}
    assert pieces("建筑(存量)a处") == {"建筑", "存量"}


def test_the_limit_and_an_empty_catalogue() -> None:
    assert len(suggest_category("路灯井盖垃圾停电积水噪音", CATALOGUE, limit=3)) == 3
    assert suggest_category("井盖", Catalogue()) == []


@given(st.text(st.sampled_from("井盖路灯垃圾停电水噪音小区违建工资a，。 ")))
def test_index_and_function_agree_and_scores_fall(text: str) -> None:
    found = INDEX.suggest(text)
    assert found == suggest_category(text, CATALOGUE)
    assert [(-s.score, s.category.code) for s in found] == sorted((-s.score, s.category.code) for s in found)


# ---------------------------------------------------------------- real messages


def agreement(
    messages: list[dict[str, str]], fits: Callable[[str, str], bool], catalogue: Catalogue
) -> float:
    """Share of the messages whose first suggestion fits their true class."""
    hits = 0
    for message in messages:
        text = f"{message['留言主题']}。{' '.join(message['留言详情'].split())}"
        found = suggest_category(text, catalogue, limit=1)
        hits += bool(found) and fits(message["一级分类"], found[0].category.code)
    return hits / len(messages)


@pytest.fixture(scope="module")
def mapping() -> list[dict[str, str]]:
    path = CATALOGUES.parent / "demo" / "class_to_area.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def messages(shared: Path) -> list[dict[str, str]]:
    with (shared / "data" / "messages" / GOLD).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_mapping_names_areas_and_branches_that_exist(
    mapping: list[dict[str, str]], messages: list[dict[str, str]]
) -> None:
    assert {row["class"] for row in mapping} == {message["一级分类"] for message in messages}
    assert {area for row in mapping for area in row["areas"].split(";")} <= {
        category.area_code for category in CATALOGUE.categories.values()
    }
    for row in mapping:
        for branch in row["branches"].split(";"):
            assert any(code.startswith(branch) for code in CATALOGUE.categories), branch


def test_the_first_suggestion_agrees_with_people(
    mapping: list[dict[str, str]], messages: list[dict[str, str]]
) -> None:
    areas = {row["class"]: tuple(row["areas"].split(";")) for row in mapping}
    branches = {row["class"]: tuple(row["branches"].split(";")) for row in mapping}

    def by_area(name: str, code: str) -> bool:
        return code.startswith(areas[name])

    def by_branch(name: str, code: str) -> bool:
        return code.startswith(branches[name])

    # An answer that is always the same has to be beaten clearly, or the figure says nothing.
    always = {
        fits: max(
            statistics.mean(fits(message["一级分类"], code) for message in messages)
            for code in CATALOGUE.categories
        )
        for fits in (by_area, by_branch)
    }
    assert agreement(messages, by_area, CATALOGUE) > max(0.76, always[by_area] + 0.15)
    assert agreement(messages, by_branch, CATALOGUE) > max(0.76, always[by_branch] + 0.3)
    assert agreement(messages, by_branch, CATALOGUE) > agreement(messages, by_branch, ONLY_KEYWORDS) + 0.2


def test_a_suggestion_takes_a_millisecond_at_most(messages: list[dict[str, str]]) -> None:
    texts = [message["留言详情"][:MAX_TEXT] for message in messages[:200]]
    spent = min(timeit.repeat(lambda: [INDEX.suggest(text) for text in texts], number=1, repeat=3))
    assert spent / len(texts) < 0.001
