"""增加协办: the room, or the unit that holds the 主办 task, brings one more unit in (rulebook §3.11, §1.4)."""

from governance.doer import Doer
from governance.events.dispatch import assisted
from governance.events.event import Event
from governance.events.guards import is_subordinate
from governance.handling.assisting import Invite, twice_refusal
from governance.ledger.action import Action
from governance.refusal import Refusal
from governance.rulebook import Rules


def refusal(event: Event, p: Invite, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """增加协办: a direct subordinate that has no open task here."""
    if not is_subordinate(p.unit, rules):
        return Refusal("not-subordinate", f"【{rules.name_of(p.unit)}】不是本镇直接下级；请改选协办单位。")
    return twice_refusal(event, p.unit, rules)


def apply(event: Event, action: Action, p: Invite, doer: Doer, at: int, rules: Rules) -> Event:
    """增加协办 ▶SIGN ▶HANDLE of the new task; the event stays as it is."""
    return assisted(event, action, p.unit, at, rules)
