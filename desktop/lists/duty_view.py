"""Who answers for what (责任与流程): departments at the left, the town's lines at the right, law, then the flow chart."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.dossier.heading import Heading
from desktop.lists import texts
from desktop.lists.faces import CountyFace, ItemFace, TownFace
from desktop.lists.flow_view import FlowView
from desktop.lists.wrapped_table import Cell, WrappedTable, plain
from desktop.theme.look import BODY, SECOND, px
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.words import Words

WIDE = 860  # from here both sides stand beside one another
COUNTY_COLUMNS = (("", 0.16), ("", 0.27), ("", 0.12), ("", 0.45))


class DutyView(Scrolled):
    """Scrolls as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self.county = WrappedTable(COUNTY_COLUMNS)
        self.town = WrappedTable(texts.COLUMNS)
        self._no_county, self._no_town = _grey(texts.NO_COUNTY_LINES), _grey(texts.NO_TOWN_LINES)
        self._laws, self._no_laws = Words("", BODY, "ink", wrap=True), _grey(texts.NO_LAWS)
        self._confusable = Words("", BODY, "ink", wrap=True)
        self._confusable_part = _part(Heading(texts.CONFUSABLE), self._confusable)
        self.flow, self._no_flow = FlowView(), _grey(texts.NO_FLOW)
        self._flow_head = Heading(texts.FLOW)
        self._lay_out()

    def _lay_out(self) -> None:
        laws = _headed(texts.LAWS, texts.LAWS_NOTE)
        left = _part(
            _headed(texts.COUNTY, texts.COUNTY_NOTE),
            self.county,
            self._no_county,
            laws,
            self._laws,
            self._no_laws,
        )
        right = _part(_headed(texts.TOWN, texts.TOWN_NOTE), self.town, self._no_town)
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._sides.setSpacing(18)
        for part, share in ((left, 10), (right, 11)):
            self._sides.addWidget(part, share, Qt.AlignmentFlag.AlignTop)
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(14, 10, 14, 14)
        rows.setSpacing(14)
        rows.addLayout(self._sides)
        rows.addWidget(self._confusable_part)
        rows.addWidget(_part(self._flow_head, self.flow, self._no_flow))
        rows.addStretch(1)
        self.hold(inner)

    def show_item(self, face: ItemFace) -> None:
        """Show an item's duties and flow."""
        self.county.set_rows([_county(line) for line in face.county])
        self.town.set_rows([_town(line) for line in face.town])
        self.county.setVisible(bool(face.county))
        self._no_county.setVisible(not face.county)
        self.town.setVisible(bool(face.town))
        self._no_town.setVisible(not face.town)
        self._laws.say("\n".join(_law(name, article) for name, article in face.laws))
        self._laws.setVisible(bool(face.laws))
        self._no_laws.setVisible(not face.laws)
        self._confusable.say(face.confusable)
        self._confusable_part.setVisible(bool(face.confusable))
        self.flow.set_flow(face.flow)
        steps = len(face.flow.nodes)
        self.flow.setVisible(bool(steps))
        self._no_flow.setVisible(not steps)
        self._flow_head.set_note(texts.FLOW_NOTE.format(n=steps) if steps else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Both sides beside one another where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= px(WIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._sides.direction() != way:
            self._sides.setDirection(way)


def _county(line: CountyFace) -> tuple[Cell, ...]:
    role = Cell(texts.LEAD if line.lead else texts.SIDE, tone="brand" if line.lead else "")
    return plain(line.clause, "ink3"), Cell(line.unit, bold=line.lead), role, Cell(line.text)


def _town(line: TownFace) -> tuple[Cell, ...]:
    must = Cell(texts.MUST if line.mandatory else texts.MAY, tone="brand" if line.mandatory else "")
    return plain(line.clause, "ink3"), plain(line.who), Cell(line.text), must, plain(line.evidence)


def _law(name: str, article: str) -> str:
    """A law, its articles indented under it."""
    return "\n".join((f"《{name}》", *(f"　　{line}" for line in article.splitlines())))


def _grey(text: str) -> Words:
    return Words(text, SECOND, "ink3", wrap=True)


def _headed(text: str, note: str) -> Heading:
    head = Heading(text)
    head.set_note(note)
    return head


def _part(*parts: QWidget) -> QWidget:
    whole = QWidget()
    rows = QVBoxLayout(whole)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(6)
    for part in parts:
        rows.addWidget(part)
    return whole
