"""The last row of a dialog (确定与取消): what does it at the right, before it what puts the dialog away."""

from PySide6.QtWidgets import QDialog, QHBoxLayout

from desktop.widgets.buttons import ActionButton

BY_ENTER, BY_CTRL_ENTER = "Enter", "Ctrl+Enter"


class DialogButtons(QHBoxLayout):
    """`go.clicked` does it, by Enter too; Esc and the other one reject the dialog."""

    def __init__(self, dialog: QDialog, go: str, away: str, *, key_cap: str = BY_ENTER) -> None:
        """`key_cap` BY_CTRL_ENTER: Enter alone does nothing; the dialog itself hears the longer key."""
        super().__init__()
        self.go = ActionButton(go, key_cap=key_cap, primary=True)
        self.go.setAutoDefault(False)
        self.go.setDefault(key_cap == BY_ENTER)
        self._away = ActionButton(away, key_cap="Esc")
        self._away.setAutoDefault(False)
        self._away.clicked.connect(dialog.reject)
        self.setSpacing(8)
        self.addStretch(1)
        self.addWidget(self._away)
        self.addWidget(self.go)
