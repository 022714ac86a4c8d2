"""Decides what a dossier shows: reads a case with all that hangs on it and makes one frozen sheet. Free of Qt."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol, TypeVar

from db.queries.dossier import Dossier, Line, dossier, pending_lines, pending_personal, personal_fields
from desktop.dossier import texts
from desktop.dossier.acts import acts, levels, text_acts
from desktop.dossier.advice import advice
from desktop.dossier.dept_times import dept_times
from desktop.dossier.links import links
from desktop.dossier.listed import listed
from desktop.dossier.records import records
from desktop.dossier.recounted import with_recounts
from desktop.dossier.sheet import DeptFace, Person, Sheet, StepFace
from desktop.dossier.signed_acts import signed_acts
from desktop.dossier.spans import spans, spent
from desktop.dossier.steps import call_steps, event_steps
from desktop.dossier.tags import call_faces, departments, handlers, tags
from desktop.dossier.timeline import faces
from desktop.dossier.told import SAID
from desktop.dossier.watches import every_clock, stands_still, watched
from desktop.moves.file_copies import copies_of
from desktop.names import Names
from desktop.place_names import NO_PLACES, PlaceNames
from desktop.seat import Operator
from desktop.title import rest, title
from governance.calls.call import Call
from governance.events.event import Event
from governance.events.outer_due import margin_of, outer_part
from governance.ledger.case import Case
from governance.notices.notice import Notice
from governance.objections import state_at
from governance.papers.slip import Slip
from governance.people.masks import masked, masked_text
from governance.rulebook import Rules
from governance.supervision.supervision import Supervision

T = TypeVar("T")


class DossierSeat(Protocol):
    """What a dossier asks of the seat."""

    stream: str

    @property
    def operator(self) -> Operator: ...
    @property
    def rules(self) -> Rules: ...
    def now(self) -> int: ...
    async def read(self, question: Callable[[Any], T]) -> T: ...
    async def read_own(self, question: Callable[[Any], T]) -> T: ...
    async def run(self, work: Callable[[], T]) -> T: ...
    async def setting(self, name: str) -> str | None: ...
    async def cases(self, case_ids: Any) -> dict[str, Case]: ...


class DossierPresenter:
    """The dossier of one case at a time."""

    def __init__(
        self,
        seat: DossierSeat,
        places: PlaceNames = NO_PLACES,
        as_of: Callable[[], int | None] = lambda: None,
    ) -> None:
        """`as_of` gives 截至 of the other side, None while that is fresh."""
        self._seat, self._as_of = seat, as_of
        self.places = places
        self.case_id = ""
        self.sheet: Sheet | None = None

    def choose(self, case_id: str) -> None:
        """Another case is wanted; what is shown stays until it was read."""
        self.case_id = case_id

    def names(self) -> Names:
        """What people and units are called now."""
        return Names(self._seat.rules, self.places)

    async def read(self) -> Sheet | None:
        """Read the chosen case; None when nobody knows it, or another was chosen meanwhile."""
        wanted = self.case_id
        if not wanted:
            return None
        stream = self._seat.stream
        found = await self._seat.read(partial(dossier, stream=stream, case_id=wanted))
        if found is None:
            self.sheet = None if self.case_id == wanted else self.sheet
            return self.sheet
        near = _near(found.case)
        known = await self._seat.cases(near)
        merged = found.case.merged if isinstance(found.case, Event) else ()
        kids = (wanted, *(kid.child for kid in found.case.kids), *merged)
        own = await self._seat.read_own(partial(pending_lines, stream=stream, cases=kids))
        private = await self._private(wanted)
        copies = await copies_of(self._seat, wanted)
        made = await self._seat.run(partial(self._sheet, found, known, own, private, copies))
        if self.case_id == wanted:
            self.sheet = made
        return self.sheet

    def _sheet(
        self,
        found: Dossier,
        known: Mapping[str, Case],
        own: list[Line],
        private: Mapping[str, str],
        copies: Mapping[str, str],
    ) -> Sheet:
        rules, now, names = self._seat.rules, self._seat.now(), self.names()
        case = state_at(found.case, now, rules) or found.case
        calls = tuple(body for body in known.values() if isinstance(body, Call) and body.parent == case.id)
        led = _leading(case, known)
        first = watched(led, calls, now, rules)
        whose = advice(case, names, rules) if isinstance(case, Event) else None
        actor, person = self._seat.operator.id, _person(case, private)
        texted = text_acts(case, actor, person)
        main = known.get(case.main) if isinstance(case, Event) else None
        calls_up = whose is not None and whose.call_up
        return Sheet(
            case=case,
            case_id=case.id,
            serial=case.no if isinstance(case, Slip) else str(getattr(case, "serial", "")),
            title=title(_text(case)),
            text=rest(_text(case)),
            place=_place(case, known, names),
            tags=tags(case, found.pending, rules, now),
            person=person,
            steps=_steps(led, now),
            watch=first.first,
            aside=first.aside,
            outer_due=case.outer_due if isinstance(case, Event) else None,
            outer=outer_part(case, rules.calendar, margin_of(rules)) if isinstance(case, Event) else None,
            spans=(pieces := spans(led, now, rules)),
            spans_since=int(getattr(led, "at", 0)),
            spans_ms=spent(pieces),
            advice=whose,
            tasks=_holders(case, names, now, rules),
            calls=call_faces(calls, names, now, rules, self._as_of()),
            lines=with_recounts(faces(found.lines, own, case.id, names, rules), case, rules.calendar),
            links=links(case, known, (*found.lines, *own), copies),
            acts=(
                *acts(case, actor, now, rules, call_up=calls_up, main=main),
                *texted,
                *signed_acts(case, actor, now, rules),
            ),
            as_of=self._as_of(),
            pending=found.pending,
            levels=levels(case, actor, now, rules),
            feedback=_last(found.lines, "event.feedback", names, rules),
            return_text=_return_text(case, found.lines),
            listed=listed(case, calls, now, rules),
            records=records(case, names, now),
            clocks=every_clock(case, calls, now, rules),
            parts=dept_times((case,) if isinstance(case, Call) else calls, names, now, rules, self._as_of()),
        )

    async def private(self) -> dict[str, str]:
        """The private fields in clear: only after the unmasking was saved."""
        return await self._private(self.case_id)

    async def _private(self, owner: str) -> dict[str, str]:
        """As the county's ledger gives them, and what this desk added that was not read back yet."""
        stream = self._seat.stream
        known = await self._seat.read(partial(personal_fields, stream=stream, owner=owner))
        return known | await self._seat.read_own(partial(pending_personal, stream=stream, owner=owner))


