"""Waiting for papers that the applicant owes (待补充材料): a pause of HANDLE without a change of state.

Source: rulebook §3.7, §1.4. By the lead of the unit that handles, once a task; it ends by itself after three working
days (`timed`), or with the feedback.
"""

from typing import TypeVar

from msgspec.structs import replace

from governance.doer import Doer
from governance.handling.handled import HANDLE, Handled, Wait
from governance.handling.holder import holder
from governance.ledger.action import Action
from governance.ledger.clocked import set_clock
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.clocks import paused

H = TypeVar("H", bound=Handled)


class WaitApplicant(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """待补充材料: for which task, and what is missing."""

    task: str
    text: str


def turn(case: Handled, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """待补充材料: the unit's own task, once."""
    part = holder(case, doer, "待补充材料", rules)
    if isinstance(part, Refusal):
        return part
    if any(one.task == part.key for one in case.waits):
        return Refusal("waited-before", "此任务已待补过一次材料，不得再停；请继续办理。")
    return None


def refusal(case: Handled, p: WaitApplicant, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """待补充材料: the task it names, and what is missing."""
    part = case.part_of(doer.units)
    if part is None or part.key != p.task:
        return Refusal("not-holder", "所指任务已变化；请刷新后重试。")
    return None if p.text.strip() else Refusal("no-text", "须写明要申请人补什么材料；请补填。")


def apply(case: H, action: Action, p: WaitApplicant, doer: Doer, at: int, rules: Rules) -> H:
    """待补充材料 ⏸HANDLE for three working days."""
    clock = case.clock(HANDLE, p.task)
    if clock is None or clock.stop is not None:
        return case
    case = replace(case, waits=(*case.waits, Wait(p.task, at)))
    return set_clock(case, clock, paused(clock, at))
