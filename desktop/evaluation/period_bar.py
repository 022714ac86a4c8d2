"""The chooser of the period (统计期): month, quarter or some days; the one before, the one after."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.evaluation import texts
from desktop.evaluation.presenter import PeriodFace
from desktop.theme.look import BODY, px
from desktop.widgets.buttons import ActionButton
from desktop.widgets.segmented import Segmented
from desktop.widgets.words import Words


class PeriodBar(QWidget):
    """`stepped` by −1 or 1, `kind` chosen, `typed` two days."""

    stepped = Signal(int)
    kind = Signal(str)
    typed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.kinds = Segmented(texts.SPANS)
        self.kinds.changed.connect(self.kind)
        self.kinds.setAccessibleName(texts.TITLE)
        self.earlier = ActionButton("", small=True, icon="chevron-left")
        self.later = ActionButton("", small=True, icon="chevron-right")
        for button, said, step in ((self.earlier, texts.EARLIER, -1), (self.later, texts.LATER, 1)):
            button.set_tip(said)
            button.setAccessibleName(said)
            button.clicked.connect(lambda *_, step=step: self.stepped.emit(step))
        self._title = Words("", BODY, "ink", bold=True)
        self.first, self.last = QLineEdit(), QLineEdit()
        for line, said in ((self.first, texts.FIRST_DAY), (self.last, texts.LAST_DAY)):
            line.setPlaceholderText(said)
            line.setAccessibleName(said)
            line.setFixedWidth(px(104))
            line.returnPressed.connect(lambda: self.typed.emit(self.first.text(), self.last.text()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (self.kinds, self.earlier, self._title, self.first, self.last, self.later):
            row.addWidget(part)

    def show_period(self, face: PeriodFace) -> None:
        """Show which it is; days that are being typed stay."""
        self.kinds.set_value(face.kind)
        days = face.kind == "days"
        self._title.say(face.title)
        self._title.setVisible(not days)
        for line, text in ((self.first, face.first), (self.last, face.last)):
            line.setVisible(days)
            if not line.hasFocus():
                line.setText(text)
        self.later.setEnabled(face.more)
