"""A town where anything may be tried (随机镇): steps that make sense, steps that don't, and plain rubbish.

A step is a handful of small numbers, so that a failing history shrinks to a short one; `Player` makes an action of it
by looking at the town as it stands.
"""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from msgspec import Struct

from governance.calls import consultation, rulings
from governance.calls import states as call_states
from governance.calls.call import Call
from governance.events import states as event_states
from governance.folding import fold
from governance.ledger.action import Action
from governance.ledger.canonical import canonical
from governance.ledger.chain import tagged
from governance.ledger.entry import Verdict
from governance.rulebook import Rules
from governance.rules import KINDS
from governance.supervision import supervision
from governance.verdicts import judge
from tests.governance.handling import asking
from tests.governance.room import (
    ARRIVED,
    FACTS,
    FEEDBACK,
    GRID,
    ISSUE,
    MONDAY,
    NEAR,
    PEOPLE,
    TOWN,
    VILLAGE,
    Room,
    an_action,
    report,
    uid,
)

MINUTE = 60_000
FAMILIES: Mapping[str, tuple[str, ...]] = {"e": ("e", "e2", "c", "c", "c2", "d"), "f": ("f", "g", "h")}
TYPES = {
    "e": "event",
    "e2": "event",
    "f": "event",
    "c": "call",
    "c2": "call",
    "g": "call",
    "d": "supervision",
    "h": "supervision",
}
OTHERS = {"e": "e2", "e2": "e", "f": "f"}  # what is merged into what
ROOM_PEOPLE = ("op", "leader", "director", "sup")
UNIT_PEOPLE = ("zf_lead", "pcs_lead", "sc_lead", "village", "grid", "zf_staff")
COUNTY_PEOPLE = ("centre", "centre_lead", "county_leader")
DEPT_PEOPLE = ("zr", "zf", "zr_lead")
UNITS = ("T-ZF", "T-SC", "T-PCS", VILLAGE, GRID)
DEPTS = ("ZR", "ZF", "ZR", "ZF", "LY")
EVERYBODY = (*PEOPLE, "a stranger")
UNIT_KINDS = {
    f"{head}.{what}"
    for head, said in (
        ("event", "sign contact progress return feedback extend_request suspend_request wait_applicant"),
        ("call", "sign respond progress return feedback extend_request suspend_request"),
    )
    for what in said.split()
}
BEHALF_KINDS = ("event.sign", "event.contact", "event.progress", "event.feedback")


class Step(Struct, frozen=True):
    """One thing somebody tries; every number is taken modulo what there is to choose from."""

    what: int
    who: int
    case: int
    choice: int
    sense: int  # 0–6 a step that fits the state, 7 any kind, 8 rubbish in the payload, 9 a wrong envelope
    minutes: int
    rubbish: int = 0


MINUTES = (0, 0, 1, 5, 30, 120, 600, 3000)
RUBBISH: tuple[Any, ...] = (
    None, True, False, 0, -1, 7, 2**53 - 1, -(2**53) + 1, "", " ", "x", "e", "²", "T-ZF", "deny", "\x7f", "𠮷", uid("e"),
    [], {}, [7], ["x", None], {"a": 1}, [{"field": "text", "seen": "", "value": "x"}],
    [{"field": "outer_due", "seen": "", "value": "²"}], [{"field": "place", "seen": "", "value": f"{TOWN}|²|9|x"}],
    {"unit": "T-ZF", "person": "张", "by": "PHONE"}, {"unit": "ZR", "person": "张", "by": "PAPER"},
    {"area": "x", "lon": 2**53 - 1, "lat": -(2**53) + 1}, {"area": TOWN, "text": "x"}, {"text": "x", "at": -1},
)  # fmt: skip
FIELDS = sorted({field for rule in KINDS.values() for field in rule.payload.__struct_fields__})
SENSES = 10


def step(data: bytes, senses: int = SENSES) -> Step:
    """The step of twelve bytes."""
    what, choice, waste = (int.from_bytes(data[i:j], "big") for i, j in ((0, 2), (4, 6), (8, 12)))
    return Step(what, data[2], data[3], choice, data[6] % senses, MINUTES[data[7] % len(MINUTES)], waste)


