"""The county's catalogue (目录): what an event can be, who there is, what the list says, who may do what.

Source: rulebook §1.1, §3.1, §5.1. A frozen value made of the tables of the data pack; a case keeps what the
catalogue pinned at its time said.
"""

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from governance.catalogue.duties import Item, Line, item_of, line_of
from governance.catalogue.faults import faults
from governance.catalogue.procedure import Step
from governance.catalogue.settings import from_settings, to_settings
from governance.catalogue.tables import Fault, Row, Tables, listed
from governance.catalogue.unit_kinds import DEPARTMENT_KINDS, TOWN_KINDS
from governance.people.roles import Permission, Permissions, permissions
from governance.time.limits import Limit, from_catalogue

__all__ = [
    "Catalogue", "Category", "Fault", "Item", "Line", "Step", "Unit", "Words",
    "faults", "from_settings", "from_tables", "to_settings",
]  # fmt: skip


class Category(Struct, frozen=True, kw_only=True):
    """A kind of event (小类) with its limit and its usual unit."""

    code: str  # 6 digits: area 2, 大类 2, 小类 2
    area_code: str
    area: str
    major_code: str
    major: str
    minor: str
    platform: str  # ZZ, ZF, SC, BM
    limit_value: int  # hours for EH and WH, days for WD and ND
    limit_calendar: str
    urgency: str  # U1 特急, U2 紧急, U3 一般
    suggested_dept: str  # unit code
    keywords: tuple[str, ...]
    related_items: tuple[str, ...]  # codes of list items, the likeliest first
    self_handle_allowed: bool  # 即办, only with U3
    verify_exempt: bool  # closes without 核查
    by_text: tuple[str, ...] = ()  # of the related items those that a published text alone names it for

    @property
    def limit(self) -> Limit:
        """How long handling may take."""
        return from_catalogue(self.limit_value, self.limit_calendar)


class Unit(Struct, frozen=True, kw_only=True):
    """A unit of the county or of the town (单位)."""

    code: str
    name: str
    kind: str  # county, county_centre, utility, town_room, platform_unit, station, town_office, village, grid
    platform: str = ""
    line_department: str = ""  # of a station (派驻机构): the department it belongs to

    @property
    def is_town(self) -> bool:
        """A direct subordinate of the room (直接下级): who can be dispatched to."""
        return self.kind in TOWN_KINDS

    @property
    def is_department(self) -> bool:
        """A county department or utility (县级部门、水电气讯): who is called, never dispatched to."""
        return self.kind in DEPARTMENT_KINDS


class Words(Struct, frozen=True, kw_only=True):
    """Everyday words for a kind of event (常用说法), beside the keywords of the category itself."""

    code: str  # area, 大类 or 小类: the words speak for everything under it
    words: tuple[str, ...]
    weight: int = 100  # percent: how much anything said for what lies under the code counts


class Catalogue(Struct, frozen=True, kw_only=True):
    """Everything the county has settled for its towns (县级目录)."""

    categories: Mapping[str, Category] = {}  # by code, in the order of codes
    units: Mapping[str, Unit] = {}  # by code
    items: Mapping[str, Item] = {}  # by code: the newest version
    versions: Mapping[str, tuple[Item, ...]] = {}  # by code: every version, the oldest first
    lines: Mapping[str, tuple[Line, ...]] = {}  # by item code: those of the newest version, by their numbers
    older_lines: Mapping[
        tuple[str, int], tuple[Line, ...]
    ] = {}  # by code and version, where a version has its own
    permissions: Permissions = Permissions()
    holidays: Mapping[str, str] = {}  # YYYY-MM-DD → OFF or WORK
    overrides: Mapping[str, str] = {}  # YYYY-MM-DD → OFF, WORK or windows; wins over holidays
    profile: str = "DEFAULT"
    words: tuple[Words, ...] = ()

    def __hash__(self) -> int:
        # Mappings have no hash; equal catalogues agree in these, and that is all a cache needs.
        return hash((len(self.categories), len(self.units), len(self.items), len(self.words), self.profile))

    @property
    def unit_kinds(self) -> dict[str, str]:
        """The kind of every unit, by its code."""
        return {unit.code: unit.kind for unit in self.units.values()}

    def item_on(self, code: str, day: str) -> Item | None:
        """The version of the item in force on the day (YYYY-MM-DD); None if there is none."""
        return next((item for item in self.versions.get(code, ()) if item.in_force(day)), None)

    def version(self, code: str, version: int) -> Item | None:
        """A version of the item by its number; None if there is none."""
        return next((item for item in self.versions.get(code, ()) if item.version == version), None)

    def lines_of(self, code: str, version: int = 0) -> tuple[Line, ...]:
        """The duty lines of a version of the item; of the newest when no version is named."""
        own = self.older_lines.get((code, version))
        return own if own is not None else self.lines.get(code, ())

    def clause(self, text: str, version: int = 0) -> Line | None:
        """The line that a clause number quotes; None if the list has no such line."""
        code, _, number = text.rpartition("-")
        return next((line for line in self.lines_of(code, version) if str(line.line_no) == number), None)


