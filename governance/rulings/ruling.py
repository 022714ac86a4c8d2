"""待核裁定 (clock.rule): the DUTY_LEADER rules on what is in doubt in an event, or in the times of a call or a 督办.

Source: rulebook §3.8 (reason D), §3.11 (disputed 代录, two values of one field), §6.4 (steps of a desk that did not know
the time). It is a small case of its own with the event as parent; what it rules is derived in the event from its face.
The recorder never rules on his own record. An upheld dispute of a feedback leads to rework.
"""

from typing import TypeVar

from msgspec.structs import replace

from governance.calls.call import Call
from governance.doer import Doer, sits_in
from governance.events import states
from governance.events.amend import with_value
from governance.events.event import TASK_DONE, TASK_OPEN, Event, Task, set_task, task_key
from governance.events.recorded import with_step
from governance.events.rework import again
from governance.handling import doubted
from governance.ledger.action import Action
from governance.ledger.case import Case, Face
from governance.ledger.clocked import Clocked, start
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.supervision.supervision import Supervision
from governance.time.limits import Limit, half

UPHOLD, DENY = "uphold", "deny"
BEHALF, AMENDED, CLAIM = "代录异议", "更正待核", "诉求不合理"  # what may be in doubt
TIME = "时钟存疑"  # a step of a desk that did not know the time
C = TypeVar("C", bound=Clocked)
RULED = (Event, Call, Supervision)  # whose steps may be in doubt
_RULERS = frozenset({"DUTY_LEADER"})
_REWORKED = states.REWORKABLE | {states.VERIFIED}


class Rule(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """待核裁定: on which action, whether it holds, and why."""

    subject: str  # id of the action that is in doubt
    ruling: str  # uphold or deny
    reason: str


class Ruling(Case, tag="clock", frozen=True, kw_only=True, omit_defaults=True):
    """A ruling: said once, it stands."""

    subject: str
    ruling: str
    reason: str
    by: str
    at: int

    @property
    def final(self) -> bool:
        """It always is."""
        return True

    @property
    def label(self) -> str:
        """What was ruled."""
        return "成立" if self.ruling == UPHOLD else "不成立"


def doubts(case: Clocked) -> dict[str, str]:
    """What waits for a ruling: action id → what is in doubt, as people call it."""
    times = {step.action: TIME for step in doubted.doubted(case)}
    return (_said_of(case) if isinstance(case, Event) else {}) | times


def _said_of(event: Event) -> dict[str, str]:
    found = {one.action: BEHALF for one in event.recorded if one.answer == "dispute" and not one.ruling}
    found |= {one.action: AMENDED for one in event.disputed}
    if event.unhappy is not None and event.unhappy.reason == "D" and not event.unhappy.ruling:
        found[event.unhappy.action] = CLAIM
    return found


def opens(event: Case, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """裁定: by the DUTY_LEADER on duty, where something is in doubt."""
    if not sits_in(_RULERS, doer, rules):
        return Refusal("no-role", "待核事项由带班领导裁定；请交带班领导办理。")
    if not rules.on_duty(at):
        return Refusal("no-shift", "当前没有开班，不能作出决定；请先接班。")
    if not isinstance(event, RULED) or not doubts(event):
        return Refusal("nothing-in-doubt", "此件没有待核事项；无需裁定。")
    return None


def refusal(
    case: Ruling | None, parent: Case | None, p: Rule, doer: Doer, at: int, rules: Rules
) -> Refusal | None:
    """裁定: on what is in doubt, with its reason, never by the recorder."""
    if not isinstance(parent, RULED):
        return Refusal("no-parent", "找不到所裁定的案件；请同步后重试。")
    if (no := opens(parent, doer, at, rules)) is not None:
        return no
    if p.subject not in doubts(parent):
        return Refusal("nothing-in-doubt", "所选事项没有待核或已裁定；请刷新后重试。")
    recorded = parent.recorded if isinstance(parent, Event) else ()
    if any(one.action == p.subject and one.by == doer.user for one in recorded):
        return Refusal("own-record", "代录人不得裁定自己的代录；请换人裁定。")
    if p.ruling not in (UPHOLD, DENY) or not p.reason.strip():
        return Refusal("no-ruling", "须写明成立或不成立及理由；请补全。")
    return None


def apply(case: Ruling | None, action: Action, p: Rule, doer: Doer, at: int, rules: Rules) -> Ruling:
    """裁定: stands as it was said."""
    return Ruling(
        id=action.case or action.id,
        parent=p.parent,
        subject=p.subject,
        ruling=p.ruling,
        reason=p.reason,
        by=action.actor,
        at=at,
    )


def face(case: Ruling) -> Face:
    """What the event sees: on what, and how."""
    return Face(child=case.id, type="clock", state=case.ruling, at=case.at, result=case.subject)


def reflect(event: Event, new: Face, rules: Rules) -> Event:
    """What a ruling does to its event; one on something that is no longer in doubt does nothing."""
    subject, ruling = new.result, new.state
    event = reflect_time(event, new)  # two doubts about one step, one word: first the time
    if subject not in _said_of(event):
        return event
    step = next((one for one in event.recorded if one.action == subject), None)
    if step is not None:
        event = with_step(event, subject, ruling=ruling)
        undone = ruling == UPHOLD and step.kind == "event.feedback"
        return _fed_back_not(event, step.unit, new.at, rules) if undone else event
    if event.unhappy is not None and event.unhappy.action == subject:
        return replace(event, unhappy=replace(event.unhappy, ruling=ruling))
    return with_value(event, subject, ruling == UPHOLD)


def reflect_time(case: C, new: Face) -> C:
    """What a ruling on a step's time does: that time holds, or it counts when the county received it."""
    return doubted.ruled(case, new.result, new.state)


def _fed_back_not(event: Event, unit: str, at: int, rules: Rules) -> Event:
    """The unit never fed back: the 主办 does it again, a 协办 has its task again with half the limit."""
    task = next((t for t in reversed(event.tasks) if t.unit == unit and t.state == TASK_DONE), None)
    if task is None:
        return event
    if task.lead:
        return again(event, at, rules) if event.state in _REWORKED else event
    return _open_again(event, task, at) if event.open else event


def _open_again(event: Event, task: Task, at: int) -> Event:
    key = task_key(task)
    first = next((c for c in event.clocks if c.name == "HANDLE" and c.task == key), None)
    event = set_task(event, replace(task, state=TASK_OPEN, done=None))
    limit = half(Limit(first.n, first.cal)) if first is not None else None
    return start(event, "HANDLE", at, limit, task.unit, key)
