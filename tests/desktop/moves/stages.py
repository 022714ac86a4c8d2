"""Cases in the states that an operator meets, each with its room and the present."""

from collections.abc import Callable, Mapping

from governance.ledger.case import Case
from tests.governance.handling import asking
from tests.governance.room import ARRIVED, FEEDBACK, ISSUE, MONDAY, Room, report, uid

MINUTE = 60_000
Stage = Callable[[], tuple[Room, Case, int]]
BEHALF = {"behalf": {"unit": "T-ZF", "person": "罗成", "by": "PHONE"}}
RETURN = {"code": "T1", "clause": "SD-A01-1", "suggested_unit": "T-SC", "text": "非本单位职责"}


def _events(*steps: tuple[str, Mapping[str, object], str]) -> Stage:
    """An event that went through these steps, a minute apart."""

    def stage() -> tuple[Room, Case, int]:
        room = Room()
        room.does("event.report", "e", report(), "op", MONDAY)
        at = MONDAY
        for kind, p, who in steps:
            at += MINUTE
            if kind == "event.return":
                lead = room.event().lead
                p = {**RETURN, "task": lead.id if lead is not None else ""}
            elif kind == "event.decide_return":
                p = {"request": room.event().returns[-1].id, "ruling": "uphold", "reason": "成立"}
            elif kind.partition(".")[2] in asking.KINDS:
                p = asking.handling_payload(kind, room.event())
            room.does(kind, "e", dict(p), who, at)
        return room, room.event(), at + MINUTE

    return stage


def _drafted() -> tuple[Room, Case, int]:
    """A call that waits for its signature."""
    room, _, at = _events(_ACCEPT)()
    room.does("call.draft", "c", ISSUE | {"digest": "请到场认定"}, "op", at)
    return room, room.call(), at + MINUTE


def _asked_by_the_county(*steps: tuple[str, Mapping[str, object], str]) -> Stage:
    """A 县呼乡应 that went through these steps."""

    def stage() -> tuple[Room, Case, int]:
        room = Room()
        down = {
            "serial": "H1",
            "grade": "C3",
            "item": "SD-A01",
            "item_version": 1,
            "lines": [4],
            "ask": "请巡查",
        }
        room.does("call.reverse", "c", down, "centre", MONDAY)
        at = MONDAY
        for kind, p, who in steps:
            at += MINUTE
            room.does(kind, "c", dict(p), who, at)
        return room, room.call(), at + MINUTE

    return stage


def _with_item() -> tuple[Room, Case, int]:
    """A call of a listed item that its department works on."""
    room, _, at = _events(_ACCEPT)()
    own = [line for line in room.rules.catalogue.lines["SD-A01"] if line.side == "TOWN"]
    lines = [{"no": line.line_no, "state": "DONE", "note": "现场照片"} for line in own]
    p = ISSUE | {"item": "SD-A01", "item_version": 1, "depts": ["ZF"], "lines": lines}
    room.does("call.issue", "c", p, "leader", at, also=((uid("e"), room.event().base),))
    room.does("call.accept", "c", {"ruling": "accept"}, "centre", at)
    room.does("call.assign", "c", {"unit": "ZF"}, "centre", at)
    room.does("call.respond", "c", ARRIVED, "zf", at)
    return room, room.call(), at + MINUTE


def _appealed() -> tuple[Room, Case, int]:
    """A unit that signed late and says why."""
    room, _, at = _events(_ACCEPT, _GIVE)()
    late = at + 8 * 60 * MINUTE
    room.does("event.sign", "e", {}, "zf_lead", late)
    room.does("event.appeal", "e", {"text": "当日停电"}, "zf_lead", late + MINUTE)
    return room, room.event(), late + 2 * MINUTE


def _noticed(*steps: tuple[str, Mapping[str, object], str]) -> Stage:
    """A town notice that went through these steps."""

    def stage() -> tuple[Room, Case, int]:
        room = Room()
        line = {"key": "t", "unit": "T-ZF", "case": uid("e"), "serial": "S1", "rule": "CARD", "since": MONDAY}
        draft = {"title": "督办通报", "text": "限期整改", "lines": [line | {"facts": [["办理到期", MONDAY]]}]}
        room.does("notice.draft", "n", draft | {"serial": "B1", "send": bool(steps)}, "sup", MONDAY)
        at = MONDAY
        for kind, p, who in steps:
            at += MINUTE
            room.does(kind, "n", dict(p), who, at)
        return room, room.cases[uid("n")], at + MINUTE

    return stage


