"""From words to a place (地点查找): hamlets, roads, villages, grids and their codes, as callers name them.

A caller's words are longer than a name and rarely exact: the direction after it (东头、南边) and what stands there
(小卖部门口) are kept as words; the name alone says where it is.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

import shapely
from msgspec import Struct
from msgspec.structs import replace

from gis.plane import Plane, plane_of
from gis.town_map import GridArea, MapPlace, TownMap, VillageArea

Spelled = Callable[[str], Callable[[str], int | None]]  # name → pinyin → where it stands in it, or None

POINT, ROAD, VILLAGE, GRID = "point", "road", "village", "grid"
MOST = 8
SURE = 55  # so well do words fit that name a place
ASIDE_M = 40.0  # 东头, 南边: so far from the middle of what was named
_TOWARDS = {"东": (1, 0), "西": (-1, 0), "南": (0, -1), "北": (0, 1)}
_SIDE = re.compile(r"^的?([东西南北]{1,2})(?:头|边|侧|面|首|口|端|门|街|角)")
_COORDINATES = re.compile(r"^(\d{2,3}\.\d+)[,，\s]+(\d{1,2}\.\d+)$")
_SHORT = (
    ("村村民委员会", ("村村委会", "村委会")),
    ("社区居民委员会", ("社区居委会", "居委会")),
    ("便民服务中心", ("服务中心",)),
)
_NUMERALS = "零一二三四五六七八九十"
_OTHER_VILLAGE, _SAME_VILLAGE = -15, 12
_BONUS = {VILLAGE: -3, GRID: 1, ROAD: 0}
_PLACE_BONUS = 2


class Found(Struct, frozen=True):
    """A place that words may mean; without a point the area is all that is known of it."""

    name: str
    kind: str
    area: str  # grid (17 digits), village (12) or town; "" outside the town
    lon: float | None = None
    lat: float | None = None
    side: str = ""  # 东侧
    outside_m: int = 0  # beyond the border
    sure: bool = True  # the words name it, and are not only like its name


class _Known(Struct, frozen=True):
    name: str
    kind: str
    says: tuple[str, ...]
    area: str
    lon: float | None = None
    lat: float | None = None


class PlaceSearch:
    """Finds what words may mean on one township's map."""

    def __init__(self, town: TownMap, spelled: Spelled) -> None:
        """`spelled` tells pinyin; it is asked only once somebody types letters."""
        self._town = town
        self._spelled = spelled
        self._plane: Plane = plane_of(town.town)
        self._villages = {village.code: village for village in town.villages}
        self._known = tuple(_known(town))
        self._initials: dict[str, Callable[[str], int | None]] = {}

    # ------------------------------------------------------------ words

    def find(self, words: str, limit: int = MOST) -> list[Found]:
        """What the words may mean, the likeliest first; empty when no name is in them."""
        typed = _plain(words)
        if not typed:
            return []
        if place := _COORDINATES.match(unicodedata.normalize("NFKC", words).strip()):
            return [self.at(float(place[1]), float(place[2]))]
        short = self._without_town(typed)
        ranked = [(self._score(known, short), known) for known in self._known]
        likely = sorted(
            ((score, known) for score, known in ranked if score > 0), key=lambda one: (-one[0], one[1].name)
        )
        return [replace(self._found(known, short), sure=score >= SURE) for score, known in likely[:limit]]

    def named_in(self, text: str, limit: int = 3) -> list[Found]:
        """Places that a longer text names, those that say most first."""
        told = _plain(text)
        hits = []
        for known in self._known:
            said = max((one for one in known.says if len(one) > 2 and one in told), key=len, default="")
            if not said and len(known.name) == 2 and known.name in told:
                said = known.name
            if said:
                hits.append((known.kind == VILLAGE, -len(said), told.index(said), known))
        named = {known.area for *_, known in hits if known.kind == VILLAGE}
        fitting = [hit for hit in hits if not named or hit[3].kind == VILLAGE or hit[3].area[:12] in named]
        chosen = [known for *_, known in sorted(fitting or hits, key=lambda hit: hit[:3])]
        return [self._found(known, told) for known in chosen[:limit]]

    def village_in(self, words: str) -> str:
        """The code of a village that the words name, or ""."""
        told = _plain(words)
        return next((v.code for v in self._town.villages if v.name in told), "")

    # ------------------------------------------------------------ points

    def at(self, lon: float, lat: float) -> Found:
        """A point of the map: its grid, or how far outside the town it lies."""
        grid = self._town.locate(lon, lat)
        if grid is not None:
            return Found("", POINT, grid, lon, lat)
        spot, town = shapely.Point(*self._plane.to_m((lon, lat))), self._plane.flat(self._town.town)
        return Found("", POINT, "", lon, lat, outside_m=round(town.distance(spot)))

    def middle(self, area: str) -> tuple[float, float] | None:
        """Somewhere inside a grid or village: where a map looks at it."""
        shapes = {g.code: g.polygon for g in self._town.grids} | {
            v.code: v.polygon for v in self._town.villages
        }
        if area not in shapes:
            return None
        point = shapes[area].representative_point()
        return point.x, point.y

    # ------------------------------------------------------------ how well a name fits

    def _without_town(self, typed: str) -> str:
        for head in (self._town.name, self._town.name.removesuffix("镇")):
            rest = typed.removeprefix(head)
            if rest != typed and len(rest) > 1 and not self._begins_a_name(typed):
                return rest
        return typed

    def _begins_a_name(self, typed: str) -> bool:
        return any(said[:3] == typed[:3] for known in self._known for said in known.says)

    def _score(self, known: _Known, typed: str) -> int:
        if typed.isdigit():
            return _code_score(known, typed)
        if typed.isascii():
            return max(self._initials_score(said, typed) for said in known.says)
        score = max(_words_score(said, typed) for said in known.says)
        if score == 0:
            return 0
        score += _BONUS.get(known.kind, _PLACE_BONUS)
        named = next((code for code, one in self._villages.items() if one.name in typed), "")
        if named and known.kind != VILLAGE:
            score += _SAME_VILLAGE if known.area[:12] == named else _OTHER_VILLAGE
        return score

    def _initials_score(self, said: str, typed: str) -> int:
        if said.isascii():
            return 0
        if said not in self._initials:
            self._initials[said] = self._spelled(said)
        at = self._initials[said](typed)
        if at is None:
            return 0
        return 90 - 2 * max(0, len(said) - len(typed)) if at == 0 else max(1, 40 - at)

    def _found(self, known: _Known, typed: str) -> Found:
        found = Found(known.name, known.kind, known.area, known.lon, known.lat)
        side = _side(known, typed)
        if not side or found.lon is None or found.lat is None:
            return found
        return self._aside(found, side)

    def _aside(self, found: Found, side: str) -> Found:
        """The point moved towards a direction, as long as it stays in the grid."""
        east, north = (sum(axis) for axis in zip(*(_TOWARDS[one] for one in side), strict=True))
        x, y = self._plane.to_m((found.lon, found.lat)).tolist()
        lon, lat = self._plane.to_degrees((x + east * ASIDE_M, y + north * ASIDE_M)).tolist()
        if self._town.locate(lon, lat) != found.area:
            return Found(found.name, found.kind, found.area, found.lon, found.lat, f"{side}侧")
        return Found(found.name, found.kind, found.area, lon, lat, f"{side}侧")


