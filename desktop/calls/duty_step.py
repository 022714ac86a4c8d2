"""责任: the departments' main duties with their clauses beside the town's; 配合 departments may be left out with a reason."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.calls import texts
from desktop.calls.draft_face import DeptDuty, DraftFace, DutyFace
from desktop.theme.look import BODY, NOTE, SECOND, px
from desktop.widgets.box import paint_box
from desktop.widgets.check_line import CheckLine
from desktop.widgets.clearing import take_out
from desktop.widgets.tag import Tag
from desktop.widgets.words import Words

NARROW = 620


class DutyStep(QWidget):
    """`asked` with a department and whether it is wanted; `reasoned` with why not."""

    asked = Signal(str, bool)
    reasoned = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: DutyFace | None = None
        self._none = Words("", SECOND, "ink3", wrap=True)
        self._main = _Side(texts.MAIN_DUTY, texts.MAIN_SIDE, "brand")
        self._town = _Side(texts.TOWN_DUTY, "", "")
        self._both = QHBoxLayout()
        self._both.setSpacing(8)
        self._both.addWidget(self._main, 3)
        self._both.addWidget(self._town, 2)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._none)
        rows.addLayout(self._both)
        self._depts = QGridLayout()
        self._depts.setHorizontalSpacing(8)
        self._depts.setVerticalSpacing(5)
        self._depts.setColumnStretch(2, 1)
        self._main.body.addLayout(self._depts)
        self._laws = Words("", NOTE, "ink2", wrap=True)
        self._main.body.addWidget(self._laws)
        self._main.body.addStretch(1)
        self._duty = Words("", BODY, "ink", wrap=True)
        self._town.body.addWidget(self._duty)
        self._town.body.addWidget(Words(texts.TOWN_NOTE, NOTE, "ink3", wrap=True))
        self._town.body.addStretch(1)
        self._parts: list[QWidget] = []

    def show_face(self, face: DraftFace, town: str) -> None:
        """Draw it; `town` is the name of the town."""
        duty = face.duty
        outside = face.outside or face.no_event
        self._none.say(texts.OUTSIDE_DUTY if outside else texts.CHOOSE_ITEM)
        self._none.setVisible(duty is None)
        self._main.setVisible(duty is not None)
        self._town.setVisible(duty is not None)
        if duty is None or duty == self._shown:
            return
        self._fill(duty)
        self._shown = duty
        self._main.note.say(duty.version)
        self._town.name.say(town)
        self._town.note.say(texts.SAME_CLAUSE)
        self._laws.say(duty.laws)
        self._laws.setVisible(bool(duty.laws))
        self._duty.say(duty.town)

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [part for part in self._parts if isinstance(part, CheckLine | QLineEdit)]

    def missing(self) -> QWidget | None:
        """The reason that is still empty."""
        lines = (part for part in self._parts if isinstance(part, QLineEdit))
        return next((one for one in lines if self._shown is not None and not one.text().strip()), None)

    def _fill(self, duty: DutyFace) -> None:
        """The line where a reason is being typed must not be taken from under the hand."""
        before = self._shown
        if before is not None and _same_but_reasons(before, duty):
            return
        take_out(self._depts, self._parts)
        self._parts = []
        row = 0
        for dept in duty.depts:
            row = self._add(dept, row)

    def _add(self, dept: DeptDuty, row: int) -> int:
        tag = Tag(texts.LEAD_TAG if dept.lead else texts.ASSIST_TAG, "brand" if dept.lead else "")
        words = Words(dept.duty, SECOND, "ink2" if dept.wanted else "disabled", wrap=True)
        top = Qt.AlignmentFlag.AlignTop
        self._depts.addWidget(tag, row, 0, top)
        self._parts += [tag, words]
        if dept.lead:
            name: QWidget = Words(dept.unit, BODY, "ink", bold=True)
        else:
            tick = CheckLine(dept.unit)
            tick.setChecked(dept.wanted)
            tick.toggled.connect(lambda on, code=dept.code: self.asked.emit(code, on))
            name = tick
        self._parts.append(name)
        self._depts.addWidget(name, row, 1, top)
        self._depts.addWidget(words, row, 2)
        if dept.wanted or dept.lead:
            return row + 1
        reason = QLineEdit(dept.reason)
        reason.setPlaceholderText(texts.DROP_REASON)
        reason.setAccessibleName(f"{texts.DROP_REASON} {dept.unit}")
        reason.textEdited.connect(lambda text, code=dept.code: self.reasoned.emit(code, text))
        self._depts.addWidget(reason, row + 1, 1, 1, 2)
        self._parts.append(reason)
        return row + 2

    def resizeEvent(self, event: object) -> None:
        """One above the other where there is no room beside."""
        beside = self.width() >= px(NARROW)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._both.setDirection(way)


def _same_but_reasons(one: DutyFace, other: DutyFace) -> bool:
    return [(d.code, d.lead, d.wanted, d.duty) for d in one.depts] == [
        (d.code, d.lead, d.wanted, d.duty) for d in other.depts
    ]


class _Side(QWidget):
    """A framed half with its head."""

    def __init__(self, kind: str, name: str, tone: str) -> None:
        super().__init__()
        self.name = Words(name, BODY, "ink", bold=True)
        self.note = Words("", NOTE, "ink3")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Tag(kind, tone))
        head.addWidget(self.name)
        head.addStretch(1)
        head.addWidget(self.note)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 9, 12, 10)
        self.body.setSpacing(7)
        self.body.addLayout(head)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame."""
        paint_box(QPainter(self), QRectF(self.rect()))
