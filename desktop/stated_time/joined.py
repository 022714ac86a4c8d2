"""校时 joined to the window: the banner's button opens it, a toast says that it is done."""

from PySide6.QtWidgets import QWidget

from desktop.seat import Seat
from desktop.shell.notices import WindowNotices
from desktop.signing.asked_county import AskedCounty
from desktop.signing.in_person import InPerson
from desktop.signing.password_dialog import PasswordDialog
from desktop.signing.passwords import Passwords
from desktop.stated_time import texts
from desktop.stated_time.dialog import TimeDialog
from desktop.stated_time.stating import Stating
from desktop.tasks import Tasks
from desktop.times import clock_time, day


class StatedTimeView:
    """The dialog and what it does."""

    def __init__(self, window: QWidget, seat: Seat, tasks: Tasks, notices: WindowNotices) -> None:
        in_person = InPerson(seat, Passwords(seat, AskedCounty(seat)), PasswordDialog(window))
        self._seat, self._tasks, self._notices = seat, tasks, notices
        self.dialog = TimeDialog(window)
        self.stating = Stating(seat.desk, in_person, lambda: seat.rules, seat.run)
        self.dialog.given.connect(lambda *given: tasks.start(self._confirm(*given), name="stated_time"))

    def ask(self) -> None:
        """Open the dialog."""
        self.dialog.ask(self.stating.leaders())

    async def _confirm(self, typed: str, by: str, place: int) -> None:
        leaders = self.stating.leaders()
        why = await self.stating.confirm(typed, by, leaders[place] if 0 <= place < len(leaders) else None)
        self.dialog.say(why)
        if not why:
            self.dialog.accept()
            now = self._seat.now()
            self._notices.toast(texts.DONE.format(at=f"{day(now)} {clock_time(now)}"))
