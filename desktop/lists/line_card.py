"""A card of a few lines that may open something (条目卡): an answer, a ruling, a call, a draft."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.look import BODY, NOTE, SECOND
from desktop.widgets.box import paint_box, paint_focus
from desktop.widgets.tag import Tag
from desktop.widgets.words import Words


class LineCard(QWidget):
    """Title with a tag, lines below; `opened` with its key on a click or Enter."""

    opened = Signal(str)

    def __init__(
        self, title: str, lines: tuple[str, ...] = (), *, key: str = "", tag: str = "", tone: str = "",
        strong: bool = False, faint: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self._key, self._strong = key, strong
        token = "ink3" if faint else "brand-dd" if key else "ink"
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Words(title, BODY, token, bold=True, wrap=True), 1)
        if tag:
            head.addWidget(Tag(tag, tone), 0, Qt.AlignmentFlag.AlignTop)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.setSpacing(3)
        rows.addLayout(head)
        for n, line in enumerate(one for one in lines if one):
            rows.addWidget(Words(line, NOTE if n else SECOND, "ink3" if n or faint else "ink2", wrap=True))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(" ".join((title, tag, *lines)))
        if key:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        if self._key and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self._key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._key and not event.modifiers():
            self.opened.emit(self._key)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame; the first answer stands out."""
        painter, rect = QPainter(self), QRectF(self.rect())
        over = self.underMouse() and bool(self._key)
        paint_box(
            painter,
            rect,
            "brand-l" if self._strong or over else "panel",
            "brand-line" if self._strong else "line",
        )
        if self.hasFocus():
            paint_focus(painter, rect)
