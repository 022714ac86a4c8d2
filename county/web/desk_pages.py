"""The desk's pages (工作台): what waits, one case beside it, and what this person may do with it."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from county.web import (
    admission_view,
    call_page,
    county_board,
    event_page,
    notice_view,
    photos,
    supervision_page,
)
from county.web.asked import Asked, Missing, Outcome, Sent, Shown
from county.web.cards import Board
from county.web.cases import Found, find
from county.web.centre import board as centre
from county.web.department import board as department
from county.web.department.month import month_figures
from county.web.dossier import CaseView, line_of
from county.web.fields import About, Field, Option, Typed
from county.web.forms import FORMS, KNOWN
from county.web.frame import frame
from county.web.lists import draft_view
from county.web.offers import CONFIRM, UNMASK, Offer, offers
from county.web.offices import AUDIT, CENTRE, DEPARTMENT, SIGNER, Person
from county.web.patrol import board as patrol
from county.web.snapshot import Snapshot
from county.web.unit import board as unit
from county.web.workplace import Workplace
from db.ids import new_id
from db.queries.calls import calls_of_event
from db.queries.dossier import dossier_cases, timeline
from db.queries.web_desk import photo_of
from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.case import Case
from governance.moves import allowed
from governance.notices.notice import Notice
from governance.refusal import Refusal
from governance.responsibility.admission import Admission
from governance.responsibility.versions import ListItem
from governance.rules import name_of
from governance.supervision.supervision import Supervision

LINES = 200


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
        """What stands in a field: what was typed, else as it begins."""
        if field.name in self.typed.values:
            return self.typed.values[field.name]
        return tuple(field.value.split(";")) if field.kind == "many" else (field.value,)


class Trial(Struct, frozen=True):
    """A form that came back: which, what was typed, what the rule said (退回的表单)."""

    kind: str
    typed: Typed
    no: Refusal
    action_id: str


def board_of(snapshot: Snapshot, person: Person) -> Board:
    """What waits for this person, over all his offices."""
    groups: list[Any] = []
    for office in person.offices:
        match office:
            case "centre" | "audit":
                groups += county_board.centre_board(snapshot, person)
                groups += centre.board(snapshot, person).groups
            case "lists":
                groups += county_board.lists_board(snapshot, person)
            case "signer":
                groups += county_board.asked_board(snapshot, person, person.towns)
            case "department":
                groups += department.board(snapshot, person).groups
                groups += county_board.asked_board(snapshot, person, person.units_of(DEPARTMENT))
            case "unit":
                groups += unit.board(snapshot, person).groups
                groups += county_board.noticed(snapshot, person, office)
            case "patrol":
                groups += patrol.board(snapshot, person).groups
                groups += county_board.noticed(snapshot, person, office)
    return Board(tuple(groups))


def done_of(snapshot: Snapshot, person: Person) -> Board:
    """What this person's unit has done."""
    match person.home:
        case "department":
            return department.done(snapshot, person)
        case "unit":
            return unit.done(snapshot, person)
        case "patrol":
            return patrol.done(snapshot, person)
    return Board((), "没有已办事项。")


def board_page(place: Workplace, asked: Asked) -> Outcome:
    """`/desk`: what waits, with the first case opened beside it where there is room."""
    with place.look() as snapshot:
        board = board_of(snapshot, asked.person)
        first = board.first
        found = find(snapshot, asked.person, first.key) if first is not None else None
        return _page(snapshot, asked, board, found, chosen=False)


def case_page(place: Workplace, asked: Asked) -> Outcome:
    """`/desk/<number>`: one case."""
    with place.look() as snapshot:
        found = find(snapshot, asked.person, asked.path["key"])
        if found is None:
            return Missing()
        board = board_of(snapshot, asked.person)
        return _page(snapshot, asked, board, found, chosen=True)


def tried_page(
    place: Workplace,
    asked: Asked,
    key: str,
    trial: Trial | None,
    *,
    revealed: Mapping[str, str] | None = None,
    status: int = 200,
) -> Outcome:
    """The case again, with a form that came back, or with what was looked at."""
    with place.look() as snapshot:
        found = find(snapshot, asked.person, key)
        if found is None:
            return Missing()
        board = board_of(snapshot, asked.person)
        return _page(
            snapshot, asked, board, found, chosen=True, trial=trial, revealed=revealed, status=status
        )


def done_page(place: Workplace, asked: Asked) -> Outcome:
    """`/done`: what is behind this unit."""
    with place.look() as snapshot:
        waiting = board_of(snapshot, asked.person)
        values = frame(asked, snapshot, "done", count=waiting.waiting, red=waiting.overdue)
        board = done_of(snapshot, asked.person)
        return Shown(
            page="done.html", values=values | {"board": board, "rates": month_figures(snapshot, asked.person)}
        )


