"""What happened to a case (办理过程): time, dot, text, who; decisions bold, a paused stretch dotted.

Newest first. A square is where the clock stopped, a filled green dot where it went on; the stem between is dotted.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QLineF,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.lights import Sign
from desktop.theme import look
from desktop.theme.look import NOTE, SECOND
from desktop.widgets import lettering
from desktop.widgets.lettering import LEFT, RIGHT, Lettering
from desktop.widgets.light import paint_light
from desktop.widgets.tag import paint_tag, tag_height, tag_width

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
PAD = 5
MARK = 15
LONGEST = 6  # lines of one entry; the rest is in its tooltip and in 全卷


class TimeLine(Struct, frozen=True):
    """One entry."""

    time: str
    text: str
    who: str = ""
    tone: Literal["", "decision", "stop", "resume"] = ""
    mark: Sign | None = None  # UNSENT, CONFLICT … after the text
    tag: str = ""  # 补录, 代录


class _Lines(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[TimeLine, ...] = ()

    def put(self, lines: Sequence[TimeLine]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            mark = line.mark.value if line.mark else ""
            return " ".join(one for one in (line.time, line.text, line.tag, mark, line.who) if one)
        return None

    def dotted(self, row: int) -> bool:
        """Whether the stem above this entry is a paused stretch."""
        for line in self.lines[row:]:
            if line.tone == "stop":
                return True
            if line.tone == "resume":
                return False
        return False


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: "Timeline", lines: _Lines) -> None:
        super().__init__(view)
        self._view, self._lines = view, lines

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: TimeLine = index.data(LINE)
        shape = self._shape(line, self._view.viewport().width())
        return QSize(0, shape.height + 2 * PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: TimeLine = index.data(LINE)
        box = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if focused or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.colour("brand-l" if focused else "count-0"))
        y = box.y() + PAD
        tall = lettering.height(SECOND)
        Lettering(painter).write(line.time, box.x(), y, self._view.time_width, tall, SECOND, "ink2")
        self._paint_stem(painter, box.x() + self._view.time_width + self._view.dot / 2 + 8, box, index.row())
        self._paint_text(painter, line, box.x() + self._view.text_x, y, box.width())
        painter.restore()

    def _paint_stem(self, painter: QPainter, x: float, box: Any, row: int) -> None:
        middle = box.y() + PAD + lettering.height(SECOND) / 2
        if row > 0:
            self._stem(painter, x, box.y(), middle, self._lines.dotted(row))
        if row < len(self._lines.lines) - 1:
            self._stem(painter, x, middle, box.bottom() + 1, self._lines.dotted(row + 1))
        self._dot(painter, QPointF(x, middle), self._lines.lines[row].tone)

    def _stem(self, painter: QPainter, x: float, top: float, bottom: float, dotted: bool) -> None:
        pen = QPen(look.colour("pause" if dotted else "line"), 2)
        if dotted:
            pen.setDashPattern([1.5, 1.5])
        painter.setPen(pen)
        painter.drawLine(QLineF(x, top, x, bottom))

    def _dot(self, painter: QPainter, at: QPointF, tone: str) -> None:
        half = self._view.dot / 2
        if tone == "stop":
            painter.setPen(QPen(look.colour("pause"), 1.6))
            painter.setBrush(look.colour("line"))
            side = half - 0.6
            painter.drawRect(QRectF(at.x() - side, at.y() - side, 2 * side, 2 * side))
            return
        token = {"decision": "amber-shape", "resume": "green-segment"}.get(tone)
        painter.setPen(QPen(look.colour(token or "border-village"), 1.8))
        painter.setBrush(look.colour(token or "panel"))
        painter.drawEllipse(at, half - 0.9, half - 0.9)

    def _paint_text(self, painter: QPainter, line: TimeLine, x: float, y: float, width: int) -> None:
        bold, token = line.tone == "decision", "amber-d" if line.tone == "decision" else "ink"
        shape = self._shape(line, width)
        hand = Lettering(painter)
        tall = lettering.height(SECOND)
        took = 0.0
        for at, piece in enumerate(shape.lines):
            took = hand.write(piece, x, y + at * tall, width - x, tall, SECOND, token, bold)
        self._paint_after(painter, line, x + took + (6 if took else 0), y + (len(shape.lines) - 1) * tall)
        hand.forget()
        if shape.who_under:
            under = y + len(shape.lines) * tall
            hand.write(line.who, x, under, width - x, lettering.height(NOTE), NOTE, "ink3", False, LEFT)
        else:
            hand.write(line.who, x, y, width - x - 2, tall, NOTE, "ink3", False, RIGHT)

    def _paint_after(self, painter: QPainter, line: TimeLine, x: float, y: float) -> None:
        tall = lettering.height(SECOND)
        if line.tag:
            x += paint_tag(painter, x, y + (tall - tag_height()) / 2, line.tag, "amber") + 6
        if line.mark is not None:
            side = look.px(MARK)
            paint_light(painter, QRectF(x, y + (tall - side) / 2, side, side), line.mark)

    def _shape(self, line: TimeLine, width: int) -> "_Shape":
        room = max(60, width - self._view.text_x)
        after = (tag_width(line.tag) + 6 if line.tag else 0) + (look.px(MARK) + 6 if line.mark else 0)
        return _shape(line.text, line.who, line.tone == "decision", room, after, look.scale())


class _Shape(Struct, frozen=True):
    lines: tuple[str, ...]
    who_under: bool
    height: int


@lru_cache(2048)
def _shape(text: str, who: str, bold: bool, room: int, after: int, scale: int) -> _Shape:
    """An entry's text in lines; who stands at the right of a single line, else below."""
    long = lettering.advance(text, SECOND, bold) + after
    beside = lettering.advance(who, NOTE) + 14 if who else 0
    if long + beside <= room:
        return _Shape((text,), False, lettering.height(SECOND))
    lines = _broken(text, bold, room, after)
    under = bool(who)
    tall = len(lines) * lettering.height(SECOND) + (lettering.height(NOTE) if under else 0)
    return _Shape(lines, under, tall)


