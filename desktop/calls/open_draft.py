"""The call that is being written and what belongs to it (打开的草稿): event, item, who may sign. Free of Qt."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from msgspec import structs

from db.drafts import Draft
from db.queries.dossier import Line as LedgerLine
from desktop.calls import draft as drafts
from desktop.calls.completeness import missing
from desktop.calls.done_lines import prefilled, unsettled
from desktop.calls.draft import CallDraft
from desktop.calls.draft_face import DraftFace, draft_face
from desktop.calls.items import ItemFace
from desktop.calls.leaders import signing, signs_alone
from desktop.calls.offer import Offer
from desktop.calls.slip import SlipFace, of_draft
from desktop.desk import Wish
from desktop.names import Names
from desktop.place_names import PlaceNames
from desktop.seat import Operator
from desktop.signing.in_person import Signing
from desktop.signing.signers import Signer
from desktop.title import title
from governance.calls.payloads import GRADES
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


class OpenDraft:
    """Holds the draft; `draft` is None between calls."""

    def __init__(self, seat: DraftSeat, places: PlaceNames, view: DraftView) -> None:
        self._seat, self._places, self._view = seat, places, view
        self.draft: CallDraft | None = None
        self.event: Event | None = None
        self.past: tuple[LedgerLine, ...] = ()
        self.offer = Offer()
        self.answer: Answer | None = None
        self.signers: tuple[Signer, ...] = ()
        self.connected = True
        self.tried = False
        self.kept_at: int | None = None

    @property
    def draft_id(self) -> str:
        """Of the draft that is open."""
        return drafts.draft_id(self._seat.operator.id, self.draft.event if self.draft is not None else "")

    @property
    def names(self) -> Names:
        """What people and units are called now."""
        return Names(self._seat.rules, self._places)

    @property
    def day(self) -> str:
        """Today, by which the list of items is in force."""
        return date_of(local_day(self._seat.now())).isoformat()

    @property
    def alone(self) -> bool:
        """Whether the operator issues it without a leader."""
        return self.draft is not None and signs_alone(self._seat.operator, self.draft.grade)

    def take(self, answer: Answer) -> None:
        """Go on with an item: departments, checklist and request follow it."""
        if self.draft is None:
            return
        self.answer = answer
        lines = prefilled(answer.town_lines, self.past, self.names, self._seat.rules, self._seat.now())
        self.draft = drafts.with_item(self.draft, answer, lines, self.names)

    def missing(self) -> str:
        """What is still to be entered, the first of it by name; "" when the rules may be asked."""
        if self.draft is None:
            return ""
        lines = self.answer.town_lines if self.answer is not None else ()
        return missing(self.draft, lines, self.names)

    def wish(self, actor: str) -> Wish:
        """The call in the name of `actor`."""
        draft = self.draft if self.draft is not None else CallDraft(event="", grade="C1")
        version = self.answer.item.version if self.answer is not None else 0
        p = drafts.payload(draft, version, self.names)
        if self.event is not None and self.event.cat:
            p["category"] = self.event.cat  # what precedents are found by where the event is not seen
        if draft.case:
            return Wish(kind="call.issue", p=p, actor=actor, case=draft.case, draft=self.draft_id)
        return Wish(kind="call.issue", p=p, actor=actor, births="H", draft=self.draft_id)

    def sending(self) -> Wish:
        """The same as a draft that any leader of the room finds and signs; what was typed stays on this desk."""
        issued = self.wish(self._seat.operator.id)
        digest = f"{issued.p['grade']} {issued.p['ask']}"[: drafts.DIGEST_CHARS]
        return structs.replace(issued, kind="call.draft", p={**issued.p, "digest": digest}, draft=None)

    @property
    def changed_since_sent(self) -> bool:
        """Whether the leader would sign something else than what stands here."""
        draft = self.draft
        return draft is not None and bool(draft.case) and drafts.said(self.sending().p) != draft.sent

    def signing(self, leader: str) -> Signing:
        """What a leader is asked to sign."""
        draft, names = self.draft, self.names
        if draft is None:
            return signing("issue", names.person(leader))
        grade = f"{draft.grade} {GRADES.get(draft.grade, '')}".strip()
        lead = names.unit(draft.depts[0]) if draft.depts else ""
        what = title(self.event.text) if self.event is not None else title(draft.ask)
        return signing("issue", names.person(leader), grade, lead, what)

    # ------------------------------------------------------------ showing

    def items(self) -> list[ItemFace]:
        """The items that are offered now."""
        return self.offer.faces(self.event, self.answer, self.names, self._seat.rules)

    def show(self) -> None:
        """Draw the draft anew."""
        if self.draft is None:
            return
        wrong = unsettled(self.answer.town_lines, self.draft.lines) if self.tried and self.answer else {}
        face = draft_face(
            self.draft,
            self.event,
            self.answer,
            self.items(),
            searching=self.offer.searching,
            wrong=wrong,
            operator=self._seat.operator,
            signers=self.signers,
            connected=self.connected,
            kept_at=self.kept_at,
            names=self.names,
            rules=self._seat.rules,
            now=self._seat.now(),
        )
        self._view.show_draft(face)
        self.show_slip()

    def show_slip(self) -> None:
        """Draw the slip alone."""
        draft = self.draft
        if draft is None:
            return
        item = self.answer.item if self.answer is not None else None
        who = next((one.name for one in self.signers if one.id == draft.signer), "")
        first = self._seat.operator.name if self.alone else ""
        signer = who or first or next((one.name for one in self.signers), "")
        self._view.show_slip(
            of_draft(draft, self.event, item, signer, self.names, self._seat.rules, self._seat.now())
        )
