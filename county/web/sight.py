"""What a person sees (可见范围): which cases, and how much of a caller; the rest of the county is not there for him.

Source: rulebook §1.3. Cut by the same `sees` as the tenancy tests read; a case that somebody had a part in stays
visible to him after he did it.
"""

from typing import Literal

from county.web.offices import Person
from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.case import Case
from governance.notices.notice import Notice
from governance.people.masks import masked_doors, masked_text
from governance.people.roles import CENTRE_ROLES, Grant
from governance.people.scopes import Subject, sees
from governance.places.codes import contains
from governance.responsibility.admission import Admission
from governance.responsibility.versions import DRAFT, ListItem
from governance.rulebook import Rules
from governance.supervision.supervision import Supervision

DRAFTERS = CENTRE_ROLES | {"LIST_ADMIN", "COUNTY_LEADER"}


def subject_of(case: Case, rules: Rules) -> Subject:
    """What the case shows of itself: every unit that ever had a part in it."""
    home = rules.home.area
    match case:
        case Event():
            units = tuple(task.unit for task in case.tasks)
            return Subject(units=units, area=case.place.area, level="town", case_type="event")
        case Call():
            return Subject(
                units=(*(task.dept for task in case.tasks), *((case.caller,) if case.caller else ())),
                area=home, level="county", case_type="call",
            )  # fmt: skip
        case Supervision():
            return Subject(
                units=(case.unit,), area=home, level=_level(case.of == "call"), case_type="supervision"
            )
        case Admission():
            return Subject(
                units=(case.dept,), area=home, level="county", case_type="access", further=case.towns
            )
        case ListItem():
            held = (*case.asked, *(case.draft.item.county_depts if case.draft is not None else ()))
            return Subject(units=held, area=home, level="county", case_type="list", further=case.asked)
        case Notice():
            level = _level(rules.home.kind == "county")
            return Subject(units=case.units, area=home, level=level, case_type="notice")
    kind, unit = str(type(case).__struct_config__.tag), getattr(case, "unit", "")
    units = (unit,) if isinstance(unit, str) and unit else ()
    return Subject(units=units, area=home, level=_level(rules.home.kind == "county"), case_type=kind)


def _level(is_county: bool) -> Literal["town", "county"]:
    return "county" if is_county else "town"


def told_to_county(case: Case) -> bool:
    """Whether a town event was called up, or supervised by the county: then the centre sees it too."""
    return any(kid.type in ("call", "urgent") for kid in case.kids)


def grants_that_see(person: Person, case: Case, rules: Rules) -> tuple[Grant, ...]:
    """The person's roles that show him the case; none: it is not there for him."""
    subject, told = subject_of(case, rules), told_to_county(case)
    return tuple(grant for grant in person.user.grants if sees(grant, subject, told_to_county=told))


def may_see(person: Person, case: Case, rules: Rules) -> bool:
    """Whether the case is there for this person."""
    if isinstance(case, Event) and case.verifier == person.user.id:
        return True
    grants = grants_that_see(person, case, rules)
    if isinstance(case, Notice | ListItem) and case.state == DRAFT:  # its drafters' own until it is sent out
        grants = tuple(grant for grant in grants if grant.role in DRAFTERS)
    return person.user.active and bool(grants)


def goes_there(person: Person, event: Event) -> bool:
    """Whether he has to find the place: he holds a task of it, checks it, or it lies in his own ground."""
    held = {task.unit for task in event.tasks if task.state == "OPEN"}
    mine = {grant.unit for grant in person.user.grants}
    grounds = [grant.area for grant in person.user.grants if grant.role in ("VILLAGE_LEAD", "GRID_WORKER")]
    near = any(contains(ground, event.place.area) for ground in grounds)
    return bool(held & mine) or event.verifier == person.user.id or near


def told_text(text: str) -> str:
    """Free words without numbers that belong to a person."""
    return masked_text(text)


def told_place(event: Event, person: Person) -> str:
    """The words of the place; doors are hidden from those who need not go there."""
    words = masked_text(event.place.text)
    return words if goes_there(person, event) else masked_doors(words)