def _called(*steps: tuple[str, Mapping[str, object], str]) -> Stage:
    """A call of an accepted event."""

    def stage() -> tuple[Room, Case, int]:
        room = Room()
        room.does("event.report", "e", report(), "op", MONDAY)
        room.does("event.accept", "e", {}, "op", MONDAY)
        base = room.event().base
        issue = ISSUE | {"parent": uid("e")}
        room.does("call.issue", "c", issue, "leader", MONDAY, also=((uid("e"), base),))
        at = MONDAY
        for kind, p, who in steps:
            at += MINUTE
            room.does(kind, "c", dict(p), who, at)
        return room, room.call(), at + MINUTE

    return stage


Step = tuple[str, Mapping[str, object], str]  # kind, payload, who
_ACCEPT: Step = ("event.accept", {}, "op")
_GIVE: Step = ("event.dispatch", {"unit": "T-ZF"}, "op")
_SIGN: Step = ("event.sign", {}, "zf_staff")
_FED: Step = ("event.feedback", FEEDBACK, "zf_staff")
_MORE: Step = ("event.extend_request", {}, "zf_lead")
_LEAVE: Step = ("event.suspend_request", {}, "zf_lead")
_ORDER: Step = ("event.order_verify", {"verifier": uid("grid")}, "op")
_PASS: Step = ("event.verify", {"result": "pass", "reason": "到场看过"}, "grid")

STAGES: dict[str, Stage] = {
    "registered": _events(),
    "accepted": _events(_ACCEPT),
    "dispatched": _events(_ACCEPT, _GIVE),
    "signed": _events(_ACCEPT, _GIVE, _SIGN),
    "extension_asked": _events(_ACCEPT, _GIVE, _SIGN, _MORE),
    "extension_reviewed": _events(_ACCEPT, _GIVE, _SIGN, _MORE, ("event.extend_review", {}, "sup")),
    "suspension_asked": _events(_ACCEPT, _GIVE, _SIGN, _LEAVE),
    "suspended": _events(_ACCEPT, _GIVE, _SIGN, _LEAVE, ("event.suspend_approve", {}, "director")),
    "returned": _events(_ACCEPT, _GIVE, ("event.return", {}, "zf_lead")),
    "returned_again": _events(
        _ACCEPT,
        _GIVE,
        ("event.return", {}, "zf_lead"),
        ("event.decide_return", {}, "op"),
        ("event.redispatch", {"unit": "T-SC"}, "op"),
        ("event.return", {}, "sc_lead"),
    ),
    "upheld": _events(_ACCEPT, _GIVE, ("event.return", {}, "zf_lead"), ("event.decide_return", {}, "op")),
    "feedback": _events(_ACCEPT, _GIVE, _SIGN, _FED),
    "feedback_by_phone": _events(_ACCEPT, _GIVE, _SIGN, ("event.feedback", {**FEEDBACK, **BEHALF}, "sup")),
    "verifying": _events(_ACCEPT, _GIVE, _SIGN, _FED, _ORDER),
    "verified": _events(_ACCEPT, _GIVE, _SIGN, _FED, _ORDER, _PASS),
    "closed": _events(
        _ACCEPT, _GIVE, _SIGN, _FED, _ORDER, _PASS, ("event.close", {"result": "SOLVED"}, "op")
    ),
    "notice_drafted": _noticed(),
    "notice_explained": _noticed(("notice.reply", {"text": "设备故障"}, "zf_lead")),
    "appealed": _appealed,
    "call_drafted": _drafted,
    "call_incomplete": _called(
        ("call.accept", {"ruling": "refuse", "code": "INCOMPLETE", "reason": "缺联系人"}, "centre"),
    ),
    "call_with_item": _with_item,
    "reverse_called": _asked_by_the_county(),
    "reverse_handled": _asked_by_the_county(
        ("call.reverse_respond", {"step": "respond", "how": "ARRIVE", "person": "周到"}, "op"),
    ),
    "call_issued": _called(),
    "call_fed": _called(
        ("call.accept", {"ruling": "accept"}, "centre"),
        ("call.assign", {"unit": "ZR"}, "centre"),
        ("call.sign", {}, "zr"),
        ("call.respond", ARRIVED, "zr"),
        ("call.feedback", {"result": "SOLVED", "text": "已到场处置", "files": ["a.jpg"]}, "zr"),
    ),
    "call_rated": _called(
        ("call.accept", {"ruling": "accept"}, "centre"),
        ("call.assign", {"unit": "ZR"}, "centre"),
        ("call.respond", ARRIVED, "zr"),
        ("call.feedback", {"result": "SOLVED", "text": "已到场处置", "files": ["a.jpg"]}, "zr"),
        (
            "call.evaluate",
            {"unit": "ZR", "rating": "BAD", "reason": "未处理", "files": ["现场.jpg"]},
            "leader",
        ),
    ),
}
