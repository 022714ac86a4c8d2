"""What may be done with a notice, and what it does (通报动作).

Source: rulebook §4.4 (说明期), §4.8; kinds.csv: drafter and signer are two people, the signature freezes it.
"""

from msgspec.structs import replace

from governance.appeals import RULES
from governance.calls.consultation import room_of
from governance.doer import Doer
from governance.ledger.action import Action
from governance.ledger.clocked import moved, start, stop
from governance.notices.notice import (
    DRAFT,
    EXPLAINED,
    EXPLAINING,
    RECTIFIED,
    REPLIED,
    SIGNED,
    TABLE,
    Answer,
    Draft,
    Line,
    Notice,
    Reply,
    Sign,
    answered,
)
from governance.people.roles import Grant
from governance.places.codes import contains
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.clocks import due_at
from governance.time.limits import EH, WD, Limit

EXPLAIN, RECTIFY = Limit(48 * 60, EH), Limit(3, WD)  # unless the county's table says otherwise
REPLIERS = frozenset({"DEPT_LEAD", "PLATFORM_LEAD", "STATION_LEAD", "VILLAGE_LEAD"})
ROOM_REPLIER = "DUTY_LEADER"


def wrong_state(notice: Notice, kind: str) -> Refusal:
    """What a person reads when an action doesn't fit the present state."""
    return Refusal(
        "wrong-state", f"通报当前状态【{notice.label}】不可【{TABLE[kind][0]}】；请刷新后按当前状态办理。"
    )


