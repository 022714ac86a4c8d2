"""Bringing shapes from another coordinate system to CGCS2000 degrees (坐标转换), through GDAL's own projection library.

The shapes go into a temporary file and come back through a VRT that wraps it, so that no second projection library is
needed and the encoding of the original file plays no part.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError
from shapely.geometry.base import BaseGeometry

from gis.crs import CGCS2000
from gis.failures import UnknownCrsError

_LAYER = "shapes"


def warped(shapes: Sequence[BaseGeometry], crs: str, path: Path) -> list[BaseGeometry]:
    """The shapes in degrees of CGCS2000; `crs` is an EPSG code or WKT, `path` the map they came from (for the error)."""
    if not shapes:
        return []
    with tempfile.TemporaryDirectory(prefix="huying-map-") as folder:
        file = Path(folder) / "shapes.fgb"
        vrt = (
            f'<OGRVRTDataSource><OGRVRTWarpedLayer><OGRVRTLayer name="{_LAYER}">'
            f"<SrcDataSource>{escape(str(file))}</SrcDataSource></OGRVRTLayer>"
            f"<TargetSRS>{CGCS2000}</TargetSRS></OGRVRTWarpedLayer></OGRVRTDataSource>"
        )
        try:
            pyogrio.raw.write(
                file, shapely.to_wkb(shapes), field_data=[], fields=[], driver="FlatGeobuf", geometry_type="Unknown",
                crs=crs, layer=_LAYER, layer_options={"SPATIAL_INDEX": "NO"},  # an index would change their order
            )  # fmt: skip
            _, _, wkbs, _ = pyogrio.raw.read(vrt.encode(), columns=[])
        except (DataSourceError, DataLayerError, FeatureError) as err:
            raise _unknown(crs, path) from err
    there = [shapely.from_wkb(wkb) for wkb in wkbs if wkb is not None]
    if len(there) != len(shapes):
        raise _unknown(crs, path)
    return there


def _unknown(crs: str, path: Path) -> UnknownCrsError:
    return UnknownCrsError(
        f"地图“{path.name}”的坐标系无法换算成经纬度，请核对坐标系或先用其他软件转换。",
        path=str(path),
        crs=crs,
    )
