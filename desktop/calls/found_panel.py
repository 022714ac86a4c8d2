"""异常认定: what was found on the call that is shown, what it rests on, and what the town may still say about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import times
from desktop.calls import texts
from desktop.calls.found_face import FindingFace, FoundFace
from desktop.calls.panel_parts import body, row
from desktop.theme.look import NOTE, SECOND
from desktop.widgets.buttons import ActionButton
from desktop.widgets.clearing import take_out
from desktop.widgets.panel import Panel
from desktop.widgets.tag import Tag
from desktop.widgets.words import Elided, Words

DISPUTE, PUSH_BACK = "call.confirm_arrival", "call.push_back"


class FoundPanel(Panel):
    """`asked` with the move whose form is to be opened in the dossier."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(texts.FOUND_TITLE)
        self._parts: list[_Finding] = []
        self._face: FoundFace | None = None
        inner, self._found_rows = body()
        self._dispute = ActionButton(texts.DISPUTE, small=True)
        self._dispute.clicked.connect(lambda: self.asked.emit(DISPUTE))
        self._push = ActionButton(texts.PUSHED_BACK, small=True)
        self._push.clicked.connect(lambda: self.asked.emit(PUSH_BACK))
        self._moves = QWidget()
        line = row(self._dispute, self._push, None)
        line.setContentsMargins(0, 0, 0, 0)
        self._moves.setLayout(line)
        self._found_rows.addWidget(self._moves)
        self.set_body(inner)

    @property
    def said(self) -> tuple[str, ...]:
        """What is shown, finding by finding."""
        return (
            tuple(f"{one.unit} {one.rule} {one.status[0]}" for one in self._face.findings)
            if self._face
            else ()
        )

    def show_found(self, face: FoundFace | None, now: int) -> None:
        """Show them, or nothing."""
        self.setVisible(face is not None)
        if face is None:
            self._face = None
            return
        if face != self._face:
            self._face = face
            self._fill(face)
        self.set_note(face.as_of)
        self.tick(now)

    def offer(self, moves: frozenset[str]) -> None:
        """What the rules allow on this call now."""
        self._dispute.setVisible(DISPUTE in moves)
        self._push.setVisible(PUSH_BACK in moves)
        self._moves.setVisible(bool(moves & {DISPUTE, PUSH_BACK}))

    def tick(self, now: int) -> None:
        """What is left of the 说明期."""
        for part in self._parts:
            part.tick(now)

    def _fill(self, face: FoundFace) -> None:
        take_out(self._found_rows, self._parts)
        self._parts = [_Finding(one) for one in face.findings]
        for at, part in enumerate(self._parts):
            self._found_rows.insertWidget(at, part)


class _Finding(QWidget):
    def __init__(self, face: FindingFace) -> None:
        super().__init__()
        self._until = face.until
        self._left = Words("", NOTE, "amber-d")
        head = row(
            Elided(face.unit, SECOND, "ink", bold=True), Tag(face.rule, "red"), Tag(*face.status), None
        )
        head.addWidget(self._left)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        rows.addLayout(head)
        if face.ground:
            rows.addWidget(Words(face.ground, SECOND, "ink2", wrap=True))
        rows.addWidget(Words(face.facts, NOTE, "ink3", wrap=True))
        self.setAccessibleName(f"{face.unit} {face.rule} {face.status[0]}")

    def tick(self, now: int) -> None:
        self._left.say(times.left(self._until, now) if self._until is not None else "")
