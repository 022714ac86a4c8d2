"""The line that names a case's item and leads to the list (看清单), with the banner when the list went on since."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.dossier import texts
from desktop.dossier.listed import Listed
from desktop.theme.look import SECOND
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import LinkButton
from desktop.widgets.key_cap import KeyCap
from desktop.widgets.words import Elided


class ListedLine(QWidget):
    """`asked` when the item shall be seen; hidden while the case rests on none."""

    asked = Signal()

    def __init__(self, cap: str) -> None:
        super().__init__()
        self.changed = Banner("amber")
        self._said = Elided("", SECOND, "ink2")
        see = LinkButton(texts.SEE_ITEM)
        see.clicked.connect(self.asked)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._said, 1)
        line.addWidget(see)
        line.addWidget(KeyCap(cap))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self.changed)
        rows.addLayout(line)
        self.hide()

    def show_listed(self, face: Listed | None) -> None:
        """Show the item of another case."""
        self.setVisible(face is not None)
        if face is not None:
            self._said.say(face.said)
            self.changed.say(face.changed, face.more)