# ---------------------------------------------------------------- names of a map


def _known(town: TownMap) -> Iterator[_Known]:
    yield from (_place(place, town) for place in town.places)
    yield from (_grid(grid, town.villages) for grid in town.grids)
    yield from (_village(village) for village in town.villages)
    yield from _roads(town)


def _place(place: MapPlace, town: TownMap) -> _Known:
    says = {place.name}
    for head in (town.name, town.name.removesuffix("镇")):
        rest = place.name.removeprefix(head)
        if len(rest) > 1:
            says.add(rest)
    for long, shorts in _SHORT:
        says |= {one.replace(long, short) for one in tuple(says) for short in shorts if long in one}
    return _Known(place.name, place.kind, tuple(sorted(says)), place.grid_code, place.lon, place.lat)


def _village(village: VillageArea) -> _Known:
    stem = re.sub("(村|社区)$", "", village.name)
    return _Known(village.name, VILLAGE, (village.name, stem), village.code)


def _grid(grid: GridArea, villages: Sequence[VillageArea]) -> _Known:
    village = next((one.name for one in villages if one.code == grid.village_code), "")
    number = int(grid.code[12:15])
    names = [grid.name, f"{village}{number}网格"]
    if 0 < number <= 10:
        names += [f"{village}{_NUMERALS[number]}网格", f"{village}第{_NUMERALS[number]}网格"]
    return _Known(f"{village} {number} 网格", GRID, tuple(names), grid.code)


def _roads(town: TownMap) -> Iterator[_Known]:
    """A road of one grid says the grid, of one village the village, a longer one only that it is in the town."""
    pieces: dict[str, list[shapely.Geometry]] = {}
    for line in town.lines:
        if line.name and not line.width_m:
            pieces.setdefault(line.name, []).append(line.line)
    for name, lines in pieces.items():
        whole = shapely.union_all(lines)
        grids = [grid for grid in town.grids if grid.polygon.intersects(whole)]
        villages = {grid.village_code for grid in grids}
        area = grids[0].code if len(grids) == 1 else villages.pop() if len(villages) == 1 else town.code
        yield _Known(name, ROAD, (name,), area)


# ---------------------------------------------------------------- how names fit words


def _plain(words: str) -> str:
    return re.sub(r"[\s,，。、；;]", "", unicodedata.normalize("NFKC", words))


def _words_score(said: str, typed: str) -> int:
    if said == typed:
        return 100
    if said.startswith(typed):
        return 90 - (len(said) - len(typed))
    if len(said) > 1 and said in typed:
        return 60 + 3 * len(said)
    if typed in said:
        return 55
    shared = next((n for n in range(min(len(said), len(typed)), 1, -1) if said[:n] == typed[:n]), 0)
    return 20 + 3 * shared if shared else 0


def _code_score(known: _Known, typed: str) -> int:
    if known.kind not in (GRID, VILLAGE) or len(typed) < 3:
        return 0
    grid = known.area[:15]
    if known.area.startswith(typed):
        return 80 - len(known.area)
    if grid.endswith(typed):
        return 70
    return 50 if known.kind == GRID and typed in known.area else 0


def _side(known: _Known, typed: str) -> str:
    """东侧 where the words go on with a direction after the name."""
    for said in sorted(known.says, key=len, reverse=True):
        for start in re.finditer(re.escape(said), typed):
            if found := _SIDE.match(typed[start.end() :]):
                return _one_way(found[1])
    shared = next((n for n in range(len(known.name) - 1, 1, -1) if typed.startswith(known.name[:n])), 0)
    found = _SIDE.match(typed[shared:]) if shared else None
    return _one_way(found[1]) if found is not None else ""


def _one_way(side: str) -> str:
    """东南; not 东西, which is no direction."""
    return side if len(set(side)) == len(side) and side not in ("东西", "西东", "南北", "北南") else side[:1]
