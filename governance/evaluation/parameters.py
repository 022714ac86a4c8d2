"""考评参数: weights that hold from a day on, and the scores that are given, not computed.

Source: rulebook §7.2 (weights, 派驻 ≥ 60 %, 县级考评), §7.3 (dimensions sum to 100), matrix score_config (生效日起用,
不溯及). The county's parameters stand in the county's ledger, a town's own in the town's. The case is the key; what held
on a day stays readable: a period is judged by the weights of its first day.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from governance.doer import Doer
from governance.evaluation import four_dimensions
from governance.evaluation.period import period_of
from governance.evaluation.postings import LEAST_TOWN_WEIGHT
from governance.evaluation.rates import decimal
from governance.evaluation.scores import Weights
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.chain import uuid8
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.working_time import date_of, local_day

DEPARTMENT, POSTING, DIMENSIONS = "department_weights", "posting_weight", "four_dimensions"
COUNTY_SCORE, POSTING_SCORE, DIMENSION_SCORE = "county_score", "posting_score", "dimension_score"
REGISTER_SAMPLE = "register_sample"
SAMPLED = ("newcomer_rate", "newcomer_right_rate", "let_house_rate", "pledge_rate")  # rates given as a sample
WEIGHTS = (DEPARTMENT, POSTING, DIMENSIONS)
GIVEN = (COUNTY_SCORE, POSTING_SCORE, DIMENSION_SCORE)  # key: <what>.<of whom>.<period>
_GIVEN_KEY = re.compile(r"(\w+)\.([\w-]+)\.(\d{4}-\d{2})", re.ASCII).fullmatch
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII).fullmatch


class ScoreConfig(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """考评参数设置: key, the whole new value (name → number as text), and for weights from which day on."""

    key: str
    value: dict[str, str]
    since: str = ""  # 生效日 YYYY-MM-DD


class Version(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One value of a parameter."""

    action: str
    value: tuple[tuple[str, str], ...]
    by: str
    at: int
    since: str = ""


class Parameter(Case, tag="parameter", frozen=True, kw_only=True, omit_defaults=True):
    """What the ledger says of a parameter, every value it ever had."""

    key: str
    versions: tuple[Version, ...]

    @property
    def label(self) -> str:
        """A parameter has one state."""
        return "生效"

    def last_step(self, units: tuple[str, ...]) -> int:
        """The latest setting."""
        return self.versions[-1].at

    def on(self, day: str) -> Mapping[str, Fraction]:
        """The value of a day (YYYY-MM-DD): of those in force the latest set; empty before the first."""
        held = [v for v in self.versions if v.since <= day]
        last = max(enumerate(held), key=lambda pair: (pair[1].since, pair[0]), default=None)
        return {} if last is None else _numbers(last[1].value)


def parameter_case(stream: str, key: str) -> str:
    """The case id of a parameter: the same at every desk, so that two settings meet."""
    return uuid8(sha256(f"score\0{stream}\0{key}".encode()).digest())


def given_key(what: str, of: str, period: str) -> str:
    """The key of a given score: whose, of which month."""
    return f"{what}.{of}.{period}"


def _numbers(value: Iterable[tuple[str, str]]) -> dict[str, Fraction]:
    found = ((name, decimal(text)) for name, text in value)
    return {name: number for name, number in found if number is not None}


# ---------------------------------------------------------------- setting one