STEPS = st.binary(min_size=12, max_size=12).map(step)
SENSIBLE = st.binary(min_size=12, max_size=12).map(lambda data: step(data, 7))


def rubbish(number: int) -> dict[str, Any]:
    """Up to three fields of any kind with something in them that was never meant for them."""
    found: dict[str, Any] = {}
    number, count = divmod(number, 3)
    for _ in range(count + 1):
        number, field = divmod(number, len(FIELDS))
        number, what = divmod(number, len(RUBBISH))
        found[FIELDS[field]] = RUBBISH[what]
    return found


def pick(options: Any, n: int) -> Any:
    """One of the options."""
    return options[n % len(options)]


class Entry(Struct, frozen=True):
    """What was tried, what became of it, and when it counts."""

    action: Action
    verdict: Verdict
    at: int
    family: str


class Player:
    """Plays steps in a room and keeps what was entered."""

    def __init__(self, *, cat: str = "010101") -> None:
        self.room = Room()
        self.now = MONDAY
        self.cat = cat
        self.entries: list[Entry] = []

    def play(self, step: Step) -> Entry:
        """Try one step."""
        self.now += step.minutes * MINUTE
        family = pick(tuple(FAMILIES), step.case)
        name = pick((family, *FAMILIES[family]), step.case // 2)
        kind = self._kind(step, family, name)
        if kind.startswith(("event", "conflict")):
            name = name if TYPES[name] == "event" else family
        elif TYPES[name] != kind.partition(".")[0]:
            name = next((n for n in FAMILIES[family] if TYPES[n] == kind.partition(".")[0]), name)
        p = self._payload(kind, name, family, step)
        case: Any = self.room.cases.get(uid(name))
        who = pick(EVERYBODY if step.sense > 6 else _who(kind, case, step.sense), step.who)
        if step.sense == 8:
            p = p | rubbish(step.rubbish)
        action = self._action(kind, name, p, who, step, family)
        canonical(action.p)
        verdict = judge(action, tagged("ah", action.id.encode()), self.now, self.room)
        for changed in fold(action, verdict, self.now, self.room):
            self.room.cases[changed.id] = changed
        self.room.seen.add(action.id)
        entry = Entry(action, verdict, self.now, family)
        self.entries.append(entry)
        return entry

    def _kind(self, step: Step, family: str, name: str) -> str:
        if step.sense > 6:
            return str(pick((*KINDS, "fact.event_x", "event.x"), step.what))
        case: Any = self.room.cases.get(uid(name))
        if case is None and TYPES[name] == "call" and step.choice % 9 == 0:
            return "call.draft"
        if case is None:
            return {"event": "event.report", "call": "call.issue", "supervision": "supervision.normal"}[
                TYPES[name]
            ]
        if case.items:
            return "conflict.resolve" if TYPES[name] == "event" else "call.note"
        fitting = [kind for kind in (_MOVING if step.sense < 5 else _LIVELY) if _fits(kind, case)]
        if getattr(case, "state", "") == call_states.CONSULTING and step.choice % 4:
            return str(pick(("call.consult", "call.adjudicate", "call.assign_final"), step.what))
        if step.choice % 4:  # else nearly every event would soon be merged
            fitting = [kind for kind in fitting if kind != "event.merge"]
        if step.choice % 24 != 4:  # … split, done at once or again
            fitting = [kind for kind in fitting if kind not in _SELDOM]
        if (
            step.choice % 8
        ):  # else nearly everything would be about time; a ruling is tried where one is asked for
            fitting = [kind for kind in fitting if kind.partition(".")[2] not in asking.KINDS]
            fitting += [f"{TYPES[name]}.{ruled}" for ruled in asking.owed(case)]
        else:
            fitting = [kind for kind in fitting if kind.partition(".")[2] in asking.ASKED] or fitting
        return str(pick(fitting or ["event.note"], step.what))

    def _payload(self, kind: str, name: str, family: str, step: Step) -> dict[str, Any]:
        case: Any = self.room.cases.get(uid(name))
        n = step.choice
        p = dict(_PAYLOADS.get(kind, {}))
        if kind.partition(".")[2] in asking.KINDS:
            p = asking.handling_payload(kind, case, n // 2)
        match kind:
            case "event.report":
                p = report(cat=self.cat, reply=bool(n % 2), urg=pick(("U1", "U2", "U3"), n))
            case "event.dispatch" | "event.redispatch":
                p = {"unit": pick(UNITS, n), "assist": [pick(UNITS, n // 5)] if n % 3 == 0 else []}
            case "event.return" | "call.return":
                tasks = () if case is None else getattr(case, "tasks", ())
                p = {
                    "task": tasks[-1].id if tasks else "x",
                    "code": "T1",
                    "clause": "SD-A01-1",
                    "suggested_unit": "T-SC",
                }
            case "event.decide_return" | "call.decide_return":
                returns = getattr(case, "returns", ())
                p = {
                    "request": returns[-1].id if returns else "x",
                    "ruling": pick(("deny", "uphold"), n),
                    "reason": "x",
                }
            case "event.classify":
                p = {"category": self.cat[:-1] + pick("12", n)}  # on the same calendar
            case "event.assign_final":
                p = {"unit": pick(UNITS, n), "reason": "x"}
            case "event.order_verify":
                p = {"verifier": uid(pick(("grid", "village", "sup"), n))}
            case "event.verify":
                p = {"result": pick(("pass", "fail"), n), "reason": "x"} | NEAR
            case "event.merge" | "event.unmerge":
                p = {"main": uid(OTHERS[name])}
            case "event.split":
                parts = [{"case": uid(f"{name} part {len(self.entries)} {i}"), "text": "x"} for i in range(2)]
                p = {"children": [part | {"stay": bool(n % 2)} for part in parts]}
            case "event.rework":
                p = {
                    "reason": pick(("UNSATISFIED", "REPEAT"), n),
                    "text": "x",
                    "repeat": "7",
                    "assist": ["T-PCS"],
                }
            case "event.urge" | "call.urge":
                p = {"unit": pick(getattr(case, "owing", ()) or UNITS, n)}
            case "event.revisit":
                p = {"reached": n % 3 == 0, "rating": "GOOD"}
            case "event.amend":
                seen = dict(getattr(case, "seen", ())).get("text", "") if n % 2 else ""
                p = {"set": [{"field": "text", "seen": seen, "value": f"更正{n}"}]}
            case "call.issue":
                p = ISSUE | {"parent": uid(family), "grade": pick(("C1", "C2", "C3"), n)}
            case "call.draft":
                p = ISSUE | {"parent": uid(family), "grade": pick(("C1", "C2", "C3"), n), "digest": f"拟{n}"}
            case "call.consult":
                p = _consulted(case, n, self.room.rules) if isinstance(case, Call) else {}
            case "call.adjudicate":
                p = {"unit": pick(DEPTS, n), "clause": "SD-A01-1", "reason": "x"}
                p |= {"category": getattr(self.room.cases.get(uid(family)), "cat", self.cat)}
            case "call.rule_response":
                found = rulings.waiting(case) if isinstance(case, Call) else ()
                unit, mark = pick(found or (("ZR", "response"),), n)
                p = {"unit": unit, "mark": mark, "ruling": pick(("deny", "uphold"), n // 2), "reason": "x"}
            case "call.assign":
                p = {"unit": pick(DEPTS, n), "assist": [pick(DEPTS, n + 1)] if n % 2 else []}
            case "call.assign_final":
                settled = consultation.settled(case) if isinstance(case, Call) else ""
                p = {"unit": settled or pick(DEPTS, n), "reason": "x"}
            case "call.evaluate":
                p = {"unit": pick(getattr(case, "unrated", ()) or DEPTS, n), "rating": "GOOD"}
            case "call.accept" if n % 4 == 0:
                p = {"ruling": "refuse", "code": "TOWN", "reason": "x"}
            case "supervision.normal" | "supervision.yellow" | "supervision.red":
                p["parent"] = uid(family)
            case "conflict.resolve":
                items = getattr(case, "items", ())
                p = {"item": items[0].id if items else uid("x"), "choice": "KEEP"}
        if kind in BEHALF_KINDS and step.sense == 5:
            p["behalf"] = {"unit": pick(UNITS, n), "person": "张", "by": "PHONE"}
        if n % 7 == 1:
            p |= {"occ": self.now - (n % 90) * MINUTE, "paper": "P1000001238"}
        return p

    def _action(self, kind: str, name: str, p: dict[str, Any], who: str, step: Step, family: str) -> Action:
        case = self.room.cases.get(uid(name))
        envelope: dict[str, Any] = {"id": uid(f"step {len(self.entries)}"), "base": None}
        if kind not in FACTS and case is not None:
            envelope["base"] = case.base
        if kind == "call.issue" and (case is None or getattr(case, "state", "") == "DRAFT"):
            parent = self.room.cases.get(uid(family))
            envelope["also"] = ((uid(family), parent.base if parent is not None else None),)
        if kind in ("event.merge", "event.unmerge"):
            main = self.room.cases.get(uid(OTHERS[name]))
            envelope["also"] = ((uid(OTHERS[name]), main.base if main is not None else None),)
        if kind == "event.split" and isinstance(p.get("children"), list):
            born = {part.get("case") for part in p["children"] if isinstance(part, dict)}
            envelope["also"] = tuple((one, None) for one in sorted(str(case) for case in born))
        case_id: str | None = uid(name)
        if step.sense == 9:
            old = self.entries[step.choice % len(self.entries)].action.id if self.entries else uid("none")
            match step.choice % 4:
                case 0:
                    envelope["base"] = old
                case 1:
                    envelope["id"] = old
                case 2:
                    envelope["also"] = ((uid(pick(("e", "f", "town"), step.who)), old),)
                case _:
                    case_id = pick((None, uid("town"), uid("nobody"), uid("e")), step.who)
        return an_action(kind, case_id, p, who, **envelope)


PEOPLE_OF = {"T-ZF": "zf_lead", "T-SC": "sc_lead", "T-PCS": "pcs_lead", VILLAGE: "village", GRID: "grid"}
PEOPLE_OF |= {"ZR": "zr", "ZF": "zf"}
NAMES = {uid(name): name for name in PEOPLE}


ASKERS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # who does it on an event, and on a call
    "extend_review": (("op", "sup"), ("centre",)),
    "extend_approve": (("leader", "director"), ("centre_lead",)),
    "suspend_approve": (("director",), ("centre_lead",)),
    "resume": (("op", "director"), ("centre",)),
    "exempt": (("director",), ("centre_lead",)),
    "invite_assist": (("op", "leader", "zf_lead"), ("centre",)),
}


def _consulted(call: Call, n: int, rules: Rules) -> dict[str, Any]:
    """The next step of a 会商; agreed or not."""
    known = [{"unit": unit, "clause": "SD-A01-1"} for unit in consultation.called_in(call, rules)]
    p = {"way": "PHONE", "sides": known, "digest": f"会商{n}"}
    if call.convened is None:
        return p | {"step": "convene"}
    return p | {"step": "minutes"} | ({"unit": pick(DEPTS, n)} if n % 5 == 0 else {})


def _who(kind: str, case: Any, sense: int) -> tuple[str, ...]:
    """Who would do such a thing: mostly whoever holds it."""
    if kind == "event.verify" and case is not None:
        return (NAMES.get(case.verifier, "grid"), "village", "sup")[: 1 if sense < 6 else 3]
    if kind in ("call.adjudicate", "call.rule_response"):
        return ("centre_lead",)
    if kind in ("call.accept", "call.assign", "call.decide_return", "call.assign_final", "call.consult"):
        return COUNTY_PEOPLE
    if kind in UNIT_KINDS:
        holders = [getattr(t, "unit", "") or getattr(t, "dept", "") for t in case.tasks if t.state == "OPEN"]
        people = tuple(PEOPLE_OF[unit] for unit in holders if unit in PEOPLE_OF)
        return people if people and sense < 6 else (*UNIT_PEOPLE, *DEPT_PEOPLE, "op", "sup")
    if kind == "supervision.reply":
        return ("zf_lead",)
    if kind.partition(".")[2] in ASKERS and sense < 6:
        return ASKERS[kind.partition(".")[2]][kind.startswith("call")]
    if kind == "event.self_handle":
        return ("grid", "village")
    if sense == 6:
        return ROOM_PEOPLE
    return (
        ("director",) if kind == "event.assign_final" else ("leader",) if kind.startswith("call") else ("op",)
    )


def _fits(kind: str, case: Any) -> bool:
    tables = {"event": event_states.TABLE, "call": call_states.TABLE, "supervision": supervision.TABLE}
    head = kind.partition(".")[0]
    if head not in tables or type(case).__name__.lower() != head:
        return False
    return case.state in tables[head].get(kind, ("", ()))[1]


_SELDOM = ("event.split", "event.self_handle", "event.rework")
_LIVELY = tuple(kind for kind in KINDS if kind not in ("event.void", "event.reject", "call.withdraw"))
_STILL = (
    "confirm_arrival",
    "urge",
    "phone_log",
    "ack_alarm",
    "note",
    "attach",
    "receipt",
    "behalf_answer",
    "suspect_duplicate",
    "assign_sub",
    "amend",
    "classify",
    "normal",
    "yellow",
    "red",
    "exempt",
    "reverse",
    "reverse_respond",
    "push_back",
    "rule_response",
    "appeal",
    "decide_appeal",
)
_MOVING = tuple(kind for kind in _LIVELY if kind.partition(".")[2] not in _STILL)
_PAYLOADS: dict[str, dict[str, Any]] = {
    "event.note": {"text": "备注"},
    "event.receipt": {"text": "回执"},
    "event.behalf_answer": {"step": uid("x"), "answer": "confirm"},
    "paper.backfill": {"no": "P1000001238", "written": MONDAY, "text": "x"},
    "paper.confirm": {"ruling": "uphold", "reason": "x"},
    "clock.rule": {"subject": uid("x"), "ruling": "deny", "reason": "x"},
    "event.suspect_duplicate": {"of": uid("m")},
    "event.self_handle": {"text": "已处置"},
    "event.assign_sub": {"person": uid("zf_staff")},
    "event.accept_dispatch": {"unit": "T-ZF", "assist": ["T-PCS"]},
    "event.phone_log": {"who": "T-ZF", "text": "已出发"},
    "event.ack_alarm": {"alarm": "U1"},
    "call.phone_log": {"who": "ZR", "text": "已出发"},
    "event.attach": {"files": ["a.jpg"]},
    "event.reject": {"code": "R1", "told": {"text": "告知", "at": MONDAY}},
    "event.contact": {"text": "已联系"},
    "event.progress": {"text": "已到现场处置"},
    "event.feedback": FEEDBACK | {"unfinished": "说明"},
    "event.close": {"result": "SOLVED"},
    "event.void": {"code": "V1", "reason": "重复"},
    "call.note": {"text": "备注"},
    "call.attach": {"files": ["a.jpg"]},
    "call.receipt": {"text": "收到"},
    "call.assign_sub": {"person": uid("zr_lead")},
    "call.accept": {"ruling": "accept"},
    "call.respond": ARRIVED,
    "call.progress": {"text": "已派人前往勘察"},
    "call.feedback": FEEDBACK | {"unfinished": "说明"},
    "call.reject_feedback": {"feedback": uid("x"), "reason": "HOLLOW"},
    "call.withdraw": {"reason": "x"},
    "supervision.normal": {"unit": "T-ZF", "text": "逾期", "ask": "办结"},
    "supervision.yellow": {"unit": "T-ZF", "text": "逾期", "ask": "办结"},
    "supervision.red": {"unit": "T-ZF", "text": "逾期", "ask": "办结"},
    "supervision.reply": {"text": "已整改"},
    "supervision.close": {"result": "已办结"},
    "supervision.revoke": {"reason": "误发"},
    "shift.sign": {},
    "call.confirm_arrival": {"unit": "ZR", "word": "confirm"},
    "outage.declare": {"since": MONDAY, "scope": "县镇专线"},
    "audit.unmask": {"field": "phone", "reason": "回访联系"},
    "audit.export": {"what": "事件清单", "rows": 20},
    "briefing.freeze": {"kind": "DAILY", "period": "2026-03-08", "no": "68", "digest": "0" * 64},
    "shift.open": {"operator": uid("op")},
    "shift.handover": {"to": uid("sup"), "signed": [uid("op"), uid("sup")]},
    "config.put": {"key": "test", "value": TOWN},
}
