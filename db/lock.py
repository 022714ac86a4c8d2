"""The lock of a store folder (占用锁): one program at a time; the system frees it when the program dies."""

import os
import sys
from pathlib import Path
from typing import BinaryIO

from db.failures import StoreLockedError, StoreReadOnlyError

NAME = "store.lock"

if sys.platform == "win32":
    import msvcrt

    def _take(file: BinaryIO) -> None:
        file.seek(1 << 16)  # beyond the text, so that others may read who holds it
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


class StoreLock:
    """Holds the folder until released."""

    def __init__(self, folder: Path, name: str = NAME) -> None:
        path = folder / name
        try:
            self._file = path.open("a+b")
        except OSError as err:
            raise StoreReadOnlyError(
                "本机数据文件夹不可写；请检查文件夹的写入权限。", path=str(folder)
            ) from err
        try:
            _take(self._file)
        except OSError as err:
            self._file.close()
            raise StoreLockedError(
                "另一个窗口正在使用这个本机库；请先关闭那个窗口，或选择别的文件夹。", path=str(folder)
            ) from err
        self._file.truncate(0)
        self._file.write(f"{os.getpid()}\n".encode())
        self._file.flush()

    def release(self) -> None:
        """Let the next one in."""
        self._file.close()
