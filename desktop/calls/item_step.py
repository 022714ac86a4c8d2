"""选事项: candidates with their reasons, search over the whole list, 清单外 with its reason and department."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.calls import texts
from desktop.calls.draft_face import DraftFace
from desktop.keymap import Keymap
from desktop.moves.form import Choice
from desktop.moves.pick_editor import PickLine
from desktop.theme.look import SECOND, px
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import ActionButton
from desktop.widgets.choices import ChoiceCard
from desktop.widgets.clearing import take_out
from desktop.widgets.field import Field
from desktop.widgets.key_cap import KeyCap
from desktop.widgets.words import Words

PAUSE_MS = 120
COLUMNS = 2
WIDE = 620


class ItemStep(QWidget):
    """Wishes go out as signals; `show_face` draws what the presenter decided."""

    searched = Signal(str)
    chosen = Signal(str)
    outside = Signal(bool)
    reason_typed = Signal(str)
    dept_chosen = Signal(str)

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap
        self._cards: list[ChoiceCard] = []
        self._codes: tuple[str, ...] = ()
        self._is_outside = False
        self._depts: tuple[tuple[str, str], ...] = ()
        self._columns = COLUMNS
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(lambda: self.searched.emit(self.search.text()))
        self._lay_out()

    def _lay_out(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(texts.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(texts.STEPS[0])
        self.search.textEdited.connect(lambda _: self._pause.start())
        self.search.textChanged.connect(lambda text: None if text else self._pause.start())
        self.search.installEventFilter(self)
        self._turn = ActionButton(texts.OUTSIDE_DO)
        self._turn.clicked.connect(lambda: self.outside.emit(not self._is_outside))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addWidget(KeyCap(self._keymap.cap("find")))
        head.addWidget(self._turn)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._none = Words("", SECOND, "ink3", wrap=True)
        self._precedent = Banner("brand", None)
        self._reason = QLineEdit()
        self._reason.textEdited.connect(self.reason_typed)
        self._reason_field = Field(texts.OUTSIDE_REASON, self._reason, required=True)
        self._dept = PickLine(())
        self._dept_field = Field(texts.OUTSIDE_DEPT, self._dept, required=True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addLayout(self._grid)
        for part in (self._none, self._precedent, self._reason_field, self._dept_field):
            rows.addWidget(part)
        self._rows = rows

    def show_face(self, face: DraftFace) -> None:
        """Draw it."""
        self._is_outside = face.outside
        self._turn.setVisible(not face.no_event)
        self._turn.setText(texts.INSIDE_DO if face.outside else texts.OUTSIDE_DO)
        self._turn.updateGeometry()
        self._show_cards(face)
        self._none.say(face.no_items)
        self._none.setVisible(not face.items and not face.outside and not face.no_event)
        self._precedent.say(*(face.precedent or ("",)))
        needs = face.outside or face.no_event
        self._reason_field.setVisible(needs)
        self._reason_field.set_label(texts.NO_EVENT_REASON if face.no_event else texts.OUTSIDE_REASON)
        if self._reason.text() != face.reason and not self._reason.hasFocus():
            self._reason.setText(face.reason)
        self._show_dept(face)

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [self.search, self._turn, *self._cards, self._reason, self._dept]

    def missing(self) -> QWidget | None:
        """The field that is still empty."""
        if not self._reason_field.isHidden():
            if not self._reason.text().strip():
                return self._reason
            return None if self._dept_field.isHidden() or self._dept.match(self._dept.text()) else self._dept
        return None if any(card.chosen for card in self._cards) else self.search

    def _show_dept(self, face: DraftFace) -> None:
        """The department called where no item names one."""
        self._dept_field.setVisible((face.outside or face.no_event) and not face.chosen)
        if face.depts == self._depts:
            if not self._dept.hasFocus():
                self._dept.setText(self._dept.label_of(face.lead))
            return
        self._depts = face.depts
        choices = tuple(Choice(code, name, find=code) for code, name in face.depts)
        line = PickLine(choices)
        line.picked.connect(self.dept_chosen)
        line.setText(line.label_of(face.lead))
        field = Field(texts.OUTSIDE_DEPT, line, required=True)
        field.setVisible(not self._dept_field.isHidden())
        self._rows.replaceWidget(self._dept_field, field)
        self._dept_field.hide()
        self._dept_field.deleteLater()
        self._dept, self._dept_field = line, field

    def _show_cards(self, face: DraftFace) -> None:
        items = () if face.outside else face.items
        codes = tuple(one.code for one in items)
        if codes != self._codes:
            self._codes = codes
            self._build(face)
        for card, item in zip(self._cards, items, strict=True):
            card.set_chosen(item.code == face.chosen)

    def _build(self, face: DraftFace) -> None:
        take_out(self._grid, self._cards)
        self._cards = []
        for at, item in enumerate(face.items if not face.outside else ()):
            card = ChoiceCard(f"{item.code} {item.name}", item.why, self._keymap.cap(f"choice_{at + 1}"))
            if item.recommended:
                card.set_tag(texts.RECOMMENDED)
            card.clicked.connect(lambda _=False, code=item.code: self.chosen.emit(code))
            self._cards.append(card)
        self._place()

    def _place(self) -> None:
        for at, card in enumerate(self._cards):
            self._grid.addWidget(card, at // self._columns, at % self._columns)

    def resizeEvent(self, event: object) -> None:
        """One column where two would be too narrow."""
        columns = COLUMNS if self.width() >= px(WIDE) else 1
        if columns != self._columns:
            self._columns = columns
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the search takes the first item found."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and watched is self.search and _is_enter(event) and self._codes:
            self.chosen.emit(self._codes[0])
            return True
        return super().eventFilter(watched, event)


def _is_enter(event: QEvent) -> bool:
    keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return isinstance(event, QKeyEvent) and event.key() in keys and not event.modifiers()
