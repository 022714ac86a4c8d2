"""What is set, added by hand and said (考评表单): weights, given scores, points by hand, 意见单. Free of Qt.

Source: rulebook §7.2 (town ≥ 60 %), §7.3 (sum to 100; ± with attachment and 3 WD publicity), §1.4 (意见单).
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from msgspec import Struct

from desktop import times
from desktop.evaluation import texts
from desktop.evaluation.people_sheets import dimension_name
from desktop.evaluation.periods import day_of
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, many, told
from governance.evaluation import four_dimensions
from governance.evaluation.adjustments import MOST, PUBLICITY, adjustments_case
from governance.evaluation.opinions import OPINION_NAMES, RECOMMEND, opinions_case
from governance.evaluation.parameters import (
    DIMENSION_SCORE,
    DIMENSIONS,
    POSTING,
    POSTING_SCORE,
    given_key,
    parameter_case,
)
from governance.evaluation.postings import LEAST_TOWN_WEIGHT
from governance.evaluation.rates import decimal, rounded
from governance.rulebook import Rules


class Asked(Struct, frozen=True):
    """A form, the case it is about, and whose act it is."""

    form: Form
    case_id: str
    action: str  # of the matrix
    about: str  # what the signer reads


class About(Struct, frozen=True, kw_only=True):
    """Whom and when a form is about."""

    subject: str
    name: str
    month: str  # 2026-03
    month_said: str
    at: int
    rules: Rules
    signer: str  # name of who signs

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What stands above the entries."""
        who = Fact(texts.SIGNED_BY, texts.SIGNED_NOTE.format(name=self.signer)) if self.signer else None
        own = (Fact(texts.ABOUT, self.name), Fact(texts.OF_MONTH, self.month_said)) if self.subject else ()
        return (*own, *((who,) if who is not None else ()))


# ---------------------------------------------------------------- 加减分


def adjust(about: About) -> Asked:
    """人工加减分 of a subject's month."""
    until = times.short(about.rules.calendar.nominal_due(about.at, PUBLICITY), about.at)
    form = Form(
        kind="score.adjust",
        title=f"{about.name} · {texts.ADJUST}",
        verb=texts.DO_SAVE,
        facts=(*about.facts, Fact("", texts.PUBLIC_FACT.format(at=until), "amber")),
        entries=(
            Entry(
                key="points",
                label=texts.POINTS_FIELD,
                kind="line",
                note=texts.POINTS_NOTE,
                needs=texts.POINTS_WRONG,
            ),
            Entry(key="reason", label=texts.REASON, kind="text", needs=texts.REASON_NEEDED),
            Entry(key="files", label=texts.FILES, kind="files", value=(), needs=texts.FILES_NEEDED),
        ),
        faults=_points_fault,
        payload=lambda values: {
            "subject": about.subject,
            "points": told(values, "points").removeprefix("+"),
            "period": about.month,
            "reason": told(values, "reason"),
            "files": many(values, "files"),
        },
        done=lambda values: texts.ADJUST_DONE.format(
            name=about.name, points=told(values, "points"), at=until
        ),
    )
    case_id = adjustments_case(about.rules.home.stream, about.subject, about.month)
    return Asked(form, case_id, "score_adjust", f"{about.name} · {about.month_said}")


def _points_fault(values: Values) -> dict[str, str]:
    points = decimal(told(values, "points").removeprefix("+"))
    right = points is not None and points and abs(points) <= MOST
    return {} if right else {"points": texts.POINTS_WRONG}


# ---------------------------------------------------------------- weights


def _weights(
    about: About,
    key: str,
    title: str,
    parts: Mapping[str, tuple[str, str, Fraction]],
    sums: bool,
) -> Asked:
    """A form of named weights and the day from which they hold."""
    today = day_of(about.at)
    entries = [
        Entry(key=name, label=label, kind="line", note=note, value=_plain(value), needs=texts.NUMBER_WRONG)
        for name, (label, note, value) in parts.items()
    ]
    since = Entry(
        key="since",
        label=texts.SINCE,
        kind="line",
        note=texts.SINCE_NOTE,
        value=today,
        needs=texts.SINCE_WRONG,
    )

    def faults(values: Values) -> dict[str, str]:
        found = _numbers_wrong(values, parts)
        if not found and sums:
            found = _not_hundred(values, list(parts))
        if not found and key == POSTING and (decimal(told(values, "town")) or 0) < LEAST_TOWN_WEIGHT:
            found = {"town": texts.WEIGHT_LOW}
        day = told(values, "since")
        wrong = not _is_day(day) or day < today
        return found | ({"since": texts.SINCE_WRONG} if wrong else {})

    def payload(values: Values) -> Payload:
        value = {name: told(values, name) for name in parts}
        return {"key": key, "value": value, "since": told(values, "since")}

    form = Form(
        kind="score.config",
        title=title,
        verb=texts.DO_SAVE,
        facts=about.facts,
        entries=(*entries, since),
        faults=faults,
        payload=payload,
        done=lambda values: title,
    )
    return Asked(form, parameter_case(about.rules.home.stream, key), "score_config", title)


def posting_weight(about: About, weight: Fraction) -> Asked:
    """派驻机构 weight of the town: 60 % and more."""
    parts = {"town": (texts.WEIGHT_FIELD, texts.WEIGHT_NOTE, weight)}
    return _weights(about, POSTING, texts.WEIGHT_TITLE, parts, sums=False)


