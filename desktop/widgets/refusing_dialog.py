"""A dialog that says why it did not take what was typed (带说明的对话框): nothing typed is lost by it."""

from PySide6.QtWidgets import QDialog, QWidget

from desktop.widgets.refusal_line import RefusalLine


class RefusingDialog(QDialog):
    """Lays out `refusal_line` above its buttons and grows with what that says."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.refusal_line = RefusalLine()

    def say(self, sentence: str) -> None:
        """Why it was not taken; "" takes that away."""
        self.refusal_line.show_refusal(sentence)
        self.adjustSize()

    @property
    def refusal(self) -> str:
        """Why it was not taken, or ""."""
        return self.refusal_line.sentence
