"""Putting a document on the disk whole or not at all (落盘): temporary name, fsync, rename."""

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from briefings.failures import DocumentNotWrittenError


def saved(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a file beside `path`, then give it that name; raises DocumentNotWrittenError."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
        _sync_folder(path.parent)
    except OSError as err:
        raise DocumentNotWrittenError(_sentence(path, err), path=str(path)) from err
    finally:
        with suppress(OSError):  # the folder itself may be what failed
            part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return  # a folder can't be opened there; the rename is journalled
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sentence(path: Path, err: OSError) -> str:
    if err.errno == errno.ENOSPC:
        return f"磁盘已满，“{path.name}”未写成；请清理后重试。"
    if isinstance(err, PermissionError):
        return f"“{path.name}”不能写入，可能正被其他程序打开或文件夹只读；请关闭该文件或换一个文件夹后重试。"
    return f"“{path.name}”未写成（{err.strerror or err}）；请换一个文件夹后重试。"
