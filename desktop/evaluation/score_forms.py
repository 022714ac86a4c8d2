"""Scores that are given, not computed (录入评分): of a 派驻机构, of a cadre; samples of registers. Free of Qt.

Source: rulebook §7.1 (sample size printed), §7.2, §7.3.
"""

from collections.abc import Mapping
from fractions import Fraction

from desktop.evaluation import texts
from desktop.evaluation.asked import About, Asked, numbers_wrong, plain
from desktop.evaluation.people_sheets import dimension_name
from desktop.moves.form import Choice, Entry, Form, Values, told
from governance.evaluation import four_dimensions
from governance.evaluation.facts import Sample
from governance.evaluation.indicators import INDICATORS
from governance.evaluation.parameters import (
    DIMENSION_SCORE,
    POSTING_SCORE,
    REGISTER_SAMPLE,
    given_key,
    parameter_case,
)
from governance.evaluation.rates import rounded


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
            value="" if score is None else plain(score),
            needs=texts.NUMBER_WRONG if all_needed else "",
        )
        for name, (label, score, note) in parts.items()
    )

    def faults(values: Values) -> dict[str, str]:
        found = numbers_wrong(values, parts, empty=not all_needed)
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


# ---------------------------------------------------------------- 登记样本


def register_sample(about: About, code: str, entered: Sample | None) -> Asked:
    """Numerator, denominator and source of a register's rate in a month; what was entered before stands in it."""
    known = INDICATORS[code]
    key = given_key(REGISTER_SAMPLE, code, about.month)
    units = about.rules.catalogue.units.values()
    form = Form(
        kind="score.config",
        title=f"{known.name} · {texts.SAMPLE}",
        verb=texts.DO_SAVE,
        facts=about.facts,
        entries=(
            _count("owed", known.denominator, entered.owed if entered is not None else None),
            _count("hits", known.numerator, entered.hits if entered is not None else None),
            Entry(
                key="source",
                label=texts.SAMPLE_SOURCE,
                kind="pick",
                choices=tuple(Choice(unit.code, unit.name) for unit in units if unit.is_town),
                value=entered.source if entered is not None else "",
                needs=texts.SAMPLE_SOURCE_NEEDED,
            ),
        ),
        faults=_sample_faults,
        payload=lambda values: {
            "key": key,
            "value": {name: told(values, name) for name in ("hits", "owed", "source")},
        },
        done=lambda values: f"{known.name}{texts.SAMPLE}",
    )
    case_id = parameter_case(about.rules.home.stream, key)
    return Asked(form, case_id, "score_config", f"{known.name} · {about.month_said}")


def _count(key: str, label: str, value: int | None) -> Entry:
    said = "" if value is None else str(value)
    return Entry(key=key, label=label, kind="number", value=said, needs=texts.SAMPLE_NEEDED)


def _sample_faults(values: Values) -> dict[str, str]:
    whole = {key: _whole(told(values, key)) for key in ("owed", "hits")}
    found = {key: texts.SAMPLE_WRONG for key, number in whole.items() if number is None}
    owed, hits = whole["owed"], whole["hits"]
    if owed == 0:
        found["owed"] = texts.SAMPLE_NONE
    elif owed is not None and hits is not None and hits > owed:
        found["hits"] = texts.SAMPLE_MORE
    return found


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None
