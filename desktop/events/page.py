"""The events page joined (事件): views, list, conditions, ticks and dossier move together."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from db.queries.event_filter import EventFilter
from db.queries.events import EventRow
from desktop import times
from desktop.dossier.panel import DossierPanel
from desktop.events import conditions, texts
from desktop.events.asking import Asking
from desktop.events.columns import RowWords
from desktop.events.handling import Handling
from desktop.events.keeping import Keeping
from desktop.events.presenter import EventsPresenter
from desktop.events.view import EventsView
from desktop.events.whole import Whole
from desktop.names import Names
from desktop.rereading import Rereading
from desktop.shell.page import Page, PageContext
from governance.refusal import ReportedError

MINUTE_MS = 60_000
BADGE_PAUSE_S = 2.0


class EventsPage(Page):
    """事件, Ctrl+3."""

    name, title, icon, number = "events", texts.TITLE, "clipboard-list", 3

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        seat = context.seat
        self.words = RowWords(lambda: seat.rules, self._names)
        self.dossier = DossierPanel(context)
        self.view = EventsView(self.dossier, self.words, context.keymap)
        self.view.setFocusProxy(self.view.table)
        self.whole = Whole(context, self.view)
        said = conditions.Said(
            self.words.unit, self._place, self._category, lambda one: self._names().person(one)
        )
        self.presenter = EventsPresenter(seat, said, self.view)
        self._rereading = Rereading(context.tasks, self._read, "events.read")
        self._badge = Rereading(context.tasks, self.presenter.read_badge, "events.badge", BADGE_PAUSE_S)
        self._handling = Handling(context, self.presenter, self.view)
        self._asking = Asking(context, self.presenter, self.view, self.ask)
        self._keeping = Keeping(context, self.presenter, self.view, self.ask)
        self._second = QTimer(self, interval=1_000)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._join()
        self.presenter.choose_view(self.presenter.view)
        self._badge.ask()

    def _join(self) -> None:
        view, seat = self.view, self._context.seat
        view.badge.connect(self.badge_changed)
        view.row_chosen.connect(self._on_row)
        view.table.opened.connect(lambda row: self._open(row))
        self.dossier.offer_full()
        self.dossier.full_asked.connect(self.whole.open)
        self.whole.currentChanged.connect(lambda _: self._changed())
        view.table.page_wanted.connect(self._bring)
        view.table.sort_asked.connect(self._on_sort)
        view.list.figure_closed.connect(lambda: self._choose_view("open"))
        view.list.everywhere_asked.connect(self._look_everywhere)
        view.view_chosen.connect(self._choose_view)
        view.head.intake.clicked.connect(lambda: self._context.go.intake())
        self._second.timeout.connect(self._tick)
        self._minute.timeout.connect(self._rereading.ask)
        gone = [
            seat.on_change(lambda _: self._changed()),
            seat.on_saved(lambda _: self._changed()),
            seat.on_status(lambda _: self._changed()),
            seat.on_operator(lambda _: self._on_operator()),
        ]
        self.destroyed.connect(lambda: [stop() for stop in gone])

    # ------------------------------------------------------------ Page

    @property
    def widget(self) -> QWidget:
        return self.whole

    def enter(self) -> None:
        self._rereading.ask()
        self._handling.judge_export()
        self._tick()
        self._second.start()
        self._minute.start()

    def take_keys(self) -> None:
        (self.whole.full or self.view).setFocus()

    def leave(self) -> None:
        self._second.stop()
        self._minute.stop()
        self._keeping.keep_widths()

    def hints(self) -> tuple[str, ...]:
        return ("open", "tick", "find", "intake", "dispatch", "export", "help")

    def show_case(self, case_id: str) -> bool:
        self.view.table.choose(case_id)
        if self.whole.full is not None:
            self.whole.full.show_case(case_id)
            return True
        self.dossier.show_case(case_id)
        if self.view.compact:
            self.view.open_drawer()
        return True

    def show_cases(self, title: str, explained: str, wanted: Any) -> bool:
        if not isinstance(wanted, EventFilter):
            return False
        self.whole.close_full()
        self.presenter.open_figure(title, explained, wanted)
        self.ask()
        return True

    def key(self, action: str) -> bool:
        full = self.whole.full
        match action:
            case "print" if full is not None:
                self._handling.print_case(full.dossier.case_id)
            case _ if full is not None:
                return full.key(action)
            case "refresh":
                self.ask()
            case "find":
                self.view.head.find.setFocus()
                self.view.head.find.selectAll()
            case "export":
                self._handling.export()
            case "open":
                return self._open(self.view.table.current)
            case "escape":
                return self._escape()
            case "primary" if self.view.list.selection.confirming is not None:
                self.view.list.selection.confirm()
            case _ if action.startswith("choice_"):
                return self.dossier.key(action) or self._nth_view(int(action.removeprefix("choice_")))
            case _ if self._handling.means(action):
                pass
            case "print":
                self._handling.print_case(self.dossier.case_id)
            case _:
                return self.dossier.key(action)
        return True

    # ------------------------------------------------------------ what the operator does

    def ask(self) -> None:
        """Read what is asked now."""
        self._rereading.ask()

    def _escape(self) -> bool:
        """One step back: confirm line, form, drawer, ticks, conditions."""
        view = self.view
        if view.list.selection.step_back() or self.dossier.key("escape") or view.close_drawer():
            return True
        if view.table.ticked():
            view.table.clear_ticks()
            return True
        if self.presenter.clear():
            view.table.setFocus()
            self.ask()
            return True
        return False

    def _choose_view(self, key: str) -> None:
        self.view.table.clear_ticks()
        self.presenter.choose_view(key)
        self.ask()
        self.view.table.setFocus()

    def _nth_view(self, number: int) -> bool:
        keys = self.presenter.standing()
        if not 1 <= number <= len(keys):
            return False
        self._choose_view(keys[number - 1])
        return True

    def _look_everywhere(self) -> None:
        self.presenter.look_everywhere()
        self.ask()

    def _on_sort(self, by: str, descending: bool) -> None:
        self.presenter.order(by, descending)
        self.ask()

    def _on_row(self, row: EventRow | None) -> None:
        self.dossier.show_case(row.case_id if row is not None else "")

    def _open(self, row: EventRow | None) -> bool:
        """Enter: the case in full; on a small screen its dossier as a drawer first, then in full."""
        if row is None:
            return False
        self.dossier.show_case(row.case_id)
        if self.view.compact and not self.view.drawer_open:
            self.view.open_drawer()
            return True
        self.whole.open(row.case_id)
        return True

    # ------------------------------------------------------------ what goes by itself

    async def _read(self) -> None:
        try:
            await self.presenter.read()
        except ReportedError:
            self.view.list.show_error(texts.UNREADABLE, self.ask)
            return
        self.view.list.clear_error()
        await self._handling.read_ticked()

    def _bring(self, n: int) -> None:
        self._context.tasks.start(self.presenter.bring(n), name=f"events.page {n}")

    def _changed(self) -> None:
        if self.view.isVisible():
            self._rereading.ask()
        else:
            self._badge.ask_later()

    def _tick(self) -> None:
        now = self._context.seat.now()
        self.words.as_of = as_of = self._context.as_of()
        self.view.list.show_as_of("" if as_of is None else texts.AS_OF_TAG.format(at=times.short(as_of, now)))
        self.view.table.refresh_lights(now)

    def _on_operator(self) -> None:
        self.words.renew()
        self._keeping.read_views()
        self._handling.judge_export()
        self._changed()

    # ------------------------------------------------------------ names

    def _names(self) -> Names:
        return Names(self._context.seat.rules, self._context.places)

    def _place(self, code: str) -> str:
        return self._names().place(code)

    def _category(self, code: str) -> str:
        categories = self._context.seat.rules.catalogue.categories
        if code in categories:
            return categories[code].minor
        first = next((one for known, one in categories.items() if known.startswith(code)), None)
        return code if first is None else first.major if len(code) > 2 else first.area
