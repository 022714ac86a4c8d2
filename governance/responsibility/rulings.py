"""A ruling kept for the next time (判例): which body the county decided on, for what kind of event.

Source: rulebook §4.5, kinds.csv `list.precedent`. It lies in the county's ledger, named by the ruling that made it;
a newer one for the same 小类, item and kind of place goes before an older one, and any may be ended.
"""

from hashlib import sha256

from msgspec.structs import replace

from governance.doer import Doer, sits_in
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.chain import uuid8
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.responsibility.precedents import Precedent
from governance.rulebook import Rules
from governance.time.hours import CalendarTextError, parse_date
from governance.time.working_time import date_of, local_day

RULERS = frozenset({"CENTRE_LEAD", "COUNTY_LEADER"})  # who adjudicates (§1.4)


class Ruling(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """判例入库: named by the ruling (call.adjudicate) it comes from; on a known one: from when it no longer holds."""

    precedent: str  # id of the ruling's action
    category: str = ""
    item: str = ""
    clause: str = ""
    keywords: tuple[str, ...] = ()
    place_kind: str = ""
    decided: str = ""
    reason: str = ""
    valid_from: str = ""  # YYYY-MM-DD; empty = the day it is kept
    valid_to: str = ""
    call: str = ""  # case id of the call
    town: str = ""  # stream it lies in


class Kept(Case, tag="precedent", frozen=True, kw_only=True, omit_defaults=True):
    """What the county's ledger says of a precedent."""

    precedent: Precedent
    by: str
    at: int
    town: str = ""

    @property
    def label(self) -> str:
        """Whether it was ended."""
        return "已废止" if self.precedent.valid_to else "现行"

    def last_step(self, units: tuple[str, ...]) -> int:
        """When it was kept."""
        return self.at


def precedent_case(precedent: str) -> str:
    """The case id of a ruling's precedent: the same wherever it is written, so that it is kept once."""
    return uuid8(sha256(b"precedent\0" + precedent.encode()).digest())


def refusal(case: Kept | None, p: Ruling, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """判例入库: by who adjudicates, about a 小类 and an item of the list, naming body and reason."""
    if rules.home.kind != "county" or not sits_in(RULERS, doer, rules):
        return Refusal("no-role", "判例由县中心负责人或县领导入库；请交其办理。")
    if case is not None:
        return _end_refusal(case, p)
    if not p.precedent.strip() or p.category not in rules.catalogue.categories:
        return Refusal("bad-category", "判例须写明所依审定和小类；请补全。")
    if p.item and p.item not in rules.catalogue.versions:  # empty: a call 清单外
        return Refusal("bad-item", f"清单中没有事项【{p.item}】；请核对事项编码。")
    unit = rules.catalogue.units.get(p.decided)
    if unit is None or not unit.is_department:
        return Refusal("bad-dept", f"【{rules.name_of(p.decided)}】不是县级部门；请选审定的主体。")
    if not p.reason.strip():
        return Refusal("no-reason", "判例须写明理由；请补理由。")
    return _day_refusal(p.valid_from)


def _end_refusal(case: Kept, p: Ruling) -> Refusal | None:
    if not p.valid_to or not p.reason.strip():
        return Refusal("already-kept", "此审定已入判例库；废止须写明失效日期和理由。")
    if p.valid_to <= case.precedent.valid_from:
        return Refusal("bad-day", f"失效日期须晚于生效日{case.precedent.valid_from}；请改正。")
    return _day_refusal(p.valid_to)


def _day_refusal(day: str) -> Refusal | None:
    try:
        if day:
            parse_date(day)
    except CalendarTextError as err:
        return Refusal("bad-day", err.sentence)
    return None


def apply(case: Kept | None, action: Action, p: Ruling, doer: Doer, at: int, rules: Rules) -> Kept:
    """判例入库, or its end."""
    if case is not None:
        return replace(case, precedent=replace(case.precedent, valid_to=p.valid_to))
    return Kept(
        id=action.case or precedent_case(p.precedent),
        by=action.actor,
        at=at,
        town=p.town,
        precedent=Precedent(
            id=p.precedent,
            category=p.category,
            item=p.item,
            clause=p.clause,
            keywords=p.keywords,
            place_kind=p.place_kind,
            decided=p.decided,
            reason=p.reason,
            valid_from=p.valid_from or date_of(local_day(at)).isoformat(),
            valid_to=p.valid_to,
            call=p.call,
        ),
    )


def live_for(
    category: str, item: str, day: str, rules: Rules, place_kind: str | None = ""
) -> tuple[Precedent, ...]:
    """The precedents that hold for this 小类 and item on the day, the newest first; place kind None = of any kind."""
    found = (p for p in rules.precedents if p.live(day))
    fitting = [p for p in found if p.fits(category, item, p.place_kind if place_kind is None else place_kind)]
    return tuple(sorted(fitting, key=lambda p: (p.valid_from, p.id), reverse=True))


def live_of(category: str, day: str, rules: Rules) -> tuple[Precedent, ...]:
    """The precedents that hold for a 小类 on the day, whatever item they are about, the newest first."""
    found = [p for p in rules.precedents if p.category == category and p.live(day)]
    return tuple(sorted(found, key=lambda p: (p.valid_from, p.id), reverse=True))
