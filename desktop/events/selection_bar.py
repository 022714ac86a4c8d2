"""The bar of what is ticked (批量栏): actions with how many they fit, one confirm line, progress, and what came of it.

It stands under the list and never over rows. Esc takes one step back.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from desktop.events import texts
from desktop.events.bulk import SUPERVISE, Offer, Summary
from desktop.keymap import Keymap
from desktop.lights import Sign
from desktop.theme import look
from desktop.theme.look import BODY, SECOND
from desktop.widgets.buttons import ActionButton, LinkButton
from desktop.widgets.clearing import clear
from desktop.widgets.flow import FlowLayout
from desktop.widgets.light import Light
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.words import Words

PROGRESS_AFTER_MS = 300


class SelectionBar(QWidget):
    """`asked` for an offer, `confirmed` with it and the words typed, `stopped`, `dropped` when ticks should go."""

    asked = Signal(object)
    confirmed = Signal(object, str)
    stopped = Signal()
    dropped = Signal()

    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer: Offer | None = None
        self._parts: list[QWidget] = []
        self._count = Words("", BODY, "brand-dd", bold=True)
        self._said = Words("", SECOND, "ink2")
        self._drop = LinkButton(f"{texts.DROP}  {keymap.cap('escape')}")
        self._drop.clicked.connect(self.dropped)
        self._late = QTimer(self, singleShot=True, interval=PROGRESS_AFTER_MS)
        self._late.timeout.connect(lambda: self._progress_row.show())
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 7, 12, 7)
        rows.setSpacing(6)
        rows.addWidget(self._offers_line())
        rows.addWidget(self._confirm_line(keymap))
        rows.addWidget(self._progress_line())
        rows.addWidget(self._result_line())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    # ------------------------------------------------------------ lines

    def _offers_line(self) -> QWidget:
        self._offers_row = QWidget()
        box = QWidget()
        self._flow = FlowLayout(box, gap=8, line_gap=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        box.setSizePolicy(policy)
        row = QHBoxLayout(self._offers_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._count)
        row.addWidget(self._said)
        row.addWidget(box, 1)
        row.addWidget(self._drop)
        return self._offers_row

    def _confirm_line(self, keymap: Keymap) -> QWidget:
        self._confirm_row = QWidget()
        self._sentence = Words("", BODY)
        self._ask = QLineEdit()
        self._ask.setPlaceholderText(texts.ASK)
        self._ask.setAccessibleName(texts.ASK)
        self._refusal = RefusalLine()
        self._do = ActionButton("", key_cap=keymap.cap("primary"), primary=True)
        self._do.clicked.connect(self.confirm)
        self._back = ActionButton(texts.CANCEL, key_cap=keymap.cap("escape"))
        self._back.clicked.connect(self.step_back)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._sentence)
        line.addWidget(self._ask, 1)
        line.addStretch(0)
        line.addWidget(self._do)
        line.addWidget(self._back)
        rows = QVBoxLayout(self._confirm_row)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addLayout(line)
        rows.addWidget(self._refusal)
        self._confirm_row.hide()
        return self._confirm_row

    def _progress_line(self) -> QWidget:
        self._progress_row = QWidget()
        self._progress_said = Words("", BODY)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        stop = ActionButton(texts.STOP, small=True)
        stop.clicked.connect(self.stopped)
        row = QHBoxLayout(self._progress_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._progress_said)
        row.addWidget(self._bar, 1)
        row.addWidget(stop)
        self._progress_row.hide()
        return self._progress_row

    def _result_line(self) -> QWidget:
        self._result_row = QWidget()
        self._result_light = Light(Sign.DELIVERED, 16)
        self._result = Words("", BODY, wrap=True)
        close = LinkButton(texts.CLOSE)
        close.clicked.connect(self.step_back)
        row = QHBoxLayout(self._result_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._result_light)
        row.addWidget(self._result, 1)
        row.addWidget(close)
        self._result_row.hide()
        return self._result_row

    # ------------------------------------------------------------ what is shown

    @property
    def confirming(self) -> Offer | None:
        """The action that waits for its confirmation."""
        return self._offer

    def show_summary(self, found: Summary | None) -> None:
        """What is ticked; None when nothing is."""
        if found is None:
            self._offers_row.hide()
            self._leave_confirm()
            self._fit()
            return
        self._count.say(texts.CHOSEN.format(n=found.count))
        self._said.say(found.said)
        self._said.setVisible(bool(found.said))
        self._show_offers(found.offers)
        self._offers_row.show()
        self._fit()

    def _show_offers(self, offers: Sequence[Offer]) -> None:
        focused = next((n for n, one in enumerate(self._parts) if one.hasFocus()), -1)
        clear(self._flow)
        self._parts = []
        for offer in offers:
            button = self._button(offer)
            self._add(_with_reason(button, offer.why_not) if offer.why_not else button)
        self._flow.invalidate()
        if 0 <= focused < len(self._parts):
            self._parts[focused].setFocus()

    def _button(self, offer: Offer) -> ActionButton:
        name = texts.BULK_COUNT.format(name=offer.name, n=len(offer.cases)) if offer.cases else offer.name
        button = ActionButton(name, small=True, primary=not self._parts and bool(offer.cases))
        button.setEnabled(bool(offer.cases))
        button.set_reason(offer.why_not)
        button.clicked.connect(lambda: self.asked.emit(offer))
        return button

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._flow.addWidget(part)
        part.show()

    def ask_confirm(self, offer: Offer, sentence: str) -> None:
        """One line with the consequence; a 督办 also wants its words."""
        self._offer = offer
        self._sentence.say(sentence)
        wants = offer.key == SUPERVISE
        self._ask.setVisible(wants)
        self._ask.setText(texts.ASK_DEFAULT if wants else "")
        self._do.setText(texts.DO.format(name=offer.name))
        self._do.updateGeometry()
        self._refusal.clear()
        self._result_row.hide()
        self._confirm_row.show()
        (self._ask if wants else self._back).setFocus()
        self._fit()

    def confirm(self) -> None:
        """Do it."""
        offer, words = self._offer, self._ask.text().strip()
        if offer is None:
            return
        if offer.key == SUPERVISE and not words:
            self._refusal.show_refusal(texts.ASK_NEEDED)
            return
        self._leave_confirm()
        self.confirmed.emit(offer, words)

    def show_progress(self, said: str, done: int, whole: int) -> None:
        """How far a long action is; shown once it has taken a while."""
        self._result_row.hide()
        self._progress_said.say(said)
        self._bar.setRange(0, max(1, whole))
        self._bar.setValue(done)
        if self._progress_row.isHidden() and not self._late.isActive():
            self._late.start()
        self._fit()

    def end_progress(self) -> None:
        """It is over."""
        self._late.stop()
        self._progress_row.hide()
        self._fit()

    def show_result(self, sentence: str, *, good: bool) -> None:
        """What came of it; stays until it is closed or something else is asked."""
        self.end_progress()
        self._result.say(sentence, "ink" if good else "red")
        self._result_light.set_sign(Sign.DELIVERED if good else Sign.HELD)
        self._result_row.setVisible(bool(sentence))
        self._fit()

    @property
    def result(self) -> str:
        """What it says came of the last action, or ""."""
        return self._result.text() if not self._result_row.isHidden() else ""

    def step_back(self) -> bool:
        """Esc: the confirm line goes, then the result; False when neither is there."""
        if self._offer is not None:
            self._leave_confirm()
        elif not self._result_row.isHidden():
            self._result_row.hide()
        else:
            return False
        self._fit()
        return True

    def _leave_confirm(self) -> None:
        self._offer = None
        self._confirm_row.hide()

    def _fit(self) -> None:
        rows = (self._offers_row, self._confirm_row, self._progress_row, self._result_row)
        self.setVisible(any(not row.isHidden() for row in rows) or self._late.isActive())
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the line above."""
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), look.colour("brand-l"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), look.colour("brand-line"))


def _with_reason(button: ActionButton, why_not: str) -> QWidget:
    """A button that does not fit and why, on the same line: apart, nobody would know whose reason it is."""
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(button)
    row.addWidget(Words(why_not, look.NOTE, "ink3"))
    part.setFocusProxy(button)
    return part
