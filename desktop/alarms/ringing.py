"""The alarm bell in the window (告警铃): sound, alarm line, mark in the title, one flash of the task bar."""

import time

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.alarms.presenter import AlarmPresenter
from desktop.rereading import Rereading
from desktop.settings.comfort import Comfort
from desktop.shell.page import PageContext
from desktop.sound import Sound, Sounds

SECOND_MS, READ_EVERY_MS = 1_000, 30_000


class AlarmBell(QObject):
    """Rings from `start` to `stop`, whatever page is shown."""

    line_changed = Signal(str, str)  # the alarm line and more of it; "" while nothing rings
    mark_changed = Signal(str)  # what stands before the window's title

    def __init__(self, context: PageContext, sounds: Sounds, comfort: Comfort, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._sounds, self._comfort, self._window = context, sounds, comfort, window
        self.presenter = AlarmPresenter(context.seat, self, context.keymap.cap)
        self._rereading = Rereading(context.tasks, self.presenter.read, "alarms.read")
        self._said: tuple[str, str] = ("", "")
        self._mark = ""
        self._second = QTimer(self, interval=SECOND_MS)
        self._second.timeout.connect(
            lambda: self.presenter.tick(time.monotonic_ns() // 1_000_000, comfort.kept)
        )
        self._half_minute = QTimer(self, interval=READ_EVERY_MS)
        self._half_minute.timeout.connect(self._rereading.ask)

    def start(self) -> None:
        """Begin to listen."""
        self._unsubscribe = self._context.seat.on_change(lambda _: self._rereading.ask_later())
        self._rereading.ask()
        self._second.start()
        self._half_minute.start()

    def stop(self) -> None:
        """Fall silent for good."""
        self._unsubscribe()
        self._second.stop()
        self._half_minute.stop()

    def acknowledge(self) -> bool:
        """F8."""
        self._context.tasks.start(self.presenter.acknowledge(), name="alarms.acknowledge")
        return True

    # ------------------------------------------------------------ what the presenter shows

    def show_alarm(self, text: str, more: str) -> None:
        """The alarm line, told only when it changes."""
        if (text, more) != self._said:
            self._said = (text, more)
            self.line_changed.emit(text, more)

    def show_mark(self, text: str) -> None:
        """The mark before the window's title."""
        if text != self._mark:
            self._mark = text
            self.mark_changed.emit(text)

    def flash(self) -> None:
        """One flash of the task bar, where the window is not in front."""
        QApplication.alert(self._window)

    def play(self, sound: Sound) -> None:
        """A sound at the volume of this PC."""
        self._sounds.play(sound, self._comfort.kept.volume)

    def open_case(self, case_id: str) -> None:
        """The case that rang."""
        self._context.go.case(case_id)

    def say(self, sentence: str) -> None:
        """A word about it."""
        self._context.notices.toast(sentence)
