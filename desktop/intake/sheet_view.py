"""The middle of the page (新受理): two fields on top, below them what was recognised and suggested, the foot at hand."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.intake import texts
from desktop.intake.advice_view import CategoriesView, UnitsView
from desktop.intake.boxes_view import BoxesView
from desktop.intake.faces import NearbyFace, PlaceFace
from desktop.intake.limits_view import LimitsView
from desktop.intake.place_field import PlaceField
from desktop.intake.saved_view import SheetFoot
from desktop.intake.section import PADDING, FlowBox, Section
from desktop.intake.words_edit import WordsEdit
from desktop.keymap import Keymap
from desktop.lights import Sign
from desktop.theme.look import BODY, NOTE, SECOND, colour, font, px
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import ActionButton, LinkButton
from desktop.widgets.key_cap import KeyCap
from desktop.widgets.light import Light
from desktop.widgets.panel import Panel
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.words import Elided, Words

SIDE_BY_SIDE = 700  # wider than this the two suggestions stand beside each other
LABELS = 96
TALL = 740  # a lower panel shows two lines of the words, not three
SMALL = 720  # narrower: fewer lines of text, narrower labels


class SheetView(Panel):
    """The sheet."""

    other_place = Signal(int)
    merge = Signal()

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(texts.SHEET)
        self._compact, self._serial = False, ""
        self._show_note()
        self._keymap = keymap
        self._kept_light = Light(Sign.DONE, 15)
        self._kept = Words("", SECOND, "green")
        self.add_tool(self._kept_light)
        self.add_tool(self._kept)
        self.text = WordsEdit()
        self.place = PlaceField()
        self.boxes = BoxesView()
        self.categories = CategoriesView([keymap.cap(f"choice_{n}") for n in (1, 2, 3)])
        self.units = UnitsView()
        self._limits = LimitsView()
        self._heads: list[QWidget] = []
        self._lay_out()
        self.foot = SheetFoot(keymap)
        self.set_foot(self.foot)
        self.show_draft_note("")

    # ------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._fields())
        inner = QWidget()
        inner.setObjectName("body")
        self._parts = QVBoxLayout(inner)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(0)
        self._both = QHBoxLayout()
        self._both.setSpacing(0)
        self._both.addWidget(self.categories, 11)
        self._both.addWidget(self.units, 9)
        limits = Section(texts.LIMITS, texts.LIMITS_NOTE)
        limits.rows.addWidget(self._limits)
        self._parts.addWidget(self.boxes)
        self._parts.addLayout(self._both)
        self._parts.addStretch(1)
        self._parts.addWidget(limits)
        scroll = Scrolled(inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(scroll, 1)
        self.set_body(body)

    def _fields(self) -> QWidget:
        fields = QWidget()
        rows = QVBoxLayout(fields)
        rows.setContentsMargins(PADDING, 12, PADDING, 10)
        rows.setSpacing(7)
        self.text.set_lines(3)
        rows.addLayout(self._labelled(1, texts.TEXT, "intake_text", self.text))
        rows.addLayout(self._labelled(2, texts.PLACE, "intake_place", self.place))
        self._others = FlowBox()
        self._lead = Words("", SECOND, "ink2")
        self._others.flow.addWidget(self._lead)
        self._links: list[LinkButton] = []
        for number in range(3):
            link = LinkButton("")
            link.clicked.connect(lambda _=False, n=number: self.other_place.emit(n))
            self._others.flow.addWidget(link)
            self._links.append(link)
        self._warning = Elided("", SECOND, "amber-d")
        below = QVBoxLayout()
        below.setSpacing(5)
        below.addWidget(self._others)
        below.addWidget(self._warning)
        self._banner = Banner("amber", Sign.SOON)
        self._merge = ActionButton(texts.MERGE, key_cap=self._keymap.cap("merge"), small=True, tone="amber")
        self._merge.clicked.connect(self.merge)
        self._banner.add_action(self._merge)
        below.addWidget(self._banner)
        line = QHBoxLayout()
        line.setSpacing(0)
        self._indent = QWidget()
        line.addWidget(self._indent)
        line.addLayout(below, 1)
        rows.addLayout(line)
        return fields

    def _labelled(self, number: int, name: str, action: str, editor: QWidget) -> QHBoxLayout:
        head = QWidget()
        rows = QVBoxLayout(head)
        rows.setContentsMargins(0, 3, 0, 0)
        rows.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(_Numbered(number))
        top.addWidget(Words(name, BODY, "ink", bold=True))
        top.addStretch(1)
        rows.addLayout(top)
        cap = QHBoxLayout()
        cap.addSpacing(px(24))
        cap.addWidget(KeyCap(self._keymap.cap(action)))
        cap.addStretch(1)
        rows.addLayout(cap)
        rows.addStretch(1)
        self._heads.append(head)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(head)
        line.addWidget(editor, 1)
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the suggestions beside or below each other, as there is room."""
        super().resizeEvent(event)
        width = event.size().width()
        beside = width >= px(SIDE_BY_SIDE)
        self._both.setDirection(
            QHBoxLayout.Direction.LeftToRight if beside else QHBoxLayout.Direction.TopToBottom
        )
        compact = width < px(SMALL)
        self.foot.set_compact(compact)
        self.boxes.head.setVisible(not compact)
        self._compact = compact
        self._show_note()
        self.text.set_lines(3 if event.size().height() > TALL else 2)
        for head in (*self._heads, self._indent):
            head.setFixedWidth(px(LABELS + (14 if width > px(SMALL) else 0)))

    def show_number(self, serial: str) -> None:
        """The number to come: in the foot, or in the head where the foot has no room."""
        self._serial = serial
        self.foot.show_number(serial)
        self._show_note()

    def _show_note(self) -> None:
        coming = f"{texts.WILL_BE} {self._serial}" if self._serial else ""
        self.set_note(coming if self._compact else texts.SHEET_NOTE)

    # ------------------------------------------------------------ what is shown

    def show_draft_note(self, text: str, *, failed: bool = False) -> None:
        """When the draft was kept, or why not."""
        self._kept.say(text, "red" if failed else "green")
        self._kept_light.set_sign(Sign.HELD if failed else Sign.DONE)
        self._kept_light.setVisible(bool(text))

    def show_place(self, face: PlaceFace) -> None:
        """What the words for the place were taken for, and what else they may mean."""
        self.place.set_check(face.tone, face.title, face.note)
        self._lead.say(f"{face.lead}：" if face.lead else "")
        for number, link in enumerate(self._links):
            link.setText(face.others[number] if number < len(face.others) else "")
            link.setVisible(number < len(face.others))
            link.updateGeometry()
        self._others.setVisible(bool(face.others))
        self._others.fit()
        self._warning.say(face.warning, "amber-d" if face.warning else None)
        self._warning.setVisible(bool(face.warning))

    def show_nearby(self, face: NearbyFace) -> None:
        """That it may have been told before."""
        self._banner.say(face.banner, face.first)
        likely = next((row for row in face.rows if row.likely), None)
        if likely is not None:
            self._merge.setText(texts.MERGE_INTO.format(tail=likely.serial.rpartition("-")[2]))
            self._merge.updateGeometry()

    def show_limits(self, limits: Sequence[object]) -> None:
        """The limits to come."""
        self._limits.show_limits(limits)  # type: ignore[arg-type]

    def set_locked(self, locked: bool, *, classed: bool = False) -> None:
        """It is saved: nothing of it can be typed over; `classed` leaves 小类 and unit to be chosen."""
        self.text.setReadOnly(locked)
        self.text.style().unpolish(self.text)
        self.text.style().polish(self.text)
        self.place.setReadOnly(locked)
        self.boxes.set_locked(locked)
        for part in (self.categories, self.units):
            part.set_locked(locked and not classed)
        for link in self._links:
            link.setEnabled(not locked)


class _Numbered(QWidget):
    """A brand disc with a number: which field comes first."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setFixedSize(px(18), px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("brand"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setFont(font(NOTE, True))
        painter.setPen(colour("white"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))
