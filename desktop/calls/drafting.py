"""A new call is opened (起草呼叫): from an event, from a draft, or without a case. Free of Qt."""

from functools import partial

from db.drafts import Draft
from db.queries.dossier import Line as LedgerLine
from db.queries.dossier import dossier
from desktop.calls import draft as drafts
from desktop.calls import texts
from desktop.calls.draft import CallDraft
from desktop.calls.entering import Entering
from desktop.calls.grades import BOTH_GRADE, BY_URGENCY
from desktop.calls.issuing import Issuing
from desktop.calls.items import answers
from desktop.calls.leaders import BARRED, leaders
from desktop.calls.open_draft import DraftSeat, DraftView, OpenDraft
from desktop.place_names import PlaceNames
from desktop.signing.in_person import InPerson
from desktop.signing.signers import Signer
from governance.calls.issuing import SENSED
from governance.events import states
from governance.events.event import Event

Read = tuple[Event | None, tuple[LedgerLine, ...]]


class Drafting:
    """Opens calls; `entering` changes the open one, `issuing` keeps, sends and issues it."""

    def __init__(self, seat: DraftSeat, places: PlaceNames, view: DraftView, in_person: InPerson) -> None:
        self._seat, self._view = seat, view
        self.opened = OpenDraft(seat, places, view)
        self.entering = Entering(self.opened, seat, view)
        self.issuing = Issuing(self.opened, seat, view, in_person)

    @property
    def draft(self) -> CallDraft | None:
        """What is being written; None between calls."""
        return self.opened.draft

    async def begin(self, event_id: str, item: str = "") -> str:
        """Open a call from an event, going on with its draft, about `item` if one is named; "" or why it can't be done."""
        refused = await self._begin(event_id)
        if item and not refused:
            self.entering.choose(item)
        return refused

    async def _begin(self, event_id: str) -> str:
        kept = await self._seat.draft(drafts.draft_id(self._seat.operator.id, event_id))
        if kept is not None and kept.binned_ms is None and not await self._over(kept):
            return await self._open(drafts.taken_up(kept.body), kept.upd_ms)
        event, past = await self._read_event(event_id)
        if event_id and event is None:
            return texts.GONE_EVENT
        if event is not None and event.state not in states.MAY_CALL_UP:
            return texts.NOT_CALLABLE.format(label=event.label)
        grade = BY_URGENCY.get(event.urg, "C3") if event is not None else "C1"
        both = event is not None and event.ch in SENSED and grade != "C1"
        draft = CallDraft(event=event_id, grade=BOTH_GRADE if both else grade, both=both)
        return await self._open(draft, None, (event, past))

    async def resume(self, draft_id: str) -> str:
        """Go on with a draft of the list."""
        kept = await self._seat.draft(draft_id)
        if kept is None:
            return texts.GONE_EVENT
        if await self._over(kept):
            return texts.OVER_ELSEWHERE
        return await self._open(drafts.taken_up(kept.body), kept.upd_ms)

    async def _over(self, kept: Draft) -> bool:
        """Whether it was signed or withdrawn elsewhere meanwhile."""
        draft = drafts.taken_up(kept.body)
        known = await self._seat.cases([draft.case]) if draft.case else {}
        return drafts.over(draft, known.get(draft.case))

    async def _open(self, draft: CallDraft, kept_at: int | None, read: Read | None = None) -> str:
        event, past = read if read is not None else await self._read_event(draft.event)
        opened, rules = self.opened, self._seat.rules
        opened.draft, opened.event, opened.past = draft, event, past
        opened.kept_at, opened.tried = kept_at, False
        opened.offer.begin(await self._seat.run(partial(answers, event, opened.day, rules)))
        opened.answer = opened.offer.answer(draft.item, opened.day, rules)
        if kept_at is None and opened.offer.first is not None:
            opened.take(opened.offer.first)
        opened.signers = await self._who_signs()
        opened.show()
        self._view.show_refusal("")
        return ""

    async def _read_event(self, event_id: str) -> Read:
        if not event_id:
            return None, ()
        found = await self._seat.read(partial(dossier, stream=self._seat.stream, case_id=event_id))
        shown = (await self._seat.cases([event_id])).get(event_id)
        event = shown if isinstance(shown, Event) else None
        return event, found.lines if found is not None else ()

    async def _who_signs(self) -> tuple[Signer, ...]:
        """Leaders whom the rules would not send away; an unfinished draft is refused for other reasons."""
        found = []
        for one in leaders(self._seat.rules):
            said = await self._seat.refusal(self.opened.wish(one.id))
            if said is None or said.code not in BARRED:
                found.append(one)
        return tuple(found)
