"""All keys of this page (F1): a card over the page; the page goes on behind it, Esc takes the card away."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from desktop.keymap import Key
from desktop.shell import texts
from desktop.shell.word_line import WordLine
from desktop.theme import look
from desktop.widgets.buttons import ActionButton

COLUMNS, COLUMN, CAP_GAP = 3, 250, 10


class KeyTable(QWidget):
    """Caps and meanings in columns, painted."""

    def __init__(self, groups: Sequence[tuple[str, Sequence[Key]]]) -> None:
        super().__init__()
        self.setObjectName("keys")
        self._groups = [(title, [key for key in keys if key.keys]) for title, keys in groups]
        self._line = look.row_height(look.SECOND, padding=10)
        rows = sum(1 + -(-len(keys) // COLUMNS) for _, keys in self._groups)
        self.setFixedSize(QSize(look.px(COLUMN) * COLUMNS, rows * self._line + 8))
        said = "；".join(f"{key.cap} {key.say}" for _, keys in self._groups for key in keys)
        self.setAccessibleName(said)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 0
        for title, keys in self._groups:
            painter.setFont(look.font(look.SECOND, bold=True))
            painter.setPen(look.colour("ink3"))
            painter.drawText(QRect(0, top, self.width(), self._line), Qt.AlignmentFlag.AlignVCenter, title)
            top += self._line
            deep = -(-len(keys) // COLUMNS)
            for number, key in enumerate(keys):
                column, row = divmod(number, deep)
                self._paint_key(painter, QPoint(column * look.px(COLUMN), top + row * self._line), key)
            top += deep * self._line

    def _paint_key(self, painter: QPainter, corner: QPoint, key: Key) -> None:
        painter.setFont(look.font(look.NOTE))
        wide = painter.fontMetrics().horizontalAdvance(key.cap) + look.px(12)
        tall = look.px(20)
        spot = QRect(corner.x(), corner.y() + (self._line - tall) // 2, wide, tall)
        painter.setPen(QPen(look.colour("button-line"), 1))
        painter.setBrush(look.colour("head"))
        painter.drawRoundedRect(spot, 3, 3)
        painter.setPen(look.colour("ink2"))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, key.cap)
        painter.setFont(look.font(look.SECOND))
        painter.setPen(look.colour("ink"))
        left = corner.x() + max(wide, look.px(86)) + look.px(CAP_GAP)
        words = QRect(left, corner.y(), look.px(COLUMN) - (left - corner.x()), self._line)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, key.say)


class KeyHelp(QDialog):
    """The card itself; not modal, so that keys can be tried at once."""

    def __init__(self, window: QWidget, page: str, groups: Sequence[tuple[str, Sequence[Key]]]) -> None:
        super().__init__(window)
        self.setWindowTitle(texts.KEYS_TITLE.format(page=page))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(WordLine([(self.windowTitle(), look.PANEL, True, "brand-dd")]))
        table = KeyTable(groups)
        area = QScrollArea()
        area.setWidget(table)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumSize(table.width() + 20, min(table.height() + 4, window.height() - look.px(190)))
        column.addWidget(area)
        column.addWidget(WordLine([(texts.KEYS_NOTE, look.NOTE, False, "ink3")]))
        close = ActionButton(texts.CLOSE, key_cap="Esc")
        close.clicked.connect(self.close)
        column.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)
