"""What the page keeps for its operator (本机偏好): own views, columns, widths; comfort of this PC, never synced."""

import json
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.events import texts
from desktop.events.name_popup import NamePopup
from desktop.events.presenter import EventsPresenter
from desktop.events.saved_views import Views, added, name_fault, read_views, replaced, written
from desktop.events.view import EventsView
from desktop.events.views_dialog import ViewsDialog
from desktop.shell.page import PageContext

COLUMNS, WIDTHS = "events.columns", "events.widths"


class Keeping:
    """Reads and writes settings of the page."""

    def __init__(
        self, context: PageContext, presenter: EventsPresenter, view: EventsView, ask: Callable[[], None]
    ) -> None:
        self._context, self._presenter, self._view, self._ask = context, presenter, view, ask
        self._naming = NamePopup(view, lambda name: name_fault(presenter.saved, name))
        self._naming.named.connect(self._save_new)
        self._naming.updated.connect(self._update)
        self._managing = ViewsDialog(view)
        self._managing.changed.connect(self._take)
        self._managing.deleted.connect(self._tell_deleted)
        view.save_view_asked.connect(self.name_view)
        view.manage_asked.connect(lambda _: self._managing.manage(presenter.saved))
        view.table.columns_changed.connect(self._keep_columns)
        context.tasks.start(self._restore(), name="events.restore")
        self.read_views()

    # ------------------------------------------------------------ own views

    def read_views(self) -> None:
        """The views of who sits here."""
        self._context.tasks.start(self._read_views(), name="events.views")

    def name_view(self, at: QWidget) -> None:
        """Ask for the name of what is asked now."""
        presenter = self._presenter
        own = presenter.view_name if presenter.view.startswith("saved:") and presenter.changed else ""
        proposed = texts.VIEW_DEFAULT.format(n=len(presenter.saved) + 1)
        self._naming.ask(presenter.asked.wanted.words or proposed, own, at)

    def _save_new(self, name: str) -> None:
        presenter = self._presenter
        views = added(presenter.saved, name, presenter.asked, presenter.sort)
        self._take(views)
        presenter.choose_view(f"saved:{views[-1].key}")
        self._ask()
        self._context.notices.toast(texts.VIEW_SAVED.format(name=name))

    def _update(self) -> None:
        presenter = self._presenter
        key = presenter.view.removeprefix("saved:")
        self._take(replaced(presenter.saved, key, presenter.asked, presenter.sort))
        self._context.notices.toast(texts.VIEW_SAVED.format(name=presenter.view_name))

    def _tell_deleted(self, name: str, before: Views) -> None:
        async def back() -> None:
            self._take(before)

        self._context.notices.toast(texts.DELETED.format(name=name), back)

    def _take(self, views: Views) -> None:
        self._presenter.take_saved(views)
        self._ask()
        self._keep(self._views_key(), written(views))

    async def _read_views(self) -> None:
        self._presenter.take_saved(read_views(await self._context.seat.setting(self._views_key())))
        self._ask()

    def _views_key(self) -> str:
        return f"events.views.{self._context.seat.operator.id}"

    # ------------------------------------------------------------ columns and widths

    def keep_widths(self) -> None:
        """Keep the widths of the two columns."""
        if not self._view.compact and self._view.isVisible():
            self._keep(WIDTHS, json.dumps(self._view.widths))

    def _keep_columns(self) -> None:
        self._keep(COLUMNS, self._view.table.arrangement())

    def _keep(self, key: str, value: str) -> None:
        self._context.tasks.start(self._context.seat.keep_setting(key, value), name=f"events.keep {key}")

    async def _restore(self) -> None:
        seat = self._context.seat
        columns, widths = await seat.setting(COLUMNS), await seat.setting(WIDTHS)
        if columns:
            self._view.table.restore(columns)
        if widths:
            self._view.set_widths(json.loads(widths))
