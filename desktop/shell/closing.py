"""Closing (关闭): says what is still unsent; staying is the safe choice and the default."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.shell import texts
from desktop.shell.word_line import WordLine
from desktop.theme import look
from desktop.widgets.buttons import ActionButton


def sentences(unsent: int, drafts: int, unsaved: tuple[str, ...]) -> tuple[str, ...]:
    """What the operator should know before closing; empty when nothing is worth asking about."""
    said = [one for one in unsaved if one]
    if unsent:
        said.append(texts.CLOSE_UNSENT.format(count=unsent))
    if said and drafts:
        said.append(texts.CLOSE_DRAFTS.format(count=drafts))
    return tuple(said)


class ClosingDialog(QDialog):
    """Accepted: close. Enter and Esc stay."""

    def __init__(self, window: QWidget, said: tuple[str, ...]) -> None:
        super().__init__(window)
        self.setWindowTitle(texts.CLOSE_TITLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(WordLine([(texts.CLOSE_TITLE, look.PANEL, True, "brand-dd")]))
        for sentence in said:
            label = QLabel(sentence)
            label.setWordWrap(True)
            label.setMinimumWidth(look.px(380))
            column.addWidget(label)
        row = QHBoxLayout()
        row.addStretch(1)
        leave = ActionButton(texts.CLOSE_ANYWAY)
        stay = ActionButton(texts.STAY, key_cap="Enter", primary=True)
        leave.setAutoDefault(False)
        stay.setDefault(True)
        leave.clicked.connect(self.accept)
        stay.clicked.connect(self.reject)
        row.addWidget(leave)
        row.addWidget(stay)
        column.addSpacing(6)
        column.addLayout(row)
        stay.setFocus()
