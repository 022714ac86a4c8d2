"""Admissions of matters outside the list as they are shown (清单外准入): a board of them, and one whole.

Source: rulebook §5.4. They lie in the county's own ledger; towns countersign at their desks.
"""

from county.web.cards import Board, Card, board_of, group
from county.web.dossier import CaseView, Section, Tag, who_of
from county.web.filing_cards import owed
from county.web.lights import block_of, light_of
from county.web.offices import Person
from county.web.sight import may_see
from county.web.snapshot import Snapshot
from db.queries.lists import admissions
from governance.responsibility.admission import Admission
from governance.rulebook import Rules
from governance.time import words as times
from governance.time.words import LIST_CLOCKS

WORDS = {"AGREE": "同意", "DISAGREE": "不同意"}


def board(snapshot: Snapshot, person: Person) -> Board:
    """What the person sees of them, open ones first."""
    rules = snapshot.rules(snapshot.county)
    seen = [
        case
        for case in admissions(snapshot.conn, snapshot.county, snapshot.at)
        if may_see(person, case, rules)
    ]
    found = board_of(
        group("filings", "应急先办、补报准入", owed(snapshot, person)),
        group("open", "清单外准入", (card(case, snapshot) for case in seen if not case.final)),
        group("watch", "准入已决定", (card(case, snapshot) for case in seen if case.final)),
    )
    return Board(found.groups, "还没有准入申请。部门负责人申请后列在这里。")


def term(case: Admission) -> str:
    """From when until when; its last day is the one before."""
    return f"{case.since} 起，至 {case.until}（不含）"


def card(case: Admission, snapshot: Snapshot) -> Card:
    """An application in a list."""
    rules = snapshot.rules(snapshot.county)
    return Card(
        key=case.id, stream=snapshot.county, case_id=case.id, tag=case.label, tone="", title=case.matter,
        notes=(rules.name_of(case.dept), term(case)),
        light=light_of(case.clocks, snapshot.at, rules, LIST_CLOCKS),
    )  # fmt: skip


def view_of(snapshot: Snapshot, stream: str, case: Admission) -> CaseView:
    """An application's page."""
    rules = snapshot.rules(stream)
    names = {town.home.area: town.home.name for town in towns_of(snapshot)}
    said = tuple(
        f"{names.get(one.town, one.town)}：{WORDS.get(one.word, one.word)} {one.reason}".strip()
        for one in case.opinions
    )
    sections = [
        Section("依据", (case.basis,)),
        Section("为何需镇办", (case.why,)),
        Section("人财物保障", (case.support,)),
        Section("乡镇做什么", case.duties, "、".join(names.get(town, town) for town in case.towns)),
    ]
    if said:
        sections.append(Section("乡镇会签", said))
    if case.reason:
        sections.append(Section("决定理由", (case.reason,), case.code))
    return CaseView(
        key=case.id, stream=stream, case_id=case.id, base=case.base or "", serial=case.code or "准入申请",
        kind="access", title=case.matter, where=(rules.name_of(case.dept), term(case)),
        state=case.label, tags=(Tag("清单外准入"),), sections=tuple(sections), conflicts=len(case.items),
        blocks=tuple(
            block_of(c, snapshot.at, rules, current=c.stop is None, names=LIST_CLOCKS) for c in case.clocks[-3:]
        ),
        done=(f"申请 {times.short(case.at, snapshot.at)} {who_of(case.by, rules)}",),
    )  # fmt: skip


def towns_of(snapshot: Snapshot) -> list[Rules]:
    """The rules of every town of the county."""
    return [snapshot.rules(town) for town in snapshot.towns]
