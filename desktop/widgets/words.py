"""Words on a panel (文字): plain text in a size and colour of the design; never read as markup."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.theme.look import BODY, colour, font


class Words(QLabel):
    """A line of text, or a paragraph with `wrap`."""

    def __init__(
        self,
        text: str = "",
        size: int = BODY,
        token: str = "ink",
        *,
        bold: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)  # callers' words may hold angle brackets
        self._face, self._token = (size, bold), ""
        self.setFont(QFont(font(size, bold)))
        self.setWordWrap(wrap)
        self.say(text, token)

    def say(self, text: str, token: str | None = None) -> None:
        """Say something else, in another colour if one is given."""
        if token is not None and token != self._token:
            self._token = token
            palette = self.palette()
            palette.setColor(QPalette.ColorRole.WindowText, colour(token))
            self.setPalette(palette)
        self.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Take the font of a new scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.font() != font(*self._face):
            self.setFont(QFont(font(*self._face)))


class Elided(Words):
    """A line that ends in … where it has no room; the tooltip then says it whole."""

    def __init__(self, text: str = "", size: int = BODY, token: str = "ink", *, bold: bool = False) -> None:
        super().__init__(text, size, token, bold=bold)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """A few characters; the rest may be cut."""
        metrics = QFontMetrics(self.font())
        wanted = super().sizeHint()
        return QSize(min(wanted.width(), metrics.averageCharWidth() * 6), wanted.height())

    def say(self, text: str, token: str | None = None) -> None:
        """Say something else, in another colour if one is given."""
        super().say(text, token)
        self._show_tip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the whole as a tooltip where it no longer fits."""
        super().resizeEvent(event)
        self._show_tip()

    def _show_tip(self) -> None:
        cut = QFontMetrics(self.font()).horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(self.text() if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        rect = self.contentsRect()
        shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)
