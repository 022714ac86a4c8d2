"""Where a daily is issued (签发): what is frozen, who signs, of a correction why; the password follows after it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from desktop.briefings import texts
from desktop.signing.signers import Signer
from desktop.theme.look import PANEL, SECOND, px
from desktop.widgets.dialog_buttons import BY_CTRL_ENTER, DialogButtons
from desktop.widgets.field import Field
from desktop.widgets.segmented import Segmented
from desktop.widgets.words import Words


class IssueDialog(QDialog):
    """`issued` with who signs and the reason; Esc leaves everything as it is."""

    issued = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._correction = False
        self._title = Words("", PANEL, "brand-dd", bold=True)
        self._totals = Words("", SECOND, "ink", wrap=True)
        self._note = Words("", SECOND, "ink2", wrap=True)
        self._failing = Words("", SECOND, "red", wrap=True)
        self.signer = Segmented(())
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(texts.REASON_HINT)
        self._signer_field = Field(texts.SIGNER, self.signer)
        self._reason_field = Field(texts.REASON_FIELD, self.reason)
        self._buttons = DialogButtons(self, texts.ISSUE, texts.LATER, key_cap=BY_CTRL_ENTER)
        self.go = self._buttons.go
        self.go.clicked.connect(self._give)
        self.reason.textEdited.connect(lambda _: self._reason_field.set_error(""))
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        shown = (self._title, self._totals, self._note, self._failing, self._signer_field, self._reason_field)
        for part in shown:
            column.addWidget(part)
        column.addSpacing(4)
        column.addLayout(self._buttons)
        self.setMinimumWidth(px(460))

    def ask(
        self,
        title: str,
        totals: str,
        note: str,
        failing: str,
        signers: tuple[Signer, ...],
        *,
        correction: bool,
    ) -> None:
        """Open for one issue; with a correction its reason is asked for."""
        self._correction = correction
        self.setWindowTitle(title)
        self._title.say(title)
        self._totals.say(totals)
        self._note.say(note)
        self._failing.say(failing)
        self._failing.setVisible(bool(failing))
        self.signer.set_choices([(one.id, one.said) for one in signers])
        self._reason_field.setVisible(correction)
        self._reason_field.set_error("")
        self.reason.clear()
        self.adjustSize()
        self.open()
        (self.reason if correction else self.signer).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._give()
            return
        super().keyPressEvent(event)

    def _give(self) -> None:
        if self._correction and not self.reason.text().strip():
            self._reason_field.set_error(texts.NO_REASON)
            self.adjustSize()
            self.reason.setFocus()
            return
        self.accept()
        self.issued.emit(self.signer.value, self.reason.text())
