"""A new call in words (新呼叫的五步): what each of the five steps shows. Free of Qt."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from desktop import times
from desktop.calls import texts
from desktop.calls.draft import CallDraft
from desktop.calls.grades import GradeFace, grade_faces
from desktop.calls.items import ItemFace
from desktop.calls.leaders import signs_alone
from desktop.calls.precedent_words import at_issue
from desktop.names import Names
from desktop.seat import Operator
from desktop.signing.signers import Signer
from desktop.title import title
from governance.calls import states as call_states
from governance.calls.issuing import SENSED
from governance.events.event import Event
from governance.responsibility.items import Answer
from governance.responsibility.precedents import Precedent
from governance.responsibility.rulings import live_for
from governance.rulebook import Rules
from governance.time.working_time import date_of, local_day


class DeptDuty(Struct, frozen=True):
    """A department's 主体责任."""

    code: str
    unit: str
    lead: bool
    duty: str
    wanted: bool
    reason: str


class DutyFace(Struct, frozen=True):
    """Both duties of the item."""

    depts: tuple[DeptDuty, ...]
    version: str
    laws: str
    town: str


class DoneFace(Struct, frozen=True):
    """A line of the checklist."""

    no: int
    text: str
    clause: str
    mandatory: bool
    proof: str
    state: str
    note: str
    wrong: bool


class DraftFace(Struct, frozen=True, kw_only=True):
    """The five steps and the foot."""

    about: str
    sent: bool
    kept: str
    no_event: bool
    items: tuple[ItemFace, ...]
    chosen: str
    outside: bool
    reason: str
    lead: str
    depts: tuple[tuple[str, str], ...]  # every department, for 清单外
    no_items: str
    precedent: tuple[str, str] | None
    duty: DutyFace | None
    done: tuple[DoneFace, ...]
    grade: str
    both: bool | None  # 事呼双应; None where the event is none that a sensor raised
    grades: tuple[GradeFace, ...]
    ask: str
    contact: str
    verb: str
    hint: str
    warning: str
    signers: tuple[tuple[str, str], ...]  # offered once it was sent
    signer: str


def draft_face(
    draft: CallDraft,
    event: Event | None,
    answer: Answer | None,
    items: Sequence[ItemFace],
    *,
    searching: bool,
    wrong: Mapping[int, str],
    operator: Operator,
    signers: Sequence[Signer],
    connected: bool,
    kept_at: int | None,
    names: Names,
    rules: Rules,
    now: int,
) -> DraftFace:
    """All of it as of now."""
    about = (
        texts.FROM_EVENT.format(serial=event.serial, title=_about(event, names))
        if event is not None
        else texts.NO_EVENT
    )
    return DraftFace(
        about=f"{texts.BOTH_TITLE} · {about}" if draft.both else about,
        sent=bool(draft.signer),
        kept=texts.KEPT.format(at=times.clock_second(kept_at)) if kept_at is not None else "",
        no_event=not draft.event,
        items=tuple(items),
        chosen=draft.item,
        outside=draft.outside,
        reason=draft.reason,
        lead=draft.depts[0] if draft.depts else "",
        depts=tuple((u.code, u.name) for u in rules.catalogue.units.values() if u.is_department),
        no_items=_no_items(event, searching, rules),
        precedent=at_issue(_precedents(answer, event, rules, now), names),
        duty=_duty(draft, answer, names),
        done=_done(draft, answer, wrong),
        grade=draft.grade,
        both=draft.both if event is not None and event.ch in SENSED else None,
        grades=grade_faces(now, rules, both=draft.both),
        ask=draft.ask,
        contact=draft.contact,
        verb=_verb(draft, operator, signers),
        hint=texts.AT_THIS_DESK if draft.signer else texts.WHO_SIGNS.get(draft.grade, ""),
        warning=_warning(draft, event, connected, names),
        signers=tuple((one.id, one.said) for one in signers) if draft.signer else (),
        signer=draft.signer,
    )


def _warning(draft: CallDraft, event: Event | None, connected: bool, names: Names) -> str:
    """What the operator must know before signing: no line to the county, or a call that is out already."""
    if not connected:
        return texts.PHONE_FIRST if draft.grade == "C1" else texts.KEPT_HERE
    kids = event.kids if event is not None else ()
    out = [
        kid for kid in kids if kid.type == "call" and kid.state not in (*call_states.FINAL, call_states.DRAFT)
    ]
    if not out:
        return ""
    calls = "、".join(
        " ".join(
            part
            for part in (names.unit(kid.label) if kid.label else "", call_states.NAMES.get(kid.state, ""))
            if part
        )
        for kid in out
    )
    return texts.CALLED_ALREADY.format(calls=calls)


def _about(event: Event, names: Names) -> str:
    return " · ".join(part for part in (title(event.text), names.place(event.place.area)) if part)


def _no_items(event: Event | None, searching: bool, rules: Rules) -> str:
    if searching:
        return texts.NOTHING_FOUND
    known = event is not None and event.cat in rules.catalogue.categories
    return texts.NO_CANDIDATES if known else texts.NO_CATEGORY


def _precedents(answer: Answer | None, event: Event | None, rules: Rules, now: int) -> tuple[Precedent, ...]:
    """Live ones of the event's 小类 and the item; one limited to another kind of place is not among them."""
    if answer is None or event is None or not event.cat:
        return (answer.precedent,) if answer is not None and answer.precedent is not None else ()
    day = date_of(local_day(now)).isoformat()
    return live_for(event.cat, answer.item.code, day, rules)


def _duty(draft: CallDraft, answer: Answer | None, names: Names) -> DutyFace | None:
    if answer is None or not draft.item:
        return None
    item = answer.item
    every = tuple(dict.fromkeys((*draft.depts, *draft.dropped, *item.county_depts)))
    lead = draft.depts[0] if draft.depts else answer.lead
    ordered = sorted(
        every,
        key=lambda dept: (dept != lead, item.county_depts.index(dept) if dept in item.county_depts else 99),
    )
    laws = "、".join(f"《{name}》{' '.join(article.splitlines())}" for name, article in item.laws)
    return DutyFace(
        depts=tuple(
            DeptDuty(
                dept,
                names.unit(dept),
                dept == lead,
                "；".join(line.text for line in answer.county_lines if line.dept_or_role == dept),
                dept in draft.depts,
                draft.dropped.get(dept, ""),
            )
            for dept in ordered
        ),
        version=texts.VERSION.format(n=item.version, day=item.effective_from),
        laws=texts.LAWS.format(laws=laws) if laws else "",
        town=item.township_duty,
    )


def _done(draft: CallDraft, answer: Answer | None, wrong: Mapping[int, str]) -> tuple[DoneFace, ...]:
    if answer is None or not draft.item:
        return ()
    mine = {line.no: line for line in draft.lines}
    return tuple(
        DoneFace(
            line.line_no,
            line.text,
            line.clause,
            line.mandatory,
            line.evidence,
            mine[line.line_no].state if line.line_no in mine else "",
            mine[line.line_no].note if line.line_no in mine else "",
            line.line_no in wrong,
        )
        for line in answer.town_lines
    )


def _verb(draft: CallDraft, operator: Operator, signers: Sequence[Signer]) -> str:
    if signs_alone(operator, draft.grade):
        return texts.ISSUE_C1 if draft.grade == "C1" else texts.ISSUE
    if not signers:
        return texts.ISSUE
    chosen = next((one for one in signers if one.id == draft.signer), None)
    return (
        texts.SIGN_BY.format(name=chosen.name)
        if chosen is not None
        else texts.SEND_TO.format(name=signers[0].name)
    )
