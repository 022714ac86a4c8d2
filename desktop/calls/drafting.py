"""What a new call decides (起草呼叫): item, departments, checklist, grade, request, who signs. Free of Qt."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Protocol

from msgspec import Struct
from msgspec.structs import replace

from db.drafts import Draft
from db.outbox import Sealed
from db.queries.dossier import Line as LedgerLine
from db.queries.dossier import dossier
from desktop import times
from desktop.calls import draft as drafts
from desktop.calls import texts
from desktop.calls.completeness import missing, usual_dept
from desktop.calls.done_lines import prefilled, unsettled
from desktop.calls.draft import CallDraft
from desktop.calls.draft_face import DraftFace, draft_face
from desktop.calls.grades import BY_URGENCY
from desktop.calls.in_person import InPerson, Signing
from desktop.calls.items import answers
from desktop.calls.offer import Offer
from desktop.calls.signing import BARRED, Signer, signers, signing, signs_alone
from desktop.calls.slip import SlipFace, of_draft
from desktop.desk import Wish
from desktop.dossier.names import Names
from desktop.dossier.title import title
from desktop.place_names import PlaceNames
from desktop.seat import Operator
from governance.calls.payloads import GRADES
from governance.events import states
from governance.events.event import Event
from governance.ledger.case import Case
from governance.refusal import Refusal
from governance.responsibility.items import Answer
from governance.rulebook import Rules
from governance.time.working_time import date_of, local_day


class DraftSeat(Protocol):
    """What a new call asks of the seat."""

    stream: str

    @property
    def operator(self) -> Operator: ...
    @property
    def rules(self) -> Rules: ...
    def now(self) -> int: ...
    async def read(self, question: Callable[[Any], Any]) -> Any: ...
    async def run(self, work: Callable[[], Any]) -> Any: ...
    async def cases(self, case_ids: Iterable[str]) -> dict[str, Case]: ...
    async def refusal(self, wish: Wish) -> Refusal | None: ...
    async def keep_draft(self, draft_id: str, kind: str, body: str) -> None: ...
    async def drop_draft(self, draft_id: str) -> None: ...
    async def draft(self, draft_id: str) -> Draft | None: ...


class DraftView(Protocol):
    """What the middle shows."""

    def show_draft(self, face: DraftFace) -> None: ...
    def show_slip(self, slip: SlipFace | None) -> None: ...
    def show_refusal(self, sentence: str) -> None: ...
    def show_kept(self, said: str) -> None: ...


class Outcome(Struct, frozen=True):
    """What came of Ctrl+Enter: `issued` with the new call, or `sent` to a leader."""

    issued: Sealed | None = None
    sent: Signer | None = None


class Drafting:
    """The call that is being written; None is open between calls."""

    def __init__(self, seat: DraftSeat, places: PlaceNames, view: DraftView, in_person: InPerson) -> None:
        self._seat, self._places, self._view, self._in_person = seat, places, view, in_person
        self.draft: CallDraft | None = None
        self.event: Event | None = None
        self.connected = True
        self._past: tuple[LedgerLine, ...] = ()
        self._offer = Offer()
        self._answer: Answer | None = None
        self._signers: tuple[Signer, ...] = ()
        self._tried = False
        self._kept_at: int | None = None

    @property
    def draft_id(self) -> str:
        """Of the draft that is open."""
        return drafts.draft_id(self._seat.operator.id, self.draft.event if self.draft is not None else "")

    def _names(self) -> Names:
        return Names(self._seat.rules, self._places)

    def _day(self) -> str:
        return date_of(local_day(self._seat.now())).isoformat()

    # ------------------------------------------------------------ opening

    async def begin(self, event_id: str) -> str:
        """Open a call from an event, going on with its draft; "" or why that can't be done."""
        kept = await self._seat.draft(drafts.draft_id(self._seat.operator.id, event_id))
        if kept is not None and kept.binned_ms is None:
            return await self._open(drafts.taken_up(kept.body), kept.upd_ms)
        event, past = await self._read_event(event_id)
        if event_id and event is None:
            return texts.GONE_EVENT
        if event is not None and event.state not in states.MAY_CALL_UP:
            return texts.NOT_CALLABLE.format(label=event.label)
        grade = BY_URGENCY.get(event.urg, "C3") if event is not None else "C1"
        return await self._open(CallDraft(event=event_id, grade=grade), None, (event, past))

    async def resume(self, draft_id: str) -> str:
        """Go on with a draft of the list."""
        kept = await self._seat.draft(draft_id)
        return (
            await self._open(drafts.taken_up(kept.body), kept.upd_ms)
            if kept is not None
            else texts.GONE_EVENT
        )

    async def _open(
        self,
        draft: CallDraft,
        kept_at: int | None,
        read: tuple[Event | None, tuple[LedgerLine, ...]] | None = None,
    ) -> str:
        event, past = read if read is not None else await self._read_event(draft.event)
        rules, day = self._seat.rules, self._day()
        self.draft, self.event, self._past, self._kept_at = draft, event, past, kept_at
        self._tried = False
        self._offer.begin(await self._seat.run(partial(answers, event, day, rules)))
        self._answer = self._offer.answer(draft.item, day, rules)
        if kept_at is None and self._offer.first is not None:
            self._take(self._offer.first)
        self._signers = await self._who_signs()
        self.show()
        self._view.show_refusal("")
        return ""

    async def _read_event(self, event_id: str) -> tuple[Event | None, tuple[LedgerLine, ...]]:
        if not event_id:
            return None, ()
        found = await self._seat.read(partial(dossier, stream=self._seat.stream, case_id=event_id))
        shown = (await self._seat.cases([event_id])).get(event_id)
        event = shown if isinstance(shown, Event) else None
        return event, found.lines if found is not None else ()

    async def _who_signs(self) -> tuple[Signer, ...]:
        """Leaders whom the rules would not send away; an unfinished draft is refused for other reasons."""
        found = []
        for one in signers(self._seat.rules):
            said = await self._seat.refusal(self._wish(one.id))
            if said is None or said.code not in BARRED:
                found.append(one)
        return tuple(found)

    # ------------------------------------------------------------ what the operator enters

    async def search(self, typed: str) -> None:
        """Look for items by words; an empty search shows the offered ones again."""
        await self._seat.run(partial(self._offer.search, typed, self._day(), self._names(), self._seat.rules))
        self.show()

    def choose(self, code: str) -> None:
        """Another item: departments, checklist and request follow it."""
        found = self._offer.answer(code, self._day(), self._seat.rules)
        if found is not None and self.draft is not None and code != self.draft.item:
            self._take(found)
            self.show()

    def choose_nth(self, number: int) -> bool:
        """Alt+n."""
        shown = self._offer.faces(self.event, self._answer, self._names(), self._seat.rules)
        if not 1 <= number <= len(shown):
            return False
        self.choose(shown[number - 1].code)
        return True

    def _take(self, answer: Answer) -> None:
        if self.draft is None:
            return
        names, rules = self._names(), self._seat.rules
        self._answer = answer
        lines = prefilled(answer.town_lines, self._past, names, rules, self._seat.now())
        self.draft = drafts.with_item(self.draft, answer, lines, names)

    def leave_list(self, outside: bool) -> None:
        """清单外, or back to the list."""
        if self.draft is None:
            return
        if outside:
            dept = usual_dept(self.event, self._seat.rules) or next(iter(self.draft.depts), "")
            self._answer = None
            self.draft = drafts.without_item(self.draft, dept)
        else:
            self.draft = replace(self.draft, outside=False, reason="")
            if self._offer.first is not None:
                self._take(self._offer.first)
        self.show()

    def put(self, **changed: Any) -> None:
        """Another value of a typed field: `reason`, `ask`, `contact`; nothing is drawn anew under the typing."""
        if self.draft is None:
            return
        if "ask" in changed:
            changed["own_ask"] = True
        self.draft = replace(self.draft, **changed)
        self._view.show_refusal("")
        self._show_slip()

    def set_grade(self, grade: str) -> None:
        """C1, C2, C3."""
        if self.draft is not None:
            self.draft = replace(self.draft, grade=grade, signer="")
            self.show()

    def set_lead(self, dept: str) -> None:
        """The department called 清单外."""
        if self.draft is not None and dept:
            self.draft = replace(self.draft, depts=(dept,))
            self._show_slip()

    def ask_dept(self, dept: str, wanted: bool) -> None:
        """Ask a 配合 department or not."""
        if self.draft is not None:
            self.draft = drafts.asked(self.draft, dept, wanted)
            self.show()

    def drop_reason(self, dept: str, reason: str) -> None:
        """Why a department is not asked."""
        if self.draft is not None:
            self.draft = drafts.asked(self.draft, dept, False, reason)

    def set_line(self, no: int, state: str) -> None:
        """已做, 未做, 不适用."""
        if self.draft is not None:
            self.draft = drafts.with_line(self.draft, no, state=state)
            self.show()

    def note_line(self, no: int, note: str) -> None:
        """Evidence or reason of a line."""
        if self.draft is not None:
            self.draft = drafts.with_line(self.draft, no, note=note)
            self._view.show_refusal("")

    # ------------------------------------------------------------ keeping, sending, issuing

    async def keep(self) -> None:
        """Keep the draft as it stands."""
        if self.draft is None:
            return
        await self._seat.keep_draft(self.draft_id, drafts.KIND, drafts.kept(self.draft))
        self._kept_at = self._seat.now()
        self._view.show_kept(texts.KEPT.format(at=times.clock_second(self._kept_at)))

    async def throw_away(self) -> Callable[[], Any] | None:
        """Put the draft into the bin; gives what brings it back."""
        if self.draft is None:
            return None
        draft_id, body = self.draft_id, drafts.kept(self.draft)
        await self._seat.drop_draft(draft_id)
        self.draft = None
        return partial(self._seat.keep_draft, draft_id, drafts.KIND, body)

    async def submit(self, signer: str = "") -> Outcome:
        """签发 where the operator may or the leader sits here; else 送签: the draft waits for the leader."""
        draft = self.draft
        if draft is None:
            return Outcome()
        self._tried = True
        if lacking := self.missing():
            self.show()
            self._view.show_refusal(lacking)
            return Outcome()
        alone = signs_alone(self._seat.operator, draft.grade)
        if not alone and not draft.signer:
            return await self._send(signer)
        leader = self._seat.operator.id if alone else signer or draft.signer
        said = await self._in_person.save(self._wish(leader), self._signing(leader))
        if isinstance(said, Refusal):
            self._view.show_refusal(said.sentence)
            return Outcome()
        self.draft = None
        return Outcome(issued=said)

    def _signing(self, leader: str) -> Signing:
        draft, names = self.draft, self._names()
        if draft is None:
            return signing("issue", names.person(leader))
        grade = f"{draft.grade} {GRADES.get(draft.grade, '')}".strip()
        lead = names.unit(draft.depts[0]) if draft.depts else ""
        what = title(self.event.text) if self.event is not None else title(draft.ask)
        return signing("issue", names.person(leader), grade, lead, what)

    async def _send(self, signer: str) -> Outcome:
        chosen = next((one for one in self._signers if one.id == signer), next(iter(self._signers), None))
        if chosen is None or self.draft is None:
            self._view.show_refusal(texts.NOBODY_SIGNS)
            return Outcome()
        self.draft = replace(self.draft, signer=chosen.id)
        await self.keep()
        self.show()
        return Outcome(sent=chosen)

    def choose_signer(self, signer: str) -> None:
        """Another leader."""
        if self.draft is not None and self.draft.signer:
            self.draft = replace(self.draft, signer=signer)
            self.show()

    def missing(self) -> str:
        """What is still to be entered, the first of it by name; "" when the rules may be asked."""
        if self.draft is None:
            return ""
        lines = self._answer.town_lines if self._answer is not None else ()
        return missing(self.draft, lines, self._names())

    def _wish(self, actor: str) -> Wish:
        draft = self.draft if self.draft is not None else CallDraft(event="", grade="C1")
        version = self._answer.item.version if self._answer is not None else 0
        p = drafts.payload(draft, version, self._names())
        return Wish(kind="call.issue", p=p, actor=actor, births="H", draft=self.draft_id)

    # ------------------------------------------------------------ showing

    def show(self) -> None:
        """Draw the draft anew."""
        if self.draft is None:
            return
        face = draft_face(
            self.draft,
            self.event,
            self._answer,
            self._offer.faces(self.event, self._answer, self._names(), self._seat.rules),
            searching=self._offer.searching,
            wrong=unsettled(self._answer.town_lines, self.draft.lines)
            if self._tried and self._answer
            else {},
            operator=self._seat.operator,
            signers=self._signers,
            connected=self.connected,
            kept_at=self._kept_at,
            names=self._names(),
            rules=self._seat.rules,
            now=self._seat.now(),
        )
        self._view.show_draft(face)
        self._show_slip()

    def _show_slip(self) -> None:
        draft = self.draft
        if draft is None:
            return
        item = self._answer.item if self._answer is not None else None
        who = next((one.name for one in self._signers if one.id == draft.signer), "")
        first = self._seat.operator.name if signs_alone(self._seat.operator, draft.grade) else ""
        signer = who or first or next((one.name for one in self._signers), "")
        self._view.show_slip(
            of_draft(draft, self.event, item, signer, self._names(), self._seat.rules, self._seat.now())
        )
