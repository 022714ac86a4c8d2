"""Copies of material in the store (附件副本): `files/<sha256>` beside the ledger, and which name of a case means which copy.

A payload holds names only, so that what a copy is called is known to this PC alone. Free of Qt.
"""

import errno
import hashlib
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from shutil import disk_usage
from typing import Protocol, TypeVar
from uuid import uuid4

import msgspec

from db.files import flush
from desktop.moves import texts
from governance.refusal import ReportedError

T = TypeVar("T")
FOLDER = "files"
CHUNK = 1 << 20
SPARE = 200 << 20  # what registering needs stays free whatever is attached
Free = Callable[[Path], int]


class NoRoomError(ReportedError):
    """The disk is too full for a copy; registering goes on."""


class SettingSeat(Protocol):
    """What looking for copies asks of the seat."""

    async def setting(self, name: str) -> str | None: ...


class FileSeat(SettingSeat, Protocol):
    """What copying asks of it."""

    async def run(self, work: Callable[[], T]) -> T: ...
    async def keep_setting(self, name: str, value: str) -> None: ...


class Copying:
    """One copy under way: how far it is, and the wish to stop it; any thread may look."""

    def __init__(self, source: Path) -> None:
        self.source = source
        self.done, self.total = 0, 0
        self.stopped = threading.Event()

    @property
    def percent(self) -> int:
        """How much is done."""
        return 100 * self.done // self.total if self.total else 0


class FileCopies:
    """The copies of one store."""

    def __init__(
        self, store: Path, seat: FileSeat, *, free: Free = lambda path: disk_usage(path).free
    ) -> None:
        self.folder = store / FOLDER
        self._seat, self._free = seat, free

    async def take_in(self, case_id: str, copying: Copying) -> str:
        """Copy a file and note its name for the case; "" when it was stopped. Raises ReportedError with its sentence."""
        copy = await self._seat.run(partial(self._copied, copying))
        if not copy:
            return ""
        known = await copies_of(self._seat, case_id)
        name = _free_name(copying.source.name, copy, known)
        await self._seat.keep_setting(_setting(case_id), msgspec.json.encode(known | {name: copy}).decode())
        return name

    def path(self, copy: str) -> Path:
        """Where a copy lies."""
        return self.folder / copy

    def _copied(self, copying: Copying) -> str:
        """Blocking: the file's name in the store, or "" when it was stopped; nothing half is left."""
        aside = self.folder / f"{uuid4().hex}.part"
        try:
            copying.total = copying.source.stat().st_size
            self.folder.mkdir(exist_ok=True)
            free = self._free(self.folder)
            if free - copying.total < SPARE:
                raise NoRoomError(texts.NO_ROOM.format(free=free >> 20))
            digest = self._written(copying, aside)
            if not digest:
                return ""
            copy = digest + copying.source.suffix.lower()
            aside.replace(self.folder / copy)
            flush(self.folder)
        except OSError as err:
            if err.errno == errno.ENOSPC:
                raise NoRoomError(texts.NO_ROOM.format(free=self._free(self.folder) >> 20)) from err
            raise ReportedError(texts.FILE_LOCKED.format(name=copying.source.name), error=str(err)) from err
        finally:
            with suppress(FileNotFoundError):
                aside.unlink()
        return copy

    def _written(self, copying: Copying, aside: Path) -> str:
        digest = hashlib.sha256()
        with copying.source.open("rb") as source, aside.open("xb") as target:
            while chunk := source.read(CHUNK):
                if copying.stopped.is_set():
                    return ""
                digest.update(chunk)
                target.write(chunk)
                copying.done += len(chunk)
            target.flush()
            os.fsync(target.fileno())
        return digest.hexdigest()


async def copies_of(seat: SettingSeat, case_id: str) -> dict[str, str]:
    """Name of material → file of its copy on this PC, of one case."""
    kept = await seat.setting(_setting(case_id))
    return msgspec.json.decode(kept, type=dict[str, str]) if kept else {}


def _setting(case_id: str) -> str:
    return f"at/{case_id}"


def _free_name(name: str, copy: str, known: dict[str, str]) -> str:
    """The name, or `现场-2.jpg` where the case has another file of that name."""
    whole = Path(name)
    tried, number = name, 1
    while known.get(tried, copy) != copy:
        number += 1
        tried = f"{whole.stem}-{number}{whole.suffix}"
    return tried
