"""疑似重复: somebody takes two cases for one matter (rulebook §3.10). It is said and shown; merging is another's decision."""

from msgspec.structs import replace

from governance.doer import Doer
from governance.events.event import Event
from governance.ledger.action import Action
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules


class Suspect(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """疑似重复: the other case."""

    of: str  # case id
    text: str = ""


def turn(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """疑似重复: whoever may register."""
    if any(rules.catalogue.permissions.allowed(role, "report") for role in doer.roles):
        return None
    return Refusal("no-role", "疑似重复由可登记事件的岗位提出；请交值班员办理。")


def refusal(event: Event, p: Suspect, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """疑似重复: of another case, told once."""
    if not p.of or p.of == event.id:
        return Refusal("no-case", "没有选另一件案件；请选疑似重复的那一件。")
    if p.of in event.doubles or p.of == event.main:
        return Refusal("already-done", "这两件已标为疑似重复或已归并；无需再标。")
    return None


def apply(event: Event, action: Action, p: Suspect, doer: Doer, at: int, rules: Rules) -> Event:
    """疑似重复: the other case is named, nothing moves."""
    return replace(event, doubles=(*event.doubles, p.of))
