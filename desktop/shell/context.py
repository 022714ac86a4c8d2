"""What a page gets (页面所得), and what it may ask of the window; free of Qt, so that presenters may name it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

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

    def call(self, event_id: str, item: str = "") -> None:
        """Begin a call to the county from an event (F4), about an item of the list if one is named."""

    def cases(self, title: str, explained: str, wanted: Any) -> None:
        """Open a figure to its cases: 事件 with an `EventFilter`, the 口径 sentence on top."""

    def on_map(self, lon: float, lat: float) -> None:
        """Show a place on the map of 态势."""

    def item(self, code: str, version: int = 0, case_id: str = "") -> None:
        """Show an item of the list (看清单); from a case in the version it keeps, with where it is."""

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

    def as_of(self) -> int | None:
        """截至 of the other side, None while it is fresh: the same on every page."""
        link = self.link()
        return link.as_of if link is not None else None
