"""撤销督办: the only way a level goes down (rulebook §3.9). A card counts until then, closed or not.

By who issued it, or by somebody above him (roles_permissions.csv: 仅签发人或其上级).
"""

from msgspec.structs import replace

from governance.doer import Doer
from governance.ledger.action import Action
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.supervision.supervision import REVOKED, Supervision, moved

_RANK = {
    "ROOM_OP": 1,
    "ROOM_SUP": 1,
    "CENTRE_OP": 1,
    "DUTY_LEADER": 2,
    "TOWN_LEADER": 3,
    "CENTRE_LEAD": 3,
    "DIRECTOR": 4,
    "COUNTY_LEADER": 4,
}


class Revoke(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """撤销督办: why."""

    reason: str


def turn(case: Supervision, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """撤销: the issuer, or his superior."""
    issuer = rules.directory.as_of(case.at).users.get(case.issuer)  # a 代理 signed as who he was that day
    rank = _highest(tuple(g.role for g in issuer.grants) if issuer is not None else ())
    if doer.user == case.issuer or _highest(doer.roles) > rank:
        return None
    return Refusal("not-issuer", "只有签发人或其上级可以撤销督办；请联系签发人。")


def _highest(roles: tuple[str, ...]) -> int:
    return max((_RANK.get(role, 0) for role in roles), default=0)


def refusal(case: Supervision, p: Revoke, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """撤销: with the reason."""
    return None if p.reason.strip() else Refusal("no-reason", "撤销督办须写明理由；请补理由。")


def apply(case: Supervision, action: Action, p: Revoke, doer: Doer, at: int, rules: Rules) -> Supervision:
    """撤销 → REVOKED ■REPLY: its card counts no longer."""
    return moved(replace(case, result=p.reason), REVOKED, at)