def _last(lines: tuple[Line, ...], kind: str, names: Names, rules: Rules) -> str:
    """What the last line of a kind says."""
    found = next((line for line in reversed(lines) if line.kind == kind and line.vd != "r"), None)
    return SAID[kind](found.p, names, rules) if found is not None else ""


def _return_text(case: Case, lines: tuple[Line, ...]) -> str:
    """The unit's own words about the return that waits."""
    slip = case.returns[-1] if isinstance(case, Event) and case.returns else None
    found = next((line for line in lines if slip is not None and line.action_id == slip.id), None)
    return masked_text(str(found.p.get("text", ""))) if found is not None else ""


def _near(case: Case) -> tuple[str, ...]:
    """Cases whose bodies the sheet names."""
    found = [kid.child for kid in case.kids]
    if case.parent is not None:
        found.append(case.parent)
    if isinstance(case, Event):
        found += [*case.merged, *((case.main,) if case.main else ())]
    return tuple(dict.fromkeys(found))


def _leading(case: Case, known: Mapping[str, Case]) -> Case:
    """Whose steps and clocks are shown: of a merged event those of its main one (rulebook §3.2, §6.3)."""
    return known.get(case.main, case) if isinstance(case, Event) and case.main else case


def _text(case: Case) -> str:
    match case:
        case Event():
            return case.text
        case Call() | Supervision():
            return case.ask
        case Slip():
            return case.text
        case Notice():
            return f"{case.title}\n{case.text}"
    return ""


def _place(case: Case, known: Mapping[str, Case], names: Names) -> str:
    event = case if isinstance(case, Event) else known.get(case.parent or "")
    if not isinstance(event, Event):
        return ""
    parts = (names.place(event.place.area), masked_text(event.place.text))
    return " · ".join(part for part in parts if part) or texts.NO_PLACE


def _person(case: Case, private: Mapping[str, str]) -> Person | None:
    if not isinstance(case, Event):
        return None
    if case.anon or not private:
        return Person(texts.ANONYMOUS if case.anon else texts.NO_CALLER, "")
    shown = {field: masked(field, value) for field, value in private.items()}
    return Person(shown.get("name", ""), shown.get("tel", ""), tuple(private))


def _steps(case: Case, now: int) -> tuple[StepFace, ...]:
    match case:
        case Event():
            return event_steps(case, now, texts.PAUSED_NOW if stands_still(case) else "")
        case Call():
            return call_steps(case, now)
    return ()


def _holders(case: Case, names: Names, now: int, rules: Rules) -> tuple[DeptFace, ...]:
    match case:
        case Event():
            return handlers(case, names, now, rules)
        case Call():
            return departments(case, names, now, rules)
    return ()
