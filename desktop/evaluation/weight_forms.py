"""Weights that hold from a day on (权重): of a 派驻机构, of the four dimensions. Free of Qt.

Source: rulebook §7.2 (town ≥ 60 %, share of the grids), §7.3 (sum to 100; never backwards).
"""

from collections.abc import Mapping
from fractions import Fraction

from desktop.evaluation import texts
from desktop.evaluation.asked import About, Asked, numbers_wrong, plain
from desktop.evaluation.people_sheets import dimension_name
from desktop.evaluation.periods import day_of
from desktop.moves.form import Entry, Form, Payload, Values, told
from governance.evaluation.parameters import DIMENSIONS, POSTING, parameter_case
from governance.evaluation.postings import LEAST_TOWN_WEIGHT
from governance.evaluation.rates import decimal


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
        Entry(key=name, label=label, kind="line", note=note, value=plain(value), needs=texts.NUMBER_WRONG)
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
        found = numbers_wrong(values, parts)
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


def posting_weight(about: About, weight: Fraction, share: Fraction) -> Asked:
    """派驻机构 weight of the town: 60 % and more; and the share of the grids to which they are bound."""
    parts = {
        "town": (texts.WEIGHT_FIELD, texts.WEIGHT_NOTE, weight),
        "grid": (texts.SHARE_FIELD, texts.SHARE_NOTE, share),
    }
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


def _not_hundred(values: Values, names: list[str]) -> dict[str, str]:
    total = sum((decimal(told(values, name)) or Fraction(0) for name in names), Fraction(0))
    return {} if total == 100 else {names[-1]: texts.NOT_HUNDRED.format(sum=plain(total))}
