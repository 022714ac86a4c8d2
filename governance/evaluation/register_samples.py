"""登记样本: what a unit counted or looked at for a rate whose register is not kept here, month by month.

Source: rulebook §7.1 (新居民登记率、信息准确率、出租房登记率、治安责任书签订率 [种000], sample size printed). The 指挥长 enters
numerator, denominator and the unit that counted as a parameter (`score.config`); its denominator is the sample's size.
A quarter adds its months; a span of days has none, for nobody counted it.
"""

from collections.abc import Iterable, Mapping

from governance.evaluation.facts import Sample
from governance.evaluation.kept import Lookup, parameters
from governance.evaluation.parameters import REGISTER_SAMPLE, SAMPLED, Parameter, given_key
from governance.evaluation.period import Period, months


def sample_of(month: str, parameter: Parameter) -> Sample:
    """What a sample's parameter says now."""
    last = parameter.versions[-1]
    value = dict(last.value)
    return Sample(
        month, int(value["hits"]), int(value["owed"]), value["source"], last.by, last.at, last.action
    )


def samples(look_up: Lookup, stream: str, period: Period) -> Mapping[str, tuple[Sample, ...]]:
    """The samples of the period's months by indicator, the earliest first."""
    keys = {given_key(REGISTER_SAMPLE, code, month): (code, month) for code, month in _wanted(period)}
    found = parameters(look_up, stream, list(keys))
    entered: dict[str, tuple[Sample, ...]] = {}
    for key, (code, month) in keys.items():
        if key in found:
            entered[code] = (*entered.get(code, ()), sample_of(month, found[key]))
    return entered


def _wanted(period: Period) -> Iterable[tuple[str, str]]:
    return ((code, month) for code in SAMPLED for month in months(period))
