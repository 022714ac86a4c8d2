"""Asking for an admission (准入申请): what there is, and for a department's lead the form. Source: rulebook §5.4."""

from county.acts import Answer, act
from county.web.acting import ACTION, BAD_ID
from county.web.admission_forms import applied, apply_fields
from county.web.admission_view import board, towns_of
from county.web.asked import Asked, Missing, Moved, Outcome, Shown
from county.web.fields import Option, too_long
from county.web.filing_cards import to_file
from county.web.frame import frame
from county.web.lists import emergency
from county.web.offices import Person
from county.web.workplace import Workplace
from db.ids import is_id, new_id
from governance.refusal import Refusal

KIND = "access.apply"


def may_apply(person: Person) -> tuple[str, ...]:
    """Departments that the person may apply for (§1.4: their leads)."""
    return tuple(grant.unit for grant in person.user.grants if grant.role == "DEPT_LEAD")


def admissions_page(
    place: Workplace, asked: Asked, no: Refusal | None = None, action_id: str = "", status: int = 200
) -> Outcome:
    """`/admissions`: the list, and for a department's lead the form."""
    with place.look() as snapshot:
        depts = may_apply(asked.person)
        towns = tuple(Option(r.home.area, r.home.name) for r in towns_of(snapshot))
        rules = snapshot.rules(snapshot.county)
        values = frame(asked, snapshot, "admissions") | {
            "board": board(snapshot, asked.person),
            "fields": apply_fields(depts, towns, snapshot.at, rules, to_file(snapshot, asked.person))
            if depts
            else (),
            "may_declare": emergency.may_declare(asked),
            "typed": asked.typed,
            "action_id": action_id or new_id(snapshot.at),
            "refused": no.sentence if no is not None else "",
        }
    return Shown(page="admissions.html", values=values, status=status)


def apply_for(place: Workplace, asked: Asked) -> Outcome:
    """`POST /admissions`."""
    depts, action_id = may_apply(asked.person), asked.typed.one(ACTION)
    if not depts:
        return Missing()
    if asked.stop is not None:
        return admissions_page(place, asked, asked.stop.no, "", asked.stop.status)
    if not is_id(action_id):
        return admissions_page(place, asked, BAD_ID, "", 422)
    with place.look() as snapshot:
        towns = tuple(Option(r.home.area, r.home.name) for r in towns_of(snapshot))
        waiting = to_file(snapshot, asked.person)
        asked_for = apply_fields(depts, towns, snapshot.at, snapshot.rules(snapshot.county), waiting)
    if (long := too_long(asked_for, asked.typed)) is not None:
        return admissions_page(place, asked, long, action_id, 422)
    p = applied(asked.typed, asked_for)
    answer = act(place.county, place.county.stream, asked.person.user.id, KIND, None, p, id=action_id)
    if isinstance(answer, Answer):
        return Moved(f"/desk/{answer.case}?said={KIND}")
    return admissions_page(place, asked, answer, action_id, 422)
