"""The figures of a period (考评数字): a town's, and the county's departments over all its towns.

Source: rulebook §7. Pure: bodies and ledger lines in, figures out; the desk, the county and the verification of a ledger
call the same functions with what each of them has read.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from governance.calls.call import Call
from governance.evaluation import grid_points, of_calls, of_events, postings
from governance.evaluation.adjustments import Adjustments, adjustments_case
from governance.evaluation.facts import DeptOwed, DeptRated, Dispatched, Fact, Told
from governance.evaluation.grid_points import GridWork
from governance.evaluation.opinions import Opinions, Slip, opinions_case
from governance.evaluation.parameters import (
    COUNTY_SCORE,
    DEPARTMENT,
    POSTING,
    POSTING_SCORE,
    Parameter,
    given,
    given_key,
    parameter_case,
    posting_weight_on,
    weights_on,
)
from governance.evaluation.period import Period, before
from governance.evaluation.postings import PowerUsed, RosterLine
from governance.evaluation.scores import (
    ENOUGH,
    DeptRates,
    DeptScore,
    TownLine,
    Weights,
    dept_rates,
    dept_score,
    town_line,
)
from governance.evaluation.tally import Tally, tallies
from governance.events.event import Event
from governance.ledger.case import Case
from governance.objections import state_at
from governance.rulebook import Rules
from governance.supervision.supervision import Supervision

LOOK_BACK = 11  # months before the period in which a town's few calls may still wait
LINE_KINDS = frozenset({"event.revisit", *of_events.STEP_KINDS})
Lookup = Callable[[Sequence[str]], Mapping[str, Case]]  # ids → those that are there


class Line(Struct, frozen=True, gc=False):
    """A ledger line that took effect, as far as figures need what no body keeps."""

    kind: str
    case: str
    actor: str
    at: int  # fact time
    p: Mapping[str, object]


class TownCases(Struct, frozen=True, kw_only=True):
    """What was read of a town; anything that no figure of the period looks at may be there or not."""

    events: Sequence[Event]
    calls: Sequence[Call]
    cards: Sequence[Supervision]
    lines: Sequence[Line]
    look_up: Lookup  # parameters, points by hand and 意见单


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


class PostingLine(Struct, frozen=True, kw_only=True):
    """A 派驻机构's month: the town's score and the line department's, together; None until both are given."""

    unit: str
    town: Fraction | None
    line: Fraction | None
    weight: Fraction
    adjusted: Fraction
    total: Fraction | None


class TownFigures(Struct, frozen=True, kw_only=True):
    """One town's figures of a period."""

    stream: str
    name: str
    period: str
    as_of: int
    tallies: tuple[Tally, ...]
    departments: tuple[tuple[str, TownLine], ...]  # by department
    grid_workers: tuple[GridLine, ...]
    postings: tuple[PostingLine, ...]
    powers: tuple[PowerUsed, ...]
    roster: tuple[RosterLine, ...]


class CountyFigures(Struct, frozen=True, kw_only=True):
    """The county's figures of a period."""

    period: str
    as_of: int
    towns: tuple[TownFigures, ...]
    departments: tuple[DeptScore, ...]


# ---------------------------------------------------------------- a town


def town_figures(
    cases: TownCases,
    earlier: Callable[[frozenset[str]], Iterable[Call]],
    weights: Weights,
    period: Period,
    rules: Rules,
) -> TownFigures:
    """Count a town's period; `earlier` gives the calls of these departments in the months before, once."""
    facts = list(_facts(cases, period, rules))
    this = dept_rates(facts, period)
    few = frozenset(dept for dept, rates in this.items() if rates.respond.owed < ENOUGH)
    past = _history(earlier(few) if few else (), few, period, rules)
    home = rules.home
    departments = tuple(
        (dept, town_line(home.name, [*past.get(dept, ()), (period.name, rates)], weights))
        for dept, rates in sorted(this.items())
    )
    stations = [code for code, unit in rules.catalogue.units.items() if unit.kind == "station"]
    return TownFigures(
        stream=home.stream,
        name=home.name,
        period=period.name,
        as_of=period.as_of,
        tallies=tallies(facts, period),
        departments=departments,
        grid_workers=tuple(_grid_lines(cases, period, rules)),
        postings=tuple(_posting_lines(cases.look_up, stations, period, rules)),
        powers=tuple(_powers(cases.look_up, facts, stations, period, rules)),
        roster=tuple(_roster(cases.look_up, rules)),
    )


