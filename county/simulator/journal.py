"""The journal of acknowledged acts (流水): one JSON line an act, appended after its commit."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from county.failures import JournalError


class Journal:
    """An append-only file; a line is with the operating system before the next act is done."""

    def __init__(self, path: Path | None) -> None:
        self._file: int | None = None
        if path is not None:
            try:
                self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
            except OSError as err:
                raise JournalError(
                    f"写不了流水文件 {path.name}；请检查文件夹和写入权限。", path=str(path)
                ) from err

    def note(self, lines: Iterable[dict[str, str | None]]) -> None:
        """Append acts that were acknowledged."""
        if self._file is not None:
            text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
            os.write(self._file, text.encode())

    def close(self) -> None:
        """Let the file go."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
