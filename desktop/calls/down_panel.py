"""县呼乡应: who calls the town for what, its clocks, and the town's next step on one button."""

from PySide6.QtCore import QRectF, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.calls import texts
from desktop.calls.called_down import DownFace, OwnClock
from desktop.calls.panel_parts import body
from desktop.lights import WORD_TOKENS, Sign
from desktop.theme.look import SECOND, px, row_height
from desktop.widgets.buttons import ActionButton
from desktop.widgets.flow import FlowLayout
from desktop.widgets.lettering import RIGHT, Lettering
from desktop.widgets.light import paint_light
from desktop.widgets.panel import Panel
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.tag import Tag
from desktop.widgets.words import Words


class DownPanel(Panel):
    """What the town is called for."""

    signed = Signal(str)  # call
    asked = Signal(str)  # call whose form is to be opened
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(texts.DOWN_TITLE)
        self._face: DownFace | None = None
        self._count = Tag("")
        self.add_tool(self._count)
        inner, rows = body()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._cells: list[Words] = []
        rows.addLayout(self._grid)
        self._clocks = _Clocks()
        rows.addWidget(self._clocks)
        self._waits = Words("", SECOND, "ink2", wrap=True)
        rows.addWidget(self._waits)
        self._refusal = RefusalLine()
        rows.addWidget(self._refusal)
        rows.addLayout(self._buttons())
        self.set_body(inner)

    def _buttons(self) -> FlowLayout:
        flow = FlowLayout(gap=8)
        said = (
            (texts.SIGN_IT, self.signed),
            (texts.RESPOND_IT, self.asked),
            (texts.GO_ON_IT, self.asked),
            (texts.OPEN_CASE, self.opened),
        )
        self._buttons_of = {name: ActionButton(name, small=True) for name, _ in said}
        for name, signal in said:
            button = self._buttons_of[name]
            button.clicked.connect(lambda _=False, signal=signal: self._tell(signal))
            flow.addWidget(button)
        return flow

    @property
    def offered(self) -> tuple[str, ...]:
        """The steps that stand on buttons now."""
        steps = (texts.SIGN_IT, texts.RESPOND_IT, texts.GO_ON_IT)
        return tuple(name for name in steps if not self._buttons_of[name].isHidden())

    def show_down(self, face: DownFace | None, count: int, here: str, now: int) -> None:
        """Show one of `count`, or nothing; `here` is the call whose dossier stands beside it."""
        self.setVisible(face is not None)
        before, self._face = self._face, face
        if face is None:
            return
        if before is None or before.case_id != face.case_id:
            self._refusal.clear()
        self.set_title(face.kind)
        self.set_note(face.title)
        self._count.set_text(texts.DOWN_COUNT.format(n=count) if count > 1 else "")
        self._count.setVisible(count > 1)
        self._fill(face.rows)
        self._waits.say(face.waits)
        self._waits.setVisible(bool(face.waits))
        steps = face.steps
        shown = {
            texts.SIGN_IT: "sign" in steps,
            texts.RESPOND_IT: "respond" in steps,
            texts.GO_ON_IT: "feedback" in steps,
            texts.OPEN_CASE: face.case_id != here,
        }
        for name, on in shown.items():
            self._buttons_of[name].setVisible(on)
        self._clocks.set_clocks(face.clocks)
        self.tick(now)

    def tick(self, now: int) -> None:
        """A second went by."""
        if self._face is not None:
            self._clocks.tick(now)

    def say(self, refusal: str) -> None:
        """Why it was not saved; "" when it was."""
        if refusal:
            self._refusal.show_refusal(refusal)
        else:
            self._refusal.clear()

    def _fill(self, rows: tuple[tuple[str, str], ...]) -> None:
        while len(self._cells) < 2 * len(rows):
            at = len(self._cells) // 2
            for column, token in enumerate(("ink3", "ink")):
                cell = Words("", SECOND, token, wrap=column == 1)
                self._grid.addWidget(cell, at, column)
                self._cells.append(cell)
        label = ""
        for at, cell in enumerate(self._cells):
            row = rows[at // 2] if at // 2 < len(rows) else None
            cell.setVisible(row is not None)
            if row is not None and at % 2 == 0:
                cell.say("" if row[0] == label else row[0])  # several 配合责任 stand under one word
                label = row[0]
            elif row is not None:
                cell.say(row[1])

    def _tell(self, signal: SignalInstance) -> None:
        if self._face is not None:
            signal.emit(self._face.case_id)


class _Clocks(QWidget):
    """The town's clocks, a line each."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 2, 0, 2)
        self._rows.setSpacing(0)
        self._lines: list[_Line] = []

    def set_clocks(self, clocks: tuple[OwnClock, ...]) -> None:
        while len(self._lines) < len(clocks):
            self._lines.append(_Line())
            self._rows.addWidget(self._lines[-1])
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(clocks))
            line.clock = clocks[at] if at < len(clocks) else None

    def tick(self, now: int) -> None:
        for line in self._lines:
            line.tick(now)


class _Line(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.clock: OwnClock | None = None
        self._now = 0
        self.setFixedHeight(row_height(SECOND, padding=6))

    def tick(self, now: int) -> None:
        self._now = now
        if self.clock is not None:
            self.setAccessibleName(f"{self.clock.name} {self.clock.said_at(now)}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        clock = self.clock
        if clock is None:
            return
        painter, side, tall = QPainter(self), px(14), self.height()
        sign = clock.sign_at(self._now)
        paint_light(painter, QRectF(0, (tall - side) / 2, side, side), sign)
        hand = Lettering(painter)
        bold = sign in (Sign.OVERDUE, Sign.SOON)
        token = WORD_TOKENS.get(sign, "ink2")
        took = hand.write(clock.said_at(self._now), 0, 0, self.width(), tall, SECOND, token, bold, RIGHT)
        begin = side + 8
        begin += int(hand.write(clock.name, begin, 0, 80, tall, SECOND, "ink")) + 12
        hand.write(clock.until, begin, 0, self.width() - took - 8 - begin, tall, SECOND, "ink3")
