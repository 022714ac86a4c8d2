"""GeoPackage (.gpkg): an SQLite file with any number of layers, always UTF-8."""

from pathlib import Path

from gis.readers.layer import Layer, read_layer


def read(path: Path, *, layer: str | None = None, encoding: str | None = None) -> Layer:
    """The named layer, else the first with areas; `encoding` is of no use here, the format is UTF-8."""
    return read_layer(path, layer=layer)
