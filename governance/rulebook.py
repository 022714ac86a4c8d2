"""The frozen value that rules judge by: calendars, catalogue, directory and duty of the pinned state (规则包)."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from governance.archive.cycles import RULEBOOK as CYCLES
from governance.archive.cycles import VisitCycles
from governance.catalogue.catalogue import Catalogue
from governance.duty.shift_hours import RULEBOOK, ShiftHours
from governance.people.directory import Directory
from governance.places.called import GridNames
from governance.responsibility.emergencies import Emergency
from governance.responsibility.precedents import Precedent
from governance.time.calendars import Calendar
from governance.time.limits import Limit


class Span(Struct, frozen=True):
    """A shift's open time (在班时段); `to` is None while it is open. UTC ms, half-open."""

    shift: str
    since: int
    to: int | None
    operator: str


class Home(Struct, frozen=True):
    """Whose stream it is (本镇): kind town or county, area code, three-digit unit code, name."""

    stream: str
    kind: str
    area: str
    unit: str
    name: str


class Rules(Struct, frozen=True):
    """Everything a rule may look at besides the case: nothing else may enter the fold (I13)."""

    home: Home
    calendar: Calendar
    catalogue: Catalogue
    directory: Directory
    limits: Mapping[str, Limit]  # clock limits by "<case type>.<clock>.<urgency or grade>"
    duty: tuple[Span, ...] = ()
    precedents: tuple[Precedent, ...] = ()  # 判例 of the county, the oldest first, ended ones too
    emergencies: tuple[Emergency, ...] = ()
    shift_hours: ShiftHours = RULEBOOK
    visit_cycles: VisitCycles = CYCLES
    grid_names: GridNames = GridNames()

    def limit(self, case_type: str, clock: str, grade: str = "") -> Limit:
        """The configured limit of a clock; raises KeyError when the county's table has no such row."""
        found = self.find_limit(case_type, clock, grade)
        if found is None:
            raise KeyError(f"{case_type}.{clock}.{grade}")
        return found

    def find_limit(self, case_type: str, clock: str, grade: str = "") -> Limit | None:
        """The configured limit of a clock; None when the county's table has no such row: that clock does not run."""
        found = self.limits.get(f"{case_type}.{clock}.{grade}")
        return found if found is not None else self.limits.get(f"{case_type}.{clock}.")

    def name_of(self, unit: str) -> str:
        """The unit's name as people know it, or its code when the catalogue does not list it."""
        known = self.catalogue.units.get(unit)
        return known.name if known is not None else unit

    def as_of(self, at: int) -> "Rules":
        """The same rules with everybody's grants as they are in force at the instant (§1.1: 任期、代理)."""
        people = self.directory.as_of(at)
        return self if people is self.directory else replace(self, directory=people)

    def on_duty(self, at: int) -> bool:
        """Whether a shift was open at `at` (§1.2)."""
        latest_first = reversed(self.duty)  # decisions are nearly always of the shift that is open
        return any(s.since <= at and (s.to is None or at < s.to) for s in latest_first)
