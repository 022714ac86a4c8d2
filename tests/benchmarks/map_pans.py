"""M1, M1i, M2, M4: the grid map with 4,000 grids of 40 points at 1920 × 1080, without a graphics card.

The map is dragged one way for 700 pixels, 7 at a time, while a worker draws the next pictures; beside it one opaque
pixmap laid down whole (M1) and a scene of one item for each grid (M1i). For M2 a hundred thousand events gather anew at
each of several scales and are drawn, beside one item for each. For M4 every grid gets another number of open events
and the map is drawn again, beside a painter that draws all polygons.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import shapely
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsEllipseItem,
    QGraphicsPolygonItem,
    QGraphicsScene,
)

from desktop.lights import Sign
from desktop.map.canvas import MapCanvas
from desktop.map.marks import Mark
from desktop.theme import look
from gis.layers import Ground, ground_of
from gis.plane import Plane
from gis.town_map import GridArea, TownMap
from tests.benchmarks.bench import Bench, ms
from tests.benchmarks.figure import Measured, spread
from tests.benchmarks.floor import floor

WIDTH, HEIGHT = 1920, 1080
METRES = 5.0  # of ground in a pixel of the floor's drawing
STEP, STEPS, ROUNDS = 7, 100, 6
EVENTS = 100_000
_PLANE = Plane(120.6, 30.5)


class Pans:
    """Three ways to pan the same four thousand grids."""

    def __init__(self, bench: Bench) -> None:
        self.app = application()
        kit = floor("map_floor")
        cells = kit.cells(np.random.default_rng(3))
        canvas = bench.once("great map", lambda: great_map(ground(cells)))
        blit = _blit(kit, canvas)
        self.ours: list[float] = []
        self.blits: list[float] = []
        for round_ in range(ROUNDS):
            self.blits += [ms(blit) for _ in range(STEPS)]
            way = STEP if round_ % 2 else -STEP
            self.ours += [ms(partial(_pan, canvas, way)) for _ in range(STEPS)]
            canvas.settle()
        self.items = _items(kit, cells)
        self.grids = len(cells)


def pan(bench: Bench) -> Measured:
    """M1."""
    found = bench.once("map pans", lambda: Pans(bench))
    ours = spread(found.ours)
    return Measured(ours["p50"], spread(found.blits)["p50"], {**ours, "grids": found.grids})


def pan_by_items(bench: Bench) -> Measured:
    """M1i."""
    found = bench.once("map pans", lambda: Pans(bench))
    ours = spread(found.ours)
    return Measured(ours["p50"], spread(found.items)["p50"], {**ours, "grids": found.grids})


def gather(bench: Bench) -> Measured:
    """M2."""
    application()
    cells = floor("map_floor").cells(np.random.default_rng(3))
    canvas = bench.once("great map", lambda: great_map(ground(cells)))
    rng = np.random.default_rng(5)
    lon_lat = _PLANE.to_degrees((rng.uniform(-0.5, 0.5, (EVENTS, 2)) * (WIDTH, HEIGHT)) * METRES)
    canvas.set_marks(
        [Mark(f"S{at}", lon, lat, Sign.NORMAL) for at, (lon, lat) in enumerate(lon_lat.tolist())]
    )
    ours = []
    for round_ in range(9):
        canvas.settle()
        canvas.select(f"S{round_}")
        canvas.select("")
        ours.append(ms(canvas.settle))  # the ground stays: events gather, and are drawn upon it
    items = _points()
    canvas.set_marks([])
    return Measured(spread(ours)["p50"], spread(items)["p50"], {**spread(ours), "events": EVENTS})


def recolour(bench: Bench) -> Measured:
    """M4."""
    application()
    kit = floor("map_floor")
    cells = kit.cells(np.random.default_rng(3))
    canvas = bench.once("great map", lambda: great_map(ground(cells)))
    codes = [f"{at:017}" for at in range(len(cells))]
    redraw = _redraw(kit, cells)
    ours, redraws = [], []
    for round_ in range(9):
        canvas.set_counts({code: (at + round_) % 5 for at, code in enumerate(codes)})
        ours.append(ms(canvas.settle) + ms(canvas.repaint))
        redraws.append(ms(redraw))
    return Measured(spread(ours)["p50"], spread(redraws)["p50"], {**spread(ours), "grids": len(cells)})


def application() -> QApplication:
    """The one application, dressed."""
    app = QApplication.instance()
    made = app if isinstance(app, QApplication) else QApplication([])
    look.apply(made)
    return made


def ground(cells: list[Any]) -> Ground:
    """The floor's cells as the grids of one large township; a few that cross themselves are mended."""
    shapes = [
        shapely.Polygon(_PLANE.to_degrees((cell - (WIDTH / 2, HEIGHT / 2)) * (METRES, -METRES))).buffer(0)
        for cell in cells
    ]
    grids = tuple(GridArea(f"{at:017}", f"第{at + 1}网格", "", shape) for at, shape in enumerate(shapes))
    town = shapely.box(*shapely.total_bounds(shapes))
    return ground_of(TownMap("990101100000", "大镇", town, (), grids))


