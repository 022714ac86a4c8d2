"""代录的步骤 and what the unit says of it (代录确认、异议).

Source: rulebook §3.11. What the room recorded for a unit may be confirmed or disputed by that unit within one working day
of the entry; silence leaves it 代录. A disputed one, and the clock it stopped, leave numerators and denominators until it is ruled on.
"""

from msgspec import Struct
from msgspec.structs import replace

from governance.doer import Doer
from governance.events.event import Event, Recorded
from governance.ledger.action import Action
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.limits import WD, Limit

ANSWERS = {"confirm": "确认", "dispute": "有异议"}
TERM = Limit(1, WD)  # unless the county's table says otherwise


class BehalfAnswer(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """代录确认/异议: of which step, and why it is not so."""

    step: str  # id of the action that recorded it
    answer: str
    text: str = ""


class Unanswered(Struct, frozen=True):
    """A recorded step that a unit may still answer for, until `due` (UTC ms)."""

    step: Recorded
    due: int


def open_steps(event: Event, units: tuple[str, ...], at: int, rules: Rules) -> tuple[Unanswered, ...]:
    """What these units may still confirm or dispute."""
    term = rules.find_limit("event", "BEHALF_ANSWER") or TERM
    mine = [step for step in event.recorded if step.unit in units and not step.answer]
    found = [Unanswered(step, rules.calendar.nominal_due(step.at, term)) for step in mine]
    return tuple(one for one in found if at <= one.due)


def turn(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """确认、异议: a step of the own unit, in its term."""
    if open_steps(event, doer.units, at, rules):
        return None
    return Refusal("nothing-recorded", "没有本单位1个工作日内待确认的代录；如有异议请报带班领导。")


def refusal(event: Event, p: BehalfAnswer, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """确认、异议: of one of these steps; a dispute says why."""
    if all(one.step.action != p.step for one in open_steps(event, doer.units, at, rules)):
        return Refusal("nothing-recorded", "所选代录已答复或已过1个工作日；请刷新后重试。")
    if p.answer not in ANSWERS:
        return Refusal("no-answer", "未选确认或异议；请选一项。")
    if p.answer == "dispute" and not p.text.strip():
        return Refusal("no-reason", "有异议须写明理由；请补理由。")
    return None


def answer(event: Event, action: Action, p: BehalfAnswer, doer: Doer, at: int, rules: Rules) -> Event:
    """确认、异议: the step carries it."""
    return with_step(event, p.step, answer=p.answer)


def with_step(event: Event, action: str, **changes: str) -> Event:
    """The event with what became of one recorded step."""
    steps = tuple(replace(one, **changes) if one.action == action else one for one in event.recorded)
    return replace(event, recorded=steps)
