"""The receipts page joined (收发回执); it has no place on the rail: the sync chip and Ctrl+B open it."""

import shutil
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop import times
from desktop.outbox import texts
from desktop.outbox.presenter import OutboxPresenter, OutboxRow
from desktop.outbox.view import OutboxView
from desktop.rereading import Rereading
from desktop.shell.page import Page, PageContext

LOW_BYTES = 500_000_000
GIB = 1 << 30


class OutboxPage(Page):
    """收发回执, Ctrl+B."""

    name, title, icon, number = "outbox", texts.TITLE, "", 0

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.view = OutboxView()
        self.presenter = OutboxPresenter(context.seat, self.view)
        self._rereading = Rereading(context.tasks, self.presenter.read, "outbox.read")
        self._second = QTimer(self, interval=1_000)
        self._second.timeout.connect(self._tick)
        view = self.view
        view.list_chosen.connect(lambda name: self._asked(self.presenter.choose_list, name))
        view.step_chosen.connect(lambda name: self._asked(self.presenter.choose_step, name))
        view.typed.connect(lambda text: self._asked(self.presenter.look_for, text))
        view.row_opened.connect(self._open)
        view.retry_requested.connect(context.retry)
        context.seat.on_change(lambda _: self._changed())
        context.seat.on_saved(lambda _: self._changed())
        context.seat.on_status(lambda _: self._changed())

    @property
    def widget(self) -> QWidget:
        return self.view

    def enter(self) -> None:
        self._rereading.ask()
        self._tick()
        self._second.start()
        self.view.table.setFocus()

    def leave(self) -> None:
        self._second.stop()

    def hints(self) -> tuple[str, ...]:
        return ("refresh", "find", "intake", "help")

    def key(self, action: str) -> bool:
        match action:
            case "refresh":
                self._context.retry()
                self._rereading.ask()
            case "find":
                self.view.find_field.setFocus()
                self.view.find_field.selectAll()
            case "copy":
                return self._copy()
            case "escape" if self.view.find_field.text():
                self.view.find_field.clear()
            case _ if action.startswith("choice_") and int(action[-1]) <= len(texts.LISTS):
                self._asked(self.presenter.choose_list, texts.LISTS[int(action[-1]) - 1][0])
            case _:
                return False
        return True

    # ------------------------------------------------------------ what the operator does

    def _asked(self, choose: Callable[[str], None], value: str) -> None:
        choose(value)
        self._rereading.ask()

    def _open(self, row: OutboxRow) -> None:
        if row.draft_kind == "intake":
            self._context.go.intake(row.key)
        elif row.case_id:
            self._context.go.case(row.case_id)

    def _copy(self) -> bool:
        row = self.view.table.current
        if not isinstance(row, OutboxRow) or row.code == "—":
            return False
        QGuiApplication.clipboard().setText(row.code)
        self._context.notices.toast(texts.COPIED.format(code=row.code))
        return True

    # ------------------------------------------------------------ what goes by itself

    def _changed(self) -> None:
        if self.view.isVisible():
            self._rereading.ask()

    def _tick(self) -> None:
        seat, link = self._context.seat, self._context.link()
        if link is None:
            return
        now = seat.now()
        self.view.table.refresh_lights(now)
        unsent, away = link.unsent or 0, link.away_since
        seen = times.short(link.last_synced, now) if link.last_synced else ""
        if away is not None:
            head = texts.OFFLINE_HEAD.format(at=times.clock_second(away))
            said = texts.OFFLINE_NOTE.format(seen=seen or times.clock_time(away))
            self.view.show_link(head, said, broken=True)
        else:
            self.view.show_link(texts.SENDING.format(n=unsent) if unsent else "", "", broken=False)
        clock = seat.desk.store.clock.now()
        self.view.show_clock(
            clock.cq,
            {
                "quality": f"{texts.QUALITY[clock.cq][0]} · {texts.QUALITY_NOTE[clock.cq]}",
                "offset": _offset(clock.t - clock.w),
                "synced": times.clock_second(link.last_synced) if link.last_synced else texts.NEVER,
                "as_of": _as_of(seen, fresh=link.connected),
                "store": _room(shutil.disk_usage(seat.desk.store.folder).free),
                "after": texts.AFTER.format(n=unsent) if unsent else texts.AFTER_NONE,
            },
        )


def _as_of(seen: str, *, fresh: bool) -> str:
    if fresh:
        return texts.FRESH
    return texts.AS_OF.format(at=seen) if seen else texts.NEVER


def _offset(ms: int) -> str:
    if abs(ms) < times.SECOND_MS:
        return texts.NO_OFFSET
    return texts.OFFSET.format(way=texts.SLOW if ms > 0 else texts.FAST, span=times.span(ms))


def _room(free: int) -> str:
    said = f"{free / GIB:.0f} GB" if free > GIB else f"{free // 1_000_000} 兆"
    return (texts.STORE_LOW if free < LOW_BYTES else texts.STORE_GOOD).format(free=said)
