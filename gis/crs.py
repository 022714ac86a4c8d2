"""Coordinate systems (坐标系): what a file's numbers mean, and GCJ-02 there and back.

Everything inside is longitude and latitude of CGCS2000 (EPSG:4490); WGS84 differs from it by centimetres and passes
unchanged. GCJ-02 is the shifted system of Chinese web maps (some 500 m off): no file says that it uses it.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

CGCS2000 = "EPSG:4490"
GCJ02 = "GCJ-02"
LON_LAT = frozenset({CGCS2000, "EPSG:4326", "OGC:CRS84", "EPSG:4979", "EPSG:4480"})  # taken as they are

_OLD_DATUMS = (
    range(2327, 2443),
    range(4214, 4215),
    range(4610, 4611),
    range(21413, 21484),
)  # EPSG: Xian 80, Beijing 54
_OLD_NAMES = ("beijing_1954", "beijing 1954", "xian_1980", "xian 1980")

CHINA = (73.0, 3.0, 136.0, 54.0)  # west, south, east, north: rough, with the sea
_GAUSS_NORTHING_M = (0.3e6, 6.0e6)  # of Chinese territory


def is_lon_lat(bounds: tuple[float, float, float, float]) -> bool:
    """Whether numbers within `bounds` (min x, min y, max x, max y) can be degrees at all."""
    west, south, east, north = bounds
    return west >= -180 and east <= 180 and south >= -90 and north <= 90


def in_china(bounds: tuple[float, float, float, float]) -> bool:
    """Whether degrees within `bounds` lie in China, roughly."""
    return bounds[0] >= CHINA[0] and bounds[1] >= CHINA[1] and bounds[2] <= CHINA[2] and bounds[3] <= CHINA[3]


def is_old_datum(crs: str) -> bool:
    """Whether a system (EPSG code or WKT) stands on 北京54 or 西安80, tens of metres from CGCS2000."""
    code = crs.removeprefix("EPSG:")
    if code.isdecimal():
        return any(int(code) in codes for codes in _OLD_DATUMS)
    return any(name in crs.lower() for name in _OLD_NAMES)


def guessed_gauss_krueger(bounds: tuple[float, float, float, float]) -> str | None:
    """The CGCS2000 Gauss-Krüger zone (高斯带号) that eastings with a zone number in front name, or None.

    40 480 123 m can only be zone 40: 3-degree zones run from 25 to 45, 6-degree zones from 13 to 23.
    """
    west, south, east, north = bounds
    zone = int(west // 1e6)
    if zone != int(east // 1e6) or south < _GAUSS_NORTHING_M[0] or north > _GAUSS_NORTHING_M[1]:
        return None
    if 25 <= zone <= 45:
        return f"EPSG:{4513 + zone - 25}"
    if 13 <= zone <= 23:
        return f"EPSG:{4491 + zone - 13}"
    return None


# ---------------------------------------------------------------- GCJ-02

_AXIS_M = 6378245.0  # Krassovsky, on which the shift is defined
_ECCENTRICITY2 = 0.00669342162296594323


def _shift(lon_lat: Floats) -> Floats:
    """The offset of GCJ-02 at true places, degrees; zero outside China."""
    x, y = lon_lat[..., 0] - 105.0, lon_lat[..., 1] - 35.0
    pi, root = np.pi, np.sqrt(np.abs(x))
    waves = (20 * np.sin(6 * x * pi) + 20 * np.sin(2 * x * pi)) * 2 / 3
    d_lat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves
    d_lat += (20 * np.sin(y * pi) + 40 * np.sin(y / 3 * pi)) * 2 / 3
    d_lat += (160 * np.sin(y / 12 * pi) + 320 * np.sin(y * pi / 30)) * 2 / 3
    d_lon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves
    d_lon += (20 * np.sin(x * pi) + 40 * np.sin(x / 3 * pi)) * 2 / 3
    d_lon += (150 * np.sin(x / 12 * pi) + 300 * np.sin(x / 30 * pi)) * 2 / 3
    latitude = np.radians(lon_lat[..., 1])
    magic = 1 - _ECCENTRICITY2 * np.sin(latitude) ** 2
    d_lat = np.degrees(d_lat * magic * np.sqrt(magic) / (_AXIS_M * (1 - _ECCENTRICITY2)))
    d_lon = np.degrees(d_lon * np.sqrt(magic) / (_AXIS_M * np.cos(latitude)))
    lon, lat = lon_lat[..., 0], lon_lat[..., 1]
    inside = (lon > 72.004) & (lon < 137.8347) & (lat > 0.8293) & (lat < 55.8271)
    return np.stack([d_lon, d_lat], axis=-1) * inside[..., None]


def to_gcj02(lon_lat: Any) -> Floats:
    """True places as GCJ-02; `(…, 2)` degrees in and out."""
    true = np.asarray(lon_lat, dtype=np.float64)
    return true + _shift(true)


def from_gcj02(lon_lat: Any) -> Floats:
    """GCJ-02 as true places, `(…, 2)` degrees: five steps towards the fixed point, then below 1e-13°."""
    shown = np.asarray(lon_lat, dtype=np.float64)
    true = shown
    for _ in range(5):
        true = shown - _shift(true)
    return true
