"""The versions of an item and two of them compared (版本与差异): what went is struck out, what came is underlined."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.dossier.heading import Heading
from desktop.lists import texts
from desktop.lists.faces import ChangeFace, Piece, VersionsFace
from desktop.lists.stacked import Stacked
from desktop.theme.look import BODY, SECOND, colour, font
from desktop.widgets.segmented import Segmented
from desktop.widgets.tag import Tag
from desktop.widgets.words import Words

MOST = 4  # versions offered on each side, the newest ones
TONES = {"ADDED": "green", "REMOVED": "red", "CHANGED": "brand"}


class VersionsView(Stacked):
    """`compared` with two version numbers."""

    compared = Signal(int, int)

    def __init__(self) -> None:
        self.old, self.new = Segmented(()), Segmented(())
        self._pick = QWidget()
        self._said = Words("", SECOND, "ink2", wrap=True)
        row = QHBoxLayout(self._pick)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for label, part in ((texts.OLDER, self.old), (texts.NEWER, self.new)):
            row.addWidget(Words(label, SECOND, "ink2"))
            row.addWidget(part)
        row.addWidget(Words(texts.EDITION, SECOND, "ink2"))
        row.addStretch(1)
        super().__init__(self._pick, self._said)
        for part in (self.old, self.new):
            part.changed.connect(lambda _: self._compare())

    def show_versions(self, face: VersionsFace | None) -> None:
        """Show an item's versions; with one alone there is nothing to choose."""
        self._pick.setVisible(face is not None and face.old > 0)
        self._said.say(face.said if face is not None else "")
        if face is None:
            self.fill([])
            return
        numbers = [(str(n), str(n)) for n in face.numbers][-MOST:]
        self.old.set_choices(numbers, str(face.old))
        self.new.set_choices(numbers, str(face.new))
        changes = [_ChangeLine(one) for one in face.changes]
        lines = [Words(line, SECOND, "ink2", wrap=True) for line in face.lines]
        self.fill([*changes, Heading(texts.TABS_OF_VERSIONS), *lines])

    def _compare(self) -> None:
        if self.old.value and self.new.value:
            self.compared.emit(int(self.old.value), int(self.new.value))


class _ChangeLine(QWidget):
    """What differs: its name, how, before and after."""

    def __init__(self, face: ChangeFace) -> None:
        super().__init__()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Words(face.what, SECOND, "ink2"))
        head.addWidget(Tag(texts.HOW[face.how], TONES[face.how]))
        head.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 2, 0, 6)
        rows.setSpacing(3)
        rows.addLayout(head)
        for pieces, gone in ((face.before, True), (face.after, False)):
            if pieces:
                rows.addWidget(_marked(pieces, gone))
        words = ["".join(piece.text for piece in part) or texts.NOTHING for part in (face.before, face.after)]
        how = texts.HOW[face.how]
        self.setAccessibleName(
            texts.SAID_CHANGE.format(what=face.what, how=how, before=words[0], after=words[1])
        )


def _marked(pieces: Sequence[Piece], gone: bool) -> QLabel:
    """A text whose differing runs are struck out, or underlined on a tinted ground."""
    grey, ink, ground = (colour(name).name() for name in ("ink3", "ink", "brand-l"))
    strike = f"color:{grey};text-decoration:line-through"
    came = f"color:{ink};text-decoration:underline;background-color:{ground}"
    style = strike if gone else came
    plain = f"color:{grey if gone else ink}"
    said = "".join(
        f"<span style='{style if piece.differs else plain}'>{escape(piece.text)}</span>" for piece in pieces
    )
    label = QLabel(said)
    label.setTextFormat(Qt.TextFormat.RichText)  # our own marks only: the words are escaped
    label.setFont(QFont(font(SECOND if gone else BODY)))
    label.setWordWrap(True)
    return label
