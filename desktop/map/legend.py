"""What lies over the corners of the map (图例): legend, zoom buttons, scale bar; each a plate on the canvas."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.map import texts
from desktop.map.inks import inks
from desktop.map.names import paint_text
from desktop.map.surface import MapSurface
from desktop.map.viewport import nice_length
from desktop.theme.look import NOTE, PANEL, SECOND, colour, font, px
from desktop.theme.tokens import LIGHT
from desktop.widgets.box import paint_box
from desktop.widgets.light import paint_light

PADDING = 10
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Plate(QWidget):
    """A framed box that keeps the mouse from the map under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame."""
        paint_box(QPainter(self), QRectF(self.rect()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press here is not meant for the ground."""
        event.accept()


class Legend(Plate):
    """Which colour stands for how many, and what the lights are called."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._steps = texts.COUNTS, texts.STEPS
        self._picture = QPixmap()
        self._say()

    def set_counts(self, title: str, steps: Sequence[str]) -> None:
        """Tell another choropleth: what it counts, and the numbers under its colours."""
        if (title, tuple(steps)) == (self._title, self._steps):
            return
        self._title, self._steps = title, tuple(steps)
        self._picture = QPixmap()
        self._say()
        self.update()

    def _say(self) -> None:
        self.setAccessibleName(f"{self._title} {' '.join(self._steps)}")

    def sizeHint(self) -> QSize:
        """Four lights in a row, and what is above them."""
        wide = sum(self._light_width(str(sign)) for sign in texts.LIGHTS)
        return QSize(wide + 2 * PADDING, 3 * self._line() + px(14) + 2 * PADDING + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what was painted: the map under it is painted often, the legend seldom says something else."""
        wanted = self.size() * self.devicePixelRatioF()
        if self._picture.size() != wanted:
            self._picture = QPixmap(wanted)
            self._picture.setDevicePixelRatio(self.devicePixelRatioF())
            self._picture.fill(Qt.GlobalColor.transparent)
            self._paint(self._picture)
        QPainter(self).drawPixmap(0, 0, self._picture)

    def changeEvent(self, event: QEvent) -> None:
        """Another font or theme."""
        super().changeEvent(event)
        self._picture = QPixmap()

    def _paint(self, picture: QPixmap) -> None:
        """Title, colours, numbers and lights."""
        painter = QPainter(picture)
        paint_box(painter, QRectF(self.rect()))
        line, width, top = self._line(), self.width() - 2 * PADDING, PADDING
        painter.setFont(font(SECOND, True))
        painter.setPen(colour("ink"))
        painter.drawText(QRectF(PADDING, top, width, line), LEFT, self._title)
        top += line + 2
        self._paint_steps(painter, QRectF(PADDING, top, width, px(12)))
        top += px(14) + line + 2
        self._paint_lights(painter, top, line)
        painter.end()

    def _paint_steps(self, painter: QPainter, bar: QRectF) -> None:
        wide = bar.width() / len(self._steps)
        painter.setFont(font(NOTE))
        for step, text in enumerate(self._steps):
            box = QRectF(bar.left() + step * wide, bar.top(), wide, bar.height())
            painter.fillRect(box, colour(f"count-{step}"))
            painter.setPen(colour("ink"))
            below = QRectF(box.left(), box.bottom() + 1, wide, self._line())
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)
        painter.setPen(colour("field-line"))
        painter.drawRect(bar)

    def _paint_lights(self, painter: QPainter, top: float, line: int) -> None:
        left = float(PADDING)
        painter.setFont(font(NOTE))
        painter.setPen(colour("ink"))
        for sign in texts.LIGHTS:
            side = px(14)
            paint_light(painter, QRectF(left, top + (line - side) / 2, side, side), sign)
            painter.drawText(QRectF(left + side + 4, top, 100, line), LEFT, str(sign))
            left += self._light_width(str(sign))

    def _light_width(self, text: str) -> int:
        return px(14) + 4 + QFontMetrics(font(NOTE)).horizontalAdvance(text) + px(12)

    def _line(self) -> int:
        return QFontMetrics(font(SECOND)).lineSpacing()


class ZoomButtons(Plate):
    """Nearer, further, the whole town, one under the other."""

    def __init__(self, surface: MapSurface, *, whole: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for text, name, do in (
            (texts.ZOOM_IN, texts.ZOOM_IN_NAME, lambda: surface.zoom(1.6)),
            (texts.ZOOM_OUT, texts.ZOOM_OUT_NAME, lambda: surface.zoom(1 / 1.6)),
            (texts.WHOLE, texts.WHOLE_NAME, surface.whole_town),
        ):
            if whole or text != texts.WHOLE:
                button = _Step(text, name)
                button.pressed.connect(do)
                rows.addWidget(button)

    def sizeHint(self) -> QSize:
        """Squares."""
        return super().sizeHint().expandedTo(QSize(px(44), 0))


class _Step(QWidget):
    """One button of the column; the map's own keys do the same, so it takes no focus."""

    pressed = Signal()

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self._text = text
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedSize(QSize(px(44), px(36)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.underMouse():
            paint_box(painter, box.adjusted(1, 1, -1, -1), "brand-l", "", 3)
        if self.y():
            painter.setPen(colour("line"))
            painter.drawLine(QPointF(6, 0), QPointF(box.width() - 6, 0))
        painter.setFont(font(SECOND if len(self._text) > 1 else PANEL + 4))
        painter.setPen(colour("ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()


class ScaleBar(QWidget):
    """A round length of ground and how long it is drawn."""

    def __init__(self, surface: MapSurface, scheme: str = LIGHT) -> None:
        super().__init__(surface)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._surface, self._scheme = surface, scheme
        surface.moved.connect(self._on_moved)
        self._scale = 0.0

    def sizeHint(self) -> QSize:
        """Room for the longest bar."""
        return QSize(px(126), QFontMetrics(font(NOTE)).height() + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar at the right end, the length above it."""
        scale = self._surface.viewport.scale
        metres = nice_length(px(120), scale)
        right, foot = self.width() - 3.0, self.height() - 4.0
        left = right - metres * scale
        ink = inks(self._scheme)
        painter = QPainter(self)
        ends = [QPointF(left, foot - 6), QPointF(left, foot), QPointF(right, foot), QPointF(right, foot - 6)]
        for width, tone in ((4.0, ink.halo), (1.6, ink["ink"])):
            painter.setPen(QPen(tone, width))
            painter.drawPolyline(ends)
        words = QRectF(left, 0, right - left, foot - 6)
        paint_text(painter, words, texts.length(metres), NOTE, False, ink["ink"], ink.halo)

    def _on_moved(self) -> None:
        if self._surface.viewport.scale != self._scale:
            self._scale = self._surface.viewport.scale
            self.update()
