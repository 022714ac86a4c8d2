"""确认告警: who silenced which alarm, so that the second desk falls silent too (rulebook §12 #9)."""

import re

from msgspec.structs import replace

from governance.doer import Doer
from governance.events.event import Event
from governance.events.payloads import ALARMS, AckAlarm
from governance.ledger.action import Action
from governance.refusal import Refusal
from governance.rulebook import Rules

_CHILD = re.compile(r"[0-9a-f-]{36}").fullmatch


def refusal(event: Event, p: AckAlarm, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """确认告警: an alarm that there is; of a child case, a child of this event."""
    alarm, _, child = p.alarm.partition("/")
    if alarm not in ALARMS or (child and (not _CHILD(child) or all(k.child != child for k in event.kids))):
        return Refusal("bad-alarm", f"没有【{p.alarm}】这种告警；请刷新后重试。")
    return None


def apply(event: Event, action: Action, p: AckAlarm, doer: Doer, at: int, rules: Rules) -> Event:
    """确认告警: it keeps silent from here on."""
    return replace(event, acked=tuple(sorted((dict(event.acked) | {p.alarm: at}).items())))
