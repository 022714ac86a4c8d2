"""What stands where there is nothing to list (空白说明): one sentence at the first row, with the next step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.theme.look import BODY
from desktop.widgets.words import Words


class Blank(Words):
    """Grey, left aligned, at the place of the first row; no picture."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, BODY, "ink3", wrap=True, parent=parent)
        self.setContentsMargins(14, 10, 14, 10)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
