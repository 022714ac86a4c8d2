"""The action bar (办理栏): the due step first, then what fits, the rest under 更多…"""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from desktop.dossier import texts
from desktop.dossier.sheet import Act
from desktop.keymap import Keymap
from desktop.theme.look import SECOND
from desktop.widgets.buttons import ActionButton
from desktop.widgets.words import Words

GAP = 8


class ActionBar(QWidget):
    """`asked` with the key of a move."""

    asked = Signal(str)

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap
        self._acts: tuple[Act, ...] = ()
        self._known: dict[str, ActionButton] = {}  # by move: a button never comes to mean another one
        self._buttons: list[ActionButton] = []
        self._more = ActionButton(texts.MORE, parent=self)
        self._more.clicked.connect(self._open_more)
        self._menu = QMenu(self)
        self._nothing = Words(texts.NOTHING_TO_DO, SECOND, "ink3", wrap=True, parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_acts(())

    def set_acts(self, acts: Sequence[Act], nothing: str = texts.NOTHING_TO_DO) -> None:
        """Offer these; the same ones again change nothing, so that no button is rebuilt under a finger."""
        self._nothing.say(nothing)
        if tuple(acts) == self._acts and (acts or self._nothing.isVisibleTo(self)):
            return
        self._acts = tuple(acts)
        held = next((button for button in self._buttons if button.hasFocus()), None)
        self._nothing.setVisible(not self._acts)
        self._place()
        if held is not None and held not in self._buttons:
            self.take_focus()

    def take_focus(self) -> None:
        """The focus comes back to the due step, or to the first button; it never leaves for another panel."""
        (self._buttons[0] if self._buttons else self).setFocus()

    def _button(self, act: Act) -> ActionButton:
        cap = self._keymap.cap(act.action) if act.action else ""
        button = self._known.get(act.key)
        if button is None:
            button = self._known[act.key] = ActionButton(act.name, parent=self)
            button.clicked.connect(partial(self.asked.emit, act.key))
        button.dress(act.name, cap, primary=act.primary)
        return button

    def sizeHint(self) -> QSize:
        """One row of buttons."""
        return QSize(self.minimumWidth(), self._more.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The due step and 更多…"""
        return QSize(0, self._more.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width holds another number of buttons."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Show as many buttons as fit; the rest go under 更多…, without a widget of their own."""
        self._nothing.setGeometry(0, 0, self.width(), self.height())
        before, self._buttons = self._buttons, self._fitting()
        for button in before:
            if button not in self._buttons:
                button.hide()
        for one, following in pairwise((*self._buttons, self._more)):
            QWidget.setTabOrder(one, following)
        x = 0
        for button in self._buttons:
            self._put(button, x)
            x += button.width() + GAP
        self._put(self._more, self.width() - self._more.sizeHint().width())
        self._more.setVisible(len(self._buttons) < len(self._acts))

    def _put(self, button: ActionButton, x: int) -> None:
        size = button.sizeHint()
        button.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())
        button.show()

    def _fitting(self) -> list[ActionButton]:
        """The buttons that fit, one at least; without 更多… if all do."""
        found: list[ActionButton] = []
        ends: list[int] = []
        for act in self._acts:
            found.append(self._button(act))
            ends.append((ends[-1] + GAP if ends else 0) + found[-1].sizeHint().width())
            if ends[-1] > self.width():
                break
        if len(found) == len(self._acts) and (not ends or ends[-1] <= self.width()):
            return found
        room = self.width() - self._more.sizeHint().width() - GAP
        return found[: max(1, sum(end <= room for end in ends))]

    def _fill_menu(self) -> None:
        self._menu.clear()
        signed = False
        for act in self._acts[len(self._buttons) :]:
            if act.signer and not signed:  # what others decide begins here
                signed = bool(self._menu.addSeparator())
            cap = self._keymap.cap(act.action) if act.action else ""
            one = QAction(f"{act.name}\t{cap}" if cap else act.name, self._menu)
            one.triggered.connect(lambda checked=False, key=act.key: self.asked.emit(key))
            self._menu.addAction(one)

    def _open_more(self) -> None:
        self._fill_menu()
        corner = self._more.mapToGlobal(QPoint(0, 0))
        self._menu.popup(corner - QPoint(0, self._menu.sizeHint().height()))
