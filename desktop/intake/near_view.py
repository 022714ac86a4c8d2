"""Is it here and is it new (地点核对、疑似重复): the small map, and what lies near with why it is or is not the same."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.intake import texts
from desktop.intake.faces import NearbyFace, NearFace, PlaceFace
from desktop.lights import TOKENS
from desktop.map.local_map import LocalMap
from desktop.theme.look import BODY, NOTE, SECOND, colour, font, px
from desktop.widgets.blank import Blank
from desktop.widgets.buttons import ActionButton
from desktop.widgets.clearing import clear
from desktop.widgets.panel import Panel
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.words import Elided, Words

_BETWEEN = 10  # the parts of the line under the map
AROUND = 14.0  # of the whole town's scale: how near the map looks at a grid without a point


class MapPanel(Panel):
    """`moved` with a point chosen on the map."""

    moved = Signal(float, float)

    def __init__(self, pin_cap: str) -> None:
        super().__init__(texts.PLACE_CHECK)
        self.map = LocalMap()
        self._pin = ActionButton(texts.PIN, key_cap=pin_cap, small=True)
        self._pin.clicked.connect(self.ask)
        self.add_tool(self._pin)
        self.set_body(self.map)
        self._path = Elided("", BODY, "ink", bold=True)
        self._code = Words("", SECOND, "ink3")
        self._workers = Elided("", SECOND, "ink2")
        self._line = QWidget()
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_BETWEEN)
        row.addWidget(self._path)
        row.addWidget(self._code, 1)
        row.addWidget(self._workers)
        self.set_foot(self._line)
        self.map.canvas.point_chosen.connect(self._chosen)
        self._shown: tuple[float, float] | None = None
        self._asking = False

    @property
    def asking(self) -> bool:
        """Whether a point is asked for."""
        return self._asking

    def ask(self, on: bool = True) -> None:
        """Let the operator choose a point; the canvas takes the keys."""
        self._asking = on
        self.map.canvas.ask_point(on)
        self.set_note(texts.PIN_ASKING if on else "")
        if on:
            self.map.canvas.setFocus()

    def show_place(self, face: PlaceFace, workers: str) -> None:
        """Put the pin, or look at the grid; nothing moves while the place stays."""
        self._path.say(" › ".join(face.path) or texts.NO_PLACE, "ink" if face.path else "ink3")
        self._code.say(texts.GRID_CODE.format(code=face.code) if face.code else "")
        self._workers.say(workers)
        self._fit()
        canvas, target = self.map.canvas, face.pin or face.look
        if target == self._shown:
            return
        self._shown = target
        if face.pin is not None:
            canvas.set_pin(*face.pin)
        elif face.look is not None:
            canvas.clear_pin()
            canvas.show_place(*face.look, AROUND)
        else:
            canvas.clear_pin()

    def show_neighbours(self, rows: Sequence[NearFace]) -> None:
        """Number the cases around."""
        self.map.canvas.set_neighbours(
            [(n, *row.point, row.sign) for n, row in enumerate(rows, 1) if row.point is not None]
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may hold the code, or no longer."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The grid's code goes first where path and worker need the room; half a code says nothing."""
        wanted = sum(one.sizeHint().width() for one in (self._path, self._code, self._workers))
        self._code.setVisible(wanted + 2 * _BETWEEN <= self._line.width())

    def _chosen(self, lon: float, lat: float) -> None:
        self.ask(False)
        self._shown = (lon, lat)
        self.map.canvas.set_pin(lon, lat)
        self.moved.emit(lon, lat)


class NearPanel(Panel):
    """`merge` and `opened` with a case."""

    merge = Signal(str)
    opened = Signal(str)

    def __init__(self, merge_cap: str) -> None:
        super().__init__(texts.LIKELY)
        self._cap = merge_cap
        self._rows_faces: tuple[NearFace, ...] | None = None
        inner = QWidget()
        inner.setObjectName("body")
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._blank = Blank()
        self._cases = QVBoxLayout()
        self._cases.setSpacing(0)
        self._list.addWidget(self._blank)
        self._list.addLayout(self._cases)
        self._list.addStretch(1)
        scroll = Scrolled(inner)
        self._after = Words("", SECOND, "ink2", wrap=True)
        self._under = QWidget()
        under = QHBoxLayout(self._under)
        under.setContentsMargins(12, 8, 12, 8)
        under.addWidget(self._after)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addWidget(self._under)
        self.set_body(both)
        self.set_note(texts.LIKELY_NOTE.format(m=50, h=24))

    def show_nearby(self, face: NearbyFace) -> None:
        """Show what is near."""
        self._blank.setText(face.blank)
        self._blank.setVisible(bool(face.blank))
        self._after.setText(f"{texts.AFTER}　{face.after}" if face.after else "")
        self._under.setVisible(bool(face.after))
        if face.rows == self._rows_faces:
            return
        self._rows_faces = face.rows
        clear(self._cases)
        first = next((row.case_id for row in face.rows if row.likely), "")
        for number, row in enumerate(face.rows, 1):
            line = _NearRow(number, row, self._cap if row.case_id == first else "")
            line.merge.connect(self.merge)
            line.opened.connect(self.opened)
            self._cases.addWidget(line)


