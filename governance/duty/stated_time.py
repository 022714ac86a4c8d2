"""校时确认 (clock.confirm): the duty leader says what time it is while a desk does not know it.

Source: rulebook §6.4, sync.md §9. The PC's clock is dead or was set back and the county can't be asked: he reads the time
off a telephone. From then on the desk counts on what he said (quality 1), until the county answers. What was done before
stays in doubt and is ruled on step by step (`clock.rule`).
"""

from governance.backfill import is_sane
from governance.doer import Doer, sits_in
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules

WAYS = {"PHONE": "手机时间", "COUNTY": "电话问县中心", "OTHER": "其他可信时钟"}
RULERS = frozenset({"DUTY_LEADER"})


class Confirm(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """校时确认: the time as stated, by which way, and the last time the desk was sure of."""

    stated: int  # UTC ms
    by: str
    trusted: int = 0  # UTC ms; 0: it never was


class StatedTime(Case, tag="clock_confirm", frozen=True, kw_only=True, omit_defaults=True):
    """What the ledger says of it: said once, it stands."""

    stated: int
    by: str
    user: str
    at: int

    @property
    def final(self) -> bool:
        """It always is."""
        return True

    @property
    def label(self) -> str:
        """It has one state."""
        return "已校时"


def refusal(case: StatedTime | None, p: Confirm, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """校时: by the duty leader, by a way that can be trusted, and never back behind what is known."""
    if not sits_in(RULERS, doer, rules):
        return Refusal("no-role", "本机时间由带班领导确认；请交带班领导办理。")
    if p.by not in WAYS:
        return Refusal("no-way", "未写明对时依据；请选手机时间、电话问县中心或其他可信时钟。")
    if not is_sane(p.stated) or p.stated < p.trusted:
        return Refusal("bad-time", "所报时间早于本机最后一次可信时间；请看清年月日后重填。")
    return None


def apply(
    case: StatedTime | None, action: Action, p: Confirm, doer: Doer, at: int, rules: Rules
) -> StatedTime:
    """校时: kept as it was said."""
    return StatedTime(id=action.case or action.id, stated=p.stated, by=p.by, user=action.actor, at=at)
