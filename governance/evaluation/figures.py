"""The figures of a period (考评数字): a town's, and the county's departments over all its towns.

Source: rulebook §7. Pure: bodies and ledger lines in, figures out; the desk, the county and the verification of a ledger
call the same functions with what each of them has read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from governance.archive.element import Archived
from governance.calls.call import Call
from governance.evaluation import of_calls, of_events, of_lines
from governance.evaluation.double_lock import RosterLine, Said
from governance.evaluation.facts import Fact, Told
from governance.evaluation.kept import Lookup, adjusted, parameters
from governance.evaluation.of_archive import grid_posts, visits_of
from governance.evaluation.parameters import COUNTY_SCORE, DEPARTMENT, given, given_key, weights_on
from governance.evaluation.people_figures import (
    CadreLine,
    GridLine,
    PostingLine,
    cadres,
    grid_lines,
    posting_lines,
    powers,
    roster,
)
from governance.evaluation.period import Period
from governance.evaluation.postings import PowerUsed
from governance.evaluation.register_samples import samples
from governance.evaluation.scores import (
    ENOUGH,
    DeptScore,
    TownLine,
    Weights,
    dept_rates,
    dept_score,
    town_line,
)
from governance.evaluation.tally import Tally, tallies, with_samples
from governance.evaluation.waiting_calls import Earlier, history
from governance.events.event import Event
from governance.objections import state_at
from governance.rulebook import Rules
from governance.supervision.supervision import Supervision

LINE_KINDS = frozenset({of_lines.REVISIT, *of_lines.STEP_KINDS})


DeptLine = tuple[str, TownLine]  # a department, and what one town says of it


class Line(Struct, frozen=True, gc=False):
    """A ledger line that took effect, as far as figures need what no body keeps."""

    kind: str
    case: str
    actor: str
    at: int  # fact time
    p: Mapping[str, object]
    id: str = ""  # of the action


class TownCases(Struct, frozen=True, kw_only=True):
    """What was read of a town; anything that no figure of the period looks at may be there or not."""

    events: Sequence[Event]
    calls: Sequence[Call]
    cards: Sequence[Supervision]
    lines: Sequence[Line]
    look_up: Lookup  # parameters, points by hand and 意见单
    people: Sequence[Said] = ()  # what was said of the town's people, in the ledger's order
    archives: Sequence[Archived] = ()  # elements that may have fallen due for a visit, and all posts


class TownFigures(Struct, frozen=True, kw_only=True):
    """One town's figures of a period."""

    stream: str
    name: str
    period: str
    as_of: int
    tallies: tuple[Tally, ...]
    departments: tuple[DeptLine, ...]
    grid_workers: tuple[GridLine, ...]
    postings: tuple[PostingLine, ...]
    powers: tuple[PowerUsed, ...]
    roster: tuple[RosterLine, ...]
    cadres: tuple[CadreLine, ...]


def thawed(body: bytes) -> TownFigures:
    """A town's figures that were frozen (`tally.frozen`), exact again."""
    return msgspec.json.decode(body, type=TownFigures, dec_hook=_exact)


def _exact(wanted: type, value: object) -> Fraction:
    if wanted is not Fraction or not isinstance(value, str):
        raise NotImplementedError
    return Fraction(value)


class CountyFigures(Struct, frozen=True, kw_only=True):
    """The county's figures of a period."""

    period: str
    as_of: int
    towns: tuple[TownFigures, ...]
    departments: tuple[DeptScore, ...]


# ---------------------------------------------------------------- a town


