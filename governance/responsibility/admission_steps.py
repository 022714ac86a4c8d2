"""准入的四步: apply, review, countersign, decide; payloads, guards and folds (rulebook §5.4)."""

from msgspec.structs import replace

from governance.doer import Doer
from governance.ledger.action import Action
from governance.ledger.payload import Payload
from governance.places.codes import Level, contains, level, town_of
from governance.refusal import Refusal
from governance.responsibility.admission import (
    ADMIT,
    APPLIED,
    COUNTERSIGN,
    DECIDED,
    REFUSE,
    REVIEWING,
    RULINGS,
    Admission,
    Opinion,
    code_of,
    direct_hits,
)
from governance.responsibility.versions import DISAGREE, WORDS
from governance.rulebook import Rules
from governance.time import clocks
from governance.time.clocks import Clock, due_at
from governance.time.hours import CalendarTextError, parse_date
from governance.time.working_time import date_of, local_day

TAKE, PASS = "take", "pass"
REVIEWS = {TAKE: "受理审核", PASS: "通过审核", REFUSE: "不予准入"}


class Apply(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """准入申请."""

    dept: str
    matter: str
    basis: str
    why: str
    support: str
    since: str
    until: str
    towns: tuple[str, ...]
    duties: tuple[str, ...]
    task: str = ""


class Review(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """准入审核."""

    ruling: str  # take, pass or refuse
    reason: str = ""


class TownWord(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """准入会签(乡镇)."""

    word: str
    reason: str = ""


class Decide(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """准入决定: its days and towns may be narrower than what was asked."""

    ruling: str
    reason: str
    since: str = ""
    until: str = ""
    towns: tuple[str, ...] = ()
    support: str = ""


def _begun(name: str, at: int, rules: Rules) -> tuple[Clock, ...]:
    limit = rules.find_limit("access", name)
    return () if limit is None else (clocks.started(name, at, limit),)


def _moved(case: Admission, state: str, at: int, begun: tuple[Clock, ...] = ()) -> Admission:
    still = tuple(clocks.stopped(clock, at) for clock in case.clocks)
    return replace(case, state=state, moved=max(at, case.moved), clocks=(*still, *begun))


def _days_refusal(since: str, until: str) -> Refusal | None:
    try:
        parse_date(since)
        parse_date(until)
    except CalendarTextError as err:
        return Refusal("bad-day", err.sentence)
    return None if since < until else Refusal("bad-day", "期限的止日须晚于起日；请改正。")


# ---------------------------------------------------------------- apply


def apply_refusal(case: Admission | None, p: Apply, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """准入申请: all five things are said, for towns of the county, and it is not the department's own duty."""
    said = (p.matter, p.basis, p.why, p.support, *p.duties)
    if not all(text.strip() for text in said) or not p.duties:
        return Refusal("incomplete", "准入申请须写明事项、依据、为何需镇办、人财物保障和乡镇做什么；请补全。")
    if not p.towns or any(level(t) is not Level.TOWN or not contains(rules.home.area, t) for t in p.towns):
        return Refusal("bad-town", "须写明请哪些乡镇承担（12位区划码）；请改正。")
    return _days_refusal(p.since, p.until) or _own_duty(p.dept, p.duties, p.since, rules)


def _own_duty(dept: str, duties: tuple[str, ...], day: str, rules: Rules) -> Refusal | None:
    hits = direct_hits(dept, duties, rules.catalogue, day)
    if not hits:
        return None
    quoted = "、".join(f"{line.clause} {line.text}" for line in hits[:3])
    return Refusal(
        "own-duty",
        f"所请事项是【{rules.name_of(dept)}】的主体责任（{quoted}），严禁转嫁乡镇；请由本部门办理。",
    )


def apply_for(
    case: Admission | None, action: Action, p: Apply, doer: Doer, at: int, rules: Rules
) -> Admission:
    """准入申请 → APPLIED ▶REVIEW."""
    return Admission(
        id=action.case or action.id,
        state=APPLIED,
        moved=at,
        at=at,
        dept=p.dept,
        by=action.actor,
        matter=p.matter,
        basis=p.basis,
        why=p.why,
        support=p.support,
        since=p.since,
        until=p.until,
        towns=p.towns,
        duties=p.duties,
        task=p.task,
        clocks=_begun("REVIEW", at, rules),
    )


# ---------------------------------------------------------------- review


def review_refusal(case: Admission, p: Review, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """准入审核: refusing needs its reason; what hands down a main duty does not pass."""
    if p.ruling not in REVIEWS or (p.ruling == TAKE and case.state != APPLIED):
        return Refusal("no-ruling", "未选审核意见；请选通过或不予准入。")
    if p.ruling == REFUSE and not p.reason.strip():
        return Refusal("no-reason", "不予准入须写明理由；请补理由。")
    return _own_duty(case.dept, case.duties, case.since, rules) if p.ruling == PASS else None


def review(case: Admission, action: Action, p: Review, doer: Doer, at: int, rules: Rules) -> Admission:
    """准入审核: take → REVIEWING, its term runs on; pass → COUNTERSIGN ▶COUNTERSIGN; refuse → DECIDED."""
    if p.ruling == TAKE:
        return replace(case, state=REVIEWING, moved=max(at, case.moved))
    if p.ruling == PASS:
        return _moved(case, COUNTERSIGN, at, _begun("COUNTERSIGN", at, rules))
    return _moved(replace(case, ruling=REFUSE, reason=p.reason), DECIDED, at)


# ---------------------------------------------------------------- countersign


def town_for(case: Admission, doer: Doer, rules: Rules) -> str:
    """The affected town that the doer speaks for; "" = none."""
    user = rules.directory.users.get(doer.user)
    grants = user.grants if user is not None else ()
    return next(
        (t for g in grants if g.role in doer.roles and (t := town_of(g.area)) in case.towns and t), ""
    )


def is_over(case: Admission, at: int, rules: Rules) -> bool:
    """Whether the towns' term has passed: who said nothing is 未回复, which is not consent."""
    due = due_at(case.clocks[-1], rules.calendar) if case.clocks else None
    return due is None or at > due


def word_turn(case: Admission, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """准入会签: by an affected town, within the term."""
    if not town_for(case, doer, rules):
        return Refusal("not-asked", "此准入不涉及本镇；无需会签。")
    if is_over(case, at, rules):
        return Refusal("too-late", "会签期限已过，已记为未回复；如有意见请联系编办。")
    return None


def word_refusal(case: Admission, p: TownWord, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """准入会签: 同意, or 不同意 with its reason."""
    if p.word not in WORDS:
        return Refusal("no-word", "未选会签意见；请选同意或不同意。")
    if p.word == DISAGREE and not p.reason.strip():
        return Refusal("no-reason", "不同意须写明理由；请补理由。")
    return None


def word(case: Admission, action: Action, p: TownWord, doer: Doer, at: int, rules: Rules) -> Admission:
    """准入会签: the town's word; its last one holds, and it moves no base."""
    town = town_for(case, doer, rules)
    if not town:
        return case
    opinion = Opinion(town=town, word=p.word, by=action.actor, at=at, reason=p.reason)
    others = (o for o in case.opinions if o.town != town)
    return replace(case, opinions=tuple(sorted((*others, opinion), key=lambda o: o.town)))


# ---------------------------------------------------------------- decide


def decide_refusal(case: Admission, p: Decide, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """准入决定: after the towns spoke or their term passed; within what was asked, and for a day to come."""
    if p.ruling not in RULINGS or not p.reason.strip():
        return Refusal("no-ruling", "须写明准入或不准入及理由；请补全。")
    waiting = [town for town in case.towns if case.opinion_of(town) is None]
    if waiting and not is_over(case, at, rules):
        return Refusal("still-asked", f"还有{len(waiting)}个乡镇未会签；请等回复或会签期满。")
    return _scope_refusal(case, p, at) if p.ruling == ADMIT else None


def _scope_refusal(case: Admission, p: Decide, at: int) -> Refusal | None:
    since, until = p.since or case.since, p.until or case.until
    if (no := _days_refusal(since, until)) is not None:
        return no
    if until <= date_of(local_day(at)).isoformat():
        return Refusal("bad-day", "准入期限已经过去；请改止日，或不准入。")
    if since < case.since or until > case.until or not set(p.towns) <= set(case.towns):
        return Refusal("too-wide", "准入的期限和乡镇不能超出申请；请改正。")
    return None


def decide(case: Admission, action: Action, p: Decide, doer: Doer, at: int, rules: Rules) -> Admission:
    """准入决定 → DECIDED; admitted, it becomes the temporary item `LS-…`."""
    admitted = p.ruling == ADMIT
    decided = replace(
        case,
        ruling=p.ruling if p.ruling in RULINGS else REFUSE,
        reason=p.reason,
        since=p.since or case.since,
        until=p.until or case.until,
        towns=p.towns or case.towns,
        support=p.support or case.support,
        code=code_of(case.id, at) if admitted else "",
    )
    return _moved(decided, DECIDED, at)
