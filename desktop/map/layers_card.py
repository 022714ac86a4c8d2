"""The card that shows and hides layers (图层): open on a large screen, a button on a small one."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.map import texts
from desktop.map.land import CHOROPLETH, EVENTS, GRID_BORDERS, PLACES, ROADS_WATER, SHOWN, VILLAGE_BORDERS
from desktop.map.legend import LEFT, PADDING, Plate
from desktop.theme.look import BODY, colour, font, px
from desktop.widgets.box import paint_focus
from desktop.widgets.check_line import CheckLine

_LAYERS = {  # a line of the card: the layers it shows and hides
    "events": (EVENTS,),
    "choropleth": (CHOROPLETH,),
    "borders": (VILLAGE_BORDERS, GRID_BORDERS),
    "roads_water": (ROADS_WATER,),
    "places": (PLACES,),
}


class LayersCard(Plate):
    """A line to tick for each layer."""

    changed = Signal(dict)  # layer → whether it is shown, as `MapCanvas.set_layers` takes it
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle = _Handle(texts.LAYERS)
        self._handle.toggled.connect(self.set_open)
        self._lines = {key: CheckLine(texts.LAYER_NAMES[key]) for key in _LAYERS}
        self._list = QWidget()
        rows = QVBoxLayout(self._list)
        rows.setContentsMargins(6, 0, PADDING, 8)
        rows.setSpacing(0)
        for key, line in self._lines.items():
            line.setChecked(SHOWN.issuperset(_LAYERS[key]))
            line.toggled.connect(self._on_toggled)
            rows.addWidget(line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._handle)
        whole.addWidget(self._list)

    def set_open(self, on: bool) -> None:
        """Show the lines, or only the button."""
        self._list.setVisible(on)
        self._handle.set_open(on)
        self.adjustSize()
        self.resized.emit()

    def open_size(self) -> QSize:
        """The room it takes with all its lines."""
        handle, lines = self._handle.sizeHint(), self._list.sizeHint()
        return QSize(max(handle.width(), lines.width()), handle.height() + lines.height())

    @property
    def is_open(self) -> bool:
        """Whether the lines are shown."""
        return self._list.isVisibleTo(self)

    def set_number(self, key: str, count: int) -> None:
        """Say how many things a layer holds, at the end of its line."""
        self._lines[key].set_note(str(count))
        self.adjustSize()
        self.resized.emit()

    @property
    def shown(self) -> Mapping[str, bool]:
        """Every layer and whether it is ticked."""
        return {layer: line.isChecked() for key, line in self._lines.items() for layer in _LAYERS[key]}

    def _on_toggled(self) -> None:
        self.changed.emit(dict(self.shown))


class _Handle(QWidget):
    """A plate's head that opens and closes it."""

    toggled = Signal(bool)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._open = text, True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(text)

    def set_open(self, on: bool) -> None:
        """Show that the plate is open."""
        self._open = on
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        metrics = QFontMetrics(font(BODY, True))
        return QSize(metrics.horizontalAdvance(self._text) + px(40), metrics.lineSpacing() + px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the word and an arrow."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        painter.setFont(font(BODY, True))
        painter.setPen(colour("brand" if self.underMouse() else "ink"))
        painter.drawText(box.adjusted(PADDING, 0, 0, 0), LEFT, self._text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, side = QPointF(box.right() - px(15), box.center().y()), px(4)
        down = side if self._open else -side
        tip = [QPointF(-side, -down / 2), QPointF(0, down / 2), QPointF(side, -down / 2)]
        painter.setPen(QPen(colour("ink2"), 1.6))
        painter.drawPolyline([middle + point for point in tip])
        if self.hasFocus():
            paint_focus(painter, box)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open or close."""
        self.toggled.emit(not self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space or Enter: the same."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggled.emit(not self._open)
        else:
            super().keyPressEvent(event)
