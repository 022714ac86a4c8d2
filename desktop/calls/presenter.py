"""What the calls page decides (呼叫): which list and call are chosen, what waits for the town. Free of Qt."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

from db.drafts import Draft
from db.outbox import Sealed
from db.overlay import read_shown
from db.queries.findings import Heard
from desktop.calls import texts
from desktop.calls.cards import CardFace
from desktop.calls.county_notice import NoticeFace, notice_face
from desktop.calls.draft import KIND, over, taken_up
from desktop.calls.found_face import FoundFace, found_face
from desktop.calls.leaders import leaders, raters, signing
from desktop.calls.listing import DRAFT, Listing, OwingFace
from desktop.calls.notice_step import StepFace, step_face
from desktop.calls.reading import Reading, Rows, calls_in, events_in, read_rows
from desktop.calls.slip import SlipFace, of_call
from desktop.calls.talk import TALK, talk_face
from desktop.calls.waiting import Waiting, waiting
from desktop.desk import Wish
from desktop.names import Names
from desktop.place_names import PlaceNames
from desktop.seat import Operator
from desktop.signing.in_person import InPerson, Signing
from desktop.signing.signers import Signer
from desktop.title import title
from governance.calls.call import Call
from governance.calls.fold import state_at
from governance.ledger.case import Case
from governance.notices.notice import Line, Notice
from governance.refusal import Refusal
from governance.rulebook import Rules

__all__ = ["DRAFT", "CallsPresenter", "CallsSeat", "CallsView"]


class CallsSeat(Protocol):
    """What the page asks of the seat."""

    stream: str

    @property
    def operator(self) -> Operator: ...
    @property
    def rules(self) -> Rules: ...
    @property
    def counties(self) -> tuple[str, ...]: ...
    def now(self) -> int: ...
    async def read(self, question: Callable[[Any], Any]) -> Any: ...
    async def run(self, work: Callable[[], Any]) -> Any: ...
    async def cases(self, case_ids: Iterable[str]) -> dict[str, Case]: ...
    async def drafts(self) -> list[Draft]: ...
    async def drop_draft(self, draft_id: str) -> None: ...


class CallsView(Protocol):
    """What the page shows."""

    def show_cards(self, cards: Sequence[CardFace], empty: str) -> None: ...
    def show_counts(self, counts: Mapping[str, int]) -> None: ...
    def show_found(self, found: FoundFace | None) -> None: ...
    def show_owing(self, owing: Sequence[OwingFace]) -> None: ...
    def show_signers(self, signers: tuple[Signer, ...]) -> None: ...
    def show_raters(self, raters: tuple[Signer, ...]) -> None: ...
    def show_waiting(self, found: Waiting, case_id: str) -> None: ...
    def show_slip(self, slip: SlipFace | None) -> None: ...
    def show_offered(self, lines: int) -> None: ...
    def show_step(self, step: StepFace | None) -> None: ...


class CallsPresenter:
    """Holds what was read and which list and call are chosen; tells the view."""

    def __init__(
        self,
        seat: CallsSeat,
        places: PlaceNames,
        view: CallsView,
        in_person: InPerson,
        as_of: Callable[[], int | None] = lambda: None,
    ) -> None:
        """`as_of` gives 截至 of the county's side, None while that is fresh."""
        self._seat, self._places, self._view, self._in_person = seat, places, view, in_person
        self._as_of = as_of
        self.listed = "owed"
        self.chosen = ""
        self.writing = False  # the middle shows a draft: its slip is not this presenter's
        self._reading = Reading()
        self._drafts: list[Draft] = []
        self._in_hand: dict[str, str] = {}  # sealed draft → what was typed for it here
        self.badge = (0, False)

    def names(self) -> Names:
        """What people and units are called now."""
        return Names(self._seat.rules, self._places)

    # ------------------------------------------------------------ reading

    async def read(self) -> None:
        """Read the calls, their events and the drafts, then show them."""
        stream, now, rules = self._seat.stream, self._seat.now(), self._seat.rules
        old, counties = self._as_of(), self._seat.counties
        heard = Heard(now, now if old is None else old)
        rows: Rows = await self._seat.read(lambda conn: read_rows(conn, stream, counties, rules, heard))
        calls = calls_in(await self._seat.cases(rows.cases))
        self._drafts = await self._typed_here()
        named = {call.parent or "" for call in calls.values()}
        named |= {taken_up(one.body).event for one in self._drafts}
        self._reading = Reading(rows, calls, events_in(await self._seat.cases(named - {""})))
        await self._show()

    async def _typed_here(self) -> list[Draft]:
        """The operator's drafts; one whose sealed copy was signed or withdrawn at another desk is put away."""
        mine = [one for one in await self._seat.drafts() if one.kind == KIND]
        typed = {one.draft_id: taken_up(one.body) for one in mine}
        sealed = await self._seat.cases({draft.case for draft in typed.values() if draft.case})
        gone = [key for key, draft in typed.items() if over(draft, sealed.get(draft.case))]
        for draft_id in gone if not self.writing else ():
            await self._seat.drop_draft(draft_id)
        left = [one for one in mine if one.draft_id not in gone]
        self._in_hand = {
            typed[one.draft_id].case: one.draft_id for one in left if typed[one.draft_id].case in sealed
        }
        return [one for one in left if typed[one.draft_id].case not in sealed]

    def typed_for(self, case_id: str) -> str:
        """The draft on this desk that a sealed one was made from; "" when it was typed elsewhere."""
        return self._in_hand.get(case_id, "")

    def _listing(self) -> Listing:
        return Listing(self._reading, self._drafts, self.names(), self._seat.now(), self._seat.rules)

    async def _show(self) -> None:
        rules, now, reading, listing = self._seat.rules, self._seat.now(), self._reading, self._listing()
        found = await self._seat.run(
            lambda: waiting(listing.calls(), dict(reading.events), self.names(), now, rules)
        )
        cards = await self._seat.run(partial(listing.cards, self.listed))
        self._view.show_cards(cards, texts.EMPTY[self.listed])
        self._view.show_counts(listing.counts())
        self._view.show_offered(len(self.offered))
        self._view.show_owing(listing.owing())
        self._view.show_signers(leaders(rules))
        self._view.show_raters(raters(self._seat.operator, rules))
        self._view.show_waiting(found, self.chosen)
        self.badge = listing.badge(len(found.ratings))
        await self.show_slip()

    async def show_slip(self) -> None:
        """The slip of the chosen call, and what was found on it."""
        call = self.call(self.chosen)
        if self.writing:
            return
        self._view.show_step(await self._step())
        if call is None:
            self._view.show_slip(None)
            self._view.show_found(None)
            return
        event = self._reading.event_of(call)
        rules, now = self._seat.rules, self._seat.now()
        made = await self._seat.run(partial(of_call, call, event, self.names(), rules, now))
        found = found_face(state_at(call, now, rules), self.names(), now, rules, self._as_of())
        if call.id == self.chosen and not self.writing:
            self._view.show_slip(made)
            self._view.show_found(found)

    async def notice(self, case_id: str) -> Notice | None:
        """A notice of the town as the screen shows it."""
        own = any(one.row.case_id == case_id and not one.county for one in self._reading.rows.found.notices)
        found = (await self._seat.cases([case_id])).get(case_id) if own else None
        return found if isinstance(found, Notice) else None

    async def _step(self) -> StepFace | None:
        """What comes next with the notice that is shown, and who does it."""
        shown = await self.notice(self.chosen)
        if shown is None:
            return None
        return step_face(shown, self._seat.operator, self.names(), self._seat.now(), self._seat.rules)

    # ------------------------------------------------------------ choosing

    async def choose_list(self, name: str) -> None:
        """欠答复, 县呼, 全部, 异常 or 通报."""
        self.listed = name
        await self._show()

    async def choose(self, case_id: str) -> None:
        """Another call is shown."""
        self.chosen = case_id
        await self.show_slip()

    def is_read(self, key: str) -> bool:
        """Whether a card is read in the middle without a dossier: a county's notice, a unit on the 约谈 list."""
        found = self._reading.rows.found.notices
        return key.startswith(TALK) or any(one.county and one.row.case_id == key for one in found)

    @property
    def offered(self) -> tuple[Line, ...]:
        """What a notice of the town may tell now."""
        return self._reading.rows.found.offered

    async def read_in_middle(self, key: str) -> NoticeFace | None:
        """A notice of the county, or why a unit is on the 约谈 list; None when it is no longer there."""
        if key.startswith(TALK):
            found = self._reading.rows.found
            return talk_face(found, key.removeprefix(TALK), self.names(), self._seat.now())
        return await self._county_notice(key)

    async def _county_notice(self, key: str) -> NoticeFace | None:
        stream, counties, now, rules = (
            self._seat.stream,
            self._seat.counties,
            self._seat.now(),
            self._seat.rules,
        )

        def ask(conn: Any) -> NoticeFace | None:
            for county in counties:
                for case in read_shown(conn, county, (key,)):
                    if isinstance(case, Notice):
                        named = tuple(line.case for line in case.lines)
                        own = {one.id for one in read_shown(conn, stream, named)}
                        return notice_face(case, own, self.names(), now, rules)
            return None

        found: NoticeFace | None = await self._seat.read(ask)
        return found

    def call(self, case_id: str) -> Call | None:
        """A call as last read."""
        return self._reading.calls.get(case_id)

    def event_of(self, case_id: str) -> str:
        """The event of a call, "" for none."""
        call = self.call(case_id)
        return call.parent or "" if call is not None else ""

    # ------------------------------------------------------------ doing

    async def save(
        self, kind: str, case_id: str, p: dict[str, Any], actor: str = "", act: str = ""
    ) -> Sealed | Refusal:
        """Do a move of the town: the operator's, or that of a leader who signs the `act` here."""
        wish = Wish(kind=kind, p=p, actor=actor or self._seat.operator.id, case=case_id)
        return await self._in_person.save(wish, self.signing(act, wish.actor, case_id))

    def signing(self, act: str, leader: str, case_id: str) -> Signing:
        """What a leader is asked to sign about a call."""
        call, names = self.call(case_id), self.names()
        event = self._reading.event_of(call) if call is not None else None
        text = event.text if event is not None else call.ask if call is not None else ""
        serial = call.serial if call is not None else ""
        return signing(act or "rate", names.person(leader), title(text), serial)