def draft_refusal(notice: Notice | None, p: Draft, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """拟通报: with title, text and lines; what was sent to the units may only lose lines."""
    if not p.title.strip() or not p.text.strip():
        return Refusal("no-text", "通报缺少标题或整改要求；请补全。")
    if not p.lines:
        return Refusal("no-lines", "通报没有明细；请从认定中选择。")
    for line in p.lines:
        if (no := _line_refusal(line.unit, line.rule, bool(line.facts), rules)) is not None:
            return no
    known = {line.key for line in notice.lines} if notice is not None and notice.state == EXPLAINING else None
    if known is not None and not known.issuperset(line.key for line in p.lines):
        return Refusal("already-sent", "通报已送各单位说明，只能删减明细；新增的请另拟通报。")
    return None


def unit_refusal(unit: str, rules: Rules) -> Refusal | None:
    """A notice is about units of its own level: a town's about the town's, the county's about departments."""
    known = rules.catalogue.units.get(unit)
    of_county = rules.home.kind == "county"
    if known is not None and known.is_department != of_county:
        return Refusal("bad-unit", f"【{known.name}】不归本级通报；请改选单位。")
    if known is None and not (unit.isdigit() and contains(rules.home.area, unit)):
        return Refusal("bad-unit", f"【{unit}】不在目录内；请改选单位。")
    return None


def _line_refusal(unit: str, rule: str, has_facts: bool, rules: Rules) -> Refusal | None:
    if (no := unit_refusal(unit, rules)) is not None:
        return no
    if rule not in RULES or not has_facts:
        return Refusal("no-facts", f"【{rules.name_of(unit)}】的明细缺少规则或事实时刻；请补全。")
    return None


def draft(notice: Notice | None, action: Action, p: Draft, doer: Doer, at: int, rules: Rules) -> Notice:
    """拟通报 → DRAFT; sent → EXPLAINING ▶EXPLAIN."""
    if notice is None:
        notice = Notice(
            id=action.case or action.id,
            serial=p.serial,
            title=p.title,
            text=p.text,
            at=at,
            drafters=(),
            lines=p.lines,
            state=DRAFT,
            moved=at,
        )
    drafters = tuple(dict.fromkeys((*notice.drafters, action.actor)))
    notice = replace(notice, title=p.title, text=p.text, lines=p.lines, copy_to=p.copy_to, drafters=drafters)
    if not p.send or notice.state != DRAFT:
        return notice
    limit = rules.find_limit("notice", "EXPLAIN") or EXPLAIN
    return moved(start(replace(notice, sent=at), "EXPLAIN", at, limit), EXPLAINING, at)


def sign_turn(notice: Notice, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """签发: by another than who drafted it, once every unit explained or its time is over."""
    if doer.user in notice.drafters:
        return Refusal("own-draft", "拟稿人不能签发自己拟的通报；请换人签发。")
    clock = notice.clock("EXPLAIN")
    until = due_at(clock, rules.calendar) if clock is not None else None
    if notice.owing and until is not None and at < until:
        names = "、".join(rules.name_of(unit) for unit in notice.owing)
        return Refusal("still-explaining", f"说明期未满，{names}尚未说明；请到期或其说明后签发。")
    return None


def sign_refusal(notice: Notice, p: Sign, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """签发: nothing is written."""
    return None


def sign(notice: Notice, action: Action, p: Sign, doer: Doer, at: int, rules: Rules) -> Notice:
    """签发 → SIGNED ■EXPLAIN ▶RECTIFY of every unit; frozen."""
    notice = stop(replace(notice, signer=action.actor, signed=at), "EXPLAIN", at)
    limit = rules.find_limit("notice", "RECTIFY") or RECTIFY
    for unit in notice.units:
        notice = start(notice, "RECTIFY", at, limit, unit, unit)
    return moved(notice, SIGNED, at)


def replying(notice: Notice, user: str, rules: Rules) -> str:
    """The unit that a person answers for now, as its lead; "" when there is none that owes an answer."""
    known = rules.directory.users.get(user)
    grants = known.grants if known is not None else ()
    return next((unit for unit in notice.owing if any(_answers(g, unit, rules) for g in grants)), "")


def _answers(grant: Grant, unit: str, rules: Rules) -> bool:
    """Whether the role answers for the unit: its lead; of a grid its village's; of the command room its 带班.

    kinds.csv names the leads of units. The room has none of these: its supervisor drafts the notice, its 指挥长 signs
    it, so the leader on duty says what the room has to say.
    """
    home = rules.home.area
    if not (contains(home, grant.area) or contains(grant.area, home)):
        return False
    if unit == room_of(rules):
        return grant.role == ROOM_REPLIER
    of_grid = grant.role == "VILLAGE_LEAD" and contains(grant.unit, unit)
    return grant.role in REPLIERS and (grant.unit == unit or of_grid)


def reply_turn(notice: Notice, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """说明、整改: by the lead of a unit that the notice is about, once each."""
    if replying(notice, doer.user, rules):
        return None
    return Refusal("not-holder", "通报未涉及本单位或已答复；请由所涉单位负责人办理。")


def reply_refusal(notice: Notice, p: Reply, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """说明、整改: with a text; 整改 of the unit's own lines that are not answered yet."""
    if not p.text.strip():
        return Refusal("no-text", "答复为空；请填写说明或整改情况。")
    if p.lines and not {line.key for line in _left(notice, doer, rules)}.issuperset(p.lines):
        return Refusal("bad-line", "所选明细不是本单位待整改的；请刷新后重选。")
    return None


def _left(notice: Notice, doer: Doer, rules: Rules) -> tuple[Line, ...]:
    return notice.left(replying(notice, doer.user, rules)) if notice.state == SIGNED else ()


def reply(notice: Notice, action: Action, p: Reply, doer: Doer, at: int, rules: Rules) -> Notice:
    """说明 before the signature; 整改 after it, of the unit's last line ■RECTIFY, of the last unit → RECTIFIED."""
    unit = replying(notice, doer.user, rules)
    if not unit:
        return notice
    of = EXPLAINED if notice.state == EXPLAINING else REPLIED
    lines = p.lines if of == REPLIED else ()
    said = Answer(unit=unit, by=action.actor, at=at, of=of, text=p.text, lines=lines)
    notice = answered(notice, said)
    if of == EXPLAINED or unit in notice.owing:
        return notice
    notice = stop(notice, "RECTIFY", at, unit)
    return notice if notice.owing else moved(notice, RECTIFIED, at)
