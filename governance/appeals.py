"""超时申诉: a unit that was found late, or got a card for it, says once why it should not count; the ruling.

Source: rulebook §4.4. The same on events and calls; what differs is what was found against the unit. That it was
filed nobody may refuse; whether in time is judged at the ruling: one filed too late can only be denied. An upheld one
leaves what was found EXEMPT: out of notices and denominators.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from msgspec.structs import replace

from governance.doer import Doer
from governance.ledger.action import Action
from governance.ledger.appeal import Appeal
from governance.ledger.clocked import Clocked, start, stop
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.limits import WD, Limit

FoundAt = Callable[
    [Any, tuple[str, ...], int, Rules], int | None
]  # case, units, at: when they were found late
RULES = {"LATE_RESPONSE": "迟响应", "NO_RESPONSE": "不响应", "INACTION": "响应不作为", "CARD": "超期或督办牌"}
RULINGS = {"uphold": "成立", "deny": "不成立"}
WINDOW, DECIDE = Limit(2, WD), Limit(3, WD)  # unless the county's table says otherwise
C = TypeVar("C", bound=Clocked)


class FileAppeal(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """申诉: against which finding, and why."""

    rule: str = ""
    text: str
    files: tuple[str, ...] = ()


class DecideAppeal(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """申诉裁定."""

    appeal: str  # action id
    ruling: str  # uphold or deny
    reason: str


def pending(case: Clocked) -> tuple[Appeal, ...]:
    """Appeals that wait for their ruling."""
    return tuple(a for a in case.appeals if not a.ruling)


def upheld(case: Clocked, unit: str, rule: str = "") -> bool:
    """Whether an appeal of the unit (against this finding) was upheld: EXEMPT."""
    return any(
        a.unit == unit and a.ruling == "uphold" and (not rule or a.rule in ("", rule)) for a in case.appeals
    )


def file_turn(found_at: FoundAt, case: Clocked, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """申诉: of something that was found against the unit, once."""
    if any(a.unit in doer.units for a in case.appeals):
        return Refusal("appealed-once", "本单位对此件已申诉过一次；请等待或查看裁定。")
    if found_at(case, doer.units, at, rules) is None:
        return Refusal("nothing-found", "此件对本单位没有超时认定，无需申诉；请按当前状态办理。")
    return None


def file_refusal(case: Clocked, p: FileAppeal, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """申诉: with its reason."""
    if p.rule and p.rule not in RULES:
        return Refusal("bad-rule", "申诉所指的认定不存在；请选择迟响应、不响应或响应不作为。")
    return None if p.text.strip() else Refusal("no-text", "申诉须写明理由；请补填。")


def file(case: C, action: Action, p: FileAppeal, doer: Doer, at: int, rules: Rules) -> C:
    """申诉 ▶APPEAL, 3 WD to decide."""
    unit = next((u for u in doer.units if u in case.doers), "")
    mine = Appeal(id=action.id, unit=unit, by=action.actor, at=at, rule=p.rule)
    limit = rules.find_limit(_type(case), "APPEAL") or DECIDE
    return start(replace(case, appeals=(*case.appeals, mine)), "APPEAL", at, limit, task=action.id)


def decide_turn(case: Clocked, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """裁定: an appeal waits, and another person decides than who filed it."""
    waiting = pending(case)
    if not waiting:
        return Refusal("no-appeal", "没有待裁定的申诉；请刷新后查看。")
    if all(a.by == doer.user for a in waiting):
        return Refusal("own-appeal", "申请人不能裁定自己的申诉；请换人裁定。")
    return None


def decide_refusal(
    found_at: FoundAt, case: Clocked, p: DecideAppeal, doer: Doer, at: int, rules: Rules
) -> Refusal | None:
    """裁定: of the appeal it names, with its reason; one filed past its term can't be upheld."""
    mine = next((a for a in pending(case) if a.id == p.appeal), None)
    if mine is None:
        return Refusal("no-appeal", "此申诉不存在或已裁定；请刷新后重试。")
    if p.ruling not in RULINGS or not p.reason.strip():
        return Refusal("no-ruling", "须选申诉成立或不成立，并写明理由；请补全。")
    found = found_at(case, (mine.unit,), mine.at, rules)
    if p.ruling == "uphold" and found is not None and mine.at > term(case, found, rules):
        return Refusal("appeal-too-late", "申诉超过认定后2个工作日才提出；请裁定不成立。")
    return None


def term(case: Clocked, found: int, rules: Rules) -> int:
    """By when an appeal against what was found then must be filed."""
    return rules.calendar.nominal_due(found, rules.find_limit(_type(case), "APPEAL_WINDOW") or WINDOW)


def decide(case: C, action: Action, p: DecideAppeal, doer: Doer, at: int, rules: Rules) -> C:
    """裁定 ■APPEAL."""
    ruled = tuple(replace(a, ruling=p.ruling, ruled=at) if a.id == p.appeal else a for a in case.appeals)
    return stop(replace(case, appeals=ruled), "APPEAL", at, p.appeal)


def _type(case: Clocked) -> str:
    return str(case.__struct_config__.tag)
