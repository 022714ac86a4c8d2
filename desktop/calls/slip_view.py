"""The slip as it will be printed (呼叫单预览): one of the three sheets, drawn on paper of its own width."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.calls import texts
from desktop.calls.panel_parts import YieldingPanel
from desktop.calls.slip import Row, SheetFace, SlipFace
from desktop.theme.look import NOTE, SECOND, TITLE, colour, font, px
from desktop.widgets.blank import Blank
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.segmented import Segmented

MARGIN, INDENT = 20, 8
PADDING = 5
SHADOW, EDGE = 3, 12
HEAD = 52  # of the panel, with its border
TITLED = 330  # narrower, the three names alone stand in the head
LEAST = 250  # of the preview, before the column scrolls
WRAP = int(Qt.TextFlag.TextWordWrap)


class SheetPainter:
    """Draws a sheet into a width, on the screen or on paper; `ink` and `grey` are tokens."""

    def __init__(self, painter: QPainter, width: float) -> None:
        self._painter, self._width = painter, width
        self._labels = max(
            QFontMetricsF(font(NOTE)).horizontalAdvance(label)
            for label in (*texts.ROWS.values(), *texts.UNTIL.values())
        )

    def paint(self, sheet: SheetFace, *, dry: bool = False) -> float:
        """Draw it and give its height; `dry` only measures."""
        y = MARGIN - 4.0
        y += self._line(sheet.title, y, font(TITLE, True), "ink", dry)
        for line in self._broken(sheet.under):
            y += 2 + self._line(line, y + 2, font(NOTE), "ink2", dry)
        y += 8
        top = y
        for row in sheet.rows:
            y += self._row(row, y, dry)
        if not dry and sheet.rows:
            self._painter.setPen(QPen(colour("ink3"), 1))
            self._painter.drawRect(QRectF(MARGIN, top, self._width - 2 * MARGIN, y - top))
        return y + MARGIN

    def _broken(self, parts: Sequence[str]) -> list[str]:
        """Head lines broken between parts, never inside one that fits."""
        lines: list[str] = []
        room = self._width - 2 * MARGIN
        for part in parts:
            longer = f"{lines[-1]}　{part}" if lines else part
            if lines and QFontMetricsF(font(NOTE)).horizontalAdvance(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(part)
        return lines

    def _line(self, text: str, y: float, face: QFont, token: str, dry: bool) -> float:
        painter = self._painter
        painter.setFont(face)
        room = QRectF(MARGIN, y, self._width - 2 * MARGIN, 1 << 12)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
        took = painter.fontMetrics().boundingRect(room.toRect(), int(flags), text).height()
        if not dry:
            painter.setPen(colour(token))
            painter.drawText(room, int(flags), text)
        return float(took)

    def _row(self, row: Row, y: float, dry: bool) -> float:
        pairs, grey = row
        room = (self._width - 2 * MARGIN) / len(pairs)
        tall = max(self._height(value, room) for _, value in pairs)
        if dry:
            return tall
        painter, labels = self._painter, self._labels + 2 * INDENT
        for at, (label, value) in enumerate(pairs):
            left = MARGIN + at * room
            painter.fillRect(QRectF(left, y, labels, tall), colour("head"))
            painter.setFont(font(NOTE))
            painter.setPen(colour("ink2"))
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(left + INDENT, y, labels, tall), middle, label)
            painter.setFont(font(SECOND))
            painter.setPen(colour("ink3" if grey else "ink"))
            words = QRectF(left + labels + INDENT, y, room - labels - 2 * INDENT, tall)
            painter.drawText(words, int(middle) | WRAP, value)
            painter.setPen(QPen(colour("ink3"), 1))
            for x in (left, left + labels):
                painter.drawLine(QPointF(x, y), QPointF(x, y + tall))
        painter.drawLine(QPointF(MARGIN, y), QPointF(self._width - MARGIN, y))
        return tall

    def _height(self, value: str, room: float) -> float:
        metrics = QFontMetricsF(font(SECOND))
        width = max(20.0, room - self._labels - 4 * INDENT)
        box = metrics.boundingRect(QRectF(0, 0, width, 1 << 12), WRAP, value or " ")
        return max(box.height(), metrics.lineSpacing()) + 2 * PADDING


class _Paper(QWidget):
    """The sheet on white, as high as its words need."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: SheetFace | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_sheet(self, sheet: SheetFace) -> None:
        """Show it."""
        self._sheet = sheet
        self.setAccessibleName(sheet.title)
        self.setAccessibleDescription(
            "\n".join(f"{label} {value}" for pairs, _ in sheet.rows for label, value in pairs)
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(360), self.heightForWidth(px(360)))

    def heightForWidth(self, width: int) -> int:
        if self._sheet is None:
            return 0
        probe = QPixmap(1, 1)
        painter = QPainter(probe)
        tall = SheetPainter(painter, width - SHADOW).paint(self._sheet, dry=True)
        painter.end()
        return round(tall) + SHADOW

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._sheet is None:
            return
        painter = QPainter(self)
        page = QRect(0, 0, self.width() - SHADOW, self.height() - SHADOW)
        painter.fillRect(page.translated(SHADOW, SHADOW), colour("line"))
        painter.fillRect(page, colour("panel"))
        SheetPainter(painter, page.width()).paint(self._sheet)
        painter.setPen(colour("line"))
        painter.drawRect(page.adjusted(0, 0, -1, -1))


class SlipView(QWidget):
    """A panel with the three sheets."""

    def __init__(self) -> None:
        super().__init__()
        self._sheets: Mapping[str, SheetFace] = {}
        self.panel = YieldingPanel(texts.SLIP, TITLED)
        self._kinds = Segmented(texts.SHEETS)
        self._kinds.changed.connect(lambda _: self._show())
        self.panel.add_tool(self._kinds)
        self._paper, self._blank = _Paper(), Blank(texts.NOTHING_TO_SHOW)
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        rows.addWidget(self._blank)
        rows.addWidget(self._paper)
        rows.addStretch(1)
        self.panel.set_body(Scrolled(_Desk(inner)))
        self.panel.setMinimumHeight(px(LEAST))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.panel)
        self._whole = False
        self.show_slip(None)

    @property
    def sheets(self) -> Mapping[str, SheetFace]:
        """What is shown, by kind."""
        return self._sheets

    def show_slip(self, slip: SlipFace | None) -> None:
        """Show a call's sheets, or none."""
        self._sheets = slip.sheets if slip is not None else {}
        only = len(self._sheets) == 1  # of a 县呼乡应
        self._kinds.setVisible(not only)
        if only:
            self._kinds.set_value(next(iter(self._sheets)))
        self._show()

    def set_whole(self, whole: bool) -> None:
        """While a call is written its sheet is seen whole; what waits for the town moves down."""
        self._whole = whole
        self._fit()

    def _fit(self) -> None:
        tall = px(LEAST)
        if self._whole and self._sheets:
            tall = max(tall, self._paper.heightForWidth(self.width() - 2 * EDGE - 4) + 2 * EDGE + px(HEAD))
        self.panel.setMinimumHeight(tall)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width makes the sheet another height."""
        super().resizeEvent(event)
        self._fit()

    def _show(self) -> None:
        sheet = self._sheets.get(self._kinds.value)
        self._paper.setVisible(sheet is not None)
        self._blank.setVisible(sheet is None)
        if sheet is not None:
            self._paper.show_sheet(sheet)
        self._fit()


class _Desk(QWidget):
    """What the paper lies on."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(inner)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour("bg"))
