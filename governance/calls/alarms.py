"""事呼: an alarm of a sensor or a camera proposes to call the county and send the town at once; a person confirms.

Source: rulebook §4.7 (火点, 水质, 视频: the town 到场核实, the department 研判 as C2, both in one record). Derived, never
stored: who studies the alarm follows from 判责 (§5.3). The town's 配合责任 can't be done before it has gone there, so
each mandatory line says why it waits (§4.1).
"""

from typing import Any

from msgspec import Struct

from governance.calls import states
from governance.calls.issuing import SENSED
from governance.events import states as event_states
from governance.events.event import Event
from governance.responsibility.items import outside_list, responsible
from governance.rulebook import Rules
from governance.time.working_time import date_of, local_day

GRADE = "C2"
WAITS = "事呼双应，镇同步到场核实"
OUTSIDE = "清单外，告警须部门研判"
ASK = "请研判“{what}”告警并给出处置意见，镇同步到场核实"


class Alarm(Struct, frozen=True, kw_only=True):
    """A 事呼 that the rules propose (事呼建议)."""

    depts: tuple[str, ...]  # who studies it, 主办 first; () = a person has to say
    item: str = ""
    item_version: int = 0
    lines: tuple[int, ...] = ()  # mandatory 配合责任, which wait for the look on site
    reason: str = ""  # why 清单外
    what: str = ""  # name of the 小类

    @property
    def ask(self) -> str:
        """What the department is asked for, in words."""
        return ASK.format(what=self.what)


def alarm(event: Event, at: int, rules: Rules) -> Alarm | None:
    """The 事呼 that an alarm proposes at `at`; None for other events, and once the county was called."""
    if event.ch not in SENSED or event.state not in event_states.MAY_CALL_UP or _called(event):
        return None
    category = rules.catalogue.categories.get(event.cat)
    if category is None:
        return None
    day = date_of(local_day(at)).isoformat()
    found = responsible(event.cat, day, event.place.area, "", event.text, rules)
    if found:
        first = found[0]
        return Alarm(
            depts=(first.lead,),
            item=first.item.code,
            item_version=first.item.version,
            lines=tuple(line.line_no for line in first.town_lines if line.mandatory),
            what=category.minor,
        )
    unit = rules.catalogue.units.get(outside_list(category, rules.catalogue).unit)
    depts = (unit.code,) if unit is not None and unit.is_department else ()
    return Alarm(depts=depts, reason=OUTSIDE, what=category.minor)


def _called(event: Event) -> bool:
    over = (states.REFUSED, states.WITHDRAWN)
    return any(kid.type in ("call", "reverse") and kid.state not in over for kid in event.kids)


def contents(event: Event, found: Alarm, depts: tuple[str, ...], ask: str) -> dict[str, Any]:
    """What the call says once a person confirmed departments and request: the body of call.issue or call.draft."""
    p: dict[str, Any] = {
        "parent": event.id,
        "grade": GRADE,
        "both": True,
        "depts": list(depts),
        "ask": ask,
        "category": event.cat,
    }
    if not found.item:
        return p | {"reason": found.reason or OUTSIDE}
    lines = [{"no": no, "state": "NOT", "note": WAITS} for no in found.lines]
    return p | {"item": found.item, "item_version": found.item_version, "lines": lines}
