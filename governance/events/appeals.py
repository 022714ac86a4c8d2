"""超时申诉 on an event: what a unit may appeal against, and what an upheld appeal does.

Source: rulebook §4.4; roles_permissions.csv: 每案一次, 通报/出牌后2工作日内, decided by the director. Found against a unit is
that a clock of its task ran over, or a yellow or red card on the case. Upheld → its tasks are EXEMPT.
"""

from governance import appeals
from governance.appeals import DecideAppeal
from governance.doer import Doer
from governance.events.event import Event, task_key
from governance.handling.exemption import exempt
from governance.ledger.action import Action
from governance.rulebook import Rules
from governance.time.clocks import due_at

CARDS = frozenset({"YELLOW", "RED"})
OWED = frozenset({"SIGN", "CONTACT", "HANDLE"})


def found_at(event: Event, units: tuple[str, ...], at: int, rules: Rules) -> int | None:
    """When the latest lateness of one of the units, or the latest card on a case it holds, came up; None = never."""
    keys = {task_key(task) for task in event.tasks if task.unit in units}
    found: list[int] = []
    for clock in event.clocks:
        due = due_at(clock, rules.calendar) if clock.task in keys and clock.name in OWED else None
        until = at if clock.stop is None else min(at, clock.stop)
        if due is not None and due < until:
            found.append(due)
    if keys:
        found += [k.at for k in event.kids if k.type == "supervision" and k.label in CARDS and k.at <= at]
    return max(found, default=None)


def decide(event: Event, action: Action, p: DecideAppeal, doer: Doer, at: int, rules: Rules) -> Event:
    """裁定 ■APPEAL; 成立 exempts the unit's tasks."""
    mine = next((a for a in event.appeals if a.id == p.appeal), None)
    event = appeals.decide(event, action, p, doer, at, rules)
    if mine is None or p.ruling != "uphold":
        return event
    for task in event.tasks:
        key = task_key(task)
        if task.unit == mine.unit and not event.is_exempt(key):
            event = exempt(event, key, action.actor, at, p.reason)
    return event
