"""What a call counts for in a department's score (计分说明), in the words of the indicators that judge it.

Source: rulebook §7.1 (every figure drills to its cases), §7.2.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from governance.calls.call import Call
from governance.evaluation.facts import OUT_NAMES, DeptOwed, DeptRated, Fact
from governance.evaluation.figures import call_facts
from governance.evaluation.indicators import INDICATORS
from governance.evaluation.judging import HIT, MISS
from governance.evaluation.period import Period
from governance.events.payloads import RATINGS
from governance.rulebook import Rules

WAITED = "以前各期的，累计到本期"
_SAID: Mapping[str, Mapping[str, str]] = {
    "response_rate": {HIT: "按时响应", MISS: "未按时响应"},
    "done_rate": {HIT: "已办结", MISS: "未办结"},
    "done_on_time_rate": {HIT: "按时办结", MISS: "未按时办结"},
}


class Standing(Struct, frozen=True):
    """What one call says of one department."""

    words: tuple[str, ...]
    lost: bool  # it cost points


def standing(body: Call, dept: str, period: Period, rules: Rules) -> Standing:
    """How the call stands in the month; `body` = as the ledger keeps it, for figures let time pass themselves."""
    said = [
        one for fact in call_facts((body,), period, rules) if fact.who == dept for one in _of(fact, period)
    ]
    words = tuple(dict.fromkeys(word for word, _ in said))
    return Standing(words or (WAITED,), any(lost for _, lost in said))


def _of(fact: Fact, period: Period) -> Iterator[tuple[str, bool]]:
    """Words, and whether they cost points."""
    if isinstance(fact, DeptOwed):
        for code, names in _SAID.items():
            judged = INDICATORS[code].judge(fact, period)
            if judged is not None:
                yield names.get(judged) or f"不计（{OUT_NAMES[judged]}）", judged == MISS
    elif isinstance(fact, DeptRated) and period.holds(fact.at):
        rated = "系统默认评价，不计" if fact.default else RATINGS.get(fact.rating, fact.rating)
        yield rated, not fact.default and fact.rating != "GOOD"
