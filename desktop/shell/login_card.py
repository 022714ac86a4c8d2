"""The login card (登录): account and password for the county; never in the way, the room goes on without it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.shell import texts
from desktop.shell.word_line import WordLine
from desktop.theme import look
from desktop.widgets.buttons import ActionButton
from desktop.widgets.field import Field

WIDE = 340


class LoginCard(QFrame):
    """Lies over the page's upper right corner; the password is forgotten when it was given."""

    login_requested = Signal(str, str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("card")
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(WordLine([(texts.LOGIN_TITLE, look.PANEL, True, "brand-dd")]))
        why = QLabel(texts.LOGIN_WHY)
        why.setWordWrap(True)
        column.addWidget(why)
        self._user, self._password = QLineEdit(), QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._fields = (Field(texts.USER, self._user), Field(texts.PASSWORD, self._password))
        for field in self._fields:
            column.addWidget(field)
        row = QHBoxLayout()
        self._go = ActionButton(texts.LOG_IN, primary=True)
        later = ActionButton(texts.LATER)
        row.addWidget(self._go)
        row.addWidget(later)
        row.addStretch(1)
        column.addLayout(row)
        self._go.clicked.connect(self._give)
        self._user.returnPressed.connect(self._password.setFocus)
        self._password.returnPressed.connect(self._give)
        later.clicked.connect(self._put_off)
        self._known = ("", "")  # whom the county knows by an id, and the name that stands for it
        self.put_off = False  # 以后再登: it comes back only when asked for
        self.hide()

    def ask(self, user: str, name: str, *, focus: bool) -> None:
        """Show the card for a person, by name; the focus comes along only when a person asked for it."""
        if user != self._known[0] and self._user.text() in ("", self._known[1]):
            self._user.setText(name)
            self._known = (user, name)
        self._fields[1].set_error("")
        self.setFixedWidth(look.px(WIDE))
        self.adjustSize()
        self.show()
        self.raise_()
        if focus:
            (self._password if self._user.text() else self._user).setFocus()

    def say_wrong(self) -> None:
        """The county did not take them."""
        self._fields[1].set_error(texts.LOGIN_WRONG)
        self.adjustSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._put_off()
        else:
            super().keyPressEvent(event)

    def _put_off(self) -> None:
        self.put_off = True
        self.hide()

    def _give(self) -> None:
        user, password = self._user.text().strip(), self._password.text()
        if not user or not password:
            self._fields[1].set_error(texts.LOGIN_EMPTY)
            return
        self._password.clear()
        self.hide()
        known, name = self._known
        self.login_requested.emit(known if user == name and known else user, password)
