"""Names on the map (注记): which are shown at a scale, and where, so that none covers another.

The more important name is placed first and keeps its place; one that finds none in four tries is left out.
"""

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from desktop.map.inks import Inks
from desktop.map.viewport import Viewport
from desktop.theme.look import CARD, NOTE, SECOND, font, scale
from gis.layers import Ground, Way

HALO_PX = 4.0
_GRID_NAMES_FROM = 1.7  # a grid's name is shown when so many times its width fits its roomiest part
_ROAD_NAMES_FROM = 0.3  # pixels a metre
_STREAM_NAMES_FROM = 0.12
_GAP = 2.0
_DOT_PX = 3.0


class Name(NamedTuple):
    """A name and the point of ground it belongs to."""

    text: str
    x: float  # metres
    y: float
    size: int
    bold: bool
    token: str  # "" for the colour of villages
    beside: float = 0.0  # radius in pixels of what stands on the point; 0: the name stands on it
    dot: bool = False  # whether the point itself is marked


class PlacedName(NamedTuple):
    """A name where it is written (pixels)."""

    name: Name
    at: QPointF
    box: QRectF


def village_names(ground: Ground, rings: frozenset[str], radius: float, enlarge: float) -> Iterator[Name]:
    """Villages; those with a ring have their name under it."""
    for village in ground.villages:
        beside = radius if village.code in rings else 0.0
        yield Name(village.name, *village.at, round(CARD * enlarge), True, "", beside)


def lesser_names(ground: Ground, near: float, *, grids: bool, places: bool, ways: bool) -> Iterator[Name]:
    """Grids, then places if asked for, then streams and roads: as many as the scale (`near`, px a metre) bears."""
    width = QFontMetricsF(font(SECOND, True)).horizontalAdvance("3 网格")
    for grid in ground.grids if grids else ():
        if grid.room_m * 2 * near > width * _GRID_NAMES_FROM:
            yield Name(grid.name, *grid.at, SECOND, True, "border-village")
    if places:
        for place, (x, y) in zip(ground.places, ground.places_m.tolist(), strict=True):
            yield Name(place.name, x, y, NOTE, False, "ink2", _DOT_PX + 2, dot=True)
    if ways and near >= _STREAM_NAMES_FROM:
        yield from _longest(ground.streams, "brand")
    if ways and near >= _ROAD_NAMES_FROM:
        yield from _longest(ground.roads, "ink3")


def _longest(ways: Iterable[Way], token: str) -> Iterator[Name]:
    """One name for each road or stream, on its longest piece."""
    best: dict[str, Way] = {}
    for way in ways:
        if way.name and (way.name not in best or len(way.line) > len(best[way.name].line)):
            best[way.name] = way
    for name, way in best.items():
        yield Name(name, *way.middle, NOTE, False, token)


def place(names: Iterable[Name], viewport: Viewport, taken: Iterable[QRectF]) -> list[PlacedName]:
    """Where names go, in their order; `taken` is what they may not cover."""
    view = QRectF(0, 0, viewport.width, viewport.height)
    boxes = list(taken)
    placed = []
    for name in names:
        x, y = viewport.to_window((name.x, name.y)).tolist()
        if not view.contains(QPointF(x, y)):
            continue
        box = next((one for one in _tries(name, x, y) if not any(one.intersects(b) for b in boxes)), None)
        if box is not None:
            boxes.append(box)
            placed.append(PlacedName(name, QPointF(x, y), box))
    return placed


def _tries(name: Name, x: float, y: float) -> Iterator[QRectF]:
    metrics = QFontMetricsF(font(name.size, name.bold))
    width, height = metrics.horizontalAdvance(name.text) + _GAP, metrics.ascent() + metrics.descent()
    if not name.beside:
        for step in (0.0, 1.0, -1.0, 2.0):
            yield QRectF(x - width / 2, y - height / 2 + step * height, width, height)
        return
    off = name.beside + _GAP
    yield QRectF(x - width / 2, y + off, width, height)
    yield QRectF(x - width / 2, y - off - height, width, height)
    yield QRectF(x + off + _GAP, y - height / 2, width, height)
    yield QRectF(x - off - _GAP - width, y - height / 2, width, height)


def paint_names(painter: QPainter, placed: Iterable[PlacedName], inks: Inks) -> None:
    """Write the names, each with a halo that lifts it off the ground."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for name, at, box in placed:
        colour = inks[name.token] if name.token else inks.name
        if name.dot:
            painter.setPen(QPen(inks.halo, 1.2))
            painter.setBrush(colour)
            painter.drawEllipse(at, _DOT_PX, _DOT_PX)
        paint_text(painter, box, name.text, name.size, name.bold, colour, inks.halo)
    painter.restore()


def paint_text(
    painter: QPainter, box: QRectF, text: str, size: int, bold: bool, colour: QColor, halo: QColor
) -> None:
    """One line of text in the middle of a box, with a halo; written once and stamped ever after."""
    ratio = painter.device().devicePixelRatio()
    stamp = _stamp(text, size, bold, colour.rgba(), halo.rgba(), ratio, scale())
    side = QPointF(stamp.width() / 2 / ratio, stamp.height() / 2 / ratio)
    at = box.center() - side
    painter.drawImage(QPointF(round(at.x() * ratio) / ratio, round(at.y() * ratio) / ratio), stamp)


@lru_cache(1024)
def _stamp(text: str, size: int, bold: bool, colour: int, halo: int, ratio: float, font_scale: int) -> QImage:
    """The text with its halo; `font_scale` only tells stamps of another scale apart."""
    face = font(size, bold)
    metrics = QFontMetricsF(face)
    width, height = metrics.horizontalAdvance(text) + 2 * HALO_PX, metrics.height() + 2 * HALO_PX
    image = QImage(
        math.ceil(width * ratio), math.ceil(height * ratio), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    path = QPainterPath()
    path.addText(QPointF(HALO_PX, HALO_PX + metrics.ascent()), face, text)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor.fromRgba(halo), HALO_PX)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.fillPath(path, QColor.fromRgba(colour))
    painter.end()
    return image
