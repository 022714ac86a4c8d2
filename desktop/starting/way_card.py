"""A way to begin (开始方式): icon, name and what it means; one press and it is taken."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.theme import look

PAD, ICON, CAP = 18, 30, 22


class WayCard(QAbstractButton):
    """A button as wide as its column."""

    def __init__(self, title: str, note: str, icon: str, cap: str) -> None:
        super().__init__()
        self.setText(title)
        self._note, self._icon, self._cap = note, icon, cap
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        title = QFontMetrics(look.font(look.TITLE, bold=True)).height()
        note = QFontMetrics(look.font(look.SECOND)).lineSpacing() * 2
        return QSize(look.px(600), title + note + look.px(2 * PAD - 4))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(QPen(look.colour("brand" if focus else "line"), 2 if focus else 1))
        painter.setBrush(look.colour("brand-l" if focus or self.underMouse() else "panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        side, pad = look.px(ICON), look.px(PAD)
        look.icon(self._icon, "brand", ICON).paint(painter, pad, (self.height() - side) // 2, side, side)
        self._paint_words(painter, 2 * pad + side, pad)
        self._paint_cap(painter, pad)

    def _paint_words(self, painter: QPainter, left: int, pad: int) -> None:
        painter.setFont(look.font(look.TITLE, bold=True))
        painter.setPen(look.colour("brand-dd"))
        tall = painter.fontMetrics().height()
        wide = self.width() - left - look.px(PAD * 2 + CAP)
        painter.drawText(
            QRect(left, pad - look.px(4), wide, tall), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        painter.setFont(look.font(look.SECOND))
        painter.setPen(look.colour("ink2"))
        words = QRect(left, pad + tall, wide, self.height() - pad - tall)
        painter.drawText(words, Qt.TextFlag.TextWordWrap, self._note)

    def _paint_cap(self, painter: QPainter, pad: int) -> None:
        side = look.px(CAP)
        spot = QRect(self.width() - pad - side, (self.height() - side) // 2, side, side)
        painter.setFont(look.font(look.NOTE))
        painter.setPen(QPen(look.colour("button-line"), 1))
        painter.setBrush(look.colour("head"))
        painter.drawRoundedRect(spot, 3, 3)
        painter.setPen(look.colour("ink2"))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, self._cap)
