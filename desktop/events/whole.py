"""The list or one case in full (全卷): Enter shows the case on the whole page, Esc leads back to the same row."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.dossier.full import FullDossier
from desktop.shell.page import PageContext


class Whole(QStackedWidget):
    """The page's widget; the full view is made when somebody first asks for one."""

    def __init__(self, context: PageContext, listed: QWidget) -> None:
        super().__init__()
        self._context, self._listed = context, listed
        self._full: FullDossier | None = None
        self.addWidget(listed)

    @property
    def full(self) -> FullDossier | None:
        """The full view while it is shown."""
        return self._full if self._full is not None and self.currentWidget() is self._full else None

    def open(self, case_id: str) -> None:
        """Show a case in full."""
        if self._full is None:
            self._full = FullDossier(self._context)
            self._full.closed.connect(self.close_full)
            self.addWidget(self._full)
        self.setCurrentWidget(self._full)
        self._full.show_case(case_id)
        self._full.dossier.setFocus()

    def close_full(self) -> None:
        """Show the list again."""
        self.setCurrentWidget(self._listed)
        self._listed.setFocus()
