"""The tree of grids (网格树) and its posts (一长五员)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.places.grids import LEADER, POSTS, WORKER, Node, faults, post_warnings, tree

YUNXI = Node("990101100000", "云溪镇", "TOWN")
SHIQIAO = Node("990101100201", "石桥村", "VILLAGE", YUNXI.code)
GRID_1 = Node("99010110020100100", "第1网格", "GENERAL", SHIQIAO.code)
GRID_3 = Node("99010110020100300", "第3网格", "GENERAL", SHIQIAO.code)
MARKET = Node("99010110020190100", "石桥市场", "SPECIAL", SHIQIAO.code)
COMPOUND = Node("XQ-07", "清河小区", "COMPOUND", GRID_3.code)
MICRO = Node("99010110020100302", "2号楼", "MICRO", COMPOUND.code)
FIVE_LEVELS = [YUNXI, SHIQIAO, GRID_1, GRID_3, MARKET, COMPOUND, MICRO]
THREE_LEVELS = [YUNXI, SHIQIAO, GRID_1]


def sentences(*rows: Node) -> str:
    return " ".join(finding.sentence for finding in faults(rows))


def test_five_levels_with_a_compound_between_grid_and_micro_grid() -> None:
    assert faults(FIVE_LEVELS) == []
    grids = tree(FIVE_LEVELS)
    assert grids.depth == 5
    assert grids.path(MICRO.code) == (YUNXI, SHIQIAO, GRID_3, COMPOUND, MICRO)
    assert grids.children() == (YUNXI,)
    assert grids.children(SHIQIAO.code) == (GRID_1, GRID_3, MARKET)
    assert grids.within(GRID_3.code) == (GRID_3, COMPOUND, MICRO)
    assert grids.grids() == (GRID_1, GRID_3, MARKET)


def test_a_county_may_run_three_levels_but_not_two_or_seven() -> None:
    assert faults(THREE_LEVELS) == []
    assert "共2级" in sentences(YUNXI, SHIQIAO)
    county = Node("990101000000", "安和县", "COUNTY")
    deep = [county, Node(YUNXI.code, "云溪镇", "TOWN", county.code), *FIVE_LEVELS[1:]]
    assert faults(deep) == []
    assert "共7级" in sentences(*deep, Node("XQ-07-1", "一组", "COMPOUND", MICRO.code))


def test_no_rows_are_no_fault() -> None:
    assert faults([]) == []
    assert tree([]).depth == 0


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (Node(GRID_1.code, "又一个", "GENERAL", SHIQIAO.code), "出现多次"),
        (Node("99010110020100200", "第2网格", "一般", SHIQIAO.code), "不认识"),
        (Node("990101100201002", "第2网格", "GENERAL", SHIQIAO.code), "15位"),
        (Node("99010110020100200", "第2网格", "GENERAL", "990101100299"), "不在表中"),
        (Node("99010110020200200", "第2网格", "GENERAL", SHIQIAO.code), "不在上级"),
        (Node("99010110020100200", "第2网格", "GENERAL", "99010110020100200"), "绕回到自己"),
        (Node("99010110020100402", "2号楼", "MICRO", COMPOUND.code), "不在上级"),  # the compound is of grid 3
    ],
)
def test_a_row_that_does_not_fit_is_named(row: Node, words: str) -> None:
    found = faults([*FIVE_LEVELS, row])
    assert [finding.code for finding in found] == [row.code]
    assert words in found[0].sentence


def test_a_ring_of_two_is_found_at_both() -> None:
    a = Node("XQ-01", "甲", "COMPOUND", "XQ-02")
    b = Node("XQ-02", "乙", "COMPOUND", "XQ-01")
    assert [finding.code for finding in faults([*THREE_LEVELS, a, b])] == ["XQ-01", "XQ-02"]


def test_each_grid_needs_one_leader_and_a_worker() -> None:
    grids = tree(FIVE_LEVELS)
    posts = {
        GRID_1.code: [LEADER, WORKER, WORKER, "MEDIATOR"],
        GRID_3.code: [LEADER, LEADER, WORKER],
        MARKET.code: [LEADER],
    }
    assert [(f.code, f.sentence) for f in post_warnings(grids, posts)] == [
        (GRID_3.code, f"第3网格（{GRID_3.code}）有2名网格长，应恰有1名；请核对人员。"),
        (MARKET.code, f"石桥市场（{MARKET.code}）没有网格员，至少应有1名；请补充人员。"),
    ]
    assert (
        len(post_warnings(grids, {})) == 6
    )  # three grids, nobody anywhere; villages and micro grids are not asked


def test_posts_are_called_as_the_county_calls_them() -> None:
    names = {**POSTS, LEADER: "片长"}
    assert "没有片长" in post_warnings(tree(THREE_LEVELS), {}, names)[0].sentence


@given(st.permutations(FIVE_LEVELS))
def test_the_order_of_rows_does_not_matter(rows: list[Node]) -> None:
    assert faults(rows) == []
    assert tree(rows).grids() == tree(FIVE_LEVELS).grids()
    assert tree(rows).below == tree(FIVE_LEVELS).below
