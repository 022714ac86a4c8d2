"""The first look (开机首屏): what burned when the program was closed, on the screen before anything else is loaded."""

import time

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop import times
from desktop.glance import Glance
from desktop.starting import texts
from desktop.theme import look
from desktop.theme.look import BODY, PANEL
from desktop.widgets.card_painter import CardPainter, card_height
from desktop.widgets.lettering import Lettering

SIZE = (1600, 900)  # of the window on a screen much larger than the smallest
RAIL, BAR, GAP, HEAD, QUEUE, PAD = 72, 52, 8, 44, 420, 14  # where the window will have them
FLAGS = (  # above the empty window that opens under it
    Qt.WindowType.SplashScreen | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
)
PATIENCE_S = 0.2  # a screen that shows nothing for so long is left alone


class FirstLook(QWidget):
    """The queue as last seen, where the window will show it; it goes when the window has something to show."""

    def __init__(self, glance: Glance) -> None:
        super().__init__(None, FLAGS)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        now = round(time.time() * 1000)
        self._said = texts.LAST_SEEN.format(at=times.short(glance.at, now + glance.ahead))
        self._cards = glance.cards(now)
        self._painted = False
        self.setGeometry(room_on_screen())

    def say(self) -> None:
        """Show it now; no loop runs yet whose tasks this could hold up."""
        self.show()
        end = time.monotonic() + PATIENCE_S
        while not self._painted and time.monotonic() < end:
            QCoreApplication.processEvents()

    def go(self) -> None:
        """The window has something to show."""
        self.close()
        self.deleteLater()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, rail, bar, head = QPainter(self), look.px(RAIL), look.px(BAR), look.px(HEAD)
        painter.fillRect(self.rect(), look.colour("bg"))
        painter.fillRect(QRect(0, 0, rail, self.height()), look.colour("rail"))
        painter.fillRect(QRect(rail, 0, self.width() - rail, bar), look.colour("panel"))
        panel = QRect(rail + GAP, bar + GAP, QUEUE, self.height() - bar - 2 * GAP)
        painter.fillRect(panel, look.colour("panel"))
        painter.fillRect(
            QRect(panel.topLeft(), panel.topRight()).adjusted(0, 0, 0, head), look.colour("head")
        )
        hand = Lettering(painter)
        hand.write(texts.WELCOME, rail + PAD, 0, QUEUE, bar, PANEL, "ink", True)
        hand.write(self._said, panel.x() + PAD, panel.y(), QUEUE - 2 * PAD, head, BODY, "ink2")
        self._paint_cards(painter, panel.adjusted(0, head, 0, 0))
        self._painted = True

    def _paint_cards(self, painter: QPainter, panel: QRect) -> None:
        brush, tall = CardPainter(painter, compact=False), card_height()
        for at, card in enumerate(self._cards[: panel.height() // tall]):
            brush.paint(QRect(panel.x(), panel.y() + at * tall, panel.width(), tall), card, False, False)


def room_on_screen() -> QRect:
    """The whole screen when it is not much larger than the smallest window, else a part in its middle."""
    screen = QGuiApplication.primaryScreen().availableGeometry()
    if screen.width() <= 1920:
        return screen
    place = QRect(0, 0, *SIZE)
    place.moveCenter(screen.center())
    return place
