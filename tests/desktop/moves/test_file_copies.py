"""Material is copied into the store by a worker: whole or not at all, under its hash, found again by its name."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from desktop.moves.file_copies import SPARE, Copying, FileCopies, NoRoomError, copies_of
from desktop.moves.files_editor import FilesEditor
from desktop.moves.form import Entry
from governance.refusal import ReportedError

T = TypeVar("T")
CASE = "00000000-0000-0000-0000-000000000001"


class Keeping:
    """A seat that keeps settings (implements `FileSeat`)."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    async def run(self, work: Callable[[], T]) -> T:
        return work()

    async def setting(self, name: str) -> str | None:
        return self.kept.get(name)

    async def keep_setting(self, name: str, value: str) -> None:
        self.kept[name] = value


def made(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


async def test_a_copy_lies_under_its_hash_and_is_found_by_its_name(tmp_path: Path) -> None:
    seat = Keeping()
    copies = FileCopies(tmp_path, seat)
    copying = Copying(made(tmp_path / "usb", "现场.JPG", b"picture"))
    assert await copies.take_in(CASE, copying) == "现场.JPG"
    copy = (await copies_of(seat, CASE))["现场.JPG"]
    assert copy == hashlib.sha256(b"picture").hexdigest() + ".jpg"
    assert copies.path(copy).read_bytes() == b"picture"
    assert copying.percent == 100


async def test_another_file_of_the_same_name_gets_another_name(tmp_path: Path) -> None:
    seat = Keeping()
    copies = FileCopies(tmp_path, seat)
    first = Copying(made(tmp_path / "a", "现场.jpg", b"one"))
    other = Copying(made(tmp_path / "b", "现场.jpg", b"two"))
    assert [await copies.take_in(CASE, one) for one in (first, other, first)] == [
        "现场.jpg",
        "现场-2.jpg",
        "现场.jpg",
    ]


async def test_a_stopped_copy_leaves_nothing(tmp_path: Path) -> None:
    copies = FileCopies(tmp_path, Keeping())
    copying = Copying(made(tmp_path / "usb", "视频.mp4", b"film"))
    copying.stopped.set()
    assert await copies.take_in(CASE, copying) == ""
    assert list(copies.folder.iterdir()) == []


async def test_a_full_disk_is_said_with_what_still_goes(tmp_path: Path) -> None:
    copies = FileCopies(tmp_path, Keeping(), free=lambda path: SPARE - (80 << 20))
    with pytest.raises(NoRoomError) as said:
        await copies.take_in(CASE, Copying(made(tmp_path / "usb", "视频.mp4", b"film")))
    assert said.value.sentence == "磁盘只剩 120 兆，仍可登记，附件暂停。清理后自动继续。"


async def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReportedError) as said:
        await FileCopies(tmp_path, Keeping()).take_in(CASE, Copying(tmp_path / "没有.jpg"))
    assert said.value.sentence.startswith("【没有.jpg】读不了")


async def test_what_waits_for_room_is_copied_once_there_is_some(tmp_path: Path, qtbot: QtBot) -> None:
    editor = FilesEditor(Entry(key="files", label="材料", kind="files", value=()))
    qtbot.addWidget(editor)
    room = [0]
    copies = FileCopies(tmp_path, Keeping(), free=lambda path: room[0])
    editor.add([str(made(tmp_path / "usb", name, name.encode())) for name in ("一.jpg", "二.jpg")])

    async def take_in(copying: Copying) -> str:
        return await copies.take_in(CASE, copying)

    await editor.copy(take_in)
    assert editor.busy
    assert editor.trouble.startswith("磁盘只剩 0 兆")
    assert list(editor.value) == []
    room[0] = 2 * SPARE
    await editor.copy(take_in)
    assert editor.value == ("一.jpg", "二.jpg")
    assert (editor.busy, editor.trouble) == (False, "")
