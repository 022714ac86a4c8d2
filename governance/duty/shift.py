"""The shift (值班): opened by its operator, handed over with both people's sign-off.

Source: rulebook §1.2, §9.2. Without an open shift the room records facts and decides nothing. A shift names the
stream as its parent, so that the stream knows at every instant whether the room is on duty.
"""

from msgspec.structs import replace

from governance.doer import Doer
from governance.ledger.action import Action
from governance.ledger.case import Case, Face
from governance.ledger.payload import Payload
from governance.people.roles import DESK_ROLES
from governance.refusal import Refusal
from governance.rulebook import Rules

SEATS = {
    "INTAKE": "受理席",
    "DISPATCH": "派单席",
    "SUPERVISE": "督办席",
    "VERIFY": "回访核查席",
    "LEAD": "带班席",
}
NAMES = {"OPEN": "在班", "HANDED": "已交班"}
TABLE: dict[str, tuple[str, frozenset[str]]] = {
    "shift.handover": ("交班", frozenset({"OPEN"})),
    "shift.sign": ("带班签字", frozenset(NAMES)),
}


class Open(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """接班开班: the operator and the seats he holds; `after` names the shift before."""

    operator: str  # user
    seats: tuple[str, ...] = tuple(SEATS)
    after: str = ""
    reason: str = ""  # why without the predecessor's sign-off


class Handover(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """交班: who takes over, both sign-offs, the list as shown when they signed."""

    to: str  # user
    signed: tuple[str, ...]  # both users
    text: str = ""
    counts: tuple[tuple[str, int], ...] = ()  # name of each group of the list → number of cases


class Sign(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """带班签字: a duty leader has seen the shift or its hand-over."""

    text: str = ""  # 意见


class Shift(Case, tag="shift", frozen=True, kw_only=True, omit_defaults=True):
    """What the ledger says of a shift."""

    state: str
    operator: str
    seats: tuple[str, ...]
    at: int
    to: int | None = None
    successor: str = ""
    signs: tuple[tuple[str, int], ...] = ()  # duty leaders who signed, and when

    @property
    def final(self) -> bool:
        """Whether it was handed over."""
        return self.state == "HANDED"

    @property
    def label(self) -> str:
        """The state's Chinese name."""
        return NAMES[self.state]

    def last_step(self, units: tuple[str, ...]) -> int:
        """The opening, or the hand-over."""
        return self.at if self.to is None else self.to


def face(shift: Shift) -> Face:
    """What the stream sees of a shift."""
    return Face(
        child=shift.id,
        type="shift",
        state=shift.state,
        at=shift.at if shift.to is None else shift.to,
        label=shift.operator,
    )


def open_refusal(shift: Shift | None, p: Open, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """接班: one open shift a room, or a reason why without the predecessor's sign-off; by a person of the room."""
    if rules.on_duty(at) and not p.reason.strip():
        return Refusal("shift-open", "上一班尚未交班；请先办理交接班，或写明未交接的原因。")
    person = rules.directory.users.get(p.operator)
    if person is None or not person.active or all(g.role not in DESK_ROLES for g in person.grants):
        return Refusal("bad-operator", "所选人员不是本指挥室在岗人员；请选择值班员。")
    if any(seat not in SEATS for seat in p.seats):
        return Refusal("bad-seat", "席位不在目录内；请重新选择席位。")
    return None


def open_shift(shift: Shift | None, action: Action, p: Open, doer: Doer, at: int, rules: Rules) -> Shift:
    """接班 → OPEN."""
    return Shift(
        id=action.case or action.id,
        parent=rules.home.stream,
        state="OPEN",
        operator=p.operator,
        seats=p.seats,
        at=at,
    )


def wrong_state(shift: Shift, kind: str) -> Refusal:
    """What a person reads when an action doesn't fit the present state."""
    return Refusal("wrong-state", f"当前状态【{shift.label}】不可【{TABLE[kind][0]}】；请刷新。")


def handover_refusal(shift: Shift, p: Handover, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """交班: signed by both, to another person of the room."""
    if p.to == shift.operator or {p.to, shift.operator} - set(p.signed):
        return Refusal("not-signed", "交接班须交班人与接班人双方签认；请补签。")
    person = rules.directory.users.get(p.to)
    if person is None or not person.active or all(g.role not in DESK_ROLES for g in person.grants):
        return Refusal("bad-operator", "接班人不是本指挥室在岗人员；请选择值班员。")
    return None


def hand_over(shift: Shift, action: Action, p: Handover, doer: Doer, at: int, rules: Rules) -> Shift:
    """交班 → HANDED."""
    return replace(shift, state="HANDED", to=max(at, shift.at), successor=p.to)


def sign_turn(shift: Shift, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """带班签字: each leader once."""
    if any(user == doer.user for user, _ in shift.signs):
        return Refusal("already-signed", "本人已在此班签字；无需重复签字。")
    return None


def sign_refusal(shift: Shift, p: Sign, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """带班签字: nothing must be written."""
    return None


def sign(shift: Shift, action: Action, p: Sign, doer: Doer, at: int, rules: Rules) -> Shift:
    """带班签字: who, and when."""
    return replace(shift, signs=(*shift.signs, (action.actor, at)))
