"""A department's own month (本单位本月): the rulebook's indicators over its own parts of calls, each opening its cases.

Source: rulebook §7.1: every figure carries its 口径, what was left out stands beside it, and it drills to its cases.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from msgspec import Struct

from county.web.asked import Asked, Missing, Outcome, Shown
from county.web.cards import Board, Card, dept_card, group
from county.web.department.board import part_of
from county.web.frame import frame
from county.web.offices import DEPARTMENT, Person
from county.web.snapshot import Snapshot
from county.web.workplace import Workplace
from db.queries.evaluation import EarlierCalls, calls_of, weights_of
from governance.calls.call import Call
from governance.evaluation.facts import OUT_NAMES, Fact
from governance.evaluation.figures import department_line
from governance.evaluation.indicators import CALL_CODES, INDICATORS
from governance.evaluation.of_calls import facts_of_call
from governance.evaluation.period import Period, period_of
from governance.evaluation.rates import Rate, rounded
from governance.evaluation.scores import mean_of_towns
from governance.evaluation.tally import Tally, tallies
from governance.time import words as times

HITS, OWED, OUT = "hits", "owed", "out"
_TITLES = {HITS: "分子", OWED: "分母", OUT: "不计入"}


class Figure(Struct, frozen=True, kw_only=True):
    """One indicator of the month (指标)."""

    code: str
    name: str
    basis: str  # 口径
    rate: str
    hits: tuple[str, ...] = ()  # case ids
    owed: tuple[str, ...] = ()
    out: tuple[tuple[str, tuple[str, ...]], ...] = ()  # why, case ids

    @property
    def left_out(self) -> int:
        """How many were left out."""
        return sum(len(cases) for _, cases in self.out)


class Score(Struct, frozen=True, kw_only=True):
    """What the towns say of the department this month (镇评, §7.2)."""

    points: str  # 满意分: 1740 / 19
    satisfied: str  # 91.58, or —
    by_towns: str  # 镇评, or —
    note: str


class Month(Struct, frozen=True, kw_only=True):
    """The department's month so far."""

    figures: tuple[Figure, ...] = ()
    score: Score | None = None


def month_figures(snapshot: Snapshot, person: Person) -> tuple[Figure, ...]:
    """The department's indicators since the first of the month, over all towns."""
    return month_of(snapshot, person).figures


def month_of(snapshot: Snapshot, person: Person) -> Month:
    """The indicators and the towns' word since the first of the month; nothing for who is no department."""
    if person.home != DEPARTMENT:
        return Month()
    period = period_of(times.local(snapshot.at).strftime("%Y-%m"), snapshot.at)
    if period is None:
        raise ValueError(f"no month at {snapshot.at}")
    facts: dict[str, list[Fact]] = {}
    for stream, call in _calls(snapshot, person, period.since, period.to):
        rules = snapshot.rules(stream)
        mine = person.units_of(DEPARTMENT)
        said = facts.setdefault(stream, [])
        said += [fact for fact in facts_of_call(call, period, rules) if fact.who in mine]
    whole = [fact for said in facts.values() for fact in said]
    found = {one.indicator: one for one in tallies(whole, period) if one.who == "*"}
    figures = tuple(_figure(code, found.get(code)) for code in CALL_CODES)
    return Month(figures=figures, score=_score(snapshot, facts, period))


def _score(snapshot: Snapshot, facts: Mapping[str, list[Fact]], period: Period) -> Score:
    """The mean of the towns that have three calls or more, those that waited included: as on the sheet of 考评."""
    weights = weights_of(snapshot.conn, snapshot.county, period)
    found = (
        department_line(EarlierCalls(snapshot.conn, stream), unit, weights, period, snapshot.rules(stream))
        for stream, said in facts.items()
        for unit in sorted({fact.who for fact in said})
    )
    lines = [line for line in found if line is not None]
    points, rated = sum(line.rates.points for line in lines), sum(line.rates.rated for line in lines)
    taking = [line for line in lines if line.counts]
    owed = sum(line.rates.respond.owed for line in taking)
    note = f"{len(taking)} 镇应响应 {owed} 件，占综合分 1/3" if taking else "各镇不足 3 件，与以后各期累计"
    if any(line.since and line.since != period.name for line in lines):
        note += "；含以前各期不足 3 件的"
    return Score(
        points=f"{points} / {rated}",
        satisfied=rounded(Fraction(points, rated) if rated else None),
        by_towns=rounded(mean_of_towns(lines)),
        note=note,
    )


def _calls(snapshot: Snapshot, person: Person, since: int, to: int) -> Iterator[tuple[str, Call]]:
    for stream in person.streams:
        for unit in person.units_of(DEPARTMENT):
            for case in snapshot.cases(stream, calls_of(snapshot.conn, stream, (unit,), since, to)):
                if isinstance(case, Call):
                    yield stream, case


def _figure(code: str, tally: Tally | None) -> Figure:
    one = INDICATORS[code]
    if tally is None:
        return Figure(code=code, name=one.name, basis=one.basis, rate=Rate(0, 0).text)
    return Figure(
        code=code, name=one.name, basis=one.basis, rate=tally.rate.text, hits=tally.hits, owed=tally.owed,
        out=tally.out,
    )  # fmt: skip


def figure_page(place: Workplace, asked: Asked) -> Outcome:
    """`/figures/<indicator>`: the cases that a figure of the month is made of; `of` = hits, owed or out."""
    part = asked.query.get("of", OWED)
    with place.look() as snapshot:
        known = {one.code: one for one in month_figures(snapshot, asked.person)}
        figure = known.get(asked.path["code"])
        if figure is None or part not in _TITLES:
            return Missing()
        cards = {card.case_id: card for card in _cards(snapshot, asked.person)}
        groups = tuple(
            group("watch", title, (cards[one] for one in dict.fromkeys(ids) if one in cards))
            for title, ids in _shown(figure, part).items()
        )
        values = frame(asked, snapshot, "done") | {
            "figure": figure, "part": part, "parts": _TITLES,
            "board": Board(tuple(one for one in groups if one.cards), "没有这样的呼叫。"),
        }  # fmt: skip
    return Shown(page="figure.html", values=values)


def _shown(figure: Figure, part: str) -> Mapping[str, tuple[str, ...]]:
    if part == OUT:
        return {OUT_NAMES.get(why, why): ids for why, ids in figure.out}
    return {_TITLES[part]: figure.hits if part == HITS else figure.owed}


def _cards(snapshot: Snapshot, person: Person) -> Iterator[Card]:
    since = times.month_start(snapshot.at)
    for stream, call in _calls(snapshot, person, since, snapshot.at + 1):
        task = part_of(call, person.units_of(DEPARTMENT))
        if task is not None:
            yield dept_card(call, task, stream, snapshot.at, snapshot.rules(stream))
