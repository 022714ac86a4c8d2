"""The window of one picture (拍摄现场): opened on a copy of a staged desk, moved by its own keys, taken when it is still."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import shiboken6
from msgspec import structs
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QInputMethodEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from db.queries.event_filter import EventFilter
from db.queries.event_list import filtered_events
from desktop.demo.stage import Staged, copy_staged, open_staged
from desktop.keymap import Keymap
from desktop.map.surface import MapSurface
from desktop.room import Room, Standing
from desktop.shell.frame import Frame
from desktop.shell.window import MainWindow
from desktop.shots import texts
from desktop.shots.shot import Shot, ShotError
from desktop.sound import Sounds
from desktop.starting.opened import DEMO_MAP, Opened
from desktop.tasks import Tasks
from desktop.theme import look
from gis.town_map import load
from governance.refusal import ReportedError

STILL_S, PATIENCE_S, LOOK_EVERY_S = 0.05, 10.0, 0.01
PAUSE_S = 0.5
LAYERS = 4  # form, drawer, ticks, conditions
SLEEPERS = frozenset({"shell.count_drafts"})  # comes by itself every few seconds and moves nothing


@dataclass
class Scene:
    """The window and what moves it. `room` and `staged` are missing before a store is open."""

    shot: Shot
    window: MainWindow
    frame: Frame
    tasks: Tasks
    folder: Path  # of this picture alone
    opened: tuple[Room, Staged] | None = None
    reported: list[ReportedError] = field(default_factory=list)
    endings: list[Callable[[], object]] = field(default_factory=list)
    ways_back: list[str] = field(default_factory=list)

    @property
    def room(self) -> Room:
        """The room at work."""
        return self._at_work()[0]

    @property
    def staged(self) -> Staged:
        """Its desk."""
        return self._at_work()[1]

    def tell(self, error: ReportedError) -> None:
        """A failure of the world: the window says it."""
        self.reported.append(error)
        if self.opened is not None:
            self.room.tell(error)

    # ------------------------------------------------------------ what a hand does

    async def do(self, action: str) -> None:
        """Ask for an action of the keymap, and wait for what comes of it."""
        self.frame.do(action)
        await self.still()

    async def type(self, text: str) -> None:
        """Type where the focus is, Chinese as an input method does."""
        for char in text if text.isascii() else ():
            self._send(0, char)
        if not text.isascii():
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(QApplication.focusWidget() or self.window, event)
        await self.still()

    async def pause(self) -> None:
        """As long as a person looks up: what waits for a pause of typing begins."""
        await asyncio.sleep(PAUSE_S)
        await self.still()

    async def press(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        self._send(key, "\r" if key == Qt.Key.Key_Return else "")
        await self.still()

    async def show_page(self, name: str) -> None:
        """Go to a page."""
        if self.frame.go.named(name) is None:
            raise ShotError(texts.NO_PAGE.format(page=name))
        self.frame.go.page(name)
        await self.still()

    async def show_case(self, case_id: str) -> None:
        """Go to a case."""
        self.frame.go.case(case_id)
        await self.still()

    async def rest(self) -> None:
        """Put away what was opened: the window is as the next picture wants it."""
        for one in QApplication.topLevelWidgets():
            if one is not self.window and one.isVisible():
                one.close()
        self.window.activateWindow()  # else what is typed next goes nowhere
        self.window.top_bar.command.clear()
        self.frame.focus_page()
        while self.ways_back:
            await self.do(self.ways_back.pop())
        for _ in range(LAYERS):
            if not self.frame.do("escape"):
                break
            await self.still()

    def afterwards(self, action: str) -> None:
        """Do this before the next picture."""
        self.ways_back.append(action)

    def on_close(self, end: Callable[[], object]) -> None:
        """Do this before the window is closed."""
        self.endings.append(end)

    def find(self, number: int = 0, **wanted: Any) -> str:
        """The id of an event of the desk: `find(states=("SIGNED",))`, or the next one by `number`."""
        staged, asked = self.staged, EventFilter(**wanted)
        rows = staged.store.read(
            lambda conn: filtered_events(conn, staged.stream, asked, now=staged.now, limit=number + 1)
        )
        if len(rows) <= number:
            raise ShotError(texts.NO_CASE)
        return rows[number].case_id

    def _send(self, key: int, text: str) -> None:
        target = QApplication.focusWidget() or self.window
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))

    # ------------------------------------------------------------ taking

    async def still(self) -> None:
        """Wait until nothing is read, drawn or laid out any more."""
        end, since = time.monotonic() + PATIENCE_S, time.monotonic()
        while time.monotonic() - since < STILL_S:
            await asyncio.sleep(LOOK_EVERY_S)
            if self.moving:
                since = time.monotonic()
            if time.monotonic() > end:
                raise ShotError(
                    texts.NOT_SETTLED.format(
                        name=self.shot.name, seconds=int(PATIENCE_S), running="、".join(self.moving)
                    )
                )

    @property
    def moving(self) -> tuple[str, ...]:
        """What still goes on."""
        maps = [one for one in self.window.findChildren(MapSurface) if one.isVisible() and not one.settled]
        running = [name for name in self.tasks.running if name not in SLEEPERS]
        return (*running, *("map" for _ in maps))

    def picture(self) -> QImage:
        """The window with what stands over it; of a dialog shot the dialog alone."""
        over = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not self.window]
        if self.shot.dialog:
            dialogs = [one for one in over if isinstance(one, QDialog)]
            dialogs += [one for one in self.window.findChildren(QDialog) if one.isVisible()]
            if not dialogs:
                raise ShotError(texts.NO_DIALOG)
            return painted(dialogs[-1])
        image = painted(self.window)
        painter = QPainter(image)
        for one in over:
            corner = one.mapToGlobal(QPoint(0, 0)) - self.window.mapToGlobal(QPoint(0, 0))
            painter.drawImage(corner, painted(one))
            painter.setPen(look.colour("line"))
            painter.drawRect(corner.x(), corner.y(), one.width() - 1, one.height() - 1)
        painter.end()
        return image

    def _at_work(self) -> tuple[Room, Staged]:
        assert self.opened is not None, "no store is open in this picture"
        return self.opened


def painted(widget: QWidget) -> QImage:
    """A widget as it looks, one pixel for each of its own whatever the screen."""
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(look.colour("bg"))
    widget.render(image, QPoint(0, 0))
    return image


# ---------------------------------------------------------------- opening


@asynccontextmanager
async def scene(shot: Shot, size: tuple[int, int], template: Path) -> AsyncIterator[Scene]:
    """Open the window of a picture, pose it, and close it afterwards."""
    async with window(shot, size, template) as made:
        await posed(made, shot)
        yield made


async def posed(made: Scene, shot: Shot) -> None:
    """Bring a window to where a picture is taken."""
    made.shot = shot
    if shot.page:
        await made.show_page(shot.page)
    await shot.pose(made)
    if not shot.moving:
        await made.still()


@asynccontextmanager
async def window(shot: Shot, size: tuple[int, int], template: Path) -> AsyncIterator[Scene]:
    """Open a window fit for a shot, and close it afterwards."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look.apply(app, shot.scale)
    with TemporaryDirectory(prefix="huying-shot-", ignore_cleanup_errors=True) as name:
        made = _shown(shot, size, Path(name))
        try:
            if shot.page:
                await _open_room(made, template)
            yield made
        finally:
            await _close(made)


