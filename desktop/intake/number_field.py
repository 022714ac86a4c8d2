"""The caller's number (来电号码): typed or pasted in the open, masked once the focus goes on; a look leaves a trace."""

import re

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.intake import texts
from desktop.intake.past import FULL
from desktop.intake.section import FlowBox
from desktop.theme.look import TITLE, font
from desktop.widgets.buttons import ActionButton, LinkButton
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.words import Words
from governance.people.masks import masked_phone

MOST = 12


class NumberField(QWidget):
    """`typed` with the digits, `unmask` with the reason of a look."""

    typed = Signal(str)
    unmask = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._tel = ""
        self._whole = False
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(f"{texts.TEL}，{texts.TEL_HINT}")
        self.edit.setAccessibleName(texts.TEL)
        self.edit.setFont(QFont(font(TITLE)))
        self.edit.textEdited.connect(self._typed)
        self.edit.installEventFilter(self)
        self._masked = Words("", TITLE, "brand-dd", bold=True)
        self.look = LinkButton(texts.UNMASK)
        self.look.clicked.connect(self._ask)
        self.other = ActionButton("", small=True, icon="pencil")
        self.other.setAccessibleName(texts.OTHER_TEL)
        self.other.set_tip(texts.OTHER_TEL)
        self.other.clicked.connect(self._again)
        self._why = QLineEdit()
        self._why.setPlaceholderText(texts.UNMASK_WHY)
        self._why.setAccessibleName(texts.UNMASK_WHY)
        self._why.returnPressed.connect(self._look)
        self._do = ActionButton(texts.UNMASK_DO, small=True)
        self._do.clicked.connect(self._look)
        self._refusal = RefusalLine()
        self._shown = FlowBox()
        for part in (self._masked, self.look, self.other):
            self._shown.flow.addWidget(part)
        self._asking = QWidget()
        reason = QHBoxLayout(self._asking)
        reason.setContentsMargins(0, 0, 0, 0)
        reason.setSpacing(6)
        reason.addWidget(self._why, 1)
        reason.addWidget(self._do)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self.edit)
        rows.addWidget(self._shown)
        rows.addWidget(self._asking)
        rows.addWidget(self._refusal)
        self._asking.hide()
        self.setFocusProxy(self.edit)
        self._show()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops."""
        return (self.edit, self.look, self.other)

    def show_number(self, tel: str) -> None:
        """Show a number, masked."""
        if tel != self._tel or not tel:
            self._tel = tel
            self._whole = False
            self.edit.setText(tel)
            self._show()

    def show_whole(self, whole: bool) -> None:
        """Show it in full for a while, after the trace was left."""
        self._whole = whole
        self._asking.hide()
        self._show()

    def refuse(self, sentence: str) -> None:
        """Say why it may not be looked at."""
        self._refusal.show_refusal(sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the field masks a whole number."""
        if watched is self.edit and isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self._show(leaving=True)
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        digits = re.sub(r"\D", "", text)[:MOST]
        if digits != text:
            self.edit.setText(digits)
        self._tel = digits
        self.typed.emit(digits)

    def _show(self, *, leaving: bool = False) -> None:
        editing = len(self._tel) < FULL - 1 or (self.edit.hasFocus() and not leaving)
        self.edit.setVisible(editing)
        self._shown.setVisible(not editing)
        self._masked.say(self._tel if self._whole else masked_phone(self._tel))
        self.look.setVisible(not self._whole)
        self._shown.fit()
        self.setFocusProxy(self.edit if editing else self.other)

    def _again(self) -> None:
        """Another number: the field opens empty, the old one stays until a digit is typed."""
        self.edit.clear()
        self.edit.setVisible(True)
        self._shown.hide()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        self._refusal.clear()
        self._why.clear()
        self._asking.show()
        self._why.setFocus()

    def _look(self) -> None:
        if self._why.text().strip():
            self._refusal.clear()
            self.unmask.emit(self._why.text().strip())
        else:
            self._refusal.show_refusal(texts.UNMASK_NEEDED)
