"""The suggestion (建议): whose it probably is, why, and 采纳."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.dossier import texts
from desktop.dossier.sheet import Advice
from desktop.theme.look import CARD, NOTE, SECOND
from desktop.widgets.box import paint_box
from desktop.widgets.buttons import ActionButton
from desktop.widgets.tag import Tag
from desktop.widgets.words import Words

BULLET = "·"


class AdviceCard(QWidget):
    """`adopted` when a person takes the suggestion: it opens a form, it decides nothing."""

    adopted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Words("", CARD, "brand-dd", bold=True, wrap=True)
        self._duty = Tag("", "brand")
        self._adopt = ActionButton(texts.ADOPT, small=True)
        self._adopt.clicked.connect(self.adopted)
        self._item = Words("", SECOND, "ink", wrap=True)
        self._reasons = Words("", SECOND, "ink2", wrap=True)
        self._note = Words("", NOTE, "ink3", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title, 1)
        top.addWidget(self._duty)
        top.addWidget(self._adopt)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 10, 12, 10)
        rows.setSpacing(5)
        rows.addLayout(top)
        for part in (self._item, self._reasons, self._note):
            rows.addWidget(part)

    def set_advice(self, advice: Advice, adoptable: bool) -> None:
        """Show a suggestion; `adoptable` when its move is allowed now."""
        self._title.say(advice.title)
        self._duty.set_text(advice.duty)
        self._duty.setVisible(bool(advice.duty))
        self._adopt.setVisible(adoptable)
        item = "　".join(part for part in (advice.item, advice.side) if part)
        for part, said in (
            (self._item, item),
            (self._reasons, "\n".join(f"{BULLET} {reason}" for reason in advice.reasons)),
            (self._note, advice.note),
        ):
            part.say(said)
            part.setVisible(bool(said))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame."""
        paint_box(QPainter(self), QRectF(self.rect()), "panel", "line")
