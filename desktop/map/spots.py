"""Events as they stand on the map (标记绘制): a light by its shape, or a ring of lights with a number."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.lights import Sign
from desktop.map.inks import Inks
from desktop.map.marks import Cluster, Mark, shares
from desktop.map.viewport import Viewport
from desktop.theme.look import BODY, CARD, font, scale
from desktop.widgets.light import paint_light

LIGHT_PX, URGENT_PX, CHOSEN_PX = 15.0, 19.0, 18.0
CHOSEN_DISC = 18.0  # radius of the white disc under the chosen event's light
RING_PX = 5.0
_BADGE_PX = 14.0
_TURN = 5760  # a full circle in Qt's sixteenths of a degree


class Spot(NamedTuple):
    """A cluster where it stands in a window (pixels)."""

    cluster: Cluster
    x: float
    y: float
    radius: float

    @property
    def box(self) -> QRectF:
        """What it covers."""
        return QRectF(self.x - self.radius, self.y - self.radius, 2 * self.radius, 2 * self.radius)

    def holds(self, x: float, y: float, slack: float = 3.0) -> bool:
        """Whether a point of the window is on it."""
        return (x - self.x) ** 2 + (y - self.y) ** 2 <= (self.radius + slack) ** 2


def ring_radius(count: int, times: float) -> float:
    """A ring grows with the digits of its number, and with the font."""
    return times * (17.0 if count < 10 else 21.0 if count < 100 else 25.0)


def stand(
    clusters: Iterable[Cluster], marks: Sequence[Mark], viewport: Viewport, chosen: str, times: float
) -> list[Spot]:
    """Where clusters stand in a viewport, beside the chosen event, not under it; those out of sight are left out."""
    found = []
    for cluster in clusters:
        x, y = viewport.to_window((cluster.x, cluster.y)).tolist()
        if -30 <= x <= viewport.width + 30 and -30 <= y <= viewport.height + 30:
            found.append(Spot(cluster, x, y, times * _radius(cluster, marks, chosen)))
    first = next((spot for spot in found if _is_chosen(spot.cluster, marks, chosen)), None)
    return found if first is None else [spot if spot is first else _aside(spot, first) for spot in found]


def _aside(spot: Spot, first: Spot) -> Spot:
    """Moved away from another until both are seen whole."""
    across, down = spot.x - first.x, spot.y - first.y
    way, room = math.hypot(across, down), spot.radius + first.radius + 1
    if way >= room:
        return spot
    across, down = (across / way, down / way) if way > 0 else (0.0, 1.0)
    return spot._replace(x=first.x + across * room, y=first.y + down * room)


def paint_spots(
    painter: QPainter, spots: Iterable[Spot], marks: Sequence[Mark], chosen: str, inks: Inks, times: float
) -> None:
    """Draw them, the most pressing on top, the chosen event above all."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for spot in sorted(
        spots, key=lambda spot: (_is_chosen(spot.cluster, marks, chosen), -spot.cluster.members[0])
    ):
        if spot.cluster.single:
            mark = marks[spot.cluster.members[0]]
            _paint_light(painter, spot, mark, mark.case_id == chosen, inks, times)
        else:
            _paint_ring(painter, spot, marks, inks, times)
    painter.restore()


def _radius(cluster: Cluster, marks: Sequence[Mark], chosen: str) -> float:
    if not cluster.single:
        return ring_radius(len(cluster.members), 1.0)
    mark = marks[cluster.members[0]]
    if mark.case_id == chosen:
        return CHOSEN_DISC
    return (URGENT_PX if mark.urgent else LIGHT_PX) / 2 + 2


def _is_chosen(cluster: Cluster, marks: Sequence[Mark], chosen: str) -> bool:
    return bool(chosen) and cluster.single and marks[cluster.members[0]].case_id == chosen


def _paint_light(painter: QPainter, spot: Spot, mark: Mark, chosen: bool, inks: Inks, times: float) -> None:
    at = QPointF(spot.x, spot.y)
    if chosen:
        painter.setPen(QPen(inks["brand"], 2.6))
        painter.setBrush(inks.disc)
        painter.drawEllipse(at, spot.radius - 1.3, spot.radius - 1.3)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.halo)
        halo = (
            spot.radius - 2 * times if mark.sign is Sign.NORMAL else spot.radius
        )  # a dot fills less of its square
        painter.drawEllipse(at, halo, halo)
    side = times * (CHOSEN_PX if chosen else URGENT_PX if mark.urgent else LIGHT_PX)
    paint_light(
        painter, QRectF(spot.x - side / 2, spot.y - side / 2, side, side), mark.sign, scheme=inks.scheme
    )
    if mark.unsigned:
        pen = QPen(inks["brand"], 1.6)
        pen.setDashPattern([2.4, 1.6])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, spot.radius + 1.5, spot.radius + 1.5)


def _paint_ring(painter: QPainter, spot: Spot, marks: Sequence[Mark], inks: Inks, times: float) -> None:
    at, count = QPointF(spot.x, spot.y), len(spot.cluster.members)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.disc)
    painter.drawEllipse(at, spot.radius + 1.5, spot.radius + 1.5)
    parts = shares(marks, spot.cluster.members)
    _paint_shares(painter, spot, parts, inks, times)
    painter.setPen(inks["ink"])
    painter.setFont(font(round((CARD if count < 100 else BODY) * times * 100 / scale()), bold=True))
    painter.drawText(spot.box, Qt.AlignmentFlag.AlignCenter, str(count))
    if parts[0][0] is Sign.OVERDUE:
        _paint_badge(painter, spot, inks, times)


def _paint_shares(
    painter: QPainter, spot: Spot, parts: Sequence[tuple[Sign, int]], inks: Inks, times: float
) -> None:
    """The ring, from twelve o'clock on, the worst light first, a hair of white between two."""
    whole = sum(count for _, count in parts)
    inset = RING_PX * times / 2
    ring = spot.box.adjusted(inset, inset, -inset, -inset)
    start = _TURN // 4
    gap = 0 if len(parts) == 1 else round(_TURN * 1.2 / (2 * 3.1416 * spot.radius))
    for sign, count in parts:
        turn = round(_TURN * count / whole)
        pen = QPen(inks.sign(sign), RING_PX * times)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(ring, start - gap, -(turn - gap) if gap else -turn)
        start -= turn


def _paint_badge(painter: QPainter, spot: Spot, inks: Inks, times: float) -> None:
    """The shape of what is overdue, for those who do not see the red of a ring."""
    corner, side = spot.radius * 0.78, _BADGE_PX * times
    box = QRectF(spot.x - corner - side / 2, spot.y - corner - side / 2, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.disc)
    painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), 4, 4)
    paint_light(painter, box, Sign.OVERDUE, scheme=inks.scheme)