def great_map(land: Ground) -> MapCanvas:
    """A map of four thousand grids, all coloured, on the screen."""
    canvas = MapCanvas()
    canvas.resize(WIDTH, HEIGHT)
    canvas.set_ground(land)
    canvas.set_counts({grid.code: at % 5 for at, grid in enumerate(land.grids)})
    canvas.show()
    QApplication.processEvents()  # else nothing is laid on the screen
    canvas.settle()
    return canvas


def _pan(canvas: MapCanvas, way: int) -> None:
    canvas.pan(way, 0)
    canvas.repaint()


def _blit(kit: Any, canvas: MapCanvas) -> Callable[[], None]:
    plain = kit.Canvas()
    QApplication.processEvents()
    exact = QPixmap(canvas.grab())
    opaque = QPixmap(WIDTH, HEIGHT)
    painter = QPainter(opaque)
    painter.drawPixmap(0, 0, exact)
    painter.end()
    plain.draw = lambda p: p.drawPixmap(0, 0, opaque)
    plain.repaint()
    return plain.repaint  # type: ignore[no-any-return]


def _redraw(kit: Any, cells: list[Any]) -> Callable[[], None]:
    polygons = [QPolygonF([QPointF(x, y) for x, y in cell]) for cell in cells]
    brushes = [QBrush(QColor.fromHsv(at * 7 % 360, 90, 230)) for at in range(64)]
    pen = QPen(QColor(90, 90, 90), 0)

    def draw(painter: QPainter) -> None:
        painter.fillRect(0, 0, WIDTH, HEIGHT, QColor("white"))
        painter.setPen(pen)
        for at, polygon in enumerate(polygons):
            painter.setBrush(brushes[at % 64])
            painter.drawPolygon(polygon)

    plain = kit.Canvas()
    QApplication.processEvents()
    plain.draw = draw
    plain.repaint()
    return plain.repaint  # type: ignore[no-any-return]


def _items(kit: Any, cells: list[Any]) -> list[float]:
    scene, pen = QGraphicsScene(), QPen(QColor(90, 90, 90), 0)
    for at, cell in enumerate(cells):
        item = QGraphicsPolygonItem(QPolygonF([QPointF(x, y) for x, y in cell]))
        item.setPen(pen)
        item.setBrush(QBrush(QColor.fromHsv(at * 7 % 360, 90, 230)))
        scene.addItem(item)
    view = kit.item_view(scene, True)
    bar = view.horizontalScrollBar()

    def scroll() -> None:
        bar.setValue(-kit.MARGIN + (bar.value() + kit.MARGIN + STEP) % (2 * kit.MARGIN))
        view.viewport().repaint()

    took = [ms(scroll) for _ in range(8)]
    view.close()
    return took


def _points() -> list[float]:
    kit = floor("map_floor")
    scene, pen, brush = QGraphicsScene(), QPen(QColor(200, 30, 30), 0), QBrush(QColor(230, 60, 60))
    for x, y in (np.random.default_rng(3).uniform(0, 1, (EVENTS, 2)) * (WIDTH, HEIGHT)).tolist():
        item = QGraphicsEllipseItem(QRectF(x - 3, y - 3, 6, 6))
        item.setPen(pen)
        item.setBrush(brush)
        scene.addItem(item)
    view = kit.item_view(scene, True)
    took = [ms(view.viewport().repaint) for _ in range(3)]
    view.close()
    return took
