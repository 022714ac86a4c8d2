"""自办结 (即时自处置): what a grid worker or village puts right on the spot is registered and done at once.

Source: rulebook §1.4, §3.2, §5.3. Only U3, and only a 小类 that allows it; in any other case the fact stays in the
timeline and the event waits for its acceptance like every other one.
"""

from msgspec.structs import replace

from governance.doer import Doer
from governance.events import states
from governance.events.event import Event
from governance.events.payloads import RESULTS
from governance.ledger.action import Action
from governance.ledger.clocked import moved, stop_all
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules


class SelfHandle(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """自办结: what was done, with which result."""

    text: str
    result: str = "SOLVED"
    files: tuple[str, ...] = ()


def turn(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """自办结: 一般件 of a 小类 that allows it."""
    category = rules.catalogue.categories.get(event.cat)
    if event.urg != "U3":
        return Refusal("self-handle-urgent", "特急、紧急件不能自办结；请由指挥室受理。")
    if category is None or not category.self_handle_allowed:
        return Refusal("self-handle-barred", "此小类不允许自办结；请由指挥室受理。")
    return None


def refusal(event: Event, p: SelfHandle, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """自办结: with its result and what was done."""
    if p.result not in RESULTS:
        return Refusal("bad-result", "缺少办理结果；请选择结果。")
    return None if p.text.strip() else Refusal("no-text", "缺少处置情况；请填写做了什么。")


def apply(event: Event, action: Action, p: SelfHandle, doer: Doer, at: int, rules: Rules) -> Event:
    """自办结 → SELF_DONE, all ■: nothing is owed any more, no revisit either."""
    done = replace(event, result=p.result, accepted_at=at, closed_at=at)
    return moved(stop_all(done, at), states.SELF_DONE, at)
