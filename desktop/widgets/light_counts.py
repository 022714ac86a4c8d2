"""Counts of lights as toggles (灯数): a press narrows the list to that light, a second press widens it again."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop.lights import Sign
from desktop.theme import look
from desktop.widgets.light import paint_light

SIGNS = (Sign.OVERDUE, Sign.SOON, Sign.NORMAL, Sign.PAUSED)
_SIDE, _GAP, _PAD = 14, 4, 5


class LightCounts(QWidget):
    """Four lights with their numbers."""

    toggled = Signal(str)  # the value of a Sign

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._buttons = {sign: _Count(sign) for sign in SIGNS}
        for sign, button in self._buttons.items():
            button.clicked.connect(lambda _=False, sign=sign: self.toggled.emit(sign.value))
            row.addWidget(button)

    def set_counts(self, counts: Mapping[Sign, int]) -> None:
        """Show the numbers."""
        for sign, button in self._buttons.items():
            button.set_count(counts.get(sign, 0))

    def set_chosen(self, signs: Collection[Sign]) -> None:
        """Show which lights the list is narrowed to."""
        for sign, button in self._buttons.items():
            button.setChecked(sign in signs)


class _Count(QAbstractButton):
    """One light and its number."""

    def __init__(self, sign: Sign) -> None:
        super().__init__()
        self._sign = sign
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        self.setText(str(count))
        self.setToolTip(f"{self._sign.value} {count}")
        self.setAccessibleName(self.toolTip())
        self.updateGeometry()

    def nextCheckState(self) -> None:
        """The page says what is chosen."""

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(look.font(look.SECOND))
        width = look.px(_SIDE) + _GAP + metrics.horizontalAdvance(self.text()) + 2 * _PAD
        return QSize(width, metrics.height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked() or self.underMouse():
            painter.setPen(look.colour("brand-line" if self.isChecked() else "line2"))
            painter.setBrush(look.colour("brand-l"))
            painter.drawRoundedRect(box, 3, 3)
        if self.hasFocus():
            painter.setPen(look.colour("brand"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 3, 3)
        side = look.px(_SIDE)
        paint_light(painter, QRectF(_PAD, (self.height() - side) / 2, side, side), self._sign)
        painter.setFont(look.font(look.SECOND))
        painter.setPen(look.colour("ink2"))
        left = _PAD + side + _GAP
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self.text())
