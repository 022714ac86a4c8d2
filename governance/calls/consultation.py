"""会商 → 审定 → 判例: after the second return the centre convenes the sides; without agreement it decides.

Source: rulebook §4.5. Convening stops CONSULT; the minutes hold each side's clause. Agreed: assign_final by the
centre's lead. Not agreed: ▶ADJUDICATE 2 WD, and the 审定 binds; the call then goes to the department decided on. What
the 审定 says is the 判例 that the county keeps (`list.precedent`).
"""

from msgspec.structs import replace

from governance.calls import states
from governance.calls.call import Call
from governance.calls.records import Adjudication, Minutes, Side
from governance.doer import Doer
from governance.events.event import Event
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.clocked import moved, start, stop
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.limits import WD, Limit
from governance.time.working_time import date_of, local_day

CONVENE, RECORD = "convene", "minutes"
WAYS = {"MEETING": "会议", "PHONE": "电话", "VIDEO": "视频"}
BY_PHONE = ("PHONE",)  # a C1: there is one hour
DECIDE = Limit(2, WD)  # unless the county's table says otherwise


class Consult(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """会商: convened, or its minutes; `digest` says in short what it brought about."""

    digest: str
    step: str  # convene or minutes
    way: str = ""
    sides: tuple[Side, ...] = ()  # convened: who is called; minutes: each with its clause
    unit: str = ""  # minutes: the department agreed on; empty = no agreement


class Adjudicate(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """审定: which department, by which clause, for what kind of facts, why, from which day."""

    unit: str
    item: str = ""
    clause: str
    category: str
    place_kind: str = ""
    keywords: tuple[str, ...] = ()
    reason: str
    valid_from: str = ""  # YYYY-MM-DD; empty = the day itself


def ways(call: Call) -> tuple[str, ...]:
    """How the sides of a call may be convened: a C1 by phone (1 EH), others as the centre chooses (§4.5)."""
    return BY_PHONE if call.urgent else tuple(WAYS)


def room_of(rules: Rules) -> str:
    """The unit code of the town's command room, its side in a 会商; the town's own code where no unit is listed."""
    listed = (u.code for u in rules.catalogue.units.values() if u.kind == "town_room")
    return next(listed, rules.home.unit)


def called_in(call: Call, rules: Rules) -> tuple[str, ...]:
    """Whom a 会商 calls in: the town and every department of the call."""
    known = rules.catalogue.units
    depts = (d for d in call.parties if d in known and known[d].is_department)
    return (room_of(rules), *depts)


def last_minutes(call: Call) -> Minutes | None:
    """The minutes that hold: those written last."""
    return call.minutes[-1] if call.minutes else None


def refusal(call: Call, p: Consult, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """会商: first convened with all sides, then the minutes with each side's clause."""
    if p.step not in (CONVENE, RECORD) or not p.digest.strip():
        return Refusal("bad-step", "须选召集会商或会商纪要；请选择。")
    if p.way not in WAYS:
        return Refusal("no-way", "缺少会商方式；请选会议、电话或视频。")
    if p.step == CONVENE and p.way not in ways(call):
        return Refusal("phone-only", "特急呼叫须1小时内以电话会商；方式请选电话。")
    if p.step == RECORD and call.convened is None:
        return Refusal("not-convened", "会商尚未召集，不能记纪要；请先召集。")
    there = {side.unit for side in p.sides}
    missing = [unit for unit in called_in(call, rules) if unit not in there]
    if missing:
        names = "、".join(rules.name_of(unit) for unit in missing)
        return Refusal("side-missing", f"会商缺少{names}；请召集乡镇和全部所涉部门。")
    return None if p.step == CONVENE else _minutes_refusal(p, rules)


def _minutes_refusal(p: Consult, rules: Rules) -> Refusal | None:
    for side in p.sides:
        if not side.clause.strip():
            return Refusal("no-clause", f"【{rules.name_of(side.unit)}】未写所依条款；请补全各方依据。")
    unit = rules.catalogue.units.get(p.unit)
    if p.unit and (unit is None or not unit.is_department):
        return Refusal("bad-dept", f"【{rules.name_of(p.unit)}】不是县级部门；请选择县级部门。")
    return None


def consult(call: Call, action: Action, p: Consult, doer: Doer, at: int, rules: Rules) -> Call:
    """召集 ■CONSULT; 纪要 without agreement ▶ADJUDICATE."""
    call = stop(call, "CONSULT", at)
    if p.step == CONVENE:
        return replace(call, convened=at if call.convened is None else call.convened)
    said = Minutes(id=action.id, at=at, way=p.way, sides=p.sides, agreed=p.unit)
    call = stop(replace(call, minutes=(*call.minutes, said)), "ADJUDICATE", at)
    if p.unit:
        return call
    return start(call, "ADJUDICATE", at, rules.find_limit("call", "ADJUDICATE", call.grade) or DECIDE)


# ---------------------------------------------------------------- the decision


def adjudicate_turn(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """审定: after minutes without agreement."""
    said = last_minutes(call)
    if said is None:
        return Refusal("no-minutes", "会商纪要未记，不能审定；请先会商并记纪要。")
    if said.agreed:
        return Refusal("agreed", f"会商已一致由{rules.name_of(said.agreed)}承办；请直接指定承办。")
    return None


def adjudicate_refusal(
    call: Call, parent: Case | None, p: Adjudicate, doer: Doer, at: int, rules: Rules
) -> Refusal | None:
    """审定: a department, a clause that is its main duty (or words, when outside the list), and the reason."""
    unit = rules.catalogue.units.get(p.unit)
    if unit is None or not unit.is_department:
        return Refusal("bad-dept", f"【{rules.name_of(p.unit)}】不是县级部门；请选择县级部门。")
    if not p.clause.strip() or not p.reason.strip():
        return Refusal("no-reason", "审定须写明条款和理由；请补全。")
    if p.item and rules.catalogue.item_on(p.item, _day(at)) is None:
        return Refusal("item-changed", f"清单事项【{p.item}】不存在或未生效；请重新选择事项。")
    if call.item and not p.item:
        return Refusal("no-item", f"判例缺少清单事项；呼叫事项为【{call.item}】，请填写。")
    if p.category not in rules.catalogue.categories:
        return Refusal("no-category", "判例缺少小类；请选择小类。")
    if isinstance(parent, Event) and parent.cat != p.category:
        return Refusal("other-category", "判例小类与事件小类不一致；请先定性改类或改选小类。")
    if p.valid_from and p.valid_from < _day(at):
        return Refusal("back-dated", "判例生效日早于今天；请填今天或以后的日期。")
    return None


def adjudicate(call: Call, action: Action, p: Adjudicate, doer: Doer, at: int, rules: Rules) -> Call:
    """审定 → ADJUDICATED ■ADJUDICATE ▶ASSIGN: the centre gives it to the department decided on."""
    said = Adjudication(
        id=action.id,
        at=at,
        by=action.actor,
        unit=p.unit,
        item=p.item,
        clause=p.clause,
        category=p.category,
        place_kind=p.place_kind,
        keywords=p.keywords,
        reason=p.reason,
        valid_from=p.valid_from or _day(at),
    )
    call = stop(stop(replace(call, ruling=said), "CONSULT", at), "ADJUDICATE", at)
    call = start(call, "ASSIGN", at, rules.find_limit("call", "ASSIGN", call.grade))
    return moved(call, states.ADJUDICATED, at)


# ---------------------------------------------------------------- the settled department


def final_turn(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """指定承办: what was agreed in the minutes, or decided."""
    if settled(call):
        return None
    return Refusal("not-settled", "会商没有一致意见，尚未审定；请先记会商纪要或审定。")


def settled(call: Call) -> str:
    """The department that minutes or 审定 settled on; "" while there is none."""
    if call.ruling is not None:
        return call.ruling.unit
    said = last_minutes(call)
    return said.agreed if said is not None else ""


def _day(at: int) -> str:
    return date_of(local_day(at)).isoformat()
