"""Places as people say them (地点的说法): 石桥村 3 网格 for a code of 17 digits. Free of Qt."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # names are asked for by parts that must not wait for the geometry library
    from gis.town_map import TownMap

_VILLAGE = 12


class PlaceNames:
    """Names of a town's villages and grids by their codes."""

    def __init__(self, names: Mapping[str, str], town: str = "") -> None:
        """`names`: code of a town, village (12 digits) or grid (17) → what it is called alone."""
        self._names = names
        self.town = town

    @classmethod
    def of_map(cls, town: "TownMap") -> "PlaceNames":
        """The names on a map."""
        names = {town.code: town.name}
        names |= {village.code: village.name for village in town.villages}
        names |= {grid.code: grid.name for grid in town.grids}
        return cls(names, town.name)

    def village(self, code: str) -> str:
        """The village of an area or grid code; the code itself when nobody named it."""
        return self._names.get(code[:_VILLAGE], code[:_VILLAGE])

    def grid(self, code: str) -> str:
        """`3 网格` of a grid code; "" for an area that is no grid."""
        return f"{int(code[12:15])} 网格" if len(code) > _VILLAGE and code[12:15].isdigit() else ""

    def said(self, code: str) -> str:
        """`石桥村 3 网格`, `石桥村`, `云溪镇`."""
        if not code:
            return self.town
        return " ".join(part for part in (self.village(code), self.grid(code)) if part)


NO_PLACES = PlaceNames({})
