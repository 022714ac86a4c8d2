"""What the page reads (考评取数): a period's figures with those before it, and what was set, added and said. Free of Qt.

Figures stand on what the county confirmed, as the export and the verification of a ledger count them: one digest.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from msgspec import Struct

from db.desk_stream import read_tip
from db.queries.evaluation import archives, bodies, town_evaluation, weights_of
from governance.evaluation.adjustments import Adjustments, adjustments_case
from governance.evaluation.figures import TownFigures
from governance.evaluation.kept import parameters, slips
from governance.evaluation.opinions import Slip
from governance.evaluation.parameters import (
    COUNTY_SCORE,
    DIMENSIONS,
    POSTING,
    dimensions_on,
    given,
    given_key,
    grid_share_on,
    posting_weight_on,
)
from governance.evaluation.period import Period, before, period_of, year_ago
from governance.evaluation.scores import Weights
from governance.rulebook import Rules

TREND = 6  # periods in a small line, the one shown included
Conn = Any


class Past(Struct, frozen=True, kw_only=True):
    """The periods before (环比、同比、近 6 期)."""

    last: TownFigures | None = None
    year_ago: TownFigures | None = None
    trend: tuple[TownFigures, ...] = ()  # the oldest first, without the one shown


NO_PAST = Past()


class Evaluation(Struct, frozen=True, kw_only=True):
    """One period as the page shows it."""

    period: Period
    figures: TownFigures
    past: Past = NO_PAST
    weights: Weights = Weights()
    posting_weight: Fraction = Fraction(60)
    grid_share: Fraction = Fraction(0)  # 与镇干部捆绑
    dimensions: Mapping[str, Fraction] = {}
    by_county: Mapping[str, Fraction] = {}  # 县级考评 by department, where the county's ledger is held here
    by_hand: Mapping[str, Adjustments] = {}  # by subject
    slips: Mapping[str, Slip] = {}  # by id


def as_of(conn: Conn, stream: str) -> int:
    """数据截至: the last entry that the county sent."""
    return read_tip(conn, stream).st


def counted(conn: Conn, stream: str, county: str | None, name: str, rules: Rules) -> Evaluation:
    """A period's figures, and what stands beside them."""
    period = period_of(name, as_of(conn, stream))
    if period is None:
        raise ValueError(name)
    figures = town_evaluation(conn, stream, period, rules, weights_of(conn, county, period))
    return beside(conn, stream, county, figures, period, rules)


def beside(
    conn: Conn, stream: str, county: str | None, figures: TownFigures, period: Period, rules: Rules
) -> Evaluation:
    """Figures, counted or frozen, with the weights, the points by hand and the 意见单 of their period."""
    held = parameters(lambda ids: bodies(conn, stream, ids), stream, [POSTING, DIMENSIONS])
    subjects = [
        *(one.user for one in figures.grid_workers),
        *(one.unit for one in figures.postings),
        *rules.directory.users,
    ]
    made = bodies(
        conn, stream, [adjustments_case(stream, one, period.name) for one in dict.fromkeys(subjects)]
    )
    return Evaluation(
        period=period,
        figures=figures,
        weights=weights_of(conn, county, period),
        posting_weight=posting_weight_on(held.get(POSTING), period.first_day),
        grid_share=grid_share_on(held.get(POSTING), period.first_day),
        dimensions=dimensions_on(held.get(DIMENSIONS), period.first_day),
        by_county=_by_county(conn, county, figures, period),
        by_hand={one.subject: one for one in made.values() if isinstance(one, Adjustments)},
        slips={one.id: one for one in slips(lambda ids: bodies(conn, stream, ids), rules)},
    )


def _by_county(conn: Conn, county: str | None, figures: TownFigures, period: Period) -> dict[str, Fraction]:
    if county is None:
        return {}
    keys = {given_key(COUNTY_SCORE, dept, period.name): dept for dept, _ in figures.departments}
    found = parameters(lambda ids: bodies(conn, county, ids), county, list(keys))
    scores = {keys[key]: given(case).get("score") for key, case in found.items()}
    return {dept: score for dept, score in scores.items() if score is not None}


def past(conn: Conn, stream: str, period: Period, rules: Rules, weights: Weights) -> Past:
    """The figures of the periods before, as they stand now."""

    ago = year_ago(period)
    first = min(ago.since, before(period, TREND - 1).since)
    kept = archives(conn, stream, first)  # once: all these periods look at the same elements

    def figures(one: Period) -> TownFigures:
        return town_evaluation(conn, stream, one, rules, weights, kept)

    trend = tuple(figures(before(period, count)) for count in range(TREND - 1, 0, -1))
    return Past(last=trend[-1], year_ago=figures(ago), trend=trend)