def _facts(cases: TownCases, period: Period, rules: Rules) -> Iterator[Fact]:
    repeats = of_events.repeated(cases.events)
    known: dict[str, Event] = {}
    for body in cases.events:
        event = state_at(body, period.as_of, rules)
        if not isinstance(event, Event):
            continue
        known[event.id] = event
        for fact in of_events.facts_of_event(event, period, rules):
            told = isinstance(fact, Told) and fact.case in repeats
            yield replace(fact, repeats=True) if told and isinstance(fact, Told) else fact
        given_up = of_events.unreached(event)
        if given_up is not None:
            yield given_up
    yield from _told_by_lines(cases.lines, known, rules)
    yield from _call_facts(cases.calls, period, rules)


def _told_by_lines(lines: Iterable[Line], known: Mapping[str, Event], rules: Rules) -> Iterator[Fact]:
    asked: set[str] = set()
    for line in lines:
        event = known.get(line.case)
        if event is None:
            continue
        if line.kind != "event.revisit":
            step = of_events.step(event, line.actor, line.at, line.p, rules)
            if step is not None:
                yield step
        elif event.id not in asked:
            answer = of_events.revisited(event, line.at, line.p)
            if answer is not None:
                asked.add(event.id)
                yield answer


def _call_facts(calls: Iterable[Call], period: Period, rules: Rules) -> Iterator[Fact]:
    for body in calls:
        call = state_at(body, period.as_of, rules)
        if isinstance(call, Call):
            yield from of_calls.facts_of_call(call, period, rules)


def _history(
    calls: Iterable[Call], few: frozenset[str], period: Period, rules: Rules
) -> dict[str, list[tuple[str, DeptRates]]]:
    """What the months before say of the departments with few calls, the oldest month first."""
    found: dict[str, list[tuple[str, DeptRates]]] = {}
    facts = [
        fact
        for fact in _call_facts(calls, period, rules)
        if isinstance(fact, DeptOwed | DeptRated) and fact.who in few
    ]
    for months in range(LOOK_BACK, 0, -1):
        month = before(period, months)
        for dept, rates in dept_rates(facts, month).items():
            found.setdefault(dept, []).append((month.name, rates))
    return found


def history_since(period: Period) -> int:
    """The instant from which earlier calls may still wait."""
    return before(period, LOOK_BACK).since


def _grid_lines(cases: TownCases, period: Period, rules: Rules) -> Iterator[GridLine]:
    workers = {
        user.id: next(g.unit for g in user.grants if g.role == "GRID_WORKER")
        for user in rules.directory.users.values()
        if user.active and any(g.role == "GRID_WORKER" for g in user.grants)
    }
    works = grid_points.grid_works(cases.events, cases.cards, workers, period, rules.calendar)
    by_hand = _adjusted(cases.look_up, list(workers), period, rules)
    for user, grid in sorted(workers.items(), key=lambda pair: (pair[1], pair[0])):
        points, adjusted = grid_points.points(works[user]), by_hand[user]
        total = max(Fraction(0), min(Fraction(100), points + adjusted))
        yield GridLine(
            user=user,
            name=rules.directory.users[user].name,
            grid=grid,
            work=works[user],
            points=points,
            adjusted=adjusted,
            total=total,
            grade=grid_points.grade(total),
        )