def refusal(case: Parameter | None, p: ScoreConfig, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """考评参数设置: a known key with a value that adds up; weights from today or a later day, never backwards."""
    if case is not None and case.key != p.key:
        return Refusal("bad-key", "此件是另一项考评参数；请打开本项后再设置。")
    given = _GIVEN_KEY(p.key)
    if given is not None and given[1] == REGISTER_SAMPLE:
        return _sample_refusal(given[2], given[3], p.value, at, rules)
    numbers = _numbers(p.value.items())
    if len(numbers) != len(p.value) or not numbers:
        return Refusal("bad-number", "权重和分数须填数字，如 30 或 88.40；请改正。")
    if any(not 0 <= number <= 100 for number in numbers.values()):
        return Refusal("bad-number", "权重和分数须在0到100之间；请改正。")
    if given is not None and given[1] in GIVEN:
        return _given_refusal(given[1], given[2], given[3], numbers, rules)
    if p.key not in WEIGHTS:
        return Refusal("bad-key", f"没有考评参数【{p.key}】；请从列表中选择。")
    if p.key == DEPARTMENT and rules.home.kind != "county":
        return Refusal("not-here", "部门考评权重由县级设置；请联系县社会治理中心。")
    today = date_of(local_day(at)).isoformat()
    if not _DAY(p.since) or p.since < today:
        return Refusal("not-backwards", "生效日须为今天或以后，不溯及以前；请改填生效日。")
    return _CHECKS[p.key](numbers)


def _department(numbers: Mapping[str, Fraction]) -> Refusal | None:
    if set(numbers) != set(Weights.__struct_fields__):
        return Refusal("bad-weights", "部门考评须填响应度、办结率、按时办结率、满意度四项权重；请补全。")
    return _sums(numbers)


def _posting(numbers: Mapping[str, Fraction]) -> Refusal | None:
    if "town" not in numbers or not set(numbers) <= {"town", "grid"}:
        return Refusal("bad-weights", "派驻机构考评只填乡镇权重和网格捆绑两项；请改正。")
    if numbers["town"] >= LEAST_TOWN_WEIGHT:
        return None
    return Refusal("town-too-light", "派驻机构考评中乡镇权重不得低于60%；请改填60或以上。")


def _sums(numbers: Mapping[str, Fraction]) -> Refusal | None:
    total = sum(numbers.values(), Fraction(0))
    return None if total == 100 else Refusal("not-hundred", "各项权重之和须为100；请调整后再保存。")


_CHECKS: Mapping[str, Callable[[Mapping[str, Fraction]], Refusal | None]] = {
    DEPARTMENT: _department,
    POSTING: _posting,
    DIMENSIONS: _sums,
}


def _given_refusal(
    what: str, of: str, month: str, numbers: Mapping[str, Fraction], rules: Rules
) -> Refusal | None:
    if period_of(month) is None:
        return Refusal("bad-period", f"没有【{month}】这个月份；请改选月份。")
    at_county = rules.home.kind == "county"
    if at_county != (what == COUNTY_SCORE):
        return Refusal("not-here", "县级考评分由县级录入，派驻与四维评分由乡镇录入；请到相应一级办理。")
    if not _is_scored(what, of, rules):
        return Refusal(
            "bad-subject", f"【{rules.name_of(of)}】没有这项评分；请从列表中选择部门、派驻机构或人员。"
        )
    wanted = {COUNTY_SCORE: {"score"}, POSTING_SCORE: {"town", "line"}}.get(what)
    if wanted is not None and set(numbers) != wanted:
        return Refusal("bad-number", "评分项目不全或多余；请按表填写。")
    return None


def _is_scored(what: str, of: str, rules: Rules) -> bool:
    """Whether the score is one of that department, station or person."""
    unit = rules.catalogue.units.get(of)
    if what == COUNTY_SCORE:
        return unit is not None and unit.is_department
    return (
        unit is not None and unit.kind == "station" if what == POSTING_SCORE else of in rules.directory.users
    )


_WHOLE = re.compile(r"\d{1,7}", re.ASCII).fullmatch


def _sample_refusal(code: str, month: str, value: Mapping[str, str], at: int, rules: Rules) -> Refusal | None:
    """登记样本: a rate that has one, a month that has begun, whole numbers, and who counted."""
    if rules.home.kind == "county":
        return Refusal("not-here", "登记样本由乡镇录入；请到乡镇一级办理。")
    if code not in SAMPLED:
        return Refusal("bad-key", f"指标【{code}】不用登记样本；请从列表中选择。")
    if not "01" <= month[5:] <= "12" or month > date_of(local_day(at)).isoformat()[:7]:
        return Refusal("bad-period", f"登记样本的月份【{month}】不对或尚未开始；请改选月份。")
    if set(value) != {"hits", "owed", "source"} or not all(_WHOLE(value[key]) for key in ("hits", "owed")):
        return Refusal("bad-number", "登记样本须填分子、分母（整数）和来源单位；请补全。")
    if not 0 < int(value["owed"]) >= int(value["hits"]):
        return Refusal("bad-number", "分母须大于0，分子不能大于分母；请核对样本。")
    if value["source"] not in rules.catalogue.units:
        return Refusal("bad-unit", f"没有来源单位【{value['source']}】；请从单位列表中选择。")
    return None


def apply(
    case: Parameter | None, action: Action, p: ScoreConfig, doer: Doer, at: int, rules: Rules
) -> Parameter:
    """考评参数设置: the new value joins those before it."""
    version = Version(
        action=action.id, value=tuple(sorted(p.value.items())), by=action.actor, at=at, since=p.since
    )
    if case is not None:
        return replace(case, versions=(*case.versions, version))
    return Parameter(id=action.case or parameter_case(action.stream, p.key), key=p.key, versions=(version,))


# ---------------------------------------------------------------- reading them


def weights_on(parameter: Parameter | None, day: str) -> Weights:
    """The department weights of a day; those of the rulebook before any was set."""
    held = parameter.on(day) if parameter is not None else {}
    return Weights(**held) if held else Weights()


def posting_weight_on(parameter: Parameter | None, day: str) -> Fraction:
    """The town's weight in a 派驻机构's score, per cent."""
    held = parameter.on(day) if parameter is not None else {}
    return held.get("town", LEAST_TOWN_WEIGHT)


def grid_share_on(parameter: Parameter | None, day: str) -> Fraction:
    """与镇干部捆绑: the grids' share in a 派驻机构's score, per cent; nothing until it is set."""
    held = parameter.on(day) if parameter is not None else {}
    return held.get("grid", Fraction(0))


def dimensions_on(parameter: Parameter | None, day: str) -> Mapping[str, Fraction]:
    """The dimensions of 四维考评 and their weights."""
    held = parameter.on(day) if parameter is not None else {}
    return held or four_dimensions.WEIGHTS


def given(parameter: Parameter | None) -> Mapping[str, Fraction]:
    """A given score as it was last entered."""
    return _numbers(parameter.versions[-1].value) if parameter is not None else {}
