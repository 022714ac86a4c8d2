"""What a page of the rail is (页面), what it gets, and what it may ask of the window."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.keymap import Keymap
from desktop.place_names import NO_PLACES, PlaceNames
from desktop.tasks import Tasks

if TYPE_CHECKING:  # a seat brings the store's libraries: the frame is painted before they are there
    from desktop.seat import Seat
    from desktop.shell.link_state import LinkState
    from gis.town_map import TownMap


class Go(Protocol):
    """Ways from one page to another (导航); each is one step for Alt+← to take back."""

    def page(self, name: str) -> None:
        """Show a page of the rail by its name, or `outbox`."""

    def case(self, case_id: str) -> None:
        """Show a case's dossier where the operator is, or on 态势."""

    def intake(self, draft_id: str = "") -> None:
        """Take a call (F2), or go on with a draft."""

    def call(self, event_id: str) -> None:
        """Begin a call to the county from an event (F4)."""

    def cases(self, title: str, explained: str, wanted: Any) -> None:
        """Open a figure to its cases: 事件 with an `EventFilter`, the 口径 sentence on top."""

    def on_map(self, lon: float, lat: float) -> None:
        """Show a place on the map of 态势."""

    def conflicts(self, case_id: str = "") -> None:
        """Open the conflict card of a case, or of the oldest conflict."""


class Notices(Protocol):
    """What the window says beside the pages (提示)."""

    def toast(self, text: str, undo: Callable[[], Awaitable[None]] | None = None) -> None:
        """A confirmation, lower left, 10 s; `undo` is offered as 撤销 (Ctrl+Z)."""

    def banner(self, key: str, sentence: str, level: str = "amber") -> None:
        """A line under the top bar; the highest wins; `level` red or amber; an empty sentence takes it away."""


@dataclass(frozen=True)
class PageContext:
    """What every page gets; nothing else is within its reach."""

    seat: "Seat"
    tasks: Tasks
    go: Go
    notices: Notices
    keymap: Keymap
    places: PlaceNames = NO_PLACES
    town: "TownMap | None" = None  # the map, where this store has one
    link: "Callable[[], LinkState | None]" = lambda: None  # how the exchange stands
    retry: Callable[[], None] = lambda: None  # 立即重试


class Page(QObject):
    """One page: a widget, its keys, what waits for the operator there."""

    badge_changed = Signal(int, bool)  # number of things that wait for me, whether one is overdue
    hints_changed = Signal()  # other keys mean something now

    name = ""  # key: situation, intake, …
    title = ""  # on the rail
    icon = ""  # of resources/icons
    number = 0  # Ctrl+n; fixed, also while a page is missing

    @property
    def widget(self) -> QWidget:
        """The page itself."""
        raise NotImplementedError

    def enter(self) -> None:
        """The page is shown: read again, take the focus where work begins."""

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

    def begin_call(self, event_id: str) -> bool:
        """Begin a call to the county from an event (`Go.call`); False on every page but 呼叫."""
        return False

    def show_place(self, lon: float, lat: float) -> bool:
        """Show a place on the page's map (`Go.on_map`); False if it has none."""
        return False

    def show_alarm(self, text: str, more: str) -> None:
        """The alarm that rings, "" when none does; only 态势 has a place for it."""

    def unsaved(self) -> str:
        """What would be lost by closing now, as a sentence, or "": drafts are always kept, so rarely anything."""
        return ""
