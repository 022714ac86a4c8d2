"""What lies with the county (草案与准入): drafts that wait for units, applications, which of them for this town. Free of Qt."""

from desktop.lists import texts
from desktop.lists.faces import WaitFace, WaitingFace
from desktop.lists.library import Shelf
from governance.places.codes import town_of
from governance.responsibility import admission
from governance.responsibility.admission import Admission
from governance.responsibility.countersigning import WAITING, standings
from governance.responsibility.versions import ListItem
from governance.rulebook import Rules

TONES = {"AGREE": "green", "DISAGREE": "red", "SILENT": "", "WAITING": "amber"}
ADMISSIONS_MOST = 20


def waiting_face(shelf: Shelf, at: int, rules: Rules) -> WaitingFace:
    """The drafts and the applications that concern this town."""
    town = town_of(rules.home.area) or rules.home.area
    drafts = [_draft(one, town, at, rules) for one in shelf.drafts]
    asked = [one for one in shelf.admissions if town in one.towns][:ADMISSIONS_MOST]
    applications = [_application(one, town, rules) for one in asked]
    waits = texts.TOWN_STANDS[WAITING]
    return WaitingFace(
        drafts=tuple(drafts),
        admissions=tuple(applications),
        address=shelf.address,
        for_town=sum(1 for one in (*drafts, *applications) if one.tag == waits),
    )


def _draft(case: ListItem, town: str, at: int, rules: Rules) -> WaitFace:
    name = case.draft.item.name if case.draft is not None else ""
    stands = standings(case, at, rules.calendar)
    reason = case.draft.reason if case.draft is not None else ""
    note = texts.DRAFT_NOTE.format(reason=reason, done=len(case.replies), all=len(stands))
    mine = dict(stands).get(town)
    if not stands:
        tag, tone, note = case.label, "", reason
    elif mine is None:
        tag, tone = texts.NOT_ASKED, ""
    else:
        tag, tone = texts.TOWN_STANDS[mine], TONES[mine]
    return WaitFace(texts.DRAFT_TITLE.format(code=case.code, name=name), note, tag, tone, case.code)


def _application(case: Admission, town: str, rules: Rules) -> WaitFace:
    note = texts.ADMISSION_NOTE.format(dept=rules.name_of(case.dept), since=case.since, until=case.until)
    opinion = case.opinion_of(town)
    if case.state == admission.COUNTERSIGN:
        said = opinion.word if opinion is not None else WAITING
        return WaitFace(case.matter, note, texts.TOWN_STANDS[said], TONES[said])
    admitted = case.ruling == admission.ADMIT and case.state == admission.DECIDED
    return WaitFace(case.matter, note, case.label, "green" if admitted else "", case.code)
