"""The card that opens a shift (接班): who, his password, and why where nobody hands over."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.duty import texts
from desktop.duty.faces import TakingOver
from desktop.duty.people import Person
from desktop.theme import look
from desktop.widgets.buttons import ActionButton, LinkButton
from desktop.widgets.choices import ChoiceCard
from desktop.widgets.clearing import take_out
from desktop.widgets.field import Field
from desktop.widgets.words import Words

WIDE = 460


class TakeOverCard(QWidget):
    """Choose, type, Enter."""

    taken = Signal(str, str, str)  # user, password, reason
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[Person, ...] = ()
        self._group = QButtonGroup(self)
        self._cards: list[ChoiceCard] = []
        self._title = Words("", look.TITLE, "brand-dd", bold=True)
        self._why = Words("", look.BODY, "ink2", wrap=True)
        self._who = QVBoxLayout()
        self._who.setSpacing(6)
        self.reason = QLineEdit()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._reason = Field(texts.REASON, self.reason, required=True)
        self._password = Field(texts.PASSWORD, self.password)
        self._go = ActionButton(texts.TAKE_OVER, key_cap="Enter", primary=True)
        self._back = LinkButton(texts.BACK)
        self._go.clicked.connect(self._give)
        self._back.clicked.connect(self.back)
        self.reason.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._give)
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setFixedWidth(look.px(WIDE))
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._why)
        column.addWidget(Words(texts.WHO, look.SECOND, "ink2"))
        column.addLayout(self._who)
        column.addWidget(self._reason)
        column.addWidget(self._password)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._go)
        row.addWidget(self._back)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(28, 24, 28, 24)
        whole.addWidget(inner)
        whole.addStretch(1)

    @property
    def user(self) -> str:
        """Who is chosen."""
        checked = self._group.checkedId()
        return self._people[checked][0] if checked >= 0 else ""

    def show_card(self, card: TakingOver) -> None:
        """Show who may take over; what was chosen and typed stays."""
        self._title.say(card.title)
        self._why.say(card.why)
        self._reason.setVisible(card.reason)
        self._back.setVisible(card.reason)
        if card.people != self._people:
            self._show_people(card.people, card.chosen)

    def _show_people(self, people: tuple[Person, ...], chosen: str) -> None:
        for old in self._cards:
            self._group.removeButton(old)
        take_out(self._who, self._cards)
        self._people = people
        self._cards = []
        for place, (user, name) in enumerate(people):
            one = ChoiceCard(name, "", f"Alt+{place + 1}" if place < 9 else "")
            one.setChecked(user == chosen)
            self._group.addButton(one, place)
            self._who.addWidget(one)
            self._cards.append(one)

    def choose(self, number: int) -> bool:
        """The nth person (Alt+n)."""
        if not 1 <= number <= len(self._people):
            return False
        self._cards[number - 1].setChecked(True)
        self.password.setFocus()
        return True

    def begin(self) -> None:
        """The focus goes where typing begins."""
        (self.password if self._reason.isHidden() else self.reason).setFocus()

    def show_refusal(self, sentence: str) -> None:
        """Why it was not taken."""
        self._password.set_error(sentence)
        if sentence:
            self.password.setFocus()

    def _give(self) -> None:
        text = self.password.text()
        self.password.clear()
        self.taken.emit(self.user, text, self.reason.text())
