"""附件与关联 as small boxes; one that is a case opens it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.dossier.sheet import LinkFace
from desktop.theme.look import NOTE, SECOND, px, row_height
from desktop.widgets.box import paint_box, paint_focus
from desktop.widgets.lettering import Lettering


class LinksView(QWidget):
    """`opened` with the case of a box, `copy_opened` with the copy of a file."""

    opened = Signal(str)
    copy_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        self._links: tuple[LinkFace, ...] = ()
        self._boxes: list[_LinkBox] = []

    def set_links(self, links: Sequence[LinkFace]) -> None:
        """Show these; the same ones again change nothing."""
        self.setVisible(bool(links))
        if tuple(links) == self._links:
            return
        self._links = tuple(links)
        for box in self._boxes:
            self._rows.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = [_LinkBox(link) for link in links]
        for box in self._boxes:
            box.opened.connect(self.copy_opened if box.is_copy else self.opened)
            self._rows.addWidget(box)


class _LinkBox(QWidget):
    """Two lines in a frame."""

    opened = Signal(str)

    def __init__(self, link: LinkFace) -> None:
        super().__init__()
        self._link = link
        self._target = link.case_id or link.copy
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(link.note)
        self.setAccessibleName(f"{link.title} {link.note}")
        if self._target:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def is_copy(self) -> bool:
        """Whether it opens a file."""
        return bool(self._link.copy)

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(px(200), row_height(SECOND, lines=2, padding=12))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        if self._target and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self._target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._target:
            self.opened.emit(self._target)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame and words."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_box(painter, rect, "panel", "line")
        if self.hasFocus():
            paint_focus(painter, rect)
        hand = Lettering(painter)
        line = (self.height() - 12) / 2
        token = "brand" if self._target else "ink"
        hand.write(self._link.title, 10, 6, self.width() - 20, line, SECOND, token, True)
        hand.write(self._link.note, 10, 6 + line, self.width() - 20, line, NOTE, "ink3")
