"""What the towns say of a department (镇评部门分) and its whole (部门综合分).

Source: rulebook §7.2. `S = 30·R + 20·C + 20·O + 0.30·M`, exact; the weight of a missing component is spread over the
rest in proportion. A town with fewer than three calls waits: its calls are added to those of its next periods until
they are three. The towns' mean is weighted by 应响应; 部门综合分 = 2/3 × 县级考评 + 1/3 × 镇评.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from governance.evaluation.facts import RATED_POINTS, DeptOwed, DeptRated, Fact
from governance.evaluation.indicators import INDICATORS
from governance.evaluation.judging import HIT, MISS
from governance.evaluation.period import Period
from governance.evaluation.rates import NOTHING, Rate

ENOUGH = 3  # calls of a town in a period
TOWN_THIRD = Fraction(1, 3)
WHOLE = Fraction(100)


class Weights(Struct, frozen=True):
    """How much each component counts (权重); together 100."""

    respond: Fraction = Fraction(30)
    done: Fraction = Fraction(20)
    on_time: Fraction = Fraction(20)
    satisfied: Fraction = Fraction(30)


class DeptRates(Struct, frozen=True, kw_only=True):
    """What one town's calls say of one department."""

    respond: Rate = NOTHING  # 响应度: 应响应 is its denominator
    done: Rate = NOTHING
    on_time: Rate = NOTHING
    points: int = 0  # 100, 80, 0 a rating by people
    rated: int = 0
    calls: tuple[str, ...] = ()  # every case that one of the points rests on

    def plus(self, other: "DeptRates") -> "DeptRates":
        """Both together: calls that waited, and those they waited for."""
        return DeptRates(
            respond=self.respond.plus(other.respond),
            done=self.done.plus(other.done),
            on_time=self.on_time.plus(other.on_time),
            points=self.points + other.points,
            rated=self.rated + other.rated,
            calls=tuple(sorted({*self.calls, *other.calls})),
        )

    @property
    def satisfaction(self) -> Fraction | None:
        """M: the mean of the points; None when nobody rated."""
        return Fraction(self.points, self.rated) if self.rated else None


def town_score(rates: DeptRates, weights: Weights) -> Fraction | None:
    """S(t,d), exact; None when no component has a value."""
    mean = rates.satisfaction
    parts = (
        (weights.respond, rates.respond.value),
        (weights.done, rates.done.value),
        (weights.on_time, rates.on_time.value),
        (weights.satisfied, None if mean is None else mean / 100),
    )
    known = [(weight, value) for weight, value in parts if value is not None]
    total = sum((weight for weight, _ in known), Fraction(0))
    if not total:
        return None
    return WHOLE * sum((weight * value for weight, value in known), Fraction(0)) / total


class TownLine(Struct, frozen=True, kw_only=True):
    """One town's word about one department, as the sheet prints it."""

    town: str
    rates: DeptRates  # with those that waited
    since: str  # the first period in them
    score: Fraction | None
    counts: bool  # takes part in the mean: three calls or more


class DeptScore(Struct, frozen=True, kw_only=True):
    """One department's result."""

    dept: str
    towns: tuple[TownLine, ...]
    by_towns: Fraction | None  # 镇评
    by_county: Fraction | None  # 县级考评, given
    adjusted: Fraction  # 人工加减分 after its 公示
    total: Fraction | None  # 部门综合分


def town_line(town: str, history: Sequence[tuple[str, DeptRates]], weights: Weights) -> TownLine:
    """A town's word in the last period of its history (period, rates), the oldest first."""
    waiting, since = DeptRates(), ""
    taken, begun = DeptRates(), ""
    for period, rates in history:
        if rates.respond.owed == 0 and not rates.calls:
            taken, begun = waiting, since
            continue
        taken, begun = waiting.plus(rates), since or period
        waiting, since = (DeptRates(), "") if taken.respond.owed >= ENOUGH else (taken, begun)
    counts = taken.respond.owed >= ENOUGH
    return TownLine(town=town, rates=taken, since=begun, score=town_score(taken, weights), counts=counts)


def mean_of_towns(lines: Iterable[TownLine]) -> Fraction | None:
    """镇评: weighted by 应响应, of the towns that take part."""
    known = [
        (line.rates.respond.owed, line.score) for line in lines if line.counts and line.score is not None
    ]
    total = sum(weight for weight, _ in known)
    return sum((weight * score for weight, score in known), Fraction(0)) / total if total else None


def dept_score(
    dept: str, lines: Sequence[TownLine], by_county: Fraction | None, adjusted: Fraction = Fraction(0)
) -> DeptScore:
    """部门综合分; None unless both sides have spoken."""
    by_towns = mean_of_towns(lines)
    total = None
    if by_towns is not None and by_county is not None:
        total = (1 - TOWN_THIRD) * by_county + TOWN_THIRD * by_towns + adjusted
    return DeptScore(
        dept=dept, towns=tuple(lines), by_towns=by_towns, by_county=by_county, adjusted=adjusted, total=total
    )


def dept_rates(facts: Iterable[Fact], period: Period) -> dict[str, DeptRates]:
    """What a town's facts of a period say, by department: the same judgement as the indicators'."""
    found: dict[str, DeptRates] = {}
    cases: dict[str, set[str]] = {}
    for fact in facts:
        if not isinstance(fact, DeptOwed | DeptRated):
            continue
        before = found.get(fact.who, DeptRates())
        after = _rated(before, fact, period) if isinstance(fact, DeptRated) else _owed(before, fact, period)
        if after is not before:
            found[fact.who] = after
            cases.setdefault(fact.who, set()).add(fact.case)
    return {dept: replace(rates, calls=tuple(sorted(cases[dept]))) for dept, rates in found.items()}


_COMPONENTS: Mapping[str, str] = {
    "respond": "response_rate",
    "done": "done_rate",
    "on_time": "done_on_time_rate",
}


def _owed(rates: DeptRates, fact: DeptOwed, period: Period) -> DeptRates:
    news: dict[str, Rate] = {}
    for name, code in _COMPONENTS.items():
        said = INDICATORS[code].judge(fact, period)
        if said in (HIT, MISS):
            old: Rate = getattr(rates, name)
            news[name] = old.plus(Rate(int(said == HIT), 1))
    return replace(rates, **news) if news else rates


def _rated(rates: DeptRates, fact: DeptRated, period: Period) -> DeptRates:
    if INDICATORS["call_satisfied_rate"].judge(fact, period) not in (HIT, MISS):
        return rates
    return replace(rates, points=rates.points + RATED_POINTS[fact.rating], rated=rates.rated + 1)
