"""The field for the place (地点): names below while typing, Enter takes the first; at its right what it was taken for."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from desktop.intake import texts
from desktop.theme.look import BODY, CARD, SECOND, colour, font, px
from desktop.widgets.offered_list import dress_offers

_SHARE = 0.56  # of the field's width that what it was taken for may have
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PlaceField(QLineEdit):
    """`typed` with the words, `taken` with the number of a name in the list, `left` when the focus goes on."""

    typed = Signal(str)
    taken = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(texts.PLACE_HINT)
        self.setAccessibleName(texts.PLACE)
        self.setFont(font(CARD + 1))
        self._check = _Check(self)
        self._names = QStringListModel(self)
        self._list = QCompleter(self._names, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setMaxVisibleItems(8)
        self._list.setWidget(self)
        self._popup = QListView()
        self._popup.setFont(font(BODY))
        self._list.setPopup(self._popup)
        dress_offers(self._list)
        self._popup.clicked.connect(lambda index: self._take(index.row()))
        self._popup.installEventFilter(self)
        self.textEdited.connect(self.typed)

    def set_names(self, names: Sequence[str]) -> None:
        """Offer these below, while the field has the focus."""
        self._names.setStringList(list(names))
        if not names or not self.hasFocus():
            self._popup.hide()
            return
        self._list.complete()
        self._popup.setCurrentIndex(self._names.index(0, 0))

    def set_check(self, token: str, title: str, note: str) -> None:
        """Say at the right what the words were taken for."""
        self._check.say(token, title, note)
        self._place_check()

    def hide_names(self) -> None:
        """Close the list."""
        self._popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the first; ↓ opens the list again."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in _ENTER and plain:
            self._take(0)
        elif event.key() == Qt.Key.Key_Down and self._names.rowCount():
            self.set_names(self._names.stringList())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Going on takes what the words surely name."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the list is open: Enter takes the marked name, Tab closes it and goes on."""
        if watched is not self._popup or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            index = self._popup.currentIndex()
            self._take(index.row() if index.isValid() else 0)
            return True
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._popup.hide()
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the check at the right."""
        super().resizeEvent(event)
        self._place_check()

    def _take(self, row: int) -> None:
        self._popup.hide()
        self.taken.emit(row)

    def _place_check(self) -> None:
        width = min(self._check.wanted(), round(self.width() * _SHARE))
        self._check.setGeometry(self.width() - width - px(8), 2, width, self.height() - 4)
        self.setTextMargins(0, 0, width + px(8) if width else 0, 0)


class _Check(QWidget):
    """A dot, the grid in bold, and how it was found, cut where there is no room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._token = self._title = self._note = ""

    def say(self, token: str, title: str, note: str) -> None:
        self._token, self._title, self._note = token, title, note
        self.setAccessibleName(f"{title} {note}".strip())
        self.update()

    def wanted(self) -> int:
        if not self._token:
            return 0
        title = QFontMetrics(font(BODY, True)).horizontalAdvance(self._title)
        note = QFontMetrics(font(SECOND)).horizontalAdvance(self._note)
        return px(18) + title + (note + px(10) if note else 0) + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._token:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self._token))
        side, middle = px(9), self.height() / 2
        painter.drawEllipse(0, round(middle - side / 2), side, side)
        painter.setFont(font(BODY, True))
        painter.setPen(colour("ink"))
        left = px(16)
        box = self.rect().adjusted(left, 0, 0, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._title)
        left += QFontMetrics(font(BODY, True)).horizontalAdvance(self._title) + px(10)
        metrics = QFontMetrics(font(SECOND))
        note = metrics.elidedText(self._note, Qt.TextElideMode.ElideRight, max(0, self.width() - left))
        painter.setFont(font(SECOND))
        painter.setPen(colour("ink3"))
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, note)
