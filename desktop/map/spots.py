"""Events as they stand on the map (标记绘制): a light by its shape, or a ring of lights with a number."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.lights import Sign
from desktop.map.inks import Inks
from desktop.map.marks import Cluster, Mark, parts_of
from desktop.map.rings import paint_ring, ring_radius, ring_reach
from desktop.map.stamps import Stamps
from desktop.map.viewport import Viewport
from desktop.widgets.light import paint_light

LIGHT_PX, URGENT_PX, CHOSEN_PX = 15.0, 19.0, 18.0
CHOSEN_DISC = 18.0  # radius of the white disc under the chosen event's light


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


def stand(
    clusters: Iterable[Cluster], marks: Sequence[Mark], viewport: Viewport, chosen: str, times: float
) -> list[Spot]:
    """Where clusters stand in a viewport, beside the chosen event, not under it; those out of sight are left out."""
    gathered = list(clusters)
    if not gathered:
        return []
    seen = viewport.to_window([(cluster.x, cluster.y) for cluster in gathered]).tolist()
    found = [
        Spot(cluster, x, y, times * _radius(cluster, marks, chosen))
        for cluster, (x, y) in zip(gathered, seen, strict=True)
        if -30 <= x <= viewport.width + 30 and -30 <= y <= viewport.height + 30
    ]
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
    painter: QPainter,
    spots: Sequence[Spot],
    marks: Sequence[Mark],
    chosen: str,
    inks: Inks,
    times: float,
    stamps: Stamps,
) -> None:
    """Draw them, given the most pressing first: that on top, the chosen event above all."""
    ordered = list(reversed(spots))
    if chosen:
        ordered.sort(key=lambda spot: _is_chosen(spot.cluster, marks, chosen))
    for spot in ordered:
        if spot.cluster.single:
            _lay_light(painter, spot, marks[spot.cluster.members[0]], chosen, inks, times, stamps)
        else:
            _lay_ring(painter, spot, inks, times, stamps)


def _lay_ring(painter: QPainter, spot: Spot, inks: Inks, times: float, stamps: Stamps) -> None:
    radius, lights = spot.radius, spot.cluster.lights

    def paint(blank: QPainter) -> None:
        paint_ring(blank, radius, parts_of(lights), inks, times)

    key = (radius, lights, inks.scheme, times)
    stamps.lay(painter, key, QPointF(spot.x, spot.y), ring_reach(radius, times), paint)


def _lay_light(
    painter: QPainter, spot: Spot, mark: Mark, chosen: str, inks: Inks, times: float, stamps: Stamps
) -> None:
    is_chosen = mark.case_id == chosen
    key = ("light", spot.radius, mark.sign, mark.urgent, mark.unsigned, is_chosen, inks.scheme, times)
    stamps.lay(
        painter,
        key,
        QPointF(spot.x, spot.y),
        spot.radius + 4,
        lambda blank: _paint_light(blank, spot.radius, mark, is_chosen, inks, times),
    )


def _radius(cluster: Cluster, marks: Sequence[Mark], chosen: str) -> float:
    if not cluster.single:
        return ring_radius(len(cluster.members), 1.0)
    mark = marks[cluster.members[0]]
    if mark.case_id == chosen:
        return CHOSEN_DISC
    return (URGENT_PX if mark.urgent else LIGHT_PX) / 2 + 2


def _is_chosen(cluster: Cluster, marks: Sequence[Mark], chosen: str) -> bool:
    return bool(chosen) and cluster.single and marks[cluster.members[0]].case_id == chosen


def _paint_light(
    painter: QPainter, radius: float, mark: Mark, chosen: bool, inks: Inks, times: float
) -> None:
    """Draw one about (0, 0)."""
    at = QPointF(0, 0)
    if chosen:
        painter.setPen(QPen(inks["brand"], 2.6))
        painter.setBrush(inks.disc)
        painter.drawEllipse(at, radius - 1.3, radius - 1.3)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.halo)
        halo = radius - 2 * times if mark.sign is Sign.NORMAL else radius  # a dot fills less of its square
        painter.drawEllipse(at, halo, halo)
    side = times * (CHOSEN_PX if chosen else URGENT_PX if mark.urgent else LIGHT_PX)
    paint_light(painter, QRectF(-side / 2, -side / 2, side, side), mark.sign, scheme=inks.scheme)
    if mark.unsigned:
        pen = QPen(inks["brand"], 1.6)
        pen.setDashPattern([2.4, 1.6])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, radius + 1.5, radius + 1.5)


def nearest(spots: Sequence[Spot], x: float, y: float) -> Spot | None:
    """The spot that holds a point; of several the one whose middle is nearest."""
    here = [spot for spot in spots if spot.holds(x, y)]
    return min(here, key=lambda spot: (spot.x - x) ** 2 + (spot.y - y) ** 2, default=None)


def after(spots: Sequence[Spot], number: int, forward: bool) -> Spot | None:
    """The spot after the one that holds mark `number` (-1: none), or before it; None past either end."""
    reached = next((n for n, spot in enumerate(spots) if number in spot.cluster.members), None)
    if reached is None:
        following = 0 if forward else len(spots) - 1
    else:
        following = reached + (1 if forward else -1)
    return spots[following] if 0 <= following < len(spots) else None


def paint_reached(painter: QPainter, spot: Spot, inks: Inks) -> None:
    """A ring around the spot that keys have reached."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(inks["brand"], 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(spot.x, spot.y), spot.radius + 4, spot.radius + 4)
