"""The head of a dossier (案头): serial, tags, title, place and caller."""

from itertools import zip_longest

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.dossier import texts
from desktop.dossier.sheet import Person, Sheet, TagFace
from desktop.theme.look import SECOND
from desktop.widgets.buttons import LinkButton
from desktop.widgets.flow import FlowLayout
from desktop.widgets.tag import Tag, tag_width
from desktop.widgets.words import Elided, Words

TITLE = 18


class HeadView(QWidget):
    """Everything above the steps; `unmask` when the caller shall be seen, `full` when the whole dossier."""

    unmask = Signal()
    full = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._serial = Elided("", SECOND, "ink2")
        self._full = LinkButton(texts.FULL)
        self._full.clicked.connect(self.full)
        self._full.hide()
        self._title = Words("", TITLE, "brand-dd", bold=True, wrap=True)
        self._place = Words("", SECOND, "ink2", wrap=True)
        self._person = Words("", SECOND, "ink2", wrap=True)
        self._see = LinkButton(texts.UNMASK)
        self._see.clicked.connect(self.unmask)
        self._faces: tuple[TagFace, ...] = ()
        self._shown: list[Tag] = []  # kept from case to case: a widget's style costs more than its paint
        self._tags = QWidget()
        self._flow = FlowLayout(self._tags, gap=6, line_gap=4)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._serial, 1)
        top.addWidget(self._full)
        person = QHBoxLayout()
        person.setSpacing(4)
        person.addWidget(self._person, 1)
        person.addWidget(self._see)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 8, 14, 8)
        rows.setSpacing(3)
        rows.addLayout(top)
        rows.addWidget(self._title)
        rows.addWidget(self._place)
        rows.addLayout(person)
        rows.addWidget(self._tags)

    def offer_full(self, offered: bool) -> None:
        """Show the way to the whole dossier."""
        self._full.setVisible(offered)

    def set_sheet(self, sheet: Sheet) -> None:
        """Show a case."""
        self._serial.say(sheet.serial)
        self._title.say(sheet.title)
        self._place.say(sheet.place)
        self._place.setVisible(bool(sheet.place))
        self._set_person(sheet.person)
        if sheet.tags != self._faces:
            self._set_tags(sheet.tags)

    def _set_tags(self, tags: tuple[TagFace, ...]) -> None:
        self._faces = tags
        while len(self._shown) < len(tags):
            self._shown.append(Tag())
            self._flow.addWidget(self._shown[-1])
        for tag, one in zip_longest(self._shown, tags):
            tag.set_text(self._fitted(one.text) if one else "", one.tone if one else "")
            tag.setVisible(one is not None)
        self._tags.updateGeometry()

    def _fitted(self, text: str) -> str:
        """A path that is wider than the head says its last part only."""
        room = self.width() - 28
        return text if tag_width(text) <= room else text.rpartition(" / ")[2]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width holds another part of a path."""
        super().resizeEvent(event)
        for tag, one in zip(self._shown, self._faces, strict=False):
            tag.set_text(self._fitted(one.text))

    def _set_person(self, person: Person | None) -> None:
        self._person.setVisible(person is not None)
        self._see.setVisible(person is not None and bool(person.fields))
        if person is not None:
            self._person.say(said(person.name, person.tel), "ink2")

    @property
    def person(self) -> str:
        """What is said of the caller now."""
        return self._person.text()

    def show_clear(self, person: Person, field: str, value: str) -> None:
        """One field of the caller in clear, until the next sheet masks it again."""
        name = value if field == "name" else person.name
        tel = value if field == "phone" else person.tel
        other = "" if field in ("name", "phone") else f" · {value}"
        self._person.say(said(name, tel) + other, "ink")
        self._see.hide()


def said(name: str, tel: str) -> str:
    """`反映人 林** · 电话 139****6120`."""
    parts = [texts.CALLER.format(name=name) if tel else name, texts.PHONE.format(tel=tel) if tel else ""]
    return " · ".join(part for part in parts if part)
