"""Where a leader types his password (本人口令): what is signed, one field, why it was not taken."""

import asyncio

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.signing import texts
from desktop.signing.in_person import Signing
from desktop.theme.look import NOTE, PANEL, SECOND, px
from desktop.widgets.busy_bar import BusyBar
from desktop.widgets.dialog_buttons import DialogButtons
from desktop.widgets.refusing_dialog import RefusingDialog
from desktop.widgets.words import Words


class PasswordDialog(RefusingDialog):
    """Enter gives what was typed, Esc puts it away; the call behind it stays as it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._answer: asyncio.Future[str | None] | None = None
        self._title = Words("", PANEL, "brand-dd", bold=True)
        self._about = Words("", SECOND, "ink2", wrap=True)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.textEdited.connect(lambda _: self._say(""))
        self._busy = BusyBar()
        self._buttons = DialogButtons(self, "", texts.CANCEL)
        self._go = self._buttons.go
        self._go.clicked.connect(self._give)
        self.rejected.connect(lambda: self._tell(None))
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(8)
        for part in (self._title, self._about, self.field, self._busy, self.refusal_line):
            column.addWidget(part)
        column.addWidget(Words(texts.PASSWORD_NOTE, NOTE, "ink3", wrap=True))
        column.addSpacing(4)
        column.addLayout(self._buttons)
        self.setMinimumWidth(px(400))

    def ask(self, signing: Signing) -> None:
        """Open for one signature."""
        self.setWindowTitle(signing.title)
        self._title.say(signing.title)
        self._about.say(signing.about)
        self._about.setVisible(bool(signing.about))
        self.field.setPlaceholderText(texts.PASSWORD)
        self.field.setAccessibleName(texts.PASSWORD)
        self.field.clear()
        self._go.setText(signing.verb)
        self._say("")
        self._set_checking(False)
        self.open()
        self.field.setFocus()

    async def typed(self) -> str | None:
        """What the leader types next; None when he puts it away."""
        if not self.isVisible():
            return None
        self._answer = asyncio.get_running_loop().create_future()
        return await self._answer

    def show_wrong(self, sentence: str) -> None:
        """Why it was not taken; the field is empty again."""
        self._set_checking(False)
        self.field.clear()
        self._say(sentence)
        self.field.setFocus()

    def put_away(self) -> None:
        """Signed, or the window closes."""
        self.field.clear()
        if self.isVisible():
            self.accept()

    def _give(self) -> None:
        self._say("")
        self._set_checking(True)
        self._tell(self.field.text())

    def _tell(self, text: str | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(text)

    def _set_checking(self, on: bool) -> None:
        self.field.setEnabled(not on)
        self._go.setEnabled(not on)
        self._busy.run(on)

    def _say(self, sentence: str) -> None:
        self.field.setProperty("wrong", bool(sentence))
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)
        self.say(sentence)
