"""The surface that is panned and zoomed (地图平面): it lays down the last picture, moved or scaled, until the next is there.

A picture is wider than the window, so a pan lays it down elsewhere and nothing is drawn; after a pause of the hand, or
when the margin is used up, the next one is drawn beside the window.
"""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from desktop.map.easel import Easel
from desktop.map.inks import inks
from desktop.map.laying import lay_down
from desktop.map.picture import Picture, Wish
from desktop.map.viewport import Bounds, Viewport, fitted
from desktop.theme.tokens import LIGHT

MARGIN = 200  # pixels of a picture outside the window, on every side
PADDING = 22  # around the whole town
NEAREST = 6.0  # pixels a metre
FURTHEST = 0.7  # of the whole town's scale
STEP = 1.25  # of one notch of the wheel
_PAUSE_MS = 120
_KEY_PX = 90
_STILL = Viewport(0, 0, 1, 1, 1)


class MapSurface(QWidget):
    """Pans, zooms and paints; what is on it is said by whoever inherits."""

    moved = Signal()  # another part of the ground, or another scale
    drawn = Signal()  # the picture is the one that was last asked for

    def __init__(self, scheme: str = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(200, 160)
        self.scheme = scheme
        self.viewport = _STILL
        self.picture: Picture | None = None
        self._easel = Easel(self)
        self._easel.drawn.connect(self._on_drawn)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.redraw)
        self._held: tuple[QPointF, Viewport] | None = (
            None  # where the button went down, and what was seen then
        )
        self.dragging = False
        self._band: QRect | None = None
        self.foot_room = 0  # pixels on the lower edge that the whole town leaves free if it can
        self._whole = True  # shows the whole town, also after the window was resized

    # ------------------------------------------------------------ for whoever inherits

    def wish(self, viewport: Viewport) -> Wish | None:
        """What should be seen in a viewport, None while there is no map."""
        raise NotImplementedError

    def bounds(self) -> Bounds | None:
        """The ground that 全镇 shows, metres."""
        raise NotImplementedError

    def pressed(self, at: QPointF) -> None:
        """The button was pressed and let go in one place."""

    def paint_over(self, painter: QPainter) -> None:
        """Paint what changes from moment to moment, on top."""

    # ------------------------------------------------------------ where one looks

    def whole_town(self) -> None:
        """Show the whole town."""
        bounds = self.bounds()
        if bounds is not None:
            self.look_at(self._whole_viewport(bounds), whole=True)

    def _whole_viewport(self, bounds: Bounds) -> Viewport:
        """The whole town, raised as far as it can be when something stands on the lower edge."""
        found = fitted(bounds, self.width(), self.height(), PADDING)
        spare = (self.height() - (bounds[3] - bounds[1]) * found.scale) / 2
        return found.panned(0, -max(0.0, min(spare - PADDING, self.foot_room - spare)))

    def look_at(self, viewport: Viewport, *, whole: bool = False) -> None:
        """Show another part of the ground: at once by moving the picture, then drawn anew."""
        self._whole = whole
        self.viewport = viewport
        self.update()
        self.moved.emit()
        self.redraw()

    def zoom(self, factor: float, at: tuple[float, float] | None = None) -> None:
        """Nearer or further; the ground under the pixel `at` stays where it is."""
        scale = min(NEAREST, max(self.whole_scale * FURTHEST, self.viewport.scale * factor))
        self.look_at(self.viewport.zoomed(scale, at))

    def pan(self, right: float, down: float) -> None:
        """Drag the ground by so many pixels; a new picture comes after a pause, or when the margin is used up."""
        self._whole = False
        self.viewport = self.viewport.panned(right, down)
        self.update()
        self.moved.emit()
        self._pause.start()
        if self.picture is not None and self.picture.viewport.scale == self.viewport.scale:
            gone = max(map(abs, self.viewport.shift(self.picture.viewport)))
            if gone > MARGIN * 0.6:
                self.redraw()

    @property
    def shows_whole(self) -> bool:
        """Whether the whole town is shown, as 全镇 shows it."""
        return self._whole

    @property
    def whole_scale(self) -> float:
        """The scale that shows the whole town."""
        bounds = self.bounds()
        return 1.0 if bounds is None else fitted(bounds, self.width(), self.height(), PADDING).scale

    def redraw(self) -> None:
        """Have the present wish drawn beside the window; the first picture of a map is drawn at once."""
        self._pause.stop()
        wish = self.wish(self.viewport.widened(MARGIN))
        if wish is None:
            self.picture = None
            self.update()
        elif self.isVisible():
            self._easel.ask(wish)

    def settle(self) -> None:
        """Have the present wish drawn now: for paper, and for the first picture of a page."""
        self._pause.stop()
        wish = self.wish(self.viewport.widened(MARGIN))
        if wish is not None:
            self._on_drawn(self._easel.draw_now(wish))

    @property
    def settled(self) -> bool:
        """Whether the picture shows the present wish."""
        return not self._easel.busy and not self._pause.isActive()

    def offset(self) -> tuple[float, float]:
        """Where the picture's upper left corner lies in the window, while scales agree."""
        assert self.picture is not None
        right, down = self.viewport.shift(self.picture.viewport)
        left = (self.viewport.width - self.picture.viewport.width) / 2 + right
        return left, (self.viewport.height - self.picture.viewport.height) / 2 + down

    def _on_drawn(self, picture: Picture) -> None:
        self.picture = picture
        self.update()
        self.drawn.emit()

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the picture down, then what is on top."""
        if self.picture is None:
            self.settle()  # once: a page that opens must not flash
        if self.picture is not None and self.picture.image.devicePixelRatio() != self.devicePixelRatioF():
            self._pause.start()  # on a screen of another resolution
        painter = QPainter(self)
        if self.picture is None:
            painter.fillRect(self.rect(), inks(self.scheme)["land"])
        else:
            lay_down(painter, self.picture, self.viewport, QRectF(self.rect()), inks(self.scheme)["land"])
        self.paint_over(painter)
        if self._band is not None:
            painter.setPen(QPen(inks(self.scheme)["brand"], 1.5))
            painter.setBrush(inks(self.scheme).veiled("brand", 0.1))
            painter.drawRect(self._band)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole town whole, or the middle in the middle."""
        super().resizeEvent(event)
        bounds = self.bounds()
        if bounds is not None and self._whole:
            self.viewport = self._whole_viewport(bounds)
        else:
            self.viewport = self.viewport.resized(self.width(), self.height())
        self.moved.emit()
        self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what has changed while nobody looked."""
        super().showEvent(event)
        if self.picture is not None:
            self.redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew when the font has another size."""
        super().changeEvent(event)
        if event.type() in _OTHER_LOOK:
            self.redraw()

    # ------------------------------------------------------------ the hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hold the ground; with Shift, begin a rubber band."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._held = event.position(), self.viewport
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._band = QRect(event.position().toPoint(), event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the ground as far as the mouse goes, or draw the band."""
        if self._held is None:
            return
        start, seen = self._held
        way = event.position() - start
        if self._band is not None:
            self._band = QRect(start.toPoint(), event.position().toPoint()).normalized()
            self.update()
        elif self.dragging or way.manhattanLength() >= QApplication.startDragDistance():
            self.dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport = seen._replace(width=self.viewport.width, height=self.viewport.height)
            self.pan(way.x(), way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: a press without a way is a click, a band is looked into."""
        if event.button() is not Qt.MouseButton.LeftButton or self._held is None:
            return
        band, dragged = self._band, self.dragging
        self._held, self._band, self.dragging = None, None, False
        self.unsetCursor()
        if band is not None:
            self.update()
            if min(band.width(), band.height()) > 8:
                self._look_into(band)
        elif not dragged:
            self.pressed(event.position())

    def _look_into(self, band: QRect) -> None:
        west, north = self.viewport.to_ground((band.left(), band.top())).tolist()
        east, south = self.viewport.to_ground((band.right(), band.bottom())).tolist()
        self.show_bounds((west, south, east, north), 0)

    def show_bounds(self, bounds: Bounds, padding: float = 60) -> None:
        """Show a piece of ground as near as it fits."""
        found = fitted(bounds, self.width(), self.height(), padding)
        self.look_at(found._replace(scale=min(NEAREST, found.scale)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the cursor."""
        notches = event.angleDelta().y() / 120
        if notches:
            self.zoom(STEP**notches, (event.position().x(), event.position().y()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows pan, + and − zoom, 0 shows the whole town; the rest goes on to the page."""
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is not None:
            far = 4 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self.pan(-arrow.x() * _KEY_PX * far, -arrow.y() * _KEY_PX * far)
        elif event.text() in _NEARER:
            self.zoom(STEP * STEP)
        elif event.text() in _FURTHER:
            self.zoom(1 / (STEP * STEP))
        elif event.text() == "0":
            self.whole_town()
        else:
            super().keyPressEvent(event)


_OTHER_LOOK = (QEvent.Type.FontChange, QEvent.Type.StyleChange)
_NEARER, _FURTHER = ("+", "="), ("-", "−", "_")
_ARROWS = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}
