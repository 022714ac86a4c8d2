"""Keeping, sending and issuing a new call (存草稿、送签、签发). Free of Qt."""

from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from db.outbox import Sealed
from desktop import times
from desktop.calls import draft as drafts
from desktop.calls import texts
from desktop.calls.draft import CallDraft
from desktop.calls.open_draft import DraftSeat, DraftView, OpenDraft
from desktop.desk import Wish
from desktop.signing.in_person import InPerson
from desktop.signing.signers import Signer
from governance.refusal import Refusal


class Outcome(Struct, frozen=True):
    """What came of Ctrl+Enter: `issued` with the new call, or `sent` to a leader."""

    issued: Sealed | None = None
    sent: Signer | None = None


class Issuing:
    """What becomes of the open draft."""

    def __init__(self, opened: OpenDraft, seat: DraftSeat, view: DraftView, in_person: InPerson) -> None:
        self._opened, self._seat, self._view, self._in_person = opened, seat, view, in_person

    async def keep(self) -> None:
        """Keep the draft as it stands."""
        opened = self._opened
        if opened.draft is None:
            return
        await self._seat.keep_draft(opened.draft_id, drafts.KIND, drafts.kept(opened.draft))
        opened.kept_at = self._seat.now()
        self._view.show_kept(texts.KEPT.format(at=times.clock_second(opened.kept_at)))

    async def throw_away(self) -> Callable[[], Any] | None:
        """Put the draft into the bin; gives what brings it back. One that was sent stays: a leader withdraws it."""
        opened = self._opened
        if opened.draft is None:
            return None
        if opened.draft.case:
            self._view.show_refusal(texts.SENT_ALREADY)
            return None
        draft_id, body = opened.draft_id, drafts.kept(opened.draft)
        await self._seat.drop_draft(draft_id)
        opened.draft = None
        return partial(self._seat.keep_draft, draft_id, drafts.KIND, body)

    async def submit(self, signer: str = "") -> Outcome:
        """签发 where the operator may or the leader sits here; else 送签: the draft waits for the leader."""
        opened = self._opened
        draft = opened.draft
        if draft is None:
            return Outcome()
        opened.tried = True
        if lacking := opened.missing():
            opened.show()
            self._view.show_refusal(lacking)
            return Outcome()
        if opened.alone:
            return await self._issue(self._seat.operator.id)
        return await (self._issue(signer or draft.signer) if draft.signer else self._send(signer))

    async def _issue(self, who: str) -> Outcome:
        opened = self._opened
        said = await self._in_person.save(opened.wish(who), opened.signing(who))
        if isinstance(said, Refusal):
            self._view.show_refusal(said.sentence)
            return Outcome()
        opened.draft = None
        return Outcome(issued=said)

    async def _send(self, signer: str) -> Outcome:
        opened = self._opened
        first = next(iter(opened.signers), None)
        chosen = next((one for one in opened.signers if one.id == signer), first)
        if chosen is None or opened.draft is None:
            self._view.show_refusal(texts.NOBODY_SIGNS)
            return Outcome()
        draft = replace(opened.draft, signer=chosen.id)
        if refused := await self._seal(draft, opened.sending()):
            self._view.show_refusal(refused)
            return Outcome()
        self._view.show_refusal("")
        opened.show()
        return Outcome(sent=chosen)

    async def leave(self) -> str:
        """Keep it; what changed after 送签 goes to the leader too, who signs what stands here. "" or why not."""
        opened = self._opened
        draft = opened.draft
        wish = opened.sending() if opened.changed_since_sent else None
        await self.keep()
        return await self._seal(draft, wish) if draft is not None and wish is not None else ""

    async def _seal(self, draft: CallDraft, wish: Wish) -> str:
        """The draft as a case of the room, 拟稿待签; "" or why not. What is typed meanwhile stays."""
        said = await self._in_person.save(wish, self._opened.signing(wish.actor))
        if isinstance(said, Refusal):
            return said.sentence
        opened = self._opened
        now = opened.draft if opened.draft is not None and opened.draft.event == draft.event else draft
        sealed = replace(now, signer=draft.signer, case=said.action.case or "", sent=drafts.said(wish.p))
        if now is opened.draft:
            opened.draft = sealed
        at = drafts.draft_id(self._seat.operator.id, draft.event)
        await self._seat.keep_draft(at, drafts.KIND, drafts.kept(sealed))
        return ""
