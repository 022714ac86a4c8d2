"""A new notice in the middle (拟通报): its form, the lines ticked; Ctrl+Enter keeps it, Esc puts it away."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.calls import texts
from desktop.keymap import Keymap
from desktop.moves.drawer import MoveDrawer, Start
from desktop.widgets.panel import Panel


class NoticeDrawer(Panel):
    """A panel around the drawer of the form."""

    def __init__(self, start: Start, now: Callable[[], int], keymap: Keymap) -> None:
        super().__init__()
        self.setAccessibleName(texts.BEGIN_NOTICE)
        self.drawer = MoveDrawer(start, now, keymap)
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.drawer)
        rows.addStretch(1)
        self.set_body(inner)
        self.setFocusProxy(self.drawer)
