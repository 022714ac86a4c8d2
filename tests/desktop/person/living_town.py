"""A county of one's own for a test (在运转的县): the staged desk, its county as a process that plays everybody else, a wire."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db.clock import ScaledClock
from db.queries.dossier import dossier
from db.store import Store
from desktop.county_process import CountyProcess
from desktop.day.network import Wire
from desktop.demo import town
from desktop.demo.stage import STORE, copy_staged
from desktop.keymap import Keymap
from desktop.room import Room
from desktop.shell.frame import Frame
from desktop.shell.window import MainWindow
from desktop.sound import Sounds
from desktop.starting.opened import DEMO_MAP, Opened
from desktop.tasks import Tasks
from desktop.theme import look
from gis.town_map import load
from governance.ledger.entry import ACCEPTED
from governance.refusal import ReportedError
from tests.desktop.patience import until

COUNTY = ("county.db", "county.keys")
SCALE = 60.0  # an hour of the town in a minute
SIZE = (1920, 1080)
NONE = Qt.KeyboardModifier.NoModifier
PLAYERS = ("--with-parent", "--seed", "104", "--pace", "0.02", "--events-per-day", "1", "--catch-up", "0")


class LivingTown:
    """Store, county process and the wire between them."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.folder = copy_staged(template, folder)
        for name in COUNTY:
            shutil.copy(template / name, folder / name)
        now = time.time_ns() // 1_000_000
        self.clock = ScaledClock(town.instant(town.NOW), now, SCALE)
        self.store = Store.open(folder / STORE, clock=self.clock)
        self.db = f"sqlite:///{folder / 'county.db'}"
        times = (
            "--clock-origin",
            str(self.clock.origin_ms),
            "--clock-anchor",
            str(now),
            "--scale",
            str(SCALE),
        )
        self._county = CountyProcess(("simulate", "--db", self.db, *times, *PLAYERS), folder / "county.log")
        self._county.start()
        self.wire = Wire("127.0.0.1", self._county.port)

    @property
    def url(self) -> str:
        """The county, through the wire."""
        return f"http://127.0.0.1:{self.wire.port}"

    def end_county(self) -> None:
        """The county's program ends; its ledger may be read."""
        self._county.stop()

    def close(self) -> None:
        """Close the store, end the county."""
        self.store.close()
        self.wire.close()
        self._county.stop()


class Person:
    """Whoever sits there: every key and click is counted."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.window = room.frame.window
        self.count = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """One key."""
        self.count += 1
        QTest.keyClick(self.focus, key, modifier)

    def say(self, words: str) -> None:
        """Words through the input method, or letters: one interaction, as one writes a line."""
        self.count += 1
        if words.isascii():
            QTest.keyClicks(self.focus, words)
            return
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(self.focus, event)

    def click(self, widget: QWidget) -> None:
        """The left button, in the middle."""
        self.count += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    @property
    def focus(self) -> QWidget:
        """Where keys go."""
        return QApplication.focusWidget() or self.window


@asynccontextmanager
async def at_work(living: LivingTown, page: str = "situation") -> AsyncIterator[Person]:
    """The real window on the town's store, exchanging with its county; a failure of the world fails the test."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look.apply(app)
    window = MainWindow(keymap := Keymap.shipped())
    failures: list[ReportedError] = []
    tasks = Tasks(asyncio.get_running_loop(), failures.append)
    frame = Frame(window, keymap, tasks)
    opened = Opened(living.store, load(DEMO_MAP), lambda: None, living.url, (town.LOGIN, town.PASSWORD))
    room = Room(frame, tasks, opened, sounds=Sounds(lambda _: None))
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    try:
        await room.start(page)
        yield Person(room)
    finally:
        await tasks.close()
        await room.close()
        window.let_go()
        window.deleteLater()
    assert failures == []


def confirmed(living: LivingTown, case_id: str) -> list[str]:
    """The kinds of what the county has confirmed on a case, as this desk has read it back."""
    shown = living.store.read(lambda conn: dossier(conn, living.store.stream, case_id))
    return [line.kind for line in shown.lines if line.vd == ACCEPTED] if shown is not None else []


async def online(person: Person) -> None:
    """Logged in, and what there was to read is read."""
    await until(lambda: person.room.link is not None and person.room.link.state.connected, "the county")