def photo_file(place: Workplace, asked: Asked) -> Outcome:
    """`/desk/<number>/photos/<digest>`: a photo of a case that the person may see."""
    with place.look() as snapshot:
        found = find(snapshot, asked.person, asked.path["key"])
        digits = asked.path["sha"]
        if found is None or len(digits) != photos.DIGEST_CHARS:
            return Missing()
        kept = photo_of(snapshot.conn, found.stream, found.case.id, digits)
        if kept is None:
            return Missing()
        return Sent(kept[0], kept[1], f"{digits}.{photos.ENDINGS.get(kept[0], 'bin')}")


def _page(
    snapshot: Snapshot,
    asked: Asked,
    board: Board,
    found: Found | None,
    *,
    chosen: bool,
    trial: Trial | None = None,
    revealed: Mapping[str, str] | None = None,
    status: int = 200,
) -> Shown:
    person = asked.person
    values = frame(asked, snapshot, "board", count=board.waiting, red=board.overdue)
    view = view_of(snapshot, found, person, revealed) if found is not None else None
    values |= {
        "board": board,
        "chosen": chosen,
        "case": view,
        "forms": drawn(snapshot, found, person, trial) if found is not None else (),
        "photo_urls": photo_urls(snapshot, found, view),
        "rates": month_figures(snapshot, person),
        "revealed": bool(revealed),
        "look_refused": trial.no.sentence if trial is not None and trial.kind == UNMASK else "",
        "make_id": lambda: new_id(snapshot.at),
    }
    return Shown(page="desk.html", values=values, status=status)


def view_of(
    snapshot: Snapshot,
    found: Found,
    person: Person,
    revealed: Mapping[str, str] | None = None,
) -> CaseView:
    """The case as rows, its timeline last."""
    case, stream = found.case, found.stream
    match case:
        case Call():
            view = call_page.view_of(snapshot, stream, case, person)
        case Event():
            view = event_page.view_of(snapshot, stream, case, person, revealed)
        case Admission():
            view = admission_view.view_of(snapshot, stream, case)
        case Supervision():
            view = supervision_page.view_of(snapshot, stream, case, person)
        case ListItem():
            view = draft_view.view_of(snapshot, stream, case)
        case Notice():
            view = notice_view.view_of(snapshot, stream, case)
        case _:
            raise TypeError(f"no page for {type(case).__name__}")
    rules = snapshot.rules(stream)
    entries = timeline(snapshot.conn, stream, _told_cases(case, person), limit=LINES)
    lines = tuple(
        line_of(entry, snapshot.at, rules)
        for entry in reversed(entries)
        if not entry.kind.startswith(("sys.", "audit."))
    )
    return replace(view, lines=lines)


def _told_cases(case: Case, person: Person) -> tuple[str, ...]:
    """Whose entries this person reads: a unit's page shows its own case only, the centre also what hangs on it."""
    if {CENTRE, AUDIT} & set(person.offices):
        return dossier_cases(case)
    return (case.id,)


def drawn(snapshot: Snapshot, found: Found, person: Person, trial: Trial | None = None) -> tuple[Drawn, ...]:
    """The forms of the page; the main step of this person first."""
    view = snapshot.view(found.stream)
    about = about_of(snapshot, found, person)
    result: list[Drawn] = []
    for offer in (*offers(found.case, person, snapshot.at, view, KNOWN), *_confirms(about, person)):
        form = FORMS[offer.kind]
        mine = trial if trial is not None and trial.kind == offer.kind else None
        result.append(
            Drawn(
                kind=offer.kind,
                name=offer.name,
                verb=form.verb,
                fields=() if offer.barred else form.fields(about),
                action_id=mine.action_id if mine is not None else new_id(snapshot.at),
                note=form.note,
                main=form.main and not offer.barred,
                barred=offer.barred,
                refused=mine.no.sentence if mine is not None else "",
                typed=mine.typed if mine is not None else Typed({}),
            )
        )
    if trial is not None and trial.kind in FORMS and all(one.kind != trial.kind for one in result):
        result.insert(0, _gone(trial))
    order = {kind: place for place, kind in enumerate(FORMS)}
    return tuple(
        sorted(
            result, key=lambda one: (not one.refused, not one.main, bool(one.barred), order.get(one.kind, 0))
        )
    )


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


def photo_urls(snapshot: Snapshot, found: Found | None, view: CaseView | None) -> dict[str, str]:
    """Where the photos named in the timeline lie; names of material that was never sent here have none."""
    if found is None or view is None:
        return {}
    urls = {}
    for line in view.lines:
        for name in line.photos:
            digits = photos.digest_of(name)
            if digits and photo_of(snapshot.conn, found.stream, found.case.id, digits) is not None:
                urls[name] = f"/desk/{view.key}/photos/{digits}"
    return urls
