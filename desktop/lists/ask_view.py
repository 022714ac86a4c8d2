"""判责 beside the list: what happened, when, where; the answers in their order below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.dossier.heading import Heading
from desktop.keymap import Keymap
from desktop.lists import texts
from desktop.lists.asking import Question
from desktop.lists.faces import AnswersFace
from desktop.lists.line_card import LineCard
from desktop.lists.stacked import Stacked
from desktop.moves.form import Choice
from desktop.moves.pick_editor import PickLine
from desktop.theme.look import BODY
from desktop.widgets.buttons import ActionButton
from desktop.widgets.field import Field
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.words import Words


class AskView(Stacked):
    """`asked` with a Question; `opened` with the item of an answer; `spelling_wanted` once letters are typed."""

    asked = Signal(object)
    opened = Signal(str)
    spelling_wanted = Signal()

    def __init__(self, keymap: Keymap) -> None:
        form = QWidget()
        super().__init__(form)
        self._category = ""
        self.category = PickLine(())
        self.day, self.kind, self.text = QLineEdit(), QLineEdit(), QLineEdit()
        self.kind.setPlaceholderText(texts.KIND_HINT)
        self.text.setPlaceholderText(texts.TEXT_HINT)
        self.refusal = RefusalLine()
        self._do = ActionButton(texts.ASK, key_cap=keymap.cap("primary"), primary=True)
        self._do.clicked.connect(self.ask)
        self._form = QVBoxLayout(form)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(8)
        self._lay_out()
        self._offer(self.category)
        for line in (self.day, self.kind, self.text):
            line.returnPressed.connect(self.ask)
        self.fill([Words(texts.ASK_FIRST, BODY, "ink3", wrap=True)])

    def _lay_out(self) -> None:
        self._category_field = Field(texts.CATEGORY_FIELD, self.category, required=True)
        self._form.addWidget(self._category_field)
        both = QHBoxLayout()
        both.setSpacing(8)
        both.addWidget(Field(texts.DAY_FIELD, self.day), 2)
        both.addWidget(Field(texts.KIND_FIELD, self.kind), 3)
        self._form.addLayout(both)
        self._form.addWidget(Field(texts.TEXT_FIELD, self.text))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._do, 0, Qt.AlignmentFlag.AlignLeft)
        foot.addWidget(self.refusal, 1)
        foot.addStretch(0)
        self._form.addLayout(foot)

    def _offer(self, line: PickLine) -> None:
        line.picked.connect(self._pick)
        line.entered.connect(self.day.setFocus)
        line.spelling_wanted.connect(self.spelling_wanted)

    def set_categories(self, choices: tuple[Choice, ...], day: str) -> None:
        """Offer these 小类; the day is today's until another is typed."""
        if tuple(one.label for one in choices) == self.category.labels:
            return
        before, self.category = self.category, PickLine(choices)
        self.category.setAccessibleName(texts.CATEGORY_FIELD)
        self._form.removeWidget(self._category_field)
        self._category_field.deleteLater()
        before.deleteLater()
        self._category_field = Field(texts.CATEGORY_FIELD, self.category, required=True)
        self._form.insertWidget(0, self._category_field)
        self._offer(self.category)
        if not self.day.text():
            self.day.setText(day)

    def _pick(self, code: str) -> None:
        self._category = code
        self.category.setText(self.category.label_of(code))

    @property
    def question(self) -> Question:
        """What stands in the form; what was typed over a picked 小类 is looked up again."""
        typed = self.category.text()
        picked = self._category if typed == self.category.label_of(self._category) else ""
        return Question(
            category=picked or self.category.match(typed),
            day=self.day.text().strip(),
            place_kind=self.kind.text(),
            text=self.text.text(),
        )

    def ask(self) -> None:
        """Ask what stands there."""
        wanted = self.question
        if wanted.category:
            self._pick(wanted.category)
        self.asked.emit(wanted)

    def begin(self) -> None:
        """Take the keyboard."""
        self.category.setFocus()

    def show_answers(self, face: AnswersFace) -> None:
        """Show the answers in their order, or why there are none."""
        self.refusal.show_refusal(face.refused)
        if face.refused:
            self.fill([])
            return
        parts: list[QWidget] = [Heading(face.head)]
        for answer in face.answers:
            card = LineCard(
                answer.title, (answer.note, answer.more, *answer.laws), key=answer.code, strong=answer.first
            )
            card.opened.connect(self.opened)
            parts.append(card)
        if face.said:
            parts.append(Words(face.said, BODY, "ink", wrap=True))
        self.fill(parts)
