"""What the calls page decides (呼叫): which calls, who owes an answer, what waits for the town. Free of Qt."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

from msgspec import Struct

from db.drafts import Draft
from db.outbox import Sealed
from db.queries.calls import CallRow, latest_calls, open_calls
from db.queries.findings import Heard
from db.queries.unanswered import Owing, unanswered
from desktop import times
from desktop.calls import texts
from desktop.calls.cards import CardFace, card
from desktop.calls.draft import KIND, over, taken_up
from desktop.calls.found_face import FoundFace, found_face
from desktop.calls.found_list import Found, found_cards, notice_cards, read_found
from desktop.calls.leaders import leaders, raters, signing
from desktop.calls.slip import SlipFace, of_call
from desktop.calls.waiting import Waiting, waiting
from desktop.desk import Wish
from desktop.dossier.names import Names
from desktop.dossier.title import title
from desktop.lights import Sign, sign_of
from desktop.place_names import PlaceNames
from desktop.seat import Operator
from desktop.signing.in_person import InPerson, Signing
from desktop.signing.signers import Signer
from governance.calls import states
from governance.calls.call import CENTRE, Call
from governance.calls.fold import state_at
from governance.events.event import Event
from governance.ledger.case import Case
from governance.notices.notice import RECTIFIED
from governance.refusal import Refusal
from governance.rulebook import Rules

OPEN_MOST, ENDED_MOST = 200, 40
FIRST = 3  # owing units named above the list
DRAFT = "draft:"


class OwingFace(Struct, frozen=True):
    """A unit that owes an answer."""

    case_id: str
    unit: str
    step: str  # 响应
    due: int | None
    sign: Sign

    def left_at(self, now: int) -> str:
        """`响应超 1 时 4 分`."""
        return f"{self.step}{times.left(self.due, now)}"


class CallsSeat(Protocol):
    """What the page asks of the seat."""

    stream: str

    @property
    def operator(self) -> Operator: ...
    @property
    def rules(self) -> Rules: ...
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


class _Reading(Struct, frozen=True):
    owing: list[Owing] = []
    rows: list[CallRow] = []
    ended: list[CallRow] = []
    found: Found = Found()


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
        self._reading = _Reading()
        self._calls: dict[str, Call] = {}
        self._events: dict[str, Event] = {}
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
        old = self._as_of()
        heard = Heard(now, now if old is None else old)

        def ask(conn: Any) -> _Reading:
            owing = [one for one in unanswered(conn, stream, now=now, owed_too=True) if one.kind == "call"]
            rows = open_calls(conn, stream, limit=OPEN_MOST)
            known = {row.case_id for row in rows}
            latest = latest_calls(conn, stream, limit=ENDED_MOST)
            ended = [row for row in latest if row.case_id not in known]
            return _Reading(owing, rows, ended, read_found(conn, stream, rules, heard))

        reading: _Reading = await self._seat.read(ask)
        rows = [*reading.rows, *reading.ended]
        shown = {row.case_id for row in rows} | {one.call for one in reading.found.week}
        shown |= {one.call for talk in reading.found.summons for one in talk.findings}
        bodies = await self._seat.cases(shown)
        self._drafts = await self._typed_here()
        written = {taken_up(one.body).event for one in self._drafts}
        self._reading = reading
        self._calls = {key: body for key, body in bodies.items() if isinstance(body, Call)}
        parents = await self._seat.cases(
            {call.parent or "" for call in self._calls.values()} | written - {""}
        )
        self._events = {key: body for key, body in parents.items() if isinstance(body, Event)}
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

    async def _show(self) -> None:
        rules, now, names = self._seat.rules, self._seat.now(), self.names()
        calls = [state_at(call, now, rules) for call in self._calls.values()]
        found = await self._seat.run(partial(waiting, calls, self._events, names, now, rules))
        cards = await self._seat.run(self._cards)
        self._view.show_cards(cards, texts.EMPTY[self.listed])
        self._view.show_counts(self._counts())
        self._view.show_owing([self._owing(one, names, now) for one in self._reading.owing[:FIRST]])
        self._view.show_signers(leaders(rules))
        self._view.show_raters(raters(self._seat.operator, rules))
        self._view.show_waiting(found, self.chosen)
        self.badge = self._badge(now, len(found.ratings))
        await self.show_slip()

    async def show_slip(self) -> None:
        """The slip of the chosen call."""
        call = self._calls.get(self.chosen)
        if self.writing:
            return
        if call is None:
            self._view.show_slip(None)
            self._view.show_found(None)
            return
        event = self._events.get(call.parent or "")
        rules, now = self._seat.rules, self._seat.now()
        made = await self._seat.run(partial(of_call, call, event, self.names(), rules, now))
        found = found_face(state_at(call, now, rules), self.names(), now, rules, self._as_of())
        if call.id == self.chosen and not self.writing:
            self._view.show_slip(made)
            self._view.show_found(found)

    def _counts(self) -> dict[str, int]:
        """Answers owed (departments, not calls), open calls, findings, notices with the units to be talked to."""
        reading = self._reading
        talks = len(reading.found.summons) + sum(row.state != RECTIFIED for row in reading.found.notices)
        return {
            "owed": len(reading.owing),
            "all": len(reading.rows),
            "found": len(reading.found.week),
            "notices": talks,
        }

    def case_of(self, key: str) -> str:
        """The case that a card of the list shows."""
        return self._reading.found.case_of(key)

    def _cards(self) -> list[CardFace]:
        rules, now, names = self._seat.rules, self._seat.now(), self.names()
        read = self._reading.found
        if self.listed == "found":
            return list(found_cards(read.week, self._calls, self._events, names, now))
        if self.listed == "notices":
            return list(notice_cards(read.notices, read.summons, names, now))
        owed = {one.case_id for one in self._reading.owing}
        unsigned = [row for row in self._reading.rows if row.state == states.DRAFT]
        rows = [row for row in self._reading.rows if self.listed == "all" or row.case_id in owed]
        rows = [*unsigned, *(row for row in rows if row.state != states.DRAFT)]
        rows += self._reading.ended if self.listed == "all" else []
        found = [self._draft_card(one, names) for one in self._drafts]
        for row in rows:
            call = self._calls.get(row.case_id)
            if call is not None:
                event = self._events.get(call.parent or "")
                shown = state_at(call, now, rules)
                found.append(card(shown, event, row.pending, names, now, rules))
        return found

    def _draft_card(self, one: Draft, names: Names) -> CardFace:
        draft = taken_up(one.body)
        event = self._events.get(draft.event)
        what = title(event.text) if event is not None else title(draft.ask) or texts.NO_EVENT
        tag = (texts.SENT_TO_SIGN, "amber") if draft.signer else (texts.DRAFT, "")
        return CardFace(
            key=f"{DRAFT}{one.draft_id}",
            grade=draft.grade,
            title=what,
            lines=(),
            where=" · ".join(
                part for part in (draft.item, *(names.unit(d) for d in draft.depts[:1])) if part
            ),
            serial=times.short(one.upd_ms, self._seat.now()),
            tags=(tag,),
            draft=True,
        )

    def _owing(self, one: Owing, names: Names, now: int) -> OwingFace:
        unit = texts.PLATFORM if one.unit == CENTRE else names.unit(one.unit)
        call = self._calls.get(one.case_id)
        yellow = next((row.yellow_at for row in self._reading.rows if row.case_id == one.case_id), None)
        soon = yellow if call is not None and one.due_at is not None else None
        return OwingFace(
            one.case_id, unit, texts.OWES.get(one.what, ""), one.due_at, sign_of(one.due_at, soon, now)
        )

    def _badge(self, now: int, ratings: int) -> tuple[int, bool]:
        """Answers past due and ratings that wait for us; red when an answer is overdue."""
        late = sum(1 for one in self._reading.owing if one.due_at is not None and one.due_at < now)
        return late + ratings, late > 0

    # ------------------------------------------------------------ choosing and doing

    async def choose_list(self, name: str) -> None:
        """欠答复, 全部, 异常 or 通报."""
        self.listed = name
        await self._show()

    def call(self, case_id: str) -> Call | None:
        """A call as last read."""
        return self._calls.get(case_id)

    def event_of(self, case_id: str) -> str:
        """The event of a call, "" for none."""
        call = self._calls.get(case_id)
        return call.parent or "" if call is not None else ""

    async def choose(self, case_id: str) -> None:
        """Another call is shown."""
        self.chosen = case_id
        await self.show_slip()

    async def save(
        self, kind: str, case_id: str, p: dict[str, Any], actor: str = "", act: str = ""
    ) -> Sealed | Refusal:
        """Do a move of the town: the operator's, or that of a leader who signs the `act` here."""
        wish = Wish(kind=kind, p=p, actor=actor or self._seat.operator.id, case=case_id)
        return await self._in_person.save(wish, self.signing(act, wish.actor, case_id))

    def signing(self, act: str, leader: str, case_id: str) -> Signing:
        """What a leader is asked to sign about a call."""
        call, names = self._calls.get(case_id), self.names()
        event = self._events.get(call.parent or "") if call is not None else None
        text = event.text if event is not None else call.ask if call is not None else ""
        serial = call.serial if call is not None else ""
        return signing(act or "rate", names.person(leader), title(text), serial)
