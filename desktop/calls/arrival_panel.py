"""响应待确认: the town confirms a response, or disputes it with what was seen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from desktop.calls import texts
from desktop.calls.panel_parts import body, row
from desktop.calls.waiting import ArrivalFace
from desktop.theme.look import NOTE, SECOND
from desktop.widgets.buttons import ActionButton
from desktop.widgets.panel import Panel
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.tag import Tag
from desktop.widgets.words import Elided, Words


class ArrivalPanel(Panel):
    """响应待确认: confirm, or dispute with what was seen."""

    answered = Signal(object, str, str)  # ArrivalFace, confirm or dispute, words

    def __init__(self) -> None:
        super().__init__(texts.ARRIVAL_TITLE)
        self._face: ArrivalFace | None = None
        self._count = Tag("")
        self.add_tool(self._count)
        inner, rows = body()
        self._said, self._until = Elided("", SECOND, "ink"), Words("", NOTE, "ink3")
        said = row(self._said, self._until)
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
        rows.addLayout(row(confirm, self._dispute, None))
        self.set_body(inner)

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
