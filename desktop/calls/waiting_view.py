"""What waits for the town, at the right (待镇办理): a return, a response to confirm, a rating; each hidden while it is none."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop import times
from desktop.calls import texts
from desktop.calls.signing import Signer
from desktop.calls.waiting import ArrivalFace, CountersignFace, RatingFace, ReturnFace
from desktop.keymap import Keymap
from desktop.lights import Sign
from desktop.moves.drawer import MoveDrawer
from desktop.moves.presenter import OpenForm
from desktop.theme.look import NOTE, SECOND
from desktop.widgets.banner import Banner
from desktop.widgets.box import paint_box
from desktop.widgets.buttons import ActionButton, LinkButton
from desktop.widgets.flow import FlowLayout
from desktop.widgets.light import Light
from desktop.widgets.panel import Panel
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.segmented import Segmented
from desktop.widgets.tag import Tag
from desktop.widgets.words import Elided, Words

Start = Callable[[Coroutine[Any, Any, None], str], None]


def _body() -> tuple[QWidget, QVBoxLayout]:
    body = QWidget()
    rows = QVBoxLayout(body)
    rows.setContentsMargins(14, 9, 14, 10)
    rows.setSpacing(7)
    return body, rows


def _row(*parts: QWidget | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row


class ReturnPanel(Panel):
    """退单待审: the town reads it and may add its opinion; the county rules."""

    opinion = Signal(str, str)  # call, words
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(texts.RETURN_TITLE)
        self._face: ReturnFace | None = None
        self._nth = Tag("")
        self._open = LinkButton(texts.OPEN_CASE)
        self._open.clicked.connect(self._on_open)
        self.add_tool(self._open)
        self.add_tool(self._nth)
        body, rows = _body()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._values: list[Words] = []
        for at, label in enumerate((texts.REASON, texts.CLAUSE, texts.SUGGESTED)):
            self._grid.addWidget(Words(label, SECOND, "ink3"), at, 0)
            self._values.append(Words("", SECOND, "ink", wrap=True))
            self._grid.addWidget(self._values[-1], at, 1)
        rows.addLayout(self._grid)
        self._own = Banner("red", Sign.CONFLICT)
        rows.addWidget(self._own)
        self._words = QLineEdit()
        self._words.setPlaceholderText(texts.OPINION)
        self._words.setAccessibleName(texts.ADD_OPINION)
        self._words.returnPressed.connect(self._send)
        self._refusal = RefusalLine()
        rows.addWidget(self._words)
        rows.addWidget(self._refusal)
        send = ActionButton(texts.ADD_OPINION, small=True)
        send.clicked.connect(self._send)
        self._due = Words("", NOTE, "ink3")
        rows.addLayout(_row(send, None, self._due))
        self.set_body(body)

    def show_return(self, face: ReturnFace | None, now: int) -> None:
        """Show it, or nothing."""
        self.setVisible(face is not None)
        before, self._face = self._face, face
        if face is None:
            return
        if before is None or before.case_id != face.case_id:
            self._words.clear()
            self._refusal.clear()
        self.set_note(face.title)
        self._nth.set_text(face.nth)
        for value, (_, said) in zip(self._values, face.rows, strict=True):
            value.say(said)
        self._own.say(face.own_duty)
        self.tick(now)

    def tick(self, now: int) -> None:
        """What is left for the county."""
        if self._face is not None:
            said = texts.CONSULT_BY if self._face.consults else texts.RULED_BY
            self._due.say(said.format(left=times.left(self._face.due, now)))

    def say(self, refusal: str) -> None:
        """Why it was not saved; "" when it was."""
        if refusal:
            self._refusal.show_refusal(refusal)
        else:
            self._refusal.clear()
            self._words.clear()

    def _on_open(self) -> None:
        if self._face is not None:
            self.opened.emit(self._face.case_id)

    def _send(self) -> None:
        if self._face is not None and self._words.text().strip():
            self.opinion.emit(self._face.case_id, self._words.text().strip())


class CountersignPanel(Panel):
    """待补签: a leader at this desk signs the C1 that is out already."""

    signed = Signal(str, str)  # call, leader

    def __init__(self) -> None:
        super().__init__(texts.SIGN_TITLE)
        self._face: CountersignFace | None = None
        self._signers: tuple[Signer, ...] = ()
        self._due = Words("", NOTE, "amber-d", bold=True)
        self.add_tool(self._due)
        body, rows = _body()
        self._refusal = RefusalLine()
        self._buttons = FlowLayout(gap=8)
        rows.addWidget(self._refusal)
        rows.addLayout(self._buttons)
        self.set_body(body)

    def show_unsigned(self, face: CountersignFace | None, signers: tuple[Signer, ...], now: int) -> None:
        """Show it, or nothing."""
        self.setVisible(face is not None)
        self._face = face
        if face is None:
            return
        if signers != self._signers:
            self._signers = signers
            self._build()
        self.set_note(face.title)
        self.tick(now)

    def tick(self, now: int) -> None:
        """What is left of the 30 minutes."""
        if self._face is not None:
            self._due.say(texts.SIGN_LEFT.format(left=times.left(self._face.due, now)))

    def say(self, refusal: str) -> None:
        """Why it was not signed; "" when it was."""
        if refusal:
            self._refusal.show_refusal(refusal)
        else:
            self._refusal.clear()

    def _build(self) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (before := item.widget()) is not None:
                before.hide()
                before.deleteLater()
        for one in self._signers:
            button = ActionButton(texts.SIGN_DO.format(name=one.name), small=True)
            button.set_tip(one.role)
            button.clicked.connect(lambda _=False, who=one.id: self._on_sign(who))
            self._buttons.addWidget(button)

    def _on_sign(self, who: str) -> None:
        if self._face is not None:
            self.signed.emit(self._face.case_id, who)


class ArrivalPanel(Panel):
    """响应待确认: confirm, or dispute with what was seen."""

    answered = Signal(object, str, str)  # ArrivalFace, confirm or dispute, words

    def __init__(self) -> None:
        super().__init__(texts.ARRIVAL_TITLE)
        self._face: ArrivalFace | None = None
        self._count = Tag("")
        self.add_tool(self._count)
        body, rows = _body()
        self._said, self._until = Elided("", SECOND, "ink"), Words("", NOTE, "ink3")
        said = _row(self._said, self._until)
        said.setStretch(0, 1)
        rows.addLayout(said)
        self._words = QLineEdit()
        self._words.setPlaceholderText(texts.DISPUTE_HINT)
        self._words.setAccessibleName(texts.DISPUTE_DO)
        self._words.hide()
        self._refusal = RefusalLine()
        rows.addWidget(self._words)
        rows.addWidget(self._refusal)
        confirm = ActionButton(texts.CONFIRM, small=True)
        confirm.clicked.connect(lambda: self._answer("confirm"))
        self._dispute = ActionButton(texts.DISPUTE, small=True)
        self._dispute.clicked.connect(self._on_dispute)
        rows.addLayout(_row(confirm, self._dispute, None))
        self.set_body(body)

    def show_arrival(self, face: ArrivalFace | None, count: int) -> None:
        """Show one of `count`, or nothing."""
        self.setVisible(face is not None)
        before, self._face = self._face, face
        if face is None:
            return
        if before is None or (before.case_id, before.dept) != (face.case_id, face.dept):
            self._fold()
        self.set_note(face.title)
        self._count.set_text(f"共 {count}" if count > 1 else "")
        self._said.say(face.said)
        self._until.say(face.until)

    def say(self, refusal: str) -> None:
        """Why it was not saved; "" when it was."""
        if refusal:
            self._refusal.show_refusal(refusal)
        else:
            self._fold()

    def _fold(self) -> None:
        self._words.clear()
        self._words.hide()
        self._refusal.clear()
        self._dispute.setText(texts.DISPUTE)
        self._dispute.updateGeometry()

    def _on_dispute(self) -> None:
        if self._words.isHidden():
            self._words.show()
            self._words.setFocus()
            self._dispute.setText(texts.DISPUTE_DO)
            self._dispute.updateGeometry()
        else:
            self._answer("dispute")

    def _answer(self, word: str) -> None:
        if self._face is not None:
            self.answered.emit(self._face, word, self._words.text().strip() if word == "dispute" else "")


class RatingPanel(Panel):
    """待评价: three answers for one department; 驳回反馈 opens its form in place."""

    rated = Signal(object, object)  # RatingFace, payload
    rejected = Signal(object)  # RatingFace
    opened = Signal(str)
    rejection_saved = Signal(object)  # Outcome

    def __init__(self, start: Start, now: Callable[[], int], keymap: Keymap) -> None:
        super().__init__(texts.RATE_TITLE)
        self._face: RatingFace | None = None
        self._until = Words("", NOTE, "ink3")
        self._open = LinkButton(texts.OPEN_CASE)
        self._open.clicked.connect(self._on_open)
        self.add_tool(self._until)
        self.add_tool(self._open)
        body, rows = _body()
        self._facts = _Facts()
        rows.addWidget(self._facts)
        self._respond = Segmented(texts.RESPONDS, stretch=True)
        self._outcome = Segmented(texts.OUTCOMES, stretch=True)
        self._satisfied = Segmented(texts.SATISFIEDS, stretch=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        choices = (
            (texts.RESPOND, self._respond),
            (texts.OUTCOME, self._outcome),
            (texts.SATISFIED, self._satisfied),
        )
        for at, (label, choice) in enumerate(choices):
            choice.setAccessibleName(label)
            grid.addWidget(Words(label, SECOND, "ink2"), at, 0)
            grid.addWidget(choice, at, 1)
        self._reason = QLineEdit()
        self._satisfied.changed.connect(lambda key: self._reason.setVisible(key == "BAD"))
        self._reason.setPlaceholderText(texts.BAD_HINT)
        self._reason.setAccessibleName(texts.BAD_HINT)
        self._reason.hide()
        self._refusal = RefusalLine()
        rate = ActionButton(texts.RATE_DO, small=True, primary=True)
        rate.clicked.connect(self._rate)
        reject = ActionButton(texts.REJECT_DO, small=True)
        reject.clicked.connect(self._on_reject)
        self._marks = QWidget()
        inner = QVBoxLayout(self._marks)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(7)
        inner.addLayout(grid)
        inner.addWidget(self._reason)
        inner.addWidget(self._refusal)
        inner.addLayout(_row(rate, reject, None))
        inner.addWidget(Words(texts.RATE_NOTE, NOTE, "ink3", wrap=True))
        rows.addWidget(self._marks)
        self.drawer = MoveDrawer(start, now, keymap)
        self.drawer.opened.connect(self._marks.hide)
        self.drawer.closed.connect(self._marks.show)
        self.drawer.saved.connect(self.rejection_saved)
        rows.addWidget(self.drawer)
        self.set_body(body)

    def show_rating(self, face: RatingFace | None) -> None:
        """Show a department's feedback, or nothing; marks chosen for the same one stay."""
        self.setVisible(face is not None)
        before, self._face = self._face, face
        if face is None:
            self.drawer.put_away()
            return
        if before is None or (before.case_id, before.dept) != (face.case_id, face.dept):
            self.drawer.put_away()
            self._start_over()
        self.set_note(face.title)
        self._until.say(face.until)
        self._facts.show_facts(face.facts)

    def open_form(self, form: OpenForm) -> None:
        """驳回反馈."""
        self.drawer.open(form)

    def say(self, refusal: str) -> None:
        """Why it was not saved; "" when it was."""
        if refusal:
            self._refusal.show_refusal(refusal)
        else:
            self._start_over()

    def _start_over(self) -> None:
        self._respond.set_value("GOOD")
        self._outcome.set_value("DONE")
        self._satisfied.set_value("GOOD")
        self._reason.clear()
        self._reason.hide()
        self._refusal.clear()

    def _on_open(self) -> None:
        if self._face is not None:
            self.opened.emit(self._face.case_id)

    def _on_reject(self) -> None:
        if self._face is not None:
            self.rejected.emit(self._face)

    def _rate(self) -> None:
        if self._face is None:
            return
        bad = self._satisfied.value == "BAD"
        if bad and not self._reason.text().strip():
            self._refusal.show_refusal(texts.BAD_NEEDED)
            self._reason.setFocus()
            return
        p = {
            "unit": self._face.dept,
            "rating": self._satisfied.value,
            "respond": self._respond.value,
            "done": self._outcome.value,
        }
        self.rated.emit(self._face, p | ({"reason": self._reason.text().strip()} if bad else {}))


class _Facts(QWidget):
    """✓ 交办 09:10  ✓ 签收 09:32, broken where the width ends."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, gap=14, line_gap=3)
        self._parts: list[QWidget] = []

    def show_facts(self, facts: tuple[tuple[str, str, bool], ...]) -> None:
        for part in self._parts:
            self._flow.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = [_fact(*fact) for fact in facts]
        for part in self._parts:
            self._flow.addWidget(part)


def _fact(step: str, when: str, timely: bool) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(Light(Sign.DONE if timely else Sign.OVERDUE, 14))
    row.addWidget(Words(f"{step} {when}", NOTE, "ink2" if timely else "red"))
    return part


class Nobody(QWidget):
    """What stands there while nothing waits for the town."""

    def __init__(self) -> None:
        super().__init__()
        row = QVBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.addWidget(Words(texts.NOBODY_WAITS, SECOND, "ink3"))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), QRectF(self.rect()), "panel", "line")
