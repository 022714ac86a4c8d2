"""Where an outage or a drill is written down (登记断网、登记演练): times, words, in whose name."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.duty_log import texts
from desktop.duty_log.log import Asked, Given
from desktop.theme.look import NOTE, PANEL, SECOND, px
from desktop.widgets.dialog_buttons import DialogButtons
from desktop.widgets.one_of import OneOf
from desktop.widgets.refusing_dialog import RefusingDialog
from desktop.widgets.words import Words
from governance.duty.drill import SUBJECTS


class DutyLogDialog(RefusingDialog):
    """`given` (what was asked, what was typed) on Enter; Esc puts it away."""

    given = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._asked: Asked | None = None
        self._title = Words("", PANEL, "brand-dd", bold=True)
        self._about = Words("", SECOND, "ink2", wrap=True)
        self.since, self.to, self.text = QLineEdit(), QLineEdit(), QLineEdit()
        for field in (self.since, self.to, self.text):
            field.textEdited.connect(lambda _: self.say(""))
        self._labels = {name: Words("", NOTE, "ink3") for name in ("subject", "since", "to", "text", "who")}
        self._subjects = OneOf(SUBJECTS.values(), across=True)
        self._people = OneOf()
        self._buttons = DialogButtons(self, texts.SAVE, texts.CANCEL)
        self._buttons.go.clicked.connect(self._give)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self._labels["subject"])
        column.addWidget(self._subjects)
        column.addLayout(self._times())
        column.addWidget(self._labels["text"])
        column.addWidget(self.text)
        column.addWidget(self._labels["who"])
        column.addWidget(self._people)
        column.addWidget(self.refusal_line)
        column.addLayout(self._buttons)
        self.setMinimumWidth(px(460))

    def _times(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        for place, (name, field) in enumerate((("since", self.since), ("to", self.to))):
            field.setPlaceholderText(texts.TIME_HINT)
            grid.addWidget(self._labels[name], 0, place)
            grid.addWidget(field, 1, place)
        return grid

    def ask(self, asked: Asked) -> None:
        """Open for a new one, or for the end of one."""
        self._asked, ends = asked, asked.ends
        title = texts.END if ends is not None else texts.DRILL if asked.drill else texts.OUTAGE
        self.setWindowTitle(title)
        self._title.say(title)
        self._say_about(asked)
        for part in (self._labels["subject"], self._subjects):
            part.setVisible(asked.drill and ends is None)
        self._label("subject", texts.SUBJECT)
        self._label("since", texts.SINCE, self.since)
        self._label("to", texts.TO if ends is not None else texts.TO_LATER, self.to)
        text, hint = _words(asked)
        self._label("text", text, self.text)
        self._label("who", texts.WHO)
        self.text.setPlaceholderText(hint)
        self.since.setText(asked.since)
        self.since.setEnabled(ends is None)
        self.to.setText(asked.to)
        self.text.setText(asked.text)
        self._people.set_names(one.said for one in asked.people)
        self.say("")
        self.open()
        (self.text if asked.drill or ends is None else self.to).setFocus()

    def _say_about(self, asked: Asked) -> None:
        if asked.ends is not None:
            self._about.say(texts.END_ABOUT.format(name=asked.ends.what, since=asked.since))
        else:
            self._about.say(texts.DRILL_ABOUT if asked.drill else texts.OUTAGE_ABOUT)

    def _label(self, name: str, said: str, field: QLineEdit | None = None) -> None:
        self._labels[name].say(said)
        if field is not None:
            field.setAccessibleName(said)

    def _give(self) -> None:
        given = Given(
            subject=list(SUBJECTS)[self._subjects.place],
            since=self.since.text(),
            to=self.to.text(),
            text=self.text.text().strip(),
            who=self._people.place,
        )
        self.given.emit(self._asked, given)


def _words(asked: Asked) -> tuple[str, str]:
    if not asked.drill:
        return texts.SCOPE, texts.SCOPE_HINT
    return (texts.TEXT, texts.TEXT_HINT) if asked.ends is None else (texts.CAME, texts.CAME_HINT)
