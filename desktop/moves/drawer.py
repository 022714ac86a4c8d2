"""The drawer of a form (办理抽屉): opens inside the dossier, above the action bar; no dialog.

Enter goes to the next entry, Ctrl+Enter saves, Esc puts it away and keeps the draft.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop import times
from desktop.keymap import Keymap
from desktop.moves import texts
from desktop.moves.choice_editor import ChoiceEditor
from desktop.moves.editors import editor_of
from desktop.moves.facts_view import FactsView
from desktop.moves.files_editor import FilesEditor
from desktop.moves.fitting import Fitting
from desktop.moves.pick_editor import PickEditor, PickLine, PicksEditor
from desktop.moves.presenter import OpenForm, Outcome
from desktop.theme.look import CARD, NOTE, colour
from desktop.widgets.buttons import ActionButton, LinkButton
from desktop.widgets.clearing import take_out
from desktop.widgets.field import Field
from desktop.widgets.kept_focus import KeptFocus
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.words import Elided, Words

PAUSE_MS = 400  # of typing, after which the draft is kept
Start = Callable[[Coroutine[Any, Any, None], str], None]


class MoveDrawer(QWidget):
    """`saved` with what came of it; `closed` when it was put away."""

    saved = Signal(object)  # Outcome
    opened = Signal()
    closed = Signal()

    def __init__(self, start: Start, now: Callable[[], int], keymap: Keymap) -> None:
        """`start` runs a coroutine under a name."""
        super().__init__()
        self._start, self._now = start, now
        self._open: OpenForm | None = None
        self.focus = KeptFocus()  # where the keys were before the form
        self._editors: dict[str, Any] = {}
        self._fields: dict[str, QWidget] = {}
        self._title = Words("", CARD, "brand-dd", bold=True)
        self._draft = Elided("", NOTE, "ink3")
        self._over = LinkButton(texts.START_OVER)
        self._over.clicked.connect(lambda: self._run(self._start_over(), "start_over"))
        self._facts = FactsView()
        self._refusal = RefusalLine()
        self._save = ActionButton("", key_cap=keymap.cap("primary"), primary=True)
        self._save.clicked.connect(self.submit)
        self._cancel = ActionButton(texts.CANCEL, key_cap=keymap.cap("escape"))
        self._cancel.clicked.connect(self.put_away)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._keep)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._draft, 1)
        head.addWidget(self._over)
        inner = QWidget()
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 0, 6, 0)
        self._rows.setSpacing(9)
        self._rows.addWidget(self._facts)
        self._scroll = Fitting()
        self._scroll.hold(inner)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._save)
        foot.addWidget(self._cancel)
        foot.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 10, 14, 10)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self._scroll, 1)
        rows.addWidget(self._refusal)
        rows.addLayout(foot)

    # ------------------------------------------------------------ opening and closing

    @property
    def form(self) -> OpenForm | None:
        """The open form, or None."""
        return self._open

    def open(self, opened: OpenForm) -> None:
        """Show a form; the draft of last time is taken up unless typing was faster."""
        if self._open is None:
            self.focus.remember()
        self._open = opened
        self._title.say(opened.form.title)
        self._draft.say("")
        self._over.hide()
        self._refusal.clear()
        self._save.setText(opened.form.verb)
        self._save.updateGeometry()
        self._facts.set_facts(opened.form.facts)
        self._build()
        self.show()
        self.opened.emit()
        self._focus_first()
        self._run(self._take_up(opened), "take_up")

    def put_away(self) -> None:
        """Close; what was typed stays as a draft."""
        opened = self._open
        if opened is None:
            return
        if opened.touched:
            self._run(opened.keep(), "keep")
        self._close()

    def _close(self) -> None:
        self._pause.stop()
        for editor in self._editors.values():
            if isinstance(editor, FilesEditor):
                editor.stop()
        self._open = None
        self.hide()
        self.closed.emit()
        self.focus.give_back()

    def submit(self) -> None:
        """Save, if everything needed is there."""
        if any(isinstance(one, FilesEditor) and one.busy for one in self._editors.values()):
            self._refusal.show_refusal(texts.STILL_COPYING)
        elif self._open is not None:
            self._run(self._submit(self._open), "save")

    def choose(self, number: int) -> bool:
        """Choose the nth of the choices at hand: where the focus is, else the first without a value."""
        editors = [one for one in self._editors.values() if isinstance(one, ChoiceEditor) and one.isVisible()]
        focused = [one for one in editors if one.hasFocus() or one.isAncestorOf(self.focusWidget())]
        empty = [one for one in editors if not one.value]
        for one in (*focused, *empty, *editors):
            if one.choose(number):
                self._go_on(one)
                return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a brand line above: what follows is being written."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("panel"))
        painter.fillRect(0, 0, self.width(), 2, colour("brand"))

    # ------------------------------------------------------------ the entries

    def _build(self) -> None:
        take_out(self._rows, self._fields.values())
        self._editors, self._fields = {}, {}
        if self._open is None:
            return
        for entry in self._open.form.entries:
            editor = editor_of(entry)
            field = editor if entry.kind == "tick" else Field(entry.label, editor, note=entry.note)
            editor.changed.connect(lambda key=entry.key: self._changed(key))
            editor.entered.connect(lambda one=editor: self._go_on(one))
            if isinstance(editor, (PickEditor, PicksEditor)):
                editor.line.spelling_wanted.connect(
                    lambda line=editor.line: self._run(self._spell(line), "spell")
                )
            if isinstance(editor, FilesEditor):
                editor.chosen.connect(lambda one=editor: self._run(self._copy(one), "copy"))
            if isinstance(editor, (ChoiceEditor, FilesEditor)):
                editor.reshaped.connect(self._scroll.follow, Qt.ConnectionType.QueuedConnection)
            self._editors[entry.key], self._fields[entry.key] = editor, field
            self._rows.addWidget(field)
        self._scroll.follow()
        self._show_entries()

    def _show_entries(self) -> None:
        opened = self._open
        if opened is None:
            return
        for key, field in self._fields.items():
            field.setVisible(key in opened.shown)
            if isinstance(field, Field):
                field.set_error(opened.faults.get(key, ""))
        self._scroll.follow()

    def _changed(self, key: str) -> None:
        if self._open is None:
            return
        self._open.put(key, self._editors[key].value)
        self._refusal.clear()
        self._show_entries()
        self._pause.start()

    def _focus_first(self) -> None:
        opened = self._open
        if opened is None:
            return
        needed = [
            e.key
            for e in opened.form.entries
            if e.needs and not opened.values[e.key] and e.key in opened.shown
        ]
        first = [*(opened.shown[:1] if self._leads(opened) else needed[:1]), *opened.shown[:1]]
        target = self._editors[first[0]] if first else self._save
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leads(self, opened: OpenForm) -> bool:
        """Whether the first entry is a choice of which form this is: then work begins there."""
        return bool(opened.form.kind_of)

    def _go_on(self, editor: QWidget) -> None:
        """To the next entry; from a choice to the next one that is empty; from the last one to the button."""
        if self._open is None:
            return
        shown = [self._editors[key] for key in self._open.shown]
        after = shown[shown.index(editor) + 1 :] if editor in shown else []
        empty = [one for one in after if not one.value] if isinstance(editor, ChoiceEditor) else []
        target = next(iter(empty or after), self._save)
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(target)

    # ------------------------------------------------------------ background work

    def _run(self, work: Coroutine[Any, Any, None], verb: str) -> None:
        self._start(work, f"moves.{verb}")

    def _keep(self) -> None:
        if self._open is not None:
            self._run(self._keep_draft(self._open), "keep")

    async def _keep_draft(self, opened: OpenForm) -> None:
        await opened.keep()
        if opened is self._open:
            self._draft.say(texts.KEPT.format(at=times.clock_second(self._now())))
            self._over.show()

    async def _copy(self, editor: FilesEditor) -> None:
        if self._open is not None:
            await editor.copy(self._open.take_in)

    async def _spell(self, line: PickLine) -> None:
        opened = self._open
        spelled = await opened.spell(line.labels) if opened is not None else {}
        if opened is not None and opened is self._open:
            line.spell(spelled)

    async def _take_up(self, opened: OpenForm) -> None:
        if not await opened.take_up() or opened is not self._open:
            return
        for key, editor in self._editors.items():
            blocked = editor.blockSignals(True)
            editor.set_value(opened.values[key])
            editor.blockSignals(blocked)
        self._draft.say(texts.TAKEN_UP)
        self._over.show()
        self._show_entries()

    async def _start_over(self) -> None:
        if self._open is None:
            return
        await self._open.start_over()
        self.open(self._open)

    async def _submit(self, opened: OpenForm) -> None:
        for key in opened.shown:
            if opened.values[key] != self._editors[key].value:
                opened.put(key, self._editors[key].value)
        self._pause.stop()
        self._save.setEnabled(False)
        try:
            outcome = await opened.submit()
        finally:
            self._save.setEnabled(True)
        if opened is self._open:
            self._told(outcome)

    def _told(self, outcome: Outcome) -> None:
        if outcome.sealed is not None:
            self._close()
            self.saved.emit(outcome)
            return
        self._show_entries()
        self._refusal.show_refusal(outcome.refusal)
        opened = self._open
        wrong = [key for key in opened.shown if key in opened.faults] if opened is not None else []
        if wrong:
            self._editors[wrong[0]].setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(self._fields[wrong[0]])
