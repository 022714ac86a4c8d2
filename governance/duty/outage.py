"""宣布断网、恢复: since when and until when the room worked alone.

Source: rulebook §6.4. It stops no clock; it says which steps may have come late, and which figures are provisional.
"""

from msgspec.structs import replace

from governance.backfill import is_sane
from governance.doer import Doer
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules


class Declare(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """断网: from when, and to when once it is over; what was cut off. On a declared one: its end."""

    since: int
    to: int | None = None
    scope: str


class Outage(Case, tag="outage", frozen=True, kw_only=True, omit_defaults=True):
    """What the ledger says of an outage."""

    since: int
    scope: str
    by: str  # user who declared it
    at: int
    to: int | None = None

    @property
    def final(self) -> bool:
        """Whether it is over."""
        return self.to is not None

    @property
    def label(self) -> str:
        """断网 or 恢复."""
        return "断网中" if self.to is None else "已恢复"

    def last_step(self, units: tuple[str, ...]) -> int:
        """When it was declared."""
        return self.at


def refusal(outage: Outage | None, p: Declare, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """断网: times that can be true, and what was cut off; its end once."""
    if not p.scope.strip():
        return Refusal("no-text", "缺少断网范围；请写明哪些线路或单位。")
    if not is_sane(p.since) or p.since > at:
        return Refusal("future-time", "断网开始时间晚于现在或过早；请核对时间。")
    since = p.since if outage is None else outage.since
    if p.to is not None and not since < p.to <= at:
        return Refusal("bad-time", "恢复时间须晚于断网开始且不晚于现在；请核对时间。")
    if outage is None:
        return None
    if outage.to is not None:
        return Refusal("already-done", "此次断网已登记恢复；再次断网请另行宣布。")
    return Refusal("bad-time", "缺少恢复时间；请填写恢复时间。") if p.to is None else None


def declare(outage: Outage | None, action: Action, p: Declare, doer: Doer, at: int, rules: Rules) -> Outage:
    """断网, or its end."""
    if outage is not None:
        return replace(outage, to=p.to)
    return Outage(id=action.case or action.id, since=p.since, scope=p.scope, by=action.actor, at=at, to=p.to)
