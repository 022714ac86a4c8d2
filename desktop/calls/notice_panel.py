"""通报办理: what comes next with the notice that is shown, with a button for each who may do it here."""

from PySide6.QtCore import Signal

from desktop.calls import texts
from desktop.calls.notice_step import EDIT, REPLY, StepFace
from desktop.calls.panel_parts import body
from desktop.theme.look import SECOND
from desktop.widgets.buttons import ActionButton
from desktop.widgets.clearing import take_out
from desktop.widgets.flow import FlowLayout
from desktop.widgets.panel import Panel
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.words import Words


class NoticePanel(Panel):
    """`asked` with the notice, the step and who does it."""

    asked = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__(texts.NOTICE_NEXT)
        self._face: StepFace | None = None
        inner, rows = body()
        self._about, self._refusal = Words("", SECOND, "ink2", wrap=True), RefusalLine()
        self._row = FlowLayout(gap=8)
        self.buttons: list[ActionButton] = []
        rows.addWidget(self._about)
        rows.addWidget(self._refusal)
        rows.addLayout(self._row)
        self.set_body(inner)

    @property
    def refusal(self) -> str:
        """Why it was not done, or ""."""
        return self._refusal.sentence

    def show_step(self, face: StepFace | None) -> None:
        """Show it, or nothing; what was refused stays said while nothing changed."""
        self.setVisible(face is not None)
        if face == self._face or face is None:
            self._face = face
            return
        self._face = face
        self._about.say(face.about)
        self.say(face.refusal)
        self._build(face)

    def say(self, refusal: str) -> None:
        """Why it was not done; "" when it was."""
        if refusal:
            self._refusal.show_refusal(refusal)
        else:
            self._refusal.clear()

    def begin(self) -> bool:
        """Take the focus to the first button; False where nobody may."""
        if self.isHidden() or not self.buttons:
            return False
        self.buttons[0].setFocus()
        return True

    def _build(self, face: StepFace) -> None:
        take_out(self._row, self.buttons)
        self.buttons = []
        for who, words, role in face.buttons:
            self._add(words, role, face.case_id, face.what, who)
        for who, words, role in face.replies:
            self._add(words, role, face.case_id, REPLY, who)
        if face.edit:
            self._add(face.edit, "", face.case_id, EDIT, "")

    def _add(self, words: str, tip: str, case_id: str, what: str, who: str) -> None:
        button = ActionButton(words, small=True)
        button.set_tip(tip)
        button.clicked.connect(lambda: self.asked.emit(case_id, what, who))
        self._row.addWidget(button)
        self.buttons.append(button)
