"""What it probably is and whose (建议小类、建议平台与单位): cards with their evidence; any of all can be found instead."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.intake import texts
from desktop.intake.advised import CALL, Whose
from desktop.intake.faces import CategoryFace
from desktop.intake.section import Section
from desktop.moves.form import Choice
from desktop.moves.pick_editor import PickLine
from desktop.theme.look import CARD, SECOND
from desktop.widgets.blank import Blank
from desktop.widgets.box import paint_box
from desktop.widgets.buttons import LinkButton
from desktop.widgets.choices import ChoiceCard
from desktop.widgets.clearing import clear
from desktop.widgets.tag import Tag
from desktop.widgets.words import Elided, Words


class CategoriesView(Section):
    """`chosen` with the code of a 小类, or "" for 待定."""

    chosen = Signal(str)

    def __init__(self, caps: Sequence[str]) -> None:
        super().__init__(texts.CATEGORIES, texts.CATEGORIES_NOTE, gap=8)
        self._caps = tuple(caps)
        self._faces: tuple[CategoryFace, ...] | None = None
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self._blank = Blank(texts.NO_CATEGORY_YET)
        self._blank.setContentsMargins(0, 4, 0, 4)
        self._search = LinkButton("")
        self._search.clicked.connect(self.open_search)
        self._pending = LinkButton(texts.PENDING)
        self._pending.clicked.connect(lambda: self.chosen.emit(""))
        self._find_line: PickLine | None = None
        self._choices: tuple[Choice, ...] = ()
        links = QHBoxLayout()
        links.setSpacing(6)
        links.addWidget(self._search)
        links.addWidget(self._pending)
        links.addStretch(1)
        self.rows.addWidget(self._blank)
        self.rows.addLayout(self._cards)
        self.rows.addLayout(links)
        self.rows.addStretch(1)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """All 小类, to be found among."""
        self._choices = tuple(choices)
        self._search.setText(texts.SEARCH_ALL.format(n=len(self._choices)))
        self._search.updateGeometry()

    def show_cards(self, faces: Sequence[CategoryFace]) -> None:
        """Show the likeliest; what is chosen stays in sight."""
        if tuple(faces) == self._faces:
            return
        before = [one.code for one in self._faces or ()]
        self._faces = tuple(faces)
        self._blank.setVisible(not faces)
        self._pending.setVisible(any(one.chosen for one in faces))
        if before == [one.code for one in faces]:
            self._restate()
            return
        clear(self._cards)
        for number, face in enumerate(faces):
            cap = self._caps[number] if number < len(self._caps) else ""
            card = ChoiceCard(face.name, face.evidence, cap, face.chosen)
            card.set_detail(face.limit, face.code)
            card.clicked.connect(lambda _=False, code=face.code: self.chosen.emit(code))
            self._cards.addWidget(card)

    def open_search(self) -> None:
        """Open the line that finds any 小类."""
        if self._find_line is None:
            self._find_line = PickLine(self._choices)
            self._find_line.setPlaceholderText(texts.SEARCH_HINT)
            self._find_line.picked.connect(self._found)
            self.rows.insertWidget(self.rows.count() - 1, self._find_line)
        self._find_line.clear()
        self._find_line.show()
        self._find_line.setFocus()

    def _found(self, code: str) -> None:
        if code and self._find_line is not None:
            self._find_line.hide()
            self.chosen.emit(code)

    def _restate(self) -> None:
        for number, face in enumerate(self._faces or ()):
            item = self._cards.itemAt(number)
            card = item.widget() if item is not None else None
            if isinstance(card, ChoiceCard):
                card.set_chosen(face.chosen)
                card.set_note(face.evidence)

    def set_locked(self, locked: bool) -> None:
        """Nothing can be chosen any more."""
        self.setEnabled(not locked)


class UnitsView(Section):
    """`chosen` with the unit that a dispatch goes to."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(texts.UNITS, texts.UNITS_NOTE, gap=8)
        self._shown: tuple[tuple[Whose, ...], str] | None = None
        self._names: dict[str, str] = {}
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self._blank = Blank(texts.NO_UNIT_YET)
        self._blank.setContentsMargins(0, 4, 0, 4)
        self._other = LinkButton(texts.OTHER_UNIT)
        self._other.clicked.connect(self.open_search)
        self._find_line: PickLine | None = None
        self._choices: tuple[Choice, ...] = ()
        self.rows.addWidget(self._blank)
        self.rows.addLayout(self._cards)
        links = QHBoxLayout()
        links.addWidget(self._other)
        links.addStretch(1)
        self.rows.addLayout(links)
        self.rows.addStretch(1)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """The direct subordinates."""
        if tuple(choices) == self._choices:
            return
        self._choices = tuple(choices)
        self._names = {one.key: one.label for one in choices}
        if self._find_line is not None:
            self._find_line.deleteLater()
            self._find_line = None

    def show_units(self, units: Sequence[Whose], unit: str) -> None:
        """Show whose it is; a unit chosen by a person stands instead of the suggested one."""
        if (tuple(units), unit) == self._shown:
            return
        self._shown = tuple(units), unit
        self._blank.setVisible(not units)
        self._other.setVisible(bool(units))
        clear(self._cards)
        for one in units:
            chosen = one.way != CALL and unit not in ("", one.unit)
            self._cards.addWidget(_UnitCard(one, self._names.get(unit, unit) if chosen else ""))

    def open_search(self) -> None:
        """Open the line that finds any direct subordinate."""
        if self._find_line is None:
            self._find_line = PickLine(self._choices)
            self._find_line.picked.connect(self._found)
            self.rows.insertWidget(self.rows.count() - 1, self._find_line)
        self._find_line.clear()
        self._find_line.show()
        self._find_line.setFocus()

    def _found(self, unit: str) -> None:
        if unit and self._find_line is not None:
            self._find_line.hide()
            self.chosen.emit(unit)

    def set_locked(self, locked: bool) -> None:
        """Nothing can be chosen any more."""
        self.setEnabled(not locked)


class _UnitCard(QWidget):
    """Tag, name, duty and reasons in a frame."""

    def __init__(self, one: Whose, instead: str) -> None:
        super().__init__()
        call = one.way == CALL
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Tag(texts.CALL_UP if call else texts.IN_TOWN, "brand" if call else ""))
        head.addWidget(Elided(instead or one.title, CARD, bold=True), 1)
        head.addWidget(Words(texts.CHOSEN_BY_HAND if instead else one.duty, SECOND, "ink3"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(10, 8, 10, 8)
        rows.setSpacing(3)
        rows.addLayout(head)
        for reason in () if instead else one.reasons:
            rows.addWidget(Words(f"· {reason}", SECOND, "ink2", wrap=True))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), QRectF(self.rect()), "panel", "line")
