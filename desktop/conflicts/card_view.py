"""The conflict card's widgets (冲突卡): two columns in one order, facts below, three ways out, none chosen for anybody."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.conflicts import texts
from desktop.conflicts.faces import Card, Choice
from desktop.conflicts.sides_view import Sides
from desktop.conflicts.way_view import Way
from desktop.lights import Sign
from desktop.theme import look
from desktop.times import short, told
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import ActionButton
from desktop.widgets.clearing import clear
from desktop.widgets.light import Light
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.tag import Tag
from desktop.widgets.words import Elided, Words

WIDE, TALL = 1240, 800
EDGE = 4  # the red line on top


class ConflictDialog(QDialog):
    """One card; nothing is focused but the title, Enter does nothing until a way was chosen."""

    chosen = Signal(str)  # KEEP, MINE, LEADER, confirmed
    reload_asked = Signal()
    case_asked = Signal(str)
    step_asked = Signal(int)  # to the next card, to the one before

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setModal(True)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(texts.HEAD)
        self._choice = ""
        self._card: Card | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(1, EDGE, 1, 1)
        column.setSpacing(0)
        self._head = _Head()
        column.addWidget(self._head)
        self._stale = Banner("amber", Sign.SOON)
        reload = ActionButton(texts.RELOAD, small=True)
        reload.clicked.connect(self.reload_asked)
        self._stale.add_action(reload)
        self._stale.hide()
        column.addWidget(self._stale)
        self._body = Scrolled()
        column.addWidget(self._body, 1)
        self._ways = QHBoxLayout()
        self._ways.setSpacing(0)
        column.addLayout(self._ways)
        column.addWidget(self._foot())
        room = window.size()
        self.resize(min(look.px(WIDE), room.width() - 40), min(look.px(TALL), room.height() - 60))

    # ------------------------------------------------------------ parts

    def _foot(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(22, 10, 22, 12)
        row.setSpacing(8)
        self._say = Words(texts.FOOT, look.SECOND, "ink2", wrap=True)
        row.addWidget(self._say, 1)
        self._refusal = RefusalLine()
        row.addWidget(self._refusal, 1)
        self._refusal.hide()
        self._confirm = ActionButton(texts.CONFIRM_DO, key_cap="Enter", primary=True)
        self._confirm.clicked.connect(self._on_confirm)
        self._confirm.hide()
        row.addWidget(self._confirm)
        case = ActionButton(texts.OPEN_CASE)
        case.clicked.connect(lambda: self.case_asked.emit(self._card.case_id if self._card else ""))
        row.addWidget(case)
        self._later = ActionButton(texts.LATER, key_cap="Esc")
        self._later.clicked.connect(self.reject)
        row.addWidget(self._later)
        return part

    # ------------------------------------------------------------ what is shown

    def show_card(self, card: Card, now: int) -> None:
        """Show a card; whatever was chosen before is not any more."""
        self._card, self._choice = card, ""
        self._stale.hide()
        self._refusal.hide()
        self._confirm.hide()
        self._say.say(texts.FOOT)
        self._say.show()
        self._head.show_card(card, now)
        self._body.setWidget(Sides(card, now))
        self._show_ways(card.choices)
        self._head.setFocus()

    def show_stale(self) -> None:
        """The case moved while the card was open."""
        self._choice = ""
        self._confirm.hide()
        self._stale.show()
        self._stale.say(texts.STALE)
        self._enable(False)

    def show_settled(self, sentence: str) -> None:
        """Somebody was faster."""
        self._choice = ""
        self._confirm.hide()
        self._enable(False)
        self._say.say(sentence, "green")
        self._say.show()
        self._later.setText(texts.CLOSE)

    def show_refusal(self, sentence: str) -> None:
        """The rules said no when it was saved."""
        self._say.hide()
        self._refusal.show()
        self._refusal.show_refusal(sentence)

    @property
    def said(self) -> str:
        """The sentence at the foot."""
        return self._say.text()

    def _show_ways(self, choices: Sequence[Choice]) -> None:
        clear(self._ways)
        for at, choice in enumerate(choices):
            way = Way(choice, f"Alt+{at + 1}")
            way.taken.connect(self.choose)
            self._ways.addWidget(way, 1)

    def _enable(self, on: bool) -> None:
        for at in range(self._ways.count()):
            item = self._ways.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setEnabled(on)

    # ------------------------------------------------------------ choosing

    def choose(self, key: str) -> None:
        """A way was chosen: say what follows and ask once more."""
        choice = next((c for c in self._card.choices if c.key == key), None) if self._card else None
        if choice is None or not choice.allowed:
            return
        self._choice = key
        self._refusal.hide()
        self._say.show()
        self._say.say(texts.CONFIRM[key].format(says=choice.says), "ink")
        self._confirm.show()
        self._confirm.setFocus()

    def _on_confirm(self) -> None:
        choice, self._choice = self._choice, ""
        if choice:
            self._confirm.hide()
            self.chosen.emit(choice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+1…3 choose, Enter confirms what was chosen, ← → go through the cards, Esc leaves it for later."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.text() in ("1", "2", "3") and self._card is not None:
            self.choose(self._card.choices[int(event.text()) - 1].key)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_confirm()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step_asked.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A panel with a red line on top."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("panel"))
        painter.setPen(look.colour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.fillRect(0, 0, self.width(), EDGE, look.colour("red"))


class _Head(QWidget):
    """Sign, name, number, serial, how long it waits."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 14, 22, 12)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Light(Sign.CONFLICT, 20))
        row.addWidget(Words(texts.HEAD, look.TITLE, "red", bold=True))
        self._nth = Words("", look.BODY, "ink2")
        self._serial = Words("", look.CARD, bold=True)
        self._title = Elided("", look.CARD)
        self._since = Words("", look.SECOND, "ink2")
        self._amber, self._red = Tag(texts.AMBER_AFTER), Tag(texts.RED_AFTER)
        for part in (self._nth, self._serial):
            row.addWidget(part)
        row.addWidget(self._title, 1)
        for one in (self._since, self._amber, self._red):
            row.addWidget(one)
        column.addLayout(row)
        column.addWidget(Words(texts.EXPLAIN, look.SECOND, "ink2", wrap=True))

    def show_card(self, card: Card, now: int) -> None:
        self._nth.say(texts.NTH.format(n=card.nth, all=card.all))
        self._serial.say(card.serial)
        self._title.say(card.title)
        self._since.say(
            texts.SINCE.format(at=short(card.since, now), span=told(texts.WAITED, now - card.since))
        )
        self._amber.set_text(texts.AMBER_AFTER, "amber" if card.age == "amber" else "")
        self._red.set_text(texts.RED_AFTER, "red" if card.age == "red" else "")
        self.setAccessibleName(f"{texts.HEAD} {card.serial} {card.title}")
