"""The banner line (横幅): one sentence under the top bar, in red or amber, with the count of others and a way on."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.lights import Sign
from desktop.shell import texts
from desktop.shell.banners import RED, Shown
from desktop.theme import look
from desktop.widgets.buttons import ActionButton
from desktop.widgets.light import paint_light

EDGE, PAD, SIGN = 5, 14, 18
SIGNS = {"offline": Sign.UNSENT}


class BannerLine(QWidget):
    """Shown only while something is the matter; `pressed` names the banner whose button was pressed."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._button = ActionButton("", small=True)
        self._button.clicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.addStretch(1)
        row.addWidget(self._button)
        self._button.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_banner(self, shown: Shown | None, action: str = "") -> None:
        """Show this one, with a button if it offers a way on; None takes the line away."""
        self._shown = shown
        self.setVisible(shown is not None)
        if shown is not None:
            self._button.setText(action)
            self._button.setVisible(bool(action))
            self.setAccessibleName(shown.sentence)
            self.setToolTip("\n".join(shown.others))
        self.update()

    @property
    def sentence(self) -> str:
        """What stands there; "" while nothing does."""
        return self._shown.sentence if self._shown is not None else ""

    def sizeHint(self) -> QSize:
        return QSize(400, look.row_height(look.BODY, padding=20))

    def paintEvent(self, _: QPaintEvent) -> None:
        if self._shown is None:
            return
        painter = QPainter(self)
        tone = "red" if self._shown.level == RED else "amber"
        painter.fillRect(self.rect(), look.colour(f"{tone}-bg"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour(f"{tone}-line"))
        painter.fillRect(0, 0, EDGE, self.height(), look.colour("red" if tone == "red" else "amber-shape"))
        side = look.px(SIGN)
        sign = SIGNS.get(self._shown.key, Sign.OVERDUE if tone == "red" else Sign.SOON)
        spot = QRectF(EDGE + look.px(PAD), (self.height() - side) / 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_light(painter, spot, sign)
        self._paint_words(painter, spot.right() + look.px(10), tone, self._shown)

    def _paint_words(self, painter: QPainter, left: float, tone: str, shown: Shown) -> None:
        painter.setFont(look.font(look.BODY, bold=True))
        painter.setPen(look.colour("red" if tone == "red" else "amber-d"))
        taken = self._button.width() + 24 if self._button.isVisible() else 12
        more = texts.MORE_BANNERS.format(count=len(shown.others)) if shown.others else ""
        room = QRectF(left, 0, self.width() - left - taken, self.height())
        if more:
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, more)
            room.setWidth(room.width() - painter.fontMetrics().horizontalAdvance(more) - 16)
        said = painter.fontMetrics().elidedText(
            shown.sentence, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, said)

    def _on_clicked(self) -> None:
        if self._shown is not None:
            self.pressed.emit(self._shown.key)
