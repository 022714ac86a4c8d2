"""A supervision's page (督办案卷). Source: rulebook §3.9."""

from county.web.cards import key_of
from county.web.dossier import CaseView, Section, Tag, doubt_tags, who_of
from county.web.lights import block_of
from county.web.offices import Person
from county.web.sight import may_see, told_text
from county.web.snapshot import Snapshot
from governance.calls.call import Call
from governance.events.event import Event
from governance.supervision.supervision import LEVEL_NAMES, NAMES, Supervision

_TONES = {"RED": "red", "YELLOW": "amber"}


def view_of(snapshot: Snapshot, stream: str, case: Supervision, person: Person) -> CaseView:
    """The page of a supervision for this person."""
    rules = snapshot.rules(stream)
    parent = snapshot.case(stream, case.parent)
    links: tuple[tuple[str, str], ...] = ()
    if isinstance(parent, Call | Event) and may_see(person, parent, rules):
        links = ((key_of(parent), f"{'呼叫' if isinstance(parent, Call) else '事件'} {parent.serial}"),)
    sections = [Section("督办要求", (told_text(case.ask),), f"签发人 {who_of(case.issuer, rules)}")]
    if case.result:
        sections.append(Section("销号结果", (told_text(case.result),)))
    return CaseView(
        key=key_of(case), stream=stream, case_id=case.id, base=case.base or "", serial=case.serial,
        kind="supervision", title=told_text(case.ask), where=(rules.home.name, rules.name_of(case.unit)),
        state=NAMES[case.state], tags=(Tag(LEVEL_NAMES[case.level], _TONES.get(case.level, "")), *doubt_tags(case, rules)),
        blocks=tuple(block_of(c, snapshot.at, rules, current=c.stop is None, of=case) for c in case.clocks[-3:]),
        sections=tuple(sections), conflicts=len(case.items), links=links,
    )  # fmt: skip
