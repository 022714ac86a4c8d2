"""The foot of the sheet (签字栏): who hands over, who countersigns, who takes over, each with his own password."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.duty import texts
from desktop.duty.faces import Signer, Signing
from desktop.lights import Sign
from desktop.theme import look
from desktop.widgets.box import paint_box
from desktop.widgets.buttons import ActionButton
from desktop.widgets.light import Light
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.words import Elided, Words

ORDER = ("out", "leader", "in")
FIELD, FIELD_COMPACT = 112, 92
ROOM_FOR_WORDS = 130  # of 还差 beside the button


class SignCard(QWidget):
    """One person: chosen where there is a choice; the field goes when he has signed."""

    given = Signal(str)  # a password
    chosen = Signal(str)

    def __init__(self, key: str) -> None:
        super().__init__()
        self._signed = False
        self._light = Light(Sign.DELIVERED, 20)
        self._label = Words("", look.NOTE, "ink2")
        self._name = Words("", look.BODY, bold=True)
        self._pick = QComboBox()
        self._pick.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._note = Words("", look.SECOND, "ink2")
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(texts.PASSWORD_OF[key])
        self.password.setAccessibleName(texts.PASSWORD_OF[key])
        self.set_compact(False)
        for part in (self._light, self._pick, self._note):
            part.hide()
        who = QVBoxLayout()
        who.setSpacing(1)
        who.addWidget(self._label)
        who.addWidget(self._name)
        who.addWidget(self._pick)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 12, 7)
        row.setSpacing(10)
        row.addWidget(self._light)
        row.addLayout(who)
        row.addWidget(self._note, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.password)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.password.returnPressed.connect(self._give)
        self._pick.activated.connect(lambda _: self.chosen.emit(self._pick.currentData()))

    def show_signer(self, signer: Signer) -> None:
        """Show who, and whether he has signed."""
        self._label.say(signer.label)
        self._signed = bool(signer.signed)
        many = len(signer.people) > 1 and not self._signed
        if [self._pick.itemData(n) for n in range(self._pick.count())] != [one for one, _ in signer.people]:
            self._pick.clear()
            for user, name in signer.people:
                self._pick.addItem(name, user)
        self._pick.setCurrentIndex(self._pick.findData(signer.chosen))
        self._name.say(dict(signer.people).get(signer.chosen, ""))
        self._pick.setVisible(many)
        self._name.setVisible(not many)
        self._light.setVisible(self._signed)
        self._note.say(signer.signed)
        self._note.setVisible(self._signed)
        self.password.setVisible(not self._signed)
        self.password.setEnabled(bool(signer.people))
        self.update()

    def set_compact(self, compact: bool) -> None:
        """A shorter field on a small screen."""
        self.password.setFixedWidth(look.px(FIELD_COMPACT if compact else FIELD))

    def set_wrong(self, wrong: bool) -> None:
        """Frame the field red."""
        self.password.setProperty("wrong", wrong)
        self.password.style().unpolish(self.password)
        self.password.style().polish(self.password)
        if wrong:
            self.password.setFocus()

    def _give(self) -> None:
        text = self.password.text()
        self.password.clear()
        self.given.emit(text)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self._signed:
            paint_box(painter, rect, "green-bg", "green-line")
        elif self.password.hasFocus():
            paint_box(painter, rect, "panel", "brand", width=1.8)
        else:
            paint_box(painter, rect, "panel", "line")


class SignBar(QWidget):
    """The cards in the order people sign, how far it is, and the one button."""

    signed = Signal(str, str)  # who, password
    chosen = Signal(str, str)
    finished = Signal()

    def __init__(self, key_cap: str) -> None:
        super().__init__()
        self.cards = {key: SignCard(key) for key in ORDER}
        self._counted = Words("", look.BODY, "amber-d", bold=True)
        self._lacking = Elided("", look.SECOND, "ink2")
        self.go = ActionButton(texts.SIGN, key_cap=key_cap, primary=True)
        self.go.setEnabled(False)
        self.go.clicked.connect(self.finished)
        self.refusal = RefusalLine()
        row = QHBoxLayout()
        row.setSpacing(10)
        for key, card in self.cards.items():
            card.given.connect(lambda text, key=key: self.signed.emit(key, text))
            card.chosen.connect(lambda user, key=key: self.chosen.emit(key, user))
            row.addWidget(card)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addStretch(1)
        for words in (self._counted, self._lacking):
            words.setAlignment(Qt.AlignmentFlag.AlignRight)
            said.addWidget(words)
        said.addStretch(1)
        end = QHBoxLayout()
        end.setSpacing(10)
        end.addLayout(said, 1)
        end.addWidget(self.go)
        self._signers = row
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(10)
        self._both.addLayout(row)
        self._both.addLayout(end, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.refusal)
        column.addLayout(self._both)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button goes under the cards where a large font leaves no room beside them."""
        super().resizeEvent(event)
        wanted = self._signers.sizeHint().width() + self.go.sizeHint().width() + look.px(ROOM_FOR_WORDS)
        over = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._both.setDirection(over[wanted <= event.size().width()])

    def show_signing(self, signing: Signing) -> None:
        """Show how far it is."""
        for signer in signing.signers:
            self.cards[signer.key].show_signer(signer)
        self._counted.say(signing.counted, "green" if len(signing.ticked) == 9 else "amber-d")
        self._lacking.say(signing.lacking)
        self.go.setEnabled(signing.ready)
        self.go.set_reason(signing.lacking)

    def set_compact(self, compact: bool) -> None:
        """The measures of a small screen."""
        for card in self.cards.values():
            card.set_compact(compact)

    def show_refusal(self, who: str, sentence: str) -> None:
        """Why something was not taken, beside whom it concerns."""
        for key, card in self.cards.items():
            card.set_wrong(key == who and bool(sentence))
        self.refusal.show_refusal(sentence)

    def next_field(self) -> None:
        """The focus goes to who signs next, or to the button."""
        for key in ("out", "in"):
            if not self.cards[key].password.isHidden():
                self.cards[key].password.setFocus()
                return
        self.go.setFocus()
