"""督办: a level that may only rise, a reply limit, closed by its issuer.

Source: rulebook §3.9, §3.12. It is a case of its own; the supervised case keeps its state and shows the badge.
"""

from msgspec.structs import replace

from governance.doer import Doer
from governance.ledger.action import Action
from governance.ledger.case import Case, Face
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time import clocks
from governance.time.clocks import Clock

LEVELS = {"supervision.normal": "NORMAL", "supervision.yellow": "YELLOW", "supervision.red": "RED"}
LEVEL_NAMES = {"NORMAL": "普通督办", "YELLOW": "黄牌督办", "RED": "红牌督办"}
_RANK = ("NORMAL", "YELLOW", "RED")
NAMES = {"OPEN": "待回复", "REPLIED": "已回复", "CLOSED": "已销号"}


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


class Supervision(Case, tag="supervision", frozen=True, kw_only=True, omit_defaults=True):
    """What the ledger says of a supervision."""

    serial: str
    level: str
    state: str
    unit: str
    ask: str
    issuer: str
    at: int
    moved: int
    clocks: tuple[Clock, ...] = ()
    replies: int = 0
    result: str = ""

    @property
    def final(self) -> bool:
        """Whether it is closed."""
        return self.state == "CLOSED"

    @property
    def label(self) -> str:
        """Level and state in Chinese."""
        return f"{LEVEL_NAMES[self.level]}·{NAMES[self.state]}"


def face(case: Supervision) -> Face:
    """The badge on the supervised case."""
    return Face(child=case.id, type="supervision", state=case.state, at=case.moved, label=case.level)


def refusal(
    kind: str, case: Supervision | None, parent: Case | None, p: Supervise, doer: Doer, at: int, rules: Rules
) -> Refusal | None:
    """督办: of a case that is still open; an existing one may only rise."""
    if not p.text.strip() or not p.ask.strip() or not p.unit.strip():
        return Refusal("no-text", "督办须写明对象、问题和要求；请补全。")
    if case is not None:
        if case.final or _RANK.index(LEVELS[kind]) <= _RANK.index(case.level):
            return Refusal("level-not-higher", "督办级别只能提高；降级或撤销须另行撤销。")
        return None
    if parent is None:
        return Refusal("no-parent", "找不到被督办的案件；请同步后重试。")
    return Refusal("after-close", "被督办的案件已终结；无需督办。") if parent.final else None


def apply(
    kind: str, case: Supervision | None, action: Action, p: Supervise, doer: Doer, at: int, rules: Rules
) -> Supervision:
    """发出或升级督办 ▶REPLY."""
    level = LEVELS[kind]
    clock = clocks.started("REPLY", at, rules.limit("supervision", "REPLY", level), p.unit)
    if case is not None:
        running = tuple(clocks.stopped(c, at) for c in case.clocks)
        return replace(case, level=level, state="OPEN", ask=p.ask, moved=at, clocks=(*running, clock))
    return Supervision(
        id=action.case or action.id,
        parent=p.parent,
        serial=p.serial,
        level=level,
        state="OPEN",
        unit=p.unit,
        ask=p.ask,
        issuer=action.actor,
        at=at,
        moved=at,
        clocks=(clock,),
    )


def reply_refusal(case: Supervision, p: Reply, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """督办回复: by the supervised unit, with a text."""
    if case.unit not in doer.units:
        return Refusal("not-holder", "督办对象不是本单位；请由被督办单位回复。")
    return None if p.text.strip() else Refusal("no-text", "回复为空；请填写整改情况。")


def reply(case: Supervision, action: Action, p: Reply, doer: Doer, at: int, rules: Rules) -> Supervision:
    """督办回复 ■REPLY."""
    running = tuple(clocks.stopped(c, at) for c in case.clocks)
    return replace(case, state="REPLIED", replies=case.replies + 1, moved=at, clocks=running)


def close_refusal(
    case: Supervision, p: CloseSupervision, doer: Doer, at: int, rules: Rules
) -> Refusal | None:
    """销号: by the issuer, with the result."""
    if doer.user != case.issuer:
        return Refusal("not-issuer", "只有签发人可以销号；请联系签发人。")
    return None if p.result.strip() else Refusal("no-result", "销号须写明结果；请补全。")


def close(
    case: Supervision, action: Action, p: CloseSupervision, doer: Doer, at: int, rules: Rules
) -> Supervision:
    """销号 → CLOSED."""
    running = tuple(clocks.stopped(c, at) for c in case.clocks)
    return replace(case, state="CLOSED", result=p.result, moved=at, clocks=running)
