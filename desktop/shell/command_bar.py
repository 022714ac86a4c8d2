"""The command bar (查找、命令): a field in the top bar and a list under it; ↑↓ choose, Enter goes, Esc gives the page back."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from desktop.shell import texts
from desktop.shell.command_list import CommandList
from desktop.shell.finding import Hit
from desktop.theme import look
from desktop.widgets.kept_focus import KeptFocus

_ASKED_FOR = (
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.MouseFocusReason,
)  # else no list opens by itself
WIDE, WIDE_COMPACT, LEAST, LEFT = 560, 250, 110, 34


class CommandBar(QLineEdit):
    """Typed text goes out as `asked`; the chosen line as `chosen`."""

    asked = Signal(str)
    chosen = Signal(object)
    left = Signal()

    def __init__(self, cap: str) -> None:
        super().__init__()
        self._cap = cap
        self._compact = False
        self._list: CommandList | None = None
        self._kept = KeptFocus()
        self.setAccessibleName(texts.FIND)
        self.textEdited.connect(self.asked)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        self._measure()

    def take_focus(self) -> None:
        """Ctrl+K."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """What was found, or that nothing was."""
        if not self.hasFocus():
            return
        if not hits and not self.text().strip():
            self._drop_list()
            return
        found = self._opened_list()
        found.show_hits(hits, texts.FOUND_NOTHING.format(typed=self.text().strip()))
        corner = self.mapTo(self.window(), QPoint(0, self.height() + 3))
        found.place(corner, max(self.width(), look.px(460)))

    @property
    def hit(self) -> Hit | None:
        """The line that Enter would take."""
        return self._list.hit if self._list is not None else None

    def set_compact(self, compact: bool) -> None:
        """The narrow field of the small screen."""
        self._compact = compact
        self._measure()

    def share(self, room: int) -> None:
        """Take what is there, up to the width of the design."""
        wide = max(LEAST, min(room, look.px(WIDE_COMPACT if self._compact else WIDE)))
        if wide != self.width():
            self.setFixedWidth(wide)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _ASKED_FOR:
            self.asked.emit(self.text())

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """Where what had the keys was hidden, Qt hands them on to this field; they belong to the page."""
        if now is not self or before is None or not isValid(before):
            return
        if before.isVisible():
            self._kept.remember(before)
        else:
            self.left.emit()

    def _leave(self) -> None:
        """The keys go back to where they were, else to the page."""
        self.clear()
        self._drop_list()
        if not self._kept.give_back():
            self.left.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._drop_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        found = self._list
        match event.key():
            case Qt.Key.Key_Escape:
                self._leave()
            case Qt.Key.Key_Down | Qt.Key.Key_Up | Qt.Key.Key_PageDown | Qt.Key.Key_PageUp if found:
                QApplication.sendEvent(found, event)
            case Qt.Key.Key_Down:
                self.asked.emit(self.text())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose(self.hit)
            case _:
                super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = look.px(16)
        spot = QRect(look.px(10), (self.height() - side) // 2, side, side)
        look.icon("search", "ink2", 16).paint(painter, spot)
        if self.text():
            return
        painter.setFont(look.font(look.SECOND))
        painter.setPen(look.colour("ink3"))
        cap_wide = painter.fontMetrics().horizontalAdvance(self._cap) + look.px(12)
        room = self.rect().adjusted(look.px(LEFT), 0, -cap_wide - look.px(14), 0)
        hint = texts.FIND_SHORT if self._compact else texts.FIND
        said = painter.fontMetrics().elidedText(hint, Qt.TextElideMode.ElideRight, room.width())
        if not self.hasFocus():
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, said)
        self._paint_cap(painter, cap_wide)

    def _paint_cap(self, painter: QPainter, wide: int) -> None:
        painter.setFont(look.font(look.NOTE))
        tall = look.px(20)
        spot = QRect(self.width() - wide - look.px(7), (self.height() - tall) // 2, wide, tall)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("button-line"), 1))
        painter.setBrush(look.colour("head"))
        painter.drawRoundedRect(spot, 3, 3)
        painter.setPen(look.colour("ink2"))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, self._cap)

    def _opened_list(self) -> CommandList:
        if self._list is None:
            self._list = CommandList(self.window())
            self._list.taken.connect(self._choose)
        return self._list

    def _choose(self, hit: Hit | None) -> None:
        if hit is None:
            return
        self._leave()
        self.chosen.emit(hit)

    def _drop_list(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _measure(self) -> None:
        self.setTextMargins(look.px(LEFT - 8), 0, look.px(8), 0)
        self.setFixedHeight(look.px(34))
        self.updateGeometry()