def from_tables(tables: Tables) -> Catalogue:
    """Make the catalogue of tables that have no `faults`."""
    versions: dict[str, list[Item]] = defaultdict(list)
    for row in tables.get("responsibility_items", []):
        versions[row["item_code"]].append(item_of(row))
    ordered = {
        code: tuple(sorted(found, key=lambda item: item.effective_from)) for code, found in versions.items()
    }
    lines: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for line in map(line_of, tables.get("responsibility_lines", [])):
        lines[line.item_code, line.version].append(line)
    sorted_lines = {key: tuple(sorted(found, key=_by_number)) for key, found in lines.items()}
    newest = {code: found[-1].version for code, found in ordered.items()}
    profile = next((row["profile"] for row in tables.get("hours_profile", [])), "DEFAULT")
    return Catalogue(
        categories={
            row["code"]: _category(row) for row in sorted(tables.get("event_categories", []), key=_by_code)
        },
        units={row["code"]: _unit(row) for row in tables.get("departments", [])},
        items={code: found[-1] for code, found in ordered.items()},
        versions=ordered,
        lines={
            code: sorted_lines.get((code, version), sorted_lines.get((code, 0), ()))
            for code, version in newest.items()
        },
        older_lines=_own_lines(ordered, sorted_lines),
        permissions=permissions(
            _permission(row) for row in tables.get("roles_permissions", []) if row["allowed"] != "N"
        ),
        holidays={row["date"]: row["day"] for row in tables.get("holidays", [])},
        overrides={row["date"]: row["override"] for row in tables.get("day_overrides", [])},
        profile=profile,
        words=tuple(_words(row) for row in tables.get("category_words", [])),
    )


def _by_code(row: Row) -> str:
    return row["code"]


def _by_number(line: Line) -> int:
    return line.line_no


def _own_lines(
    versions: Mapping[str, tuple[Item, ...]], lines: Mapping[tuple[str, int], tuple[Line, ...]]
) -> dict[tuple[str, int], tuple[Line, ...]]:
    """Of every version whose lines are not those of the newest."""
    return {
        (code, item.version): lines.get((code, item.version), lines.get((code, 0), ()))
        for code, found in versions.items()
        if any((code, item.version) in lines for item in found)
        for item in found
    }


def _category(row: Row) -> Category:
    same = ("code", "area_code", "area", "major_code", "major", "minor", "platform")
    return Category(
        **{name: row[name] for name in (*same, "limit_calendar", "urgency", "suggested_dept")},
        limit_value=int(row["limit_value"]),
        keywords=listed(row["keywords"]),
        related_items=listed(row["related_items"]),
        by_text=(),
        self_handle_allowed=row["self_handle_allowed"] == "Y",
        verify_exempt=row["verify_exempt"] == "Y",
    )


def _unit(row: Row) -> Unit:
    return Unit(**{name: row[name] for name in ("code", "name", "kind", "platform", "line_department")})


def _permission(row: Row) -> Permission:
    return Permission(row["role"], row["action"], row["scope"], row["condition"])


def _words(row: Row) -> Words:
    return Words(code=row["code"], words=listed(row["words"]), weight=int(row["weight"] or 100))
