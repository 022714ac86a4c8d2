"""Where the time is typed (校时): date and minute, read off what, confirmed by whom."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.signing.signers import Signer
from desktop.stated_time import texts
from desktop.theme.look import NOTE, PANEL, SECOND, px
from desktop.widgets.dialog_buttons import DialogButtons
from desktop.widgets.one_of import OneOf
from desktop.widgets.refusing_dialog import RefusingDialog
from desktop.widgets.words import Words
from governance.duty.stated_time import WAYS


class TimeDialog(RefusingDialog):
    """`given` (typed, way, place of the leader) on Enter; Esc puts it away."""

    given = Signal(str, str, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(texts.TITLE)
        self.field = QLineEdit()
        self.field.setPlaceholderText(texts.WHEN_HINT)
        self.field.setAccessibleName(texts.WHEN)
        self.field.textEdited.connect(lambda _: self.say(""))
        self._ways, self._leaders = OneOf(WAYS.values()), OneOf()
        self._buttons = DialogButtons(self, texts.CONFIRM, texts.CANCEL)
        self._buttons.go.clicked.connect(self._give)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(8)
        column.addWidget(Words(texts.TITLE, PANEL, "brand-dd", bold=True))
        column.addWidget(Words(texts.ABOUT, SECOND, "ink2", wrap=True))
        column.addWidget(Words(texts.WHEN, NOTE, "ink3"))
        column.addWidget(self.field)
        column.addWidget(Words(texts.BY, NOTE, "ink3"))
        column.addWidget(self._ways)
        column.addWidget(Words(texts.WHO, NOTE, "ink3"))
        column.addWidget(self._leaders)
        column.addWidget(self.refusal_line)
        column.addLayout(self._buttons)
        self.setMinimumWidth(px(420))

    def ask(self, leaders: Iterable[Signer]) -> None:
        """Open for one 校时, confirmed by one of these."""
        self._leaders.set_names(one.said for one in leaders)
        self.field.clear()
        self.say("")
        self.open()
        self.field.setFocus()

    def _give(self) -> None:
        self.given.emit(self.field.text(), list(WAYS)[self._ways.place], self._leaders.place)
