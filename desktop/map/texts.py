"""What the grid map says (网格地图的文字)."""

from collections.abc import Sequence

from desktop.lights import Sign

MAP = "网格地图"
KEYS = "方向键移动，加减号缩放，0 看全镇，Tab 逐件查看，回车打开。"
LOCAL_MAP = "地点核对图"
LAYERS = "图层"
LAYER_NAMES = {
    "events": "在办事件（聚合）",
    "choropleth": "网格在办数着色",
    "borders": "村界、网格界",
    "roads_water": "道路、水系",
    "places": "重点场所",
}
COUNTS = "在办事件数 / 网格"
STEPS: tuple[str, ...] = ("0", "1", "2", "3", "≥4")
LIGHTS = (Sign.NORMAL, Sign.SOON, Sign.OVERDUE, Sign.PAUSED)
ZOOM_IN, ZOOM_OUT, WHOLE = "+", "−", "全镇"
ZOOM_IN_NAME, ZOOM_OUT_NAME, WHOLE_NAME = "放大（+）", "缩小（−）", "看全镇（0）"
NO_MAP = "本镇还没有地图。到“网格”页导入边界。"
CRUMB = " › "


def cluster_title(place: str, count: int) -> str:
    """A ring's card, first line."""
    return f"{place} · 在办 {count} 件" if place else f"此处在办 {count} 件"


def cluster_note(shares: Sequence[tuple[Sign, int]]) -> str:
    """A ring's card, second line: lights with their numbers."""
    return " · ".join(f"{sign} {count}" for sign, count in shares)


def offered(sign: Sign, title: str, note: str) -> str:
    """An event in the list that a ring offers."""
    return f"{sign}　{title}　{note}".rstrip("　")


def length(metres: int) -> str:
    """A length of ground, as the scale bar says it."""
    return f"{metres // 1000} 千米" if metres >= 1000 else f"{metres} 米"
