"""Lines of units and departments (承办、呼叫): light, role, name, what was said, time left; painted, never in cells."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop import times
from desktop.dossier.sheet import CallFace, DeptFace
from desktop.lights import WORD_TOKENS, sign_of
from desktop.theme.look import BODY, SECOND, colour, px, row_height
from desktop.widgets.box import paint_focus
from desktop.widgets.lettering import RIGHT, Lettering, advance
from desktop.widgets.light import paint_light
from desktop.widgets.tag import paint_tag, tag_height, tag_width

LINE_PADDING = 8


class DeptLine(QWidget):
    """One unit: its light follows the time."""

    def __init__(self, face: DeptFace) -> None:
        super().__init__()
        self._now = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_face(face)

    def set_face(self, face: DeptFace) -> None:
        """Stand for this unit."""
        self._face = face
        self.setAccessibleName(f"{face.role} {face.unit} {face.said}")
        self.update()

    def tick(self, now: int) -> None:
        """Another second."""
        self._now = now
        self.update()

    def sizeHint(self) -> QSize:
        """One line of second text."""
        return QSize(px(300), row_height(SECOND, padding=LINE_PADDING))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        face, tall = self._face, self.height()
        painter = QPainter(self)
        hand = Lettering(painter)
        sign = face.sign if face.due is None else sign_of(face.due, face.yellow, self._now)
        paint_light(painter, QRectF(0, (tall - px(14)) / 2, px(14), px(14)), sign)
        hand.forget()
        left = times.left(face.due, self._now) if face.due is not None else ""
        token = WORD_TOKENS.get(sign, "ink3")
        room = float(self.width())
        room -= advance(left, SECOND, True) + 10 if left else 0
        hand.write(left, 0, 0, self.width(), tall, SECOND, token, True, RIGHT)
        x = float(px(22))
        x += hand.write(face.role, x, 0, 60, tall, SECOND, "ink3") + 8
        said = min(advance(face.said, SECOND), room * 0.4)
        x += hand.write(face.unit, x, 0, room - x - said - 10, tall, SECOND, "ink") + 10
        hand.write(face.said, x, 0, room - x, tall, SECOND, "ink2")


class CallCard(QWidget):
    """A call of the event with its departments; Enter or a click opens it."""

    opened = Signal(str)

    def __init__(self, face: CallFace) -> None:
        super().__init__()
        self._id = face.case_id
        self._head = _CallHead(face)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 4)
        rows.setSpacing(0)
        rows.addWidget(self._head)
        self.lines = [DeptLine(dept) for dept in face.depts]
        for line in self.lines:
            rows.addWidget(line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{face.grade} {face.title} {face.state}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self.opened.emit(self._id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self._id)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring of the focus."""
        if self.hasFocus():
            paint_focus(QPainter(self), QRectF(self.rect()))


class _CallHead(QWidget):
    """Grade, title, state."""

    def __init__(self, face: CallFace) -> None:
        super().__init__()
        self._face = face
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(f"{face.serial}\n{face.title}")

    def sizeHint(self) -> QSize:
        """One line of body text."""
        return QSize(px(300), row_height(BODY, padding=LINE_PADDING))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        face, tall = self._face, self.height()
        tone = {"C1": "red", "C2": "amber"}.get(face.grade, "")
        paint_tag(painter, 0, (tall - tag_height()) / 2, face.grade, tone)
        hand = Lettering(painter)
        state = advance(face.state, SECOND)
        x = tag_width(face.grade) + 8
        hand.write(face.title, x, 0, self.width() - x - state - 10, tall, BODY, "ink")
        hand.write(face.state, 0, 0, self.width(), tall, SECOND, "brand-d", False, RIGHT)
        painter.fillRect(QRectF(0, tall - 1, self.width(), 1), colour("line2"))
