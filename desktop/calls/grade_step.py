"""等级: C1 to C3 with the latest instants of the five clocks; ↑↓ or a click choose."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.calls import texts
from desktop.calls.draft_face import DraftFace
from desktop.calls.grades import GradeFace
from desktop.theme.look import BODY, NOTE, SECOND, colour, px, row_height
from desktop.widgets.box import paint_focus
from desktop.widgets.check_line import CheckLine
from desktop.widgets.choices import paint_radio
from desktop.widgets.lettering import Lettering, advance, height
from desktop.widgets.words import Words

RADIO = 16
PAD = 10
USE = 1  # the column that goes under the name where there is little room


class GradeStep(QWidget):
    """`chosen` with a grade."""

    chosen = Signal(str)
    both_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.table = _Grades()
        self.table.chosen.connect(self.chosen)
        self.both = CheckLine(texts.BOTH_DO)
        self.both.toggled.connect(self.both_chosen)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(5)
        rows.addWidget(self.both)
        rows.addWidget(self.table)
        rows.addWidget(Words(texts.GRADE_NOTE, NOTE, "ink3", wrap=True))

    def show_face(self, face: DraftFace) -> None:
        """Draw it; without a case only C1 may be called, both sides at once only by an alarm's event."""
        self.both.setVisible(face.both is not None)
        if self.both.isChecked() != bool(face.both):
            blocked = self.both.blockSignals(True)
            self.both.setChecked(bool(face.both))
            self.both.blockSignals(blocked)
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
        return QSize(px(420), self._head() + self._tall() * len(self._grades) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(250), self.sizeHint().height())

    def _head(self) -> int:
        return row_height(SECOND, padding=11)

    def _tall(self) -> int:
        """Of a row: two lines where the columns do not fit beside each other."""
        return self._head() if self._beside() else height(BODY) + height(NOTE) + 9

    def _columns(self, beside: bool) -> list[tuple[int, float]]:
        """Columns that are shown, and how wide their words are."""
        shown = []
        for at, name in enumerate(texts.GRADE_HEAD):
            if at == USE and not beside:
                continue
            words = [name, *(_cell(one, at) for one in self._grades)]
            if not beside and at:
                words = [
                    texts.GRADE_HEAD_SHORT[at],
                    *(part for word in words[1:] for part in word.split(" ")),
                ]
            wide = max(advance(word, BODY if at == 0 else SECOND, True) for word in words)
            shown.append((at, wide + (12 if beside else 7) + (0 if at else px(RADIO) + 8)))
        return shown

    def _with_use(self, columns: list[tuple[int, float]], spare: float) -> list[tuple[int, float]]:
        """用于 under the name takes what is left over, as far as it needs it."""
        (first, wide), *others = columns
        under = max((advance(one.use, NOTE) for one in self._grades), default=0.0) + px(RADIO) + 20
        return [(first, wide + max(0.0, min(under - wide, spare))), *others]

    def _beside(self) -> bool:
        return sum(wide for _, wide in self._columns(True)) <= self.width() - 2 * PAD

    def _boxes(self) -> list[tuple[int, float, float]]:
        """Each column that is shown, where it begins and how wide it is; what is left over is shared."""
        beside, room = self._beside(), self.width() - 2 * PAD
        columns = self._columns(beside)
        if not beside:
            columns = self._with_use(columns, room - sum(wide for _, wide in columns))
        spare = (room - sum(wide for _, wide in columns)) / len(columns)
        boxes, at = [], float(PAD)
        for column, wide in columns:
            boxes.append((column, at, wide + spare - 6))
            at += wide + spare
        return boxes

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The height follows the width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, head, tall, boxes = QPainter(self), self._head(), self._tall(), self._boxes()
        painter.fillRect(0, 0, self.width(), head, colour("head"))
        hand, names = Lettering(painter), texts.GRADE_HEAD
        for column, x, wide in boxes:
            fits = advance(names[column], SECOND) <= wide
            name = names[column] if fits else texts.GRADE_HEAD_SHORT[column]
            hand.write(name, x, 0, wide, head, SECOND, "ink2")
        for row, grade in enumerate(self._grades):
            self._row(painter, grade, head + row * tall, tall, boxes)
        painter.setPen(colour("line"))
        painter.drawRect(0, 0, self.width() - 1, self.height() - 1)
        if self.hasFocus():
            at = next((n for n, one in enumerate(self._grades) if one.code == self._value), 0)
            paint_focus(painter, QRectF(0, head + at * tall, self.width(), tall), radius=2)

    def _row(
        self, painter: QPainter, grade: GradeFace, y: int, tall: int, boxes: list[tuple[int, float, float]]
    ) -> None:
        chosen, side = grade.code == self._value, px(RADIO)
        on = not self._only_first or grade.code == "C1"
        if chosen:
            painter.fillRect(0, y, self.width(), tall, colour("brand-l"))
        painter.fillRect(0, y, self.width(), 1, colour("line2"))
        hand, beside = Lettering(painter), self._beside()
        ink, ink2 = ("ink", "ink2") if on else ("disabled", "disabled")
        for column, x, wide in boxes:
            if column:
                self._cell(hand, _cell(grade, column), QRectF(x, y, wide, tall), ink, column, chosen)
                continue
            first = tall if beside else height(BODY) + 8
            paint_radio(painter, QRectF(x, y + (first - side) / 2, side, side), chosen, enabled=on)
            hand.forget()
            x, wide = x + side + 8, wide - side - 8
            hand.write(grade.name, x, y, wide, first, BODY, ink, True)
            if not beside:
                hand.write(grade.use, x, y + first - 2, wide, tall - first - 2, NOTE, ink2)

    def _cell(self, hand: Lettering, said: str, box: QRectF, ink: str, column: int, chosen: bool) -> None:
        """One line, or day above time where there is no room for both."""
        bold = chosen and column > USE
        token = ink if column > USE or ink == "disabled" else "ink2"
        lines = [said] if advance(said, SECOND, bold) <= box.width() else said.split(" ")
        step = height(SECOND) + 1
        y = box.y() + (box.height() - step * len(lines)) / 2
        for line in lines:
            hand.write(line, box.x(), y, box.width(), step, SECOND, token, bold)
            y += step

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose((int(event.position().y()) - self._head()) // self._tall())

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
