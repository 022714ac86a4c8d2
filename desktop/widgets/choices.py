"""A choice with its reasons (选项卡片): like a radio button, with room to say why."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme.look import CARD, NOTE, SECOND, colour, font, px
from desktop.widgets.box import paint_box, paint_focus
from desktop.widgets.enter import enter_presses
from desktop.widgets.key_cap import cap_size, paint_cap
from desktop.widgets.tag import paint_tag, tag_height, tag_width

PADDING, RADIO, GAP = 10, 16, 10


def paint_radio(painter: QPainter, rect: QRectF, chosen: bool, *, enabled: bool = True) -> None:
    """Paint a radio mark into a square, for delegates too."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = rect.width() * 0.31 if chosen else 1.2
    token = ("brand" if chosen else "field-mark") if enabled else "disabled"
    painter.setPen(QPen(colour(token), width))
    painter.setBrush(colour("panel"))
    painter.drawEllipse(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2))
    painter.restore()


class ChoiceCard(QAbstractButton):
    """`clicked` when a person picks it; who shows several keeps one `chosen`. Enter and Space pick."""

    def __init__(
        self,
        title: str,
        note: str = "",
        key_cap: str = "",
        chosen: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(title)
        self._note, self._cap = note, key_cap
        self._code = self._detail = ""
        self._tag = ("", "")
        self.setCheckable(True)
        self.setChecked(chosen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._name()

    @property
    def chosen(self) -> bool:
        """Whether it is the one."""
        return self.isChecked()

    def set_chosen(self, chosen: bool) -> None:
        """Show it as chosen or not."""
        self.setChecked(chosen)

    def set_note(self, text: str) -> None:
        """Say why, under the title."""
        self._note = text
        self._name()

    def set_detail(self, detail: str, code: str = "") -> None:
        """Words at the right of the title, and a grey code after it."""
        self._detail, self._code = detail, code
        self._name()

    def set_tag(self, text: str, tone: str = "brand") -> None:
        """A tag after the title (推荐)."""
        self._tag = (text, tone)
        self._name()

    def nextCheckState(self) -> None:
        """A press chooses and never un-chooses."""
        self.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter picks, as Space does."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Title line in full; the note may run over lines."""
        title = QFontMetrics(font(CARD, True)).horizontalAdvance(self.text()) + self._beside()
        width = self._before() + title + self._after()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Half a title, two lines of note."""
        width = self._before() + px(120) + self._after()
        return QSize(width, self._title_line() + 2 * PADDING)

    def heightForWidth(self, width: int) -> int:
        """Title line and as many lines of note as it runs to."""
        note = self._note_rect(width).height() + 2 if self._note else 0
        return self._title_line() + note + 2 * PADDING

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame, radio mark, title line, note and cap."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.isChecked():
            paint_box(painter, rect, "brand-l", "brand", width=2)
        else:
            paint_box(painter, rect, "brand-l" if self.underMouse() else "panel", "line")
        line = self._title_line()
        mark = QRectF(PADDING, PADDING + (line - px(RADIO)) / 2, px(RADIO), px(RADIO))
        paint_radio(painter, mark, self.isChecked(), enabled=self.isEnabled())
        self._paint_title(painter, QRectF(self._before(), PADDING, self._room(self.width()), line))
        painter.setFont(font(SECOND))
        painter.setPen(colour("ink2"))
        painter.drawText(self._note_rect(self.width()), Qt.TextFlag.TextWordWrap, self._note)
        if self._cap:
            paint_cap(painter, rect.right() - PADDING, rect.center().y(), self._cap)
        if self.hasFocus():
            paint_focus(painter, rect.adjusted(3, 3, -3, -3) if self.isChecked() else rect, radius=3)

    def _paint_title(self, painter: QPainter, room: QRectF) -> None:
        metrics = QFontMetrics(font(CARD, True))
        fits = metrics.horizontalAdvance(self.text()) + self._beside() <= room.width()
        code = self._code if fits else ""  # the title is worth more than its code, which the tooltip says too
        spare = max(0, round(room.width()) - self._beside(code))
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, spare)
        painter.setFont(font(CARD, True))
        painter.setPen(colour("ink" if self.isEnabled() else "disabled"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        left = room.left() + metrics.horizontalAdvance(shown) + 8
        if code:
            painter.setFont(font(NOTE))
            painter.setPen(colour("ink3"))
            painter.drawText(
                QRectF(left, room.top(), 1000, room.height()), Qt.AlignmentFlag.AlignVCenter, code
            )
            left += QFontMetrics(font(NOTE)).horizontalAdvance(code) + 8
        if self._tag[0]:
            paint_tag(painter, left, room.center().y() - tag_height() / 2, *self._tag)
        painter.setFont(font(SECOND))
        painter.setPen(colour("ink"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._detail)

    def _title_line(self) -> int:
        return QFontMetrics(font(CARD, True)).lineSpacing()

    def _before(self) -> int:
        return PADDING + px(RADIO) + GAP

    def _after(self) -> int:
        return PADDING + (cap_size(self._cap).width() + GAP if self._cap else 0)

    def _beside(self, code: str | None = None) -> int:
        """Room that code, tag and detail take from the title."""
        text = self._code if code is None else code
        width = QFontMetrics(font(NOTE)).horizontalAdvance(text) + 8 if text else 0
        tag = tag_width(self._tag[0]) + 8 if self._tag[0] else 0
        detail = QFontMetrics(font(SECOND)).horizontalAdvance(self._detail) + 12 if self._detail else 0
        return width + tag + detail

    def _room(self, width: int) -> int:
        return max(1, width - self._before() - self._after())

    def _note_rect(self, width: int) -> QRect:
        top = PADDING + self._title_line() + 2
        room = QRect(self._before(), top, self._room(width), 1 << 16)
        return QFontMetrics(font(SECOND)).boundingRect(room, Qt.TextFlag.TextWordWrap, self._note)

    def _name(self) -> None:
        self.setAccessibleName(" ".join(one for one in (self.text(), self._tag[0], self._detail) if one))
        self.setAccessibleDescription(self._note)
        self.setToolTip(f"{self.text()} {self._code}".strip())
        self.updateGeometry()
        self.update()
