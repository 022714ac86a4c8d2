"""Who does an action (办理人): the permission matrix, scope, duty and 代录 answered once for all kinds.

Source: rulebook §1.2 (shift rule), §1.3 (scope), §1.4 (matrix), §3.11 (代录).
"""

from msgspec import Struct

from governance.ledger.case import Case
from governance.ledger.payload import Behalf
from governance.people.roles import ROLE_NAMES, ROOM_ROLES
from governance.people.scopes import Subject, in_scope
from governance.refusal import Refusal
from governance.rulebook import Rules

BEHALF_KINDS = frozenset({"event.sign", "event.contact", "event.progress", "event.feedback"})


class Doer(Struct, frozen=True):
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
    user = rules.directory.users.get(actor)
    if user is None:
        return Refusal("no-role", "人员名册中没有此人；请由县端管理员登记后再办。")
    if not user.active:
        return Refusal("actor-revoked", f"{user.name}的账号已停用；请换在岗人员办理。")
    if behalf is not None and kind not in BEHALF_KINDS:
        return Refusal("behalf", "只有签收、先行联系、进展、反馈可以代录；请由责任人本人办理。")
    code = "behalf" if behalf is not None else action
    granted = []
    for grant in user.grants:
        permission = rules.catalogue.permissions.allowed(grant.role, code)
        if permission is not None and in_scope(permission.scope, grant, subject):
            granted.append(grant)
    if not granted:
        held = "、".join(dict.fromkeys(ROLE_NAMES.get(g.role, g.role) for g in user.grants)) or "无岗位"
        return Refusal(
            "no-role", f"{user.name}（{held}）无权办理此事项或不在其范围内；请交有权限的岗位办理。"
        )
    roles = tuple(dict.fromkeys(g.role for g in granted))
    if not fact and all(role in ROOM_ROLES for role in roles) and not rules.on_duty(at):
        return Refusal("no-shift", "当前没有开班，不能作出决定；请先接班。")
    units = (behalf.unit,) if behalf is not None else tuple(dict.fromkeys(g.unit for g in granted))
    return Doer(actor, roles, units, behalf is not None)


def nothing_to_do(case: Case | None, name: str) -> Refusal | None:
    """Refuse an action on a case that is not known here."""
    if case is None:
        return Refusal("no-case", f"找不到要{name}的案件；请同步后重试。")
    return None
