"""One item whole (事项): head, the case it was opened from, and four parts: duties with the flow, 说明书, 小类与判例, calls."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.dossier.heading import Heading
from desktop.keymap import Keymap
from desktop.lists import texts
from desktop.lists.duty_view import DutyView
from desktop.lists.faces import ItemFace, PrecedentFace
from desktop.lists.line_card import LineCard
from desktop.lists.stacked import Stacked
from desktop.theme.look import BODY, SECOND, TITLE, px
from desktop.widgets.banner import Banner
from desktop.widgets.blank import Blank
from desktop.widgets.buttons import ActionButton
from desktop.widgets.panel import Panel
from desktop.widgets.segmented import Segmented
from desktop.widgets.tag import Tag
from desktop.widgets.words import Elided, Words

NAMED = 520  # narrower, the name has a line of its own


class ItemView(Panel):
    """`call_opened`, `back_asked` with a case, `call_asked` about this item, `now_asked` for what is in force, `print_asked`."""

    call_opened = Signal(str)
    now_asked = Signal()
    print_asked = Signal()
    back_asked = Signal(str)
    call_asked = Signal()

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self.face: ItemFace | None = None
        self._named = (0, 0, 0, 0)  # where the name stands
        self._keymap = keymap
        self.tabs = Segmented(texts.TABS, stretch=True)
        self.tabs.changed.connect(self.show_tab)
        self._code, self._standing = Tag(""), Tag("")
        self._name = Words("", TITLE, "brand-dd", bold=True, wrap=True)
        self._facts = Elided("", SECOND, "ink2")
        self.printing = ActionButton(texts.PRINT, key_cap=keymap.cap("print"), small=True, icon="printer")
        self.printing.clicked.connect(self.print_asked)
        self.calling = ActionButton(texts.CALL, key_cap=keymap.cap("call"), small=True, primary=True)
        self.calling.clicked.connect(self.call_asked)
        self.changed, self.stage = Banner("amber"), Banner("brand", None)
        self.old = Banner("amber")
        self._back = ActionButton(texts.BACK, small=True, key_cap=keymap.cap("escape"))
        self._back.clicked.connect(self._go_back)
        see_now = ActionButton(texts.SEE_NOW, small=True)
        see_now.clicked.connect(self.now_asked)
        self.stage.add_action(self._back)
        self.old.add_action(see_now)
        self.duty = DutyView()
        self.manual, self.related, self.used = Stacked(), Stacked(), Stacked()
        self._pages = QStackedWidget()
        for page in (self.duty, self.manual, self.related, self.used):
            self._pages.addWidget(page)
        self._blank = Blank(texts.CHOOSE)
        self.set_body(self._laid_out())

    def _laid_out(self) -> QWidget:
        self._whole = QWidget()
        top = self._top = QGridLayout()
        top.setSpacing(8)
        for place, part in enumerate((self._code, None, self._standing, self.printing, self.calling)):
            if part is not None:
                top.addWidget(part, 0, place)
        top.setColumnStretch(1, 1)
        self._place_name()
        tabs = QHBoxLayout()
        tabs.addWidget(self.tabs)
        tabs.addStretch(1)
        rows = QVBoxLayout(self._whole)
        rows.setContentsMargins(14, 10, 14, 0)
        rows.setSpacing(7)
        rows.addLayout(top)
        rows.addWidget(self._facts)
        for banner in (self.stage, self.changed, self.old):
            rows.addWidget(banner)
        rows.addLayout(tabs)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._blank)
        column.addWidget(self._whole)
        column.addWidget(self._pages, 1)
        column.addStretch(0)
        return body

    def _place_name(self) -> None:
        """Beside its code, or in a line of its own where it would stand on end."""
        beside = self.width() >= px(NAMED)
        where = (0, 1, 1, 1) if beside else (1, 0, 1, 5)
        if where != self._named:
            self._named = where
            self._top.removeWidget(self._name)
            self._top.addWidget(self._name, *where)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another place for the name."""
        super().resizeEvent(event)
        self._place_name()

    # ------------------------------------------------------------ showing

    def show_item(self, face: ItemFace | None, said: str) -> None:
        """Show an item; the part that is open stays, and its place when it is the same item."""
        before, self.face = self.face, face
        self._blank.say(said)
        self._blank.setVisible(face is None)
        self._whole.setVisible(face is not None)
        self._pages.setVisible(face is not None)
        if face is None or face == before:
            return
        self._show_head(face)
        self.duty.show_item(face)
        self.manual.fill(_manual(face))
        self.related.fill(_related(face))
        self.used.fill(self._used(face))
        self.tabs.set_count("related", len(face.precedents) or None)
        self.tabs.set_count("used", len(face.calls) or None)
        if before is None or (before.code, before.version) != (face.code, face.version):
            for page in (self.duty, self.manual, self.related, self.used):
                page.verticalScrollBar().setValue(0)

    def _show_head(self, face: ItemFace) -> None:
        self._code.set_text(face.code)
        self._name.say(face.name)
        self._standing.set_text(face.standing, face.tone)
        self._facts.say("　".join(face.facts))
        case = face.case
        self.stage.say(case.said if case is not None else "")
        self.changed.say(case.changed if case is not None else "", case.more if case is not None else "")
        self.old.say(face.old if case is None or not case.changed else "")

    def _used(self, face: ItemFace) -> list[QWidget]:
        cards: list[QWidget] = [Heading(texts.USED)]
        for call in face.calls:
            card = LineCard(call.title, (call.note,), key=call.case_id)
            card.opened.connect(self.call_opened)
            cards.append(card)
        return cards if face.calls else [Words(texts.NO_CALLS, BODY, "ink3", wrap=True)]

    def show_tab(self, key: str) -> None:
        """Show one of the four parts."""
        keys = [tab for tab, _ in texts.TABS]
        self.tabs.set_value(key)
        self._pages.setCurrentIndex(keys.index(key))

    def _go_back(self) -> None:
        if self.face is not None and self.face.case is not None:
            self.back_asked.emit(self.face.case.case_id)


def _manual(face: ItemFace) -> list[QWidget]:
    found: list[QWidget] = [Heading(texts.SUMMARY), Words(face.summary, BODY, "ink", wrap=True)]
    for name, text in face.manual:
        found += [Heading(name), Words(text, BODY, "ink", wrap=True)]
    if not face.manual:
        found.append(Words(texts.NO_MANUAL, BODY, "ink3", wrap=True))
    return found


def _related(face: ItemFace) -> list[QWidget]:
    found: list[QWidget] = [Heading(texts.CATEGORIES)]
    said = "　　".join(face.categories) or texts.NO_CATEGORIES
    found.append(Words(said, BODY, "ink" if face.categories else "ink3", wrap=True))
    found.append(Heading(texts.PRECEDENTS))
    found += [_precedent(one) for one in face.precedents]
    if not face.precedents:
        found.append(Words(texts.NO_PRECEDENTS, BODY, "ink3", wrap=True))
    return found


def _precedent(one: PrecedentFace) -> QWidget:
    return LineCard(one.title, (one.decided, one.reason, one.note), faint=not one.live)
