"""催办、通话: what the room says to those who owe a step, on events and calls alike.

Source: rulebook §3.4, §3.9, §12 #6. Both are facts, and neither moves a clock.
"""

from typing import TypeVar

from msgspec.structs import replace

from governance.backfill import is_sane
from governance.calls.call import CENTRE
from governance.doer import Doer, sits_in
from governance.ledger.action import Action
from governance.ledger.clocked import Clocked
from governance.ledger.payload import Payload
from governance.people.roles import CENTRE_ROLES, DESK_ROLES
from governance.refusal import Refusal
from governance.rulebook import Rules

C = TypeVar("C", bound=Clocked)
_SPEAKERS = DESK_ROLES | CENTRE_ROLES


class Urge(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """催办: whom, and the words that were sent."""

    unit: str
    text: str = ""


class PhoneLog(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """通话: with whom, which number was dialled, when, and what came of it. A resident's data go into the annex."""

    who: str
    number: str = ""
    text: str
    at: int | None = None


def speaks(case: Clocked, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """催办、通话: by the command room or the county centre."""
    if sits_in(_SPEAKERS, doer, rules):
        return None
    return Refusal("no-role", "催办和通话由指挥室或县中心登记；请交值班员办理。")


def urge_turn(case: Clocked, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """催办: somebody else owes a step."""
    if (no := speaks(case, doer, at, rules)) is not None:
        return no
    return None if _others(case, doer) else Refusal("nobody-owes", "没有单位欠办此件；请按当前状态办理。")


def urge_refusal(case: Clocked, p: Urge, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """催办: of another who owes a step."""
    others = _others(case, doer)
    if p.unit in others:
        return None
    names = "、".join(dict.fromkeys(_called(one, rules) for one in others))
    return Refusal("bad-unit", f"【{_called(p.unit, rules)}】不欠办此件，欠办的是{names}；请改选催办对象。")


def _others(case: Clocked, doer: Doer) -> tuple[str, ...]:
    """Who owes a step, but for the doer's own unit: a 县呼乡应 waits for the town itself."""
    return tuple(one for one in case.owing if one not in doer.units)


def _called(one: str, rules: Rules) -> str:
    """The unit, the county centre, or the person who verifies, as people call them."""
    if one == CENTRE:
        return "县社会治理中心"
    person = rules.directory.users.get(one)
    return person.name if person is not None else rules.name_of(one)


def urge(case: C, action: Action, p: Urge, doer: Doer, at: int, rules: Rules) -> C:
    """催办: when last, and how often."""
    return replace(case, urged=max(at, case.urged or at), urges=case.urges + 1)


def phone_refusal(case: Clocked, p: PhoneLog, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """通话: with whom, and what came of it; not in the future."""
    if not p.who.strip() or not p.text.strip():
        return Refusal("no-text", "缺少通话对象或结果；请补全。")
    if p.at is not None and (p.at > at or not is_sane(p.at)):
        return Refusal("future-time", "通话时间晚于现在或过早；请核对时间。")
    return None


def phoned(case: C, action: Action, p: PhoneLog, doer: Doer, at: int, rules: Rules) -> C:
    """通话: evidence in the timeline."""
    return case
