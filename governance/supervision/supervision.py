"""督办: a level that may only rise, a reply limit, closed by its issuer.

Source: rulebook §3.9, §3.12. It is a case of its own; the supervised case keeps its state and shows the badge.
"""

from msgspec.structs import replace

from governance.calls.call import Call
from governance.doer import Doer
from governance.events.event import Event
from governance.events.guards import is_subordinate
from governance.ledger.action import Action
from governance.ledger.case import Case, Face
from governance.ledger.clocked import Clocked
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time import clocks
from governance.time.clocks import Clock

LEVELS = {"supervision.normal": "NORMAL", "supervision.yellow": "YELLOW", "supervision.red": "RED"}
LEVEL_NAMES = {"NORMAL": "普通督办", "YELLOW": "黄牌督办", "RED": "红牌督办"}
_RANK = ("NORMAL", "YELLOW", "RED")
REVOKED = "REVOKED"
NAMES = {"OPEN": "待回复", "REPLIED": "已回复", "CLOSED": "已销号", REVOKED: "已撤销"}
OPEN_STATES = frozenset({"OPEN", "REPLIED"})

# kind → (name of the action, states in which it may stand); the three levels also issue a new one
TABLE: dict[str, tuple[str, frozenset[str]]] = {
    "supervision.normal": ("普通督办", OPEN_STATES),
    "supervision.yellow": ("黄牌督办", OPEN_STATES),
    "supervision.red": ("红牌督办", OPEN_STATES),
    "supervision.reply": ("督办回复", OPEN_STATES),
    "supervision.close": ("销号", OPEN_STATES),
    "supervision.revoke": ("撤销督办", OPEN_STATES | {"CLOSED"}),
}


class Supervise(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """督办单."""

    serial: str = ""
    unit: str
    text: str
    ask: str
    copy_to: str = ""


class Reply(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """督办回复."""

    text: str


class CloseSupervision(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """销号."""

    result: str


class Supervision(Clocked, tag="supervision", frozen=True, kw_only=True, omit_defaults=True):
    """What the ledger says of a supervision."""

    serial: str
    level: str
    unit: str
    ask: str
    issuer: str
    at: int
    of: str  # case type of what is supervised: event or call
    replies: int = 0
    result: str = ""

    @property
    def final(self) -> bool:
        """Whether it is closed or revoked."""
        return self.state in ("CLOSED", REVOKED)

    @property
    def label(self) -> str:
        """Level and state in Chinese."""
        return f"{LEVEL_NAMES[self.level]}·{NAMES[self.state]}"

    def last_step(self, units: tuple[str, ...]) -> int:
        """The last move."""
        return self.moved


def face(case: Supervision) -> Face:
    """The badge on the supervised case."""
    return Face(child=case.id, type="supervision", state=case.state, at=case.moved, label=case.level)


def wrong_state(case: Supervision, kind: str) -> Refusal:
    """What a person reads when an action doesn't fit the present state."""
    return Refusal(
        "wrong-state", f"当前状态【{case.label}】不可【{TABLE[kind][0]}】；请刷新后按当前状态办理。"
    )


def raise_refusal(kind: str, case: Supervision, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """升级: a level may only rise."""
    if _RANK.index(LEVELS[kind]) <= _RANK.index(case.level):
        return Refusal("level-not-higher", "督办级别只能提高；降级或撤销须另行撤销。")
    return None


def refusal(
    kind: str, case: Supervision | None, parent: Case | None, p: Supervise, doer: Doer, at: int, rules: Rules
) -> Refusal | None:
    """督办: of an event or a call that is still open, against a unit of its level."""
    if not p.text.strip() or not p.ask.strip() or not p.unit.strip():
        return Refusal("no-text", "督办须写明对象、问题和要求；请补全。")
    if case is not None:
        return None
    match parent:
        case Event():
            known = rules.catalogue.units.get(p.unit)
            fits = is_subordinate(p.unit, rules) or (known is not None and known.kind == "town_room")
            over = not parent.open
        case Call():
            unit = rules.catalogue.units.get(p.unit)
            fits, over = unit is not None and unit.is_department, parent.final
        case _:
            return Refusal("no-parent", "找不到被督办的案件；请同步后重试。")
    if over:
        return Refusal("after-close", "被督办的案件已办结；无需督办。")
    if not fits:
        return Refusal("bad-unit", f"【{rules.name_of(p.unit)}】不是此件的督办对象；请改选承办单位。")
    return None


def apply(
    kind: str, case: Supervision | None, action: Action, p: Supervise, doer: Doer, at: int, rules: Rules
) -> Supervision:
    """发出或升级督办 ▶REPLY."""
    level = LEVELS[kind]
    unit = p.unit if case is None else case.unit
    limit = rules.find_limit("supervision", "REPLY", level)
    clock = () if limit is None else (clocks.started("REPLY", at, limit, unit),)
    if case is not None:
        return moved(replace(case, level=level, ask=p.ask), "OPEN", at, clock)
    is_county = unit in rules.catalogue.units and rules.catalogue.units[unit].is_department
    return Supervision(
        id=action.case or action.id,
        parent=p.parent,
        serial=p.serial,
        level=level,
        state="OPEN",
        unit=unit,
        ask=p.ask,
        issuer=action.actor,
        at=at,
        moved=at,
        of="call" if is_county else "event",
        clocks=clock,
    )


def moved(case: Supervision, state: str, at: int, begun: tuple[Clock, ...] = ()) -> Supervision:
    """Give the case in a new state: what ran is over, what begins runs."""
    running = tuple(clocks.stopped(c, at) for c in case.clocks)
    return replace(case, state=state, moved=max(at, case.moved), clocks=(*running, *begun))


def reply_turn(case: Supervision, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """督办回复: by the supervised unit."""
    if case.unit in doer.units:
        return None
    return Refusal("not-holder", "督办对象不是本单位；请由被督办单位回复。")


def reply_refusal(case: Supervision, p: Reply, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """督办回复: with a text."""
    return None if p.text.strip() else Refusal("no-text", "回复为空；请填写整改情况。")


def reply(case: Supervision, action: Action, p: Reply, doer: Doer, at: int, rules: Rules) -> Supervision:
    """督办回复 ■REPLY."""
    return moved(replace(case, replies=case.replies + 1), "REPLIED", at)


def close_turn(case: Supervision, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """销号: by the issuer."""
    return None if doer.user == case.issuer else Refusal("not-issuer", "只有签发人可以销号；请联系签发人。")


def close_refusal(
    case: Supervision, p: CloseSupervision, doer: Doer, at: int, rules: Rules
) -> Refusal | None:
    """销号: with the result."""
    return None if p.result.strip() else Refusal("no-result", "销号须写明结果；请补全。")


def close(
    case: Supervision, action: Action, p: CloseSupervision, doer: Doer, at: int, rules: Rules
) -> Supervision:
    """销号 → CLOSED."""
    return moved(replace(case, result=p.result), "CLOSED", at)
