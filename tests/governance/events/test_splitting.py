"""拆分 (rulebook §3.3 #22, §3.10, §3.12): the parts are handled, the mother follows them."""

import pytest

from governance.events.splitting import least_advanced
from tests.governance.handling.asking import PLAN
from tests.governance.room import (
    FEEDBACK,
    NEAR,
    PAUSED,
    RUNS,
    STOPPED,
    Room,
    accepted,
    dispatched,
    divided,
    merged,
    monday,
    parts_of,
    report,
    signed,
    uid,
)

VOID = {"code": "V1", "reason": "与另一子件重复"}


def handled(room: Room, name: str, when: int = monday("11:00")) -> None:
    """A part that stayed with its unit goes its way to the end."""
    room.does("event.feedback", name, FEEDBACK, "zf_lead", when)
    room.does("event.order_verify", name, {"verifier": uid("grid")}, "op", when)
    room.does("event.verify", name, {"result": "pass"} | NEAR, "grid", when)
    room.does("event.close", name, {"result": "SOLVED"}, "op", when)


def test_the_parts_inherit_and_are_accepted_already() -> None:
    room = Room()
    accepted(room, reply=True, urg="U2")
    divided(room, when=monday("09:05"), cat="020101")
    mother, part = room.event(), room.event("p1")
    assert (mother.state, mother.label, mother.open, mother.final) == ("SPLIT", "已拆分", False, False)
    assert (mother.children, mother.responsible) == ((uid("p1"), uid("p2")), "PARTS")
    assert (part.parent, part.state, part.text, part.cat) == (mother.id, "ACCEPTED", "子件p1", "020101")
    assert (part.place, part.urg, part.reply, part.ch) == (mother.place, "U2", True, mother.ch)
    assert room.clock("DISPATCH", case="p1").start == monday("09:00"), "it goes on, not anew"
    assert room.clocks()["DISPATCH"] == STOPPED
    assert sorted(kid.child for kid in mother.kids) == sorted(mother.children)
    room.does("event.dispatch", "p2", {"unit": "T-SC"}, "op", monday("09:10"))
    assert (room.event().state, least_advanced(room.event())) == ("SPLIT", "ACCEPTED")


def test_a_part_that_stays_goes_on_with_the_unit_and_its_clock() -> None:
    room = Room()
    signed(room)
    divided(room, when=monday("10:00"), stay=True)
    part = room.event("p1")
    assert (part.state, part.held_by, room.clock("HANDLE", case="p1").start) == (
        "SIGNED",
        "T-ZF",
        monday("09:00"),
    )
    assert room.clocks("p1", "T-ZF") == {"HANDLE": RUNS}
    assert [task.state for task in room.event().tasks] == ["REASSIGNED"]
    assert room.no("event.feedback", "e", FEEDBACK, "zf_lead") == "no-role", "it holds nothing of the mother"


def test_a_part_sent_on_pauses_until_its_unit_is_known() -> None:
    room = Room()
    signed(room)
    divided(room, when=monday("10:00"))
    assert (room.event("p1").state, room.clocks("p1", "T-ZF")) == ("ACCEPTED", {"HANDLE": PAUSED})
    room.does("event.redispatch", "p1", {"unit": "T-ZF"}, "op", monday("10:10"))
    assert room.clock("HANDLE", "T-ZF", "p1").pauses == ((monday("10:00"), monday("10:10")),)
    room.does("event.redispatch", "p2", {"unit": "T-SC"}, "op", monday("10:10"))
    assert room.clock("HANDLE", "T-SC", "p2").start == monday("10:10")


def test_the_mother_closes_with_the_last_part_and_its_caller_is_asked() -> None:
    room = Room()
    signed(room)
    divided(room, when=monday("10:00"), stay=True)
    handled(room, "p1", monday("11:00"))
    assert room.event().state == "SPLIT"
    handled(room, "p2", monday("12:00"))
    event = room.event()
    assert (event.state, event.closed_at, room.clocks()["REVISIT"]) == ("CLOSED", monday("12:00"), RUNS)
    room.does("event.revisit", "e", {"reached": True, "rating": "GOOD"}, "sup", monday("14:00"))
    assert room.event().state == "REVISITED"


def test_a_part_done_again_opens_the_mother_again() -> None:
    room = Room()
    signed(room)
    divided(room, when=monday("10:00"), stay=True)
    handled(room, "p1")
    handled(room, "p2")
    room.does("event.rework", "p2", {"reason": "UNSATISFIED", "text": "没弄干净"}, "op", monday("14:00"))
    assert (room.event().state, room.event().closed_at, room.clocks()["REVISIT"]) == ("SPLIT", None, STOPPED)
    handled(room, "p2", monday("15:00"))
    assert room.event().state == "CLOSED"


def test_what_the_caller_said_of_the_whole_is_gone_once_a_part_is_done_again() -> None:
    """His 不满意 was of a matter that is open again: nobody rules on its reason any more."""
    room = Room()
    signed(room)
    divided(room, when=monday("10:00"), stay=True)
    handled(room, "p1")
    handled(room, "p2")
    said = {"reached": True, "rating": "BAD", "reason": "D"}
    room.does("event.revisit", "e", said, "op", monday("14:00"))
    room.does("event.rework", "p2", {"reason": "UNSATISFIED", "text": "没弄干净"}, "op", monday("14:30"))
    assert (room.event().state, room.event().rating, room.event().unhappy) == ("SPLIT", "", None)
    handled(room, "p2", monday("15:00"))
    room.does("event.revisit", "e", {"reached": True, "rating": "GOOD"}, "op", monday("16:00"))
    assert (room.event().state, room.event().unhappy) == ("REVISITED", None)


