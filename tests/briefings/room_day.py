"""A room's two days played by seed through the real fold, with the ledger entries that moved something."""

import random
from typing import Any

from briefings.ledger_totals import LedgerEntry
from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.case import body_bytes
from tests.briefings.town_day import AS_OF, HOUR, SINCE
from tests.governance.room import ARRIVED, CONTACTED, FEEDBACK, GRID, Room, report, uid

START = SINCE - 15 * HOUR  # yesterday 09:00
UNITS = {"T-ZF": "zf_lead", "T-SC": "sc_lead", "T-PCS": "pcs_lead", GRID: "grid"}
NEAR = {"photo": "p.jpg", "lon": 120600000, "lat": 30500000}


class PlayedDay(Room):
    """A room that keeps what a ledger would be asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[LedgerEntry] = []

    def tried(self, kind: str, case: str, p: dict[str, Any], actor: str, when: int, **more: Any) -> None:
        """Do it; if it changed any case it is an entry that moved."""
        before = {case_id: body_bytes(body) for case_id, body in self.cases.items()}
        verdict = self.act(kind, case, p, actor, when, **more)
        if {case_id: body_bytes(body) for case_id, body in self.cases.items()} != before:
            self.entries.append((kind, uid(case), when, verdict.vd, p))

    def events(self) -> list[Event]:
        return [body for body in self.cases.values() if isinstance(body, Event)]

    def calls(self) -> list[Call]:
        return [body for body in self.cases.values() if isinstance(body, Call)]


def played(seed: int, events: int = 24, steps: int = 320) -> PlayedDay:
    """Play steps that may fit or not, from yesterday morning until the freezing."""
    draw, room = random.Random(seed), PlayedDay()
    times = sorted(draw.randrange(START, AS_OF) for _ in range(steps))
    for n, when in enumerate(times):
        name = f"e{draw.randrange(n * events // steps + 1)}"  # new ones all the time
        body = room.cases.get(uid(name))
        if body is None:
            room.tried("event.report", name, _report(draw, n, when), "op", when)
        elif isinstance(body, Event):
            _event_step(draw, room, name, body, when)
            _merging_step(draw, room, name, when)
            _splitting_step(draw, room, name, n, when)
            _call_step(draw, room, name, when)
    return room


def _report(draw: random.Random, n: int, when: int) -> dict[str, Any]:
    slip = {"paper": "P1000001238", "occ": when - draw.randrange(12 * HOUR)} if draw.random() < 0.2 else {}
    return report(serial=f"S260310-100-0A-{n + 1:04}", cat=draw.choice(("010101", "060101")), **slip)


def _event_step(draw: random.Random, room: PlayedDay, name: str, body: Event, when: int) -> None:
    unit = draw.choice(list(UNITS))
    holder = UNITS.get(body.held_by, "zf_lead")
    task = body.tasks[-1].id if body.tasks else ""
    slip = {"task": task, "code": "T1", "clause": "SD-A01-1", "suggested_unit": "T-SC"}
    request = body.returns[-1].id if body.returns else ""
    void = ("event.void", {"code": "V1", "reason": "重复录入"}, "leader")
    likely: dict[str, list[tuple[str, dict[str, Any], str]]] = {
        "REGISTERED": [("event.accept", {}, "op")] * 3
        + [("event.reject", {"code": "R1", "told": {"text": "已告知", "at": when}}, "op")],
        "ACCEPTED": [("event.redispatch" if body.tasks else "event.dispatch", {"unit": unit}, "op")],
        "DISPATCHED": [("event.sign", {}, holder)] * 3 + [("event.return", slip, holder)],
        "SIGNED": [("event.feedback", FEEDBACK, holder)] * 3 + [("event.return", slip, holder)],
        "RETURN_PENDING": [
            ("event.decide_return", {"request": request, "ruling": ruling, "reason": "属实"}, "op")
            for ruling in ("uphold", "deny")
        ]
        + [("event.assign_final", {"unit": unit, "reason": "职责所在"}, "director")],
        "FEEDBACK": [("event.order_verify", {"verifier": uid("village")}, "op")],
        "VERIFYING": [("event.verify", NEAR | {"result": "pass"}, "village")] * 3
        + [("event.verify", NEAR | {"result": "fail", "reason": "未完成"}, "village")],
        "VERIFIED": [("event.close", {"result": "SOLVED"}, "op")],
        "CLOSED": [
            ("event.revisit", {"reached": True, "rating": "GOOD", "contacted": True}, "sup"),
            ("event.rework", {"reason": "UNSATISFIED", "text": "没拆完"}, "op"),
            void,
        ],
    }
    kind, p, actor = draw.choice(likely.get(body.state, []) + [void] * (draw.random() < 0.05) or [void])
    if body.state in likely:
        room.tried(kind, name, p, actor, when)


def _merging_step(draw: random.Random, room: PlayedDay, name: str, when: int) -> None:
    event = room.cases[uid(name)]
    assert isinstance(event, Event)
    if event.state == "MERGED":
        kind, main = "event.unmerge", event.main
    elif event.open and draw.random() < 0.15:
        kind, main = "event.merge", draw.choice([one.id for one in room.events()])
    else:
        return
    room.tried(kind, name, {"main": main}, "op", when, also=((main, room.cases[main].base),))


def _splitting_step(draw: random.Random, room: PlayedDay, name: str, n: int, when: int) -> None:
    """Split an event now and then; its parts go their own way, or are all void, which makes the mother whole again."""
    event = room.cases[uid(name)]
    assert isinstance(event, Event)
    if event.state in ("ACCEPTED", "SIGNED") and draw.random() < 0.15:
        named = tuple(sorted(uid(f"{name} {n} {i}") for i in range(2)))
        p = {"children": [{"case": case, "serial": "S260310-100-0A-0009", "text": "子件"} for case in named]}
        room.tried("event.split", name, p, "op", when, also=tuple((case, None) for case in named))
    void = {"code": "V1", "reason": "重复录入"}
    for i in range(2):  # parts are known by their name too
        if room.cases.get(uid(f"{name} {n} {i}")) is not None and draw.random() < 0.4:
            room.tried("event.void", f"{name} {n} {i}", void, "leader", when)


def _call_step(draw: random.Random, room: PlayedDay, name: str, when: int) -> None:
    call, event = f"c{name}", room.cases[uid(name)]
    if room.cases.get(uid(call)) is None:
        if draw.random() < 0.3:
            issue = {
                "serial": f"H260310-100-0A-{int(name[1:]) + 1:04}", "grade": "C2", "reason": "清单外",
                "depts": ["ZR", "ZF"], "ask": "请到场认定", "parent": uid(name),
            }  # fmt: skip
            room.tried("call.issue", call, issue, "leader", when, also=((uid(name), event.base),))
        return
    likely: list[tuple[str, dict[str, Any], str]] = [
        ("call.accept", {"ruling": "accept"}, "centre"),
        ("call.assign", {"unit": "ZR", "assist": ["ZF"]}, "centre"),
        ("call.respond", CONTACTED, "zr"),
        ("call.respond", ARRIVED, "zf"),
        ("call.feedback", FEEDBACK | {"unfinished": "配合部门另报"}, "zr"),
        ("call.evaluate", {"unit": draw.choice(("ZR", "ZF")), "rating": "GOOD"}, "leader"),
        ("call.withdraw", {"reason": "已自行解决"}, "leader"),
    ]
    kind, p, actor = draw.choice(likely)
    room.tried(kind, call, p, actor, when)
