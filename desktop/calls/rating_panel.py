"""待评价: three answers for one department, 不满意 with reason and evidence; 驳回反馈 opens its form in place."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.calls import texts
from desktop.calls.bad_grounds import BadGrounds
from desktop.calls.panel_parts import body, row
from desktop.calls.waiting import RatingFace
from desktop.keymap import Keymap
from desktop.lights import Sign
from desktop.moves.drawer import MoveDrawer
from desktop.moves.presenter import OpenForm
from desktop.signing.signers import Signer
from desktop.theme.look import NOTE, SECOND, px
from desktop.widgets.buttons import ActionButton, LinkButton
from desktop.widgets.clearing import take_out
from desktop.widgets.flow import FlowLayout
from desktop.widgets.light import Light
from desktop.widgets.panel import Panel
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.segmented import Segmented
from desktop.widgets.words import Words
from governance.calls.call import BAD

BESIDE = 310  # from this width on labels stand beside their choices
Start = Callable[[Coroutine[Any, Any, None], str], None]


class RatingPanel(Panel):
    """待评价: three answers for one department; 驳回反馈 opens its form in place."""

    rated = Signal(object, object, str)  # RatingFace, payload, leader or ""
    rejected = Signal(object, str)  # RatingFace, leader or ""
    opened = Signal(str)
    rejection_saved = Signal(object)  # Outcome

    def __init__(self, start: Start, now: Callable[[], int], keymap: Keymap) -> None:
        super().__init__(texts.RATE_TITLE)
        self._face: RatingFace | None = None
        self._open = LinkButton(texts.OPEN_CASE)
        self._open.clicked.connect(self._on_open)
        self.add_tool(self._open)
        inner, rows = body()
        self._facts = _Facts()
        rows.addWidget(self._facts)
        self._respond = Segmented(texts.RESPONDS, stretch=True)
        self._outcome = Segmented(texts.OUTCOMES, stretch=True)
        self._satisfied = Segmented(texts.SATISFIEDS, stretch=True)
        grid = self._grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self._choices: list[tuple[QWidget, QWidget]] = []
        self._above: bool | None = None
        choices = (
            (texts.RESPOND, self._respond),
            (texts.OUTCOME, self._outcome),
            (texts.SATISFIED, self._satisfied),
        )
        for label, choice in choices:
            choice.setAccessibleName(label)
            self._choices.append((Words(label, SECOND, "ink2"), choice))
        self._raters = Segmented((), stretch=True)
        self._raters_name = Words(texts.RATER, SECOND, "ink2")
        self._raters.setAccessibleName(texts.RATER)
        self._choices.append((self._raters_name, self._raters))
        self._place(above=False)
        self.show_raters(())
        self.grounds = BadGrounds()
        self.grounds.hide()
        self.grounds.done.connect(self.rate)
        for choice in (self._respond, self._satisfied):
            choice.changed.connect(lambda _: self._show_grounds())
        self._refusal = RefusalLine()
        rate = ActionButton(texts.RATE_DO, small=True, primary=True)
        rate.clicked.connect(self.rate)
        reject = ActionButton(texts.REJECT_DO, small=True)
        reject.clicked.connect(self._on_reject)
        self._marks = QWidget()
        marks = QVBoxLayout(self._marks)
        marks.setContentsMargins(0, 0, 0, 0)
        marks.setSpacing(7)
        marks.addLayout(grid)
        marks.addWidget(self.grounds)
        marks.addWidget(self._refusal)
        marks.addLayout(row(rate, reject, None))
        marks.addWidget(Words(texts.RATE_NOTE, NOTE, "ink3", wrap=True))
        rows.addWidget(self._marks)
        self.drawer = MoveDrawer(start, now, keymap)
        self.drawer.opened.connect(self._marks.hide)
        self.drawer.closed.connect(self._marks.show)
        self.drawer.saved.connect(self.rejection_saved)
        rows.addWidget(self.drawer)
        self.set_body(inner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Labels above their choices where there is no room beside them."""
        super().resizeEvent(event)
        self._place(above=event.size().width() < px(BESIDE))

    def _place(self, *, above: bool) -> None:
        if above == self._above:
            return
        self._above = above
        for at, (label, choice) in enumerate(self._choices):
            place = ((2 * at, 0, 1, 2), (2 * at + 1, 0, 1, 2)) if above else ((at, 0, 1, 1), (at, 1, 1, 1))
            for part, where in zip((label, choice), place, strict=True):
                self._grid.removeWidget(part)
                self._grid.addWidget(part, *where)

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
        self._facts.show_facts(face.facts, face.until)

    def show_raters(self, raters: tuple[Signer, ...]) -> None:
        """Who rates here in the operator's place; the line is away where the operator may."""
        choices = tuple((one.id, one.said) for one in raters)
        if tuple(key for key, _ in choices) != self._raters.keys:
            self._raters.set_choices(choices)
        self._raters.setVisible(bool(raters))
        self._raters_name.setVisible(bool(raters))

    @property
    def _rater(self) -> str:
        return self._raters.value

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
        self.grounds.start_over()
        self._show_grounds()

    def _show_grounds(self) -> None:
        self.grounds.setVisible(self._unhappy)
        self._refusal.clear()

    @property
    def _unhappy(self) -> bool:
        """不满意 of the response or as a whole (§4.6)."""
        return BAD in (self._respond.value, self._satisfied.value)

    @property
    def face(self) -> RatingFace | None:
        """Whose rating stands here."""
        return self._face

    def _on_open(self) -> None:
        if self._face is not None:
            self.opened.emit(self._face.case_id)

    def _on_reject(self) -> None:
        if self._face is not None:
            self.rejected.emit(self._face, self._rater)

    def rate(self) -> None:
        """Submit the three answers."""
        if self._face is None:
            return
        if self._unhappy and (fault := self.grounds.fault()):
            self._refusal.show_refusal(fault)
            return
        p: dict[str, Any] = {
            "unit": self._face.dept,
            "rating": self._satisfied.value,
            "respond": self._respond.value,
            "done": self._outcome.value,
        }
        if self._unhappy:
            p |= {"reason": self.grounds.reason, "files": list(self.grounds.material.value)}
        self.rated.emit(self._face, p, self._rater)


class _Facts(QWidget):
    """✓ 交办 09:10  ✓ 签收 09:32, and until when, broken where the width ends."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, gap=14, line_gap=3)
        self._parts: list[QWidget] = []

    def show_facts(self, facts: tuple[tuple[str, str, bool], ...], until: str) -> None:
        take_out(self._flow, self._parts)
        self._parts = [*(_fact(*fact) for fact in facts), Words(until, NOTE, "ink3")]
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
