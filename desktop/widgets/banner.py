"""A line inside a page that something needs care (提示条): sign, sentence in bold, more beside it, actions at right."""

from html import escape

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.lights import Sign
from desktop.theme.look import SECOND, colour, font
from desktop.widgets.box import paint_box
from desktop.widgets.light import Light

INKS = {"amber": "amber-d", "red": "red", "green": "green", "brand": "brand-d"}


class Banner(QWidget):
    """Hidden while it has nothing to say."""

    def __init__(
        self, tone: str = "amber", sign: Sign | None = Sign.SOON, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._light = Light(sign, 18)
        if sign is None:
            self._light.hide()
        self._said = ""
        self._wanted: tuple[str, str, str, Sign | None] | None = None
        self._line = QLabel()
        self._line.setFont(QFont(font(SECOND)))
        self._line.setWordWrap(True)
        self._line.setTextFormat(Qt.TextFormat.RichText)  # two colours in one run of words; both are escaped
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._light)
        row.addWidget(self._line, 1)
        row.addLayout(self._actions)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says, or ""."""
        return self._said

    def say(self, sentence: str, more: str = "", tone: str | None = None, sign: Sign | None = None) -> None:
        """Say this; an empty sentence takes the line away, the same one again changes nothing."""
        wanted = (sentence, more, tone or self._tone, sign)
        if wanted == self._wanted:
            return
        self._wanted = wanted
        self._tone = tone or self._tone
        if sign is not None:
            self._light.set_sign(sign)
            self._light.show()
        self._said = sentence
        head = f"<b style='color:{colour(INKS[self._tone]).name()}'>{escape(sentence)}</b>"
        self._line.setText(
            f"{head}&#12288;<span style='color:{colour('ink2').name()}'>{escape(more)}</span>"
            if more
            else head
        )
        self.setAccessibleName(f"{sentence} {more}".strip())
        self.setVisible(bool(sentence))
        self.update()

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right end."""
        self._actions.addWidget(widget)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and its line."""
        fill, line = (
            ("brand-l", "brand-line") if self._tone == "brand" else (f"{self._tone}-bg", f"{self._tone}-line")
        )
        paint_box(QPainter(self), QRectF(self.rect()), fill, line)
