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
from desktop.calls.in_person import InPerson
from desktop.calls.open_draft import DraftSeat, DraftView, OpenDraft
from desktop.calls.signing import Signer
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
        """Put the draft into the bin; gives what brings it back."""
        opened = self._opened
        if opened.draft is None:
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
        opened.draft = replace(opened.draft, signer=chosen.id)
        await self.keep()
        opened.show()
        return Outcome(sent=chosen)
