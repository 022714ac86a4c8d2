"""One section of the hand-over sheet (交接单的一节): a head to tick, and what is handed over below it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.duty import texts
from desktop.duty.section_lines import SectionLines
from desktop.duty.sheet import Section
from desktop.theme import look
from desktop.widgets import lettering
from desktop.widgets.box import paint_box, paint_focus
from desktop.widgets.check_line import paint_check
from desktop.widgets.lettering import RIGHT, Lettering

EDGE, BOX, GAP = 18, 18, 10


class SectionHead(QAbstractButton):
    """Tick box, title, count, note; Space or a click ticks."""

    moved = Signal(int)  # ↑ ↓
    opened = Signal()  # Enter, or a click on how many more there are

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setText(title)
        self._count, self._note, self._rest = 0, "", ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, count: int | None, note: str, rest: int) -> None:
        """How many there are (None where nothing is counted), a word at the right, how many are not listed."""
        self._count, self._note = -1 if count is None else count, note
        self._rest = texts.REST.format(n=rest) if rest else ""
        self.setAccessibleName(f"{self.text()} {'' if count is None else count} {note}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look.px(240), look.row_height(look.CARD, padding=14))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        wide = lettering.advance(self._rest, look.SECOND) + look.px(EDGE) + 8
        if self._rest and event.position().x() > self.width() - wide:
            self.setDown(False)
            self.opened.emit()
        else:
            super().mouseReleaseEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        tall, side = self.height(), look.px(BOX)
        paint_check(
            painter,
            QRectF(look.px(EDGE), (tall - side) / 2, side, side),
            self.isChecked(),
            self.devicePixelRatioF(),
        )
        x = float(look.px(EDGE + GAP) + side)
        hand = Lettering(painter)
        x += hand.write(self.text(), x, 0, self.width(), tall, look.CARD, "brand-dd", True) + 8
        if self._count >= 0:
            x += self._pill(painter, x, str(self._count)) + 8
        hand.forget()
        right = float(self.width() - look.px(EDGE))
        if self._rest:
            right -= hand.write(self._rest, x, 0, right - x, tall, look.SECOND, "brand", align=RIGHT) + 14
        hand.write(self._note, x, 0, right - x, tall, look.SECOND, "ink2", align=RIGHT)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()).adjusted(6, 2, -6, -2))

    def _pill(self, painter: QPainter, x: float, text: str) -> float:
        metrics = QFontMetrics(look.font(look.SECOND, True))
        wide, high = metrics.horizontalAdvance(text) + 14, metrics.lineSpacing() + 2
        rect = QRectF(x, (self.height() - high) / 2, wide, high)
        paint_box(painter, rect, "brand-l", "", high / 2)
        hand = Lettering(painter)
        hand.write(text, x, rect.top(), wide, high, look.SECOND, "brand-d", True, lettering.CENTRE)
        return rect.width()


class SectionBox(QWidget):
    """Head and lines; a section may have a body of its own instead of lines."""

    toggled = Signal(str, bool)
    opened = Signal(str)  # a case
    rest_opened = Signal(str)
    moved = Signal(str, int)

    def __init__(self, key: str, body: QWidget | None = None) -> None:
        super().__init__()
        self.key = key
        self.head = SectionHead(texts.SECTIONS[key])
        self.lines = SectionLines(self)
        self.lines.setVisible(body is None)
        self._body = body
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 3, 0, 8)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(body if body is not None else self.lines, 1 if body is not None else 0)
        self.head.clicked.connect(lambda on: self.toggled.emit(key, on))
        self.head.moved.connect(lambda step: self._from_head(step))
        self.lines.opened.connect(self.opened)
        self.head.opened.connect(lambda: self.rest_opened.emit(key))
        self.lines.left.connect(self._from_lines)
        self.lines.ticked.connect(self.head.click)

    def show_section(self, section: Section) -> None:
        """Show what is handed over."""
        counted = None if section.key == "points" else section.count
        self.head.say(counted, section.note, section.rest)
        if self._body is None:
            self.lines.show_lines(section)

    def set_ticked(self, ticked: bool) -> None:
        """Show whether the receiver has gone through it."""
        self.head.setChecked(ticked)

    def _from_head(self, step: int) -> None:
        if step > 0 and self._body is None and self.lines.enter(first=True):
            return
        self.moved.emit(self.key, step)

    def _from_lines(self, step: int) -> None:
        if step < 0:
            self.head.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.moved.emit(self.key, step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    def paintEvent(self, _: QPaintEvent) -> None:
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))