def _shown(shot: Shot, size: tuple[int, int], folder: Path) -> Scene:
    shown = MainWindow(keymap := Keymap.shipped())
    tasks = Tasks(asyncio.get_running_loop(), lambda error: made.tell(error))
    made = Scene(shot, shown, Frame(shown, keymap, tasks), tasks, folder)
    shown.resize(*size)
    shown.show()
    shown.activateWindow()
    return made


async def _open_room(made: Scene, template: Path) -> None:
    folder = await asyncio.to_thread(copy_staged, template, made.folder)
    staged = await asyncio.to_thread(open_staged, folder, made.shot.variant)
    town = await asyncio.to_thread(load, DEMO_MAP)
    opened = Opened(staged.store, town, staged.store.close)
    standing = Standing(staged.status, staged.synced_at)
    room = Room(made.frame, made.tasks, opened, standing, sounds=Sounds(lambda _: None))
    made.opened = (room, staged)
    await room.comfort.load()
    await room.comfort.keep(structs.replace(room.comfort.kept, scale=made.shot.scale))
    await room.start()
    made.frame.end_start()


async def _close(made: Scene) -> None:
    for end in made.endings:
        end()
    await made.tasks.close()
    if made.opened is not None:
        await made.room.close()
    for one in QApplication.topLevelWidgets():
        if one is not made.window and one.isVisible():
            one.close()
    made.window.let_go()
    await asyncio.sleep(LOOK_EVERY_S)  # what was already on its way finds the window whole
    shiboken6.delete(
        made.window
    )  # not later: collected by another thread meanwhile it would be deleted twice
