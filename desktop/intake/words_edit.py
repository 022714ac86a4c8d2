"""The field for the caller's words (来电内容): what was recognised is marked while it is typed."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from desktop.intake import texts
from desktop.intake.likely import CATEGORY
from desktop.intake.recognised import DANGER, Mark
from desktop.theme.look import NOTE, TITLE, colour, font, px
from desktop.widgets.words import Words

GROUNDS = {CATEGORY: "count-1", DANGER: "amber-bg"}
_INKS = {CATEGORY: "brand-d", DANGER: "amber-d"}
LEAST_LINES = 2


class WordsEdit(QPlainTextEdit):
    """Tab leaves it; the number of characters stands in its corner."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(texts.TEXT_HINT)
        self.setAccessibleName(texts.TEXT)
        self.setFont(font(TITLE - 1))
        self._count = Words("", NOTE, "ink3", parent=self)
        self._lines = 3
        self.textChanged.connect(self._show_count)

    def set_lines(self, lines: int) -> None:
        """Show so many lines without scrolling."""
        self._lines = max(LEAST_LINES, lines)
        height = QFontMetrics(self.font()).lineSpacing() * self._lines + px(34)
        self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        """As wide as it may be; the height is that of its lines."""
        return QSize(px(480), self.height())

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Lay a ground under the words that say something; danger lies over the rest."""
        ordered = sorted(marks, key=lambda mark: mark.kind == DANGER)
        self.setExtraSelections([self._selection(mark) for mark in ordered])

    def append(self, words: str) -> None:
        """Write at the end and leave the cursor there."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(words)
        self.setTextCursor(cursor)
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the count in the corner."""
        super().resizeEvent(event)
        self._place_count()

    def _selection(self, mark: Mark) -> QTextEdit.ExtraSelection:
        found = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(mark.start)
        cursor.setPosition(
            min(mark.start + mark.length, self.document().characterCount() - 1),
            QTextCursor.MoveMode.KeepAnchor,
        )
        look = QTextCharFormat()
        look.setBackground(colour(GROUNDS.get(mark.kind, "line2")))
        look.setForeground(colour(_INKS.get(mark.kind, "ink")))
        found.cursor = cursor
        found.format = look
        return found

    def _show_count(self) -> None:
        count = len(self.toPlainText().strip())
        self._count.say(texts.CHARACTERS.format(n=count) if count else "")
        self._place_count()

    def _place_count(self) -> None:
        self._count.adjustSize()
        self._count.move(
            self.width() - self._count.width() - px(12), self.height() - self._count.height() - px(6)
        )
