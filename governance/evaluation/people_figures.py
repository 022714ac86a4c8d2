"""The figures of people and stations (人员与派驻考评): 网格员积分, 派驻机构, 四权, 派驻名册, 四维考评.

Source: rulebook §1.4, §7.2 (派驻机构), §7.3, §7.4.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from msgspec import Struct

from governance.evaluation import double_lock, four_dimensions, grid_points, postings
from governance.evaluation.adjustments import adjustments_case
from governance.evaluation.double_lock import RosterLine, Said
from governance.evaluation.facts import Dispatched, Fact
from governance.evaluation.grid_bundle import GridPost, Led, grids_of, led
from governance.evaluation.grid_points import GridWork
from governance.evaluation.kept import Lookup, adjusted, parameters, slips
from governance.evaluation.parameters import (
    DIMENSION_SCORE,
    DIMENSIONS,
    POSTING,
    POSTING_SCORE,
    dimensions_on,
    given,
    given_key,
    grid_share_on,
    parameter_case,
    posting_weight_on,
)
from governance.evaluation.period import Period
from governance.evaluation.postings import PowerUsed
from governance.evaluation.rates import mean
from governance.evaluation.tally import Tally
from governance.events.event import Event
from governance.people.roles import UNIT_ROLES
from governance.places.codes import contains
from governance.rulebook import Rules
from governance.supervision.supervision import Supervision


class GridLine(Struct, frozen=True, kw_only=True):
    """A grid worker's month."""

    user: str
    name: str
    grid: str
    work: GridWork
    points: Fraction
    adjusted: Fraction
    total: Fraction
    grade: str
    leads: tuple[Led, ...] = ()  # the grids that he answers for (网格责任捆绑)


class PostingLine(Struct, frozen=True, kw_only=True):
    """A 派驻机构's month: the town's score and the line department's, together; None until both are given.

    A share above 0 binds it to the town's grids (与镇干部捆绑): so many per cent of the total are their mean 月分.
    """

    unit: str
    town: Fraction | None
    line: Fraction | None
    weight: Fraction
    adjusted: Fraction
    total: Fraction | None
    share: Fraction = Fraction(0)  # of the grids, per cent
    grids: Fraction | None = None  # their mean


class CadreLine(Struct, frozen=True, kw_only=True):
    """A cadre's 四维考评 (派驻 and town alike): 履职业绩 computed of his unit unless it was given; None while one is missing."""

    user: str
    name: str
    unit: str
    scores: tuple[tuple[str, Fraction], ...]  # by dimension
    adjusted: Fraction
    total: Fraction | None


def grid_lines(
    events: Iterable[Event],
    cards: Iterable[Supervision],
    posts: Sequence[GridPost],
    look_up: Lookup,
    period: Period,
    rules: Rules,
) -> Iterator[GridLine]:
    """网格员积分 of everybody active in a grid, by grid: one line each, whatever number of posts he holds."""
    workers = grid_people(posts, rules)
    works = grid_points.grid_works(events, cards, workers, period, rules.calendar)
    by_hand = adjusted(look_up, list(workers), period, rules)
    points = {user: grid_points.points(works[user]) for user in workers}
    totals = {user: max(Fraction(0), min(Fraction(100), points[user] + by_hand[user])) for user in workers}
    leads = led(posts, totals)
    for user, grids in sorted(workers.items(), key=lambda pair: (pair[1], pair[0])):
        yield GridLine(
            user=user,
            name=rules.directory.users[user].name,
            grid=grids[0],
            work=works[user],
            points=points[user],
            adjusted=by_hand[user],
            total=totals[user],
            grade=grid_points.grade(totals[user]),
            leads=leads.get(user, ()),
        )


def grid_people(posts: Iterable[GridPost], rules: Rules) -> dict[str, tuple[str, ...]]:
    """Who works in the town's grids, with them: those whose account says so, and those who hold a post there."""
    posted = grids_of(posts)
    found: dict[str, tuple[str, ...]] = {}
    for user in rules.directory.users.values():
        own = tuple(g.unit for g in user.grants if g.role == "GRID_WORKER")
        grids = tuple(dict.fromkeys((*own, *posted.get(user.id, ()))))
        if user.active and grids:
            found[user.id] = grids
    return found


