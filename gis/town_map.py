"""The map of one township (乡镇地图): its outline, villages and grids, and what is drawn on it, as one frozen value.

All shapes are in degrees. Grids are the general ones: each point of the town lies in exactly one.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from gis.failures import UnreadableMapError
from gis.index import GridIndex


class VillageArea(NamedTuple):
    """A village or community (村、社区)."""

    code: str  # 12 digits
    name: str
    polygon: Polygon


class GridArea(NamedTuple):
    """A general grid (普通网格)."""

    code: str  # 17 digits
    name: str
    village_code: str
    polygon: Polygon


class MapLine(NamedTuple):
    """A road or a stream (道路、河流)."""

    kind: str  # province county township village street; river brook canal
    name: str
    line: BaseGeometry
    width_m: float  # of water; 0 for a road, whose kind says how wide it is drawn


class Water(NamedTuple):
    """A reservoir or pond (水库、塘)."""

    kind: str
    name: str
    polygon: BaseGeometry


class MapPlace(NamedTuple):
    """A place that callers name (地名)."""

    kind: str  # hamlet, village_office, school, market, bridge …
    name: str
    grid_code: str
    lon: float
    lat: float


@dataclass(frozen=True)
class TownMap:
    """A township as it is drawn and asked (乡镇地图)."""

    code: str  # 12 digits
    name: str
    town: Polygon
    villages: tuple[VillageArea, ...]
    grids: tuple[GridArea, ...]
    lines: tuple[MapLine, ...] = ()
    waters: tuple[Water, ...] = ()
    places: tuple[MapPlace, ...] = ()

    @cached_property
    def index(self) -> GridIndex:
        """Finds grids; built when first asked."""
        return GridIndex([(grid.code, grid.polygon) for grid in self.grids])

    def locate(self, lon: float, lat: float) -> str | None:
        """The code of the grid at a place, or None outside the town (落格)."""
        return self.index.locate(lon, lat)


# ---------------------------------------------------------------- the folder of a town


class _Feature(msgspec.Struct):
    properties: dict[str, Any]
    geometry: msgspec.Raw


class _Collection(msgspec.Struct):
    features: list[_Feature]


def load(folder: str | Path) -> TownMap:
    """Read a town that `save` wrote (the layout of `resources/demo`).

    Raises UnreadableMapError when a file is missing or is not what it should be.
    """
    folder = Path(folder)
    (town,) = _read(folder / "town.geojson", lambda p, shape: (p["code"], p["name"], shape), exactly=1)
    return TownMap(
        code=town[0],
        name=town[1],
        town=town[2],
        villages=_read(
            folder / "villages.geojson", lambda p, shape: VillageArea(p["code"], p["name"], shape)
        ),
        grids=_read(
            folder / "grids.geojson",
            lambda p, shape: GridArea(p["code"], p["name"], p["village_code"], shape),
        ),
        lines=(
            *(line for line in _read(folder / "river.geojson", _line_or_water) if isinstance(line, MapLine)),
            *_read(folder / "roads.geojson", lambda p, shape: MapLine(p["kind"], p["name"], shape, 0)),
        ),
        waters=tuple(w for w in _read(folder / "river.geojson", _line_or_water) if isinstance(w, Water)),
        places=_read(
            folder / "places.geojson", lambda p, at: MapPlace(p["kind"], p["name"], p["code"], at.x, at.y)
        ),
    )


def _line_or_water(properties: dict[str, Any], shape: BaseGeometry) -> MapLine | Water:
    if "width_m" in properties:
        return MapLine(properties["kind"], properties["name"], shape, properties["width_m"])
    return Water(properties["kind"], properties["name"], shape)


_T = TypeVar("_T")


def _read(
    path: Path, made: Callable[[dict[str, Any], BaseGeometry], _T], *, exactly: int | None = None
) -> tuple[_T, ...]:
    try:
        features = msgspec.json.decode(path.read_bytes(), type=_Collection).features
        shapes = shapely.from_geojson([bytes(feature.geometry) for feature in features])
        found = tuple(made(f.properties, shape) for f, shape in zip(features, shapes, strict=True))
    except (OSError, msgspec.DecodeError, shapely.GEOSException, KeyError, AttributeError) as err:
        raise _broken(path) from err
    if not found or (exactly is not None and len(found) != exactly):
        raise _broken(path)
    return found


def _broken(path: Path) -> UnreadableMapError:
    return UnreadableMapError(
        f"乡镇地图文件“{path.name}”缺失或已损坏，请重新安装或重新导入地图。", path=str(path)
    )


def save(town: TownMap, folder: Path) -> None:
    """Write the town's six GeoJSON files; the same town gives the same bytes."""
    _write(folder / "town.geojson", [({"code": town.code, "name": town.name}, town.town)])
    _write(
        folder / "villages.geojson", (({"code": v.code, "name": v.name}, v.polygon) for v in town.villages)
    )
    _write(
        folder / "grids.geojson",
        (
            ({"code": g.code, "name": g.name, "village_code": g.village_code, "kind": "GENERAL"}, g.polygon)
            for g in town.grids
        ),
    )
    streams = [x for x in town.lines if x.width_m]
    _write(
        folder / "river.geojson",
        [
            *(({"name": x.name, "kind": x.kind, "width_m": x.width_m}, x.line) for x in streams),
            *(({"name": w.name, "kind": w.kind}, w.polygon) for w in town.waters),
        ],
    )
    roads = (x for x in town.lines if not x.width_m)
    _write(folder / "roads.geojson", (({"name": x.name, "kind": x.kind}, x.line) for x in roads))
    _write(
        folder / "places.geojson",
        (
            ({"name": p.name, "kind": p.kind, "code": p.grid_code}, shapely.Point(p.lon, p.lat))
            for p in town.places
        ),
    )


def _write(path: Path, features: Iterable[tuple[dict[str, Any], BaseGeometry]]) -> None:
    """One feature a line."""
    lines = [
        json.dumps(
            {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(shape)},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for properties, shape in features
    ]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")
