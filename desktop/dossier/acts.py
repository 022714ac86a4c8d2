"""The action bar (办理栏): exactly what the rules allow this person now, the due step first. Free of Qt."""

from desktop.dossier import texts
from desktop.dossier.sheet import Act, Person
from desktop.moves import alarm_form
from desktop.moves.behalf_form import recordable
from desktop.moves.forms import BEHALF, BOTH_SIDES, COPY_CALLER, FORMS, SEND, SUPERVISE
from desktop.moves.next_move import next_move, ordered
from desktop.moves.return_forms import waits_for_director
from desktop.moves.talk_forms import ringing
from governance.calls import states as call_states
from governance.calls.call import Call
from governance.events.event import Event
from governance.events.merging import CLOSED
from governance.ledger.case import Case
from governance.moves import allowed
from governance.rulebook import Rules
from governance.supervision.supervision import LEVELS

COPY_TEXT = "copy_dispatch"
CONFLICT = "conflict.resolve"  # settled on a card of its own
KEYS = {  # button → action of the keymap
    "event.dispatch": "dispatch",
    "event.redispatch": "dispatch",
    "event.accept_dispatch": "dispatch",
    "call.issue": "call",
    SUPERVISE: "supervise",
    BEHALF: "behalf",
    "event.urge": "urge",
    "call.urge": "urge",
    "event.merge": "merge",
}
_NAMES = {
    "event.dispatch": "派单",
    "event.note": "备注",
    "event.decide_return": "审核退单",
    "call.evaluate": "评价部门",
    "call.reject_feedback": "驳回反馈",
    "call.withdraw": "撤回呼叫",
    CONFLICT: "处置冲突",
    SUPERVISE: "督办",
    SEND: "送指挥长指定",
    BOTH_SIDES: "事呼双应",
    BEHALF: "代录答复",
}


def acts(
    case: Case, actor: str, at: int, rules: Rules, *, call_up: bool = False, main: Case | None = None
) -> tuple[Act, ...]:
    """The buttons of the bar; the levels of 督办 are one, and so are the four facts of 代录.

    `main`: the event it is merged into, where it is known: once that is closed nothing can be taken apart.
    `call_up`: the event is a county department's business, so that calling it up is the due step (§3.3).
    """
    moves = allowed(case, actor, at, rules)
    if isinstance(
        main, Event
    ):  # a merged caller is asked once the matter is done; then nothing is taken apart
        barred = "event.unmerge" if main.state in CLOSED else "event.revisit"
        moves = tuple(move for move in moves if move.kind != barred)
    names = {move.kind: move.name for move in moves}
    if any(kind in LEVELS for kind in names):
        names = {kind: name for kind, name in names.items() if kind not in LEVELS} | {SUPERVISE: ""}
    if recordable(case, actor, at, rules):
        names[BEHALF] = ""
    if isinstance(case, Event) and names.pop("call.draft", ""):
        names.setdefault("call.issue", texts.DRAFT_CALL)  # both begin on the page of calls
    can = {kind: name for kind, name in names.items() if kind in FORMS or kind == SUPERVISE}
    if isinstance(case, Event) and not ringing(case, at, rules):
        can.pop("event.ack_alarm", None)
    if case.items:
        can[CONFLICT] = ""
    if waits_for_director(case, moves):
        can[SEND] = ""
    if alarm_form.proposed(case, moves, at, rules):
        can[BOTH_SIDES] = ""
    due = CONFLICT if case.items else SEND if SEND in can else next_move(moves, case)
    if due in ("event.dispatch", "event.redispatch", ""):  # the county's business, or an alarm (§4.7)
        due = BOTH_SIDES if BOTH_SIDES in can else "call.issue" if call_up and "call.issue" in can else due
    return tuple(
        Act(key, _said(case, key, can[key]), _key(case, key, due), key == due)
        for key in ordered(tuple(can), due)
    )


def text_acts(case: Case, actor: str, person: Person | None) -> tuple[Act, ...]:
    """派单文字, which changes nothing: copied as it is, or with the caller for a reason; under 更多 as the last."""
    if not actor or not isinstance(case, Event) or case.lead is None:
        return ()
    plain = Act(COPY_TEXT, texts.COPY_TEXT, COPY_TEXT)
    known = person is not None and not {"name", "tel"}.isdisjoint(person.fields)
    return (plain, Act(COPY_CALLER, texts.COPY_WITH_CALLER)) if known else (plain,)


def levels(case: Case, actor: str, at: int, rules: Rules) -> tuple[str, ...]:
    """The levels of 督办 that are allowed now, the mildest first."""
    kinds = {move.kind for move in allowed(case, actor, at, rules)}
    return tuple(kind for kind in LEVELS if kind in kinds)


def _said(case: Case, key: str, name: str) -> str:
    if key == "call.issue":
        return _issuing(case)
    return _NAMES.get(key, name)


def _issuing(case: Case) -> str:
    """签发 of a draft, 补正 of an incomplete call, 补签 of a C1 that is out; from an event it begins."""
    if not isinstance(case, Call):
        return "呼叫县级"
    if case.state == call_states.DRAFT:
        return "签发呼叫"
    return "补正" if case.repair is not None else "补签"


def _key(case: Case, key: str, due: str) -> str:
    known = KEYS.get(key, "")
    if key == "call.issue" and not isinstance(case, Event):
        known = ""
    return known or ("next_step" if key == due else "")