def _broken(text: str, bold: bool, room: int, after: int) -> tuple[str, ...]:
    layout = QTextLayout(text, look.font(SECOND, bold))
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    found: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        found.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
        if len(found) == LONGEST:
            found[-1] = text[line.textStart() :]  # elided where it is written
            break
    layout.endLayout()
    if after and lettering.advance(found[-1], SECOND, bold) + after > room:
        found.append("")  # tag and mark take a line of their own
    return tuple(found)


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


class Timeline(QListView):
    """Entries, newest first; `fitted` makes it as tall as they are, for panels that scroll as a whole."""

    line_activated = Signal(int)

    def __init__(self, *, fitted: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fitted = fitted
        self._model = _Lines(self)
        self.time_width, self.text_x, self.dot = 0, 0, 0
        self._measure()
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self, self._model))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.activated.connect(lambda index: self.line_activated.emit(index.row()))
        if fitted:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lines(self, lines: Sequence[TimeLine]) -> None:
        """Show these entries; the same ones again change nothing."""
        if tuple(lines) == self._model.lines:
            return
        at, scrolled = self.currentIndex().row(), self.verticalScrollBar().value()
        self._model.put(lines)
        self._measure()
        if 0 <= at < len(lines):
            self.setCurrentIndex(self._model.index(at))
        self.verticalScrollBar().setValue(scrolled)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(look.px(380), self._tall())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._tall() if self._fitted else 60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_model"):
            self._measure()
            self.scheduleDelayedItemsLayout()
            self._fit()

    def wheelEvent(self, event: Any) -> None:
        if self._fitted:
            event.ignore()  # the panel scrolls
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.line_activated.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the page, not a search."""

    def _measure(self) -> None:
        widest = max((lettering.advance(one.time, SECOND) for one in self._model.lines), default=0.0)
        self.time_width = round(max(widest, lettering.advance("00:00", SECOND))) + 1
        self.dot = look.px(10)
        self.text_x = self.time_width + self.dot + look.px(20)

    def _tall(self) -> int:
        rows = range(self._model.rowCount())
        return sum(self.sizeHintForRow(row) for row in rows) + 2

    def _fit(self) -> None:
        if self._fitted:
            self.setFixedHeight(self._tall())
