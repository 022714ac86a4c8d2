"""How a map can fail the operator (地图文件故障): each with one sentence and the file's path among its facts."""

from governance.refusal import ReportedError


class MapError(ReportedError):
    """A map file can't be used (地图不可用); nothing was changed."""


class UnreadableMapError(MapError):
    """The file is missing, damaged, or no map at all (无法读取)."""


class EmptyMapError(MapError):
    """The file opens but holds no feature, or only features without a shape (空图)."""


class NoPolygonError(MapError):
    """There are features, but none of the kind that was asked for (没有面要素)."""


class UnknownCrsError(MapError):
    """Nobody says what the numbers mean, or nobody knows the system that is named (坐标系不明)."""


class TownMissingError(MapError):
    """The map or the list of divisions doesn't know the township (找不到乡镇)."""


class DivisionsError(MapError):
    """The list of divisions can't be read (区划表无法读取)."""
