"""The room at its desk (指挥室): an open store, its exchange and its pages joined to a window, and taken apart again."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from db.failures import StoreError
from desktop.alarms.ringing import AlarmBell
from desktop.conflicts import texts as conflict_texts
from desktop.conflicts.opening import BANNER as CONFLICTS
from desktop.conflicts.opening import Conflicts
from desktop.desk import Desk
from desktop.duty import texts as duty_texts
from desktop.going_first import GoingFirst
from desktop.pages import AT_FOOT, OFF_RAIL, PAGES, Entry, Lent, in_turn
from desktop.place_names import NO_PLACES, PlaceNames
from desktop.seat import Operator, Seat
from desktop.settings.comfort import Comfort, Kept
from desktop.shell import texts
from desktop.shell.frame import Frame
from desktop.shell.link_view import CLOCK_IN_DOUBT, LinkView, clock_fact, saved_fact
from desktop.shell.page import PageContext
from desktop.shell.searching import Searching
from desktop.sound import Sounds, system_player
from desktop.starting.opened import Opened
from desktop.stated_time import texts as time_texts
from desktop.stated_time.joined import StatedTimeView
from desktop.tasks import Tasks
from desktop.theme import look
from governance.refusal import ReportedError
from governance.rulebook import Rules
from sync.status import SyncStatus

if TYPE_CHECKING:
    from desktop.exchange import Exchange

SECOND_MS, DRAFTS_EVERY_S, JOIN_S = 1_000, 15, 10.0
BREATH_S = 0.01  # between two pages that are made, for what the operator does meanwhile
LOGIN = "login"  # the setting that keeps who logged in last
SYNCED = "synced_at"  # the setting that keeps when the county last answered
TROUBLE = "trouble"
SHIFT = "shift"  # the banner of 值班


@dataclass(frozen=True)
class Standing:
    """What the window shows of an exchange that does not run: for pictures and tests."""

    status: SyncStatus
    synced_at: int


class Room:
    """Everything of one store in a window; made in the window's thread, with pages loaded before."""

    def __init__(
        self,
        frame: Frame,
        tasks: Tasks,
        opened: Opened,
        standing: Standing | None = None,
        sounds: Sounds | None = None,
        pages: Sequence[Entry] = PAGES,
    ) -> None:
        """With `standing` no exchange is made: the link shows that; `sounds` are those of the PC if none are given."""
        self.frame, self._tasks, self._opened = frame, tasks, opened
        self.seat = Seat(Desk(opened.store), asyncio.get_running_loop())
        self._first = GoingFirst(opened.store.courtesy, frame)
        places = PlaceNames.of_map(opened.town) if opened.town is not None else NO_PLACES
        self.context = PageContext(
            self.seat,
            tasks,
            frame.go,
            frame.notices,
            frame.keymap,
            places,
            opened.town,
            link=lambda: self.link.state if self.link is not None else None,
            retry=lambda: self.link.retry() if self.link is not None else None,
        )
        self._standing, self._pages = standing, pages
        self._exchange: Exchange | None = None
        self.comfort = Comfort(self.seat)
        self.sounds = sounds or Sounds(system_player())
        self._saved_at: int | None = None
        self._drafts = 0
        self._ticks = 0
        self._kept_user = ""
        self._timer = QTimer(frame, interval=SECOND_MS)
        self.link: LinkView | None = None
        self.stated_time: StatedTimeView | None = None
        self.bell: AlarmBell | None = None

    async def start(self, first_page: str = "situation") -> None:
        """Sit down, make the pages, begin to exchange."""
        frame, seat = self.frame, self.seat
        self._sit_where_the_shift_is_open()
        await seat.run(seat.serial_day)  # what it reads from the disk is known before the window asks
        synced = await seat.setting(SYNCED)
        kept = await self.comfort.load()
        if kept.keys:
            frame.keymap.change(kept.keys)
            frame.keymap_changed()
        self._dress(kept)
        self.comfort.on_change(self._dress)
        user = await seat.setting(LOGIN) or self._opened.login[0]
        if self._standing is not None:
            synced = str(self._standing.synced_at)
            seat.tell_status(self._standing.status)
        self.link = LinkView(frame, seat, frame.notices, int(synced) if synced else None)
        self.stated_time = stated = StatedTimeView(frame.window, seat, self._tasks, frame.notices)
        frame.notices.way_on(CLOCK_IN_DOUBT, time_texts.BUTTON, stated.ask)
        Searching(frame, self.context)
        self._listen()
        self._tick()
        self._timer.start()
        await self._make_pages(first_page)
        self._join_conflicts()
        self._join_alarms()
        if self._standing is None:
            await self._begin_to_exchange(user)

    def _join_alarms(self) -> None:
        """What rings is seen at the top of 态势's queue and in the title; F8 silences it."""
        frame = self.frame
        self.bell = bell = AlarmBell(self.context, self.sounds, self.comfort, frame.window)
        for page in frame.go.pages:
            bell.line_changed.connect(page.show_alarm)
        bell.mark_changed.connect(frame.show_mark)
        frame.on_alarm_key = bell.acknowledge
        bell.start()

    async def _begin_to_exchange(self, user: str) -> None:
        """The network's library is loaded last: the room works without it."""
        module = await self.seat.run(partial(import_module, "desktop.exchange"))
        exchange: Exchange = module.Exchange(self.seat, user, self._opened.url)
        self._exchange = exchange
        if self.link is not None:
            self.link.take_link(exchange)
        exchange.start()
        if self._opened.login[1]:
            exchange.login(*self._opened.login)

    async def _make_pages(self, first: str) -> None:
        """The page that is shown comes first and begins to read; the window breathes between the others."""
        lent = Lent(self.link_login, self.comfort, self.sounds, self.frame.keymap_changed, self._opened.url)
        for entry in in_turn(self._pages, f"desktop.{first}.page"):
            module = await self.seat.run(partial(import_module, entry.module))
            page = entry.make(module, self.context, lent)
            tip = self._tip(page.title, page.number)
            self.frame.go.add(page, tip, on_rail=page.name not in OFF_RAIL, foot=page.name in AT_FOOT)
            if page.name == first:
                page.has_read.connect(self.frame.shows)
                self.frame.go.page(first)
                self.frame.end_start()
            await asyncio.sleep(BREATH_S)

    def link_login(self, user: str, password: str) -> None:
        """A person logs in at the county."""
        if self.link is not None:
            self.link.login(user, password)

    async def close(self) -> None:
        """End the exchange, then the store; what was acknowledged stays."""
        self._timer.stop()
        if self.bell is not None:
            self.bell.stop()
        self.frame.go.leave_all()
        if self.link is not None and self.link.state.last_synced is not None:
            with suppress(StoreError):  # a comfort; on a full disk the window must still close
                await self.seat.keep_setting(SYNCED, str(self.link.state.last_synced))
        if self._exchange is not None:
            self._exchange.stop()
            await asyncio.to_thread(self._exchange.join, JOIN_S)
        self._first.stop()
        await asyncio.to_thread(self.seat.close)
        await asyncio.to_thread(self._opened.close)

    def tell(self, error: ReportedError) -> None:
        """A failure of the world: the store's in red until something was kept again, others until they are read."""
        if isinstance(error, StoreError) and self.link is not None:
            self.link.saving_failed(error)
        else:
            self.frame.notices.banner(TROUBLE, error.sentence)

    # ------------------------------------------------------------ what the frame hears

    def _listen(self) -> None:
        seat, frame = self.seat, self.frame
        seat.on_saved(lambda _: self._on_saved())
        seat.on_operator(lambda _: self._show_people())
        seat.on_change(lambda _: self._show_people())
        seat.on_status(self._on_status)
        self._timer.timeout.connect(self._tick)
        frame.unsent = lambda: seat.status.unsent or 0
        frame.drafts = lambda: self._drafts
        if self.link is not None:
            frame.on_retry = self.link.retry
        frame.notices.way_on(SHIFT, duty_texts.GO_TO, lambda: frame.go.page("duty"))
        frame.notices.way_on(TROUBLE, texts.DISMISS, lambda: frame.notices.banner(TROUBLE, ""))
        frame.window.top_bar.show_room(seat.rules.home.name)
        self._show_people()

    def _join_conflicts(self) -> None:
        conflicts = Conflicts(self.context, self.frame.window)
        self.frame.go.on_conflicts = conflicts.open
        self.frame.notices.way_on(CONFLICTS, conflict_texts.BANNER_GO, conflicts.open)

    def _on_saved(self) -> None:
        self._saved_at = self.seat.now()
        self._ask_drafts()

    def _on_status(self, status: SyncStatus) -> None:
        connected = self.link is not None and self.link.state.connected
        if connected and status.user and status.user != self._kept_user:
            self._kept_user = status.user
            self._tasks.start(self.seat.keep_setting(LOGIN, status.user), name="shell.keep_login")

    def _tick(self) -> None:
        self.seat.follow_terms()
        self.frame.window.top_bar.clock.show_time(self.seat.now())
        if self.link is not None:
            self.link.show()
        if self._ticks % DRAFTS_EVERY_S == 0:
            self._ask_drafts()
        self._ticks += 1
        self.frame.show_facts(
            (
                (texts.STORE, saved_fact(self._saved_at)),
                (texts.CLOCK, clock_fact(self.seat)),
                (texts.DRAFTS, texts.DRAFT_COUNT.format(count=self._drafts) if self._drafts else ""),
                (texts.SOUND, texts.SOUND_ON if self.comfort.kept.sounds else texts.SOUND_OFF),
            )
        )

    def _dress(self, kept: Kept) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication) and kept.scale != look.scale():
            look.apply(app, kept.scale)

    def _ask_drafts(self) -> None:
        async def count() -> None:
            self._drafts = len(await self.seat.drafts())

        self._tasks.start(count(), name="shell.count_drafts")

    def _show_people(self) -> None:
        self.frame.window.top_bar.show_people(leader_of(self.seat.rules), self.seat.operator.name)

    def _sit_where_the_shift_is_open(self) -> None:
        """After a start in the middle of a shift its operator goes on; decisions still ask the shift."""
        rules = self.seat.rules
        span = rules.duty[-1] if rules.duty else None
        user = rules.directory.user(span.operator) if span is not None and span.to is None else None
        if user is not None:
            self.seat.sit(Operator(user.id, user.name, tuple(grant.role for grant in user.grants)))

    def _tip(self, title: str, number: int) -> str:
        if not number:
            return title
        return f"{title}（{self.frame.keymap.cap(f'page_{number}')}）"


def leader_of(rules: Rules) -> str:
    """带班领导: the one duty leader of the town; "" while several could be meant."""
    names = [
        user.name
        for user in rules.directory.users.values()
        if user.active and any(grant.role == "DUTY_LEADER" for grant in user.grants)
    ]
    return names[0] if len(names) == 1 else ""
