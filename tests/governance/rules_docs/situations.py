"""Every situation that the rule documents look at (情形): a case of each type, brought to each of its states.

The states of events and calls are those of test_matrix.py; here are the ones that need a court of their own.
"""

from collections.abc import Callable, Mapping
from typing import Any

from tests.governance.calls.test_findings import with_item
from tests.governance.responsibility.county_room import (
    CountyRoom,
    agreed,
    application,
    drafted,
    publication,
)
from tests.governance.room import (
    ARRIVED,
    FEEDBACK,
    MONDAY,
    NEAR,
    Room,
    accepted,
    assigned,
    closed,
    consulted,
    fed,
    issue,
    signed,
    uid,
)
from tests.governance.test_matrix import PAYLOADS, STATES, asks, registered_other, supervised

Build = Callable[[Room], None]
WHEN = (
    MONDAY + 5 * 60_000
)  # the situations come about at MONDAY: what was paused then has stood still for a while
DAYS = 86_400_000
LONG_AFTER = WHEN + 2 * DAYS  # past what a call of C2 may take to be answered
EXEMPT_FROM_CHECK = "140101"


class Situation:
    """A room as it stands, and the instant at which the next action comes."""

    def __init__(self, name: str, room: Room, when: int = WHEN, event: str = "e") -> None:
        self.name = name
        self.room = room
        self.when = when
        self.event = event  # the event that is acted on


class SharedRoom(Room):
    """A room in which every task is shared (协办, 配合) and every caller wants an answer."""

    MORE: Mapping[str, dict[str, Any]] = {
        "event.report": {"reply": True},
        "event.dispatch": {"assist": ["T-PCS"]},
        "call.assign": {"assist": ["LY"]},
        "event.feedback": {"unfinished": "协办随后反馈"},
        "call.feedback": {"unfinished": "配合随后反馈"},
    }

    def does(
        self, kind: str, case: str, p: dict[str, Any], actor: str, when: int = MONDAY, **more: Any
    ) -> None:
        super().does(kind, case, p | self.MORE.get(kind, {}), actor, when, **more)


# ---------------------------------------------------------------- what the town's room adds


def called_with_task(room: Room) -> None:
    signed(room)
    issue(room)


def call_accepted_with_task(room: Room) -> None:
    called_with_task(room)
    room.does("call.accept", "c", {"ruling": "accept"}, "centre")


def fed_by_call(room: Room) -> None:
    """已反馈 without a unit of the town."""
    STATES["evaluated"](room)
    for unit in room.call().unrated:
        room.does("call.evaluate", "c", {"unit": unit, "rating": "GOOD"}, "leader")


def fed_by_call_verifying(room: Room) -> None:
    fed_by_call(room)
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "op")


def two_calls(room: Room) -> None:
    accepted(room)
    issue(room)
    issue(room, "c2", serial="H260309-100-0A-0002", depts=["ZF"], ask="请配合查处")


def returned_upheld(room: Room) -> None:
    STATES["returned"](room)
    upheld = {"request": room.last, "ruling": "uphold", "reason": "属实"}
    room.does("event.decide_return", "e", upheld, "op")


def fed_without_check(room: Room) -> None:
    """已反馈, of a 小类 that needs no 核查."""
    fed(room, cat=EXEMPT_FROM_CHECK)


def unhappy(room: Room) -> None:
    closed(room)
    said = {"reached": True, "rating": "BAD", "reason": "A", "text": "仍未拆除"}
    room.does("event.revisit", "e", said, "op")


def evaluated_with_task(room: Room) -> None:
    called_with_task(room)
    room.does("call.accept", "c", {"ruling": "accept"}, "centre")
    room.does("call.assign", "c", {"unit": "ZR"}, "centre")
    room.does("call.respond", "c", ARRIVED, "zr")
    room.does("call.feedback", "c", FEEDBACK, "zr")


def one_part_left(room: Room) -> None:
    """已拆分: one part void, the other verified."""
    one_part_void(room)
    room.does("event.redispatch", "p2", {"unit": "T-ZF"}, "op")
    room.does("event.sign", "p2", {}, "zf_lead")
    room.does("event.feedback", "p2", FEEDBACK, "zf_lead")
    room.does("event.order_verify", "p2", {"verifier": uid("grid")}, "op")
    room.does("event.verify", "p2", {"result": "pass"} | NEAR, "grid")


def call_reassigned(room: Room) -> None:
    """A first return was upheld, and another department named: its return would be the second."""
    STATES["call_returned"](room)
    upheld = {"request": room.last, "ruling": "uphold", "reason": "属实"}
    room.does("call.decide_return", "c", upheld, "centre")
    room.does("call.assign", "c", {"unit": "ZF"}, "centre")


def call_agreed_same(room: Room) -> None:
    """会商 agreed on the department that handed back last."""
    STATES["consulting"](room)
    consulted(room, "ZF")


def call_extension_asked(room: Room) -> None:
    STATES["call_handling"](room)
    asks(room, "call.extend_request", "zr_lead")


