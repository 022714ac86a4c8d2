"""The forms of a case's page (页上表单): what this person may do, the next step first, one that came back as typed."""

from msgspec import Struct
from msgspec.structs import replace

from county.web import admission_view
from county.web.cases import Found
from county.web.fields import About, Field, Option, Typed, held
from county.web.forms import FORMS, KNOWN
from county.web.offers import CONFIRM, RESOLVE, Offer, offers
from county.web.offices import SIGNER, Person
from county.web.snapshot import Snapshot
from db.ids import new_id
from db.queries.calls import calls_of_event
from governance.calls import states
from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.case import Case
from governance.moves import allowed
from governance.notices.notice import DRAFT as NOTICE_DRAFT
from governance.notices.notice import Notice
from governance.refusal import Refusal
from governance.responsibility.versions import DRAFT, REVIEWED, ListItem
from governance.rules import name_of


class Drawn(Struct, frozen=True):
    """One form on a page (表单): ready to be filled in, or shown with why it can't be."""

    kind: str
    name: str
    verb: str
    fields: tuple[Field, ...]
    action_id: str
    note: str = ""
    main: bool = False
    barred: str = ""
    refused: str = ""  # what the rule said to the last try
    typed: Typed = Typed({})

    @property
    def has_files(self) -> bool:
        """Whether it uploads."""
        return any(field.kind in ("photos", "photo") for field in self.fields)

    def value(self, field: Field) -> tuple[str, ...]:
        """What stands in a field."""
        return held(field, self.typed)


class Trial(Struct, frozen=True):
    """A form that came back: which, what was typed, what the rule said (退回的表单)."""

    kind: str
    typed: Typed
    no: Refusal
    action_id: str


def drawn(snapshot: Snapshot, found: Found, person: Person, trial: Trial | None = None) -> tuple[Drawn, ...]:
    """The forms of the page; the main step of this person first."""
    view = snapshot.view(found.stream)
    about = about_of(snapshot, found, person)
    result: list[Drawn] = []
    for offer in (*offers(found.case, person, snapshot.at, view, KNOWN), *_confirms(about, person)):
        form = FORMS[offer.kind]
        if form.fits is not None and not form.fits(about):
            continue
        mine = trial if trial is not None and trial.kind == offer.kind else None
        result.append(
            Drawn(
                kind=offer.kind,
                name=form.titled(about) if form.titled is not None else offer.name,
                verb=form.verb,
                fields=() if offer.barred else form.fields(about),
                action_id=(mine.action_id if mine is not None else "") or new_id(snapshot.at),
                note=form.note,
                main=(form.main or is_turn(offer.kind, found.case)) and not offer.barred,
                barred=offer.barred,
                refused=mine.no.sentence if mine is not None else "",
                typed=mine.typed if mine is not None else Typed({}),
            )
        )
    if trial is not None and trial.kind in FORMS and all(one.kind != trial.kind for one in result):
        result.insert(0, _gone(trial))
    order = {kind: place for place, kind in enumerate(FORMS)}
    ranked = sorted(
        result,
        key=lambda one: (
            not one.refused,
            one.kind != RESOLVE,
            not one.main,
            bool(one.barred),
            order.get(one.kind, 0),
        ),
    )
    first = next((one for one in ranked if one.main), None)  # one next step, the rest folded away
    return tuple(replace(one, main=one is first) for one in ranked)


def is_turn(kind: str, case: Case) -> bool:
    """Kinds that are the next step in one state and only a way to change things in the others.

    认可 or 退回 once the town has fed back a 县呼乡应; 审核 and 送会签 while a draft of the list or a notice is not out.
    """
    match case:
        case Call():
            return kind == "call.reverse" and case.state == states.FEEDBACK
        case ListItem():
            return kind == "list.edit" and case.state in (DRAFT, REVIEWED)
        case Notice():
            return kind == "notice.draft" and case.state == NOTICE_DRAFT
    return False


def _confirms(about: About, person: Person) -> tuple[Offer, ...]:
    """确认到场 on an event's page, when one of its calls waits for somebody's word who works here."""
    mine = (allowed(call, about.user, about.at, about.rules) for call in about.calls)
    waits = any(move.kind == CONFIRM for moves in mine for move in moves)
    return (
        (Offer(CONFIRM, name_of(CONFIRM)),)
        if waits and not person.reads_only and person.home != SIGNER
        else ()
    )


def _gone(trial: Trial) -> Drawn:
    """A form that is not offered any more: what was typed stays readable beside the reason."""
    form = FORMS[trial.kind]
    words = "；".join(text for texts in trial.typed.values.values() for text in texts if text.strip())
    return Drawn(
        kind=trial.kind, name=form.verb, verb=form.verb, fields=(), action_id=trial.action_id,
        barred=trial.no.sentence, refused=trial.no.sentence, note=f"已填内容：{words}" if words else "",
    )  # fmt: skip


def about_of(snapshot: Snapshot, found: Found, person: Person) -> About:
    """What forms are drawn for."""
    units = tuple(dict.fromkeys(grant.unit for grant in person.user.grants))
    return About(
        case=found.case,
        user=person.user.id,
        units=units,
        at=snapshot.at,
        rules=snapshot.rules(found.stream),
        parent=snapshot.case(found.stream, found.case.parent),
        calls=_calls(snapshot, found),
        towns=tuple(Option(r.home.area, r.home.name) for r in admission_view.towns_of(snapshot)),
    )


def _calls(snapshot: Snapshot, found: Found) -> tuple[Call, ...]:
    """The calls that an event led to."""
    if not isinstance(found.case, Event) or all(kid.type != "call" for kid in found.case.kids):
        return ()
    rows = calls_of_event(snapshot.conn, found.stream, found.case.id)
    cases = snapshot.cases(found.stream, [row.case_id for row in rows])
    return tuple(case for case in cases if isinstance(case, Call))
