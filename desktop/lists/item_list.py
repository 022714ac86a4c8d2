"""The list at the left painted (清单目录): areas that fold, items under them; ↑↓ choose, ← → fold and open."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.lists.faces import RowFace
from desktop.theme import look
from desktop.theme.look import BODY, NOTE, SECOND
from desktop.widgets import lettering
from desktop.widgets.lettering import RIGHT, Lettering
from desktop.widgets.scrolled import Scrolled

PAD, ARROW, CODE = 12, 14, 40
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
FOLDS = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False}


class ItemList(Scrolled):
    """`chosen` with an item, `folded` with an area and whether it folds, `stepped` with ±1, `opened` on Enter."""

    chosen = Signal(str)
    folded = Signal(str, object)
    stepped = Signal(int)
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows = _Rows(self)
        self.hold(self._rows)
        self.setFocusProxy(self._rows)

    @property
    def rows(self) -> tuple[RowFace, ...]:
        """What is listed."""
        return self._rows.rows

    def set_rows(self, rows: Sequence[RowFace], chosen: str) -> None:
        """Show these, one of them chosen and in sight."""
        moved = chosen != self._rows.chosen
        self._rows.rows, self._rows.chosen = tuple(rows), chosen
        at = next((n for n, row in enumerate(rows) if row.key == chosen and not row.area), -1)
        self._rows.setAccessibleName(f"{rows[at].code} {rows[at].name}" if at >= 0 else "")
        self._rows.setMinimumHeight(self._rows.row_height * len(rows))
        self._rows.update()
        if moved and at >= 0:
            tall = self._rows.row_height
            self._rows.adjustSize()
            self.ensureVisible(0, at * tall + tall // 2, 0, tall)


class _Rows(QWidget):
    def __init__(self, area: ItemList) -> None:
        super().__init__()
        self._area = area
        self.rows: tuple[RowFace, ...] = ()
        self.chosen = ""
        self._hover = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    @property
    def row_height(self) -> int:
        """One line."""
        return lettering.height(BODY) + look.px(10)

    def sizeHint(self) -> QSize:
        return QSize(look.px(160), self.row_height * max(1, len(self.rows)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tall = QPainter(self), self.row_height
        painter.fillRect(event.rect(), look.colour("panel"))
        hand = Lettering(painter)
        first = max(0, event.rect().top() // tall)
        for n, row in enumerate(self.rows[first : event.rect().bottom() // tall + 1], first):
            self._ground(painter, n, row, n * tall, tall)
            if row.area:
                self._area_row(painter, hand, row, n * tall, tall)
            else:
                self._item_row(hand, row, n * tall, tall)

    def _ground(self, painter: QPainter, n: int, row: RowFace, y: int, tall: int) -> None:
        chosen = row.key == self.chosen and not row.area
        if chosen or n == self._hover:
            painter.fillRect(0, y, self.width(), tall, look.colour("brand-l" if chosen else "count-0"))
        painter.fillRect(0, y + tall - 1, self.width(), 1, look.colour("line2"))
        if chosen:
            painter.fillRect(0, y, 3, tall, look.colour("brand"))
            if self.hasFocus():
                painter.setPen(look.colour("brand"))
                painter.drawRect(0, y, self.width() - 1, tall - 2)

    def _area_row(self, painter: QPainter, hand: Lettering, row: RowFace, y: int, tall: int) -> None:
        arrow = look.pixmap("chevron-down" if row.open else "chevron-right", "ink2", ARROW)
        painter.drawPixmap(PAD - 4, y + (tall - look.px(ARROW)) // 2, arrow)
        hand.forget()
        x = PAD + look.px(ARROW)
        wide = hand.write(row.code, x, y, look.px(30), tall, BODY, "brand-d", True)
        x += round(wide) + look.px(10)
        room = self.width() - x - PAD - look.px(34)
        hand.write(row.name, x, y, room, tall, BODY, "ink", row.open)
        hand.write(
            row.note, self.width() - PAD - look.px(30), y, look.px(30), tall, SECOND, "ink3", align=RIGHT
        )

    def _item_row(self, hand: Lettering, row: RowFace, y: int, tall: int) -> None:
        chosen = row.key == self.chosen
        x = PAD + look.px(ARROW) + 2
        hand.write(row.code, x, y, look.px(CODE), tall, SECOND, "brand-d" if chosen else "ink3")
        x += look.px(CODE)
        note = lettering.advance(row.note, NOTE, True) + 8 if row.note else 0.0
        hand.write(row.name, x, y, self.width() - x - PAD - note, tall, BODY, "ink", chosen)
        token = {"amber": "amber-d", "brand": "brand"}.get(row.tone, "ink3")
        hand.write(row.note, self.width() - PAD - note, y, note, tall, NOTE, token, bool(row.tone), RIGHT)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_hover(int(event.position().y()) // self.row_height)

    def leaveEvent(self, event: object) -> None:
        self._set_hover(-1)

    def _set_hover(self, row: int) -> None:
        if row != self._hover:
            self._hover = row
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().y()) // self.row_height
        if event.button() != Qt.MouseButton.LeftButton or not 0 <= at < len(self.rows):
            return
        row = self.rows[at]
        if row.area:
            self._area.folded.emit(row.key, None)
        else:
            self._area.chosen.emit(row.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers():
            super().keyPressEvent(event)
        elif key in STEPS:
            self._area.stepped.emit(STEPS[key])
        elif key in FOLDS and (area := self._area_of_chosen()):
            self._area.folded.emit(area, FOLDS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._area.opened.emit()
        else:
            super().keyPressEvent(event)

    def _area_of_chosen(self) -> str:
        """The area above the chosen item; when it is folded away, the one it lies in by its code."""
        area = ""
        for row in self.rows:
            area = row.key if row.area else area
            if not row.area and row.key == self.chosen:
                return area
        inside = self.chosen.rpartition("-")[2][:1]
        return next((row.key for row in self.rows if row.area and row.key == inside), "")
