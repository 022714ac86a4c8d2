"""One layer of a map file as GDAL reads it (图层), before anything is judged or mended."""

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyogrio
from msgspec import Struct
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

from gis.clean import Check
from gis.failures import EmptyMapError, UnreadableMapError

_GDAL_SAYS_NO = (DataSourceError, DataLayerError, FeatureError, UnicodeDecodeError, ValueError, OSError)


class Layer(Struct, frozen=True):
    """Features in the order of the file."""

    name: str
    others: tuple[str, ...]  # names of the file's other layers
    crs: str | None  # as the file says: "EPSG:4490", WKT, or None
    encoding: str  # of the attributes
    wkbs: tuple[bytes | None, ...]
    attributes: tuple[dict[str, str], ...]  # empty values are left out
    checks: tuple[Check, ...] = ()


def read_layer(
    path: Path, *, layer: str | None = None, encoding: str | None = None, copied_from: Path | None = None
) -> Layer:
    """Read one layer: the named one, else the first with areas, else the first.

    `copied_from` is the operator's file when `path` is a copy of it; errors speak of that one.
    Raises UnreadableMapError, or EmptyMapError when the file holds no shapes at all.
    """
    asked = copied_from or path
    if not path.is_file():
        raise UnreadableMapError(f"找不到地图文件“{asked.name}”，请检查路径。", path=str(asked))
    try:
        found = [(str(name), kind) for name, kind in _quiet(pyogrio.list_layers, path)]
        shaped = [(name, kind) for name, kind in found if kind is not None]
        if not shaped:
            raise EmptyMapError(f"地图文件“{asked.name}”里没有任何图形，请换一个文件。", path=str(asked))
        name = _chosen(asked, shaped, layer)
        meta, _, wkbs, columns = _quiet(pyogrio.raw.read, path, layer=name, encoding=encoding)
    except _GDAL_SAYS_NO as err:
        raise UnreadableMapError(
            f"地图文件“{asked.name}”无法读取，可能已损坏或格式不对。", path=str(asked)
        ) from err
    return Layer(
        name,
        tuple(other for other, _ in found if other != name),
        meta["crs"],
        encoding or meta["encoding"] or "UTF-8",
        () if wkbs is None else tuple(wkbs),
        _attributes(meta["fields"], columns),
    )


def _chosen(path: Path, shaped: list[tuple[str, str]], wanted: str | None) -> str:
    names = [name for name, _ in shaped]
    if wanted is not None:
        if wanted not in names:
            raise UnreadableMapError(
                f"地图文件“{path.name}”里没有图层“{wanted}”。", path=str(path), layers=names
            )
        return wanted
    return next((name for name, kind in shaped if "Polygon" in kind), names[0])


def _attributes(fields: npt.NDArray[Any], columns: list[npt.NDArray[Any]]) -> tuple[dict[str, str], ...]:
    texts = [[_text(value) for value in column] for column in columns]
    names = [str(field) for field in fields]
    return tuple({n: v for n, v in zip(names, row, strict=True) if v} for row in zip(*texts, strict=True))


def _text(value: Any) -> str:
    """An attribute as text: codes that were stored as numbers lose their `.0`, nothing becomes an empty text."""
    if value is None or value is np.ma.masked:
        return ""
    if isinstance(value, (float, np.floating)):
        return "" if np.isnan(value) else str(int(value)) if float(value).is_integer() else str(float(value))
    if isinstance(value, np.datetime64) and np.isnat(value):
        return ""
    if isinstance(value, np.ndarray):
        return ";".join(_text(part) for part in value)
    return str(value).strip()


def _quiet(read: Any, *arguments: Any, **options: Any) -> Any:
    """Call GDAL without its warnings: what they say (open rings, M values) `clean` says in Chinese."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return read(*arguments, **options)
