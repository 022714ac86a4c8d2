"""What a spot of the map stands for (图上所指): its card, its ground, the list of its events."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop.map import texts
from desktop.map.card import Card
from desktop.map.marks import Crowd, Mark, shares
from desktop.map.spots import Spot
from desktop.map.surface import NEAREST
from desktop.map.viewport import Bounds
from gis.layers import Ground


def card_of(spot: Spot, marks: Sequence[Mark], ground: Ground | None) -> Card:
    """An event's title and state; a ring's place and how its events stand."""
    members = spot.cluster.members
    if spot.cluster.single:
        mark = marks[members[0]]
        return Card(mark.title, mark.note, mark.sign)
    village = ground.area(spot.cluster.village) if ground is not None else None
    place = "" if village is None else village.name
    return Card(texts.cluster_title(place, len(members)), texts.cluster_note(shares(marks, members)))


def bounds_of(spot: Spot, crowd: Crowd, ground: Ground | None) -> Bounds | None:
    """The ground a ring stands for; None when its events lie in one place."""
    village = ground.area(spot.cluster.village) if ground is not None else None
    points = crowd.places[list(spot.cluster.members)] if village is None else village.rings[0]
    (west, south), (east, north) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    if max(east - west, north - south) * NEAREST < 2 * spot.radius:
        return None
    return (west, south, east, north)


def offer(spot: Spot, marks: Sequence[Mark], over: QWidget, chosen: Callable[[str], object]) -> QMenu:
    """A menu of the events that lie in one place; `chosen` hears the case."""
    menu = QMenu(over)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for number in spot.cluster.members:
        mark = marks[number]
        action = menu.addAction(texts.offered(mark.sign, mark.title, mark.note))
        action.triggered.connect(partial(chosen, mark.case_id))
    return menu
