"""The seven steps of an event (步骤条): done with a tick, the current one ringed in amber, the rest grey."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from PySide6.QtCore import QEvent, QLineF, QPointF
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.theme import look
from desktop.theme.look import NOTE
from desktop.widgets import lettering
from desktop.widgets.fitted import Fitted
from desktop.widgets.lettering import CENTRE, Lettering

RING = 24  # px at 100 %
PAD = 12


class Step(Struct, frozen=True):
    """One step as shown."""

    name: str
    state: Literal["done", "current", "rest"]
    note: str = ""  # its time, or what it waits for


class StageTracker(Fitted):
    """Steps side by side; names break in two when the room is short."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps."""
        if tuple(steps) != self._steps:
            self._steps = tuple(steps)
            self.setAccessibleName("，".join(f"{one.name} {one.note}".strip() for one in steps))
            self.fit()

    def height_for(self, width: int) -> int:
        lines = len(self._name_lines(width)) + 1
        return PAD + look.px(RING) + 4 + lines * lettering.height(NOTE) + PAD - 4

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._steps:
            step = self._steps[min(int(event.x() / self._slot()), len(self._steps) - 1)]
            QToolTip.showText(event.globalPos(), f"{step.name}\n{step.note}".strip(), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre_y = PAD + look.px(RING) / 2
        self._paint_lines(painter, centre_y)
        hand = Lettering(painter)
        names = self._name_lines(self.width())
        for at, step in enumerate(self._steps):
            left = at * self._slot()
            self._paint_ring(painter, hand, at, QPointF(left + self._slot() / 2, centre_y))
            y = PAD + look.px(RING) + 4
            current = step.state == "current"
            for name in names:
                token = "ink" if current else "ink2" if step.state == "done" else "ink3"
                tall = lettering.height(NOTE)
                hand.write(name[at], left, y, self._slot(), tall, NOTE, token, current, CENTRE)
                y += tall
            note = "amber-d" if current else "ink3"
            hand.write(step.note, left, y, self._slot(), lettering.height(NOTE), NOTE, note, False, CENTRE)

    def _paint_lines(self, painter: QPainter, y: float) -> None:
        half = look.px(RING) / 2 + 1
        for at in range(len(self._steps) - 1):
            reached = self._steps[at + 1].state != "rest" and self._steps[at].state == "done"
            painter.setPen(QPen(look.colour("green" if reached else "line"), 2))
            x = (at + 0.5) * self._slot()
            painter.drawLine(QLineF(x + half, y, x + self._slot() - half, y))

    def _paint_ring(self, painter: QPainter, hand: Lettering, at: int, centre: QPointF) -> None:
        state, radius = self._steps[at].state, look.px(RING) / 2
        hand.forget()
        if state == "done":
            painter.setPen(QPen(look.colour("green"), 1))
            painter.setBrush(look.colour("green"))
            painter.drawEllipse(centre, radius - 0.5, radius - 0.5)
            painter.setPen(QPen(look.colour("white"), radius / 7))
            tick = ((-0.36, 0.03), (-0.1, 0.29), (0.4, -0.27))
            painter.drawPolyline([centre + QPointF(x * radius, y * radius) for x, y in tick])
            return
        current = state == "current"
        painter.setPen(QPen(look.colour("amber-shape" if current else "field-line"), 2.5 if current else 1))
        painter.setBrush(look.colour("panel"))
        inner = radius - (1.25 if current else 0.5)
        painter.drawEllipse(centre, inner, inner)
        token = "amber-d" if current else "ink3"
        x, y = centre.x() - radius, centre.y() - radius
        hand.write(str(at + 1), x, y, 2 * radius, 2 * radius, NOTE, token, current, CENTRE)

    def _slot(self) -> float:
        return self.width() / max(1, len(self._steps))

    def _name_lines(self, width: int) -> list[list[str]]:
        """Names in one line each, or all broken in two."""
        slot = width / max(1, len(self._steps))
        if all(lettering.advance(one.name, NOTE, True) <= slot - 2 for one in self._steps):
            return [[one.name for one in self._steps]]
        halves = [(len(one.name) + 1) // 2 for one in self._steps]
        return [
            [one.name[:half] for one, half in zip(self._steps, halves, strict=True)],
            [one.name[half:] for one, half in zip(self._steps, halves, strict=True)],
        ]