def _adjusted(look_up: Lookup, subjects: Sequence[str], period: Period, rules: Rules) -> dict[str, Fraction]:
    """The points by hand of each subject, 0 where there are none."""
    ids = {who: adjustments_case(rules.home.stream, who, period.name) for who in subjects}
    found = look_up(list(ids.values()))
    cases = {who: found.get(case_id) for who, case_id in ids.items()}
    return {
        who: case.points_at(period.as_of, rules.calendar) if isinstance(case, Adjustments) else Fraction(0)
        for who, case in cases.items()
    }


def _parameters(look_up: Lookup, stream: str, keys: Sequence[str]) -> dict[str, Parameter]:
    """The parameters that were ever set, by key."""
    found = look_up([parameter_case(stream, key) for key in keys])
    return {case.key: case for case in found.values() if isinstance(case, Parameter)}


def _posting_lines(
    look_up: Lookup, stations: Sequence[str], period: Period, rules: Rules
) -> Iterator[PostingLine]:
    keys = {unit: given_key(POSTING_SCORE, unit, period.name) for unit in stations}
    said = _parameters(look_up, rules.home.stream, [POSTING, *keys.values()])
    weight = posting_weight_on(said.get(POSTING), period.first_day)
    by_hand = _adjusted(look_up, stations, period, rules)
    for unit in sorted(stations):
        scores = given(said.get(keys[unit]))
        town, line = scores.get("town"), scores.get("line")
        total = None
        if town is not None and line is not None:
            total = postings.posting_score(town, line, weight) + by_hand[unit]
        yield PostingLine(unit=unit, town=town, line=line, weight=weight, adjusted=by_hand[unit], total=total)


def _powers(
    look_up: Lookup, facts: Iterable[Fact], stations: Sequence[str], period: Period, rules: Rules
) -> list[PowerUsed]:
    home, known = rules.home.stream, set(stations)
    dispatched = [
        (f.who, f.case) for f in facts if isinstance(f, Dispatched) and f.who in known and period.holds(f.at)
    ]
    of_unit = {parameter_case(home, given_key(POSTING_SCORE, unit, period.name)): unit for unit in stations}
    of_unit |= {adjustments_case(home, unit, period.name): unit for unit in stations}
    scored = [(of_unit[case_id], case_id) for case_id in look_up(list(of_unit))]
    slips = [slip for slip in _slips(look_up, rules) if period.holds(slip.at)]
    return postings.four_powers(dispatched, scored, slips, stations)


def _roster(look_up: Lookup, rules: Rules) -> list[RosterLine]:
    staff = postings.station_staff(rules.directory, rules.home.area)
    return postings.roster(staff, _slips(look_up, rules))


def _slips(look_up: Lookup, rules: Rules) -> list[Slip]:
    home = rules.home.stream
    found = look_up([opinions_case(home, user) for user in rules.directory.users])
    return [slip for body in found.values() if isinstance(body, Opinions) for slip in body.slips]


# ---------------------------------------------------------------- the county


def county_weights(look_up: Lookup, county: str, period: Period) -> Weights:
    """The department weights of the period's first day."""
    return weights_on(_parameters(look_up, county, [DEPARTMENT]).get(DEPARTMENT), period.first_day)


def county_figures(
    towns: Sequence[TownFigures], look_up: Lookup, county: str, period: Period, rules: Rules
) -> CountyFigures:
    """部门综合分 of every department that a town called; `rules` and `look_up` are the county's."""
    said: dict[str, list[TownLine]] = {}
    for town in towns:
        for dept, line in town.departments:
            said.setdefault(dept, []).append(line)
    keys = {dept: given_key(COUNTY_SCORE, dept, period.name) for dept in said}
    scores = _parameters(look_up, county, list(keys.values()))
    by_hand = _adjusted(look_up, list(said), period, rules)
    return CountyFigures(
        period=period.name,
        as_of=period.as_of,
        towns=tuple(towns),
        departments=tuple(
            dept_score(dept, lines, given(scores.get(keys[dept])).get("score"), by_hand[dept])
            for dept, lines in sorted(said.items())
        ),
    )
