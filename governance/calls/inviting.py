"""增加配合部门: the county centre brings one more department in (rulebook §4.3, §1.4)."""

from governance.calls.call import Call
from governance.calls.fold import give, own_limit
from governance.doer import Doer
from governance.handling.assisting import Invite, capped, lead_clock, twice_refusal
from governance.ledger.action import Action
from governance.refusal import Refusal
from governance.rulebook import Rules


def refusal(call: Call, p: Invite, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """增加配合部门: a county department that has no open task here."""
    unit = rules.catalogue.units.get(p.unit)
    if unit is None or not unit.is_department:
        return Refusal("bad-dept", f"【{rules.name_of(p.unit)}】不是县级部门；请选择县级部门。")
    return twice_refusal(call, p.unit, rules)


def apply(call: Call, action: Action, p: Invite, doer: Doer, at: int, rules: Rules) -> Call:
    """增加配合部门 ▶SIGN ▶RESPOND ▶HANDLE of its own, HANDLE due no later than the 主办's."""
    own = own_limit(call, rules) or rules.find_limit("call", "HANDLE", call.grade)
    limit = capped(own, lead_clock(call), at, rules.calendar)
    return give(call, action, p.unit, at, rules, lead=False, handle=limit)
