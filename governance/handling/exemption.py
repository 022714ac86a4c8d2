"""A task that leaves the denominators for what nobody could help (不可抗力豁免 `EXEMPT`).

Source: rulebook §6.4, §7.1. A decision a task, by 指挥长 on events and the county centre's lead on calls; no clock and no
state moves, the verdict of the clock stays to be seen.
"""

from typing import TypeVar

from msgspec.structs import replace

from governance.doer import Doer
from governance.handling.handled import Exemption, Handled
from governance.ledger.action import Action
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules

H = TypeVar("H", bound=Handled)


class Exempt(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """不可抗力豁免: which task, and why."""

    task: str
    reason: str


def turn(case: Handled, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """豁免: there is a task that is not exempt yet."""
    if any(not case.is_exempt(part.key) for part in case.parts):
        return None
    return Refusal("no-task", "此件没有可豁免的任务；请核对承办单位。")


def refusal(case: Handled, p: Exempt, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """豁免: a task of this case, once, with its reason."""
    if case.part(p.task) is None or case.is_exempt(p.task):
        return Refusal("no-task", "所指任务不在此件或已豁免；请刷新后重选。")
    return None if p.reason.strip() else Refusal("no-reason", "豁免须写明不可抗力事由；请补理由。")


def exempt(case: H, task: str, by: str, at: int, reason: str) -> H:
    """The case with a task out of the denominators."""
    return replace(case, exempted=(*case.exempted, Exemption(task, by, at, reason)))


def apply(case: H, action: Action, p: Exempt, doer: Doer, at: int, rules: Rules) -> H:
    """豁免: the task leaves the denominators."""
    return exempt(case, p.task, action.actor, at, p.reason)
