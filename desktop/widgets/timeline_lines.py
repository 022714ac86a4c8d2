"""The entries of a timeline (过程条目) as a model."""

from collections.abc import Sequence
from typing import Any, Literal

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from desktop.lights import Sign

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole


class TimeLine(Struct, frozen=True):
    """One entry."""

    time: str
    text: str
    who: str = ""
    tone: Literal["", "decision", "stop", "resume"] = ""
    mark: Sign | None = None  # UNSENT, CONFLICT … after the text
    tag: str = ""  # 补录, 代录


class Lines(QAbstractListModel):
    """The entries as Qt asks for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[TimeLine, ...] = ()

    def put(self, lines: Sequence[TimeLine]) -> None:
        """Show these entries."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            mark = line.mark.value if line.mark else ""
            return " ".join(one for one in (line.time, line.text, line.tag, mark, line.who) if one)
        return None

    def dotted(self, row: int) -> bool:
        """Whether the stem above this entry is a paused stretch."""
        for line in self.lines[row:]:
            if line.tone == "stop":
                return True
            if line.tone == "resume":
                return False
        return False
