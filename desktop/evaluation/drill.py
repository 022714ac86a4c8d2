"""A figure opened (数字下钻): how it is counted, which cases make it, where its points come from. Free of Qt.

Source: rulebook §7.1: every printed figure carries its 口径 and opens to its list.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from desktop import times
from desktop.evaluation import texts
from desktop.evaluation.counting import Evaluation
from desktop.evaluation.opened import Opened, Part, Term, share
from desktop.evaluation.people_drill import (
    cadre_figure,
    led_figure,
    posting_figure,
    power_figure,
    roster_figure,
    worker_figure,
)
from desktop.evaluation.people_sheets import LEADS
from desktop.evaluation.rate_sheets import trend, unit_name
from desktop.evaluation.sheet import Tallies
from desktop.lights import Sign
from desktop.names import Names
from governance.evaluation.facts import OUT_NAMES, Sample
from governance.evaluation.indicators import COUNT, INDICATORS
from governance.evaluation.parameters import SAMPLED
from governance.evaluation.rates import NONE, Rate, rounded
from governance.evaluation.scores import TOWN_THIRD, TownLine, Weights
from governance.evaluation.tally import Tally


def opened(ref: str, shown: Evaluation, names: Names, people: Mapping[str, tuple[str, str]]) -> Opened | None:
    """The figure behind a ref; None when the period has no such line."""
    kind, who, *rest = ref.split("|")
    match kind:
        case "tally":
            return _tally(ref, Tallies(shown.figures.tallies).of(who, rest[0]), rest[1], shown, names)
        case "dept":
            line = dict(shown.figures.departments).get(who)
            return _department(ref, who, line, rest[0], shown, names) if line is not None else None
        case "worker":
            worker = next((one for one in shown.figures.grid_workers if one.user == who), None)
            if worker is not None and rest[0] == LEADS:
                return led_figure(ref, worker, shown, names)
            return worker_figure(ref, worker, rest[0]) if worker is not None else None
        case "posting":
            posting = next((one for one in shown.figures.postings if one.unit == who), None)
            return posting_figure(ref, posting, names) if posting is not None else None
        case "power":
            return power_figure(ref, who, rest[0], shown, names)
        case "roster":
            return roster_figure(ref, who, shown, names)
        case _:
            return cadre_figure(ref, who, shown, names, people)


# ---------------------------------------------------------------- indicators


def _tally(ref: str, tally: Tally, part: str, shown: Evaluation, names: Names) -> Opened:
    known, rate = INDICATORS[tally.indicator], tally.rate
    counts = known.form == COUNT
    aside = "" if counts else texts.FRACTION.format(hits=rate.hits, owed=rate.owed)
    out = texts.LEFT_OUT.format(n=tally.left_out) if tally.left_out else ""
    return Opened(
        ref=ref,
        title=f"{unit_name(tally.who, names)} · {known.name}",
        value=str(rate.hits) if counts else rate.text,
        aside="　".join(one for one in (aside, out) if one),
        basis=known.basis,
        parts=() if tally.indicator in SAMPLED else tuple(_parts(tally, counts=counts)),
        part=part,
        values=trend(shown.past.trend, tally),
        terms=tuple(_sample_term(one, names) for one in tally.samples),
        note=texts.SAMPLE_NOT_YET if tally.indicator in SAMPLED and not tally.samples else "",
    )


def _sample_term(sample: Sample, names: Names) -> Term:
    """Who counted it, who entered it: such a rate has no cases here."""
    said = texts.SAMPLE_TERM.format(month=sample.month, hits=sample.hits, owed=sample.owed)
    at = f"{times.local(sample.at):%m-%d}"
    how = texts.SAMPLE_HOW.format(source=names.unit(sample.source), who=names.person(sample.by), at=at)
    rate = Rate(sample.hits, sample.owed)
    return Term(said, how, rate.text, None if rate.value is None else float(rate.value))


def _parts(tally: Tally, *, counts: bool) -> Iterator[Part]:
    if counts:
        yield Part("owed", texts.COUNT_PART, tally.hits)
    else:
        missed = list(tally.owed)
        for case in tally.hits:
            missed.remove(case)
        yield Part("owed", texts.PARTS["owed"], tally.owed, Sign.DONE, frozenset(missed))
        yield Part("hits", texts.PARTS["hits"], tally.hits, Sign.DONE)
        yield Part("missed", texts.PARTS["missed"], tuple(missed), Sign.SOON)
    left = [(reason, cases) for reason, cases in tally.out if cases]
    if left:
        together = tuple(case for _, cases in left for case in cases)
        name = OUT_NAMES[left[0][0]] if len(left) == 1 else texts.PARTS["out"]
        yield Part("out", name, together, Sign.PAUSED)
    for reason, cases in left if len(left) > 1 else ():
        yield Part(reason, OUT_NAMES[reason], cases, Sign.PAUSED)


# ---------------------------------------------------------------- departments


def _department(ref: str, dept: str, line: TownLine, part: str, shown: Evaluation, names: Names) -> Opened:
    third = part == "third"
    score = line.score if line.counts else None
    terms = tuple(_score_terms(line, shown.weights, dept))
    county = shown.by_county.get(dept)
    if third:
        terms = (
            Term(texts.BY_TOWN, "× 1/3", rounded(score and score * TOWN_THIRD), share(score)),
            Term(texts.BY_COUNTY, "× 2/3", rounded(county and county * (1 - TOWN_THIRD)), share(county)),
        )
    value = score and score * TOWN_THIRD if third else score
    return Opened(
        ref=ref,
        title=f"{names.unit(dept)} · {texts.THIRD if third else texts.BY_TOWN}",
        value=rounded(value),
        aside="" if line.counts else texts.WAITS.format(n=line.rates.respond.owed),
        basis=texts.THIRD_BASIS if third else _score_basis(shown.weights),
        parts=(Part("calls", texts.SCORE_CALLS, line.rates.calls),),
        part="calls",
        terms=terms,
        total=rounded(value),
        note=_score_note(line, shown.period.name),
    )


def _score_note(line: TownLine, period: str) -> str:
    said = [texts.GATHERED.format(since=line.since)] if line.since and line.since != period else []
    missing = any(value is None for _, value in _components(line, Weights()))
    return "；".join([*said, *([texts.SPREAD.rstrip("。")] if missing else [])])


def _components(line: TownLine, weights: Weights) -> list[tuple[Fraction, Fraction | None]]:
    rates, mean = line.rates, line.rates.satisfaction
    return [
        (weights.respond, rates.respond.value),
        (weights.done, rates.done.value),
        (weights.on_time, rates.on_time.value),
        (weights.satisfied, None if mean is None else mean / 100),
    ]


def _score_terms(line: TownLine, weights: Weights, dept: str) -> Iterator[Term]:
    """Each component with its weight after those that are missing gave theirs away."""
    parts = _components(line, weights)
    whole = sum((weight for weight, value in parts if value is not None), Fraction(0))
    said = (line.rates.respond.text, line.rates.done.text, line.rates.on_time.text)
    refs = ("response_rate", "done_rate", "done_on_time_rate", "call_satisfied_rate")
    for (_, name), (weight, value), text, code in zip(
        texts.COMPONENTS, parts, (*said, rounded(line.rates.satisfaction)), refs, strict=True
    ):
        ref = f"tally|{code}|{dept}|owed"
        if value is None or not whole:
            yield Term(name, NONE, NONE, None, ref)
            continue
        spread = weight * 100 / whole
        how = f"{_weight(spread)} × {text}" if code != refs[-1] else f"{_weight(spread / 100)} × {text}"
        yield Term(name, how, rounded(spread * value), float(value), ref)


def _weight(weight: Fraction) -> str:
    return rounded(weight, 0 if weight.denominator == 1 else 2)


def _score_basis(weights: Weights) -> str:
    if weights == Weights():
        return texts.SCORE_BASIS
    parts = (
        texts.SCORE_PART.format(weight=_weight(getattr(weights, key)), name=name)
        for key, name in texts.COMPONENTS
    )
    return texts.SCORE_BASIS_SET.format(parts="＋".join(parts))
