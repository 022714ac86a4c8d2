"""Mending shapes (图形清理): what a map's polygons must be before anything is computed with them, and what was changed.

Afterwards every shape is flat (no Z, no M), valid and not empty. Nothing is mended silently: each mended or dropped
feature is named by its number in the file (from 1).
"""

from collections.abc import Iterable
from typing import Any, Literal

import shapely
from msgspec import Struct
from shapely.geometry.base import BaseGeometry

Kind = Literal["polygon", "line", "any"]

_KINDS: dict[Kind, frozenset[str]] = {
    "polygon": frozenset({"Polygon", "MultiPolygon"}),
    "line": frozenset({"LineString", "MultiLineString"}),
    "any": frozenset({"Polygon", "MultiPolygon", "LineString", "MultiLineString", "Point", "MultiPoint"}),
}


class Check(Struct, frozen=True):
    """One finding of a map's examination (检查结果), as the operator reads it."""

    code: str  # stable, [a-z0-9-]
    sentence: str
    features: tuple[int, ...] = ()  # numbers in the file, from 1


class Cleaned(Struct, frozen=True):
    """The shapes that remain, with their numbers in the file, and what was done (清理结果)."""

    shapes: tuple[tuple[int, BaseGeometry], ...]
    checks: tuple[Check, ...]


class _Changes:
    """Collects feature numbers under each kind of change, in the order of `_SENTENCES`."""

    def __init__(self) -> None:
        self._numbers: dict[str, list[int]] = {code: [] for code in _SENTENCES}

    def note(self, code: str, number: int) -> None:
        self._numbers[code].append(number)

    def checks(self) -> tuple[Check, ...]:
        return tuple(
            Check(code, _SENTENCES[code].format(n=len(numbers)), tuple(numbers))
            for code, numbers in self._numbers.items()
            if numbers
        )


_SENTENCES = {
    "no-shape": "{n} 个要素没有图形，已略去。",
    "other-kind": "{n} 个要素不是所需的图形类型，已略去。",
    "ring-closed": "{n} 个要素的边界未闭合，已自动闭合。",
    "z-dropped": "{n} 个要素带高程，已只取平面坐标。",
    "mended": "{n} 个要素边界自相交或环次序错误，已修复，请核对。",
    "collapsed": "{n} 个要素修复后面积为零，已略去。",
}


def clean(wkbs: Iterable[Any], kind: Kind = "polygon") -> Cleaned:
    """Mend the shapes of a file, given as WKB (None where there is none), keeping those of `kind`."""
    kept: list[tuple[int, BaseGeometry]] = []
    changes = _Changes()
    for number, wkb in enumerate(wkbs, 1):
        if (shape := _mended(wkb, kind, number, changes)) is not None:
            kept.append((number, shape))
    return Cleaned(tuple(kept), changes.checks())


def _mended(wkb: Any, kind: Kind, number: int, changes: _Changes) -> BaseGeometry | None:
    shape = None if wkb is None else shapely.from_wkb(wkb, on_invalid="ignore")
    if shape is None and wkb is not None:
        shape = shapely.from_wkb(wkb, on_invalid="fix")  # an open ring: closing it is all that this mends
        if shape is not None:
            changes.note("ring-closed", number)
    if shape is None or shape.is_empty:
        changes.note("no-shape", number)
        return None
    if shape.has_z:
        shape = shapely.force_2d(shape)
        changes.note("z-dropped", number)
    if kind != "any" and not _parts(shape, kind):
        changes.note("other-kind", number)
        return None
    if not shape.is_valid:
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
        changes.note("mended", number)
    if not (parts := _parts(shape, kind)):
        changes.note("collapsed", number)
        return None
    return parts[0] if len(parts) == 1 else _together(parts)


def _parts(shape: BaseGeometry, kind: Kind) -> list[BaseGeometry]:
    """The shape itself if it is of the kind, else what of the kind lies in a collection."""
    if shape.geom_type in _KINDS[kind]:
        return [] if shape.is_empty else [shape]
    if shape.geom_type != "GeometryCollection":
        return []
    return [part for member in shape.geoms for part in _parts(member, kind)]


def _together(parts: list[BaseGeometry]) -> BaseGeometry:
    """Members of a collection as one shape, mended if they overlap."""
    return shapely.union_all(parts)
