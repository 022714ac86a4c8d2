"""What the operator enters into a new call (填写呼叫): item, departments, checklist, grade, request. Free of Qt."""

from functools import partial
from typing import Any

from msgspec.structs import replace

from desktop.calls import draft as drafts
from desktop.calls.grades import BOTH_GRADE
from desktop.calls.open_draft import DraftSeat, DraftView, OpenDraft
from governance.responsibility.dispatch_unit import county_unit


class Entering:
    """Changes the open draft and draws what follows from it."""

    def __init__(self, opened: OpenDraft, seat: DraftSeat, view: DraftView) -> None:
        self._opened, self._seat, self._view = opened, seat, view

    # ------------------------------------------------------------ the item

    async def search(self, typed: str) -> None:
        """Look for items by words; an empty search shows the offered ones again."""
        opened, rules = self._opened, self._seat.rules
        await self._seat.run(partial(opened.offer.search, typed, opened.day, opened.names, rules))
        opened.show()

    def choose(self, code: str) -> None:
        """Another item: departments, checklist and request follow it."""
        opened = self._opened
        found = opened.offer.answer(code, opened.day, self._seat.rules)
        if found is not None and opened.draft is not None and code != opened.draft.item:
            opened.take(found)
            opened.show()

    def choose_nth(self, number: int) -> bool:
        """Alt+n."""
        shown = self._opened.items()
        if not 1 <= number <= len(shown):
            return False
        self.choose(shown[number - 1].code)
        return True

    def leave_list(self, outside: bool) -> None:
        """清单外, or back to the list."""
        opened = self._opened
        if opened.draft is None:
            return
        if outside:
            event = opened.event
            usual = county_unit(event.cat, self._seat.rules) if event is not None else ""
            dept = usual or next(iter(opened.draft.depts), "")
            opened.answer = None
            opened.draft = drafts.without_item(opened.draft, dept)
        else:
            opened.draft = replace(opened.draft, outside=False, reason="")
            if opened.offer.first is not None:
                opened.take(opened.offer.first)
        opened.show()

    # ------------------------------------------------------------ the rest

    def put(self, **changed: Any) -> None:
        """Another value of a typed field: `reason`, `ask`, `contact`; nothing is drawn anew under the typing."""
        opened = self._opened
        if opened.draft is None:
            return
        if "ask" in changed:
            changed["own_ask"] = True
        opened.draft = replace(opened.draft, **changed)
        self._view.show_refusal("")
        opened.show_slip()

    def set_grade(self, grade: str) -> None:
        """C1, C2, C3; another grade may be another leader's."""
        if self._opened.draft is not None:
            both = self._opened.draft.both and grade == BOTH_GRADE
            self._opened.draft = replace(self._opened.draft, grade=grade, signer="", both=both)
            self._opened.show()

    def set_both(self, both: bool) -> None:
        """事呼双应, or a plain call; it is 紧急 (§4.7)."""
        draft = self._opened.draft
        if draft is not None and draft.both != both:
            grade = BOTH_GRADE if both else draft.grade
            self._opened.draft = replace(draft, both=both, grade=grade, signer="")
            self._opened.show()

    def set_lead(self, dept: str) -> None:
        """The department called 清单外."""
        if self._opened.draft is not None and dept:
            self._opened.draft = replace(self._opened.draft, depts=(dept,))
            self._opened.show_slip()

    def ask_dept(self, dept: str, wanted: bool) -> None:
        """Ask a 配合 department or not."""
        if self._opened.draft is not None:
            self._opened.draft = drafts.asked(self._opened.draft, dept, wanted)
            self._opened.show()

    def drop_reason(self, dept: str, reason: str) -> None:
        """Why a department is not asked."""
        if self._opened.draft is not None:
            self._opened.draft = drafts.asked(self._opened.draft, dept, False, reason)

    def set_line(self, no: int, state: str) -> None:
        """已做, 未做, 不适用."""
        if self._opened.draft is not None:
            self._opened.draft = drafts.with_line(self._opened.draft, no, state=state)
            self._opened.show()

    def note_line(self, no: int, note: str) -> None:
        """Evidence or reason of a line."""
        if self._opened.draft is not None:
            self._opened.draft = drafts.with_line(self._opened.draft, no, note=note)
            self._view.show_refusal("")

    def choose_signer(self, signer: str) -> None:
        """Another leader."""
        if self._opened.draft is not None and self._opened.draft.signer:
            self._opened.draft = replace(self._opened.draft, signer=signer)
            self._opened.show()
