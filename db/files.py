"""Files that must survive a power cut (落盘): written aside, flushed, renamed, the folder flushed too."""

import os
import shutil
import sys
from pathlib import Path


def flush(path: Path) -> None:
    """Flush a file or a folder to the disk."""
    if sys.platform == "win32" and path.is_dir():
        return  # Windows flushes the folder with the file
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Put a file in place whole or not at all."""
    aside = path.with_name(path.name + ".new")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    flush(path.parent)


def copy_durably(source: Path, target: Path) -> None:
    """Copy a closed file and flush it."""
    shutil.copyfile(source, target)
    flush(target)
    flush(target.parent)


def set_aside(path: Path, word: str) -> Path:
    """Rename a file and its log out of the way, never over another; gives the new name."""
    number = 1
    while (target := path.with_name(f"{path.stem}.{word}-{number}{path.suffix}")).exists():
        number += 1
    for end in ("-wal", "-shm", ""):
        part = path.with_name(path.name + end)
        if part.exists():
            part.rename(target.with_name(target.name + end))
    flush(path.parent)
    return target
