"""A new call (新呼叫): five steps on one page, none hidden, and the foot that signs."""

from itertools import pairwise

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.calls import texts
from desktop.calls.done_step import DoneStep
from desktop.calls.draft_face import DraftFace
from desktop.calls.duty_step import DutyStep
from desktop.calls.grade_step import GradeStep
from desktop.calls.item_step import ItemStep
from desktop.calls.step import Step
from desktop.keymap import Keymap
from desktop.theme.look import NOTE, SECOND, px
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import ActionButton
from desktop.widgets.field import Field
from desktop.widgets.flow import FlowLayout
from desktop.widgets.panel import Panel
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.segmented import Segmented
from desktop.widgets.tag import Tag
from desktop.widgets.words import Words

PAUSE_MS = 400  # of typing, after which the draft is kept
COMPACT = 800


class DraftView(QWidget):
    """Wishes go out as signals; what is shown comes as one face."""

    ask_typed = Signal(str)
    contact_typed = Signal(str)
    submitted = Signal(str)  # the leader chosen, "" for the first
    signer_chosen = Signal(str)
    keep_asked = Signal()
    print_asked = Signal()
    thrown_away = Signal()
    paused = Signal()  # of typing

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self.items, self.duty, self.done, self.grade = ItemStep(keymap), DutyStep(), DoneStep(), GradeStep()
        self._stops: list[QWidget] = []
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.paused)
        self._panel = Panel(texts.NEW_CALL)
        self._tag, self._kept = Tag(texts.DRAFT), Words("", NOTE, "green")
        self._panel.add_tool(self._kept)
        self._panel.add_tool(self._tag)
        self._panel.set_body(self._steps())
        self._panel.set_foot(self._foot(keymap))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._panel)

    # ------------------------------------------------------------ parts

    def _steps(self) -> Scrolled:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        bodies = (self.items, self.duty, self.done, self.grade, self._ask_step())
        names = zip(texts.STEPS, texts.STEPS_SHORT, bodies, strict=True)
        self._parts = [Step(number, *named) for number, named in enumerate(names, 1)]
        for step in self._parts:
            rows.addWidget(step)
        rows.addStretch(1)
        self._scroll = Scrolled(inner)
        return self._scroll

    def _ask_step(self) -> QWidget:
        self._ask = QPlainTextEdit()
        self._ask.setTabChangesFocus(True)
        self._ask.setFixedHeight(px(72))
        self._ask.setPlaceholderText(texts.ASK)
        self._ask.setAccessibleName(texts.ASK)
        self._ask.textChanged.connect(self._on_ask)
        self._contact = QLineEdit()
        self._contact.setPlaceholderText(texts.CONTACT_HINT)
        self._contact.textEdited.connect(self.contact_typed)
        self._contact.textEdited.connect(lambda _: self._pause.start())
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._ask, 5)
        contact = QVBoxLayout()
        contact.addWidget(Field(texts.CONTACT, self._contact))
        contact.addStretch(1)
        row.addLayout(contact, 3)
        return body

    def _foot(self, keymap: Keymap) -> QWidget:
        self._submit = ActionButton("", key_cap=keymap.cap("primary"), primary=True)
        self._submit.clicked.connect(self.submit)
        self._save = ActionButton(texts.SAVE_DRAFT, key_cap=keymap.cap("save_draft"))
        self._save.clicked.connect(self.keep_asked)
        self._print = ActionButton(texts.PRINT, key_cap=keymap.cap("print"))
        self._print.clicked.connect(self.print_asked)
        self._throw = ActionButton(texts.THROW_AWAY)
        self._throw.clicked.connect(self.thrown_away)
        self._hint = Words("", SECOND, "ink3")
        self._signers = Segmented(())
        self._signers.changed.connect(self.signer_chosen)
        self._warning, self._refusal = Banner("amber"), RefusalLine()
        buttons = FlowLayout(gap=8)
        for part in (self._submit, self._signers, self._save, self._print, self._throw, self._hint):
            buttons.addWidget(part)
        foot = QWidget()
        rows = QVBoxLayout(foot)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self._warning)
        rows.addWidget(self._refusal)
        rows.addLayout(buttons)
        return foot

    # ------------------------------------------------------------ showing

    def show_face(self, face: DraftFace, town: str) -> None:
        """Draw the draft; `town` is the name of the town."""
        self._panel.set_note(face.about)
        self._tag.set_text(texts.SENT_TO_SIGN if face.sent else texts.DRAFT, "amber" if face.sent else "")
        self.show_kept(face.kept)
        self.items.show_face(face)
        self.duty.show_face(face, town)
        self.done.show_face(face)
        self.grade.show_face(face)
        if self._ask.toPlainText() != face.ask:
            blocked = self._ask.blockSignals(True)
            self._ask.setPlainText(face.ask)
            self._ask.blockSignals(blocked)
        if self._contact.text() != face.contact and not self._contact.hasFocus():
            self._contact.setText(face.contact)
        self._submit.setText(face.verb)
        self._submit.updateGeometry()
        self._signers.setVisible(bool(face.signers))
        if face.signers:
            self._signers.set_choices(face.signers, face.signer)
        self._hint.say(face.hint)
        self._warning.say(face.warning)
        self._order()

    @property
    def refusal(self) -> str:
        """Why it was not signed, or ""."""
        return self._refusal.sentence

    def _order(self) -> None:
        """Tab goes down the page, also where parts were made anew."""
        steps = [*self.items.stops, *self.duty.stops, *self.done.stops, self.grade.both, self.grade.table]
        foot = [self._submit, self._signers, self._save, self._print, self._throw]
        stops = [*steps, self._ask, self._contact, *foot]
        if stops != self._stops:
            self._stops = stops
            for one, following in pairwise(stops):
                QWidget.setTabOrder(one, following)

    def show_kept(self, said: str) -> None:
        """When the draft was kept last."""
        self._kept.say(said)

    def show_refusal(self, sentence: str) -> None:
        """Why it was not signed; "" takes it away."""
        if sentence:
            self._refusal.show_refusal(sentence)
        else:
            self._refusal.clear()

    def changed(self) -> None:
        """Something was chosen: the draft is kept after the pause too."""
        self._pause.start()

    def begin(self) -> None:
        """Take the focus where work begins: the first line that is not settled, or the search."""
        self._scroll.verticalScrollBar().setValue(0)
        if not self.done.focus_first():
            self.items.search.setFocus()
        QTimer.singleShot(0, self, self._show_focus)  # after the new parts found their places

    def _show_focus(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self._scroll.isAncestorOf(focus):
            self._scroll.ensureWidgetVisible(focus, 0, px(40))

    def focus_search(self) -> None:
        """Ctrl+F."""
        self._scroll.ensureWidgetVisible(self.items.search)
        self.items.search.setFocus()
        self.items.search.selectAll()

    def show_fault(self) -> None:
        """Take the focus to what the refusal speaks of, if it is a field here."""
        fields = (self.items.missing(), self.duty.missing(), self.done.missing())
        target = next((one for one in fields if one is not None), None)
        if target is None and not self._ask.toPlainText().strip():
            target = self._ask
        if target is not None:
            self._scroll.ensureWidgetVisible(target)
            target.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow names and fewer columns where there is little room."""
        super().resizeEvent(event)
        compact = event.size().width() < px(COMPACT)
        for step in self._parts:
            step.set_compact(compact)
        self.done.set_compact(compact)

    def submit(self) -> None:
        """Ctrl+Enter."""
        self._pause.stop()
        self.submitted.emit(self._signers.value if self._signers.isVisible() else "")

    def typing(self) -> bool:
        """Whether the focus is inside."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _on_ask(self) -> None:
        self.ask_typed.emit(self._ask.toPlainText())
        self._pause.start()