def posting_lines(
    look_up: Lookup, stations: Sequence[str], workers: Iterable[GridLine], period: Period, rules: Rules
) -> Iterator[PostingLine]:
    """派驻机构综合分 of every station; None until town and line department have spoken."""
    keys = {unit: given_key(POSTING_SCORE, unit, period.name) for unit in stations}
    said = parameters(look_up, rules.home.stream, [POSTING, *keys.values()])
    weight = posting_weight_on(said.get(POSTING), period.first_day)
    share = grid_share_on(said.get(POSTING), period.first_day)
    grids = mean(line.total for line in workers) if share else None
    by_hand = adjusted(look_up, stations, period, rules)
    for unit in sorted(stations):
        scores = given(said.get(keys[unit]))
        town, line = scores.get("town"), scores.get("line")
        total = None
        if town is not None and line is not None:
            own = postings.posting_score(town, line, weight)
            total = by_hand[unit] + (own if grids is None else postings.bundled(own, grids, share))
        yield PostingLine(
            unit=unit,
            town=town,
            line=line,
            weight=weight,
            adjusted=by_hand[unit],
            total=total,
            share=share,
            grids=grids,
        )


def powers(
    look_up: Lookup, facts: Iterable[Fact], stations: Sequence[str], period: Period, rules: Rules
) -> list[PowerUsed]:
    """The register of the four powers in the period."""
    home, known = rules.home.stream, set(stations)
    dispatched = [
        (f.who, f.case) for f in facts if isinstance(f, Dispatched) and f.who in known and period.holds(f.at)
    ]
    of_unit = {parameter_case(home, given_key(POSTING_SCORE, unit, period.name)): unit for unit in stations}
    of_unit |= {adjustments_case(home, unit, period.name): unit for unit in stations}
    scored = [(of_unit[case_id], case_id) for case_id in look_up(list(of_unit))]
    said = [slip for slip in slips(look_up, rules) if period.holds(slip.at)]
    return postings.four_powers(dispatched, scored, said, stations)


def roster(said: Iterable[Said], look_up: Lookup, rules: Rules) -> list[RosterLine]:
    """派驻名册 with its 意见单 and what is red in it."""
    return double_lock.roster(said, slips(look_up, rules), rules.home.area)


def cadre_people(rules: Rules) -> dict[str, tuple[str, str]]:
    """Who is judged by 四维考评: name and unit of everybody of a platform, office or station of the town."""
    return {
        user.id: (user.name, grant.unit)
        for user in rules.directory.users.values()
        for grant in user.grants[:1]
        if grant.role in UNIT_ROLES and contains(rules.home.area, grant.area)
    }


def cadres(look_up: Lookup, counted: Sequence[Tally], period: Period, rules: Rules) -> Iterator[CadreLine]:
    """Everybody of a platform, office or station for whom a dimension was entered."""
    people = cadre_people(rules)
    home = rules.home.stream
    keys = {user: given_key(DIMENSION_SCORE, user, period.name) for user in people}
    found = parameters(look_up, home, [DIMENSIONS, *keys.values()])
    weights = dimensions_on(found.get(DIMENSIONS), period.first_day)
    by_hand = adjusted(look_up, list(people), period, rules)
    for user, (name, unit) in sorted(people.items()):
        if keys[user] not in found:
            continue
        computed = four_dimensions.work(counted, unit)
        own = {} if computed is None else {four_dimensions.WORK: computed}
        scores = {**own, **given(found[keys[user]])}
        total = four_dimensions.total(scores, weights)
        yield CadreLine(
            user=user,
            name=name,
            unit=unit,
            scores=tuple(sorted(scores.items())),
            adjusted=by_hand[user],
            total=None if total is None else total + by_hand[user],
        )
