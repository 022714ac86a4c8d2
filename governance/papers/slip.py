"""补录 of a numbered slip (纸单): its number, what became of it, and the director's word on one that comes late.

Source: rulebook §2.2, §3.11, kinds.csv. One slip, one case; the steps written on it follow as ordinary actions with
`p.occ` and `p.paper`. A slip that is entered more than 24 hours after its time waits for the director: until he
confirms it, its steps are refused at the desk, and one that arrives anyway counts when it was entered. A spoilt one
(作废) is entered with its reason and counts as explained.
"""

from msgspec.structs import replace

from governance.backfill import LATE_MS, is_sane
from governance.doer import Doer, sits_in
from governance.events.event import Event
from governance.handling import doubted
from governance.ledger.action import Action
from governance.ledger.case import Case, Face
from governance.ledger.chain import tagged, uuid8
from governance.ledger.payload import Payload
from governance.places.serials import paper_ok
from governance.refusal import Refusal
from governance.rulebook import Rules

USED, LATE, CONFIRMED, DENIED, VOID = "USED", "LATE", "CONFIRMED", "DENIED", "VOID"
NAMES = {
    USED: "已用",
    LATE: "待指挥长确认",
    CONFIRMED: "已确认",
    DENIED: "不予确认",
    VOID: "作废",
}
USES = {USED: "已用", VOID: "作废"}
_CONFIRMERS = frozenset({"DIRECTOR"})

# kind → (name of the action, states in which it may stand)
TABLE: dict[str, tuple[str, frozenset[str]]] = {"paper.confirm": ("确认补录", frozenset({LATE}))}


class Backfill(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """补录: number and time as written on the slip; what it was used for, or why it was spoilt."""

    no: str
    written: int | None = None  # UTC ms
    use: str = USED
    text: str


class Confirm(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """确认补录: by the director."""

    ruling: str  # uphold or deny
    reason: str


class Slip(Case, tag="paper", frozen=True, kw_only=True, omit_defaults=True):
    """What the ledger says of a slip."""

    no: str
    state: str
    written: int | None = None  # the time on it, UTC ms
    at: int
    text: str
    by: str  # who entered it

    @property
    def final(self) -> bool:
        """Whether nothing is to be said of it any more."""
        return self.state != LATE

    @property
    def label(self) -> str:
        """The state's Chinese name."""
        return NAMES[self.state]


def slip_case(stream: str, number: str) -> str:
    """The case of a slip: derived from its number, so that no number is used twice."""
    return uuid8(tagged("huying:paper", f"{stream} {number}".encode()))


def refusal(
    case: Slip | None, parent: Case | None, p: Backfill, doer: Doer, at: int, rules: Rules
) -> Refusal | None:
    """补录: a number of this room's own blocks, its time, and what was on it."""
    number = p.no
    if not paper_ok(number):
        return Refusal("bad-paper", f"纸单号【{number}】不对，校验位不符；请核对纸单上的编号。")
    if number[1:4] != rules.home.unit:
        return Refusal("bad-paper", f"纸单号【{number}】不是本镇的纸单；请核对纸单上的编号。")
    if p.use not in USES or not p.text.strip():
        return Refusal("no-text", "须写明纸单用途；作废的写明原因。")
    if p.use == USED and p.written is None:
        return Refusal("no-time", "缺少纸单上的时间；请补填。")
    if p.written is not None and (p.written > at or not is_sane(p.written)):
        return Refusal("future-time", "纸单上的时间晚于现在或过早；请核对纸单。")
    return None


def wrong_state(case: Slip, kind: str) -> Refusal:
    """What a person reads when an action doesn't fit the present state."""
    if kind == "paper.backfill":
        return Refusal("paper-used", f"纸单【{case.no}】已登记过（{case.label}）；请核对编号。")
    return Refusal("wrong-state", f"纸单【{case.no}】{case.label}，不需要确认；请刷新后重试。")


def apply(case: Slip | None, action: Action, p: Backfill, doer: Doer, at: int, rules: Rules) -> Slip:
    """补录: used, or late and waiting, or spoilt."""
    late = p.written is not None and at - p.written > LATE_MS
    return Slip(
        id=action.case or action.id,
        parent=p.parent,
        no=p.no,
        state=VOID if p.use == VOID else LATE if late else USED,
        written=p.written,
        at=at,
        text=p.text,
        by=action.actor,
    )


def confirm_turn(case: Slip, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """确认: by the director, who did not enter it himself."""
    if not sits_in(_CONFIRMERS, doer, rules):
        return Refusal("no-role", "超过24小时的补录由指挥长确认；请送指挥长。")
    if doer.user == case.by:
        return Refusal("own-record", "补录人不得确认自己的补录；请换人确认。")
    return None


def confirm_refusal(case: Slip, p: Confirm, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """确认: yes or no, with the reason."""
    if p.ruling not in ("uphold", "deny") or not p.reason.strip():
        return Refusal("no-ruling", "须写明是否确认及理由；请补全。")
    return None


def confirm(case: Slip, action: Action, p: Confirm, doer: Doer, at: int, rules: Rules) -> Slip:
    """确认 → its steps may be entered at their own times; 不予确认 → they count when they are entered."""
    return replace(case, state=CONFIRMED if p.ruling == "uphold" else DENIED)


def face(case: Slip) -> Face:
    """What the case it belongs to sees: number and state."""
    return Face(child=case.id, type="paper", state=case.state, at=case.at, label=case.no)


def reflect(event: Event, new: Face) -> Event:
    """What the director's word does to steps that came before it: they count at the slip's time, or at their entry."""
    if new.state not in (CONFIRMED, DENIED):
        return event
    return doubted.slip_ruled(event, new.label, doubted.UPHOLD if new.state == CONFIRMED else doubted.DENY)


def waiting(event: Event) -> tuple[Face, ...]:
    """The slips of an event that wait for the director."""
    return tuple(kid for kid in event.kids if kid.type == "paper" and kid.state == LATE)
