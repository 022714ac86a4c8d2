"""One issue of the daily (一期日报): what stands on it besides figures, and how its codes are called."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from briefings.figures.figure import Day
from governance.catalogue.catalogue import Unit
from governance.places.codes import Level, ancestor, level, parse, village_of
from governance.rulebook import Rules

ROOM, STATIONS, VILLAGES, OTHERS = "指挥室（未分派）", "派驻机构", "村（社区）", "其他单位"
PLATFORMS = {"ZZ": "综治工作平台", "ZF": "综合执法平台", "SC": "市场监管平台", "BM": "便民服务平台"}
GROUPS = (*PLATFORMS.values(), STATIONS, VILLAGES, ROOM)
NO_AREA, NO_VILLAGE = "类别待定", "未定位到村"


class Issue(Struct, frozen=True, kw_only=True):
    """Head, foot and names of a daily."""

    town: str  # 云溪镇
    day: Day
    serial: str  # 编号
    operator: str  # 制表
    printed_at: int
    leader: str = ""  # 带班领导
    number: str = ""  # 期号, once it is issued
    signer: str = ""  # 签发, once it is issued
    draft: bool = False  # 草稿
    areas: Mapping[str, str] = {}  # code of the area → its name, in order
    units: Mapping[str, Unit] = {}  # by code
    villages: Mapping[str, str] = {}  # code of the village → its name, in order; every one has its line
    departments: tuple[str, ...] = ()  # departments that have a line even without a call
    outages: tuple[tuple[int, int | None], ...] = ()  # 断网时段, UTC ms
    silent: tuple[str, ...] = ()  # 未回传单位, names

    @property
    def title(self) -> str:
        """云溪镇综合信息指挥室日报."""
        return f"{self.town}综合信息指挥室日报"

    def group(self, unit: str) -> str:
        """The group that a unit's cases are counted with; the room for no unit."""
        if not unit or parse(unit):
            return VILLAGES if unit else ROOM
        known = self.units.get(unit)
        if known is None:
            return OTHERS
        if known.kind == "station":
            return STATIONS
        if known.kind == "town_room":
            return ROOM
        return PLATFORMS.get(known.platform, OTHERS)

    def unit_line(self, unit: str) -> str:
        """The unit that has a line of its own: a grid counts with its village."""
        known = self.units.get(unit)
        if known is not None and known.kind == "town_room":
            return ""
        return village_of(unit) or unit

    def unit_lines(self, extra: Iterable[str] = ()) -> list[str]:
        """Every unit that can have a line, group by group, the room last; with those of `extra` in their groups."""
        town = [code for code, unit in self.units.items() if unit.is_town]
        codes = dict.fromkeys([*town, *self.villages, *sorted(extra), ""])
        order = [*GROUPS[:-1], OTHERS, ROOM]
        return sorted(codes, key=lambda code: order.index(self.group(code)))

    def unit_name(self, unit: str) -> str:
        """A unit as people call it; a grid by its village and number."""
        if not unit:
            return ROOM
        if unit in self.units:
            return self.units[unit].name
        if level(unit) in (Level.GRID, Level.MICRO):
            grid = ancestor(unit, Level.GRID) or unit
            return f"{self.village_name(unit)}第{int(grid[12:15])}网格"
        return self.villages.get(unit, unit)

    def village_name(self, code: str) -> str:
        """The name of the village a code lies in."""
        village = village_of(code)
        return self.villages.get(village, village) if village else NO_VILLAGE

    def area_name(self, code: str) -> str:
        """The name of an area of categories."""
        return self.areas.get(code, code) if code else NO_AREA


def areas_of(rules: Rules) -> dict[str, str]:
    """The areas (类别) of the county's categories, in order."""
    return {c.area_code: c.area for c in rules.catalogue.categories.values()}