class _NearRow(QWidget):
    """Number, what it is, how far and how long ago; its button merges or opens."""

    merge = Signal(str)
    opened = Signal(str)

    def __init__(self, number: int, face: NearFace, cap: str) -> None:
        super().__init__()
        self._number, self._face = number, face
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{face.title} {face.why} {face.far} {face.ago}")
        self.setToolTip(f"{face.title}\n{face.where}\n{face.why}")
        if face.open:
            button = ActionButton(texts.MERGE, key_cap=cap, small=True, tone="amber" if face.likely else "")
            button.clicked.connect(lambda: self.merge.emit(face.case_id))
        else:
            button = ActionButton(texts.OPEN, small=True)
            button.clicked.connect(lambda: self.opened.emit(face.case_id))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, px(10), 0)
        row.addStretch(1)
        row.addWidget(button)
        self._button = button

    def sizeHint(self) -> QSize:
        """Three lines."""
        lines = QFontMetrics(font(BODY, True)).lineSpacing() + 2 * QFontMetrics(font(NOTE)).lineSpacing()
        return QSize(px(300), lines + px(18))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the case."""
        self.opened.emit(self._face.case_id)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, disc, words and how far."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = self._face
        if face.likely:
            painter.fillRect(self.rect(), colour("amber-bg"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line2"))
        top, left = px(9), px(44)
        right = self.width() - self._button.width() - px(20)
        aside = self._aside_width()
        self._paint_disc(painter, px(24))
        bold, note = QFontMetrics(font(BODY, True)), QFontMetrics(font(NOTE))
        words = max(px(40), right - left - aside - px(8))
        y = top
        self._write(painter, QRectF(left, y, words, bold.lineSpacing()), face.title, BODY, "ink", True)
        self._aside(painter, right, y, bold.lineSpacing(), face.far, BODY, True)
        y += bold.lineSpacing() + 1
        self._write(painter, QRectF(left, y, words, note.lineSpacing()), face.where, NOTE, "ink2")
        self._aside(painter, right, y, note.lineSpacing(), face.ago, NOTE, False)
        y += note.lineSpacing() + 1
        token = "amber-d" if face.likely else "ink3"
        self._write(painter, QRectF(left, y, words + aside, note.lineSpacing()), face.why, NOTE, token)

    def _paint_disc(self, painter: QPainter, middle: int) -> None:
        side = px(22)
        box = QRectF(middle - side / 2, px(10), side, side)
        painter.setPen(colour("amber") if self._face.likely else colour(TOKENS[self._face.sign]))
        painter.setBrush(colour("panel"))
        painter.drawEllipse(box)
        painter.setFont(font(SECOND, True))
        painter.setPen(colour("amber-d" if self._face.likely else "ink2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _aside_width(self) -> int:
        far = QFontMetrics(font(BODY, True)).horizontalAdvance(self._face.far)
        return max(far, QFontMetrics(font(NOTE)).horizontalAdvance(self._face.ago))

    def _aside(
        self, painter: QPainter, right: int, y: int, tall: int, text: str, size: int, bold: bool
    ) -> None:
        painter.setFont(font(size, bold))
        painter.setPen(colour("ink" if bold else "ink2"))
        painter.drawText(QRectF(right - px(160), y, px(160), tall), Qt.AlignmentFlag.AlignRight, text)

    def _write(
        self, painter: QPainter, box: QRectF, text: str, size: int, token: str, bold: bool = False
    ) -> None:
        face = font(size, bold)
        painter.setFont(face)
        painter.setPen(colour(token))
        shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, shown)
