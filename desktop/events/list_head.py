"""The tools in the list's head (列表工具): views on a small screen, the search field, columns, export, a new event."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from desktop.events import texts
from desktop.keymap import Keymap
from desktop.theme import look
from desktop.widgets.buttons import ActionButton

TYPED_AFTER_MS = 250
FIND, FIND_COMPACT, FIND_LEAST, FIND_LEAST_COMPACT = 300, 230, 200, 130


class _MenuButton(ActionButton):
    """Opens a menu: an arrow at its right end."""

    def _has_menu(self) -> bool:
        return True


class ListHead:
    """The widgets, to be put into the panel's head by who owns it."""

    def __init__(self, keymap: Keymap) -> None:
        self.views = _MenuButton(texts.VIEWS_TITLE, small=True)
        self.views.hide()
        self.find = FindField()
        self.columns = ActionButton(texts.COLUMNS_MENU, small=True, icon="columns-3")
        self.export = ActionButton(texts.EXPORT, small=True, icon="download")
        self.columns.set_tip(texts.COLUMNS_MENU)
        self.export.set_tip(f"{texts.EXPORT} {keymap.cap('export')}")
        self.intake = ActionButton(texts.NEW, key_cap=keymap.cap("intake"), small=True, primary=True)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """On a small screen the views are a drop-down."""
        self.views.setVisible(compact)
        self.find.setMaximumWidth(look.px(FIND_COMPACT if compact else FIND))
        self.find.setMinimumWidth(look.px(FIND_LEAST_COMPACT if compact else FIND_LEAST))
        for button, text in ((self.columns, texts.COLUMNS_MENU), (self.export, texts.EXPORT)):
            button.setText("" if compact else text)
            button.setAccessibleName(text)
            button.updateGeometry()

    def name_view(self, name: str) -> None:
        """Which view the drop-down speaks of."""
        self.views.setText(name)
        self.views.updateGeometry()

    def show_words(self, words: str) -> None:
        """The words in force, unless somebody is typing others."""
        self.find.show_words(words)


class FindField(QLineEdit):
    """`asked` with the words, a moment after the last key."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setClearButtonEnabled(True)
        self.setPlaceholderText(texts.FIND)
        self.setAccessibleName(texts.FIND)
        self._late = QTimer(self, singleShot=True, interval=TYPED_AFTER_MS)
        self._late.timeout.connect(lambda: self.asked.emit(self.text()))
        self.textEdited.connect(lambda _: self._late.start())
        self.textChanged.connect(self._on_changed)
        self.returnPressed.connect(self._at_once)

    def show_words(self, words: str) -> None:
        """The words in force; what is being typed stays."""
        if not self._late.isActive() and words != self.text().strip():
            self.setText(words)

    def _on_changed(self, text: str) -> None:
        if not text and self.hasFocus():  # the cross empties without an edit
            self._late.start()

    def _at_once(self) -> None:
        self._late.stop()
        self.asked.emit(self.text())
