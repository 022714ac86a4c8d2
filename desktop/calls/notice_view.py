"""Read in the middle: a county's notice (县级通报), or why a unit is on the 约谈 list; each line opens its case."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.calls import texts
from desktop.calls.county_notice import NoticeAnswer, NoticeFace, NoticeLine
from desktop.theme.look import BODY, CARD, NOTE, SECOND
from desktop.widgets.blank import Blank
from desktop.widgets.buttons import LinkButton
from desktop.widgets.clearing import take_out
from desktop.widgets.panel import Panel
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.tag import Tag
from desktop.widgets.words import Words

EDGE = 16


class NoticeView(Panel):
    """`opened` with the case of a line."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(texts.NOTICE_TITLE)
        self._face: NoticeFace | None = None
        self._state = Tag("")
        self.add_tool(self._state)
        self._inner = QWidget()
        self._lines = QVBoxLayout(self._inner)
        self._lines.setContentsMargins(EDGE, 12, EDGE, 14)
        self._lines.setSpacing(8)
        self._parts: list[QWidget] = []
        self._lines.addStretch(1)
        scroll = Scrolled(self._inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # ↑↓ read on
        self._scroll = scroll
        self.set_body(scroll)
        self._how = Words(texts.NOTICE_HOW, NOTE, "ink3", wrap=True)
        self.set_foot(self._how)
        self.setFocusProxy(scroll)

    @property
    def face(self) -> NoticeFace | None:
        """What is shown."""
        return self._face

    def show_notice(self, face: NoticeFace | None) -> None:
        """Show it from its top; None: it is no longer there."""
        if face == self._face and face is not None:
            return
        self._face = face
        take_out(self._lines, self._parts)
        self._parts = self._made(face) if face is not None else [Blank(texts.NOTICE_GONE)]
        for at, part in enumerate(self._parts):
            self._lines.insertWidget(at, part)
        self._state.setVisible(face is not None)
        if face is not None:
            self._state.set_text(*face.state)
            self.set_title(face.panel)
            self._how.say(face.how)
        self._scroll.verticalScrollBar().setValue(0)

    def _made(self, face: NoticeFace) -> list[QWidget]:
        found: list[QWidget] = [
            Words(face.title, CARD, "brand-dd", bold=True, wrap=True),
            *((Words(face.under, NOTE, "ink3", wrap=True),) if face.under else ()),
            Words(face.text, BODY, "ink", wrap=True),
            Words(face.about, BODY, "brand-dd", bold=True),
        ]
        found += [self._line(line) for line in face.lines]
        if not face.lines:
            found.append(Words(texts.NOTICE_NOT_OURS, SECOND, "ink3", wrap=True))
        if face.others:
            found.append(Words(face.others, SECOND, "ink3", wrap=True))
        if face.answers:
            found.append(Words(texts.NOTICE_SAYS, BODY, "brand-dd", bold=True))
            found += [_answer(one) for one in face.answers]
        if face.foot:
            found.append(Words(face.foot, NOTE, "ink3", wrap=True))
        return found

    def _line(self, line: NoticeLine) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Words(line.unit, SECOND, "ink", bold=True))
        head.addWidget(Tag(line.rule, "red"))
        head.addStretch(1)
        link = LinkButton(line.serial, SECOND)
        link.clicked.connect(lambda: self.opened.emit(line.case_id))
        head.addWidget(link)
        return _two(head, Words(line.facts, NOTE, "ink3", wrap=True))


def _answer(answer: NoticeAnswer) -> QWidget:
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(Words(answer.unit, SECOND, "ink", bold=True))
    head.addStretch(1)
    head.addWidget(Words(answer.note, NOTE, "ink3"))
    return _two(head, Words(answer.said, SECOND, "amber-d" if answer.owes else "ink2", wrap=True))


def _two(head: QHBoxLayout, under: QWidget) -> QWidget:
    part = QWidget()
    rows = QVBoxLayout(part)
    rows.setContentsMargins(0, 0, 0, 4)
    rows.setSpacing(2)
    rows.addLayout(head)
    rows.addWidget(under)
    return part
