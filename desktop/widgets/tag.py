"""A tag (标签): a short word in a frame; colour only for a state, at most three in a row."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.look import NOTE, colour, font
from desktop.widgets.box import paint_box

PADDING, RADIUS = 6, 3.0
TONES = {  # fill, line, ink
    "": ("head", "line", "ink2"),
    "red": ("red-bg", "red-line", "red"),
    "amber": ("amber-bg", "amber-line", "amber-d"),
    "green": ("green-bg", "green-line", "green"),
    "brand": ("brand-l", "brand-line", "brand-d"),
}


def tag_height() -> int:
    """Height of a tag: 22 px at 100 %."""
    return QFontMetrics(font(NOTE)).lineSpacing() + 4


def tag_width(text: str) -> int:
    """Width of a tag with this text."""
    return QFontMetrics(font(NOTE)).horizontalAdvance(text) + 2 * PADDING


def paint_tag(painter: QPainter, x: float, y: float, text: str, tone: str = "") -> int:
    """Paint a tag with its upper left corner at (x, y) and give its width."""
    fill, line, ink = TONES[tone]
    rect = QRectF(x, y, tag_width(text), tag_height())
    paint_box(painter, rect, fill, line, RADIUS)
    painter.save()
    painter.setFont(font(NOTE))
    painter.setPen(colour(ink))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return round(rect.width())


class Tag(QWidget):
    """A tag as a widget."""

    def __init__(self, text: str = "", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._tone = text, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text, tone)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    @property
    def tone(self) -> str:
        """Its colour."""
        return self._tone

    def set_text(self, text: str, tone: str | None = None) -> None:
        """Say something else, in another colour if one is given; an empty tag takes no room."""
        self._text = text
        self._tone = self._tone if tone is None else tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the text."""
        return QSize(tag_width(self._text), tag_height()) if self._text else QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tag."""
        if self._text:
            paint_tag(QPainter(self), 0, (self.height() - tag_height()) / 2, self._text, self._tone)
