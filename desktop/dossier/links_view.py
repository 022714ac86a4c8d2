"""附件与关联 as small boxes; one that is a case opens it."""

from collections.abc import Sequence
from itertools import zip_longest

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
        while len(self._boxes) < len(links):
            self._boxes.append(_LinkBox())
            self._boxes[-1].opened.connect(self.opened)
            self._boxes[-1].copy_opened.connect(self.copy_opened)
            self._rows.addWidget(self._boxes[-1])
        for box, link in zip_longest(self._boxes, links):
            box.setVisible(link is not None)
            if link is not None:
                box.set_link(link)


class _LinkBox(QWidget):
    """Two lines in a frame."""

    opened = Signal(str)
    copy_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._link = LinkFace("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_link(self, link: LinkFace) -> None:
        """Stand for this; without a case or file it opens nothing and takes no focus."""
        self._link = link
        self.setToolTip(link.note)
        self.setAccessibleName(f"{link.title} {link.note}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._opens else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._opens else Qt.CursorShape.ArrowCursor)
        self.update()

    @property
    def _opens(self) -> bool:
        return bool(self._link.case_id or self._link.copy)

    def _open(self) -> None:
        if self._link.copy:
            self.copy_opened.emit(self._link.copy)
        elif self._link.case_id:
            self.opened.emit(self._link.case_id)

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(px(200), row_height(SECOND, lines=2, padding=12))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
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
        token = "brand" if self._opens else "ink"
        hand.write(self._link.title, 10, 6, self.width() - 20, line, SECOND, token, True)
        hand.write(self._link.note, 10, 6 + line, self.width() - 20, line, NOTE, "ink3")
