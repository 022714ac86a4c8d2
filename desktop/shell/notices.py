"""What the window says beside the pages (提示): toasts with 撤销, and the one banner that matters most."""

from collections.abc import Awaitable, Callable

from desktop.shell import texts
from desktop.shell.banners import AMBER, Banners
from desktop.shell.window import MainWindow
from desktop.tasks import Tasks


class WindowNotices:
    """Toasts and banners of a window (implements `Notices`)."""

    def __init__(self, window: MainWindow, tasks: Tasks) -> None:
        self._window = window
        self._tasks = tasks
        self._banners = Banners()
        self._ways: dict[str, tuple[str, Callable[[], None]]] = {}
        window.toasts.undo_taken.connect(self._on_undo)
        window.banner.pressed.connect(self._on_banner)

    def toast(self, text: str, undo: Callable[[], Awaitable[None]] | None = None) -> None:
        """A confirmation, perhaps with a way back."""
        self._window.toasts.show(text, undo)

    def banner(self, key: str, sentence: str, level: str = AMBER) -> None:
        """Raise, change or take away a banner."""
        self._banners.raise_(key, sentence, level)
        shown = self._banners.shown
        way = self._ways.get(shown.key) if shown is not None else None
        self._window.banner.show_banner(shown, way[0] if way is not None else "")

    def way_on(self, key: str, label: str, go: Callable[[], None]) -> None:
        """Give the banners of a key a button."""
        self._ways[key] = (label, go)

    def undo(self) -> None:
        """Ctrl+Z."""
        if not self._window.toasts.undo_last():
            self.toast(texts.UNDONE_TOO_LATE)

    def _on_undo(self, undo: Callable[[], Awaitable[None]]) -> None:
        async def take_back() -> None:
            await undo()

        self._tasks.start(take_back(), name="shell.undo")

    def _on_banner(self, key: str) -> None:
        if key in self._ways:
            self._ways[key][1]()
