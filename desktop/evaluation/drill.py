"""A figure opened (数字下钻): how it is counted, which cases make it, where its points come from. Free of Qt.

Source: rulebook §7.1: every printed figure carries its 口径 and opens to its list.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from msgspec import Struct

from desktop.dossier.names import Names
from desktop.evaluation import texts
from desktop.evaluation.counting import Evaluation
from desktop.evaluation.people_sheets import dimension_name, points_text, work_of
from desktop.evaluation.rate_sheets import trend, unit_name
from desktop.evaluation.sheet import Tallies
from desktop.lights import Sign
from governance.evaluation import four_dimensions
from governance.evaluation.facts import OUT_NAMES
from governance.evaluation.grid_points import BASE
from governance.evaluation.indicators import COUNT, INDICATORS
from governance.evaluation.people_figures import GridLine, PostingLine
from governance.evaluation.postings import POWERS
from governance.evaluation.rates import NONE, rounded
from governance.evaluation.scores import TOWN_THIRD, TownLine, Weights
from governance.evaluation.tally import Tally


class Part(Struct, frozen=True):
    """Some of the cases: 分子, 分母, why left out."""

    key: str
    name: str
    cases: tuple[str, ...]
    sign: Sign = Sign.NORMAL
    missed: frozenset[str] = frozenset()  # of 分母: those that don't count, marked otherwise


class Term(Struct, frozen=True):
    """One part of a score: what, how, how much of how much."""

    name: str
    how: str
    points: str
    share: float | None = None  # of what it could be; None without a bar
    ref: str = ""


class Opened(Struct, frozen=True, kw_only=True):
    """All that the right column says of a figure."""

    ref: str
    title: str
    value: str = ""
    aside: str = ""  # `18 / 20　不计 2`
    basis: str = ""
    parts: tuple[Part, ...] = ()
    part: str = ""  # the one that is shown first
    terms: tuple[Term, ...] = ()
    total: str = ""
    note: str = ""
    values: tuple[float, ...] = ()
    subject: str = ""  # whose points by hand and 意见单 stand beside


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
            return _worker(ref, worker, rest[0]) if worker is not None else None
        case "posting":
            posting = next((one for one in shown.figures.postings if one.unit == who), None)
            return _posting(ref, posting, names) if posting is not None else None
        case "power":
            return _power(ref, who, rest[0], shown, names)
        case "roster":
            return _roster(ref, who, shown, names)
        case _:
            return _cadre(ref, who, shown, names, people)


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
        parts=tuple(_parts(tally, counts=counts)),
        part=part,
        values=trend(shown.past.trend, tally),
    )


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
            Term(texts.BY_TOWN, "× 1/3", rounded(score and score * TOWN_THIRD), _share(score)),
            Term(texts.BY_COUNTY, "× 2/3", rounded(county and county * (1 - TOWN_THIRD)), _share(county)),
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


def _share(score: Fraction | None) -> float | None:
    return None if score is None else float(score / 100)


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


# ---------------------------------------------------------------- people and stations


def _worker(ref: str, line: GridLine, part: str) -> Opened:
    parts = tuple(
        Part(key, name, getattr(line.work, key), Sign.NORMAL) for key, (name, _) in texts.WORKS.items()
    )
    first = part or next((one.key for one in parts if one.cases), "reports")
    return Opened(
        ref=ref,
        title=f"{line.name} · {texts.GRID_SCORE}",
        value=rounded(line.total),
        aside=line.grade,
        basis=texts.WORKER_BASIS,
        parts=tuple(one for one in parts if one.cases or one.key == first),
        part=first,
        terms=tuple(_worker_terms(line)),
        total=rounded(line.total),
        subject=line.user,
    )


_GAINS = {"reports": (Fraction(1), 12), "handled": (Fraction(1, 2), 4), "checked": (Fraction(1, 2), 4)}
_LOSSES = {"checked_late": 1, "yellow": 5, "red": 10, "false": 2}


def _worker_terms(line: GridLine) -> Iterator[Term]:
    yield Term(texts.BASE, "", rounded(BASE))
    for key, (name, how) in texts.WORKS.items():
        count, ref = len(getattr(line.work, key)), f"worker|{line.user}|{key}"
        if key in _GAINS:
            each, most = _GAINS[key]
            gained = min(Fraction(most), each * count)
            yield Term(name, f"{count}　{how}", points_text(gained) or "0", float(gained / most), ref)
        elif count:
            yield Term(name, f"{count}　{how}", rounded(Fraction(-count * _LOSSES[key])), None, ref)
    if line.adjusted:
        yield Term(texts.BY_HAND, "", points_text(line.adjusted))


def _posting(ref: str, line: PostingLine, names: Names) -> Opened:
    weights = ((texts.TOWN_SCORE, line.town, line.weight), (texts.LINE_SCORE, line.line, 100 - line.weight))
    terms = [
        Term(
            name,
            f"{rounded(score)} × {rounded(weight, 0)}%",
            rounded(None if score is None else score * weight / 100),
            _share(score),
        )
        for name, score, weight in weights
    ]
    if line.adjusted:
        terms.append(Term(texts.BY_HAND, "", points_text(line.adjusted)))
    return Opened(
        ref=ref,
        title=f"{names.unit(line.unit)} · {texts.TOTAL}",
        value=rounded(line.total),
        basis=texts.POSTING_BASIS,
        terms=tuple(terms),
        total=rounded(line.total),
        subject=line.unit,
    )


def _power(ref: str, unit: str, power: str, shown: Evaluation, names: Names) -> Opened:
    cases = next((one.cases for one in shown.figures.powers if (one.unit, one.power) == (unit, power)), ())
    slips = power in ("RECOMMEND", "VETO")
    return Opened(
        ref=ref,
        title=f"{names.unit(unit)} · {POWERS[power]}",
        value=str(len(cases)),
        basis=texts.POWER_BASIS[power],
        parts=() if slips else (Part("cases", texts.COUNT_PART, cases),),
        part="cases",
        terms=tuple(_slip_terms(cases, shown, names)) if slips else (),
        subject=unit if power == "SCORE" else "",
    )


def _slip_terms(ids: tuple[str, ...], shown: Evaluation, names: Names) -> Iterator[Term]:
    for one in ids:
        slip = shown.slips.get(one)
        if slip is not None:
            yield Term(names.person(slip.person), slip.reason, slip.post)


def _roster(ref: str, user: str, shown: Evaluation, names: Names) -> Opened | None:
    line = next((one for one in shown.figures.roster if one.staff.user == user), None)
    if line is None:
        return None
    return Opened(
        ref=ref,
        title=f"{line.staff.name} · {texts.OPINIONS}",
        value=str(len(line.opinions)),
        aside=texts.MOVED_WITHOUT if line.red else names.unit(line.staff.unit),
        basis=texts.ROSTER_BASIS,
        subject=user,
    )


def _cadre(
    ref: str, user: str, shown: Evaluation, names: Names, people: Mapping[str, tuple[str, str]]
) -> Opened | None:
    if user not in people:
        return None
    name, unit = people[user]
    line = next((one for one in shown.figures.cadres if one.user == user), None)
    scores = dict(line.scores) if line is not None else {}
    computed = work_of(unit, shown)
    if computed is not None:
        scores.setdefault(four_dimensions.WORK, computed)
    terms = []
    for key, weight in shown.dimensions.items():
        score = scores.get(key)
        points = None if score is None else score * weight / 100
        how = f"{rounded(score)} × {rounded(weight, 0)}%"
        terms.append(Term(dimension_name(key), how, rounded(points), _share(score)))
    if line is not None and line.adjusted:
        terms.append(Term(texts.BY_HAND, "", points_text(line.adjusted)))
    total = rounded(line.total if line is not None else None)
    return Opened(
        ref=ref,
        title=f"{name} · {texts.TITLE}",
        value=total,
        aside=names.unit(unit),
        basis=texts.CADRE_BASIS,
        terms=tuple(terms),
        total=total,
        subject=user,
    )
