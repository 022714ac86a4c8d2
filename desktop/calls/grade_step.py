"""等级: C1 to C3 with the latest instants of the five clocks; ↑↓ or a click choose."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.calls import texts
from desktop.calls.draft_face import DraftFace
from desktop.calls.grades import GradeFace
from desktop.theme.look import BODY, NOTE, SECOND, colour, px, row_height
from desktop.widgets.box import paint_focus
from desktop.widgets.choices import paint_radio
from desktop.widgets.lettering import Lettering, advance
from desktop.widgets.words import Words

SHARES = (0.15, 0.17, 0.11, 0.115, 0.125, 0.18, 0.15)
RADIO = 16


class GradeStep(QWidget):
    """`chosen` with a grade."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.table = _Grades()
        self.table.chosen.connect(self.chosen)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(5)
        rows.addWidget(self.table)
        rows.addWidget(Words(texts.GRADE_NOTE, NOTE, "ink3", wrap=True))

    def show_face(self, face: DraftFace) -> None:
        """Draw it; without a case only C1 may be called."""
        self.table.show_grades(face.grades, face.grade, only_first=face.no_event)


class _Grades(QWidget):
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._grades: tuple[GradeFace, ...] = ()
        self._value = ""
        self._only_first = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(texts.STEPS[3])

    def show_grades(self, grades: tuple[GradeFace, ...], value: str, *, only_first: bool) -> None:
        self._grades, self._value, self._only_first = grades, value, only_first
        self.setAccessibleDescription(value)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(420), self._tall() * (len(self._grades) + 1) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(300), self.sizeHint().height())

    def _tall(self) -> int:
        return row_height(SECOND, padding=11)

    def _lefts(self) -> list[float]:
        """Columns as wide as their words where they fit, else in fixed shares."""
        words = [
            [name, *(_cell(one, at) for one in self._grades)] for at, name in enumerate(texts.GRADE_HEAD)
        ]
        wide = [max(advance(word, SECOND, True) for word in column) + 14 for column in words]
        wide[0] += px(RADIO) + 8
        room = self.width() - 20
        spare = (room - sum(wide)) / len(wide)
        if spare < 0:
            wide[1] += spare * len(wide)  # 用于 is the one that may be cut
            spare = 0
        lefts, at = [], 10.0
        for one in wide:
            lefts.append(at)
            at += one + spare
        return [*lefts, self.width() - 6.0]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tall, lefts = QPainter(self), self._tall(), self._lefts()
        painter.fillRect(0, 0, self.width(), tall, colour("head"))
        for row, grade in enumerate(self._grades, 1):
            if grade.code == self._value:
                painter.fillRect(0, row * tall, self.width(), tall, colour("brand-l"))
        hand = Lettering(painter)
        for column, name in enumerate(texts.GRADE_HEAD):
            hand.write(name, lefts[column], 0, lefts[column + 1] - lefts[column] - 6, tall, SECOND, "ink2")
        for row, grade in enumerate(self._grades, 1):
            self._row(painter, grade, row * tall, tall, lefts)
        painter.setPen(colour("line"))
        painter.drawRect(0, 0, self.width() - 1, self.height() - 1)
        if self.hasFocus():
            at = next((n for n, one in enumerate(self._grades, 1) if one.code == self._value), 0)
            paint_focus(painter, QRectF(0, at * tall, self.width(), tall), radius=2)

    def _row(self, painter: QPainter, grade: GradeFace, y: int, tall: int, lefts: list[float]) -> None:
        painter.fillRect(0, y, self.width(), 1, colour("line2"))
        chosen, side = grade.code == self._value, px(RADIO)
        on = not self._only_first or grade.code == "C1"
        paint_radio(painter, QRectF(lefts[0], y + (tall - side) / 2, side, side), chosen, enabled=on)
        hand = Lettering(painter)
        for column in range(len(texts.GRADE_HEAD)):
            x = lefts[column] + (side + 8 if column == 0 else 0)
            token = "disabled" if not on else "ink2" if column == 1 else "ink"
            bold = column == 0 or (chosen and column > 1)
            size = BODY if column == 0 else SECOND
            hand.write(_cell(grade, column), x, y, lefts[column + 1] - x - 6, tall, size, token, bold)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(int(event.position().y()) // self._tall() - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        at = next((n for n, one in enumerate(self._grades) if one.code == self._value), 0)
        if step is None or event.modifiers():
            super().keyPressEvent(event)
        else:
            self._choose(at + step)

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self._grades) and (not self._only_first or self._grades[at].code == "C1"):
            self.chosen.emit(self._grades[at].code)


def _cell(grade: GradeFace, column: int) -> str:
    return (grade.name, grade.use, *grade.instants)[column]
