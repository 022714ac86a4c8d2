"""Members of a unit (单位成员): to whom it may give its own work."""

from governance.places.codes import contains
from governance.refusal import Refusal
from governance.rulebook import Rules


def is_member(user: str, unit: str, rules: Rules) -> bool:
    """Whether somebody active works in the unit; a village's grids belong to it."""
    person = rules.directory.users.get(user)
    if person is None or not person.active:
        return False
    return any(g.unit == unit or (unit.isdigit() and contains(unit, g.unit)) for g in person.grants)


def member_refusal(user: str, unit: str, rules: Rules) -> Refusal | None:
    """单位内部指派: refuse somebody of another unit."""
    if is_member(user, unit, rules):
        return None
    return Refusal("not-member", f"所选人员不在【{rules.name_of(unit)}】或已停用；请改选本单位人员。")
