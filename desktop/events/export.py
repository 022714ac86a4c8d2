"""Exporting the list (导出台账): where to, in a worker, with progress; it leaves its trace."""

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer

from briefings.case_list import CaseList
from briefings.failures import DocumentNotWrittenError
from db.queries.event_filter import EventFilter
from desktop import times
from desktop.desk import Wish
from desktop.events import texts
from desktop.events.case_lines import Progress, write
from desktop.events.presenter import EventsPresenter
from desktop.events.view import EventsView
from desktop.names import Names
from desktop.shell.page import PageContext
from desktop.widgets.save_dialog import ask_where
from governance.refusal import Refusal

FOLDER = "events.export.folder"
POLL_MS = 150


class Export:
    """One export at a time."""

    def __init__(self, context: PageContext, presenter: EventsPresenter, view: EventsView) -> None:
        self._context, self._presenter, self._view = context, presenter, view
        self._bar = view.list.selection
        self._progress: Progress | None = None
        self._poll = QTimer(view, interval=POLL_MS)
        self._poll.timeout.connect(self._tell)

    def ask(self, cases: Sequence[str]) -> None:
        """Ask where to; `cases` are the ticked ones, none = the whole list."""
        if self._progress is not None:
            return
        if not cases and not self._presenter.listed:
            self._bar.show_result(texts.EXPORT_NOTHING, good=False)
            return
        self._context.tasks.start(self._choose(tuple(cases)), name="events.export_where")

    def stop(self) -> None:
        """Leave off; no file is left."""
        if self._progress is not None:
            self._progress.stopped = True

    async def refusal(self) -> str:
        """Why who sits here may not export, or ""; asked before anything is written."""
        said = await self._context.seat.refusal(self._wish(texts.TITLE, 0, ""))
        return said.sentence if said is not None else ""

    def _wish(self, what: str, rows: int, digest: str) -> Wish:
        p = {"what": what, "rows": rows, "digest": digest}
        return Wish(kind="audit.export", p=p, actor=self._context.seat.operator.id, births="-")

    async def _choose(self, cases: tuple[str, ...]) -> None:
        if why := await self.refusal():
            self._bar.show_result(why, good=False)
            return
        folder = await self._context.seat.setting(FOLDER) or ""
        name = self._name(bool(cases))
        ask_where(
            self._view,
            texts.EXPORT_TITLE,
            texts.EXPORT_KIND,
            name,
            lambda path: self.begin(path, cases),
            folder,
        )

    def _name(self, ticked: bool) -> str:
        at = times.local(self._context.seat.now()).strftime("%Y%m%d_%H%M")
        view = texts.SELECTED if ticked else self._presenter.view_name
        return texts.EXPORT_NAME.format(town=self._context.places.town, view=view, at=at)

    def begin(self, path: Path, cases: tuple[str, ...] = ()) -> None:
        """Write it there."""
        self._context.tasks.start(self._write(path, cases), name=f"events.export {path.name}")

    async def _write(self, path: Path, cases: tuple[str, ...]) -> None:
        seat = self._context.seat
        wanted = EventFilter(cases=cases) if cases else self._presenter.wanted
        about = CaseList(
            title=path.stem,
            view=texts.SELECTED if cases else self._presenter.view_name,
            at=seat.now(),
            by=seat.operator.name,
            town=self._context.places.town,
        )
        progress = self._progress = Progress(len(cases) or self._presenter.listed)
        names = Names(seat.rules, self._context.places)
        work = partial(
            write, seat.desk.store, path, about, wanted, self._presenter.sort, seat.rules, names, progress
        )
        self._poll.start()
        try:
            rows = await seat.run(work)
        except DocumentNotWrittenError as err:
            self._bar.show_result(texts.EXPORT_BUSY if _is_open(err) else err.sentence, good=False)
            return
        finally:
            self._poll.stop()
            self._progress = None
            self._bar.end_progress()
        if rows is None:
            self._bar.show_result(texts.EXPORT_STOPPED, good=False)
            return
        await self._trace(path, about.view, rows)

    async def _trace(self, path: Path, view: str, rows: int) -> None:
        """导出 leaves a trace: which list, how many, the digest of the file."""
        seat = self._context.seat
        await seat.keep_setting(FOLDER, str(path.parent))
        digest = await seat.run(lambda: hashlib.sha256(path.read_bytes()).hexdigest())
        said = await seat.save(self._wish(f"{texts.TITLE}·{view}", rows, digest))
        if isinstance(said, Refusal):
            self._bar.show_result(texts.EXPORT_UNTRACED.format(why=said.sentence), good=False)
            return
        self._bar.show_result(texts.EXPORTED.format(n=f"{rows:,}", name=path.name), good=True)

    def _tell(self) -> None:
        progress = self._progress
        if progress is not None:
            said = texts.EXPORTING.format(done=f"{progress.done:,}", n=f"{progress.whole:,}")
            self._bar.show_progress(said, progress.done, progress.whole)


def _is_open(err: DocumentNotWrittenError) -> bool:
    return isinstance(err.__cause__, PermissionError)