def call_of_item(room: Room) -> None:
    with_item(room)


def call_appealed(room: Room) -> None:
    """C2, answered a day late: 迟响应 or worse, and the department says why."""
    assigned(room, "C2")
    said = {"rule": "NO_RESPONSE", "text": "线路中断，无法响应"}
    room.does("call.appeal", "c", said, "zr_lead", LONG_AFTER)


def event_appealed(room: Room) -> None:
    """Signed two days late, and the unit says why."""
    STATES["dispatched"](room)
    room.does("event.appeal", "e", {"text": "当日停电，无法登记"}, "zf_lead", LONG_AFTER)


def recorded_for_unit(room: Room) -> None:
    """The room recorded the signature for the unit (代录)."""
    STATES["dispatched"](room)
    behalf = {"behalf": {"unit": "T-ZF", "person": "张队长", "by": "PHONE"}}
    room.does("event.sign", "e", behalf, "op")


def notice_drafted(room: Room) -> None:
    room.does("notice.draft", "n", PAYLOADS["notice.draft"] | {"send": False}, "sup")


def one_part_void(room: Room) -> None:
    STATES["split"](room)
    room.does("event.void", "p1", {"code": "V2", "reason": "测试"}, "leader")


PART = frozenset({"one_part_left", "one_part_void"})  # acted on is the other part


def replied(room: Room) -> None:
    supervised(room)
    room.does("supervision.reply", "d", PAYLOADS["supervision.reply"], "zf_lead")


def struck_off(room: Room) -> None:
    replied(room)
    room.does("supervision.close", "d", PAYLOADS["supervision.close"], "leader")


def taken_back(room: Room) -> None:
    supervised(room)
    room.does("supervision.revoke", "d", PAYLOADS["supervision.revoke"], "leader")


def shift_open(room: Room) -> None:
    room.does("shift.open", "s2", {"operator": uid("op"), "reason": "首班"}, "op")


def shift_handed(room: Room) -> None:
    shift_open(room)
    room.does("shift.handover", "s2", PAYLOADS["shift.handover"], "op")


TOWN: Mapping[str, Build] = {
    **STATES,
    **{
        f.__name__: f
        for f in (
            called_with_task, call_accepted_with_task, fed_by_call, fed_by_call_verifying, two_calls,
            returned_upheld, fed_without_check, unhappy, evaluated_with_task, call_reassigned, call_agreed_same, call_extension_asked,
            call_of_item, call_appealed, event_appealed, recorded_for_unit, notice_drafted,
            one_part_left, one_part_void, replied, struck_off, taken_back,
            shift_open, shift_handed,
        )
    },
}  # fmt: skip


# also looked at when everything in them is long overdue
LATE = frozenset(
    {"dispatched", "event_appealed", "assigned", "call_appealed", "call_responded", "call_handling"}
)


# ---------------------------------------------------------------- what the county's room adds


def item_drafted(room: CountyRoom) -> None:
    edit = {"item": "SD-A01", "fields": {"main_duty": "违法建设认定"}, "reason": "机构改革"}
    room.does("list.edit", "l", edit, "list_admin")


def item_agreed(room: CountyRoom) -> None:
    drafted(room)
    agreed(room)


def item_published(room: CountyRoom) -> None:
    item_agreed(room)
    room.does("list.publish", "l", publication(), "county_leader")


def applied(room: CountyRoom) -> None:
    room.does("access.apply", "x", application(), "zr_lead")


def reviewing(room: CountyRoom) -> None:
    applied(room)
    room.does("access.review", "x", {"ruling": "take"}, "list_admin")


def town_asked(room: CountyRoom) -> None:
    reviewing(room)
    room.does("access.review", "x", {"ruling": "pass"}, "list_admin")


def town_agreed(room: CountyRoom) -> None:
    town_asked(room)
    room.does("access.countersign", "x", {"word": "AGREE"}, "director")


def admitted(room: CountyRoom) -> None:
    town_agreed(room)
    room.does("access.decide", "x", {"ruling": "admit", "reason": "同意"}, "county_leader")


def county_unborn(room: CountyRoom) -> None:
    """Nothing has happened yet in the county's ledger."""


COUNTY: Mapping[str, Callable[[CountyRoom], None]] = {
    f.__name__: f
    for f in (
        county_unborn, item_drafted, drafted, item_agreed, item_published,
        applied, reviewing, town_asked, town_agreed, admitted,
    )
}  # fmt: skip


def situations() -> list[Situation]:
    """All of them, each in a room of its own."""
    found = []
    for name, build in TOWN.items():
        for room in (Room(), SharedRoom()):
            build(room)
            if uid("e") in room.cases and uid("m") not in room.cases:
                registered_other(room)  # what it may be merged into
            found.append(Situation(name, room, event="p2" if name in PART else "e"))
            if name in LATE:
                found.append(Situation(name, room, LONG_AFTER + DAYS))
    for name, build_county in COUNTY.items():
        county = CountyRoom()
        build_county(county)
        found.append(Situation(name, county))
    return found
