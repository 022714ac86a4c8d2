"""Rows of the left column: an earlier case of the number, a parked call."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.intake import texts
from desktop.intake.faces import DraftFace, PastFace
from desktop.theme.look import BODY, NOTE, SECOND, colour, font, px
from desktop.widgets.box import paint_focus
from desktop.widgets.buttons import ActionButton
from desktop.widgets.enter import enter_presses
from desktop.widgets.words import Elided, Words


class PastRow(QAbstractButton):
    """Day, what it was, where it stands, how the caller rated it; a press opens it."""

    def __init__(self, face: PastFace) -> None:
        super().__init__()
        self._face = face
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{face.day} {face.title} {face.where} {face.result}")
        self.setToolTip(f"{face.title}\n{face.where}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, as Space does."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Two lines."""
        lines = QFontMetrics(font(BODY)).lineSpacing() + QFontMetrics(font(NOTE)).lineSpacing()
        return QSize(px(240), lines + px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint day, words and rating."""
        painter = QPainter(self)
        face = self._face
        if self.underMouse():
            painter.fillRect(self.rect(), colour("brand-l"))
        left, top = px(50), px(5)
        body, note = QFontMetrics(font(BODY)), QFontMetrics(font(NOTE))
        rating = QFontMetrics(font(SECOND)).horizontalAdvance(face.result)
        width = self.width() - left - rating - (px(10) if rating else 0)
        self._write(painter, QRectF(0, top, left, body.lineSpacing()), face.day, SECOND, "ink2")
        token = "brand-d" if face.open else "ink"
        box = QRectF(left, top, width, body.lineSpacing())
        self._write(
            painter, box, body.elidedText(face.title, Qt.TextElideMode.ElideRight, width), BODY, token
        )
        low = QRectF(left, top + body.lineSpacing() + 1, width, note.lineSpacing())
        self._write(
            painter, low, note.elidedText(face.where, Qt.TextElideMode.ElideRight, width), NOTE, "ink3"
        )
        painter.setFont(font(SECOND, face.bad))
        painter.setPen(colour("red" if face.bad else "ink2"))
        painter.drawText(
            self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, face.result
        )
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line2"))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), radius=3)

    def _write(self, painter: QPainter, box: QRectF, text: str, size: int, token: str) -> None:
        painter.setFont(font(size))
        painter.setPen(colour(token))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


class DraftRow(QWidget):
    """When it was parked, its first words, and the button that goes on with it."""

    resumed = Signal(str)

    def __init__(self, face: DraftFace, cap: str) -> None:
        super().__init__()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Elided(face.title, BODY))
        words.addWidget(Elided(face.note, NOTE, "ink3"))
        button = ActionButton(texts.RESUME, key_cap=cap, small=True)
        button.clicked.connect(lambda: self.resumed.emit(face.draft_id))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(10)
        row.addWidget(Words(face.at, SECOND, "ink2"))
        row.addLayout(words, 1)
        row.addWidget(button)
