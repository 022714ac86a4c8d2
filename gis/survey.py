"""Examining a map file (地图查验): file → checked features in degrees of CGCS2000, ready to be shown before an import.

`survey` raises a `MapError` with one sentence when nothing can be made of the file. Whatever was guessed, mended or left
out is told as a check; the operator sees the checks and ten names before anything is imported.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import shapely
from msgspec import Struct
from shapely.geometry.base import BaseGeometry

from gis import crs as systems
from gis.clean import Check, Kind, clean
from gis.failures import EmptyMapError, NoPolygonError, UnknownCrsError, UnreadableMapError
from gis.readers import geojson, geopackage, kml, shapefile
from gis.readers.layer import Layer
from gis.warp import warped

_READERS: Mapping[str, Callable[..., Layer]] = {
    ".geojson": geojson.read,
    ".json": geojson.read,
    ".shp": shapefile.read,
    ".dbf": shapefile.read,
    ".gpkg": geopackage.read,
    ".kml": kml.read,
    ".kmz": kml.read,
}
_KIND_NAMES: Mapping[Kind, str] = {"polygon": "面", "line": "线", "any": "可用"}
_LIKELY_NAMES = ("name", "名称", "网格名称", "村名", "乡镇名称", "xzqmc", "mc")
_GCJ02_TRAITS = {"adcode", "center"}  # attributes of the web maps' own boundary service


class Feature(Struct, frozen=True):
    """One checked shape of a map (要素): valid, flat, not empty, degrees."""

    number: int  # in the file, from 1
    geometry: BaseGeometry
    attributes: dict[str, str]


class Survey(Struct, frozen=True):
    """What a map file holds (查验结果)."""

    path: str
    layer: str
    other_layers: tuple[str, ...]
    features: tuple[Feature, ...]
    crs: str  # the system it was read in: an EPSG code, "GCJ-02", or the name in the file
    encoding: str
    checks: tuple[Check, ...]

    def names(self, count: int = 10) -> tuple[str, ...]:
        """The first names, for the operator to see whether the encoding is right (名称样例)."""
        field = self.name_field()
        return tuple(f.attributes.get(field, "") for f in self.features[:count]) if field else ()

    def name_field(self) -> str | None:
        """The attribute that most likely is the name: one called so, else the first with Chinese text."""
        fields = list(dict.fromkeys(key for feature in self.features for key in feature.attributes))
        called = [f for likely in _LIKELY_NAMES for f in fields if f.lower() == likely]
        chinese = [
            f
            for f in fields
            if any("一" <= c <= "鿿" for x in self.features for c in x.attributes.get(f, ""))
        ]
        return next(iter([*called, *chinese]), None)


def survey(
    path: str | Path,
    *,
    kind: Kind = "polygon",
    crs: str | None = None,
    encoding: str | None = None,
    layer: str | None = None,
) -> Survey:
    """Examine a map file for shapes of `kind`.

    `crs`, `encoding` and `layer` are what the operator says; they win over the file and over any guess. `crs` is an
    EPSG code ("EPSG:4528"), WKT, or "GCJ-02".
    """
    path = Path(path)
    if (reader := _READERS.get(path.suffix.lower())) is None:
        raise UnreadableMapError(
            f"不认识的地图格式“{path.suffix or path.name}”，请提供 GeoJSON、Shapefile、GeoPackage 或 KML 文件。",
            path=str(path),
        )
    found = reader(path, layer=layer, encoding=encoding)
    cleaned = clean(found.wkbs, kind)
    _refuse_nothing(path, found, cleaned.shapes, kind)
    numbers = [number for number, _ in cleaned.shapes]
    shapes, name, located = _located(path, found, [shape for _, shape in cleaned.shapes], crs)
    return Survey(
        path=str(path),
        layer=found.name,
        other_layers=found.others,
        features=tuple(
            Feature(number, shape, found.attributes[number - 1] if found.attributes else {})
            for number, shape in zip(numbers, shapes, strict=True)
        ),
        crs=name,
        encoding=found.encoding,
        checks=(
            *found.checks,
            *_layers_left(found),
            *cleaned.checks,
            *located,
            *_looks_like_gcj02(found, crs),
        ),
    )


def _refuse_nothing(
    path: Path, found: Layer, shapes: tuple[tuple[int, BaseGeometry], ...], kind: Kind
) -> None:
    """Raise when no shape of the kind is left."""
    facts = {"path": str(path), "layer": found.name, "features": len(found.wkbs)}
    if not any(found.wkbs):
        raise EmptyMapError(f"地图文件“{path.name}”里没有任何图形，请换一个文件。", **facts)
    if not shapes:
        raise NoPolygonError(
            f"地图文件“{path.name}”里没有{_KIND_NAMES[kind]}要素，请确认选对了文件或图层。", **facts
        )


def _located(
    path: Path, found: Layer, shapes: list[BaseGeometry], said: str | None
) -> tuple[list[BaseGeometry], str, tuple[Check, ...]]:
    """The shapes in CGCS2000 degrees, the name of the system they were in, and what was guessed about it."""
    bounds = tuple(float(edge) for edge in shapely.total_bounds(np.array(shapes, dtype=object)))
    west, south, east, north = bounds
    box = (west, south, east, north)
    crs, checks = (said, ()) if said else _system(path, found, box)
    if crs == systems.GCJ02:
        shapes = [shapely.transform(shape, systems.from_gcj02) for shape in shapes]
    elif crs not in systems.LON_LAT:
        shapes = warped(shapes, crs, path)
    elif not systems.is_lon_lat(box):
        raise _unknown(path, found)
    degrees = shapely.total_bounds(np.array(shapes, dtype=object))
    if not np.isfinite(degrees).all():
        raise _unknown(path, found)
    if not systems.in_china((float(degrees[0]), float(degrees[1]), float(degrees[2]), float(degrees[3]))):
        checks = (*checks, Check("outside-china", "坐标不在中国范围内，请核对坐标系。"))
    return shapes, _short(crs), checks


def _system(
    path: Path, found: Layer, box: tuple[float, float, float, float]
) -> tuple[str, tuple[Check, ...]]:
    """The coordinate system of a file that the operator said nothing about."""
    if found.crs is not None and (found.crs not in systems.LON_LAT or systems.is_lon_lat(box)):
        note = Check("old-datum", "原坐标系为北京54或西安80，换算后可能有几十米偏差，请与底图核对。")
        return found.crs, (note,) if systems.is_old_datum(found.crs) else ()
    if found.crs is None and systems.is_lon_lat(box):
        return systems.CGCS2000, (
            Check("crs-guessed", "文件没有注明坐标系，数值像经纬度，已按 CGCS2000 读取，请核对位置。"),
        )
    if zone := systems.guessed_gauss_krueger(box):
        sentence = f"文件没有注明坐标系，横坐标带有带号，已按 CGCS2000 高斯-克吕格({zone})换算，请核对位置。"
        return zone, (Check("crs-guessed", sentence),)
    raise _unknown(path, found)


def _unknown(path: Path, found: Layer) -> UnknownCrsError:
    return UnknownCrsError(
        f"地图“{path.name}”没有注明坐标系，也无法从数值判断，请补上坐标系文件(.prj)或指明坐标系后重试。",
        path=str(path), layer=found.name, other_layers=found.others,
    )  # fmt: skip


def _short(crs: str) -> str:
    """An EPSG code as it is; of WKT the name in its first quotes."""
    return crs.split('"')[1] if '"' in crs else crs


def _layers_left(found: Layer) -> tuple[Check, ...]:
    if not found.others:
        return ()
    return (Check("other-layers", f"文件另有图层：{'、'.join(found.others)}；本次只读“{found.name}”。"),)


def _looks_like_gcj02(found: Layer, said: str | None) -> tuple[Check, ...]:
    if said is not None or not any(row.keys() >= _GCJ02_TRAITS for row in found.attributes):
        return ()
    return (
        Check(
            "maybe-gcj02", "文件像是网络地图导出的(GCJ-02)，位置可能偏移约500米；如是，请选 GCJ-02 重新读取。"
        ),
    )
