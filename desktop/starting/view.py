"""What stands in the window before a store is open (启动画面): three ways to begin, the form of joining, progress, a failure."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.lights import Sign
from desktop.starting import texts
from desktop.starting.way_card import WayCard
from desktop.theme import look
from desktop.widgets.busy_bar import BusyBar
from desktop.widgets.buttons import ActionButton
from desktop.widgets.field import Field
from desktop.widgets.file_words import name_labels
from desktop.widgets.light import Light
from desktop.widgets.words import Words

CARDS, FORM = 660, 420
CODE_LENGTH = 10
Way = tuple[str, Callable[[], None]]


class StartingView(QWidget):
    """Asks and tells; what is wished goes out as signals."""

    demo_requested = Signal()
    join_requested = Signal(str, str, str)  # url, code, name
    folder_requested = Signal(Path)
    cancelled = Signal()

    def __init__(self, device_name: str, new_folder: Path) -> None:
        super().__init__()
        self._stack = QStackedWidget()
        self._choice = self._made_choice()
        self._form = self._made_form(device_name, new_folder)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(self._stack)
        row.addStretch(1)

    # ------------------------------------------------------------ what is shown

    def ask(self) -> None:
        """The first run: three ways."""
        self._show(self._choice)
        self._cards[0].setFocus()

    def ask_county(self) -> None:
        """The form of joining."""
        self._show(self._form)
        self._url.setFocus()

    def show_progress(self, sentence: str, *, can_cancel: bool) -> None:
        """Say what is being done."""
        page, column = _page(FORM)
        said = Words(sentence, look.PANEL, "ink", wrap=True)
        bar = BusyBar()
        bar.run(True)
        column.addStretch(1)
        column.addWidget(said)
        column.addWidget(bar)
        if can_cancel:
            cancel = ActionButton(texts.CANCEL, key_cap="Esc")
            cancel.clicked.connect(self.cancelled)
            column.addWidget(cancel, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(2)
        self._show(page)

    def show_failure(self, title: str, sentence: str, more: Sequence[str], ways: Sequence[Way]) -> None:
        """One clear card: what failed, what is safe, the ways out; the first is the primary one."""
        page, column = _page(FORM + 60)
        head = QHBoxLayout()
        head.addWidget(Light(Sign.OVERDUE, 22))
        head.addWidget(Words(title, look.TITLE, "brand-dd", bold=True), 1)
        column.addStretch(1)
        column.addLayout(head)
        column.addWidget(Words(sentence, look.CARD, "ink", wrap=True))
        for line in more:
            column.addWidget(Words(line, look.SECOND, "ink2", wrap=True))
        row = QHBoxLayout()
        for number, (label, go) in enumerate(ways):
            button = ActionButton(label, primary=number == 0)
            button.clicked.connect(go)
            row.addWidget(button)
        row.addStretch(1)
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(2)
        self._show(page)
        if (first := row.itemAt(0)) is not None and (widget := first.widget()) is not None:
            widget.setFocus()

    def say_wrong(self, url: str = "", code: str = "", name: str = "") -> None:
        """What does not fit in the form; empty where it does."""
        for field, sentence in zip(self._fields, (url, code, name), strict=True):
            field.set_error(sentence)

    @property
    def said(self) -> str:
        """All words of the present card, for readers and tests."""
        page = self._stack.currentWidget()
        return "\n".join(words.text() for words in page.findChildren(Words)) if page is not None else ""

    # ------------------------------------------------------------ the parts

    def _made_choice(self) -> QWidget:
        page, column = _page(CARDS)
        column.addStretch(1)
        column.addWidget(Words(texts.WELCOME, look.STRIP, "brand-dd", bold=True))
        column.addWidget(Words(texts.WELCOME_NOTE, look.BODY, "ink2", wrap=True))
        column.addSpacing(10)
        self._cards = (
            WayCard(texts.DEMO, texts.DEMO_NOTE, "map", "1"),
            WayCard(texts.JOIN, texts.JOIN_NOTE, "link", "2"),
            WayCard(texts.OPEN, texts.OPEN_NOTE, "folder-open", "3"),
        )
        ways: tuple[Callable[[], object], ...] = (
            self.demo_requested.emit,
            self.ask_county,
            self._choose_folder,
        )
        for card, way in zip(self._cards, ways, strict=True):
            card.clicked.connect(way)
            column.addWidget(card)
        column.addStretch(2)
        return page

    def _made_form(self, device_name: str, new_folder: Path) -> QWidget:
        page, column = _page(FORM)
        self._url, self._code, self._name = QLineEdit(), QLineEdit(), QLineEdit(device_name)
        self._fields = (
            Field(texts.URL, self._url, note=texts.URL_NOTE),
            Field(texts.CODE, self._code, note=texts.CODE_NOTE),
            Field(texts.NAME, self._name, note=texts.NAME_NOTE),
        )
        column.addStretch(1)
        column.addWidget(Words(texts.JOIN_TITLE, look.TITLE, "brand-dd", bold=True))
        for field in self._fields:
            column.addWidget(field)
        column.addWidget(Words(texts.FOLDER.format(path=new_folder), look.NOTE, "ink3", wrap=True))
        go, back = ActionButton(texts.JOIN_GO, primary=True), ActionButton(texts.BACK, key_cap="Esc")
        go.clicked.connect(self._join)
        back.clicked.connect(self.ask)
        self._url.returnPressed.connect(self._code.setFocus)
        self._code.returnPressed.connect(self._name.setFocus)
        self._name.returnPressed.connect(self._join)
        row = QHBoxLayout()
        row.addWidget(go)
        row.addWidget(back)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        return page

    def _join(self) -> None:
        url, code, name = (one.text().strip() for one in (self._url, self._code, self._name))
        wrong = {
            "url": "" if url.startswith(("http://", "https://")) else texts.URL_WRONG,
            "code": "" if len(code) == CODE_LENGTH else texts.CODE_WRONG,
            "name": "" if name else texts.NAME_WRONG,
        }
        self.say_wrong(**wrong)
        if not any(wrong.values()):
            self.join_requested.emit(url, code.upper(), name)

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, texts.CHOOSE_FOLDER)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        name_labels(dialog, texts.CHOOSE_FOLDER_DO)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self.folder_requested.emit(Path(folder)))
        dialog.open()

    def key(self, action: str) -> bool:
        """Esc goes back or cancels; 1, 2, 3 are the ways."""
        shown = self._stack.currentWidget()
        if shown is self._choice and action in ("1", "2", "3"):
            self._cards[int(action) - 1].click()
            return True
        if action == "escape" and shown is self._form:
            self.ask()
            return True
        if action == "escape" and shown is not self._choice:
            self.cancelled.emit()
            return True
        return False

    def _show(self, page: QWidget) -> None:
        old = self._stack.currentWidget()
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if old is not None and old not in (page, self._choice, self._form):
            self._stack.removeWidget(old)
            old.deleteLater()


def _page(wide: int) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    page.setFixedWidth(look.px(wide))
    column = QVBoxLayout(page)
    column.setSpacing(10)
    return page, column
