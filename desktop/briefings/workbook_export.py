"""A workbook of a page (导出 Excel): asked where, written with progress, said or refused; it can be cancelled."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from briefings.failures import WritingCancelled
from desktop.briefings import texts
from desktop.shell.page import PageContext
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.save_dialog import ask_where
from governance.refusal import ReportedError

Wanted = Callable[[], bool]  # False once it is cancelled


class Shown(Protocol):
    """Where it is told."""

    refusal: RefusalLine

    def show_work(self, sentence: str) -> None: ...


class WorkbookExport:
    """One workbook at a time."""

    def __init__(
        self, context: PageContext, view: Shown, page: str, write: Callable[[Path, Wanted], Awaitable[str]]
    ) -> None:
        """`write` writes the workbook and gives the sentence that says so."""
        self._context, self._view, self._page, self._write = context, view, page, write
        self._wanted = True

    def ask(self, parent: QWidget, title: str, name: str) -> None:
        """Ask where it goes."""
        ask_where(parent, title, texts.FILES, name, self.to)

    def to(self, path: Path) -> None:
        """Write it there."""
        self._context.tasks.start(self._export(path), name=f"{self._page}.export {path.name}")

    def cancel(self) -> None:
        """Leave off; no file is left."""
        self._wanted = False

    async def _export(self, path: Path) -> None:
        self._wanted = True
        self._view.refusal.clear()
        self._view.show_work(texts.EXPORTING.format(name=path.name))
        try:
            said = await self._write(path, lambda: self._wanted)
        except WritingCancelled:
            self._context.notices.toast(texts.CANCELLED)
        except ReportedError as error:
            self._view.refusal.show_refusal(error.sentence)
        else:
            self._context.notices.toast(said)
        finally:
            self._view.show_work("")
