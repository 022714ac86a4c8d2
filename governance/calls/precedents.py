"""判例 of calls: what an earlier 审定 says of this one, shown at issue and at return.

Source: rulebook §4.5.
"""

from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.case import Case
from governance.responsibility.precedents import Precedent
from governance.responsibility.rulings import live_for
from governance.rulebook import Rules
from governance.time.working_time import date_of, local_day


def contradicted(call: Call, parent: Case | None, suggested: str, at: int, rules: Rules) -> Precedent | None:
    """The live precedent for 小类 and item, when it names another department than a return suggests (§4.5).

    One that is limited to a kind of place bars nothing: what kind of place it is, people judge.
    """
    known = next((one for one in applying(call, parent, at, rules) if not one.place_kind), None)
    return known if known is not None and known.decided != suggested else None


def applying(call: Call, parent: Case | None, at: int, rules: Rules) -> tuple[Precedent, ...]:
    """Live precedents with the call's 小类 and item, the newest first: shown at issue and at return.

    One for a kind of place alone is shown too: whether this is such a place, people judge.
    """
    category = parent.cat if isinstance(parent, Event) else call.category
    return live_for(category, call.item, _day(at), rules, None) if category else ()


def _day(at: int) -> str:
    return date_of(local_day(at)).isoformat()
