"""Indicators, the town's units, the county's departments (指标、镇内单位、县级部门). Free of Qt.

Source: rulebook §7.1, §7.2: rate with numerator, denominator and what was left out; a town with fewer than three calls
waits; the town's word is a third of 部门综合分.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction

from desktop.evaluation import texts
from desktop.evaluation.counting import Evaluation
from desktop.evaluation.sheet import SPARK, Col, Figure, Row, Sheet, Tallies, line_ref, rate_cell, tally_ref
from desktop.names import Names
from governance.evaluation.figures import TownFigures
from governance.evaluation.indicators import CALL_CODES, COUNT, EVENT_CODES, INDICATORS, REGISTER_CODES
from governance.evaluation.rates import NONE, growth, percent, rounded
from governance.evaluation.scores import TOWN_THIRD, TownLine
from governance.evaluation.tally import ALL, Tally

_GROUPS = (
    (texts.GROUP_EVENTS, EVENT_CODES),
    (texts.GROUP_CALLS, CALL_CODES),
    (texts.GROUP_REGISTERS, REGISTER_CODES),
)
_INDICATOR_COLUMNS = (
    Col(title=texts.NAME, width=150, right=False),
    Col(title=texts.RESULT, width=96),
    Col(title=texts.HITS, width=76),
    Col(title=texts.OWED, width=76),
    Col(title=texts.TREND, width=110, paint=SPARK, rank=1),
    Col(title=texts.OVER_LAST, width=92),
    Col(title=texts.OVER_YEAR, width=92, rank=2),
    Col(title=texts.OUT, width=70),
    Col(title=texts.BASIS, width=300, right=False, stretch=True, rank=3),
)
_OF_UNITS = (
    "sign_rate", "contact_rate", "close_rate", "on_time_rate", "assist_rate", "outer_rate",
    "first_time_rate", "solved_rate", "satisfied_rate", "return_rate", "behalf_rate",
)  # fmt: skip
_LEAST = ("assist_rate", "outer_rate", "return_rate", "solved_rate")  # go first on a small screen
_DEPARTMENT_COLUMNS = (
    Col(title=texts.RANK, width=48),
    Col(title=texts.MOVED, width=62, rank=2),
    Col(title=texts.DEPARTMENT, width=150, right=False, stretch=True),
    Col(title="响应度", width=112, group=texts.ANSWERS),
    Col(title=texts.TREND, width=84, group=texts.ANSWERS, paint=SPARK, rank=3),
    Col(title=texts.LATE, width=64, group=texts.ANSWERS),
    Col(title=texts.NONE, width=64, group=texts.ANSWERS),
    Col(title="办结率", width=112, group=texts.HANDLING),
    Col(title="按时办结率", width=112, group=texts.HANDLING),
    Col(title="满意率", width=112, group=texts.RATING, rank=4),
    Col(title=texts.POINTS, width=92, group=texts.RATING, rank=1),
    Col(title=texts.BY_TOWN, width=86, group=texts.SCORE),
    Col(title=texts.THIRD, width=86, group=texts.SCORE),
    Col(title=texts.BY_COUNTY, width=78, group=texts.SCORE, rank=3),
    Col(title=texts.REMARK, width=204, right=False, rank=5),
)


def value(tally: Tally) -> Fraction | None:
    """What is compared and drawn: the rate, or of a count the number."""
    counts = INDICATORS[tally.indicator].form == COUNT
    return Fraction(tally.rate.hits) if counts else tally.rate.value


def trend(figures: tuple[TownFigures, ...], now: Tally) -> tuple[float, ...]:
    """The last six values, the present one last; periods without a denominator are skipped."""
    past = [value(Tallies(one.tallies).of(now.indicator, now.who)) for one in figures]
    known = tuple(float(one) for one in (*past, value(now)) if one is not None)
    return known if len(known) > 1 else ()


# ---------------------------------------------------------------- indicators


def indicator_sheet(shown: Evaluation) -> Sheet:
    """Every indicator of the town."""
    now = Tallies(shown.figures.tallies)
    last = Tallies(shown.past.last.tallies if shown.past.last is not None else ())
    ago = Tallies(shown.past.year_ago.tallies if shown.past.year_ago is not None else ())
    rows: list[Row] = []
    for group, codes in _GROUPS:
        rows.append(Row(key=group, cells=(Figure(text=group, bold=True, token="ink2"),), head=True))
        rows += [_indicator(now.of(code), last.of(code), ago.of(code), shown) for code in codes]
    return Sheet(name=texts.INDICATORS, columns=_INDICATOR_COLUMNS, rows=tuple(rows))


def _indicator(now: Tally, last: Tally, ago: Tally, shown: Evaluation) -> Row:
    known, rate = INDICATORS[now.indicator], now.rate
    counts = known.form == COUNT
    quiet = "ink3" if not rate.owed and not counts else "ink"

    def part(text: str, name: str, *, bold: bool = False, token: str = quiet) -> Figure:
        return Figure(text=text, bold=bold, token=token, ref=tally_ref(now.indicator, ALL, name))

    hits = "" if counts else str(rate.hits)
    owed = "" if counts else str(rate.owed)
    cells = (
        Figure(text=known.name, token=quiet, ref=tally_ref(now.indicator, ALL), tip=known.basis),
        part(str(rate.hits) if counts else rate.text, "owed", bold=True),
        part(hits, "hits"),
        part(owed, "owed"),
        Figure(values=trend(shown.past.trend, now), ref=tally_ref(now.indicator, ALL)),
        _change(now, last),
        _change(now, ago),
        part(str(now.left_out), "out", token="ink2" if now.left_out else "ink3"),
        Figure(text=known.basis, token="ink3", ref=tally_ref(now.indicator, ALL), tip=known.basis),
    )
    return Row(key=now.indicator, cells=cells)


def _change(now: Tally, then: Tally) -> Figure:
    """环比, 同比: neither good nor bad, so without a colour."""
    found = percent(growth(value(now), value(then)))
    sign = "+" if found != NONE and not found.startswith("-") else ""
    return Figure(text=f"{sign}{found}", token="ink2", ref=tally_ref(now.indicator, ALL))


# ---------------------------------------------------------------- units of the town


def unit_sheet(shown: Evaluation, names: Names) -> Sheet:
    """Each unit's rates; 代录率 stands last and is never scored."""
    now = Tallies(shown.figures.tallies)
    columns = (
        Col(title=texts.UNIT, width=170, right=False, stretch=True),
        *(
            Col(title=INDICATORS[code].name, width=112, rank=_LEAST.index(code) + 1 if code in _LEAST else 0)
            for code in _OF_UNITS
        ),
    )
    rows = [_unit(who, unit_name(who, names), now) for who in now.units(_OF_UNITS)]
    rows.sort(key=lambda row: (row.key == "", row.key[:1].isdigit(), row.key))
    if rows:
        rows.append(_unit(ALL, texts.TOWN, now))
    return Sheet(name=texts.UNITS, columns=columns, rows=tuple(rows), blank="" if rows else texts.NO_FIGURES)


