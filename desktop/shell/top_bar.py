"""The top bar (顶栏): the room, the command bar, the sync chip, who leads and who sits here, the clock."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.shell import texts
from desktop.shell.clock_face import ClockFace
from desktop.shell.command_bar import CommandBar
from desktop.shell.sync_chip import SyncChip
from desktop.shell.word_line import Part, WordLine
from desktop.theme import look

TALL, TALL_COMPACT, PAD, LEAST_COMMAND = 52, 48, 16, 150


class TopBar(QWidget):
    """One row; at 1366 the names of the shift shrink to the leader's."""

    def __init__(self, command_cap: str) -> None:
        super().__init__()
        self.room = WordLine([(texts.NO_ROOM, look.ROOM, True, "brand-dd")])
        self.command = CommandBar(command_cap)
        self.chip = SyncChip()
        self.names = WordLine()
        self.clock = ClockFace()
        self._leader = self._operator = ""
        self._compact = False
        row = QHBoxLayout(self)
        row.setSpacing(look.px(14))
        row.addWidget(self.room)
        row.addWidget(self.command)
        row.addStretch(1)
        row.addWidget(self.chip)
        row.addWidget(self.names)
        row.addWidget(self.clock)
        self._measure()

    def show_room(self, town: str) -> None:
        """Whose room it is."""
        said = texts.ROOM.format(town=town) if town else texts.NO_ROOM
        self.room.set_parts([(said, look.ROOM, True, "brand-dd")])

    def show_people(self, leader: str, operator: str) -> None:
        """带班 and 值班; nobody is said as such."""
        self._leader, self._operator = leader, operator
        self._say_names()

    def set_compact(self, compact: bool) -> None:
        """The lower bar of the small screen."""
        self._compact = compact
        self.chip.set_compact(compact)
        self.command.set_compact(compact)
        self._say_names()
        self._measure()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._share()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "clock"):
            self._measure()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("panel"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))

    def _say_names(self) -> None:
        parts: list[Part] = []
        if self._leader:
            parts += [(texts.LEADER, look.SECOND, False, "ink2"), (self._leader, look.SECOND, True, "ink")]
        if self._operator and not (self._compact and self._leader):
            parts += [
                ("", look.SECOND, False, "ink"),  # a wider gap between the two
                (texts.ON_DUTY, look.SECOND, False, "ink2"),
                (self._operator, look.SECOND, True, "ink"),
            ]
        if not self._operator:
            parts.append((texts.NO_SHIFT, look.SECOND, True, "amber-d"))
        self.names.set_parts(parts)

    def _share(self) -> None:
        """Who gives way when it gets narrow: the command bar first, then the chip's long words."""
        layout = self.layout()
        if layout is None:
            return
        margins = layout.contentsMargins()
        others = sum(one.sizeHint().width() for one in (self.room, self.names, self.clock))
        others += margins.left() + margins.right() + 5 * layout.spacing()
        brief = self.width() - others - self.chip.full_width < look.px(LEAST_COMMAND)
        self.chip.set_brief(brief)
        self.command.share(self.width() - others - self.chip.sizeHint().width())

    def _measure(self) -> None:
        self.setFixedHeight(look.px(TALL_COMPACT if self._compact else TALL))
        layout = self.layout()
        if layout is not None:
            side = look.px(PAD - 6 if self._compact else PAD)
            layout.setContentsMargins(side, 0, side, 1)
