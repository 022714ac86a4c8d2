"""What a form is about (办理对象): the case, who acts, when and by which rules. Free of Qt."""

from msgspec import Struct

from desktop.moves.form import Choice, Payload, Values
from desktop.names import Names
from governance.calls.call import Call
from governance.events.event import Event
from governance.events.guards import is_subordinate
from governance.ledger.case import Case
from governance.notices.notice import Notice
from governance.rulebook import Rules
from governance.supervision.supervision import Supervision


class Matter(Struct, frozen=True, kw_only=True):
    """Everything a form may look at; `mains` are the events this one may be merged into, the likeliest first."""

    case: Case
    actor: str
    at: int
    rules: Rules
    names: Names
    calls: tuple[Call, ...] = ()
    mains: tuple[Choice, ...] = ()
    feedback: str = ""  # what the 主办 fed back, as the timeline says it
    return_text: str = ""  # the words of the return that waits

    @property
    def event(self) -> Event:
        """The case as an event; asking for it of another type is a mistake."""
        if not isinstance(self.case, Event):
            raise TypeError(type(self.case).__name__)
        return self.case

    @property
    def call(self) -> Call:
        """The case as a call."""
        if not isinstance(self.case, Call):
            raise TypeError(type(self.case).__name__)
        return self.case

    @property
    def supervision(self) -> Supervision:
        """The case as a supervision."""
        if not isinstance(self.case, Supervision):
            raise TypeError(type(self.case).__name__)
        return self.case

    @property
    def notice(self) -> Notice:
        """The case as a notice."""
        if not isinstance(self.case, Notice):
            raise TypeError(type(self.case).__name__)
        return self.case


def town_units(matter: Matter) -> tuple[Choice, ...]:
    """Every direct subordinate that can be dispatched to: units, then the village and grid of the place, then villages."""
    units = matter.rules.catalogue.units
    found = [
        Choice(unit.code, unit.name, find=unit.code)
        for unit in units.values()
        if is_subordinate(unit.code, matter.rules)
    ]
    area = matter.event.place.area
    near = [code for code in (area, area[:12]) if is_subordinate(code, matter.rules)]
    places = dict.fromkeys([*near, *_workplaces(matter)])
    return (*found, *(Choice(code, matter.names.place(code), find=code) for code in places))


def _workplaces(matter: Matter) -> list[str]:
    """Villages and grids somebody works in."""
    codes = {grant.unit for user in matter.rules.directory.users.values() for grant in user.grants}
    return sorted(code for code in codes if code[:1].isdigit() and is_subordinate(code, matter.rules))


def departments(matter: Matter) -> tuple[Choice, ...]:
    """County departments and utilities."""
    units = matter.rules.catalogue.units.values()
    return tuple(Choice(unit.code, unit.name, find=unit.code) for unit in units if unit.is_department)


def with_words(p: Payload, values: Values, *keys: str) -> Payload:
    """The payload with those worded entries that are not empty."""
    for key in keys:
        value = values.get(key, "")
        if isinstance(value, str) and value.strip():
            p[key] = value.strip()
    return p
