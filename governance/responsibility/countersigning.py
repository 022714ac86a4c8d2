"""会签与发布: affected units speak about a draft, then the county's leader publishes it as the next version.

Source: rulebook §5.2 (会签 5 WD, silence recorded as 未回复, not consent). Publishing waits for every unit or for the
end of the term; who disagreed is answered in writing, who kept silent is named.
"""

from msgspec.structs import replace

from governance.catalogue.duties import Item
from governance.doer import Doer
from governance.ledger.action import Action
from governance.ledger.payload import Payload
from governance.people.roles import DEPT_ROLES
from governance.places.codes import town_of
from governance.refusal import Refusal
from governance.responsibility.versions import (
    DISAGREE,
    PUBLISHED,
    WORDS,
    Draft,
    ListItem,
    Published,
    Reply,
    newest,
)
from governance.rulebook import Rules
from governance.time import clocks
from governance.time.calendars import Calendar
from governance.time.clocks import due_at
from governance.time.hours import CalendarTextError, parse_date
from governance.time.working_time import date_of, local_day

TOWN_SIGNERS = frozenset({"DIRECTOR"})  # who speaks for a town, as for an admission (§5.4)
SILENT, WAITING = "SILENT", "WAITING"
STANDINGS = {**WORDS, SILENT: "未回复", WAITING: "待回复"}


class Countersign(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """会签意见."""

    word: str
    reason: str = ""


class Publish(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """清单发布: number, day and 文号 of the version; a draft that ends the item takes it off the list that day."""

    item: str
    version: int
    effective_from: str  # YYYY-MM-DD
    doc_no: str
    reason: str = ""  # answers who disagreed


def standings(case: ListItem, at: int, calendar: Calendar) -> tuple[tuple[str, str], ...]:
    """Each asked unit and how it stands at `at`: 同意, 不同意, 待回复, and after the term 未回复."""
    late = _is_over(case, at, calendar)
    found = []
    for unit in case.asked:
        reply = case.reply_of(unit)
        found.append((unit, reply.word if reply is not None else SILENT if late else WAITING))
    return tuple(found)


def _is_over(case: ListItem, at: int, calendar: Calendar) -> bool:
    clock = case.clocks[-1] if case.clocks else None
    due = due_at(clock, calendar) if clock is not None else None
    return due is None or at > due


def unit_of(case: ListItem, doer: Doer, rules: Rules) -> str:
    """The asked unit that the doer speaks for: the department, or the town as its 指挥长; "" = none."""
    user = rules.directory.users.get(doer.user)
    for grant in user.grants if user is not None else ():
        if grant.role in DEPT_ROLES and grant.unit in case.asked:
            return grant.unit
        if grant.role in TOWN_SIGNERS and (town := town_of(grant.area)) in case.asked:
            return town or ""
    return ""


def countersign_turn(case: ListItem, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """清单会签: by a unit that was asked, within the term; a word may be changed while the term runs."""
    if not unit_of(case, doer, rules):
        return Refusal("not-asked", "此草案未请本单位会签；如有意见请联系编办。")
    if _is_over(case, at, rules.calendar):
        return Refusal("too-late", "会签期限已过，已记为未回复；如有意见请联系编办。")
    return None


def countersign_refusal(
    case: ListItem | None, p: Countersign, doer: Doer, at: int, rules: Rules
) -> Refusal | None:
    """清单会签: 同意, or 不同意 with its reason."""
    if p.word not in WORDS:
        return Refusal("no-word", "未选会签意见；请选同意或不同意。")
    if p.word == DISAGREE and not p.reason.strip():
        return Refusal("no-reason", "不同意须写明理由；请补理由。")
    return None


def countersign(
    case: ListItem, action: Action, p: Countersign, doer: Doer, at: int, rules: Rules
) -> ListItem:
    """清单会签: the unit's word; its last one holds."""
    unit = unit_of(case, doer, rules)
    if not unit or case.draft is None:
        return case
    reply = Reply(unit=unit, word=p.word, by=action.actor, at=at, reason=p.reason)
    others = (r for r in case.replies if r.unit != unit)
    return replace(case, replies=tuple(sorted((*others, reply), key=lambda r: r.unit)))


def publish_refusal(case: ListItem | None, p: Publish, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """清单发布: of the draft that was asked about, as the next version, from a day to come."""
    if case is None or case.draft is None or case.code != p.item:
        return Refusal("no-draft", f"事项【{p.item}】没有送过会签的草案；请先起草。")
    before = newest(case, case.code, rules.catalogue)
    return _version_refusal(before[0] if before else None, p, at) or _replies_refusal(case, p, at, rules)


def _version_refusal(before: Item | None, p: Publish, at: int) -> Refusal | None:
    following = before.version + 1 if before is not None else 1
    if p.version != following:
        return Refusal("bad-version", f"事项【{p.item}】下一版应是第{following}版；请刷新后重试。")
    if not p.doc_no.strip():
        return Refusal("no-doc", "发布须有发布文号；请填写。")
    try:
        parse_date(p.effective_from)
    except CalendarTextError as err:
        return Refusal("bad-day", err.sentence)
    if p.effective_from < date_of(local_day(at)).isoformat():
        return Refusal("bad-day", "生效日期早于今天，会改变已办件的依据；请填今天或以后。")
    if before is not None and p.effective_from <= before.effective_from:
        return Refusal("bad-day", f"生效日期须晚于现行版本的生效日{before.effective_from}；请改正。")
    return None


def _replies_refusal(case: ListItem, p: Publish, at: int, rules: Rules) -> Refusal | None:
    now = standings(case, at, rules.calendar)
    waiting = [unit for unit, word in now if word == WAITING]
    if waiting:
        names = "、".join(rules.name_of(unit) for unit in waiting)
        return Refusal("still-asked", f"会签未完：{names}待回复；请等回复或会签期满。")
    if any(word == DISAGREE for _, word in now) and not p.reason.strip():
        names = "、".join(rules.name_of(unit) for unit, word in now if word == DISAGREE)
        return Refusal("no-reason", f"{names}不同意；请写明未采纳的理由，或修订后重新会签。")
    return None


def publish(case: ListItem, action: Action, p: Publish, doer: Doer, at: int, rules: Rules) -> ListItem:
    """清单发布 → PUBLISHED ■COUNTERSIGN: the draft becomes a version that nothing changes any more."""
    draft = case.draft
    if draft is None or _is_no_day(p.effective_from):
        return case
    silent = tuple(unit for unit, word in standings(case, at, rules.calendar) if word == SILENT)
    return replace(
        case,
        state=PUBLISHED,
        moved=max(at, case.moved),
        draft=None,
        asked=(),
        replies=(),
        clocks=tuple(clocks.stopped(clock, at) for clock in case.clocks),
        versions=(*case.versions, _published(draft, action, p, at, case.replies, silent)),
    )


def _is_no_day(text: str) -> bool:
    try:
        parse_date(text)
    except CalendarTextError:
        return True
    return False


def _published(
    draft: Draft, action: Action, p: Publish, at: int, replies: tuple[Reply, ...], silent: tuple[str, ...]
) -> Published:
    item = replace(
        draft.item, version=p.version, effective_from=p.effective_from, effective_to="", doc_no=p.doc_no
    )
    return Published(
        item=item,
        lines=tuple(replace(line, version=p.version) for line in draft.lines),
        by=action.actor,
        at=at,
        ended=draft.ends,
        reason=p.reason,
        replies=replies,
        silent=silent,
    )
