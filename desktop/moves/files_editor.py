"""Material of a form (材料): chosen files are copied into the store by a worker; the form keeps their names."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.moves import texts
from desktop.moves.chips import Chips
from desktop.moves.file_copies import Copying, NoRoomError
from desktop.moves.form import Entry
from desktop.theme.look import SECOND
from desktop.widgets.buttons import ActionButton, LinkButton
from desktop.widgets.file_words import name_labels
from desktop.widgets.words import Elided, Words
from governance.refusal import ReportedError

LOOK_MS = 120
RETRY_MS = 10_000
TakeIn = Callable[[Copying], Awaitable[str]]


class FilesEditor(QWidget):
    """`chosen` while files wait to be copied: whoever hears it runs `copy`; `reshaped` when another height is needed."""

    changed = Signal()
    entered = Signal()
    chosen = Signal()
    reshaped = Signal()

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._waiting: list[Path] = []
        self._copying: Copying | None = None
        self._add = ActionButton(texts.FILES_ADD, small=True)
        self._add.clicked.connect(self._ask)
        self._chips = Chips()
        self._chips.dropped.connect(self._drop)
        self._trouble = Words("", SECOND, "red", wrap=True)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._show_progress)
        self._retry = QTimer(self, interval=RETRY_MS, singleShot=True)
        self._retry.timeout.connect(self.chosen)
        self._lay_out()
        self.setFocusProxy(self._add)
        self.set_value(entry.value if isinstance(entry.value, tuple) else ())
        self._show_progress()

    def _lay_out(self) -> None:
        self._told = Elided("", SECOND, "ink2")
        stop = LinkButton(texts.STOP_COPY)
        stop.clicked.connect(self.stop)
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._told, 1)
        line.addWidget(stop)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(5)
        for part in (self._chips, self._line, self._trouble, self._add):
            rows.addWidget(part)

    @property
    def value(self) -> tuple[str, ...]:
        """The names of what is copied."""
        return self._names

    @property
    def busy(self) -> bool:
        """Whether something is being copied or waits for room."""
        return self._copying is not None or bool(self._waiting)

    @property
    def trouble(self) -> str:
        """Why the last file could not be copied, or ""."""
        return self._trouble.text()

    def set_value(self, value: tuple[str, ...]) -> None:
        """Show these names."""
        self._names = tuple(value)
        self._chips.show_all([(name, name) for name in self._names])
        self.reshaped.emit()

    def add(self, paths: list[str]) -> None:
        """Take files in, one after another."""
        self._waiting += [path for path in map(Path, paths) if path not in self._waiting]
        self._trouble.say("")
        if self._copying is None:
            self.chosen.emit()

    def stop(self) -> None:
        """Copy nothing more; what is copied stays."""
        self._waiting.clear()
        self._retry.stop()
        self._trouble.say("")
        if self._copying is not None:
            self._copying.stopped.set()
        self._show_progress()

    async def copy(self, take_in: TakeIn) -> None:
        """Copy what waits; without room it goes on by itself once there is some."""
        while self._waiting and self._copying is None:
            path = self._waiting[0]
            self._copying = Copying(path)
            self._look.start()
            self._show_progress()
            try:
                self._took(path, await take_in(self._copying))
            except NoRoomError as err:
                self._trouble.say(err.sentence)
                self._retry.start()
                return
            except ReportedError as err:
                self._forget(path)
                self._trouble.say(err.sentence)
            finally:
                self._copying = None
                self._look.stop()
                self._show_progress()

    def _forget(self, path: Path) -> None:
        if path in self._waiting:  # else it was stopped
            self._waiting.remove(path)

    def _took(self, path: Path, name: str) -> None:
        self._forget(path)
        self._trouble.say("")
        if name and name not in self._names:
            self.set_value((*self._names, name))
            self.changed.emit()

    def _show_progress(self) -> None:
        now = self._copying
        self._line.setVisible(self.busy)
        self._trouble.setVisible(bool(self._trouble.text()))
        if now is not None:
            self._told.say(texts.COPYING.format(name=now.source.name, percent=now.percent))
        elif self._waiting:
            self._told.say(texts.WAITING.format(n=len(self._waiting)))
        self.reshaped.emit()

    def _ask(self) -> None:
        dialog = QFileDialog(self, texts.FILES_CHOOSE)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # the system's own runs a loop inside ours
        name_labels(dialog, texts.FILES_DO)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.add)
        dialog.open()

    def _drop(self, name: str) -> None:
        self.set_value(tuple(one for one in self._names if one != name))
        self.changed.emit()
