"""Ways between pages (导航): one page is shown, each keeps its state; every step can be taken back."""

from collections.abc import Callable
from typing import Any

from desktop.shell.page import Page
from desktop.shell.trail import Stop, Trail
from desktop.shell.window import MainWindow

FIRST, INTAKE, CALLS, LIST, ITEMS = "situation", "intake", "calls", "events", "lists"


class Navigation:
    """The pages of a window (implements `Go`)."""

    def __init__(self, window: MainWindow, on_shown: Callable[[Page], None]) -> None:
        """`on_shown` hears which page is shown."""
        self._window = window
        self._on_shown = on_shown
        self._trail = Trail()
        self._pages: dict[str, Page] = {}
        self._shown: Page | None = None
        self._waiting: tuple[str, Callable[[], None]] = (
            "",
            lambda: None,
        )  # the page still to come, and what then
        self.on_conflicts: Callable[[str], None] = lambda case_id: None  # given by the room
        window.rail.chosen.connect(self.page)

    def add(self, page: Page, tip: str, *, on_rail: bool = True, foot: bool = False) -> None:
        """Take a page in."""
        self._pages[page.name] = page
        self._window.stack.addWidget(page.widget)
        if on_rail:
            self._window.rail.add(page.name, page.title, page.icon, tip, number=page.number, foot=foot)
            page.badge_changed.connect(
                lambda count, overdue: self._window.rail.set_badge(page.name, count, overdue)
            )
        name, go_on = self._waiting
        if name == page.name:
            self._waiting = ("", lambda: None)
            go_on()

    def leave_all(self) -> None:
        """The window ends: the page shown stops its clocks."""
        if self._shown is not None:
            self._shown.leave()
            self._shown = None

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages."""
        return tuple(self._pages.values())

    @property
    def shown(self) -> Page | None:
        """The page on the screen."""
        return self._shown

    @property
    def here_case(self) -> str:
        """The case that was gone to; "" on a page alone."""
        return self._trail.here.case if self._trail.here is not None else ""

    def named(self, name: str) -> Page | None:
        """A page by its name."""
        return self._pages.get(name)

    def numbered(self, number: int) -> Page | None:
        """The page of Ctrl+n; None while it is missing."""
        return next((page for page in self._pages.values() if page.number == number and number), None)

    # ------------------------------------------------------------ Go

    def page(self, name: str) -> None:
        """Show a page; one that is still being made is shown as soon as it is there."""
        if self._show(name):
            self._trail.reach(Stop(name))
        else:
            self._waiting = (name, lambda: self.page(name))

    def case(self, case_id: str) -> None:
        """Show a case on this page if it has a dossier, else on 态势 or the first page that has one."""
        first = [one for one in (self._shown, self._pages.get(FIRST)) if one is not None]
        for page in (*first, *self._pages.values()):
            if page.show_case(case_id):
                self._show(page.name)
                self._trail.reach(Stop(page.name, case_id))
                return

    def intake(self, draft_id: str = "") -> None:
        """Take a call, or go on with a draft."""
        self._hand_over(INTAKE, lambda page: page.begin_intake(draft_id))

    def call(self, event_id: str, item: str = "") -> None:
        """Begin a call to the county from an event, about an item of the list if one is named."""
        self._hand_over(CALLS, lambda page: page.begin_call(event_id, item))

    def cases(self, title: str, explained: str, wanted: Any) -> None:
        """Open a figure to its cases."""
        self._hand_over(LIST, lambda page: page.show_cases(title, explained, wanted))

    def on_map(self, lon: float, lat: float) -> None:
        """Show a place on the map."""
        self._hand_over(FIRST, lambda page: page.show_place(lon, lat))

    def item(self, code: str, version: int = 0, case_id: str = "") -> None:
        """Show an item of the list."""
        self._hand_over(ITEMS, lambda page: page.show_item(code, version, case_id))

    def conflicts(self, case_id: str = "") -> None:
        """Open the conflict card."""
        self.on_conflicts(case_id)

    # ------------------------------------------------------------ back and forward

    def back(self) -> bool:
        """Alt+←."""
        return self._return_to(self._trail.back())

    def forward(self) -> bool:
        """Alt+→."""
        return self._return_to(self._trail.forward())

    def _return_to(self, stop: Stop | None) -> bool:
        if stop is None or not self._show(stop.page):
            return False
        if stop.case:
            self._pages[stop.page].show_case(stop.case)
        return True

    def _hand_over(self, name: str, take: Callable[[Page], bool]) -> None:
        """Show the page and let it begin; it is shown first, so that it can take the focus."""
        page = self._pages.get(name)
        if page is None:
            self._waiting = (name, lambda: self._hand_over(name, take))
            return
        self.page(name)
        take(page)

    def _show(self, name: str) -> bool:
        page = self._pages.get(name)
        if page is None:
            return False
        if page is self._shown:
            return True
        if self._shown is not None:
            self._shown.leave()
        self._shown = page
        self._window.stack.setCurrentWidget(page.widget)
        self._window.rail.mark(name)
        page.enter()
        page.take_keys()
        self._on_shown(page)
        return True
