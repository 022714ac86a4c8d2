"""办理过程: the latest lines, all of them on demand."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import times
from desktop.dossier import texts
from desktop.dossier.heading import Heading
from desktop.dossier.sheet import LineFace
from desktop.widgets.buttons import LinkButton
from desktop.widgets.timeline import TimeLine, Timeline

FEW = 6


class PastView(QWidget):
    """`opened` with the child case a line speaks of."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[LineFace, ...] = ()
        self._whole = False
        self._now = 0
        self._all = LinkButton("")
        self._all.clicked.connect(self._turn)
        self._timeline = Timeline()
        self._timeline.activated.connect(self._open)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(Heading(texts.TIMELINE, self._all))
        rows.addWidget(self._timeline)

    def set_lines(self, lines: Sequence[LineFace], now: int) -> None:
        """Show a case's past, the latest first."""
        same = self._lines == tuple(lines) and times.day_start(self._now) == times.day_start(now)
        self._lines, self._now = tuple(lines), now
        if not same:
            self._show()

    def _turn(self) -> None:
        self._whole = not self._whole
        self._show()

    def _show(self) -> None:
        shown = self._lines if self._whole else self._lines[:FEW]
        self._all.setVisible(len(self._lines) > FEW)
        self._all.setText(texts.FEWER_LINES if self._whole else texts.ALL_LINES.format(n=len(self._lines)))
        self._timeline.set_lines([time_line(line, self._now) for line in shown])

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._lines) and self._lines[row].case_id:
            self.opened.emit(self._lines[row].case_id)


def time_line(line: LineFace, now: int) -> TimeLine:
    """A line as the timeline paints it."""
    return TimeLine(
        time=times.short(line.at, now),
        text=line.text,
        who=line.who,
        tone=line.tone,
        mark=line.mark,
        tag=line.tag,
    )


def full_line(line: LineFace, now: int) -> TimeLine:
    """A line with everything that was written, for 全卷."""
    told = [f"{label}：{words}" for label, words in line.details if words not in line.text]
    text = "　".join([line.text, *told])
    return TimeLine(times.short(line.at, now), text, line.who, line.tone, line.mark, line.tag)
