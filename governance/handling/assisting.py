"""One more unit that helps (增加协办、配合): a task of its own, due no later than the 主办's.

Source: rulebook §3.11, §4.3, §1.4. The room adds it, or the unit that holds the 主办 task asks for it; on calls the centre.
"""

from governance.doer import Doer
from governance.handling.handled import HANDLE, Handled
from governance.ledger.payload import Payload
from governance.people.roles import DESK_ROLES
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time import clocks
from governance.time.calendars import Calendar
from governance.time.clocks import Clock
from governance.time.limits import EH, WD, WH, Limit
from governance.time.working_time import MINUTE_MS


class Invite(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """增加协办: whom, and for what."""

    unit: str
    text: str = ""


def turn(case: Handled, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """增加协办: on events by the room or the 主办 unit."""
    lead = case.leading
    if not DESK_ROLES.isdisjoint(doer.roles) or (lead is not None and lead.unit in doer.units):
        return None
    return Refusal("not-lead", "增加协办由主办单位请求或指挥室指定；请联系主办单位。")


def twice_refusal(case: Handled, unit: str, rules: Rules) -> Refusal | None:
    """Refuse a unit that has an open task in the case."""
    if case.part_of((unit,)) is None:
        return None
    return Refusal("twice", f"【{rules.name_of(unit)}】已在承办此件；请改选其他单位。")


def lead_clock(case: Handled) -> Clock | None:
    """The running HANDLE of the 主办."""
    lead = case.leading
    return case.clock(HANDLE, lead.key) if lead is not None else None


def capped(limit: Limit | None, lead: Clock | None, at: int, calendar: Calendar) -> Limit | None:
    """The limit of a task that helps: its own, or what is left of the 主办's if that is less."""
    due = clocks.due_at(lead, calendar) if lead is not None else None
    if limit is None or lead is None or due is None or calendar.nominal_due(at, limit) <= due:
        return limit
    left = clocks.allowance_ms(lead, calendar) - clocks.running_ms(lead, at, calendar)
    return Limit(max(1, left // MINUTE_MS), WH if lead.cal in (WH, WD) else EH)
