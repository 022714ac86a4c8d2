"""A real township as a map (实有乡镇): its true outline and village names, with villages and grids cut inside it by code.

Where village borders lie is not known; the cut is only a likeness, the same for the same seed.
"""

import csv
from pathlib import Path

import shapely
from shapely import Polygon

from gis.failures import DivisionsError, NoPolygonError, TownMissingError
from gis.partition import cut, knit
from gis.survey import Feature, survey
from gis.town_map import GridArea, MapPlace, TownMap, VillageArea

GRIDS_A_VILLAGE = 3
_COLUMNS = ("town_code9", "village_code12", "village_name")
_OFFICES = {
    "村委会": "村",
    "村民委员会": "村",
    "社区居委会": "社区",
    "居委会": "社区",
    "社区居民委员会": "社区",
}


def from_real(geojson_path: str | Path, divisions_csv_path: str | Path, town_code: str, seed: int) -> TownMap:
    """Make the map of a township from a map of townships and the list of its villages.

    `town_code` has 9 or 12 digits. Raises a MapError with one sentence.
    """
    code9 = town_code[:9]
    found = _town(Path(geojson_path), code9)
    names = _villages(Path(divisions_csv_path), code9)
    assert isinstance(found.geometry, Polygon)
    pieces = knit(
        [
            grid
            for number, village in enumerate(cut(found.geometry, len(names), seed))
            for grid in cut(village, GRIDS_A_VILLAGE, seed + 1 + number)
        ]
    )
    grids = [
        GridArea(
            f"{code}{number:03}00", f"{name}第{number}网格", code, pieces[at * GRIDS_A_VILLAGE + number - 1]
        )
        for at, (code, name) in enumerate(names)
        for number in range(1, GRIDS_A_VILLAGE + 1)
    ]
    villages = [
        VillageArea(code, name, _whole([grid.polygon for grid in grids if grid.village_code == code]))
        for code, name in names
    ]
    return TownMap(
        code=f"{code9}000",
        name=found.attributes.get("name", town_code),
        town=_whole([village.polygon for village in villages]),
        villages=tuple(villages),
        grids=tuple(grids),
        places=tuple(_office(village, grids) for village in villages),
    )


def _town(path: Path, code9: str) -> Feature:
    """The township's feature: the one with an attribute that is its code."""
    found = [f for f in survey(path).features if {code9, f"{code9}000"} & set(f.attributes.values())]
    if not found:
        raise TownMissingError(
            f"地图“{path.name}”里没有区划代码为 {code9} 的乡镇，请核对代码。", path=str(path), town=code9
        )
    if len(found) > 1 or not isinstance(found[0].geometry, Polygon):
        raise NoPolygonError(
            f"地图“{path.name}”里乡镇 {code9} 由几块分开的面组成，请先合并成一块。",
            path=str(path),
            town=code9,
        )
    return found[0]


def _villages(path: Path, code9: str) -> list[tuple[str, str]]:
    """Codes and names of the township's villages, by code."""
    facts = {"path": str(path), "town": code9}
    try:
        rows = list(csv.DictReader(_text(path).splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as err:
        raise DivisionsError(
            f"区划表“{path.name}”无法读取，请确认是 UTF-8 或 GB18030 编码的 CSV 文件。", **facts
        ) from err
    if not rows or any(row.get(column) is None for column in _COLUMNS for row in rows):
        raise DivisionsError(f"区划表“{path.name}”须有 {'、'.join(_COLUMNS)} 三列，请核对表头。", **facts)
    found = sorted(
        (row["village_code12"], _short(row["village_name"])) for row in rows if row["town_code9"] == code9
    )
    if not found:
        raise TownMissingError(f"区划表“{path.name}”里没有乡镇 {code9} 的村（社区），请核对代码。", **facts)
    if len({code for code, _ in found}) != len(found) or any(len(code) != 12 for code, _ in found):
        raise DivisionsError(f"区划表“{path.name}”里乡镇 {code9} 的村代码重复或不是12位，请更正。", **facts)
    return found


def _text(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _short(name: str) -> str:
    """A village as people call it: 新桥村委会 → 新桥村."""
    for office, kind in sorted(_OFFICES.items(), key=lambda pair: -len(pair[0])):
        if name.endswith(office):
            return name.removesuffix(office) + kind
    return name


def _whole(pieces: list[Polygon]) -> Polygon:
    whole = shapely.coverage_union_all(pieces)
    assert isinstance(whole, Polygon), "pieces that were cut from one polygon make one again"
    return whole


def _office(village: VillageArea, grids: list[GridArea]) -> MapPlace:
    """The village's name as a place to search for, in its middle."""
    at = village.polygon.representative_point()
    code = next(g.code for g in grids if g.village_code == village.code and g.polygon.intersects(at))
    return MapPlace("village", village.name, code, round(at.x, 6), round(at.y, 6))
