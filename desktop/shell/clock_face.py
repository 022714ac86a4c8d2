"""The clock of the top bar (时钟): corrected time, date and day of the week in two lines."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import look
from desktop.times import clock_second, day, weekday

WIDEST = "00:00:00"
WIDEST_DAY = "12月30日 星期五"


class ClockFace(QWidget):
    """Painted anew each second."""

    def __init__(self) -> None:
        super().__init__()
        self._time = self._date = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_time(self, at: int) -> None:
        """Show an instant (UTC ms)."""
        self._time, self._date = clock_second(at), f"{day(at)} {weekday(at)}"
        self.setAccessibleName(f"{self._time} {self._date}")
        self.update()

    def sizeHint(self) -> QSize:
        time, date = self._metrics()
        wide = max(time.horizontalAdvance(WIDEST), date.horizontalAdvance(WIDEST_DAY))
        return QSize(wide + look.px(14), time.height() + date.height() - look.px(6))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 2, 1, self.height() - 4, look.colour("line"))
        time, date = self._metrics()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font(look.TITLE, bold=True))
        painter.setPen(look.colour("brand-dd"))
        painter.drawText(QRect(0, -look.px(3), self.width(), time.height()), right, self._time)
        painter.setFont(look.font(look.NOTE))
        painter.setPen(look.colour("ink2"))
        below = self.height() - date.height()
        painter.drawText(QRect(0, below, self.width(), date.height()), right, self._date)

    @staticmethod
    def _metrics() -> tuple[QFontMetrics, QFontMetrics]:
        return QFontMetrics(look.font(look.TITLE, bold=True)), QFontMetrics(look.font(look.NOTE))
