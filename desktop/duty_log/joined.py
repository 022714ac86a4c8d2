"""断网与演练 joined to the duty page: the panel's buttons open the dialog, a toast says that it is written down."""

from asyncio import Lock
from collections.abc import Callable

from desktop.duty_log.dialog import DutyLogDialog
from desktop.duty_log.log import Asked, DutyLog, Given, Line, said_of
from desktop.duty_log.panel import DutyLogPanel
from desktop.seat import Seat
from desktop.signing.in_person import InPerson
from desktop.signing.password_dialog import PasswordDialog
from desktop.signing.passwords import Passwords
from desktop.tasks import Tasks


class DutyLogView:
    """The panel, its dialog, and what they do."""

    def __init__(
        self,
        panel: DutyLogPanel,
        seat: Seat,
        tasks: Tasks,
        passwords: Passwords,
        say: Callable[[str], None],
    ) -> None:
        """`say` shows a word that goes by itself."""
        self._tasks, self._say = tasks, say
        self._saving = Lock()
        self.dialog = DutyLogDialog(panel)
        self.password = PasswordDialog(panel)
        self.log = DutyLog(seat, InPerson(seat, passwords, self.password), panel.show_lines)
        panel.asked.connect(lambda drill: self.dialog.ask(self.log.asked(drill=drill)))
        panel.end_asked.connect(self._end)
        self.dialog.given.connect(
            lambda asked, given: tasks.start(self._save(asked, given), name="duty_log.save")
        )

    def _end(self, line: Line | None) -> None:
        asked = self.log.end_asked(line)
        if isinstance(asked, str):
            self._say(asked)
        else:
            self.dialog.ask(asked)

    async def _save(self, asked: Asked, given: Given) -> None:
        """One press is one entry, however often it is pressed."""
        if not self._saving.locked():
            async with self._saving:
                await self._written(asked, given)

    async def _written(self, asked: Asked, given: Given) -> None:
        why = await self.log.save(asked, given)
        self.dialog.say(why)
        if not why:
            self.dialog.accept()
            self._say(said_of(asked, given))
            await self.log.read()
