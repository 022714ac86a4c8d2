"""The frame at work (窗口骨架): pages, keys, help, full screen, closing; what a key means on every page."""

from collections.abc import Callable, Mapping

import shiboken6
from PySide6.QtCore import QObject as Object
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.keymap import Keymap
from desktop.shell import texts
from desktop.shell.closing import ClosingDialog, sentences
from desktop.shell.key_help import KeyHelp
from desktop.shell.keys import Keys
from desktop.shell.navigation import Navigation
from desktop.shell.notices import WindowNotices
from desktop.shell.page import Page
from desktop.shell.panels import neighbour
from desktop.shell.trouble_card import TroubleCard
from desktop.shell.window import MainWindow
from desktop.tasks import Tasks

PAGE_KEYS = "page_"


class Frame(Object):
    """A window that works; everything about cases lies in its pages."""

    close_requested = Signal()  # nothing keeps the window open any more
    shows = Signal()  # cases, a question or a failure: what stood there before the window may go

    def __init__(self, window: MainWindow, keymap: Keymap, tasks: Tasks) -> None:
        super().__init__(window)
        self.window, self.keymap = window, keymap
        self.notices = WindowNotices(window, tasks)
        self.go = Navigation(window, self._on_shown)
        self.keys = Keys(window, keymap, self.do)
        self.on_alarm_key: Callable[[], bool] = lambda: False  # F8, given by the alarm bell
        self.on_retry: Callable[[], None] = lambda: None  # F5 besides the page, given by the exchange
        self.unsent: Callable[[], int] = lambda: 0
        self.drafts: Callable[[], int] = lambda: 0
        self._mark = ""
        self._hinting: Page | None = None
        self._facts: tuple[tuple[str, str], ...] = ()
        self._help: KeyHelp | None = None
        self._closing: ClosingDialog | None = None
        self._trouble: TroubleCard | None = None
        self._start: QWidget | None = None
        self._start_key: Callable[[str], bool] = lambda _: False
        self._global: Mapping[str, Callable[[], bool]] = {
            "help": self._show_keys,
            "intake": lambda: self._done(self.go.intake),
            "refresh": self._refresh,
            "next_panel": lambda: self._to_panel(1),
            "previous_panel": lambda: self._to_panel(-1),
            "ack_alarm": lambda: self.on_alarm_key(),
            "full_screen": self._full_screen,
            "command": lambda: self._done(window.top_bar.command.take_focus),
            "undo": lambda: self._done(self.notices.undo),
            "back": self.go.back,
            "forward": self.go.forward,
            "outbox": lambda: self._done(lambda: self.go.page("outbox")),
            "handover": lambda: self._on_page("duty", "handover"),
            "resume_draft": lambda: self._on_page("intake", "resume_draft"),
        }
        window.plain_key.connect(self._on_plain_key)
        window.going.connect(self.keys.let_go)
        window.close_asked.connect(self.ask_to_close)

    # ------------------------------------------------------------ keys

    def do(self, action: str) -> bool:
        """What a key or a command asks for; the page goes first where it knows better."""
        page = self.go.shown
        if page is None:
            return self._start_key(action) or (action == "full_screen" and self._full_screen())
        if page.key(action):
            return True
        if action.startswith(PAGE_KEYS):
            asked = self.go.numbered(int(action.removeprefix(PAGE_KEYS)))
            return asked is not None and self._done(lambda: self._to_page(asked))
        what = self._global.get(action)
        return what() if what is not None else False

    def verbs(self) -> dict[str, str]:
        """Actions that can be asked for by name, and what they are called."""
        found = {}
        for key in self.keymap.all():
            if key.action.startswith(PAGE_KEYS):
                page = self.go.numbered(int(key.action.removeprefix(PAGE_KEYS)))
                if page is not None:
                    found[key.action] = texts.GO_PAGE.format(page=page.title)
            elif not key.action.startswith("choice_"):
                found[key.action] = key.say
        return found

    def keymap_changed(self) -> None:
        """The operator changed a key."""
        self.keys.read_keymap()
        if self.go.shown is not None:
            self._say_keys(self.go.shown)

    def focus_page(self) -> None:
        """Give the keyboard back to the page."""
        if self.go.shown is not None:
            self.go.shown.take_keys()

    def _on_plain_key(self, event: QKeyEvent) -> None:
        digit = event.text() if self.go.shown is None and event.text() in ("1", "2", "3") else ""
        if not (self._start_key(digit) if digit else self.keys.plain(event)):
            event.ignore()

    def _to_page(self, page: Page) -> None:
        """Show it; the page that is shown already takes the keys back to where work begins."""
        if page is self.go.shown:
            page.take_keys()
        else:
            self.go.page(page.name)

    def _done(self, what: Callable[[], object]) -> bool:
        what()
        return True

    def _on_page(self, name: str, action: str) -> bool:
        page = self.go.named(name)
        if page is None:
            return False
        self.go.page(name)
        return page.key(action)

    def _to_panel(self, step: int) -> bool:
        return self.go.shown is not None and neighbour(self.go.shown.widget, step)

    def _refresh(self) -> bool:
        self.on_retry()
        return True

    def _full_screen(self) -> bool:
        if self.window.isFullScreen():
            self.window.showNormal()
        else:
            self.window.showFullScreen()
        return True

    def _show_keys(self) -> bool:
        page = self.go.shown
        named = {} if page is None else dict.fromkeys(page.hints())
        mine = [self.keymap[action] for action in named]
        rest = [key for key in self.keymap.all() if key.action not in named and self._has(key.action)]
        groups = [(texts.KEYS_PAGE, mine)] if mine else []
        title = page.title if page is not None else ""
        self._help = KeyHelp(self.window, title, [*groups, (texts.KEYS_GLOBAL, rest)])
        self._help.show()
        return True

    def _has(self, action: str) -> bool:
        """Whether the page of a page key exists."""
        number = action.removeprefix(PAGE_KEYS)
        return number == action or self.go.numbered(int(number)) is not None

    # ------------------------------------------------------------ what the frame says

    def _on_shown(self, page: Page) -> None:
        if self._hinting is not None:
            self._hinting.hints_changed.disconnect(self._say_hints)
        self._hinting = page
        page.hints_changed.connect(self._say_hints)
        self._say_title(page)
        self._say_keys(page)
        focus = QApplication.focusWidget()
        if focus is None or not page.widget.isAncestorOf(focus):
            self.focus_page()  # the page before had the keys, and Qt would hand them to the command bar

    def _say_hints(self) -> None:
        if self._hinting is not None:
            self._say_keys(self._hinting)

    def show_mark(self, mark: str) -> None:
        """What stands before the window's title while something rings."""
        self._mark = mark
        if self.go.shown is not None:
            self._say_title(self.go.shown)

    def _say_title(self, page: Page) -> None:
        self.window.setWindowTitle(f"{self._mark}{page.title} · {texts.PROGRAM}")

    def _say_keys(self, page: Page) -> None:
        actions = dict.fromkeys((*page.hints(), "help"))
        self.window.status_line.show_keys(
            [(self.keymap.cap(one), self.keymap[one].say) for one in actions if self.keymap[one].keys]
        )

    def show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        """What the status line says: label and words; the label is said where there is room for lines."""
        self._facts = facts
        self.window.status_line.show_facts([said for _, said in facts if said])

    def facts_told(self) -> tuple[tuple[str, str], ...]:
        """The same for the popup of the small screen."""
        return tuple((label, said) for label, said in self._facts if said)

    def show_trouble(self, sentence: str, where: str) -> None:
        """One card about our own mistake; further ones only while none is open."""
        if self._trouble is None or not shiboken6.isValid(self._trouble):
            self._trouble = TroubleCard(self.window, sentence, where)
            self._trouble.show()

    # ------------------------------------------------------------ before a store is open

    def show_start(self, view: QWidget, key: Callable[[str], bool]) -> None:
        """Show what stands there until a store is open; it gets the plain keys."""
        self._start, self._start_key = view, key
        self.window.stack.addWidget(view)
        self.window.stack.setCurrentWidget(view)
        self.window.show_at_work(False)

    def end_start(self) -> None:
        """The room is at work."""
        self.window.show_at_work(True)

    # ------------------------------------------------------------ closing

    def ask_to_close(self) -> None:
        """Close, after saying what is still unsent."""
        said = sentences(self.unsent(), self.drafts(), tuple(page.unsaved() for page in self.go.pages))
        if not said:
            self.close_requested.emit()
            return
        if self._closing is None:
            self._closing = ClosingDialog(self.window, said)
            self._closing.finished.connect(self._on_closing_answered)
            self._closing.open()

    def _on_closing_answered(self, code: int) -> None:
        dialog, self._closing = self._closing, None
        if dialog is not None:
            dialog.deleteLater()
        if code == ClosingDialog.DialogCode.Accepted:
            QTimer.singleShot(0, self.close_requested.emit)