def dimension_weights(about: About, weights: Mapping[str, Fraction]) -> Asked:
    """The dimensions of 四维考评: they sum to 100."""
    parts = {key: (dimension_name(key), "", weight) for key, weight in weights.items()}
    return _weights(about, DIMENSIONS, texts.DIMENSION_TITLE, parts, sums=True)


def _is_day(text: str) -> bool:
    year, first, rest = text.partition("-")
    month, second, day = rest.partition("-")
    digits = all(part.isascii() and part.isdigit() for part in (year, month, day))
    return bool(first and second and digits) and (len(year), len(month), len(day)) == (4, 2, 2)


def _plain(value: Fraction) -> str:
    return rounded(value, 0 if value.denominator == 1 else 2)


def _numbers_wrong(values: Values, names: Iterable[str], *, empty: bool = False) -> dict[str, str]:
    found = {}
    for name in names:
        text = told(values, name)
        number = decimal(text)
        if (text or not empty) and (number is None or not 0 <= number <= 100):
            found[name] = texts.NUMBER_WRONG
    return found


def _not_hundred(values: Values, names: list[str]) -> dict[str, str]:
    total = sum((decimal(told(values, name)) or Fraction(0) for name in names), Fraction(0))
    return {} if total == 100 else {names[-1]: texts.NOT_HUNDRED.format(sum=_plain(total))}


# ---------------------------------------------------------------- given scores


def posting_scores(about: About, town: Fraction | None, line: Fraction | None) -> Asked:
    """镇评 and 条线评 of a station's month."""
    key = given_key(POSTING_SCORE, about.subject, about.month)
    parts = {"town": (texts.TOWN_SCORE, town, ""), "line": (texts.LINE_SCORE, line, "")}
    return _scores(about, key, parts, all_needed=True)


def dimension_scores(
    about: About,
    weights: Mapping[str, Fraction],
    given: Mapping[str, Fraction],
    computed: Fraction | None,
) -> Asked:
    """The dimensions of a cadre's month; an empty 履职业绩 is computed of his unit's rates."""
    key = given_key(DIMENSION_SCORE, about.subject, about.month)
    note = texts.WORK_NOTE.format(score=rounded(computed))
    parts = {
        name: (dimension_name(name), given.get(name), note if name == four_dimensions.WORK else "")
        for name in weights
    }
    return _scores(about, key, parts, all_needed=False)


def _scores(
    about: About, key: str, parts: Mapping[str, tuple[str, Fraction | None, str]], *, all_needed: bool
) -> Asked:
    entries = tuple(
        Entry(
            key=name,
            label=label,
            kind="line",
            note=note or texts.SCORE_FIELD_NOTE,
            value="" if score is None else _plain(score),
            needs=texts.NUMBER_WRONG if all_needed else "",
        )
        for name, (label, score, note) in parts.items()
    )

    def faults(values: Values) -> dict[str, str]:
        found = _numbers_wrong(values, parts, empty=not all_needed)
        told_any = any(told(values, name) for name in parts)
        return found if found or told_any else {next(iter(parts)): texts.ONE_SCORE}

    form = Form(
        kind="score.config",
        title=f"{about.name} · {texts.SCORES_TITLE}",
        verb=texts.DO_SAVE,
        facts=about.facts,
        entries=entries,
        faults=faults,
        payload=lambda values: {
            "key": key,
            "value": {name: told(values, name) for name in parts if told(values, name)},
        },
        done=lambda values: f"{about.name}{texts.SCORES_TITLE}",
    )
    case_id = parameter_case(about.rules.home.stream, key)
    return Asked(form, case_id, "score_config", f"{about.name} · {about.month_said}")


# ---------------------------------------------------------------- 意见单


def opinion(about: About, unit: str, unit_name: str) -> Asked:
    """意见单 about a person of a station."""
    form = Form(
        kind="staff.appoint_opinion",
        title=f"{about.name} · {texts.OPINE}",
        verb=texts.OPINE,
        facts=(Fact(texts.ABOUT, f"{about.name} · {unit_name}"), *about.facts[2:]),
        entries=(
            Entry(
                key="opinion",
                label=texts.OPINION,
                kind="choice",
                choices=tuple(
                    Choice(key, name, texts.OPINION_NOTES[key]) for key, name in OPINION_NAMES.items()
                ),
                needs=texts.OPINION_NEEDED,
            ),
            Entry(
                key="post",
                label=texts.POST_FIELD,
                kind="line",
                needs=texts.POST_NEEDED,
                when=("opinion", (RECOMMEND,)),
            ),
            Entry(key="reason", label=texts.REASON, kind="text", needs=texts.REASON_NEEDED),
            Entry(key="files", label=texts.FILES, kind="files", value=()),
        ),
        payload=lambda values: _opinion(about.subject, unit, values),
    )
    case_id = opinions_case(about.rules.home.stream, about.subject)
    return Asked(form, case_id, "appoint_opinion", f"{about.name} · {unit_name}")


def _opinion(person: str, unit: str, values: Values) -> Payload:
    p: Payload = {
        "person": person,
        "unit": unit,
        "opinion": told(values, "opinion"),
        "reason": told(values, "reason"),
    }
    if told(values, "opinion") == RECOMMEND:
        p["post"] = told(values, "post")
    if files := many(values, "files"):
        p["files"] = files
    return p
