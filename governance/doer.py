"""Who does an action (办理人): the permission matrix, scope, duty and 代录 answered once for all kinds.

Source: rulebook §1.2 (shift rule), §1.3 (scope), §1.4 (matrix), §3.11 (代录).
"""

from msgspec import Struct

from governance.ledger.payload import Behalf, Payload
from governance.people.roles import ROLE_NAMES, ROOM_ROLES, Grant
from governance.people.scopes import Subject, in_scope
from governance.places.codes import contains
from governance.refusal import Refusal
from governance.rulebook import Rules

BEHALF_KINDS = frozenset({"event.sign", "event.contact", "event.progress", "event.feedback"})
BEHALF_WAYS = {"PHONE": "电话", "PAPER": "纸单"}


class Doer(Struct, frozen=True, gc=False):
    """The person an action is judged by: roles and units that the matrix lets do it."""

    user: str
    roles: tuple[str, ...]
    units: tuple[str, ...]
    behalf: bool = False


def permitted(
    kind: str,
    action: str,
    fact: bool,
    actor: str,
    behalf: Behalf | None,
    subject: Subject,
    at: int,
    rules: Rules,
) -> Doer | Refusal:
    """Give the doer whom the matrix permits `action` on the subject, or why nobody here is."""
    user = rules.directory.as_of(at).users.get(actor)
    if user is None:
        return Refusal("no-role", "人员名册中没有此人；请由县端管理员登记后再办。")
    if not user.active:
        return Refusal("actor-revoked", f"{user.name}的账号已停用；请换在岗人员办理。")
    code = "behalf" if behalf is not None else action
    cells = rules.catalogue.permissions.cells
    roles: dict[str, None] = {}  # in their order, each once
    units: dict[str, None] = {}
    for grant in user.grants:
        permission = cells.get((grant.role, code))
        if permission is not None and in_scope(permission.scope, grant, subject):
            roles[grant.role] = None
            for unit in _units(grant, subject):
                units[unit] = None
    if not roles:
        held = "、".join(dict.fromkeys(ROLE_NAMES.get(g.role, g.role) for g in user.grants)) or "无岗位"
        return Refusal(
            "no-role", f"{user.name}（{held}）无权办理此事项或不在其范围内；请交有权限的岗位办理。"
        )
    if not fact and ROOM_ROLES.issuperset(roles) and not rules.on_duty(at):
        return Refusal("no-shift", "当前没有开班，不能作出决定；请先接班。")
    if behalf is not None:
        return Doer(actor, tuple(roles), (behalf.unit,), True)
    return Doer(actor, tuple(roles), tuple(units))


def _units(grant: Grant, subject: Subject) -> tuple[str, ...]:
    """The grant's unit; a village lead also acts for what a grid of the village holds."""
    if grant.role != "VILLAGE_LEAD":
        return (grant.unit,)
    return (grant.unit, *(unit for unit in subject.units if contains(grant.unit, unit)))


def anybody(actor: str, rules: Rules) -> Doer | Refusal:
    """Give anybody whom the directory knows as active: for kinds that no cell of the matrix names."""
    user = rules.directory.users.get(actor)
    if user is None or not user.active:
        return Refusal("no-role", "人员名册中没有此人或已停用；请由在岗人员办理。")
    return Doer(actor, tuple(g.role for g in user.grants), tuple(g.unit for g in user.grants))


def sits_in(roles: frozenset[str], doer: Doer, rules: Rules) -> bool:
    """Whether the doer has one of the roles over this stream's ground: for kinds that no cell of the matrix names."""
    user = rules.directory.users.get(doer.user)
    return user is not None and any(
        g.role in roles and contains(g.area, rules.home.area) for g in user.grants
    )


def behalf_refusal(kind: str, p: Payload, rules: Rules) -> Refusal | None:
    """Refuse a 代录 that may not be: four facts, for a unit of the town, with who spoke and by which way (§3.11)."""
    if p.behalf is None:
        return None
    if kind not in BEHALF_KINDS:
        return Refusal("behalf", "只有签收、先行联系、进展、反馈可以代录；请由责任人本人办理。")
    unit = rules.catalogue.units.get(p.behalf.unit)
    if unit is not None and not unit.is_town:
        return Refusal("behalf", f"【{unit.name}】不是镇内承办单位，不能代录；请由其本人办理。")
    if p.behalf.by not in BEHALF_WAYS or not p.behalf.person.strip():
        return Refusal("behalf", "代录须写明答复人，并选电话或纸单；请补全。")
    if p.behalf.by == "PAPER" and not p.paper:
        return Refusal("behalf", "凭纸单代录须填纸单编号；请补填，或改选电话。")
    return None
