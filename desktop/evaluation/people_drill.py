"""A figure of a person or station opened (人员数字下钻): where the points come from, which cases make them. Free of Qt.

Source: rulebook §1.4, §7.2, §7.3, §7.4.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from desktop.evaluation import texts
from desktop.evaluation.counting import Evaluation
from desktop.evaluation.opened import Opened, Part, Term, share
from desktop.evaluation.people_sheets import dimension_name, led_text, points_text, roster_hint, work_of
from desktop.lights import Sign
from desktop.names import Names
from governance.evaluation import four_dimensions
from governance.evaluation.grid_bundle import Led
from governance.evaluation.grid_points import BASE
from governance.evaluation.people_figures import GridLine, PostingLine
from governance.evaluation.postings import POWERS
from governance.evaluation.rates import mean, rounded


def worker_figure(ref: str, line: GridLine, part: str) -> Opened:
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
        note=f"{texts.LEADS} {led_text(line)}" if line.leads else "",
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


def led_figure(ref: str, line: GridLine, shown: Evaluation, names: Names) -> Opened:
    """A 网格长's bound score, grid by grid: his own month and the mean of the posts."""
    return Opened(
        ref=ref,
        title=f"{line.name} · {texts.LEADS}",
        value=led_text(line),
        basis=texts.WORKER_BASIS,
        terms=tuple(term for one in line.leads for term in _led_terms(one, line, names)),
        total=led_text(line),
        subject=line.user,
    )


def _led_terms(one: Led, line: GridLine, names: Names) -> Iterator[Term]:
    own = texts.LED_OWN.format(score=rounded(line.total)) if one.mates else texts.LED_ALONE
    yield Term(texts.LED_TERM.format(grid=names.unit(one.grid)), own, rounded(one.score), share(one.score))
    if one.mates:
        named = "、".join(f"{names.person(user)} {rounded(month)}" for user, month in one.mates)
        average = mean(month for _, month in one.mates)
        yield Term("", texts.LED_MATE.format(score=rounded(average), names=named), "")


def posting_figure(ref: str, line: PostingLine, names: Names) -> Opened:
    weights = ((texts.TOWN_SCORE, line.town, line.weight), (texts.LINE_SCORE, line.line, 100 - line.weight))
    left = 1 if line.grids is None else 1 - line.share / 100
    rest = "" if line.grids is None else f" × {rounded(100 - line.share, 0)}%"
    terms = [
        Term(
            name,
            f"{rounded(score)} × {rounded(weight, 0)}%{rest}",
            rounded(None if score is None else score * weight / 100 * left),
            share(score),
        )
        for name, score, weight in weights
    ]
    if line.grids is not None:
        how = f"{rounded(line.grids)} × {rounded(line.share, 0)}%"
        terms.append(Term(texts.GRIDS_MEAN, how, rounded(line.grids * line.share / 100), share(line.grids)))
    if line.adjusted:
        terms.append(Term(texts.BY_HAND, "", points_text(line.adjusted)))
    return Opened(
        ref=ref,
        title=f"{names.unit(line.unit)} · {texts.TOTAL}",
        value=rounded(line.total),
        basis=texts.POSTING_BASIS if line.grids is None else texts.POSTING_BASIS_BOUND,
        terms=tuple(terms),
        total=rounded(line.total),
        subject=line.unit,
    )


def power_figure(ref: str, unit: str, power: str, shown: Evaluation, names: Names) -> Opened:
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


def roster_figure(ref: str, user: str, shown: Evaluation, names: Names) -> Opened | None:
    line = next((one for one in shown.figures.roster if one.staff.user == user), None)
    if line is None:
        return None
    return Opened(
        ref=ref,
        title=f"{line.staff.name} · {texts.OPINIONS}",
        value=str(len(line.opinions)),
        aside=roster_hint(line, names) or names.unit(line.staff.unit),
        basis=texts.ROSTER_BASIS,
        subject=user,
    )


def cadre_figure(
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
        terms.append(Term(dimension_name(key), how, rounded(points), share(score)))
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
