"""The dispatch slip of an event (交办单): what a unit is asked, by when; with its parts to sign and to answer.

Source: rulebook §10, 交办单. Units see no personal field on paper (§1.3): the caller is not on the slip, and numbers of
persons inside free text are masked.
"""

from collections.abc import Callable

from msgspec import Struct

from briefings.texts import due_stamp, masked, stamp
from governance.catalogue.urgencies import URGENCIES
from governance.events.event import Event, Task, task_key
from governance.rulebook import Rules
from governance.time.clocks import due_at
from governance.time.words import CALENDARS

ASK = "请在到期时刻前办结并反馈结果及材料；不属本单位职责的，在退单时限内写明条款退回。"


class UnitPart(Struct, frozen=True, kw_only=True):
    """One unit's part."""

    name: str
    lead: bool  # 主办, otherwise 协办
    sign_due: str
    handle_due: str  # with the calendar's name
    signed: str = ""


class DispatchSlip(Struct, frozen=True, kw_only=True):
    """All that stands on it."""

    serial: str
    state: str
    given_at: str
    urgency: str
    category: str
    place: str
    text: str
    ask: str
    issuer: str
    parts: tuple[UnitPart, ...]  # the lead first


def dispatch_slip(
    event: Event, rules: Rules, place_name: Callable[[str], str] = str, place: str = "", issuer: str = ""
) -> DispatchSlip:
    """Give the slip of an event; `place_name` names a village or grid that is a unit, `place` says where it is."""
    category = rules.catalogue.categories.get(event.cat)
    tasks = [task for task in event.tasks if task.state in ("OPEN", "DONE")]
    tasks.sort(key=lambda task: not task.lead)
    return DispatchSlip(
        serial=event.serial,
        state=event.label,
        given_at=stamp(tasks[0].at) if tasks else "",
        urgency=URGENCIES.get(event.urg, event.urg),
        category=f"{category.major} · {category.minor}" if category else "待定",
        place=masked(" ".join(part for part in (place, event.place.text) if part)),
        text=masked(event.text),
        ask=ASK,
        issuer=issuer,
        parts=tuple(_part(event, task, rules, place_name) for task in tasks),
    )


def _part(event: Event, task: Task, rules: Rules, place_name: Callable[[str], str]) -> UnitPart:
    units = rules.catalogue.units
    return UnitPart(
        name=units[task.unit].name if task.unit in units else place_name(task.unit),
        lead=task.lead,
        sign_due=_due(event, "SIGN", task, rules),
        handle_due=_due(event, "HANDLE", task, rules),
        signed=stamp(task.signed),
    )


def _due(event: Event, name: str, task: Task, rules: Rules) -> str:
    clock = event.clock(name, task_key(task))
    if clock is None:
        return "—"
    due = due_at(clock, rules.calendar)
    return f"{due_stamp(due) if due is not None else '暂停'}（{CALENDARS.get(clock.cal, clock.cal)}）"
