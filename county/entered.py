"""What a county had entered before it came here (县级已录): 县级考评分 and the words of laws, as tables of its roster's folder.

Source: rulebook §5.1 (article text entered by the county), §7.2 (县级考评). Both tables may be absent. `county_scores.csv`
(month, dept, score, day) enters the county's ledger as an act of the centre's lead on its day; of what came after the
founding nothing is known yet. `law_articles.csv` (item_code, law, article) joins the items of the data pack.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from briefings.catalogue_files import CatalogueFileError
from county.failures import RosterError
from county.tables import read_table
from governance.catalogue.faults import faults
from governance.catalogue.laws import Article, cell_of
from governance.catalogue.tables import Row, Tables
from governance.evaluation.parameters import COUNTY_SCORE, given_key, parameter_case
from governance.ledger.chain import tagged, uuid8
from governance.time.working_time import MINUTE_MS, day_number, midnight
from sync.server import Act

SCORES, SCORE_COLUMNS = "county_scores.csv", ("month", "dept", "score", "day")
ARTICLES, ARTICLE_COLUMNS = "law_articles.csv", ("item_code", "law", "article")
ITEMS, CELL = "responsibility_items", "law_articles"
KIND = "score.config"
EVENING_MS = 17 * 60 * MINUTE_MS
_SCORE = re.compile(r"\d{1,3}(\.\d{1,2})?", re.ASCII).fullmatch


class GivenScore(Struct, frozen=True):
    """A department's 县级考评分 of a month, and when it was entered."""

    month: str
    dept: str
    score: str
    at: int  # UTC ms


def read_scores(roster: Path) -> tuple[GivenScore, ...]:
    """The scores of a roster's folder in the order of time; none without the table."""
    path = roster / SCORES
    if not path.exists():
        return ()
    rows = read_table(path, SCORE_COLUMNS, RosterError, allowed=SCORE_COLUMNS)
    return tuple(sorted((_score(path, number, row) for number, row in rows), key=lambda one: one.at))


def _score(path: Path, number: int, row: Mapping[str, str]) -> GivenScore:
    try:
        day = date.fromisoformat(row["day"])
    except ValueError as err:
        raise RosterError(
            f"{path.name} 第{number}行“day”列：须是日期，如 2026-03-05；请改正。", path=str(path)
        ) from err
    if _SCORE(row["score"]) is None:
        raise RosterError(f"{path.name} 第{number}行“score”列：须是分数，如 88.40；请改正。", path=str(path))
    return GivenScore(row["month"], row["dept"], row["score"], midnight(day_number(day)) + EVENING_MS)


def act_of(one: GivenScore, stream: str, actor: str) -> Act:
    """The entering of a score in the county's ledger."""
    key = given_key(COUNTY_SCORE, one.dept, one.month)
    return Act(
        id=uuid8(tagged("huying:entered", stream.encode(), key.encode(), str(one.at).encode())),
        actor=actor,
        kind=KIND,
        case=parameter_case(stream, key),
        p={"key": key, "value": {"score": one.score}},
    )


# ---------------------------------------------------------------- the words of laws


def with_articles(tables: Tables, roster: Path) -> Tables:
    """The data pack with what the county wrote down of its items' laws; raises where the two do not fit."""
    path = roster / ARTICLES
    if not path.exists():
        return tables
    said: dict[str, list[Article]] = {}
    for number, row in read_table(path, ARTICLE_COLUMNS, RosterError, allowed=ARTICLE_COLUMNS):
        if not any(item["item_code"] == row["item_code"] for item in tables[ITEMS]):
            raise RosterError(
                f"{path.name} 第{number}行：清单里没有事项{row['item_code']}；请核对编码。", path=str(path)
            )
        said.setdefault(row["item_code"], []).append(Article(row["law"], row["article"]))
    whole = {**tables, ITEMS: [_quoting(item, said) for item in tables[ITEMS]]}
    if found := faults(whole):
        raise CatalogueFileError(f"{path.name}：{found[0].sentence}", path=path, faults=found)
    return whole


def _quoting(item: Row, said: Mapping[str, Sequence[Article]]) -> Row:
    """The item with the articles that stand in the table in place of its own."""
    known = said.get(item["item_code"])
    return {**item, CELL: cell_of(known) if known else item.get(CELL, "")}
