"""Chip, popup, login card and offline banner joined to the exchange (同步的显示)."""

from typing import Protocol

from desktop.seat import Seat
from desktop.shell import texts
from desktop.shell.banners import AMBER, RED
from desktop.shell.frame import Frame
from desktop.shell.link_state import LinkState
from desktop.shell.login_card import LoginCard
from desktop.shell.notices import WindowNotices
from desktop.shell.sync_details import SyncDetails
from desktop.times import MINUTE_MS, clock_second, day, span
from governance.handling.doubted import DOUBTED
from governance.refusal import ReportedError
from governance.time.working_time import midnight
from sync.status import AUTH, SyncStatus

OFFLINE, CLOCK = "offline", "clock"
CLOCK_IN_DOUBT = "clock.doubt"  # its banner has a way on: 校时
FAR_OFF_MS = MINUTE_MS  # a minute is told: who trusts the PC's own clock would misjudge limits


class Link(Protocol):
    """The exchange, as the window asks it."""

    @property
    def heard_s_ago(self) -> int | None: ...
    def retry_now(self) -> None: ...
    def login(self, user: str, password: str) -> None: ...


class LinkView:
    """Shows how the exchange goes; `tick` once a second."""

    def __init__(self, frame: Frame, seat: Seat, notices: WindowNotices, last_synced: int | None) -> None:
        """`last_synced` is what was kept from before."""
        self._frame, self._seat, self._notices = frame, seat, notices
        self._link: Link | None = None
        self.state = LinkState(seat.now, last_synced)
        self._details = SyncDetails(frame.window)
        self._card = LoginCard(frame.window)
        self._given = False  # a password went out and nothing came back yet
        chip = frame.window.top_bar.chip
        chip.clicked.connect(self._open)
        self._details.retry_requested.connect(self.retry)
        self._details.outbox_requested.connect(lambda: frame.go.page("outbox"))
        self._details.login_requested.connect(lambda: self._ask_login(focus=True))
        self._card.login_requested.connect(self.login)
        notices.way_on(OFFLINE, texts.OPEN_OUTBOX, lambda: frame.go.page("outbox"))
        self._unsubscribe = (
            seat.on_status(self.take),
            seat.on_saved(lambda _: self.saving_works()),
        )
        self.take(seat.status)

    def take_link(self, link: Link) -> None:
        """The exchange has begun."""
        self._link = link

    def take(self, status: SyncStatus) -> None:
        """The exchange has news."""
        self.state.take(status)
        if status.state != AUTH and self._given and status.needs_login:
            self._given = False
            self._ask_login(focus=True)
            self._card.say_wrong()
        elif status.needs_login:
            self._ask_login(focus=False)
        elif self.state.connected:
            self._given = False
            self._card.hide()
        if self.state.back_with:
            self._notices.toast(texts.RESENT.format(count=self.state.back_with))
            self.state.back_with = None
        self.show()

    def show(self) -> None:
        """Say how it stands now; once a second, and at news."""
        if self._link is not None:
            self.state.heard(self._link.heard_s_ago)
        self._frame.window.top_bar.chip.show_face(self.state.face)
        red, away = bool(self.state.trouble), self.state.away_since is not None
        self._notices.banner(OFFLINE, self.state.banner, RED if red else AMBER)
        doubted = self._seat.desk.store.clock.now().cq == DOUBTED
        said = clock_banner(self._seat, away=away)
        self._notices.banner(CLOCK, "" if doubted else said, RED)
        self._notices.banner(CLOCK_IN_DOUBT, said if doubted else "", RED)

    def retry(self) -> None:
        """立即重试."""
        if self._link is not None:
            self._link.retry_now()

    def saving_failed(self, error: ReportedError) -> None:
        """The store could not keep something: red until something was kept again."""
        self.state.saving_failed(error.sentence)
        self.show()

    def saving_works(self) -> None:
        """Something was sealed."""
        if self.state.trouble:
            self.state.saving_failed("")
            self.show()

    def _open(self) -> None:
        lines = (*self.state.lines(), *(self._frame.facts_told() if self._frame.window.compact else ()))
        self._details.show_lines(lines, login=self.state.status.needs_login)
        self._details.open_under(self._frame.window.top_bar.chip)

    def _ask_login(self, *, focus: bool) -> None:
        window = self._frame.window
        if not self._card.isVisible() and (focus or not self._card.put_off):
            user = self.state.status.user
            known = self._seat.rules.directory.user(user)
            self._card.ask(user, known.name if known is not None else user, focus=focus)
            corner = window.top_bar.height() + 8
            self._card.move(window.width() - self._card.width() - 12, corner)

    def login(self, user: str, password: str) -> None:
        """A person logs in at the county; what comes of it is told as the exchange's state."""
        self._given = True
        if self._link is not None:
            self._link.login(user, password)


def clock_banner(seat: Seat, *, away: bool) -> str:
    """What is wrong with the PC's clock, or ""; while the county answers it sets the clock right by itself."""
    reading = seat.desk.store.clock.now()
    if reading.cq == DOUBTED:
        return _doubted(seat, reading.t) if away else ""
    off = reading.w - reading.t
    return texts.CLOCK_FAR_OFF.format(span=span(off)) if abs(off) >= FAR_OFF_MS else ""


def _doubted(seat: Seat, shown: int) -> str:
    """The date in doubt, and the one that new serials carry meanwhile (rulebook §6.4)."""
    trusted = midnight(seat.serial_day())
    return texts.CLOCK_UNKNOWN.format(shown=day(shown), trusted=day(trusted))


def clock_fact(seat: Seat) -> str:
    """How the PC's clock stands to the county's, for the status line."""
    reading = seat.desk.store.clock.now()
    if reading.cq == DOUBTED:
        return texts.CLOCK_DOUBTED
    if reading.cq == 1:
        return texts.CLOCK_GUESSED
    return texts.CLOCK_OFF.format(seconds=f"{abs(reading.w - reading.t) / 1_000:.1f}")


def saved_fact(at: int | None) -> str:
    """That the store is sound, and when it last kept something."""
    kept = texts.SAVED_AT.format(time=clock_second(at)) if at is not None else ""
    return texts.joined(texts.STORE_SOUND, kept)
