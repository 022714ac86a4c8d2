"""The life of an action as a strip (回执状态条): boxes with counts, an arrow between them, ✕ where the line is broken."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop.lights import Sign
from desktop.outbox import texts
from desktop.theme import look
from desktop.widgets.light import paint_light

ORDER = ("draft", "D1", "D4", "D5", "D6", "DQ")
BROKEN_AFTER = "D1"
_SIGNS = {
    "draft": Sign.DRAFT,
    "D1": Sign.UNSENT,
    "D4": Sign.RECEIVED,
    "D5": Sign.DELIVERED,
    "D6": Sign.DELIVERED,
    "DQ": Sign.HELD,
}
_TONES = {"draft": "", "D1": "amber", "D4": "brand", "D5": "green", "D6": "green", "DQ": "red"}
_BACK = {"": ("panel", "line"), "amber": ("amber-bg", "amber-line"), "brand": ("brand-l", "brand-line")} | {
    "green": ("green-bg", "green-line"),
    "red": ("red-bg", "red-line"),
}


class StepStrip(QWidget):
    """Six boxes; a press narrows the list to one."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(0)
        self._steps: dict[str, _Step] = {}
        self._links: dict[str, _Link] = {}
        for key in ORDER:
            step = _Step(key)
            step.clicked.connect(lambda _=False, key=key: self.pressed.emit(key))
            self._steps[key] = step
            row.addWidget(step, 1)
            if key not in ("D6", "DQ"):
                self._links[key] = _Link()
                row.addWidget(self._links[key])
            elif key == "D6":
                row.addSpacing(14)

    def set_counts(self, counts: Mapping[str, int], chosen: str) -> None:
        """Show the counts, and which box narrows the list."""
        for key, step in self._steps.items():
            step.set_count(counts.get(key, 0))
            step.setChecked(key == chosen)

    def set_broken(self, broken: bool) -> None:
        """Whether the county can't be reached."""
        self._links[BROKEN_AFTER].set_broken(broken)


class _Link(QWidget):
    """What joins two boxes."""

    def __init__(self) -> None:
        super().__init__()
        self._broken = False
        self.setFixedWidth(look.px(22))

    def set_broken(self, broken: bool) -> None:
        self._broken = broken
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y = self.width() / 2, self.height() / 2
        if self._broken:
            painter.setPen(QPen(look.colour("amber"), 2))
            painter.drawLine(QRectF(x - 4, y - 5, 8, 10).topLeft(), QRectF(x - 4, y - 5, 8, 10).bottomRight())
            painter.drawLine(QRectF(x - 4, y - 5, 8, 10).topRight(), QRectF(x - 4, y - 5, 8, 10).bottomLeft())
            return
        painter.setPen(QPen(look.colour("ink3"), 1.4))
        box = QRectF(x - 2, y - 4, 4, 8)
        painter.drawPolyline(
            [box.topLeft(), box.center() + (box.topRight() - box.topLeft()) / 2, box.bottomLeft()]
        )


class _Step(QAbstractButton):
    """One box."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self._name, self._note = texts.STEPS[key]
        self._count = 0
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{self._name} {count}")
        self.setToolTip(f"{self._name} · {self._note}")
        self.update()

    def nextCheckState(self) -> None:
        """The page says what is chosen."""

    def sizeHint(self) -> QSize:
        name = QFontMetrics(look.font(look.SECOND)).horizontalAdvance(self._name)
        return QSize(name + look.px(70), look.row_height(look.SECOND, 2, 14))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(72), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = _TONES[self._key] if self._count else ""
        fill, line = _BACK[tone]
        chosen = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(look.colour("brand" if chosen else line), 2 if chosen else 1))
        painter.setBrush(look.colour(fill))
        edge = 1.0 if chosen else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 4, 4)
        side, pad = look.px(15), 9
        middle = self.height() / 2
        first = QFontMetrics(look.font(look.SECOND)).height()
        paint_light(painter, QRectF(pad, middle - first + 2, side, side), _SIGNS[self._key])
        painter.setFont(look.font(look.STRIP - 4, bold=True))
        number = str(self._count)
        width = QFontMetrics(painter.font()).horizontalAdvance(number)
        painter.setPen(look.colour("ink" if self._count else "ink3"))
        right = self.width() - pad
        painter.drawText(
            QRectF(right - width - 2, 0, width + 2, self.height()),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
            number,
        )
        left = pad + side + 6
        room = right - width - 8 - left
        self._word(painter, QRectF(left, middle - first, room, first), self._name, look.SECOND, "ink")
        self._word(painter, QRectF(left, middle, room, first), self._note, look.NOTE, "ink3")

    def _word(self, painter: QPainter, box: QRectF, text: str, size: int, token: str) -> None:
        painter.setFont(look.font(size))
        painter.setPen(look.colour(token))
        shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)
