"""The flow chart painted (流程图): lanes across where there is room, else side by side with the steps going down."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.lists import texts
from desktop.lists.flow_plan import Place, Plan, plan
from desktop.theme import look
from desktop.theme.look import NOTE, SECOND
from desktop.widgets import lettering
from desktop.widgets.box import paint_box
from desktop.widgets.fitted import Fitted
from desktop.widgets.lettering import CENTRE, Lettering
from desktop.widgets.tag import paint_tag, tag_height, tag_width
from governance.responsibility.flow import AHEAD, COUNTY, HERE, PAST, Edge, Flow

STEP, GAP = 92, 12  # the least width of a step for lanes across; space between two
LABEL, HEAD = 88, 30
BADGE, HEAD_OF_ARROW = 9, 5.0
NEAR = 0.3  # of the way between two lanes
EMPTY = Plan((), (), ())


class FlowView(Fitted):
    """Shows one flow; the step where a case is has a strong frame and the word 当前."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = EMPTY

    @property
    def plan(self) -> Plan:
        """What is shown."""
        return self._plan

    def set_flow(self, flow: Flow) -> None:
        """Show another flow."""
        self._plan = plan(flow)
        self.setAccessibleName("；".join(_said(place) for place in self._plan.places))
        self.fit()

    def is_across(self, width: int) -> bool:
        """Whether lanes lie across at this width: every step has room for its words."""
        steps = len(self._plan.places)
        return bool(steps) and (width - look.px(LABEL)) / steps >= look.px(STEP)

    def height_for(self, width: int) -> int:
        """How tall it is when so wide."""
        if not self._plan.places:
            return 0
        if self.is_across(width):
            return len(self._plan.lanes) * self._lane_height() + 2
        return look.px(HEAD) + len(self._plan.places) * self._row_height() + look.px(8)

    # ------------------------------------------------------------ where things are

    def box(self, place: Place) -> QRectF:
        """The box of a step."""
        tall = self._box_height()
        if self.is_across(self.width()):
            step = (self.width() - look.px(LABEL)) / len(self._plan.places)
            y = place.lane * self._lane_height() + (self._lane_height() - tall) / 2
            return QRectF(look.px(LABEL) + place.at * step + GAP / 2, y, step - GAP, tall)
        lane = self.width() / len(self._plan.lanes)
        y = look.px(HEAD) + place.at * self._row_height() + (self._row_height() - tall) / 2
        return QRectF(place.lane * lane + GAP, y, lane - 2 * GAP, tall)

    def _box_height(self) -> float:
        lines = 3 if self.is_across(self.width()) else 2
        return lettering.height(SECOND) * lines - (2 if lines == 3 else 4) + look.px(6)

    def _lane_height(self) -> int:
        return lettering.height(SECOND) * 3 + look.px(38)

    def _row_height(self) -> int:
        return lettering.height(SECOND) * 2 + look.px(24)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lanes, then the ways, then the steps, then the marks over them."""
        if not self._plan.places:
            return
        painter = QPainter(self)
        across = self.is_across(self.width())
        self._paint_lanes(painter, across)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for edge in self._plan.edges:
            self._paint_way(painter, edge, across)
        for place in self._plan.places:
            self._paint_step(painter, place)
        for edge in self._plan.edges:
            self._paint_mark(painter, edge, across)

    def _paint_lanes(self, painter: QPainter, across: bool) -> None:
        hand, count = Lettering(painter), len(self._plan.lanes)
        for at, lane in enumerate(self._plan.lanes):
            if across:
                tall = self._lane_height()
                band = QRectF(0, at * tall, self.width(), tall)
                name = QRectF(10, band.top(), look.px(LABEL) - 16, tall)
                head = QRectF(0, band.top(), look.px(LABEL) - 4, tall)
            else:
                wide = self.width() / count
                band = QRectF(at * wide, 0, wide, self.height())
                name = QRectF(band.left() + 6, 0, wide - 12, look.px(HEAD))
                head = QRectF(band.left(), 0, wide, look.px(HEAD))
            painter.fillRect(band, look.colour("count-0" if lane.side == COUNTY else "panel"))
            painter.fillRect(head, look.colour("head"))
            painter.setPen(look.colour("line2"))
            painter.drawRect(band.adjusted(0, 0, -1, -1))
            hand.forget()
            hand.write(
                lane.name, name.left(), name.top(), name.width(), name.height(), SECOND, "ink",
                lane.side == COUNTY, 0 if across else CENTRE,
            )  # fmt: skip
        painter.setPen(look.colour("line"))
        painter.drawRect(0, 0, self.width() - 1, self.height() - 1)

    def _ends(self, edge: Edge, across: bool) -> tuple[QPointF, QPointF]:
        one, other = self.box(self._plan.place(edge.before)), self.box(self._plan.place(edge.after))
        if across:
            return QPointF(one.right(), one.center().y()), QPointF(other.left(), other.center().y())
        return QPointF(one.center().x(), one.bottom()), QPointF(other.center().x(), other.top())

    def _way(self, edge: Edge, across: bool) -> QPolygonF:
        start, end = self._ends(edge, across)
        if across:
            x = (start.x() + end.x()) / 2
            return QPolygonF([start, QPointF(x, start.y()), QPointF(x, end.y()), end])
        y = (start.y() + end.y()) / 2
        return QPolygonF([start, QPointF(start.x(), y), QPointF(end.x(), y), end])

    def _paint_way(self, painter: QPainter, edge: Edge, across: bool) -> None:
        ahead = self._plan.place(edge.after).node.when == AHEAD
        ink = look.colour("pause" if ahead else "brand")
        painter.setPen(QPen(ink, 1.4 if ahead else 2.0))
        painter.drawPolyline(self._way(edge, across))
        _, tip = self._ends(edge, across)
        self._paint_arrow(painter, tip, across, ink)

    def _paint_arrow(self, painter: QPainter, tip: QPointF, across: bool, ink: QColor) -> None:
        side = HEAD_OF_ARROW
        back = QPointF(-side, -side * 0.7) if across else QPointF(-side * 0.7, -side)
        other = QPointF(-side, side * 0.7) if across else QPointF(side * 0.7, -side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([tip, tip + back, tip + other]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_step(self, painter: QPainter, place: Place) -> None:
        node, box = place.node, self.box(place)
        here, past = node.when == HERE, node.when == PAST
        line = "brand" if here or node.lane == COUNTY else "field-line"
        paint_box(
            painter, box, "brand-l" if here else "head" if past else "panel", line, width=2.4 if here else 1.2
        )
        lines = 3 if self.is_across(self.width()) else 2
        words = box.adjusted(5, 2, -5, -2)
        tall = lettering.height(NOTE) if place.limit and lines == 3 else 0
        painter.setFont(look.font(SECOND, here))
        painter.setPen(look.colour("ink3" if past else "ink"))
        name = place.title if lines == 3 or not place.limit else f"{place.title} {place.limit}"
        wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(words.adjusted(0, 0, 0, -tall), wrapped, name)
        if tall:
            below = QRectF(words.left() - 3, words.bottom() - tall, words.width() + 6, tall)
            Lettering(painter).write(
                place.limit, below.left(), below.top(), below.width(), tall, NOTE, "ink3", False, CENTRE
            )
        self._paint_number(painter, place, box)

    def _paint_number(self, painter: QPainter, place: Place, box: QRectF) -> None:
        node, side = place.node, look.px(BADGE)
        middle = QPointF(box.left(), box.top())
        token = "brand" if node.when == HERE or node.lane == COUNTY else "ink2"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(token))
        painter.drawEllipse(middle, side, side)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(look.font(NOTE, True))
        painter.setPen(look.colour("white"))
        number = QRectF(middle.x() - side, middle.y() - side, 2 * side, 2 * side)
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(node.no))
        if node.when == HERE:
            wide = tag_width(texts.HERE)
            paint_tag(painter, box.right() - wide + 6, box.top() - tag_height() / 2, texts.HERE, "amber")

    def _paint_mark(self, painter: QPainter, edge: Edge, across: bool) -> None:
        """分界点 and 衔接点 stand where the way leaves the lane, clear of the numbers of the steps."""
        said = texts.MARKS.get(edge.mark)
        if said is None:
            return
        _, start, end, _ = (self._way(edge, across).at(n) for n in range(4))
        middle = start * (1 - NEAR) + end * NEAR
        if across:
            above = self._plan.place(edge.before).lane + (1 if end.y() > start.y() else 0)
            middle.setY(above * self._lane_height())
        wide, tall = tag_width(said), tag_height()
        x = max(0.0, min(middle.x() - wide / 2, self.width() - wide - 1.0))
        paint_tag(painter, x, middle.y() - tall / 2, said, "brand" if edge.mark == "HANDOVER" else "")

    def event(self, event: QEvent) -> bool:
        """A tooltip says a step whole: who, until when, with what."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = (one for one in self._plan.places if self.box(one).contains(QPointF(event.pos())))
            place = next(found, None)
            QToolTip.showText(event.globalPos(), _said(place) if place is not None else "", self)
            return True
        return super().event(event)


def _said(place: Place) -> str:
    node = place.node
    said = texts.STEP_SAID.format(no=node.no, name=node.name, who=node.actor or texts.TOWN_LANE)
    return f"{said}，{place.limit}" if place.limit else said
