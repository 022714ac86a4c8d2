"""乡镇已做: each 配合责任 line with 已做/未做/不适用 and its evidence or reason; Space turns a line to its next state."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.calls import texts
from desktop.calls.draft_face import DoneFace, DraftFace
from desktop.theme.look import BODY, NOTE, SECOND, colour
from desktop.widgets.clearing import take_out
from desktop.widgets.segmented import Segmented
from desktop.widgets.words import Words

GAP = 9  # between rows
TONES = {"DONE": "green", "NOT": "amber", "NA": "grey"}


class DoneStep(QWidget):
    """`stated` with line and state; `noted` with line and words."""

    stated = Signal(int, str)
    noted = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._compact = False
        self._lines: list[_Line] = []
        self._numbers: tuple[tuple[int, str], ...] = ()
        self._none = Words("", SECOND, "ink3", wrap=True)
        self._table = _Table()
        self._rule = Words(texts.DONE_RULE, NOTE, "amber-d", wrap=True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self._none)
        rows.addWidget(self._table)
        rows.addWidget(self._rule)

    def show_face(self, face: DraftFace) -> None:
        """Draw it."""
        outside = face.outside or (face.no_event and not face.chosen)
        chosen = texts.NO_LINES if face.duty is not None else texts.CHOOSE_ITEM
        self._none.say(texts.NO_LINES_OUTSIDE if outside else chosen)
        self._none.setVisible(not face.done)
        self._table.setVisible(bool(face.done))
        self._rule.setVisible(any(line.mandatory for line in face.done))
        numbers = tuple((line.no, line.text) for line in face.done)
        if numbers != self._numbers:
            self._numbers = numbers
            self._build(face.done)
        for widget, line in zip(self._lines, face.done, strict=True):
            widget.show_line(line)
        self._table.mark([at for at, line in enumerate(face.done) if line.wrong or line.state == "NOT"])

    def set_compact(self, compact: bool) -> None:
        """In a narrow page 要求 and 证据 stand under the duty."""
        if compact != self._compact:
            self._compact = compact
            self._table.set_compact(compact)

    def turn(self) -> bool:
        """Space: the line with the focus goes to its next state."""
        focus = QApplication.focusWidget()
        line = next((one for one in self._lines if one.states is focus), None)
        if line is None:
            return False
        keys = line.states.keys
        at = keys.index(line.states.value) + 1 if line.states.value in keys else 0
        line.states.choose(keys[at % len(keys)])
        return True

    def focus_first(self) -> bool:
        """Go to the first line that is not settled, else to the first; False when there is none."""
        target = next((one for one in self._lines if not one.states.value), next(iter(self._lines), None))
        if target is not None:
            target.states.setFocus()
        return target is not None

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [part for line in self._lines for part in (line.states, line.note)]

    def missing(self) -> QWidget | None:
        """What the first line that keeps the call from being signed needs: its state or its reason."""
        line = next((one for one in self._lines if one.wrong), None)
        if line is None:
            return None
        return line.note if line.states.value else line.states

    def _build(self, lines: Sequence[DoneFace]) -> None:
        self._lines = [_Line(line) for line in lines]
        for line in self._lines:
            line.stated.connect(self.stated)
            line.noted.connect(self.noted)
        self._table.fill(self._lines)


class _Line(QWidget):
    """The parts of one row; the table places them in its columns."""

    stated = Signal(int, str)
    noted = Signal(int, str)

    def __init__(self, line: DoneFace) -> None:
        super().__init__()
        self.wrong = line.wrong
        must = texts.MANDATORY if line.mandatory else texts.OPTIONAL
        self.duty = QWidget()
        self.duty.setToolTip(line.clause)
        self._under = Words(" · ".join(part for part in (must, line.proof) if part), NOTE, "ink3")
        both = QVBoxLayout(self.duty)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(1)
        both.addWidget(Words(line.text, BODY, "ink", wrap=True))
        both.addWidget(self._under)
        self.must = Words(must, SECOND, "ink2")
        self.proof = Words(line.proof or texts.NO_PROOF, SECOND, "ink2")
        self.states = Segmented(texts.DONE_STATES, tones=TONES)
        self.states.setAccessibleName(line.text)
        self.states.changed.connect(lambda state: self.stated.emit(line.no, state))
        self.note = QLineEdit()
        self.note.setAccessibleName(f"{texts.DONE_HEAD[4]} {line.text}")
        self.note.textEdited.connect(lambda text: self.noted.emit(line.no, text))

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """In the order of the columns."""
        return self.duty, self.must, self.proof, self.states, self.note

    def set_compact(self, compact: bool) -> None:
        """What is asked for stands under the duty."""
        self._under.setVisible(compact)
        self.must.setVisible(not compact)
        self.proof.setVisible(not compact)

    def show_line(self, line: DoneFace) -> None:
        """State and words; what is being typed is left alone."""
        self.wrong = line.wrong
        self.states.set_value(line.state)
        self.note.setPlaceholderText(texts.REASON_HINT if line.state in ("NOT", "NA") else texts.DONE_HINT)
        if self.note.text() != line.note and not self.note.hasFocus():
            self.note.setText(line.note)
            self.note.setCursorPosition(0)
        self.note.setToolTip(line.note)
        if self.note.property("wrong") is not line.wrong:
            self.note.setProperty("wrong", line.wrong)
            self.note.style().unpolish(self.note)
            self.note.style().polish(self.note)


class _Table(QWidget):
    """A head and rows with lines between; marked rows are tinted."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 0, 8, GAP // 2)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(GAP)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(4, 6)
        self._heads = [Words(name, SECOND, "ink2") for name in texts.DONE_HEAD]
        for column, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, column)
        self._compact = False
        self._grid.setRowMinimumHeight(0, 28)
        self._rows: list[_Line] = []
        self._marked: list[int] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def fill(self, rows: Sequence[_Line]) -> None:
        for row in self._rows:
            take_out(self._grid, row.parts)
        self._rows = list(rows)
        for at, row in enumerate(rows, 1):
            for column, part in enumerate(row.parts):
                self._grid.addWidget(part, at, column)
            row.set_compact(self._compact)

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        for head in self._heads[1:3]:
            head.setVisible(not compact)
        for row in self._rows:
            row.set_compact(compact)

    def mark(self, rows: list[int]) -> None:
        self._marked = rows
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, wide = QPainter(self), self.width()
        middles = [row.states.geometry().center().y() for row in self._rows]
        halves = [max(part.height() for part in row.parts if not part.isHidden()) / 2 for row in self._rows]
        tops = [round(at - half) - GAP // 2 for at, half in zip(middles, halves, strict=True)]
        ends = [*tops[1:], self.height()][: len(tops)]
        painter.fillRect(0, 0, wide, tops[0] if tops else self.height(), colour("head"))
        for at, (top, end) in enumerate(zip(tops, ends, strict=True)):
            if at in self._marked:
                painter.fillRect(0, top, wide, end - top, colour("amber-bg"))
            painter.fillRect(0, top, wide, 1, colour("line2"))
        painter.setPen(colour("line"))
        painter.drawRect(0, 0, wide - 1, self.height() - 1)
