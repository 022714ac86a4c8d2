"""Calls that are parked (未完草稿): what is typed is kept so that no power cut loses it. Free of Qt."""

import asyncio
from collections.abc import Callable

from db.drafts import Draft
from desktop import times
from desktop.intake import texts
from desktop.intake.faces import DraftFace
from desktop.intake.ports import IntakeSeat, View
from desktop.intake.sheet import KIND, Sheet, taken_up
from governance.refusal import ReportedError

WORDS = 24  # of a parked call's text


class Parked:
    """The draft of the call at hand, and those that wait.

    `written` gives the sheet at hand, or None once it has its number: then nothing is kept any more.
    """

    def __init__(self, seat: IntakeSeat, view: View, written: Callable[[], Sheet | None]) -> None:
        self._seat, self._view, self._written = seat, view, written
        self.draft_id = ""
        self.saving = asyncio.Lock()  # a draft is never written while the call gets its number
        self._kept = ""
        self._settled = False  # the call has its number: what waits for `saving` writes no draft any more
        self._waiting: list[Draft] = []

    def begin(self, draft_id: str, kept: str) -> None:
        """Another call is at hand; `kept` is what its draft holds already."""
        self.draft_id, self._kept, self._settled = draft_id, kept, False

    def settle(self) -> None:
        """The call has its number and its draft is gone; said while `saving` is held."""
        self._settled = True

    async def take_up(self, draft_id: str) -> tuple[Sheet, int] | None:
        """The sheet of a parked call and when it was kept, or None if it is gone."""
        found = await self._seat.draft(draft_id)
        sheet = taken_up(found.body) if found is not None else None
        return (sheet, found.upd_ms) if found is not None and sheet is not None else None

    @property
    def newest(self) -> str:
        """The parked call that Alt+D goes on with."""
        return self._waiting[0].draft_id if self._waiting else ""

    @property
    def unkept(self) -> bool:
        """Whether something was typed that no draft holds."""
        sheet = self._written()
        return sheet is not None and not self._settled and not sheet.blank and sheet.body() != self._kept

    async def keep(self) -> None:
        """Keep what is typed; never after it was saved."""
        async with self.saving:
            sheet = self._written()
            if sheet is None or not self.unkept:
                return
            body = sheet.body()
            try:
                await self._seat.keep_draft(self.draft_id, KIND, body)
            except ReportedError as error:
                self._view.show_draft_note(texts.DRAFT_FAILED.format(why=error.sentence), failed=True)
                return
            self._kept = body
        self._view.show_draft_note(texts.DRAFT_KEPT.format(at=times.clock_second(self._seat.now())))

    async def list_waiting(self) -> None:
        """Show the parked calls."""
        found = [one for one in await self._seat.drafts() if one.kind == KIND]
        self._waiting = [one for one in found if one.draft_id != self.draft_id]
        self._view.show_drafts([face for one in self._waiting if (face := self._face(one))])

    def _face(self, one: Draft) -> DraftFace | None:
        sheet = taken_up(one.body)
        if sheet is None:
            return None
        words = sheet.text.strip() or texts.DRAFT_EMPTY
        where = sheet.place.strip() or texts.DRAFT_NO_PLACE
        return DraftFace(one.draft_id, times.short(one.upd_ms, self._seat.now()), words[:WORDS], where)
