"""待签发, 待补签: a leader at this desk signs a draft, or a C1 that is out already."""

from PySide6.QtCore import Signal

from desktop import times
from desktop.calls import texts
from desktop.calls.panel_parts import body
from desktop.calls.waiting import CountersignFace
from desktop.signing.signers import Signer
from desktop.theme.look import NOTE
from desktop.widgets.buttons import ActionButton
from desktop.widgets.clearing import clear
from desktop.widgets.flow import FlowLayout
from desktop.widgets.panel import Panel
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.words import Words


class CountersignPanel(Panel):
    """A leader signs here, with his own password."""

    signed = Signal(str, str)  # call, leader

    def __init__(self) -> None:
        super().__init__(texts.SIGN_TITLE)
        self._face: CountersignFace | None = None
        self._signers: tuple[Signer, ...] = ()
        self._verb = texts.SIGN_DO
        self._due = Words("", NOTE, "amber-d", bold=True)
        self.add_tool(self._due)
        inner, rows = body()
        self._refusal = RefusalLine()
        self._buttons = FlowLayout(gap=8)
        rows.addWidget(self._refusal)
        rows.addLayout(self._buttons)
        self.set_body(inner)

    def show_unsigned(self, face: CountersignFace | None, signers: tuple[Signer, ...], now: int) -> None:
        """Show it, or nothing."""
        self.setVisible(face is not None)
        self._face = face
        if face is None:
            return
        self.set_title(texts.DRAFT_TITLE if face.draft else texts.SIGN_TITLE)
        verb = texts.DRAFT_SIGN if face.draft else texts.SIGN_DO
        if (signers, verb) != (self._signers, self._verb):
            self._signers, self._verb = signers, verb
            self._build()
        self.set_note(face.title)
        self.tick(now)

    def tick(self, now: int) -> None:
        """What is left of the 30 minutes."""
        if self._face is not None and self._face.draft:
            self._due.say("")
        elif self._face is not None:
            late = self._face.due is not None and now > self._face.due
            left = times.left(self._face.due, now)
            self._due.say(texts.SIGN_LEFT.format(left=left), "red" if late else "amber-d")

    def say(self, refusal: str) -> None:
        """Why it was not signed; "" when it was."""
        if refusal:
            self._refusal.show_refusal(refusal)
        else:
            self._refusal.clear()

    def _build(self) -> None:
        clear(self._buttons)
        for one in self._signers:
            button = ActionButton(self._verb.format(name=one.name), small=True)
            button.set_tip(one.role)
            button.clicked.connect(lambda _=False, who=one.id: self._on_sign(who))
            self._buttons.addWidget(button)

    def _on_sign(self, who: str) -> None:
        if self._face is not None:
            self.signed.emit(self._face.case_id, who)