def town_figures(
    cases: TownCases,
    earlier: Earlier,
    weights: Weights,
    period: Period,
    rules: Rules,
) -> TownFigures:
    """Count a town's period; `earlier` gives the calls of the periods before, of the departments with few now."""
    facts = list(_facts(cases, period, rules))
    departments = department_lines(facts, earlier, weights, period, rules)
    home = rules.home
    stations = [code for code, unit in rules.catalogue.units.items() if unit.kind == "station"]
    counted = with_samples(tallies(facts, period), samples(cases.look_up, home.stream, period))
    workers = tuple(
        grid_lines(
            cases.events, cases.cards, grid_posts(cases.archives, period), cases.look_up, period, rules
        )
    )
    return TownFigures(
        stream=home.stream,
        name=home.name,
        period=period.name,
        as_of=period.as_of,
        tallies=counted,
        departments=departments,
        grid_workers=workers,
        postings=tuple(posting_lines(cases.look_up, stations, workers, period, rules)),
        powers=tuple(powers(cases.look_up, facts, stations, period, rules)),
        roster=tuple(roster(cases.people, cases.look_up, rules)),
        cadres=tuple(cadres(cases.look_up, counted, period, rules)),
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
    yield from _told_by_lines(cases.lines, known, period, rules)
    yield from call_facts(cases.calls, period, rules)
    yield from visits_of(cases.archives, period)


def _told_by_lines(
    lines: Iterable[Line], known: Mapping[str, Event], period: Period, rules: Rules
) -> Iterator[Fact]:
    """Steps of units, and the last answer of each caller in the period, or that he could not be reached."""
    answers: dict[str, tuple[int, str, Fact]] = {}  # by case: the latest, in whatever order lines came
    for line in lines:
        event = known.get(line.case)
        if event is None or not period.holds(line.at):
            continue
        if line.kind == of_lines.REVISIT:
            answer = of_lines.revisited(event, line.at, line.p, line.id)
            if answer is not None:
                said = (line.at, line.id, answer)
                answers[event.id] = max(answers.get(event.id, said), said, key=lambda one: one[:2])
        elif (step := of_lines.step(event, line.actor, line.at, line.p, line.id, rules)) is not None:
            yield step
    for event in known.values():
        given_up = of_lines.unreached(event)
        if given_up is not None and period.holds(given_up.at):
            answers[event.id] = (given_up.at, "", given_up)
    yield from (fact for _, _, fact in answers.values())


def department_lines(
    facts: Iterable[Fact], earlier: Earlier, weights: Weights, period: Period, rules: Rules
) -> tuple[DeptLine, ...]:
    """What the town says of each department that it called; of the facts those of calls are looked at."""
    this = dept_rates(facts, period)
    few = frozenset(dept for dept, rates in this.items() if rates.respond.owed < ENOUGH)
    past = history(earlier, few, period, lambda calls: call_facts(calls, period, rules))
    name = rules.home.name
    return tuple(
        (dept, town_line(name, [*past.get(dept, ()), (period.name, rates)], weights))
        for dept, rates in sorted(this.items())
    )


def department_line(
    earlier: Earlier, dept: str, weights: Weights, period: Period, rules: Rules
) -> TownLine | None:
    """What the town says of one department, as in `town_figures`, from that department's calls alone; None = nothing."""
    depts = frozenset({dept})
    this = earlier.within(depts, period.since, period.to)
    rates = dept_rates((f for f in call_facts(this, period, rules) if f.who == dept), period).get(dept)
    if rates is None:
        return None
    few = depts if rates.respond.owed < ENOUGH else frozenset()
    past = history(earlier, few, period, lambda calls: call_facts(calls, period, rules))
    return town_line(rules.home.name, [*past.get(dept, ()), (period.name, rates)], weights)


def department_score(
    dept: str, lines: Sequence[TownLine], look_up: Lookup, county: str, period: Period, rules: Rules
) -> DeptScore:
    """部门综合分 of one department, from the lines of its towns."""
    key = given_key(COUNTY_SCORE, dept, period.name)
    score = given(parameters(look_up, county, [key]).get(key)).get("score")
    return dept_score(dept, lines, score, adjusted(look_up, [dept], period, rules)[dept])


def call_facts(calls: Iterable[Call], period: Period, rules: Rules) -> Iterator[Fact]:
    """What calls give to be counted, as time left them at the end of what is known."""
    for body in calls:
        call = state_at(body, period.as_of, rules)
        if isinstance(call, Call):
            yield from of_calls.facts_of_call(call, period, rules)


# ---------------------------------------------------------------- the county


def county_weights(look_up: Lookup, county: str, period: Period) -> Weights:
    """The department weights of the period's first day."""
    return weights_on(parameters(look_up, county, [DEPARTMENT]).get(DEPARTMENT), period.first_day)


def county_figures(
    towns: Sequence[TownFigures], look_up: Lookup, county: str, period: Period, rules: Rules
) -> CountyFigures:
    """The towns' figures and 部门综合分 together; `rules` and `look_up` are the county's."""
    return CountyFigures(
        period=period.name,
        as_of=period.as_of,
        towns=tuple(towns),
        departments=department_scores([town.departments for town in towns], look_up, county, period, rules),
    )


def department_scores(
    towns: Iterable[Iterable[DeptLine]], look_up: Lookup, county: str, period: Period, rules: Rules
) -> tuple[DeptScore, ...]:
    """部门综合分 of every department that a town called."""
    said: dict[str, list[TownLine]] = {}
    for town in towns:
        for dept, line in town:
            said.setdefault(dept, []).append(line)
    keys = {dept: given_key(COUNTY_SCORE, dept, period.name) for dept in said}
    scores = parameters(look_up, county, list(keys.values()))
    by_hand = adjusted(look_up, list(said), period, rules)
    return tuple(
        dept_score(dept, lines, given(scores.get(keys[dept])).get("score"), by_hand[dept])
        for dept, lines in sorted(said.items())
    )
