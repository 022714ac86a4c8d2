"""The page's widgets (受理): caller, sheet, place; they know no rule and no store."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.intake import boxes
from desktop.intake.advised import Whose
from desktop.intake.caller_view import CallerView
from desktop.intake.faces import (
    BoxFace,
    CategoryFace,
    DraftFace,
    HistoryFace,
    NearbyFace,
    PlaceFace,
    SavedFace,
)
from desktop.intake.foreseen import Foreseen
from desktop.intake.near_view import MapPanel, NearPanel
from desktop.intake.recognised import Mark
from desktop.intake.sheet import Sheet
from desktop.intake.sheet_view import SheetView
from desktop.keymap import Keymap

COMPACT = 1600
WIDE, NARROW = (370, 900, 554), (276, 640, 358)
LEAST = (220, 420, 280)


class IntakeView(QWidget):
    """Three columns (implements the presenter's `View`)."""

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self.caller = CallerView()
        self.caller.set_resume_cap(keymap.cap("resume_draft"))
        self.sheet = SheetView(keymap)
        self.map = MapPanel(keymap.cap("intake_pin"))
        self.near = NearPanel(keymap.cap("merge"))
        right = QSplitter(Qt.Orientation.Vertical)
        right.setHandleWidth(8)
        right.setChildrenCollapsible(False)
        right.addWidget(self.map)
        right.addWidget(self.near)
        right.setStretchFactor(0, 3)
        right.setStretchFactor(1, 2)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.setHandleWidth(8)
        self._columns.setChildrenCollapsible(False)
        for part, least in zip((self.caller, self.sheet, right), LEAST, strict=True):
            part.setMinimumWidth(least)
            self._columns.addWidget(part)
        self._columns.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._columns)
        self._compact: bool | None = None
        self._order()

    def _order(self) -> None:
        """Tab goes text → place → caller → recognised → suggestions → foot."""
        sheet = self.sheet
        stops = (sheet.text, sheet.place, *self.caller.stops, *sheet.boxes.stops, *sheet.foot.stops)
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    # ------------------------------------------------------------ View

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a sheet from the beginning."""
        if self.sheet.text.toPlainText() != sheet.text:
            self.sheet.text.setPlainText(sheet.text)
        self.sheet.place.setText(sheet.place)
        self.caller.show_sheet(sheet, boxes.begun(sheet, sheet.begun_at))
        self.set_locked(False)

    def show_read(self, sheet: Sheet, shown: Sequence[BoxFace], urgency: str) -> None:
        """Show what was read."""
        self.caller.show_read(sheet)
        self.sheet.boxes.show_boxes(shown, sheet.urg, urgency)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark the words that say something."""
        self.sheet.text.set_marks(marks)

    def show_categories(self, cards: Sequence[CategoryFace], count: int) -> None:
        """The likeliest 小类."""
        self.sheet.categories.show_cards(cards)

    def show_units(self, units: Sequence[Whose], unit: str, short: str) -> None:
        """Whose it is."""
        self.sheet.foot.show_whose(short)
        self.sheet.units.show_units(units, unit)

    def show_limits(self, limits: Sequence[Foreseen]) -> None:
        """The limits to come."""
        self.sheet.show_limits(limits)

    def show_place(self, face: PlaceFace, workers: str) -> None:
        """Where it is."""
        self.sheet.show_place(face)
        self.map.show_place(face, workers)

    def show_nearby(self, face: NearbyFace) -> None:
        """What is near."""
        self.sheet.show_nearby(face)
        self.near.show_nearby(face)
        self.map.show_neighbours(face.rows)

    def show_history(self, face: HistoryFace) -> None:
        """Who calls."""
        self.caller.show_history(face)

    def show_questions(self, lines: Sequence[str], asked: Sequence[str]) -> None:
        """What to ask."""
        self.caller.show_questions(lines, asked)

    def show_drafts(self, drafts: Sequence[DraftFace]) -> None:
        """Parked calls."""
        self.caller.show_drafts(drafts)

    def show_draft_note(self, text: str, *, failed: bool = False) -> None:
        """When the draft was kept."""
        self.sheet.show_draft_note(text, failed=failed)

    def show_number(self, serial: str) -> None:
        """The number to come."""
        self.sheet.show_number(serial)

    def show_saved(self, saved: SavedFace | None) -> None:
        """The number given."""
        self.sheet.foot.show_saved(saved)
        self.set_locked(saved is not None, classed=saved is not None and saved.classed)

    def refuse(self, sentence: str) -> None:
        """Why it could not be done, beside the buttons."""
        self.sheet.foot.refusal.show_refusal(sentence)

    # ------------------------------------------------------------ measures

    def set_locked(self, locked: bool, *, classed: bool = False) -> None:
        """Whether the sheet is saved, and its 小类 may still be chosen."""
        self.sheet.set_locked(locked, classed=classed)
        self.caller.set_locked(locked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the small measures of ui.md §2 on a narrow page."""
        super().resizeEvent(event)
        compact = event.size().width() < COMPACT
        if compact != self._compact:
            self._compact = compact
            self._columns.setSizes(list(NARROW if compact else WIDE))
