"""单位内部指派: the unit that holds a task says who of its people does it. No clock moves (rulebook §1.4)."""

from msgspec.structs import replace

from governance.doer import Doer
from governance.events.event import Event, set_task
from governance.events.turns import holder
from governance.ledger.action import Action
from governance.ledger.payload import Payload
from governance.people.members import member_refusal
from governance.refusal import Refusal
from governance.rulebook import Rules


class AssignSub(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """单位内部指派: to whom, and what he should look to."""

    person: str  # user
    note: str = ""


def turn(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """指派: of the unit's own open task."""
    task = holder(event, doer, rules)
    return task if isinstance(task, Refusal) else None


def refusal(event: Event, p: AssignSub, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """指派: to one of the unit's own people."""
    task = holder(event, doer, rules)
    return task if isinstance(task, Refusal) else member_refusal(p.person, task.unit, rules)


def apply(event: Event, action: Action, p: AssignSub, doer: Doer, at: int, rules: Rules) -> Event:
    """指派: the task names him."""
    task = event.task_of(doer.units)
    return event if task is None else set_task(event, replace(task, person=p.person))
