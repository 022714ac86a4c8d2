"""The card of a failure (问题卡): sentence, what is safe, where the report lies; never modal, one at a time."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.lights import Sign
from desktop.shell import texts
from desktop.theme import look
from desktop.widgets.buttons import ActionButton
from desktop.widgets.light import Light
from desktop.widgets.words import Words

WIDE = 460


class TroubleCard(QDialog):
    """Says it once; the room goes on behind it."""

    def __init__(self, window: QWidget, sentence: str, where: str) -> None:
        super().__init__(window)
        self.setWindowTitle(texts.PROGRAM)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(look.px(WIDE))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(Light(Sign.OVERDUE, 20), alignment=Qt.AlignmentFlag.AlignTop)
        head.addWidget(Words(sentence, look.BODY, "ink", wrap=True), 1)
        column.addLayout(head)
        if where:
            said = Words(where, look.NOTE, "ink2", wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(said)
        row = QHBoxLayout()
        row.addStretch(1)
        if where:
            copy = ActionButton(texts.COPY_PATH)
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(where))
            row.addWidget(copy)
        close = ActionButton(texts.GO_ON, primary=True, key_cap="Enter")
        close.setDefault(True)
        close.clicked.connect(self.close)
        row.addWidget(close)
        column.addLayout(row)
