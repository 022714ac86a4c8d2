"""KML (.kml, .kmz): degrees of WGS84 always; GDAL adds fields for its styling, which nobody here needs."""

from pathlib import Path

from msgspec.structs import replace

from gis.readers.layer import Layer, read_layer

_STYLING = frozenset(
    {
        "id",
        "timestamp",
        "begin",
        "end",
        "altitudeMode",
        "tessellate",
        "extrude",
        "visibility",
        "drawOrder",
        "icon",
    }
)


def read(path: Path, *, layer: str | None = None, encoding: str | None = None) -> Layer:
    """The named folder of a KML file, else the first with areas; `encoding` is of no use here."""
    found = read_layer(path, layer=layer)
    plain = tuple({k: v for k, v in row.items() if k not in _STYLING} for row in found.attributes)
    return replace(found, attributes=plain)
