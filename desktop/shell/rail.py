"""The rail (导航): the pages that exist, one over another; settings at the foot; what waits for the operator as a number."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from desktop.theme import look

WIDE, NARROW, TALL, MARK, ICON = 72, 60, 64, 4, 22
LOGO, FOOT = "shield", 4


class RailButton(QToolButton):
    """One page: icon over text, a badge at the icon's shoulder."""

    def __init__(self, name: str, title: str, icon: str, tip: str) -> None:
        super().__init__()
        self.name = name
        self._icon = icon
        self._badge, self._overdue = 0, False
        self.setText(title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setToolTip(tip)
        self.setAccessibleName(title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_badge(self, count: int, overdue: bool) -> None:
        """How many things wait there; red only when one is overdue."""
        self._badge, self._overdue = count, overdue
        self.setAccessibleDescription(str(count) if count else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look.px(WIDE), max(TALL, look.px(TALL - 6)))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        if on or self.underMouse():
            painter.fillRect(self.rect(), look.colour("rail-on"))
        if on:
            painter.fillRect(0, 0, MARK, self.height(), look.colour("rail-mark"))
        token = "white" if on else "rail-text"
        side, line = look.px(ICON), QFontMetrics(look.font(look.SECOND, True)).height()
        top, gap = look.px(10), look.px(4)
        if (spare := max(0, self.height() - side - line)) < top + gap:
            top, gap = spare // 2, spare // 5
        icon = QRect((self.width() - side) // 2, top, side, side)
        look.icon(self._icon, token).paint(painter, icon)
        painter.setFont(look.font(look.SECOND, on))
        painter.setPen(look.colour(token))
        words = QRect(0, icon.bottom() + gap, self.width(), self.height() - icon.bottom() - gap)
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self.text())
        if self._badge:
            self._paint_badge(painter, icon)
        if self.hasFocus():
            painter.setPen(look.colour("rail-mark"))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    def _paint_badge(self, painter: QPainter, icon: QRect) -> None:
        words = str(self._badge) if self._badge < 100 else "99+"
        painter.setFont(look.font(look.NOTE, bold=True))
        high = look.px(18)
        wide = max(high, painter.fontMetrics().horizontalAdvance(words) + look.px(9))
        spot = QRectF(icon.right() - look.px(5), max(0, icon.top() - look.px(6)), wide, high)
        painter.setPen(look.colour("rail"))
        painter.setBrush(look.colour("red" if self._overdue else "brand"))
        painter.drawRoundedRect(spot, high / 2, high / 2)
        painter.setPen(look.colour("white"))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, words)


class Rail(QWidget):
    """All pages; `chosen` asks for one by its name."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._buttons: dict[str, RailButton] = {}
        self._numbers: list[int] = []
        self._compact = False
        self._top = QVBoxLayout()
        self._top.setSpacing(0)
        self._foot = QVBoxLayout()
        self._foot.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addSpacing(0)
        column.addLayout(self._top)
        column.addStretch(1)
        column.addLayout(self._foot)
        self._measure()

    def add(self, name: str, title: str, icon: str, tip: str, *, number: int = 0, foot: bool = False) -> None:
        """Put a page on the rail, where its number belongs; or at the foot."""
        button = RailButton(name, title, icon, tip)
        button.clicked.connect(lambda: self.chosen.emit(name))
        if foot:
            self._foot.addWidget(button)
        else:
            before = sum(known < number for known in self._numbers)
            self._numbers.append(number)
            self._top.insertWidget(before, button)
        self._buttons[name] = button
        self._measure()

    def mark(self, name: str) -> None:
        """Show where the operator is; a page without a place on the rail lights none."""
        for button in self._buttons.values():
            button.setAutoExclusive(False)
            button.setChecked(button.name == name)
            button.setAutoExclusive(name in self._buttons)
        self.update()

    def set_badge(self, name: str, count: int, overdue: bool) -> None:
        """What waits on a page."""
        if name in self._buttons:
            self._buttons[name].set_badge(count, overdue)

    def set_compact(self, compact: bool) -> None:
        """The narrow rail of the small screen."""
        self._compact = compact
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def minimumSizeHint(self) -> QSize:
        """Its pages need not be as high as they would like to be."""
        return QSize(self.width(), self._head())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height is shared out."""
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("rail"))
        side = look.px(28 if self._compact else 30)
        spot = QRect((self.width() - side) // 2, (self._head() - side) // 2, side, side)
        look.icon(LOGO, "white", 30).paint(painter, spot)
        painter.fillRect(0, self._head() - 1, self.width(), 1, look.colour("rail-on"))

    def _head(self) -> int:
        return look.px(48 if self._compact else 52)

    def _measure(self) -> None:
        wide = look.px(NARROW if self._compact else WIDE)
        self.setFixedWidth(wide)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(0, self._head(), 0, FOOT)
        tall = look.px(58 if self._compact else TALL)
        if self._buttons:  # large letters on a small screen: all pages stay whole
            tall = max(1, min(tall, (self.height() - self._head() - FOOT) // len(self._buttons)))
        for button in self._buttons.values():
            button.setFixedSize(wide, tall)
        self.update()
