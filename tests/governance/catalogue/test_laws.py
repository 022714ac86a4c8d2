"""法律条文 (rulebook §5.1): law name and article text, a line for each article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.catalogue.laws import Article, articles, cell_of, quoted

PLANNING, FORCE = "中华人民共和国城乡规划法", "中华人民共和国行政强制法"
WRITTEN = f"{PLANNING}：第六十四条 未取得建设工程规划许可证的，由县级以上部门责令停止建设\n{PLANNING}：第六十八条 可以查封施工现场"


def test_a_law_has_its_articles_and_one_without_is_named_all_the_same() -> None:
    first, second = quoted((PLANNING, FORCE), articles(WRITTEN))
    assert first[0] == PLANNING
    assert [line.split()[0] for line in first[1].splitlines()] == ["第六十四条", "第六十八条"]
    assert second == (FORCE, "")


@pytest.mark.parametrize("mark", ["：", ":", "｜", " | "])
def test_people_part_name_and_article_as_they_write(mark: str) -> None:
    assert articles(f" 《{FORCE}》{mark}第四十四条 公告：限期自行拆除 \n\n") == (
        Article(FORCE, "第四十四条 公告：限期自行拆除"),
    )


@pytest.mark.parametrize("line", ["第六十四条 略", f"{FORCE}：", "：第一条"])
def test_a_line_without_law_or_article_is_told(line: str) -> None:
    with pytest.raises(ValueError, match=line):
        articles(f"{WRITTEN}\n{line}")


_LAWS = st.text("法律条例办法", min_size=1, max_size=9)
_TEXTS = st.text("第一二条，。：；限期", min_size=1, max_size=30).filter(lambda text: text[0] != "：")


@given(st.lists(st.builds(Article, _LAWS, _TEXTS)).map(tuple))
def test_a_cell_says_what_it_was_made_of(known: tuple[Article, ...]) -> None:
    assert articles(cell_of(known)) == known
