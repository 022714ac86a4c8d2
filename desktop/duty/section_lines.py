"""The lines of a section (一节的件): light or tag, number, title, unit, state, what is left; painted, never widgets."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.duty import texts
from desktop.duty.sheet import Fact, Section
from desktop.duty.sheet_rows import Row
from desktop.theme import look
from desktop.widgets import lettering
from desktop.widgets.box import paint_focus
from desktop.widgets.fitted import Fitted
from desktop.widgets.lettering import RIGHT, Lettering
from desktop.widgets.light import paint_light
from desktop.widgets.tag import paint_tag, tag_height

EDGE, SIGN, GAP = 18, 15, 12
LABEL, TAGS, SERIAL, LEFT = 58, 76, 72, 84
WIDE = 620  # below, unit and state go
NO_ROW = -1
EMPTY = Section(key="points", count=0)


class SectionLines(Fitted):
    """Up to a handful of rows; ↑↓ walks, Enter opens, Space ticks the section, double click opens."""

    opened = Signal(str)
    left = Signal(int)
    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._section = EMPTY
        self._current = NO_ROW
        self._hovered = NO_ROW
        self._serial = self._left = 0.0  # widths of the columns that say the least they can
        self.setMouseTracking(True)

    def show_lines(self, section: Section) -> None:
        """Show these; the place of the cursor stays."""
        self._section = section
        self._current = min(self._current, self._count() - 1)
        rows = bool(section.shown)
        self._serial = max((lettering.advance(one.serial, look.SECOND) for one in section.shown), default=0.0)
        self._left = max(
            (lettering.advance(one.left, look.SECOND, True) for one in section.shown), default=0.0
        )
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus if rows else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if rows else Qt.CursorShape.ArrowCursor)
        self.fit()

    def enter(self, *, first: bool) -> bool:
        """Take the focus at the first or last row; False where there is none."""
        if not self._section.shown:
            return False
        self._current = 0 if first else self._count() - 1
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()
        return True

    def height_for(self, width: int) -> int:
        return self._tall() * max(1, self._count() or len(self._section.facts))

    def _tall(self) -> int:
        return look.row_height(look.BODY, padding=9)

    def _count(self) -> int:
        return len(self._section.shown)

    # ------------------------------------------------------------ painting

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        tall = self._tall()
        if self._section.shown:
            for place, row in enumerate(self._section.shown):
                self._ground(painter, place, tall)
                self._row(painter, row, place * tall, tall)
        elif self._section.facts:
            for place, fact in enumerate(self._section.facts):
                self._fact(painter, fact, place * tall, tall)
        else:
            room = self.width() - 2 * look.px(EDGE)
            Lettering(painter).write(texts.NONE, look.px(EDGE), 0, room, tall, look.BODY, "ink3")

    def _ground(self, painter: QPainter, place: int, tall: int) -> None:
        box = QRectF(6, place * tall, self.width() - 12, tall)
        focused = self.hasFocus() and place == self._current
        if focused or place == self._hovered:
            painter.fillRect(box, look.colour("brand-l"))
        if focused:
            paint_focus(painter, box)

    def _row(self, painter: QPainter, row: Row, y: int, tall: int) -> None:
        x, right = float(look.px(EDGE)), float(self.width() - look.px(EDGE))
        wide = self.width() >= look.px(WIDE)  # there sections stand one under the other, their columns too
        serial = max(self._serial, look.px(SERIAL) if wide else 0)
        left = max(self._left, look.px(LEFT) if wide else 0)
        hand = Lettering(painter)
        if row.sign is not None:
            side = look.px(SIGN)
            paint_light(painter, QRectF(x, y + (tall - side) / 2, side, side), row.sign)
            x += side + look.px(GAP)
        elif row.tag[0]:
            paint_tag(painter, x, y + (tall - tag_height()) / 2, *row.tag)
            x += look.px(TAGS)
        hand.write(row.serial, x, y, serial, tall, look.SECOND, "ink2")
        x += serial + look.px(GAP)
        bold = row.token in ("red", "amber-d")
        hand.write(row.left, right - left, y, left, tall, look.SECOND, row.token, bold, RIGHT)
        right -= left + look.px(GAP)
        if wide and row.unit:
            unit, state = 0.155 * self.width(), 0.105 * self.width()
            hand.write(row.state, right - state, y, state - 4, tall, look.SECOND, "ink2")
            hand.write(row.unit, right - state - unit, y, unit - 6, tall, look.SECOND, "ink2")
            right -= unit + state + look.px(GAP)
        hand.write(row.title, x, y, right - x, tall)

    def _fact(self, painter: QPainter, fact: Fact, y: int, tall: int) -> None:
        x, hand = float(look.px(EDGE)), Lettering(painter)
        hand.write(fact.label, x, y, look.px(LABEL), tall, look.SECOND, "ink2")
        x += look.px(LABEL)
        hand.write(fact.text, x, y, self.width() - x - look.px(EDGE), tall, look.BODY, fact.token)

    # ------------------------------------------------------------ keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self._walk(1)
            case Qt.Key.Key_Up:
                self._walk(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers():
                self._open(self._current)
            case Qt.Key.Key_Space:
                self.ticked.emit()
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._current = self._at(event)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._open(self._at(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._at(event)
        if row != self._hovered:
            self._hovered = row
            self.setToolTip(self._tip(row))
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = NO_ROW
        self.update()

    def _tip(self, place: int) -> str:
        if not 0 <= place < len(self._section.shown):
            return ""
        row = self._section.shown[place]
        room = self.width() * 0.5
        parts = (row.title, row.unit, row.state) if lettering.advance(row.title) > room else ()
        return " · ".join(one for one in parts if one)

    def _at(self, event: QMouseEvent) -> int:
        place = int(event.position().y()) // self._tall()
        return place if place < self._count() else NO_ROW

    def _walk(self, step: int) -> None:
        place = self._current + step
        if 0 <= place < self._count():
            self._current = place
            self.update()
        else:
            self.left.emit(step)

    def _open(self, place: int) -> None:
        if 0 <= place < len(self._section.shown):
            self.opened.emit(self._section.shown[place].case_id)
