"""重办: what was settled badly is handled again, with half the limit.

Source: rulebook §3.3 #17 (limit), #20, §3.11 (an upheld dispute of a 代录 feedback). The caller is 不满意 and right, or the
same thing happened at the same point within seven days. Twice in a case; from the third time on only as 会办: with other
units of the town beside the 主办. The old clock keeps its verdict, and the case is no longer one that was settled at once.
"""

from msgspec.structs import replace

from governance.doer import Doer
from governance.events import states
from governance.events.dispatch import assist
from governance.events.event import TASK_DONE, TASK_OPEN, Event, set_task, task_key
from governance.events.fold import to_dispatch
from governance.events.guards import is_subordinate
from governance.events.payloads import Dispatch
from governance.ledger.action import Action
from governance.ledger.clocked import moved, start, stop_each
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.limits import ND, Limit, half

REASONS = {"UNSATISFIED": "不满意且诉求合理", "REPEAT": "同点7日内重复发生"}
REPEAT_WITHIN = Limit(7, ND)
PLAIN_REWORKS = 2
_CHECKS = ("CHECK", "VERIFY", "REVISIT")


class Rework(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """重办: why, and what does not pass; of a repeated matter its case; of a 会办 who joins."""

    reason: str
    text: str
    repeat: str = ""  # serial of the case that told of it again
    assist: tuple[str, ...] = ()  # 会办


def turn(event: Event, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """重办: not of a mother case, whose parts are what is handled."""
    if event.children:
        return Refusal("has-parts", "此件已拆分办理；请重办不满意的子件。")
    return None


def refusal(event: Event, p: Rework, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """重办: a reason that holds, and from the third time on other units beside the 主办."""
    if p.reason not in REASONS or not p.text.strip():
        return Refusal("no-reason", "重办须选理由并注明不通过的事项；请补全。")
    no = _content(event) if p.reason == "UNSATISFIED" else _no_repeat(event, p, at, rules)
    if no is not None:
        return no
    if len(event.reworked) >= PLAIN_REWORKS and not p.assist:
        return Refusal("rework-twice", "此件已重办2次，不得再单独重办；请选协办单位会办。")
    for unit in p.assist:
        if not is_subordinate(unit, rules):
            return Refusal("not-subordinate", f"【{rules.name_of(unit)}】不是本镇直接下级；请改选会办单位。")
    return None


def _content(event: Event) -> Refusal | None:
    if event.rating in ("GOOD", "FAIR", "NONE"):
        return Refusal("not-unhappy", "回访评价不是不满意，不能按不满意重办；请核对回访记录。")
    if event.unreasonable:
        return Refusal("not-unhappy", "不满意的原因经确认为诉求不合理，不予重办；请做好解释。")
    return None


def _no_repeat(event: Event, p: Rework, at: int, rules: Rules) -> Refusal | None:
    if not p.repeat.strip():
        return Refusal("no-repeat", "按重复发生重办须写明再次反映的案件号；请补填。")
    if event.closed_at is not None and at > rules.calendar.nominal_due(event.closed_at, REPEAT_WITHIN):
        return Refusal("repeat-late", "结案已超过7日，不能按重复发生重办；请按新登记的案件办理。")
    return None


def apply(event: Event, action: Action, p: Rework, doer: Doer, at: int, rules: Rules) -> Event:
    """重办 → SIGNED ■CHECK ■VERIFY ■REVISIT ▶HANDLE with half the limit; 会办 gives the others their tasks."""
    event = again(event, at, rules)
    if event.lead is None or not p.assist:
        return event
    return assist(event, action, Dispatch(unit=event.lead.unit, assist=p.assist), at, rules)


def again(event: Event, at: int, rules: Rules) -> Event:
    """One more 重办: nothing of what was settled holds any longer."""
    event = stop_each(event, _CHECKS, at)
    event = replace(
        event, reworked=(*event.reworked, at), closed_at=None, result="", rating="", unhappy=None, attempts=()
    )
    return reopened(event, at, rules)


def reopened(event: Event, at: int, rules: Rules) -> Event:
    """The next round (第 n 次办理): the 主办 goes on with half the limit; without one the room sends it on itself."""
    event = replace(event, rounds=event.rounds + 1)
    last = next((t for t in reversed(event.tasks) if t.lead and t.state == TASK_DONE), None)
    if last is None:  # the county solved it
        return to_dispatch(event, at, rules)
    event = set_task(event, replace(last, state=TASK_OPEN, done=None))
    first = next((c for c in event.clocks if c.name == "HANDLE" and c.task == task_key(last)), None)
    limit = half(Limit(first.n, first.cal)) if first is not None else None
    return moved(start(event, "HANDLE", at, limit, last.unit, task_key(last)), states.SIGNED, at)
