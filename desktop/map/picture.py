"""One finished picture of the map (图幅): what a wish for it says, how it is drawn, and where its events stand.

Drawn into a QImage by the one thread that holds a `Draughting`; the window only lays the picture down.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QImage, QPainter

from desktop.map.colouring import Land, Layers
from desktop.map.inks import Inks, inks
from desktop.map.land import EVENTS, GROUND, PLACES, ROADS_WATER, paint_chosen_grid
from desktop.map.marks import Cluster, Crowd, Mark, by_distance, by_village
from desktop.map.names import PlacedName, lesser_names, paint_names, place, village_names
from desktop.map.paths import Paths
from desktop.map.rings import ring_radius
from desktop.map.spots import Spot, paint_spots, stand
from desktop.map.stamps import Stamps
from desktop.map.viewport import Viewport
from desktop.theme.look import scale
from gis.layers import Ground


@dataclass(frozen=True, eq=False)
class Wish:
    """Everything a picture depends on."""

    ground: Ground
    viewport: Viewport  # of the picture, margins and all
    ratio: float  # device pixels a pixel
    scheme: str
    land: Land
    crowd: Crowd
    chosen: str = ""  # case
    grid: str = ""  # outlined
    apart: str = ""  # the village whose events stand each for itself
    together: bool = True  # whether events gather by village
    enlarge: float = 1.0  # of names and marks: the wall is read from five metres

    @property
    def marks(self) -> Sequence[Mark]:
        """The events."""
        return self.crowd.marks

    @property
    def times(self) -> float:
        """How many times larger than designed marks are: they grow with the font."""
        return self.enlarge * scale() / 100


@dataclass(frozen=True, eq=False)
class Picture:
    """A map as it was drawn."""

    image: QImage
    viewport: Viewport
    spots: tuple[Spot, ...]  # in the picture's pixels
    marks: Sequence[Mark]  # what the spots number
    names: tuple[PlacedName, ...]


class Draughting:
    """Draws pictures (绘图); keeps the ground of the last one, for most wishes change colours or what stands on it."""

    def __init__(self) -> None:
        self._paths: dict[int, Paths] = {}  # by the octave of the scale
        self._layers: Layers | None = None
        self._layers_of: tuple[object, ...] = ()
        self._land: QImage | None = None
        self._land_of: Land | None = None
        self._stamps = Stamps()

    def drawn(self, wish: Wish) -> Picture:
        """The picture of a wish."""
        colours = inks(wish.scheme)
        image = self._ground(wish, colours)
        spots, names = _standing(wish)
        painter = QPainter(image)
        if (grid := self._paths_for(wish).grids.get(wish.grid)) is not None:
            paint_chosen_grid(painter, grid, wish.viewport, colours)
        paint_names(painter, names, colours)
        paint_spots(painter, spots, wish.marks, wish.chosen, colours, wish.times, self._stamps)
        painter.end()
        return Picture(image, wish.viewport, tuple(spots), wish.marks, tuple(names))

    def _ground(self, wish: Wish, colours: Inks) -> QImage:
        shown = wish.land.shown & GROUND
        key = (wish.ground, wish.viewport, wish.ratio, wish.scheme, shown)
        if self._layers is None or self._layers_of != key:
            self._layers = Layers(self._paths_for(wish), wish.viewport, wish.ratio, shown, colours)
            self._layers_of, self._land_of = key, None
        if wish.land != self._land_of:
            self._land, self._land_of = None, wish.land
            return self._layers.coloured(wish.land.counts, wish.land.steps)
        if self._land is None:  # asked for a second time: now what stands on it changes
            self._land = self._layers.coloured(wish.land.counts, wish.land.steps)
        return self._land.copy()

    def _paths_for(self, wish: Wish) -> Paths:
        """Paths fine enough for the scale; those of other scales are kept, for one zooms to and fro."""
        if any(paths.ground is not wish.ground for paths in self._paths.values()):
            self._paths.clear()
        octave = math.ceil(math.log2(wish.viewport.scale * wish.ratio))
        if octave not in self._paths:
            self._paths[octave] = Paths(wish.ground, 2.0**octave)
        return self._paths[octave]


def _standing(wish: Wish) -> tuple[list[Spot], list[PlacedName]]:
    """Events and names, so placed that none covers another."""
    clusters = _clusters(wish) if EVENTS in wish.land.shown else []
    spots = stand(clusters, wish.marks, wish.viewport, wish.chosen, wish.times)
    rings = frozenset(cluster.village for cluster in clusters if cluster.village)
    radius = ring_radius(max((len(one.members) for one in clusters if one.village), default=0), wish.times)
    names = [
        *village_names(wish.ground, rings, radius, wish.enlarge),
        *lesser_names(
            wish.ground,
            wish.viewport.scale,
            grids=not wish.together,
            places=PLACES in wish.land.shown,
            ways=ROADS_WATER in wish.land.shown,
        ),
    ]
    return spots, place(names, wish.viewport, [spot.box for spot in spots] if names else ())


def _clusters(wish: Wish) -> list[Cluster]:
    """The chosen event never hides in a ring."""
    crowd, chosen = wish.crowd, wish.crowd.numbers.get(wish.chosen, -1)
    others = np.arange(len(crowd.marks))
    rings: list[Cluster] = []
    if wish.together:
        rings, others = by_village(crowd, wish.ground, wish.apart)
    others = others[others != chosen]
    found = [*rings, *by_distance(crowd.places, wish.viewport.scale, others, crowd.signs)]
    if chosen >= 0:
        x, y = crowd.places[chosen].tolist()
        found.append(Cluster(x, y, (chosen,)))
    return sorted(found, key=lambda cluster: cluster.members[0])
