"""A row of joined choices, one of them chosen (分段选择): filters of a list, urgency, done or not done."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.look import SECOND, colour, font
from desktop.widgets.box import RADIUS, paint_box, paint_focus

PADDING, TIGHT = 12, 4
KEYPAD = Qt.KeyboardModifier.KeypadModifier
TONES = {  # fill and ink of the chosen one
    "": ("brand", "white"),
    "green": ("green-bg", "green"),
    "amber": ("amber-bg", "amber-d"),
    "red": ("red-bg", "red"),
    "grey": ("count-1", "ink"),
}


class Segmented(QWidget):
    """One stop of the Tab key: ← and →, or 1 to 9, choose. `changed` comes when a person chose, never from `set_value`."""

    changed = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        tones: Mapping[str, str] | None = None,
        stretch: bool = False,
    ) -> None:
        """`choices` are (key, label); `tones` colours a key when chosen; `stretch` shares out all the width."""
        super().__init__(parent)
        self._tones, self._stretch = dict(tones or {}), stretch
        self._counts: dict[str, int | None] = {}
        self._hover = -1
        policy = QSizePolicy.Policy.Expanding if stretch else QSizePolicy.Policy.Fixed
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.set_choices(choices)

    @property
    def value(self) -> str:
        """The key chosen; "" for none."""
        return self._value

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in order."""
        return tuple(key for key, _ in self._choices)

    def set_choices(self, choices: Sequence[tuple[str, str]], value: str | None = None) -> None:
        """Offer others; `value`, or else the first, is chosen."""
        self._choices = tuple(choices)
        self._value = (self._choices[0][0] if self._choices else "") if value is None else value
        self._restyle()

    def set_value(self, key: str) -> None:
        """Show a key as chosen; "" for none."""
        self._value = key
        self._restyle()

    def set_count(self, key: str, count: int | None) -> None:
        """Show a number after a label, or none."""
        if self._counts.get(key) != count:
            self._counts[key] = count
            self._restyle()

    def choose(self, key: str) -> None:
        """Choose as a person does."""
        if key != self._value and key in self.keys:
            self.set_value(key)
            self.changed.emit(key)

    def sizeHint(self) -> QSize:
        """Room for all labels, the chosen one in bold; the height follows the font."""
        return QSize(sum(self._widths()), QFontMetrics(font(SECOND)).lineSpacing() + 10)

    def minimumSizeHint(self) -> QSize:
        """The same; one that shares out its width may be narrower, as long as its labels are whole."""
        hint = self.sizeHint()
        spare = 2 * (PADDING - TIGHT) * len(self._choices) if self._stretch else 0
        return QSize(hint.width() - spare, hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← and → choose the neighbour, a digit the one of that number."""
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < min(9, len(self._choices)) and not event.modifiers() & ~KEYPAD:
            self.choose(self.keys[number])
            return
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._choices or event.modifiers():
            super().keyPressEvent(event)
            return
        at = self.keys.index(self._value) + step if self._value in self.keys else 0
        self.choose(self.keys[max(0, min(at, len(self._choices) - 1))])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        at = self._at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self.choose(self.keys[at])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the one under the pointer."""
        self._set_hover(self._at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        """No tint without a pointer."""
        self._set_hover(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, the parts and the focus."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_box(painter, rect, "panel" if self.isEnabled() else "head", "")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        frame.addRoundedRect(rect, RADIUS, RADIUS)
        painter.setClipPath(frame)
        for index, part in enumerate(self._parts()):
            self._paint_part(painter, index, part)
        painter.restore()
        paint_box(painter, rect, "", "button-line" if self.isEnabled() else "line")
        if self.hasFocus():
            paint_focus(painter, rect)

    def _paint_part(self, painter: QPainter, index: int, part: QRectF) -> None:
        key = self._choices[index][0]
        chosen = key == self._value
        ink = "ink" if self.isEnabled() else "disabled"
        if chosen:
            fill, ink = TONES[self._tones.get(key, "")] if self.isEnabled() else ("line", "ink3")
            painter.fillRect(part, colour(fill))
        elif index == self._hover and self.isEnabled():
            painter.fillRect(part, colour("brand-l"))
        if index:
            painter.setPen(colour("line"))
            painter.drawLine(QPointF(part.left(), part.top()), QPointF(part.left(), part.bottom()))
        painter.setFont(font(SECOND, chosen))
        painter.setPen(colour(ink))
        room = int(part.width()) - 4
        label = QFontMetrics(painter.font()).elidedText(self._label(index), Qt.TextElideMode.ElideRight, room)
        painter.drawText(part, Qt.AlignmentFlag.AlignCenter, label)

    def _label(self, index: int) -> str:
        key, label = self._choices[index]
        count = self._counts.get(key)
        return label if count is None else f"{label} {count}"

    def _widths(self) -> list[int]:
        metrics = QFontMetrics(font(SECOND, True))
        return [metrics.horizontalAdvance(self._label(n)) + 2 * PADDING for n in range(len(self._choices))]

    def _parts(self) -> list[QRectF]:
        widths = self._shared() if self._stretch and self._choices else self._widths()
        lefts = [sum(widths[:n]) for n in range(len(widths))]
        return [QRectF(left, 0, width, self.height()) for left, width in zip(lefts, widths, strict=True)]

    def _shared(self) -> list[int]:
        """All the width in equal parts; where a label needs more than its part, what is left over in equal parts."""
        widths, count = self._widths(), len(self._choices)
        equal = self.width() // count
        if max(widths) - 2 * (PADDING - TIGHT) <= equal:
            widths = [max(1, equal)] * count
        else:
            spare = (self.width() - sum(widths)) // count
            widths = [max(1, wide + spare) for wide in widths]
        widths[-1] = max(1, self.width() - sum(widths[:-1]))
        return widths

    def _at(self, x: float) -> int:
        return next((n for n, part in enumerate(self._parts()) if part.left() <= x < part.right()), -1)

    def _set_hover(self, index: int) -> None:
        if index != self._hover:
            self._hover = index
            self.update()

    def _restyle(self) -> None:
        label = next((self._label(n) for n, key in enumerate(self.keys) if key == self._value), "")
        self.setAccessibleDescription(label)
        self.updateGeometry()
        self.update()
