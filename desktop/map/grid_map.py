"""The whole map panel (地图栏): canvas, plates over its corners, and a line under it that says where one is."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.map import texts
from desktop.map.canvas import MapCanvas
from desktop.map.layers_card import LayersCard
from desktop.map.legend import Legend, ScaleBar, ZoomButtons
from desktop.theme.look import SECOND, colour, font, px
from desktop.widgets.box import paint_box

EDGE = 12  # between plates and the canvas' edge
_ROOMY = 800  # pixels; on a narrower canvas the layers are a button


class GridMap(QWidget):
    """The map as 态势 and 网格 show it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = MapCanvas()
        self.legend = Legend(self.canvas)
        self.layers = LayersCard(self.canvas)
        self._zoom = ZoomButtons(self.canvas, parent=self.canvas)
        self._scale_bar = ScaleBar(self.canvas)
        self.canvas.foot_room = self.legend.sizeHint().height() + 2 * EDGE
        self._where = Where()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        rows.addWidget(self.canvas, 1)
        rows.addWidget(self._where)
        self._roomy: bool | None = None
        self.layers.changed.connect(self.canvas.set_layers)
        self.layers.resized.connect(self._lay_plates)
        self.canvas.moved.connect(self._open_layers)
        self.canvas.installEventFilter(self)

    def breadcrumb(self, parts: Sequence[str], notes: Sequence[str] = ()) -> None:
        """Say under the map where one is: 云溪镇 › 石桥村 › 第 3 网格, then notes; nothing hides the line."""
        self._where.say(parts, notes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the plates in their corners."""
        if watched is self.canvas and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._open_layers()
            self._lay_plates()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame of a panel."""
        paint_box(QPainter(self), QRectF(self.rect()))

    def _open_layers(self) -> None:
        """Open the layers where there is room and no grid's middle would lie under them; else leave a button."""
        if not self.canvas.shows_whole:
            return
        roomy = self.canvas.width() >= _ROOMY and not self._covers_grids(self.layers.open_size())
        if roomy is not self._roomy:
            self._roomy = roomy
            self.layers.set_open(roomy)

    def _covers_grids(self, size: QSize) -> bool:
        ground = self.canvas.ground
        if ground is None:
            return False
        places = self.canvas.viewport.to_window([grid.at for grid in ground.grids])
        left, foot = self.canvas.width() - size.width() - EDGE, size.height() + EDGE
        return bool(((places[:, 0] > left) & (places[:, 1] < foot)).any())

    def _lay_plates(self) -> None:
        width, height = self.canvas.width(), self.canvas.height()
        for plate in (self.legend, self.layers, self._zoom, self._scale_bar):
            plate.resize(plate.sizeHint())
        self.layers.move(width - self.layers.width() - EDGE, EDGE)
        self.legend.move(EDGE, height - self.legend.height() - EDGE)
        self._zoom.move(width - self._zoom.width() - EDGE, height - self._zoom.height() - EDGE)
        left = self._zoom.x() - self._scale_bar.width() - EDGE
        top = height - self._scale_bar.height() - EDGE
        if left < self.legend.geometry().right() + EDGE:  # a narrow map with large letters
            left, top = EDGE, EDGE
        self._scale_bar.move(left, top)


class Where(QWidget):
    """One line: a path whose last part is bold, then notes; what does not fit is cut at the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[str, ...] = ()
        self._notes: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def say(self, parts: Sequence[str], notes: Sequence[str]) -> None:
        """Show a path and its notes; an empty path takes the line away."""
        self._parts, self._notes = tuple(parts), tuple(notes)
        words = texts.CRUMB.join(parts)
        self.setAccessibleName("　".join((words, *notes)))
        self.setToolTip(self.accessibleName())
        self.setVisible(bool(parts))
        self.update()

    def sizeHint(self) -> QSize:
        """One line, as high as a panel's head."""
        return QSize(200, QFontMetrics(font(SECOND)).lineSpacing() + px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write path and notes from left to right."""
        painter = QPainter(self)
        painter.setPen(colour("line"))
        painter.drawLine(0, 0, self.width(), 0)
        path = [(text, last, "ink") for text, last in self._path()]
        left = 14
        for text, bold, token in (*path, *((note, False, "ink2") for note in self._notes)):
            metrics = QFontMetrics(font(SECOND, bold))
            if token == "ink2":
                left += px(18)
            painter.setFont(font(SECOND, bold))
            painter.setPen(colour(token))
            room = self.width() - left - 14
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room))
            painter.drawText(QRectF(left, 1, room, self.height() - 1), Qt.AlignmentFlag.AlignVCenter, shown)
            left += metrics.horizontalAdvance(shown)
            if shown != text:
                return

    def _path(self) -> list[tuple[str, bool]]:
        last = len(self._parts) - 1
        return [
            (text if at == last else text + texts.CRUMB, at == last) for at, text in enumerate(self._parts)
        ]
