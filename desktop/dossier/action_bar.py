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
        self._fitted = 0  # buttons that there is room for
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
        before, self._buttons = self._buttons, [self._button(act) for act in self._acts]
        for button in before:
            if button not in self._buttons:
                button.hide()
        for one, following in pairwise(self._buttons):
            QWidget.setTabOrder(one, following)
        self._nothing.setVisible(not self._acts)
        self._place()
        if held is not None and held not in self._buttons:
            self.take_focus()

    def button(self, key: str) -> ActionButton | None:
        """The button of a move, if it is offered."""
        return next((b for act, b in zip(self._acts, self._buttons, strict=True) if act.key == key), None)

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
        """Show as many buttons as fit; the rest go under 更多…"""
        self._nothing.setGeometry(0, 0, self.width(), self.height())
        fitting = self._fitting()
        x = 0
        for n, button in enumerate(self._buttons):
            button.setVisible(n < fitting)
            if n < fitting:
                size = button.sizeHint()
                button.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())
                x += size.width() + GAP
        self._fitted = fitting
        size = self._more.sizeHint()
        self._more.setVisible(fitting < len(self._buttons))
        self._more.setGeometry(
            self.width() - size.width(), (self.height() - size.height()) // 2, size.width(), size.height()
        )

    def _fitting(self) -> int:
        """How many fit; without 更多… if all do."""
        widths = [button.sizeHint().width() for button in self._buttons]
        if sum(widths) + GAP * max(0, len(widths) - 1) <= self.width():
            return len(widths)
        room = self.width() - self._more.sizeHint().width() - GAP
        for n, width in enumerate(widths):
            room -= width + (GAP if n else 0)
            if room < 0:
                return max(1, n)
        return len(widths)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for act in self._acts[self._fitted :]:
            cap = self._keymap.cap(act.action) if act.action else ""
            one = QAction(f"{act.name}\t{cap}" if cap else act.name, self._menu)
            one.triggered.connect(lambda checked=False, key=act.key: self.asked.emit(key))
            self._menu.addAction(one)

    def _open_more(self) -> None:
        self._fill_menu()
        corner = self._more.mapToGlobal(QPoint(0, 0))
        self._menu.popup(corner - QPoint(0, self._menu.sizeHint().height()))
