"""Real pages on the screen (页面视图): pictures made in a worker, figures that open, whole pages or 100 %."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.printing.galley import UNIT, Hot
from desktop.printing.output import POINTS, SCREEN_DPI, page_picture, page_side
from desktop.printing.pages import Pages
from desktop.theme import look

GAP, EDGE, CORNER = 14, 16, 10
LEAST, MOST = 0.3, 3.0
Run = Callable[[Callable[[], QImage]], Coroutine[Any, Any, QImage]]
Start = Callable[[Coroutine[Any, Any, None], str], None]


class PageView(QScrollArea):
    """The pages of a document below one another."""

    opened = Signal(str)  # the ref of a figure
    page_changed = Signal(int)  # the page in sight, from 0

    def __init__(self, start: Start, run: Run, parent: QWidget | None = None) -> None:
        """`start` begins a task, `run` works in another thread."""
        super().__init__(parent)
        self.sheet = _Sheet(self, start, run)
        self._zoom = "fit"
        self._at = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(self.sheet)
        self.setWidgetResizable(False)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.setFocusProxy(self.sheet)

    @property
    def page(self) -> int:
        """The page in sight, from 0."""
        return self._at

    @property
    def zoom(self) -> float:
        """How large a page is shown; 1.0 is 100 %."""
        return self.sheet.zoom

    def show_pages(self, pages: Pages) -> None:
        """Show a document; the place in sight stays."""
        self.sheet.pages = pages
        self.sheet.forget()
        self._fit()

    def set_zoom(self, name: str) -> None:
        """`fit` whole pages, `width` as wide as there is room, or per cent."""
        self._zoom = name
        self._fit()
        self.go_to(self._at)

    def go_to(self, page: int) -> None:
        """Bring a page into sight."""
        self.verticalScrollBar().setValue(self.sheet.top_of(page) - EDGE)

    def mark(self, ref: str) -> None:
        """Frame the figure that stands open beside the pages."""
        self.sheet.current = ref
        self.sheet.update()

    def flag(self, refs: frozenset[str]) -> None:
        """Give these figures an amber corner: they would be other numbers now."""
        self.sheet.flagged = refs
        self.sheet.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        pages = self.sheet.pages
        if pages is None:
            return
        whole = page_side(pages, 1.0)
        room = self.viewport().size() - QSize(2 * EDGE, 2 * EDGE)
        across = (self.width() - 2 * EDGE - look.px(12)) / whole.width()
        if self._zoom == "fit":
            zoom = min(across, room.height() / whole.height())
        elif self._zoom == "width":
            zoom = across
        else:
            zoom = int(self._zoom) / 100
        self.sheet.set_zoom(max(LEAST, min(MOST, zoom)), self.viewport().width())

    def _scrolled(self) -> None:
        at = self.sheet.page_at(self.verticalScrollBar().value() + self.viewport().height() // 3)
        if at != self._at:
            self._at = at
            self.page_changed.emit(at)
        self.sheet.update()


class _Sheet(QWidget):
    """The pages, as tall as all of them."""

    def __init__(self, view: PageView, start: Start, run: Run) -> None:
        super().__init__()
        self._view, self._start, self._run = view, start, run
        self.pages: Pages | None = None
        self.zoom = 1.0
        self.current = ""
        self.flagged: frozenset[str] = frozenset()
        self._hover = ""
        self._edition = 0
        self._pictures: dict[int, QPixmap] = {}
        self._asked: set[int] = set()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # ------------------------------------------------------------ where things are

    def set_zoom(self, zoom: float, least: int) -> None:
        """Show pages this large; no narrower than the window they are seen through."""
        if self.pages is None:
            return
        if abs(zoom - self.zoom) > 1e-4:
            self.zoom = zoom
            self.forget()
        side = page_side(self.pages, zoom)
        count = len(self.pages.pages)
        tall = count * side.height() + (count - 1) * GAP + 2 * EDGE
        self.resize(max(least, side.width() + 2 * EDGE), tall)
        self.update()

    def forget(self) -> None:
        """The pictures are of another document or size."""
        self._edition += 1
        self._pictures, self._asked = {}, set()
        self.update()

    def top_of(self, page: int) -> int:
        """Where a page begins."""
        if self.pages is None:
            return 0
        return EDGE + page * (page_side(self.pages, self.zoom).height() + GAP)

    def page_at(self, y: int) -> int:
        """The page at a height."""
        if self.pages is None:
            return 0
        step = page_side(self.pages, self.zoom).height() + GAP
        return max(0, min(len(self.pages.pages) - 1, (y - EDGE) // step))

    def box(self, page: int) -> QRectF:
        """Where a page is painted."""
        if self.pages is None:
            return QRectF()
        side = page_side(self.pages, self.zoom)
        return QRectF((self.width() - side.width()) // 2, self.top_of(page), side.width(), side.height())

    def hots(self) -> list[tuple[QRectF, str]]:
        """Every figure that opens, and where it is."""
        if self.pages is None:
            return []
        return [
            (self._placed(number, hot), hot.ref)
            for number, page in enumerate(self.pages.pages)
            for hot in page.hots
        ]

    def _placed(self, page: int, hot: Hot) -> QRectF:
        unit, box = self.zoom * SCREEN_DPI / POINTS / UNIT, self.box(page)
        r = hot.rect
        return QRectF(box.x() + r.x() * unit, box.y() + r.y() * unit, r.width() * unit, r.height() * unit)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), look.colour("count-1"))
        if self.pages is None:
            return
        for number in range(len(self.pages.pages)):
            box = self.box(number)
            if not box.adjusted(0, -200, 0, 200).intersects(QRectF(event.rect())):
                continue
            picture = self._pictures.get(number)
            painter.fillRect(box, look.colour("white"))
            if picture is None:
                self._ask(number)
            else:
                painter.drawPixmap(box.topLeft(), picture)
            painter.setPen(look.colour("field-line"))
            painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
        self._paint_marks(painter)

    def _paint_marks(self, painter: QPainter) -> None:
        for rect, ref in self.hots():
            if ref in self.flagged:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.colour("amber-shape"))
                side, corner = CORNER * self.zoom, rect.topLeft()
                painter.drawPolygon([corner, corner + QPointF(side, 0), corner + QPointF(0, side)])
                painter.setBrush(Qt.BrushStyle.NoBrush)
            if ref == self.current:
                painter.setPen(QPen(look.colour("brand"), 2))
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
            elif ref == self._hover:
                painter.setPen(QPen(look.colour("brand-line"), 1))
                painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _ask(self, number: int) -> None:
        if number not in self._asked:
            self._asked.add(number)
            self._start(self._fetch(number, self._edition), f"printing.picture {number}")

    async def _fetch(self, number: int, edition: int) -> None:
        pages, ratio = self.pages, self.devicePixelRatioF()
        if pages is None:
            return
        image = await self._run(partial(page_picture, pages, number, self.zoom, ratio))
        if edition == self._edition:
            self._pictures[number] = QPixmap.fromImage(image)
            self.update()

    # ------------------------------------------------------------ mouse and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered(self._ref_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        ref = self._ref_at(event.position())
        if ref and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus()
            self._view.opened.emit(ref)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() or not self._go(*step):
            super().keyPressEvent(event)

    def _go(self, dx: int, dy: int) -> bool:
        """Open the nearest figure in a direction from the one that is open."""
        hots = self.hots()
        here = next((rect for rect, ref in hots if ref == self.current), None)
        if not hots:
            return False
        if here is None:
            self._open(*hots[0])
            return True
        found = [(_far(here, rect, dx, dy), n) for n, (rect, _) in enumerate(hots)]
        ahead = [(far, n) for far, n in found if far is not None]
        if ahead:
            self._open(*hots[min(ahead)[1]])
        return bool(ahead)

    def _open(self, rect: QRectF, ref: str) -> None:
        middle = rect.center()
        self._view.ensureVisible(round(middle.x()), round(middle.y()), 60, 60)
        self._view.opened.emit(ref)

    def _ref_at(self, at: QPointF) -> str:
        return next((ref for rect, ref in self.hots() if rect.contains(at)), "")

    def _hovered(self, ref: str) -> None:
        if ref != self._hover:
            self._hover = ref
            self.setCursor(Qt.CursorShape.PointingHandCursor if ref else Qt.CursorShape.ArrowCursor)
            self.update()


_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def _far(here: QRectF, there: QRectF, dx: int, dy: int) -> float | None:
    """How far a rectangle lies in a direction; None when it lies in another."""
    x, y = there.center().x() - here.center().x(), there.center().y() - here.center().y()
    along, aside = (x * dx, abs(y)) if dx else (y * dy, abs(x))
    return along + 3 * aside if along > 1 and aside <= max(along, here.height()) else None
