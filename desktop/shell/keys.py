"""The one door for keys (按键): every action of the keymap comes out of here as its name.

Keys with Ctrl, Alt or F-keys are shortcuts of the window and win over a text field's own (but for undo and the like);
plain keys come only when nobody took them and nobody is typing.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from desktop.keymap import Keymap

FIELDS_OWN = frozenset({"undo"})  # a text field's own while it has the focus
WHILE_TYPING = frozenset({"escape"})  # plain keys that mean the same while typing
TAKES_ALL = "takes_all_keys"  # property of a field that is told which key was pressed
STEPS = {Qt.Key.Key_J: Qt.Key.Key_Down, Qt.Key.Key_K: Qt.Key.Key_Up}
ALSO = {"/": "find", "?": "help", "Enter": "open"}  # second keys; Enter is that of the number block


def typing(widget: QWidget | None) -> bool:
    """Whether what is pressed now becomes text."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    if isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit):
        return not widget.isReadOnly()
    return isinstance(widget, QAbstractSpinBox)


class Keys(QObject):
    """Listens in a window; `do` gets each action's name."""

    def __init__(self, window: QWidget, keymap: Keymap, do: Callable[[str], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._keymap = keymap
        self._do = do
        self._shortcuts: list[QShortcut] = []
        self._plain: dict[str, str] = {}
        self._winning: set[str] = set()
        self.read_keymap()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def read_keymap(self) -> None:
        """Take the keys as the keymap has them now."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts, self._plain, self._winning = [], dict(ALSO), set()
        for key in self._keymap.all():
            if not key.keys:
                continue
            if _is_plain(key.keys):
                self._plain[key.keys] = key.action
            else:
                self._bind(key.keys, key.action)

    def let_go(self) -> None:
        """Listen no more: the window goes, and its parts must not be looked at while they are taken apart."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def plain(self, event: QKeyEvent) -> bool:
        """A key that nobody took: do what it means; says whether it meant something."""
        focus = QApplication.focusWidget()
        action = self._plain.get(_name(event))
        if typing(focus):
            return action in WHILE_TYPING and self._do(action)
        if isinstance(focus, QAbstractButton) and action == "open" and focus.isEnabled():
            focus.click()
            return True
        if isinstance(focus, QAbstractItemView) and event.key() in STEPS and not event.modifiers():
            return _press(focus, STEPS[Qt.Key(event.key())])
        return action is not None and self._do(action)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let our shortcuts win over those of a text field (Ctrl+K, Ctrl+U, Ctrl+E mean something there on X11)."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(watched, QWidget):
            return False
        if watched.window() is not self._window or not isinstance(event, QKeyEvent):
            return False
        if watched.property(TAKES_ALL):
            return False
        if QKeySequence(event.keyCombination()).toString() not in self._winning:
            return False
        event.ignore()
        return True

    def _bind(self, keys: str, action: str) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._window)
        shortcut.setAutoRepeat(action in ("next_panel", "previous_panel"))
        shortcut.activated.connect(lambda: self._do(action))
        self._shortcuts.append(shortcut)
        if action not in FIELDS_OWN:
            self._winning.add(QKeySequence(keys).toString())
        if keys == "Ctrl+Return":  # the number block has an Enter too
            self._bind("Ctrl+Enter", action)


def _is_plain(keys: str) -> bool:
    head, _, last = keys.rpartition("+")
    function_key = last.startswith("F") and last[1:].isdecimal()
    return not function_key and head in ("", "Shift")


def _name(event: QKeyEvent) -> str:
    bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.text() and event.text().isprintable() and event.text() != " ":
        return event.text().upper() if event.text().isalpha() else event.text()
    return QKeySequence(int(bare.value) | event.key()).toString()


def _press(widget: QWidget, key: Qt.Key) -> bool:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))
    return True
