"""The head of the sheet (交接单头): who hands over to whom, how long there is, the figures below."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.duty.faces import FigureFace, Head
from desktop.lights import Sign
from desktop.theme import look
from desktop.widgets.box import paint_box
from desktop.widgets.figure import Figure
from desktop.widgets.light import Light
from desktop.widgets.words import Elided, Words

TONES = {
    "": ("head", "line", "ink"),
    "amber": ("amber-bg", "amber-line", "amber-d"),
    "red": ("red-bg", "red-line", "red"),
}
TALL, LOW = 58, 46


class TimeLeft(QWidget):
    """How long there is, in a box; amber in the last half hour, red when the hour has passed."""

    def __init__(self) -> None:
        super().__init__()
        self._tone = ""
        self._light = Light(Sign.SOON, 18)
        self._head, self._note = Words("", look.BODY, bold=True), Words("", look.NOTE, "ink2")
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self._head)
        said.addWidget(self._note)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 14, 5)
        row.setSpacing(10)
        row.addWidget(self._light)
        row.addLayout(said)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def say(self, head: Head) -> None:
        """Say it."""
        self._tone = head.tone
        self._head.say(head.left, TONES[head.tone][2])
        self._note.say(head.left_note)
        self._light.setVisible(bool(head.tone))
        self._light.set_sign(Sign.OVERDUE if head.tone == "red" else Sign.SOON)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        fill, line, _ink = TONES[self._tone]
        paint_box(QPainter(self), QRectF(self.rect()), fill, line)


class SheetHead(QWidget):
    """Title and time."""

    def __init__(self) -> None:
        super().__init__()
        self._title = Words("", look.TITLE, "brand-dd", bold=True)
        self._subtitle = Elided("", look.SECOND, "ink2")
        self._left = TimeLeft()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(18, 10, 14, 10)
        self._row.setSpacing(10)
        said = QVBoxLayout()
        said.setSpacing(3)
        said.addWidget(self._title)
        said.addWidget(self._subtitle)
        self._row.addLayout(said, 1)
        self._row.addWidget(self._left)

    def add_tool(self, widget: QWidget, *, after: bool = False) -> None:
        """Put a button before the time that is left, or at the very end."""
        self._row.insertWidget(self._row.count() - (0 if after else 1), widget)

    def show_head(self, head: Head) -> None:
        """Say it."""
        self._title.say(head.title)
        self._subtitle.say(head.subtitle)
        self._left.say(head)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("head"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))


class FigureRow(QWidget):
    """The figures of the shift, each opens to its cases."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lines = (QHBoxLayout(), QHBoxLayout())  # the second where a large font leaves no room in one
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        for line in self._lines:
            line.setSpacing(1)
            column.addLayout(line)
        self._figures: dict[str, Figure] = {}
        self._split, self._compact = False, False
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Lower on a small screen."""
        self._compact = compact
        self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(look.px(LOW if self._compact else TALL) * (2 if self._split else 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line, or two."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()

    def _place(self) -> None:
        figures = list(self._figures.values())
        wanted = sum(one.minimumSizeHint().width() + 1 for one in figures)
        self._split = wanted > self.width()
        first = (len(figures) + 1) // 2 if self._split else len(figures)
        for line in self._lines:
            while line.count():
                line.takeAt(0)
        for at, figure in enumerate(figures):
            self._lines[at >= first].addWidget(figure, figure.sizeHint().width())
        self._measure()

    def show_figures(self, faces: Sequence[FigureFace]) -> None:
        """Show them."""
        for face in faces:
            if face.name not in self._figures:
                figure = Figure(face.label)
                figure.opened.connect(lambda name=face.name: self.opened.emit(name))
                self._figures[face.name] = figure
            self._figures[face.name].set(face.value, "", face.token, face.sign)
        self._place()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))
        painter.setPen(look.colour("line2"))
        for figure in self._figures.values():
            if figure.x() > 1:
                top, foot = figure.y() + 8, figure.geometry().bottom() - 8
                painter.drawLine(figure.x() - 1, top, figure.x() - 1, foot)
