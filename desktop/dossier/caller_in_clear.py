"""The caller in clear (查看反映人): shown for a minute after it was written down who looked, then masked again."""

from PySide6.QtCore import QObject, QTimer

from desktop.dossier.head_view import HeadView
from desktop.dossier.presenter import DossierPresenter
from desktop.moves.unmask_form import ANNEX

UNMASKED_MS = 60_000


class CallerInClear(QObject):
    """Knows whether the head shows the caller in clear."""

    def __init__(self, head: HeadView, presenter: DossierPresenter, parent: QObject) -> None:
        super().__init__(parent)
        self._head, self._presenter = head, presenter
        self._minute = QTimer(self, singleShot=True, interval=UNMASKED_MS)
        self._minute.timeout.connect(self._mask)

    @property
    def shown(self) -> bool:
        """Whether the head must stay as it is."""
        return self._minute.isActive()

    def stop(self) -> None:
        """Another case is shown."""
        self._minute.stop()

    async def show(self, field: str) -> None:
        """Show a field in clear, unless another case came meanwhile."""
        sheet = self._presenter.sheet
        private = await self._presenter.private()
        if sheet is None or sheet.person is None or sheet is not self._presenter.sheet:
            return
        self._head.show_clear(sheet.person, field, private.get(ANNEX.get(field, field), ""))
        self._minute.start()

    def _mask(self) -> None:
        sheet = self._presenter.sheet
        if sheet is not None:
            self._head.set_sheet(sheet)
