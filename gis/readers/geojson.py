"""GeoJSON (.geojson, .json): UTF-8, degrees unless an old `crs` member says otherwise."""

from pathlib import Path

from gis.readers.layer import Layer, read_layer


def read(path: Path, *, layer: str | None = None, encoding: str | None = None) -> Layer:
    """The layer of a GeoJSON file; `encoding` is of no use here, the format is UTF-8."""
    return read_layer(path, layer=layer)
