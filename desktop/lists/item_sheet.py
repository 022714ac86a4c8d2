"""One version of an item in words (事项页): duties of both sides, flow, 判例, what is open, the case it was opened from. Free of Qt."""

from collections.abc import Iterable, Sequence

from db.queries.calls import CallRow
from db.queries.lists import ItemPage
from desktop import times
from desktop.lists import texts
from desktop.lists.faces import CallFace, CaseFace, CountyFace, ItemFace, PrecedentFace, TownFace
from desktop.title import title
from governance.calls import states
from governance.catalogue.duties import MANUAL, Item, Line
from governance.people.masks import masked_text
from governance.people.roles import ROLE_NAMES
from governance.responsibility.flow import Flow
from governance.responsibility.precedents import Precedent
from governance.rulebook import Rules

CONFUSABLE = "confusable"


def item_face(
    page: ItemPage, day: str, rules: Rules, calls: Sequence[CallRow], now: int, case: CaseFace | None = None
) -> ItemFace:
    """The item as the page shows it; `day` = today."""
    item = page.item
    standing, tone = _standing(item, day)
    return ItemFace(
        code=item.code,
        name=item.name,
        version=item.version,
        standing=standing,
        tone=tone,
        area=item.area,
        facts=tuple(_facts(item, rules)),
        summary=item.main_duty,
        county=tuple(_county(line, item, rules) for line in _by_department(page.county_lines, item)),
        town=tuple(_town(line, rules) for line in page.town_lines),
        laws=item.laws,
        manual=tuple(
            (name, text) for key, name in MANUAL.items() if (text := getattr(item.manual, key).strip())
        ),
        confusable=item.manual.confusable,
        flow=page.flow,
        categories=tuple(texts.CATEGORY.format(code=code, name=name) for code, name in page.categories),
        precedents=tuple(_precedent(one, day, rules) for one in page.precedents),
        calls=tuple(_call(row, rules, now) for row in calls),
        old="" if item.in_force(day) else texts.NOW_OLD.format(n=item.version),
        case=case,
    )


def case_face(case_id: str, flow: Flow, kept: int, now: Item | None, differences: int) -> CaseFace:
    """Where a case is, and whether the list went on since (清单已更新); `now` = the version in force if it is another."""
    here = flow.here
    said = texts.AT_STEP.format(no=here.no, name=here.name) if here is not None else ""
    if now is None:
        return CaseFace(case_id, said)
    changed = texts.KEPT_VERSION.format(old=kept, new=now.version, day=now.effective_from)
    return CaseFace(case_id, said, changed, texts.KEPT_MORE.format(n=differences))


def _standing(item: Item, day: str) -> tuple[str, str]:
    if item.in_force(day):
        return texts.IN_FORCE.format(n=item.version), "green"
    said = texts.FUTURE if item.effective_from > day else texts.OLD
    return said.format(n=item.version), "amber" if said == texts.FUTURE else ""


def _facts(item: Item, rules: Rules) -> Iterable[str]:
    yield item.area
    yield texts.SINCE.format(day=item.effective_from)
    if item.effective_to:
        yield texts.UNTIL.format(day=item.effective_to)
    if item.doc_no:
        yield texts.DOC_NO.format(no=item.doc_no)
    yield texts.LED_BY.format(unit=rules.name_of(item.lead_dept))
    if item.towns:
        yield texts.ONLY_IN.format(towns="、".join(item.towns))


def _by_department(lines: Iterable[Line], item: Item) -> list[Line]:
    order = {dept: at for at, dept in enumerate(item.county_depts)}
    return sorted(lines, key=lambda line: (order.get(line.dept_or_role, len(order)), line.line_no))


def _county(line: Line, item: Item, rules: Rules) -> CountyFace:
    return CountyFace(
        line.clause, rules.name_of(line.dept_or_role), line.dept_or_role == item.lead_dept, line.text
    )


def _town(line: Line, rules: Rules) -> TownFace:
    who = ROLE_NAMES.get(line.dept_or_role) or rules.name_of(line.dept_or_role)
    return TownFace(line.clause, who, line.text, line.mandatory, line.evidence)


def _precedent(one: Precedent, day: str, rules: Rules) -> PrecedentFace:
    category = rules.catalogue.categories.get(one.category)
    minor = category.minor if category is not None else one.category
    live = one.live(day)
    note = [texts.PRECEDENT_SINCE.format(day=one.valid_from)]
    if one.valid_to:
        note.append(texts.PRECEDENT_ENDED.format(day=one.valid_to))
    if one.place_kind:
        note.append(texts.PLACE_KIND.format(kind=one.place_kind))
    return PrecedentFace(
        title=texts.PRECEDENT.format(no=short(one), category=minor),
        decided=texts.DECIDED.format(unit=rules.name_of(one.decided), clause=one.clause or one.item),
        reason=masked_text(one.reason),
        note="　".join(note),
        live=live,
    )


def short(one: Precedent) -> str:
    """What people call a precedent: the day it holds from and the end of its id."""
    return f"{texts.PRECEDENTS} {one.valid_from[:7]}-{one.id[-4:].upper()}"


def _call(row: CallRow, rules: Rules, now: int) -> CallFace:
    label = states.NAMES.get(row.state, row.state)
    due = f" · {texts.CALL_DUE.format(at=times.due_short(row.due_at, now))}" if row.due_at is not None else ""
    said = f"{rules.name_of(row.dept)} · {label}{due}" if row.dept else f"{label}{due}"
    return CallFace(row.case_id, title(row.ask), texts.CALL_NOTE.format(serial=row.serial, said=said))
