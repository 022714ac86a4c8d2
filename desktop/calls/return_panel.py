"""退单待审: the town reads a return and may add its opinion; the county rules."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit

from desktop import times
from desktop.calls import texts
from desktop.calls.panel_parts import body, row
from desktop.calls.waiting import ReturnFace
from desktop.lights import Sign
from desktop.theme.look import NOTE, SECOND
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import ActionButton, LinkButton
from desktop.widgets.panel import Panel
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.tag import Tag
from desktop.widgets.words import Words


class ReturnPanel(Panel):
    """退单待审: the town reads it and may add its opinion; the county rules."""

    opinion = Signal(str, str)  # call, words
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(texts.RETURN_TITLE)
        self._face: ReturnFace | None = None
        self._mark = ""
        self._nth = Tag("")
        self._open = LinkButton(texts.OPEN_CASE)
        self._open.clicked.connect(self._on_open)
        self.add_tool(self._open)
        self.add_tool(self._nth)
        inner, rows = body()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._values: list[Words] = []
        for at, label in enumerate((texts.REASON, texts.CLAUSE, texts.SUGGESTED)):
            self._grid.addWidget(Words(label, SECOND, "ink3"), at, 0)
            self._values.append(Words("", SECOND, "ink", wrap=True))
            self._grid.addWidget(self._values[-1], at, 1)
        rows.addLayout(self._grid)
        self._own = Banner("red", Sign.CONFLICT)
        self._precedent = Banner("brand", None)
        rows.addWidget(self._own)
        rows.addWidget(self._precedent)
        self._words = QLineEdit()
        self._words.setPlaceholderText(texts.OPINION)
        self._words.setAccessibleName(texts.ADD_OPINION)
        self._words.returnPressed.connect(self._send)
        self._refusal = RefusalLine()
        rows.addWidget(self._words)
        rows.addWidget(self._refusal)
        send = ActionButton(texts.ADD_OPINION, small=True)
        send.clicked.connect(self._send)
        self._due = Words("", NOTE, "ink3")
        rows.addLayout(row(send, None, self._due))
        self.set_body(inner)

    def show_return(self, face: ReturnFace | None, now: int) -> None:
        """Show it, or nothing."""
        self.setVisible(face is not None)
        before, self._face = self._face, face
        if face is None:
            return
        if before is None or before.case_id != face.case_id:
            self._words.clear()
            self._refusal.clear()
        self.set_note(face.title)
        self._nth.set_text(face.nth)
        for value, (_, said) in zip(self._values, face.rows, strict=True):
            value.say(said)
        self._own.say(face.own_duty)
        self._precedent.say(*face.precedent)
        self.tick(now)

    def tick(self, now: int) -> None:
        """What is left for the county."""
        if self._face is not None:
            said = texts.CONSULT_BY if self._face.consults else texts.RULED_BY
            left = times.left(self._face.due, now)
            self._due.say(said.format(left=f"{left}（{self._mark}）" if self._mark else left))

    def set_mark(self, mark: str) -> None:
        """截至 on the county's clock, "" while it is heard."""
        self._mark = mark

    def say(self, refusal: str) -> None:
        """Why it was not saved; "" when it was."""
        if refusal:
            self._refusal.show_refusal(refusal)
        else:
            self._refusal.clear()
            self._words.clear()

    def _on_open(self) -> None:
        if self._face is not None:
            self.opened.emit(self._face.case_id)

    def _send(self) -> None:
        if self._face is not None and self._words.text().strip():
            self.opinion.emit(self._face.case_id, self._words.text().strip())
