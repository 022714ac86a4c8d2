"""What 不满意 rests on (理由和证据): a line for the reason, material beside it; asked for only while a mark says so."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.calls import texts
from desktop.moves.files_editor import FilesEditor
from desktop.moves.form import Entry
from desktop.theme.look import NOTE
from desktop.widgets.words import Words


class BadGrounds(QWidget):
    """`material.chosen` while files wait to be copied: whoever hears it runs `material.copy`."""

    done = Signal()  # Enter in the reason while the evidence is there

    def __init__(self) -> None:
        super().__init__()
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(texts.BAD_HINT)
        self._reason.setAccessibleName(texts.BAD_HINT)
        self._reason.returnPressed.connect(self._go_on)
        self.material = FilesEditor(Entry(key="files", label=texts.EVIDENCE, kind="files"))
        self.material.setAccessibleName(texts.EVIDENCE)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self._reason)
        rows.addWidget(self.material)
        rows.addWidget(Words(texts.EVIDENCE_HINT, NOTE, "ink3", wrap=True))

    @property
    def reason(self) -> str:
        """The words."""
        return self._reason.text().strip()

    def fault(self) -> str:
        """What is missing, the keys put there; "" when nothing is."""
        if not self.reason:
            self._reason.setFocus()
            return texts.BAD_NEEDED
        if self.material.busy:
            return texts.STILL_COPYING
        if not self.material.value:
            self.material.setFocus()
            return texts.EVIDENCE_NEEDED
        return ""

    def start_over(self) -> None:
        """Nothing said, nothing chosen; what is being copied is stopped."""
        self._reason.clear()
        self.material.stop()
        self.material.set_value(())

    def _go_on(self) -> None:
        if self.material.value:
            self.done.emit()
        else:
            self.material.setFocus()