def test_a_void_part_leaves_the_set_and_when_all_are_void_the_mother_is_whole_again() -> None:
    room = Room()
    signed(room)
    divided(room, when=monday("10:00"))
    room.does("event.void", "p1", VOID, "leader", monday("10:30"))
    assert room.event().state == "SPLIT"
    room.does("event.void", "p2", VOID, "leader", monday("10:40"))
    event = room.event()
    assert (event.state, event.children, event.splits) == (
        "ACCEPTED",
        (),
        ((monday("10:00"), monday("10:40")),),
    )
    assert room.clocks()["DISPATCH"] == RUNS
    room.does("event.redispatch", "e", {"unit": "T-ZF"}, "op", monday("10:50"))
    assert room.event().state == "DISPATCHED"


def test_with_one_void_the_other_alone_closes_the_mother() -> None:
    room = Room()
    signed(room)
    divided(room, when=monday("10:00"), stay=True)
    room.does("event.void", "p1", VOID, "leader", monday("10:30"))
    handled(room, "p2")
    assert room.event().state == "CLOSED"


def test_a_mother_with_an_open_conflict_waits_for_the_entry_that_resolves_it() -> None:
    room = Room()
    signed(room)
    divided(room, when=monday("10:00"), stay=True)
    verdict = room.act("event.classify", "e", {"category": "020101"}, "op", monday("10:30"), base=uid("old"))
    assert verdict.vd == "c"
    handled(room, "p1")
    handled(room, "p2")
    assert room.event().state == "SPLIT"
    item = room.event().items[0].id
    room.act("conflict.resolve", "e", {"item": item, "choice": "KEEP"}, "op", monday("15:00"))
    assert room.event().state == "CLOSED"


@pytest.mark.parametrize(
    ("p", "code"),
    [
        (parts_of("p1"), "few-parts"),
        ({"children": []}, "few-parts"),
        (parts_of("p1", "p1"), "twice"),
        (parts_of("p1", "p2", text=" "), "no-text"),
        (parts_of("p1", "p2", cat="999999"), "bad-category"),
        (parts_of("p1", "p2", stay=True), "not-dispatched"),
        ({"children": [{"case": "x", "text": "甲"}, {"case": "y", "text": "乙"}]}, "twice"),
    ],
)
def test_what_is_wrong_with_a_split(p: dict[str, object], code: str) -> None:
    room = Room()
    accepted(room)
    assert room.no("event.split", "e", p, "op") == code


def test_the_wire_names_every_part_and_none_may_be_there_already() -> None:
    room = Room()
    accepted(room)
    assert room.act("event.split", "e", parts_of("p1", "p2"), "op").code == "no-children"
    room.does("event.report", "p1", report(), "op")
    also = ((uid("p1"), None), (uid("p2"), None))
    assert room.act("event.split", "e", parts_of("p1", "p2"), "op", also=also).code == "no-children"


def test_a_void_mother_stays_void_whatever_becomes_of_a_part() -> None:
    room = Room()
    signed(room)
    divided(room, when=monday("10:00"), stay=True)
    handled(room, "p1")
    handled(room, "p2")
    room.does("event.void", "e", VOID, "leader", monday("12:00"))
    room.does("event.rework", "p2", {"reason": "UNSATISFIED", "text": "没弄干净"}, "op", monday("14:00"))
    assert (room.event("p2").state, room.event().state) == ("SIGNED", "VOID")


def test_into_what_others_were_merged_is_taken_apart_first() -> None:
    room = Room()
    accepted(room)
    accepted(room, "m")
    merged(room, "m", "e")
    assert room.no("event.split", "e", parts_of("p1", "p2"), "op") == "has-merged"


def test_a_part_takes_over_what_was_asked_and_granted_for_its_units_task_alone() -> None:
    """Extensions, pauses and exemptions of the 主办's own task go on with it; a 协办's end with its task."""
    room = Room()
    dispatched(room, assist=("T-SC",))
    for who in ("zf_lead", "sc_lead"):
        room.does("event.sign", "e", {}, who)
    mine, its = (part.key for part in room.event().parts)
    for who, key in (("zf_lead", mine), ("sc_lead", its)):
        room.does("event.extend_request", "e", {"n": 1, "reason": "需第三方检测"}, who)
        room.does("event.wait_applicant", "e", {"task": key, "text": "缺产权证明"}, who)
        room.does("event.exempt", "e", {"task": key, "reason": "台风停工"}, "director")
    room.does("event.suspend_request", "e", PLAN, "zf_lead")
    divided(room, when=monday("10:00"), stay=True)
    part = room.event("p1")
    held = (part.extensions, part.waits, part.exempted, part.suspensions)
    assert [[one.task for one in found] for found in held] == [[mine]] * 4


def test_only_an_accepted_or_signed_case_is_split_and_a_part_only_ends_by_itself() -> None:
    room = Room()
    dispatched(room)
    assert room.no("event.split", "e", parts_of("p1", "p2"), "op") == "wrong-state"
    room.does("event.sign", "e", {}, "zf_lead")
    divided(room)
    accepted(room, "m")
    assert room.no("event.split", "p1", parts_of("q1", "q2"), "op") == "is-part"
    assert room.no("event.merge", "p1", {"main": uid("m")}, "op") == "is-part"
    assert room.no("event.void", "e", VOID, "leader") == "wrong-state"
