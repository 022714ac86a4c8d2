"""Area codes and grid codes (区划码、网格码), always text, never numbers.

Source: rulebook §2.2. An area code has 12 digits: county 6 (province 2, city 2, county 2), town 3, village 3.
A grid code has 17: the village's 12, grid 3, micro grid 2 (`00` = the grid itself). How deep a code reaches is
read from its zeros part by part, never from its length: `990101100000` is a town, `990101100201` a village.
"""

from enum import IntEnum
from functools import lru_cache

from msgspec import Struct

_WIDTHS = (2, 2, 2, 3, 3, 3, 2)  # one part a level
_AREA_DIGITS = 12
_GRID_DIGITS = 17


class Level(IntEnum):
    """How deep a code reaches (层级); the number is how many parts of the code count."""

    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWN = 4
    VILLAGE = 5
    GRID = 6
    MICRO = 7


class Code(Struct, frozen=True):
    """A code taken apart: one text per level, `0…0` where it reaches no further."""

    parts: tuple[str, ...]  # seven of them, whatever the length that was typed
    level: Level


@lru_cache(maxsize=8192)  # every scope question asks for a few codes of the same town
def parse(text: str) -> Code | None:
    """Take an area code or a grid code apart; None if it is neither."""
    if len(text) not in (_AREA_DIGITS, _GRID_DIGITS) or not (text.isascii() and text.isdigit()):
        return None
    parts = _split(text.ljust(_GRID_DIGITS, "0"))
    reached = max((n for n, part in enumerate(parts, 1) if int(part)), default=0)
    if not int(parts[0]):
        return None
    level = Level(reached)
    if (level >= Level.GRID) != (len(text) == _GRID_DIGITS):
        return None  # 17 digits without a grid number name nothing
    if level >= Level.VILLAGE and not int(parts[Level.TOWN - 1]):
        return None  # a village of no town
    if level >= Level.GRID and not (int(parts[Level.VILLAGE - 1]) and int(parts[Level.GRID - 1])):
        return None  # a grid of no village, a micro grid of no grid
    return Code(parts, level)


def is_area_code(text: str) -> bool:
    """Is it a 区划码 (12 digits)?"""
    code = parse(text)
    return code is not None and code.level <= Level.VILLAGE


def is_grid_code(text: str) -> bool:
    """Is it a 网格码 (17 digits)?"""
    code = parse(text)
    return code is not None and code.level >= Level.GRID


def level(text: str) -> Level | None:
    """How deep the code reaches; None if it is no code."""
    code = parse(text)
    return code.level if code else None


@lru_cache(maxsize=8192)
def contains(area: str, place: str) -> bool:
    """Does `place` lie in `area` or equal it? False when either is no code (a unit code such as `T-ZF`)."""
    outer, inner = parse(area), parse(place)
    return (
        outer is not None and inner is not None and outer.parts[: outer.level] == inner.parts[: outer.level]
    )


def ancestor(text: str, wanted: Level) -> str | None:
    """The code of the level above that this one lies in (itself, if it is of that level); None if it lies in none."""
    code = parse(text)
    if code is None or code.level < wanted:
        return None
    digits = _GRID_DIGITS if wanted >= Level.GRID else _AREA_DIGITS
    return "".join(code.parts[:wanted]).ljust(digits, "0")


@lru_cache(maxsize=8192)
def county_of(text: str) -> str | None:
    """The county (县) that the code lies in, as a 12-digit code; None for a province, a city, or no code."""
    return ancestor(text, Level.COUNTY)


@lru_cache(maxsize=8192)
def town_of(text: str) -> str | None:
    """The town (镇、街道) that the code lies in, as a 12-digit code; None if it reaches no town."""
    return ancestor(text, Level.TOWN)


def village_of(text: str) -> str | None:
    """The village (村、社区) that the code lies in, as a 12-digit code; None if it reaches no village."""
    return ancestor(text, Level.VILLAGE)


def grid_of(text: str) -> str | None:
    """The grid (网格) that a grid or micro grid lies in, as a 17-digit code; None for an area code."""
    return ancestor(text, Level.GRID)


def grid_code(village: str, grid: int, micro: int = 0) -> str:
    """The code of a grid (网格), or of its micro grid (微网格) when `micro` is given: 石桥村 3 → `99010110020100300`.

    Raises ValueError unless `village` is a village code, `grid` is in 1..999 and `micro` in 0..99.
    """
    if level(village) is not Level.VILLAGE:
        raise ValueError(f"not a village code: {village}")
    if not 1 <= grid <= 999 or not 0 <= micro <= 99:
        raise ValueError(f"no grid {grid}-{micro}")
    return f"{village}{grid:03}{micro:02}"


def town_number(text: str) -> str | None:
    """The three digits of the town inside its county (单位3位 of serials and papers): `990101100000` → `100`."""
    code = parse(text)
    return code.parts[Level.TOWN - 1] if code and code.level >= Level.TOWN else None


def fault(text: str) -> str | None:
    """Say in one sentence why this is neither an area code nor a grid code; None if it is one."""
    if parse(text):
        return None
    if not (text.isascii() and text.isdigit()):
        return f"编码“{text}”应全为数字；请按文本填写12位区划码或17位网格码。"
    if len(text) not in (_AREA_DIGITS, _GRID_DIGITS):
        return f"编码“{text}”有{len(text)}位，应为12位区划码或17位网格码；请检查是否被表格软件改成数字。"
    return f"编码“{text}”缺少上级或网格号（该段全为0）；请核对区划码和网格号。"


def _split(digits: str) -> tuple[str, ...]:
    parts: list[str] = []
    start = 0
    for width in _WIDTHS:
        parts.append(digits[start : start + width])
        start += width
    return tuple(parts)
