"""The foot of the calls' lists: how old the county's side is, and what is begun from the list that is shown."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.calls import texts
from desktop.keymap import Keymap
from desktop.theme.look import NOTE
from desktop.widgets.buttons import ActionButton, LinkButton
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.words import Words

NOTICES = "notices"


class ListFoot(QWidget):
    """无案直呼 under the lists of calls, 拟通报 under that of notices."""

    no_event = Signal()
    notice_begun = Signal()

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._as_of = Words("", NOTE, "ink3", wrap=True)
        self._without = LinkButton(texts.NO_EVENT_ASK, NOTE)
        self._without.clicked.connect(self.no_event)
        self.begin = ActionButton(texts.BEGIN_NOTICE, key_cap=keymap.cap("notice"), small=True)
        self.begin.clicked.connect(self.notice_begun)
        self._offered, self._refusal = Words("", NOTE, "ink3"), RefusalLine()
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._as_of, 1)
        line.addWidget(self._without)
        self._notices = QWidget()
        begin = QHBoxLayout(self._notices)
        begin.setContentsMargins(0, 0, 0, 0)
        begin.addWidget(self.begin)
        begin.addWidget(self._offered, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(5)
        rows.addWidget(self._refusal)
        rows.addWidget(self._notices)
        rows.addLayout(line)
        self.show_list("")

    @property
    def refusal(self) -> str:
        """Why no notice was begun, or ""."""
        return self._refusal.sentence

    def show_list(self, name: str) -> None:
        """Another list is shown."""
        self._notices.setVisible(name == NOTICES)
        self._without.setVisible(name != NOTICES)
        self.say("")

    def show_as_of(self, sentence: str, away: bool) -> None:
        """How old the county's side is."""
        self._as_of.say(sentence, "amber-d" if away else "ink3")

    def show_offered(self, lines: int) -> None:
        """How much a notice could tell now."""
        self._offered.say(texts.NOTICE_OFFERED.format(n=lines) if lines else texts.NOTICE_NONE_YET)

    def say(self, refusal: str) -> None:
        """Why no notice was begun; "" takes it away."""
        if refusal:
            self._refusal.show_refusal(refusal)
        else:
            self._refusal.clear()
