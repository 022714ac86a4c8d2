"""What a county had entered before: 县级考评分 in its ledger, the words of laws in its list (rulebook §5.1, §7.2)."""

from pathlib import Path

import pytest

from briefings.catalogue_files import CatalogueFileError, read_pack
from county.database import found_county, keys_path, open_store
from county.entered import ARTICLES, SCORES, read_scores, with_articles
from county.failures import RosterError
from county.streams import County
from county.verify import verify
from db.county_store import view_of
from governance.catalogue.catalogue import from_tables
from governance.evaluation.parameters import COUNTY_SCORE, Parameter, given, given_key, parameter_case
from governance.ledger.case import Case
from governance.refusal import ReportedError
from governance.time import words
from tests.county.small import MONDAY, PACK, PASSWORD, opened, uid, url_in, write_roster

SCORE_TABLE = "month,dept,score,day\n2026-02,ZF,88.40,2026-03-05\n2026-03,ZF,90,2026-03-13\n"
ARTICLE_TABLE = (
    "item_code,law,article\n"
    "SD-A01,中华人民共和国城乡规划法,第六十五条 由乡、镇人民政府责令停止建设、限期改正。\n"
    "SD-A01,中华人民共和国城乡规划法,第六十八条 可以查封施工现场。\n"
)


def founded(tmp_path: Path, table: str, text: str) -> Path:
    """A county founded from a roster with one table more."""
    roster = write_roster(tmp_path / "roster")
    (roster / table).write_text(text, encoding="utf-8")
    url = url_in(tmp_path)
    store = open_store(url, make=True)
    try:
        found_county(store, url, keys_path(url, None), roster, PACK, PASSWORD, MONDAY)
    finally:
        store.close()
    return tmp_path


def score(county: County, month: str) -> Case | None:
    with county.reading() as conn:
        view = view_of(conn, county.stream)
        assert view is not None
        return view.case(parameter_case(county.stream, given_key(COUNTY_SCORE, "ZF", month)))


def test_a_score_stands_as_the_lead_entered_it_on_its_day(tmp_path: Path) -> None:
    """On Monday the 9th nobody knows yet what is entered on the 13th."""
    with opened(founded(tmp_path, SCORES, SCORE_TABLE)) as county:
        held = score(county, "2026-02")
        assert isinstance(held, Parameter)
        assert given(held)["score"] * 10 == 884
        (version,) = held.versions
        assert (version.by, words.stamp(version.at)) == (uid("cl"), "2026-03-05 17:00")
        assert score(county, "2026-03") is None
        with county.reading() as conn:
            assert [one.differences for one in verify(conn)] == [(), (), ()]


def test_a_law_is_quoted_in_the_county_s_list(tmp_path: Path) -> None:
    with opened(founded(tmp_path, ARTICLES, ARTICLE_TABLE)) as county, county.reading() as conn:
        view = view_of(conn, county.towns[0])  # every town works with the county's list
        assert view is not None
        planning, force = view.rules.catalogue.items["SD-A01"].laws
        assert [line.split()[0] for line in planning[1].splitlines()] == ["第六十五条", "第六十八条"]
        assert force == ("中华人民共和国行政强制法", "")
        assert not view.rules.catalogue.items["SD-A02"].articles


def test_a_roster_without_them_changes_nothing(tmp_path: Path) -> None:
    pack = read_pack(PACK)
    assert read_scores(tmp_path) == ()
    assert with_articles(pack, tmp_path) is pack


@pytest.mark.parametrize(
    ("table", "text", "said"),
    [
        (SCORES, "month,dept,score,day\n2026-02,ZF,88.40,5.3.\n", "第2行“day”列"),
        (SCORES, "month,dept,score,day\n2026-02,ZF,很好,2026-03-05\n", "第2行“score”列"),
        (SCORES, "month,dept,score\n2026-02,ZF,88.40\n", "缺少“day”列"),
        (ARTICLES, "item_code,law,article\nSD-Z99,某法,第一条 略\n", "没有事项SD-Z99"),
        (ARTICLES, "item_code,law,article\nSD-A01,某法,第一条 略\n", "《某法》不在法律依据内"),
    ],
)
def test_a_fault_is_told_at_its_place_and_nothing_is_founded(
    tmp_path: Path, table: str, text: str, said: str
) -> None:
    with pytest.raises(ReportedError, match=said) as told:
        founded(tmp_path, table, text)
    assert isinstance(told.value, RosterError | CatalogueFileError)


def test_the_demo_s_articles_are_of_laws_that_its_items_name() -> None:
    demo = Path(__file__).parents[2] / "resources" / "demo"
    catalogue = from_tables(with_articles(read_pack(PACK), demo))
    quoted = [item for item in catalogue.items.values() if item.articles]
    assert len(quoted) > 15
    assert all({one.law for one in item.articles} <= set(item.law_names) for item in quoted)
    departments = {unit.code for unit in catalogue.units.values() if unit.is_department}
    for month in ("2026-02", "2026-03"):
        assert {one.dept for one in read_scores(demo) if one.month == month} == departments
