"""Drafts and applications beside the list (草案与准入), with one line that says where the town signs."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dossier.heading import Heading
from desktop.lists import texts
from desktop.lists.faces import WaitFace, WaitingFace
from desktop.lists.line_card import LineCard
from desktop.lists.stacked import Stacked
from desktop.theme.look import BODY
from desktop.widgets.banner import Banner
from desktop.widgets.words import Words


class WaitingView(Stacked):
    """`opened` with the item a card speaks of."""

    opened = Signal(str)

    def __init__(self) -> None:
        self.sign = Banner("brand", None)
        super().__init__(self.sign)

    def show_waiting(self, face: WaitingFace) -> None:
        """Show what lies with the county."""
        if face.for_town:
            known = texts.SIGN_AT.format(address=face.address)
            self.sign.say(known if face.address else texts.SIGN_AT_UNKNOWN)
        else:
            self.sign.say("")
        self.fill(
            [
                Heading(texts.DRAFTS),
                *self._cards(face.drafts, texts.NO_DRAFTS),
                Heading(texts.ADMISSIONS),
                *self._cards(face.admissions, texts.NO_ADMISSIONS),
            ]
        )

    def _cards(self, faces: Sequence[WaitFace], empty: str) -> list[QWidget]:
        found: list[QWidget] = []
        for one in faces:
            card = LineCard(one.title, (one.note,), key=one.code, tag=one.tag, tone=one.tone)
            card.opened.connect(self.opened)
            found.append(card)
        return found or [Words(empty, BODY, "ink3", wrap=True)]
