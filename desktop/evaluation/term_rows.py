"""分数怎么来: the parts of a score with their bars; a click or Enter opens the figure behind one."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.evaluation import texts
from desktop.evaluation.opened import Term
from desktop.theme import look
from desktop.theme.look import NOTE, SECOND
from desktop.widgets import lettering
from desktop.widgets.lettering import RIGHT, Lettering

SIDE = 14
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1}
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class TermRows(QWidget):
    """Takes the keys where a part has a figure behind it; ↑↓ go from one to the next."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._terms: tuple[Term, ...] = ()
        self._total = ""
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_terms(self, terms: tuple[Term, ...], total: str) -> None:
        """Show these; none takes no room."""
        self._terms, self._total = terms, total
        opens = self._opens()
        self._at = opens[0] if opens else 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if opens else Qt.FocusPolicy.NoFocus)
        said = "，".join(f"{one.name} {one.how} {one.points}" for one in terms)
        self.setAccessibleName(f"{texts.WHERE_FROM} {said} {total}")
        self.setVisible(bool(terms))
        self.updateGeometry()
        self.update()

    def _opens(self) -> list[int]:
        """The parts with a figure behind them."""
        return [at for at, term in enumerate(self._terms) if term.ref]

    @property
    def _line(self) -> int:
        return max(look.px(26), lettering.height(SECOND) + 6)

    def sizeHint(self) -> QSize:
        lines = len(self._terms) + 1 + (1 if self._total else 0)
        return QSize(look.px(240), lines * self._line + look.px(10))

    # ------------------------------------------------------------ choosing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._open(int(event.position().y()) // self._line - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, opens = Qt.Key(event.key()), self._opens()
        if key in STEPS and self._at in opens:
            self._at = opens[max(0, min(len(opens) - 1, opens.index(self._at) + STEPS[key]))]
            self.update()
        elif key in ENTERS:
            self._open(self._at)
        else:
            super().keyPressEvent(event)

    def _open(self, at: int) -> None:
        if 0 <= at < len(self._terms) and self._terms[at].ref:
            self._at = at
            self.chosen.emit(self._terms[at].ref)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, look.colour("line"))
        hand, line, wide = Lettering(painter), self._line, self.width() - 2 * SIDE
        hand.write(texts.WHERE_FROM, SIDE, 2, wide, line, SECOND, "ink", True)
        for at, term in enumerate(self._terms):
            self._write(painter, hand, term, (at + 1) * line)
        if self.hasFocus():
            painter.setPen(look.colour("brand"))
            painter.drawRect(SIDE - 6, (self._at + 1) * line, wide + 12, line - 1)
        if self._total:
            y = (len(self._terms) + 1) * line
            painter.fillRect(SIDE, y, wide, 1, look.colour("line"))
            hand.write(texts.SUM, SIDE, y, wide, line, SECOND, "ink", True)
            hand.write(self._total, SIDE, y, wide, line, SECOND, "ink", True, RIGHT)

    def _columns(self) -> tuple[float, float, float]:
        """Widths of the names, of how a part comes about, and of the bars."""
        wide = self.width() - 2 * SIDE
        names = min(wide * 0.4, max(lettering.advance(one.name, SECOND) for one in self._terms) + 14)
        ends = max(lettering.advance(one.points, SECOND, True) for one in self._terms) + 10
        bar = wide * 0.24 if any(one.share is not None for one in self._terms) else 0
        return names, wide - names - ends - bar, bar

    def _write(self, painter: QPainter, hand: Lettering, term: Term, y: int) -> None:
        line, wide = self._line, self.width() - 2 * SIDE
        names, middle, bar = self._columns()
        hand.write(term.name, SIDE, y, names - 6, line, SECOND, "brand" if term.ref else "ink")
        hand.write(term.how, SIDE + names, y, middle - 8, line, NOTE, "ink2")
        if term.share is not None:
            box = QRectF(SIDE + names + middle, y + line / 2 - 3, bar, 6)
            painter.fillRect(box, look.colour("line2"))
            box.setWidth(box.width() * max(0.0, min(1.0, term.share)))
            painter.fillRect(box, look.colour("count-4"))
        hand.write(term.points, SIDE, y, wide, line, SECOND, "ink", False, RIGHT)