def _unit(who: str, name: str, now: Tallies) -> Row:
    whole = who == ALL
    cells = [rate_cell(now.of(code, who), bold=whole) for code in _OF_UNITS]
    first = next((cell.ref for cell in cells if cell.ref), "")
    return Row(key=who, cells=(Figure(text=name, bold=whole, ref=first), *cells), total=whole)


def unit_name(who: str, names: Names) -> str:
    """A unit, village, grid or person as the room calls it."""
    if not who:
        return texts.ROOM
    if who == ALL:
        return texts.TOWN
    said = names.unit(who)
    return names.person(who) if said == who and len(who) == 36 else said


# ---------------------------------------------------------------- departments


def department_sheet(shown: Evaluation, names: Names) -> Sheet:
    """What this town says of the county's departments; those it waits for stand below, grey."""
    now, lines = Tallies(shown.figures.tallies), dict(shown.figures.departments)
    ranks = _ranks(shown.figures)
    before = _ranks(shown.past.last) if shown.past.last is not None else {}
    order = sorted(
        lines, key=lambda dept: (ranks.get(dept, len(lines)), -lines[dept].rates.respond.owed, dept)
    )
    rows = [
        _department(dept, names.unit(dept), lines[dept], now, shown, (ranks.get(dept), before.get(dept)))
        for dept in order
    ]
    if rows:
        rows.append(_sum(now, shown))
    return Sheet(
        name=texts.DEPARTMENTS,
        columns=_department_columns(shown),
        rows=tuple(rows),
        blank="" if rows else texts.NO_FIGURES,
    )


