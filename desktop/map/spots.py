"""Events as they stand on the map (标记绘制): a light by its shape, or a ring of lights with a number."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.lights import Sign
from desktop.map.inks import Inks
from desktop.map.marks import Cluster, Mark, shares
from desktop.map.viewport import Viewport
from desktop.theme.look import BODY, CARD, font
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


def ring_radius(count: int) -> float:
    """A ring grows with the digits of its number."""
    return 17.0 if count < 10 else 21.0 if count < 100 else 25.0


def stand(clusters: Iterable[Cluster], marks: Sequence[Mark], viewport: Viewport, chosen: str) -> list[Spot]:
    """Where clusters stand in a viewport; those out of sight are left out."""
    found = []
    for cluster in clusters:
        x, y = viewport.to_window((cluster.x, cluster.y)).tolist()
        if -30 <= x <= viewport.width + 30 and -30 <= y <= viewport.height + 30:
            found.append(Spot(cluster, x, y, _radius(cluster, marks, chosen)))
    return found


def paint_spots(
    painter: QPainter, spots: Iterable[Spot], marks: Sequence[Mark], chosen: str, inks: Inks
) -> None:
    """Draw them, the chosen event last."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for spot in sorted(spots, key=lambda spot: (_has(spot.cluster, marks, chosen), -spot.cluster.members[0])):
        if spot.cluster.single:
            mark = marks[spot.cluster.members[0]]
            _paint_light(painter, spot, mark, mark.case_id == chosen, inks)
        else:
            _paint_ring(painter, spot, marks, _has(spot.cluster, marks, chosen), inks)
    painter.restore()


def _radius(cluster: Cluster, marks: Sequence[Mark], chosen: str) -> float:
    if not cluster.single:
        return ring_radius(len(cluster.members))
    mark = marks[cluster.members[0]]
    if mark.case_id == chosen:
        return CHOSEN_DISC
    return (URGENT_PX if mark.urgent else LIGHT_PX) / 2 + 2


def _has(cluster: Cluster, marks: Sequence[Mark], chosen: str) -> bool:
    return bool(chosen) and any(marks[at].case_id == chosen for at in cluster.members)


def _paint_light(painter: QPainter, spot: Spot, mark: Mark, chosen: bool, inks: Inks) -> None:
    at = QPointF(spot.x, spot.y)
    if chosen:
        painter.setPen(QPen(inks["brand"], 2.6))
        painter.setBrush(inks.disc)
        painter.drawEllipse(at, CHOSEN_DISC - 1.3, CHOSEN_DISC - 1.3)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.halo)
        painter.drawEllipse(at, spot.radius, spot.radius)
    side = CHOSEN_PX if chosen else URGENT_PX if mark.urgent else LIGHT_PX
    paint_light(painter, QRectF(spot.x - side / 2, spot.y - side / 2, side, side), mark.sign)
    if mark.unsigned:
        pen = QPen(inks["brand"], 1.6)
        pen.setDashPattern([2.4, 1.6])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, spot.radius + 1.5, spot.radius + 1.5)


def _paint_ring(painter: QPainter, spot: Spot, marks: Sequence[Mark], chosen: bool, inks: Inks) -> None:
    at, count = QPointF(spot.x, spot.y), len(spot.cluster.members)
    painter.setPen(QPen(inks["brand"], 2.0) if chosen else Qt.PenStyle.NoPen)
    painter.setBrush(inks.disc)
    painter.drawEllipse(at, spot.radius + 1.5, spot.radius + 1.5)
    _paint_shares(painter, spot, shares(marks, spot.cluster.members), inks)
    painter.setPen(inks["ink"])
    painter.setFont(font(CARD if count < 100 else BODY, bold=True))
    painter.drawText(spot.box, Qt.AlignmentFlag.AlignCenter, str(count))


def _paint_shares(painter: QPainter, spot: Spot, parts: Sequence[tuple[Sign, int]], inks: Inks) -> None:
    """The ring, from twelve o'clock on, the worst light first, a hair of white between two."""
    whole = sum(count for _, count in parts)
    inset = RING_PX / 2
    ring = spot.box.adjusted(inset, inset, -inset, -inset)
    start = _TURN // 4
    gap = 0 if len(parts) == 1 else round(_TURN * 1.2 / (2 * 3.1416 * spot.radius))
    for sign, count in parts:
        turn = round(_TURN * count / whole)
        pen = QPen(inks.sign(sign), RING_PX)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(ring, start - gap, -(turn - gap) if gap else -turn)
        start -= turn
    worst = parts[0][0]
    if worst is Sign.OVERDUE:  # the shape says it to those who do not see the red
        corner = spot.radius * 0.78
        box = QRectF(spot.x + corner - _BADGE_PX / 2, spot.y - corner - _BADGE_PX / 2, _BADGE_PX, _BADGE_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.disc)
        painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), 4, 4)
        paint_light(painter, box, Sign.OVERDUE)
