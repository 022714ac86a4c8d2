"""What scrolls in a dossier (案卷正文): words, clocks, suggestion, who holds it, calls, the past, what hangs on it."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.dossier import texts
from desktop.dossier.advice_card import AdviceCard
from desktop.dossier.clock_view import ClockView
from desktop.dossier.dept_lines import CallCard, DeptLine
from desktop.dossier.heading import Heading
from desktop.dossier.links_view import LinksView
from desktop.dossier.listed_line import ListedLine
from desktop.dossier.past_view import PastView
from desktop.dossier.records_view import RecordsView
from desktop.dossier.sheet import CallFace, DeptFace, Sheet
from desktop.theme.look import BODY, SECOND
from desktop.widgets.clearing import take_out
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.words import Words


class BodyView(Scrolled):
    """`opened` with a case that hangs on this one; `adopted` when the suggestion is taken."""

    opened = Signal(str)
    copy_opened = Signal(str)
    adopted = Signal()

    item_asked = Signal()

    def __init__(self, item_cap: str) -> None:
        """`item_cap` = the key that shows the item of the list."""
        super().__init__()
        self._units: list[DeptLine] = []  # of the town
        self._lines: list[DeptLine] = []  # and of its calls
        self._said: tuple[object, ...] = ()
        self._held: tuple[tuple[DeptFace, ...], tuple[CallFace, ...]] = ((), ())
        self._text = Words("", BODY, "ink", wrap=True)
        self._as_of = Words("", SECOND, "amber-d")
        self.clocks = ClockView()
        self.listed = ListedLine(item_cap)
        self.listed.asked.connect(self.item_asked)
        self._advice = AdviceCard()
        self._advice.adopted.connect(self.adopted)
        self._advice_head = Heading(texts.SUGGESTION)
        self._advice_head.set_note(texts.SUGGESTION_NOTE)
        self._holders = _Group(texts.HANDLERS)
        self._calls = _Group(texts.CALLS)
        self._records = RecordsView()
        self.past = PastView()
        self.past.opened.connect(self.opened)
        self._links_head = Heading(texts.LINKS)
        self._links = LinksView()
        self._links.opened.connect(self.opened)
        self._links.copy_opened.connect(self.copy_opened)
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(14, 10, 14, 12)
        rows.setSpacing(10)
        for part in (
            self._as_of,
            self.clocks,
            self._text,
            self.listed,
            self._advice_head,
            self._advice,
            self._calls,
            self._holders,
            self._records,
            self.past,
            self._links_head,
            self._links,
        ):
            rows.addWidget(part)
        rows.addStretch(1)
        self.hold(inner)

    def set_sheet(self, sheet: Sheet, now: int, as_of: str, adoptable: bool) -> Iterator[None]:
        """Show a case part by part: the window may paint others and take keys between two.

        The place in the scroll stays when it is the same case; what says the same as before is not laid out again.
        """
        self._as_of.say(as_of)
        self._as_of.setVisible(bool(as_of))
        self.clocks.set_sheet(sheet, now)
        said = (sheet.text, sheet.listed, sheet.advice, adoptable, sheet.records, sheet.lines, sheet.links)
        if (*said, sheet.tasks, sheet.calls) == self._said:
            self.tick(now)
            return
        self._said = (*said, sheet.tasks, sheet.calls)
        self.setUpdatesEnabled(False)  # painted once, when it is whole
        try:
            for part in self._parts(sheet, now, adoptable):
                part()
                yield
        finally:
            self.setUpdatesEnabled(True)

    def _parts(self, sheet: Sheet, now: int, adoptable: bool) -> tuple[Callable[[], None], ...]:
        return (
            partial(self._set_words, sheet, adoptable),
            partial(self._set_holders, sheet, now),
            partial(self._records.set_records, sheet.records),
            partial(self.past.set_lines, sheet.lines, now),
            partial(self._set_links, sheet),
        )

    def _set_words(self, sheet: Sheet, adoptable: bool) -> None:
        self._text.say(sheet.text)
        self._text.setVisible(bool(sheet.text))
        self.listed.show_listed(sheet.listed)
        advice = sheet.advice
        self._advice_head.setVisible(advice is not None)
        self._advice.setVisible(advice is not None)
        if advice is not None:
            self._advice.set_advice(advice, adoptable)

    def _set_links(self, sheet: Sheet) -> None:
        self._links_head.setVisible(bool(sheet.links))
        self._links.set_links(sheet.links)

    def _set_holders(self, sheet: Sheet, now: int) -> None:
        if (sheet.tasks, sheet.calls) == self._held:
            return
        self._held = (sheet.tasks, sheet.calls)
        if len(sheet.tasks) != len(self._units):
            self._units = [DeptLine(face) for face in sheet.tasks]
            self._holders.fill(self._units)
        for line, face in zip(self._units, sheet.tasks, strict=True):
            line.set_face(face)
        cards = [CallCard(face) for face in sheet.calls]
        for card in cards:
            card.opened.connect(self.opened)
        self._calls.fill(cards)
        self._lines = [*self._units, *(line for card in cards for line in card.lines)]
        self.tick(now)

    def tick(self, now: int) -> None:
        """A second went by."""
        self.clocks.tick(now)
        for line in self._lines:
            line.tick(now)


class _Group(QWidget):
    """A heading with lines; hidden while it has none."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self._rows.addWidget(Heading(title))
        self._parts: list[QWidget] = []
        self.hide()

    def fill(self, parts: Sequence[QWidget]) -> None:
        """Show these lines in place of those before."""
        take_out(self._rows, self._parts)
        self._parts = list(parts)
        for part in self._parts:
            self._rows.addWidget(part)
        self.setVisible(bool(self._parts))
