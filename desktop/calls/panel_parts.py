"""Parts that the panels of 待镇办理 share: their body, a row of actions, and what stands there while nothing waits."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.calls import texts
from desktop.theme.look import SECOND, px
from desktop.widgets.box import paint_box
from desktop.widgets.panel import Panel
from desktop.widgets.words import Words


def body() -> tuple[QWidget, QVBoxLayout]:
    body = QWidget()
    rows = QVBoxLayout(body)
    rows.setContentsMargins(14, 9, 14, 10)
    rows.setSpacing(7)
    return body, rows


def row(*parts: QWidget | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row


class YieldingPanel(Panel):
    """A panel whose title makes room for its tools where it is narrow; they say what it is."""

    def __init__(self, title: str, least: int) -> None:
        super().__init__(title)
        self._named, self._least = title, least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With the title, or without."""
        super().resizeEvent(event)
        self.set_title(self._named if event.size().width() >= px(self._least) else "")


class Nobody(QWidget):
    """What stands there while nothing waits for the town."""

    def __init__(self) -> None:
        super().__init__()
        row = QVBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.addWidget(Words(texts.NOBODY_WAITS, SECOND, "ink3"))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), QRectF(self.rect()), "panel", "line")
