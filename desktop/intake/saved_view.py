"""The foot of the sheet: the buttons while a call is written down, then its number, large, and what is next."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.intake import texts
from desktop.intake.faces import SavedFace
from desktop.intake.section import FlowBox
from desktop.keymap import Keymap
from desktop.lights import Sign
from desktop.theme.look import BODY, NOTE, SECOND, STRIP, px
from desktop.widgets.box import paint_box
from desktop.widgets.buttons import ActionButton
from desktop.widgets.light import Light
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.tag import Tag
from desktop.widgets.words import Elided, Words

SAVE, DISPATCH, CALL, REJECT, PUT_AWAY = "save", "dispatch", "call", "reject", "escape"
COPY, OPEN, NEXT = "copy", "open", "next"
NAMES: Mapping[str, tuple[str, str]] = {  # action → its words and the key that does it
    DISPATCH: (texts.DISPATCH, "dispatch"),
    CALL: (texts.CALL, "call"),
    COPY: (texts.COPY, "copy_dispatch"),
    OPEN: (texts.OPEN_CASE, ""),
    NEXT: (texts.NEXT_CALL, "intake"),
}


class SheetFoot(QWidget):
    """`asked` with an action."""

    asked = Signal(str)

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap
        self.refusal = RefusalLine()
        self._whose = Elided("", SECOND, "ink2")
        self._compact = False
        self._writing = QWidget()
        self._done = _Done(keymap)
        self._done.asked.connect(self.asked)
        self._lay_out_writing()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self.refusal)
        rows.addWidget(self._whose)
        rows.addWidget(self._writing)
        rows.addWidget(self._done)
        self._done.hide()

    def _lay_out_writing(self) -> None:
        caps = self._keymap.cap
        self._save = ActionButton(texts.SAVE, key_cap=caps("primary"), primary=True)
        buttons = {
            SAVE: self._save,
            DISPATCH: ActionButton(texts.DISPATCH, key_cap=caps("dispatch")),
            CALL: ActionButton(texts.CALL, key_cap=caps("call")),
            REJECT: ActionButton(texts.REJECT, small=True),
            PUT_AWAY: ActionButton(texts.PUT_AWAY, key_cap=caps("escape"), small=True),
        }
        box = FlowBox()
        for action, button in buttons.items():
            button.clicked.connect(lambda _=False, one=action: self.asked.emit(one))
            box.flow.addWidget(button)
        self.stops: tuple[QWidget, ...] = tuple(buttons.values())
        self._number = Words("", BODY, "ink", bold=True)
        self._coming = QWidget()
        number = QVBoxLayout(self._coming)
        number.setContentsMargins(0, 0, 0, 0)
        number.setSpacing(0)
        number.addWidget(Words(texts.WILL_BE, NOTE, "ink3"))
        number.addWidget(self._number)
        row = QHBoxLayout(self._writing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(box, 1)
        row.addWidget(self._coming)

    def show_number(self, serial: str) -> None:
        """The number that comes next."""
        self._number.say(serial)

    def set_compact(self, compact: bool) -> None:
        """No room for the number to come beside the buttons."""
        self._coming.setVisible(not compact)
        self._compact = compact
        self._whose.setVisible(compact and bool(self._whose.text()))

    def show_whose(self, short: str) -> None:
        """Where F4 and F3 would go; said here where the suggestions are out of sight."""
        self._whose.say(short)
        self._whose.setVisible(self._compact and bool(short))

    def show_saved(self, saved: SavedFace | None) -> None:
        """The number that was given, or the buttons again."""
        self._writing.setVisible(saved is None)
        self._done.setVisible(saved is not None)
        if saved is not None:
            self._done.show_saved(saved)

    def busy(self, busy: bool) -> None:
        """A save is on its way: nothing is pressed twice."""
        for stop in self.stops:
            stop.setEnabled(not busy)

    def quiet(self, quiet: bool) -> None:
        """A form is open above: its buttons are the only ones."""
        self._done.quiet(quiet)
        self._whose.setVisible(not quiet and self._compact and bool(self._whose.text()))

    def focus_next(self) -> None:
        """To what is likely done next."""
        self._done.focus_first()


class _Done(QWidget):
    """Number, 已存本机, state, and the next actions."""

    asked = Signal(str)

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._steps: tuple[str, ...] = ()
        self._serial = Words("", STRIP - 2, "green", bold=True)
        self._state = Elided("", BODY, "ink")
        self._buttons = {
            action: ActionButton(words, key_cap=keymap.cap(key) if key else "")
            for action, (words, key) in NAMES.items()
        }
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Light(Sign.DONE, 22))
        head.addWidget(self._serial)
        head.addWidget(Tag(texts.SAVED, "green"))
        head.addWidget(self._state, 1)
        self._box = FlowBox(gap=8)
        for action, button in self._buttons.items():
            button.clicked.connect(lambda _=False, one=action: self.asked.emit(one))
            self._box.flow.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(12), px(9), px(12), px(9))
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self._box)

    def show_saved(self, saved: SavedFace) -> None:
        """Show what became of the call."""
        self._steps = saved.steps
        self._serial.say(saved.serial)
        self._state.say(saved.state)
        self.setAccessibleName(f"{texts.SAVED} {saved.serial} {saved.state}")
        for action in saved.steps:  # what is likely next comes first
            self._box.flow.removeWidget(self._buttons[action])
            self._box.flow.addWidget(self._buttons[action])
        for action, button in self._buttons.items():
            button.setVisible(action in saved.steps)
            button.set_primary(bool(saved.steps) and action == saved.steps[0] and action != OPEN)
        self._box.fit()

    def quiet(self, quiet: bool) -> None:
        """The number alone."""
        self._box.setVisible(not quiet)

    def focus_first(self) -> None:
        """The primary action takes the focus."""
        if self._steps:
            self._buttons[self._steps[0]].setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a green frame: this is on the disk."""
        paint_box(QPainter(self), QRectF(self.rect()), "green-bg", "green-line")
