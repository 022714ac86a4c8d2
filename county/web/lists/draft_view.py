"""A draft of the list as it is shown (清单草案): what changes, who was asked and how they stand. Source: rulebook §5.2."""

from collections.abc import Callable

from county.web.admission_view import towns_of
from county.web.cards import Card
from county.web.dossier import CaseView, Section, Tag, who_of
from county.web.lights import NONE, block_of, light_of
from county.web.offices import Person
from county.web.sight import may_see
from county.web.snapshot import Snapshot
from db.queries.lists import drafts
from governance.responsibility.changes import HOW, differences
from governance.responsibility.countersigning import STANDINGS, WAITING, standings
from governance.responsibility.drafting import BACK, PASS, REVIEWS
from governance.responsibility.versions import COUNTERSIGN, Draft, ListItem, newest
from governance.rulebook import Rules
from governance.time import words as times
from governance.time.words import LIST_CLOCKS


def seen_drafts(snapshot: Snapshot, person: Person) -> list[ListItem]:
    """The drafts that this person sees, by code."""
    rules = snapshot.rules(snapshot.county)
    return [case for case in drafts(snapshot.conn, snapshot.county) if may_see(person, case, rules)]


def asked_of(snapshot: Snapshot, person: Person, units: tuple[str, ...]) -> list[Card]:
    """Drafts whose countersign one of these units owes."""
    return [card(case, snapshot) for case in seen_drafts(snapshot, person) if _owes(case, snapshot, units)]


def to_publish(snapshot: Snapshot, person: Person) -> list[Card]:
    """Drafts that everybody spoke about, or whose time is over."""
    return [
        card(case, snapshot)
        for case in seen_drafts(snapshot, person)
        if case.state == COUNTERSIGN and not _owes(case, snapshot, case.asked)
    ]


def _owes(case: ListItem, snapshot: Snapshot, units: tuple[str, ...]) -> bool:
    calendar = snapshot.rules(snapshot.county).calendar
    return case.state == COUNTERSIGN and any(
        unit in units and word == WAITING for unit, word in standings(case, snapshot.at, calendar)
    )


def card(case: ListItem, snapshot: Snapshot) -> Card:
    """A draft in a list."""
    rules = snapshot.rules(snapshot.county)
    live = case.state == COUNTERSIGN
    return Card(
        key=case.id, stream=snapshot.county, case_id=case.id, tag=case.label, tone="",
        title=f"{case.code} {_name(case)}", notes=(_proposer(case.draft, rules),),
        light=light_of(case.clocks[-1:], snapshot.at, rules, LIST_CLOCKS) if live else NONE,
    )  # fmt: skip


def _name(case: ListItem) -> str:
    if case.draft is not None:
        return case.draft.item.name
    return case.versions[-1].item.name if case.versions else ""


def _proposer(draft: Draft | None, rules: Rules) -> str:
    if draft is None:
        return ""
    return rules.name_of(draft.proposer) if draft.proposer else draft.reason


def view_of(snapshot: Snapshot, stream: str, case: ListItem) -> CaseView:
    """A draft's page."""
    rules = snapshot.rules(stream)
    said = _names(snapshot, rules)
    draft = case.draft
    sections: list[Section] = []
    if draft is not None:
        sections.append(
            Section("依据和理由", (draft.reason,), draft.proposer and rules.name_of(draft.proposer))
        )
        sections.append(_changes(case, draft, rules))
        if draft.review is not None:
            said_of = REVIEWS[PASS] if draft.review.passed else REVIEWS[BACK]
            sections.append(Section(f"编办{said_of}", (draft.review.text,), who_of(draft.review.by, rules)))
    if case.asked:
        sections.append(_words(case, snapshot.at, rules, said))
    sections += [_version(case, n, rules, snapshot.at) for n in range(len(case.versions))]
    return CaseView(
        key=case.id, stream=stream, case_id=case.id, base=case.base or "", serial=case.code, kind="list",
        title=_name(case), where=("属地管理事项责任清单",), state=case.label,
        tags=(Tag("拟废止", "red"),) if draft is not None and draft.ends else (Tag("清单修订"),),
        sections=tuple(sections), conflicts=len(case.items), page_links=((f"/lists/{case.code}", "现行文本"),),
        blocks=tuple(
            block_of(c, snapshot.at, rules, current=c.stop is None, names=LIST_CLOCKS) for c in case.clocks[-1:]
        ),
    )  # fmt: skip


def _changes(case: ListItem, draft: Draft, rules: Rules) -> Section:
    before = newest(case, case.code, rules.catalogue)
    if before is None:
        lines = tuple(
            f"{line.clause} {rules.name_of(line.dept_or_role)}：{line.text}" for line in draft.lines
        )
        return Section("新增事项", (draft.item.main_duty, draft.item.township_duty, *lines))
    if draft.ends:
        return Section("改什么", ("废止此事项：自生效日起不再列入清单。",))
    found = differences(before[0], draft.item, before[1], draft.lines)
    rows = tuple(
        f"【{HOW[c.how]}】{c.what}：{_named(c.before, rules)} → {_named(c.after, rules)}" for c in found
    )
    return Section("改什么", rows or ("与现行版本相同。",), f"{len(found)} 处")


def _named(text: str, rules: Rules) -> str:
    """A side of a change, the unit of a clause by its name."""
    code, _, rest = text.partition(" ")
    return f"{rules.name_of(code)} {rest}" if rest and code in rules.catalogue.units else text or "（空）"


def _words(case: ListItem, at: int, rules: Rules, said: Callable[[str], str]) -> Section:
    rows = []
    for unit, word in standings(case, at, rules.calendar):
        reply = case.reply_of(unit)
        why = f"，{reply.reason}" if reply is not None and reply.reason else ""
        by = f"（{who_of(reply.by, rules)} {times.short(reply.at, at)}）" if reply is not None else ""
        rows.append(f"{said(unit)}：{STANDINGS[word]}{why}{by}")
    return Section("会签", tuple(rows), "未回复不视为同意")


def _version(case: ListItem, n: int, rules: Rules, now: int) -> Section:
    one = case.versions[n]
    what = "废止" if one.ended else f"第 {one.item.version} 版"
    said = f"{one.item.effective_from} 起{'离开清单' if one.ended else '生效'}，{one.item.doc_no}"
    return Section(f"{what}发布", (said, *((one.reason,) if one.reason else ())),
                   f"{who_of(one.by, rules)} {times.short(one.at, now)}")  # fmt: skip


def _names(snapshot: Snapshot, rules: Rules) -> Callable[[str], str]:
    towns = {town.home.area: town.home.name for town in towns_of(snapshot)}
    return lambda unit: towns.get(unit) or rules.name_of(unit)
