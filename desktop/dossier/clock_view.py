"""The clock that matters, and 时限分段 under it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import times
from desktop.dossier import texts
from desktop.dossier.faces import watch_face
from desktop.dossier.heading import Heading
from desktop.dossier.sheet import Sheet, SpanFace
from desktop.widgets.clock_block import ClockBlock, ClockFace
from desktop.widgets.segments import Segment, SegmentBar


class ClockView(QWidget):
    """`tick` tells it the time, every second while it is seen."""

    def __init__(self) -> None:
        super().__init__()
        self._block = ClockBlock()
        self._heading = Heading(texts.SEGMENTS)
        self._bar = SegmentBar()
        self._sheet: Sheet | None = None
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for part in (self._block, self._heading, self._bar):
            rows.addWidget(part)

    def set_sheet(self, sheet: Sheet, now: int) -> None:
        """Show a case's clocks."""
        self._sheet = sheet
        self._heading.setVisible(bool(sheet.spans))
        self._bar.setVisible(bool(sheet.spans))
        since = times.short(sheet.spans_since, now)
        self._heading.set_note(_said(sheet, since))
        self._bar.set_segments(_segments(sheet.spans))
        self.tick(now)

    def tick(self, now: int) -> None:
        """A second went by."""
        face = watch_face(self._sheet, now) if self._sheet is not None else None
        self._block.set_clock(
            None
            if face is None
            else ClockFace(face.sign, face.head, face.left, face.tail_head, face.tail, face.own)
        )


def _said(sheet: Sheet, since: str) -> str:
    paused = sum(one.minutes for one in sheet.spans if one.kind == "paused")
    whole = sheet.spans_ms // 60_000
    if paused:
        said = texts.RUN_AND_PAUSED.format(
            run=times.span((whole - paused) * 60_000), paused=times.span(paused * 60_000)
        )
        return f"{texts.FROM.format(at=since)} · {said}"
    return texts.SINCE.format(at=since, span=times.told(texts.ALTOGETHER, sheet.spans_ms))


def _segments(spans: tuple[SpanFace, ...]) -> list[Segment]:
    """Pieces with something in them; a step is named under its first piece only."""
    found: list[Segment] = []
    before = ""
    for one in spans:
        if not one.minutes:
            continue
        said = one.kind not in ("owed", "paused") and one.label != before
        note = texts.PAUSED_NOW if one.kind == "paused" else one.note or one.unit
        found.append(Segment(one.label if said else "", one.minutes, one.kind, note))
        before = one.label
    return found
