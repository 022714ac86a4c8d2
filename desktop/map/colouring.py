"""The ground in the colours of its open events (分级设色): layers drawn once a view, coloured anew in a few ms.

One picture says whose each pixel is; when counts change, colours are looked up by it, and the other picture is laid over
them: what surrounds the grids, and water, roads and borders. No shape is drawn again.
"""

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from desktop.map.inks import Inks
from desktop.map.land import CHOROPLETH, paint_over, paint_owners, paint_under
from desktop.map.paths import Paths
from desktop.map.viewport import Viewport

STEPS = (1, 2, 3, 4)  # lowest count of each colour after the first
NUMBERS = 0xFFFFFF  # what a pixel holds beside its opacity

Pixels = npt.NDArray[np.uint32]  # height × width


class Land(NamedTuple):
    """What the ground looks like, but for where one stands."""

    counts: Mapping[str, int]  # open events by grid
    steps: Sequence[int]
    shown: frozenset[str]


class Layers:
    """The ground of one view (底图分层)."""

    def __init__(
        self, paths: Paths, viewport: Viewport, ratio: float, shown: frozenset[str], inks: Inks
    ) -> None:
        """`ratio` is device pixels a pixel; `shown` what the operator wants to see."""
        solid, clear = QImage.Format.Format_RGB32, QImage.Format.Format_ARGB32_Premultiplied

        def blank(kind: QImage.Format) -> QImage:
            image = QImage(round(viewport.width * ratio), round(viewport.height * ratio), kind)
            image.setDevicePixelRatio(ratio)
            image.fill(Qt.GlobalColor.transparent)
            return image

        def draw(image: QImage, paint: Callable[[QPainter], None]) -> QImage:
            painter = QPainter(image)
            paint(painter)
            painter.end()
            return image

        owners = draw(blank(solid), lambda painter: paint_owners(painter, paths, viewport))
        owner = _pixels(owners).ravel() & NUMBERS
        begins = np.flatnonzero(np.diff(owner, prepend=NUMBERS))
        self._owner = owner[begins].astype(np.intp)  # whose each run of pixels is, row by row
        self._length = np.diff(begins, append=owner.size)
        self._over = draw(blank(clear), lambda painter: paint_under(painter, paths, viewport, inks))
        _pixels(self._over)[owner.reshape(self._over.height(), -1) != 0] = 0
        draw(self._over, lambda painter: paint_over(painter, paths, viewport, shown, inks))
        self._codes = tuple(paths.grids)
        self._inks = inks
        self._coloured = CHOROPLETH in shown

    def coloured(self, counts: Mapping[str, int], steps: Sequence[int]) -> QImage:
        """The whole ground, each grid in the colour of its number of open events; opaque, and the caller's own."""
        colours = self._colours(counts if self._coloured else {}, steps)
        pixels = np.repeat(colours[self._owner], self._length)
        width, height = self._over.width(), self._over.height()
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(self._over.devicePixelRatio())
        painter = QPainter(image)
        painter.drawImage(0, 0, self._over)
        painter.end()
        return image

    def _colours(self, counts: Mapping[str, int], steps: Sequence[int]) -> Pixels:
        """The colour of each owner's number; nobody's first."""
        of_step = np.array([self._inks[f"count-{step}"].rgb() for step in range(len(steps) + 1)], np.uint32)
        numbers = [0, *map(counts.get, self._codes, itertools.repeat(0))]
        return of_step[np.searchsorted(steps, numbers, side="right")]


def _pixels(image: QImage) -> Pixels:
    """The pixels of a picture of four bytes each, to read and write in place."""
    flat: Pixels = np.frombuffer(image.bits(), np.uint32)
    return flat.reshape(image.height(), image.width())
