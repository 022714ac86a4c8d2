"""The recognised boxes (已识别): a light ground was filled by rule; switches change with Space, Enter or a click."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.intake import boxes, texts
from desktop.intake.faces import BoxFace
from desktop.intake.section import Section
from desktop.theme.look import BODY, NOTE, SECOND, colour, font, px
from desktop.widgets.box import paint_box, paint_focus
from desktop.widgets.enter import enter_presses
from desktop.widgets.segmented import Segmented
from desktop.widgets.words import Elided, Words

LABELS = {
    boxes.WHEN: texts.WHEN,
    boxes.HURT_BOX: texts.HURT,
    boxes.REPLY: texts.REPLY,
    boxes.SECRET: texts.SECRET,
    boxes.ANON: texts.ANON,
}
WEIGHTS = {boxes.WHEN: 6, boxes.HURT_BOX: 6, boxes.REPLY: 6, boxes.SECRET: 3, boxes.ANON: 3}


class Box(QAbstractButton):
    """Label above, value below; only switches can be pressed."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self._face = BoxFace(key, texts.NOT_SAID)
        self._switch = key in boxes.SWITCHES
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._switch else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover, self._switch)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def on(self) -> bool:
        """Whether the switch is on."""
        return self._face.value == texts.YES

    def show_face(self, face: BoxFace) -> None:
        """Show a value and whether a rule filled it."""
        self._face = face
        self.setAccessibleName(f"{LABELS[face.key]} {face.value}")
        self.setToolTip(f"{face.value} {face.note}".strip())
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Two lines of text."""
        return QSize(px(80), self._note_height() + self._value_height() + px(12))

    def minimumSizeHint(self) -> QSize:
        """A word of four signs."""
        return QSize(px(66), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, label and value."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        read, hot = self._face.read, self._switch and (self.underMouse() or self.hasFocus())
        paint_box(painter, rect, "brand-l" if read else "panel", "brand-line" if read or hot else "line", 3)
        inner = self.rect().adjusted(px(8), px(5), -px(6), -px(5))
        painter.setFont(font(NOTE))
        painter.setPen(colour("ink3"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop, LABELS[self.key])
        said = self._face.value not in (texts.NOT_SAID, texts.NO)
        painter.setFont(font(BODY, said and self._switch))
        painter.setPen(colour("ink" if said else "ink3"))
        metrics = QFontMetrics(font(BODY, said and self._switch))
        value = metrics.elidedText(self._face.value, Qt.TextElideMode.ElideRight, inner.width())
        low = Qt.AlignmentFlag.AlignBottom
        painter.drawText(inner, low, value)
        left = metrics.horizontalAdvance(value) + px(8)
        if self._face.note and inner.width() - left > px(30):
            painter.setFont(font(SECOND))
            painter.setPen(colour("ink2"))
            note = QFontMetrics(font(SECOND)).elidedText(
                self._face.note, Qt.TextElideMode.ElideRight, inner.width() - left
            )
            painter.drawText(inner.adjusted(left, 0, 0, 0), low, note)
        if self.hasFocus():
            paint_focus(painter, rect, radius=3)

    def _note_height(self) -> int:
        return QFontMetrics(font(NOTE)).lineSpacing()

    def _value_height(self) -> int:
        return QFontMetrics(font(BODY)).lineSpacing()


class BoxesView(Section):
    """`switched` with a switch and its new state; `urgency` with a grade."""

    switched = Signal(str, bool)
    urgency = Signal(str)

    def __init__(self) -> None:
        super().__init__(texts.RECOGNISED, texts.RECOGNISED_NOTE)
        self._boxes = {key: Box(key) for key in LABELS}
        row = QHBoxLayout()
        row.setSpacing(8)
        for key, box in self._boxes.items():
            row.addWidget(box, WEIGHTS[key])
            if key in boxes.SWITCHES:
                box.clicked.connect(lambda _=False, one=box: self.switched.emit(one.key, not one.on))
        self.grade = Segmented(texts.URGENCIES, tones={"U1": "red", "U2": "amber"})
        self.grade.setAccessibleName(texts.URGENCY)
        self.grade.changed.connect(self.urgency)
        self._by = Elided("", SECOND, "ink3")
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(Words(texts.URGENCY, SECOND, "ink2"))
        line.addWidget(self.grade)
        line.addWidget(self._by, 1)
        both = QVBoxLayout()
        both.setSpacing(8)
        both.addLayout(row)
        both.addLayout(line)
        self.rows.addLayout(both)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops, in order."""
        return (*(self._boxes[key] for key in boxes.SWITCHES), self.grade)

    def show_boxes(self, shown: Sequence[BoxFace], urg: str, by: str) -> None:
        """Show what was read or set."""
        for face in shown:
            self._boxes[face.key].show_face(face)
        self.grade.set_value(urg)
        self._by.say(by)

    def set_locked(self, locked: bool) -> None:
        """Nothing can be changed any more."""
        for widget in self.stops:
            widget.setEnabled(not locked)
