"""What a page of the rail is (页面); what it gets stands in `context`."""

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.shell.context import Go, Notices, PageContext
from desktop.shell.panels import neighbour

__all__ = ["Go", "Notices", "Page", "PageContext"]


class Page(QObject):
    """One page: a widget, its keys, what waits for the operator there."""

    badge_changed = Signal(int, bool)  # number of things that wait for me, whether one is overdue
    hints_changed = Signal()  # other keys mean something now
    has_read = Signal()  # it shows what the store holds, for the first time or again

    name = ""  # key: situation, intake, …
    title = ""  # on the rail
    icon = ""  # of resources/icons
    number = 0  # Ctrl+n; fixed, also while a page is missing

    @property
    def widget(self) -> QWidget:
        """The page itself."""
        raise NotImplementedError

    def enter(self) -> None:
        """The page is shown: read again."""

    def take_keys(self) -> None:
        """The keys go where work begins on this page."""
        self.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        neighbour(self.widget, 1)

    def leave(self) -> None:
        """Another page is shown; what was typed stays."""

    def key(self, action: str) -> bool:
        """Do what a key of the keymap asks (`dispatch`, `find`, `primary` …); False when it means nothing here."""
        return False

    def hints(self) -> tuple[str, ...]:
        """Actions of the keymap that the status bar names for this page."""
        return ()

    def show_case(self, case_id: str) -> bool:
        """Show a case here if this page has a dossier; False otherwise."""
        return False

    def show_cases(self, title: str, explained: str, wanted: Any) -> bool:
        """List the cases behind a figure, the 口径 sentence on top (`Go.cases`); False if this page has no list."""
        return False

    def begin_intake(self, draft_id: str) -> bool:
        """Take a call, or go on with a draft (`Go.intake`); False on every page but 受理."""
        return False

    def begin_call(self, event_id: str, item: str = "") -> bool:
        """Begin a call to the county from an event, about an item (`Go.call`); False on every page but 呼叫."""
        return False

    def show_place(self, lon: float, lat: float) -> bool:
        """Show a place on the page's map (`Go.on_map`); False if it has none."""
        return False

    def show_item(self, code: str, version: int = 0, case: str = "") -> bool:
        """Show an item of the list (`Go.item`); False on every page but 清单."""
        return False

    def show_alarm(self, text: str, more: str) -> None:
        """The alarm that rings, "" when none does; only 态势 has a place for it."""

    def unsaved(self) -> str:
        """What would be lost by closing now, as a sentence, or "": drafts are always kept, so rarely anything."""
        return ""
