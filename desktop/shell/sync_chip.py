"""The sync chip (同步状态): one button that says how the exchange goes; it opens the details."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.lights import Sign
from desktop.shell.link_state import ChipFace
from desktop.theme import look
from desktop.widgets.light import paint_light

PAD, SIGN = 14, 14
WORDS = {"green": "green", "amber": "amber-d", "red": "red"}


class SyncChip(QAbstractButton):
    """Green, amber or red, always with its words."""

    def __init__(self) -> None:
        super().__init__()
        self._face = ChipFace("amber", Sign.UNSENT, "", "")
        self._compact = self._brief = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_face(self, face: ChipFace) -> None:
        """Say how it goes now."""
        if face == self._face:
            return
        wide = len(face.text) != len(self._face.text)
        self._face = face
        self.setAccessibleName(face.text)
        if wide:
            self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """The lower chip of the small screen."""
        self._compact = compact
        self.updateGeometry()

    @property
    def full_width(self) -> int:
        """What the long words need."""
        return self._wide(self._face.text)

    def set_brief(self, brief: bool) -> None:
        """Short of room: say the brief words."""
        if brief != self._brief:
            self._brief = brief
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._wide(self._said()), look.px(30 if self._compact else 32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _said(self) -> str:
        return self._face.brief if self._brief else self._face.text

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _: QPaintEvent) -> None:
        face = self._face
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        edge = "brand" if focus else f"{face.tone}-line"
        painter.setPen(QPen(look.colour(edge), 2 if focus else 1))
        painter.setBrush(look.colour(f"{face.tone}-bg"))
        inset = 1.0 if focus else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)
        side = look.px(SIGN)
        spot = QRectF(look.px(PAD), (self.height() - side) / 2, side, side)
        paint_light(painter, spot, face.sign)
        painter.setFont(look.font(look.SECOND))
        painter.setPen(look.colour(WORDS[face.tone]))
        words = QRectF(
            spot.right() + look.px(8), 0, self.width() - spot.right() - look.px(8 + 6), self.height()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._said())

    def _wide(self, text: str) -> int:
        return QFontMetrics(look.font(look.SECOND)).horizontalAdvance(text) + look.px(PAD * 2 + SIGN + 8)
