"""What was set, added by hand and said (考评登记), looked up many at once by ids that follow from keys and subjects."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from governance.evaluation.adjustments import Adjustments, adjustments_case
from governance.evaluation.opinions import Opinions, Slip, opinions_case
from governance.evaluation.parameters import Parameter, parameter_case
from governance.evaluation.period import Period
from governance.ledger.case import Case
from governance.rulebook import Rules

Lookup = Callable[[Sequence[str]], Mapping[str, Case]]  # ids → those that are there


def adjusted(look_up: Lookup, subjects: Sequence[str], period: Period, rules: Rules) -> dict[str, Fraction]:
    """The points by hand of each subject, 0 where there are none."""
    ids = {who: adjustments_case(rules.home.stream, who, period.name) for who in subjects}
    found = look_up(list(ids.values()))
    cases = {who: found.get(case_id) for who, case_id in ids.items()}
    return {
        who: case.points_at(period.as_of, rules.calendar) if isinstance(case, Adjustments) else Fraction(0)
        for who, case in cases.items()
    }


def parameters(look_up: Lookup, stream: str, keys: Sequence[str]) -> dict[str, Parameter]:
    """The parameters that were ever set, by key."""
    found = look_up([parameter_case(stream, key) for key in keys])
    return {case.key: case for case in found.values() if isinstance(case, Parameter)}


def slips(look_up: Lookup, rules: Rules) -> list[Slip]:
    """Every 意见单 about somebody whom the directory knows."""
    home = rules.home.stream
    found = look_up([opinions_case(home, user) for user in rules.directory.users])
    return [slip for body in found.values() if isinstance(body, Opinions) for slip in body.slips]