def _department_columns(shown: Evaluation) -> tuple[Col, ...]:
    """县级考评 only where the county's ledger is held here and says something."""
    return tuple(one for one in _DEPARTMENT_COLUMNS if one.title != texts.BY_COUNTY or shown.by_county)


def _ranks(figures: TownFigures) -> dict[str, int]:
    """名次 by the town's score; equal scores share one."""
    scores = {
        dept: line.score for dept, line in figures.departments if line.counts and line.score is not None
    }
    return {dept: 1 + sum(other > score for other in scores.values()) for dept, score in scores.items()}


def _department(
    dept: str,
    name: str,
    line: TownLine,
    now: Tallies,
    shown: Evaluation,
    ranks: tuple[int | None, int | None],
) -> Row:
    quiet, ref = not line.counts, line_ref("dept", dept)
    token = "ink3" if quiet else "ink"
    score = line.score if line.counts else None

    def own(text: str, *, bold: bool = False) -> Figure:
        return Figure(text=text, token=token, bold=bold, ref=ref)

    response = now.of("response_rate", dept)
    cells = (
        own(str(ranks[0] or NONE), bold=True),
        _moved(*ranks),
        own(name),
        rate_cell(response, quiet=quiet),
        Figure(values=trend(shown.past.trend, response), ref=tally_ref("response_rate", dept)),
        _found(now.of("late_rate", dept), "amber-d"),
        _found(now.of("no_response_rate", dept), "red"),
        rate_cell(now.of("done_rate", dept), quiet=quiet),
        rate_cell(now.of("done_on_time_rate", dept), quiet=quiet),
        rate_cell(now.of("call_satisfied_rate", dept), quiet=quiet),
        own(rounded(line.rates.satisfaction)),
        own(rounded(score), bold=True),
        Figure(text=rounded(score and score * TOWN_THIRD), token=token, ref=line_ref("dept", dept, "third")),
        *((own(rounded(shown.by_county.get(dept))),) if shown.by_county else ()),
        own(_remark(line, shown.period.name)),
    )
    return Row(key=dept, cells=cells)


def _moved(now: int | None, before: int | None) -> Figure:
    if now is None or before is None or now == before:
        return Figure(text=NONE, token="ink3")
    return Figure(text=f"{'▲' if now < before else '▼'}{abs(now - before)}", token="ink2")


def _found(tally: Tally, tone: str) -> Figure:
    """How many: a finding is told by its number, red or amber only when there is one."""
    count = len(tally.hits)
    return Figure(
        text=str(count),
        token=tone if count else "ink3",
        bold=bool(count),
        ref=tally_ref(tally.indicator, tally.who, "hits"),
    )


def _remark(line: TownLine, period: str) -> str:
    owed = line.rates.respond.owed
    if line.counts:
        return texts.GATHERED.format(since=line.since) if line.since != period else ""
    if line.since and line.since != period:
        return texts.WAITS_SINCE.format(since=line.since, n=owed)
    return texts.WAITS.format(n=owed)


def _sum(now: Tallies, shown: Evaluation) -> Row:
    response = now.of("response_rate")
    blank = Figure()
    cells = (
        blank,
        blank,
        Figure(text=texts.SUM, bold=True),
        rate_cell(response, bold=True),
        Figure(values=trend(shown.past.trend, response), ref=tally_ref("response_rate", ALL)),
        _found(now.of("late_rate"), "amber-d"),
        _found(now.of("no_response_rate"), "red"),
        rate_cell(now.of("done_rate"), bold=True),
        rate_cell(now.of("done_on_time_rate"), bold=True),
        rate_cell(now.of("call_satisfied_rate"), bold=True),
        *(blank,) * (len(_department_columns(shown)) - 10),
    )
    return Row(key=ALL, cells=cells, total=True)


SheetOf = Callable[[Evaluation, Names], Sheet]
RATE_SHEETS: Mapping[str, SheetOf] = {
    texts.INDICATORS: lambda shown, names: indicator_sheet(shown),
    texts.UNITS: unit_sheet,
    texts.DEPARTMENTS: department_sheet,
}
