"""The grid map as a widget (网格地图): the township with its open events; hover, choose, and go through them by keys."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from desktop.map import texts
from desktop.map.card import card_box, paint_card
from desktop.map.colouring import STEPS, Land
from desktop.map.inks import inks
from desktop.map.land import SHOWN
from desktop.map.marks import NOBODY, Mark, crowd_of
from desktop.map.picture import Wish
from desktop.map.point_choice import paint_cross, point_at
from desktop.map.spots import Spot, after, nearest, paint_reached
from desktop.map.surface import NEAREST, MapSurface
from desktop.map.telling import bounds_of, card_of, offer
from desktop.map.viewport import Bounds, Viewport
from desktop.theme.tokens import LIGHT
from gis.layers import Ground, ground_of
from gis.town_map import TownMap

TOGETHER_TO = 1.6  # of the whole town's scale: up to here events gather by village
_NEARER = 1.9  # at least so much nearer does a ring open
_OWN = Qt.FindChildOption.FindDirectChildrenOnly


class MapCanvas(MapSurface):
    """The township, its counts and its events."""

    mark_chosen = Signal(str)  # case
    grid_chosen = Signal(str)  # grid code
    point_chosen = Signal(float, float)  # lon, lat; only while a point is asked for
    hovered = Signal(str)  # case, or ""

    def __init__(self, scheme: str = LIGHT, parent: QWidget | None = None, *, enlarge: float = 1.0) -> None:
        """`enlarge` makes names and marks larger: the wall takes 1.5."""
        super().__init__(scheme, parent)
        self.setAccessibleName(texts.MAP)
        self.setAccessibleDescription(texts.KEYS)
        self._ground: Ground | None = None
        self._land = Land({}, STEPS, SHOWN)
        self._marks: tuple[Mark, ...] = ()
        self._crowd = NOBODY  # the marks on this ground
        self._chosen = self._grid = self._hovered = ""
        self._enlarge = enlarge
        self._at = -1  # number of the mark that keys have reached
        self._under: Spot | None = None  # the spot under the mouse, in the window's pixels
        self._asking = False
        self.drawn.connect(self._on_new_picture)

    # ------------------------------------------------------------ what is shown

    def set_town(self, town: TownMap) -> None:
        """Show a township from the beginning; `set_ground` spares the window the preparing."""
        self.set_ground(ground_of(town))

    def set_ground(self, ground: Ground) -> None:
        """Show a township that a worker has prepared by `ground_of`."""
        self._ground = ground
        self._seat()
        self.whole_town()

    @property
    def ground(self) -> Ground | None:
        """The township that is shown."""
        return self._ground

    def set_counts(self, counts: Mapping[str, int], steps: Sequence[int] = STEPS) -> None:
        """Colour the grids by their numbers; `steps` are the lowest numbers of the second and further colours."""
        self._change_land(self._land._replace(counts=dict(counts), steps=tuple(steps)))

    def set_layers(self, shown: Mapping[str, bool]) -> None:
        """Show and hide layers by their keys (`land.EVENTS` …); those not named stay as they are."""
        wanted = {layer for layer, on in shown.items() if on}
        self._change_land(self._land._replace(shown=(self._land.shown - shown.keys()) | wanted))

    @property
    def layers(self) -> frozenset[str]:
        """The layers that are shown."""
        return self._land.shown

    def _change_land(self, land: Land) -> None:
        if land != self._land:
            self._land = land
            self.redraw()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these events, the most pressing first; nothing is drawn anew when none has changed."""
        if tuple(marks) == self._marks:
            return
        self._marks = tuple(marks)
        self._under = None  # it numbers the marks that were
        self._at = min(self._at, len(marks) - 1)
        self._seat()
        self.redraw()

    def _seat(self) -> None:
        if self._ground is not None:
            self._crowd = crowd_of(self._marks, self._ground)
            self._marks = self._crowd.marks

    def select(self, case_id: str) -> None:
        """Show an event as the chosen one, "" for none; the map moves only when it is out of sight."""
        if case_id == self._chosen:
            return
        self._chosen = case_id
        self._grid = self._grid_of(case_id) if case_id else ""
        self._bring_into_sight(self._number(case_id))
        self.redraw()
        self.update()

    def selected_grid(self, code: str) -> None:
        """Outline a grid, "" for none."""
        if code != self._grid:
            self._grid = code
            self.redraw()

    def show_place(self, lon: float, lat: float, zoom: float = 8.0) -> None:
        """Show a place in the middle, so many times nearer than the whole town."""
        if self._ground is not None:
            x, y = self._ground.plane.to_m((lon, lat)).tolist()
            scale = min(NEAREST, self.whole_scale * zoom)
            self.look_at(Viewport(x, y, scale, self.width(), self.height()))

    def ask_point(self, on: bool) -> None:
        """Whether a click (or Enter, for the middle) chooses a point instead of an event."""
        self._asking = on
        self.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)
        self.update()

    # ------------------------------------------------------------ for the surface

    def bounds(self) -> Bounds | None:
        """The town's."""
        return None if self._ground is None else self._ground.bounds

    def wish(self, viewport: Viewport) -> Wish | None:
        """The present wish."""
        ground = self._ground
        if ground is None:
            return None
        number = self._number(self._chosen)
        apart = ground.village_of(self._grid)
        if number >= 0:
            apart = self._marks[number].village or ground.village_of(self._marks[number].grid) or apart
        return Wish(
            ground=ground,
            viewport=viewport,
            ratio=self.devicePixelRatioF(),
            scheme=self.scheme,
            land=self._land,
            crowd=self._crowd,
            chosen=self._chosen,
            grid=self._grid,
            apart=apart,
            together=viewport.scale <= self.whole_scale * TOGETHER_TO,
            enlarge=self._enlarge,
        )

    def pressed(self, at: QPointF) -> None:
        """Choose what is there: a point if asked for one, else an event, a ring, a grid."""
        if self._asking:
            self._choose_point(at)
        elif (spot := self.spot_at(at)) is not None:
            self._open(spot)
        elif (code := self.grid_at(at)) is not None:
            self.grid_chosen.emit(code)

    def paint_over(self, painter: QPainter) -> None:
        """The card of what is under the mouse, else reached by keys, else chosen."""
        reached = self._spot_of(self._at) if self.hasFocus() else None
        if reached is not None:
            paint_reached(painter, reached, inks(self.scheme))
        told = self._under or reached or self._spot_of(self._number(self._chosen))
        if told is not None:
            card = card_of(told, self._marks, self._ground)
            others = [spot.box for spot in self.spots() if spot.cluster != told.cluster]
            plates = [
                QRectF(one.geometry()) for one in self.findChildren(QWidget, options=_OWN) if one.isVisible()
            ]
            box = card_box(card, told.box, QRectF(self.rect()), others, plates)
            paint_card(painter, card, box, inks(self.scheme))
        if self._asking and self.hasFocus():
            paint_cross(painter, QRectF(self.rect()), inks(self.scheme))

    # ------------------------------------------------------------ what is where

    def spots(self) -> list[Spot]:
        """Events and rings of the present picture, in the window's pixels, the most pressing first.

        None while other marks wait for their picture: what a spot numbers would be another event.
        """
        if self.picture is None or self.picture.viewport.scale != self.viewport.scale:
            return []
        if self.picture.marks is not self._marks:
            return []
        left, top = self.offset()
        return [spot._replace(x=spot.x + left, y=spot.y + top) for spot in self.picture.spots]

    def spot_at(self, at: QPointF) -> Spot | None:
        """The event or ring at a point of the window; the chosen one lies on top, then single events."""
        return nearest(self.spots(), at.x(), at.y())

    def grid_at(self, at: QPointF) -> str | None:
        """The grid at a point of the window."""
        if self._ground is None:
            return None
        return self._ground.index.locate(*point_at(self._ground, self.viewport, at))

    def _spot_of(self, number: int) -> Spot | None:
        return next((spot for spot in self.spots() if number in spot.cluster.members), None)

    def _number(self, case_id: str) -> int:
        return self._crowd.numbers.get(case_id, -1)

    def _grid_of(self, case_id: str) -> str:
        number = self._number(case_id)
        return self._marks[number].grid if number >= 0 else ""

    # ------------------------------------------------------------ choosing

    def _choose_point(self, at: QPointF) -> None:
        if self._ground is not None:
            self.point_chosen.emit(*point_at(self._ground, self.viewport, at))

    def _open(self, spot: Spot) -> None:
        """An event is chosen, a ring is looked into; where nothing parts its events, they are listed."""
        members = list(spot.cluster.members)
        if spot.cluster.single:
            self.mark_chosen.emit(self._marks[members[0]].case_id)
            return
        if (
            bounds := bounds_of(spot, self._crowd, self._ground)
        ) is None or self.viewport.scale >= NEAREST * 0.99:
            menu = offer(spot, self._marks, self, self.mark_chosen.emit)
            menu.popup(self.mapToGlobal(QPointF(spot.x + spot.radius, spot.y).toPoint()))
            return
        seen = self.viewport
        self.show_bounds(bounds, padding=90)
        if self.viewport.scale < seen.scale * _NEARER:
            self.zoom(seen.scale * _NEARER / self.viewport.scale)

    def _bring_into_sight(self, number: int) -> None:
        if number < 0 or self._ground is None:
            return
        x, y = self._crowd.places[number].tolist()
        west, south, east, north = self.viewport.ground_bounds
        edge = 40 / self.viewport.scale
        if not (west + edge <= x <= east - edge and south + edge <= y <= north - edge):
            self.look_at(self.viewport._replace(x=x, y=y))

    # ------------------------------------------------------------ mouse and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan, or show the card of what is under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(None if event.buttons() else self.spot_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse."""
        super().leaveEvent(event)
        self._hover(None)

    def _hover(self, spot: Spot | None) -> None:
        if spot != self._under:
            self._under = spot
            self.update()
        case_id = self._marks[spot.cluster.members[0]].case_id if spot and spot.cluster.single else ""
        if case_id != self._hovered:
            self._hovered = case_id
            self.hovered.emit(case_id)
        if not self._asking and not self.dragging:
            self.setCursor(Qt.CursorShape.PointingHandCursor if spot else Qt.CursorShape.ArrowCursor)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through events and rings, the most pressing first, and then on."""
        following = after(self.spots(), self._at, forward)
        self._reach(following)
        return following is not None or super().focusNextPrevChild(forward)

    def _reach(self, spot: Spot | None) -> None:
        self._at = -1 if spot is None else spot.cluster.members[0]
        card = None if spot is None else card_of(spot, self._marks, self._ground)
        self.setAccessibleDescription(texts.KEYS if card is None else f"{card.title} {card.note}")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what Tab has reached, or chooses the middle while a point is asked for."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers():
            super().keyPressEvent(event)
        elif self._asking:
            self._choose_point(QRectF(self.rect()).center())
        elif (spot := self._spot_of(self._at)) is not None:
            self._open(spot)
        else:
            super().keyPressEvent(event)

    def _on_new_picture(self) -> None:
        """What is under the mouse may have moved away."""
        under = self.mapFromGlobal(self.cursor().pos())
        self._under = self.spot_at(QPointF(under)) if self.underMouse() else None
