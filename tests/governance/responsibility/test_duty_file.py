"""履职情况说明 (§5.5): lines with fact times, pauses with reasons, outages, and a proposal that a person decides on."""

from typing import Any

import pytest
from msgspec.structs import replace

from governance.calls.call import Call, DutyLine
from governance.duty.outage import Outage
from governance.events.event import Event
from governance.responsibility.duty_file import FAILED, FULL, PARTLY, DutyFile, Record, duty_file
from governance.responsibility.precedents import Precedent
from tests.governance.room import MONDAY, Room, called, dispatched, monday, signed, slip, uid

NOON = monday("12:00")
ALL_DONE = {4: "DONE", 5: "DONE", 6: "DONE"}  # the mandatory lines of SD-A01


def duty_lines(states: dict[int, str], note: str = "照片已附", at: int | None = None) -> list[dict[str, Any]]:
    return [{"no": no, "state": state, "note": note, "at": at} for no, state in states.items()]


def file_of(states: dict[int, str], note: str = "照片已附", at: int | None = None, **more: Any) -> DutyFile:
    """The file of an event that was called up with these lines said."""
    room = Room()
    said = duty_lines(ALL_DONE)
    called(room, item="SD-A01", item_version=1, depts=["ZF"], lines=said, reason="")
    lines = tuple(DutyLine(**line) for line in duty_lines(states, note, at))
    return duty_file(room.event(), [replace(room.call(), lines=lines)], (), (), NOON, room.rules, **more)


def test_all_mandatory_lines_done_before_the_call_is_full() -> None:
    file = file_of(ALL_DONE, at=monday("08:30"))
    assert file.item is not None
    assert (file.item.code, file.item.version) == ("SD-A01", 1)
    assert [(line.clause, line.mandatory, line.state) for line in file.lines] == [
        ("SD-A01-4", True, "已做"),
        ("SD-A01-5", True, "已做"),
        ("SD-A01-6", True, "已做"),
        ("SD-A01-7", False, "未记录"),
        ("SD-A01-8", False, "未记录"),
    ]
    assert {line.at for line in file.lines[:3]} == {monday("08:30")}
    assert file.proposal == FULL


def test_a_line_that_does_not_apply_is_no_failing_when_said_why() -> None:
    assert file_of({4: "DONE", 5: "NA", 6: "DONE"}, note="当事人不在场").proposal == FULL


@pytest.mark.parametrize(
    ("states", "note", "at", "proposal"),
    [
        ({4: "DONE", 5: "NOT", 6: "DONE"}, "人员在抢险", None, PARTLY),
        ({4: "DONE", 5: "NOT", 6: "DONE"}, "", None, FAILED),
        ({4: "NOT", 5: "NOT", 6: "NOT"}, "人员在抢险", None, FAILED),
        (ALL_DONE, "照片", NOON, FAILED),  # every one after the call
        ({}, "", None, PARTLY),  # nothing recorded proves nothing
    ],
)
def test_the_proposal_follows_from_the_mandatory_lines(
    states: dict[int, str], note: str, at: int | None, proposal: str
) -> None:
    file = file_of(states, note, at)
    assert file.proposal == proposal
    assert file.reasons


def event_file(
    room: Room, at: int, outages: tuple[Outage, ...] = (), records: tuple[Record, ...] = ()
) -> DutyFile:
    return duty_file(room.event(), (), records, outages, at, room.rules)


def test_a_clock_that_ran_over_is_named_and_not_full() -> None:
    room = Room()
    dispatched(room, cat="060301")
    file = event_file(room, MONDAY + 5 * 86_400_000)
    assert {late.clock for late in file.late} >= {"SIGN"}
    assert file.proposal == PARTLY


def test_a_limit_that_ended_in_an_outage_does_not_count_against_the_town() -> None:
    room = Room()
    dispatched(room, cat="060301")
    later = MONDAY + 5 * 86_400_000
    outage = Outage(id=uid("o"), since=MONDAY, to=later, scope="县镇专线", by=uid("op"), at=MONDAY)
    file = event_file(room, later, (outage,))
    assert file.late
    assert all(late.offline for late in file.late)
    assert (file.proposal, file.outages) == (FULL, (outage,))


def test_only_outages_that_touch_the_time_of_the_case_are_named() -> None:
    room = Room()
    dispatched(room)
    spans = {
        "before": (monday("07:00"), monday("08:59")),
        "until it was told": (monday("07:00"), MONDAY),
        "still going on": (monday("08:00"), None),
        "as the file is made": (NOON, None),
        "after": (NOON + 1, None),
    }
    outages = tuple(
        Outage(id=name, since=since, to=to, scope="县镇专线", by=uid("op"), at=since)
        for name, (since, to) in spans.items()
    )
    named = [one.id for one in event_file(room, NOON, outages).outages]
    assert named == ["until it was told", "still going on", "as the file is made"]


def test_the_lines_are_those_of_the_call_that_rests_on_the_item() -> None:
    room = Room()
    called(room, item="SD-A01", item_version=1, depts=["ZF"], lines=duty_lines(ALL_DONE), reason="")
    other = replace(room.call(), id=uid("c0"), item="", item_version=0, lines=())
    file = duty_file(room.event(), [other, room.call()], (), (), NOON, room.rules)
    assert [line.state for line in file.lines if line.mandatory] == ["已做"] * 3


def test_precedents_of_its_category_and_item_that_are_live_are_named() -> None:
    room = Room()
    called(room, item="SD-A01", item_version=1, depts=["ZF"], lines=duty_lines(ALL_DONE), reason="")
    mine = Precedent(id="p1", category="010101", item="SD-A01", decided="ZF", valid_from="2026-02-01")
    others = (
        replace(mine, category="020101"),
        replace(mine, item="SD-A02"),
        replace(mine, valid_from="2026-03-10"),
    )
    rules = replace(room.rules, precedents=(mine, *others))
    assert duty_file(room.event(), [room.call()], (), (), NOON, rules).precedents == (mine,)
    outside = Room()
    dispatched(outside, cat="060301")  # 清单外: no item, so nothing was ever ruled of it
    assert duty_file(outside.event(), (), (), (), NOON, rules).precedents == ()


def test_a_pause_is_told_with_the_reason_of_the_record_that_began_it() -> None:
    room = Room()
    signed(room)
    room.does("event.return", "e", slip(room), "zf_lead", monday("10:00"))
    record = Record(
        at=monday("10:00"),
        case=uid("e"),
        kind="event.return",
        what="退单",
        who="zf_lead",
        digest="ab",
        text="非本单位职责",
    )
    (pause,) = (p for p in event_file(room, NOON, records=(record,)).pauses if p.clock == "HANDLE")
    assert (pause.since, pause.to, pause.reason) == (monday("10:00"), None, "退单：非本单位职责")


def test_an_event_outside_the_list_has_no_lines_and_the_clocks_alone_speak() -> None:
    room = Room()
    dispatched(room, cat="060301")
    file = event_file(room, MONDAY)
    assert (file.item, file.lines, file.proposal) == (None, (), FULL)


def test_the_same_records_in_any_order_give_the_same_file() -> None:
    room = Room()
    dispatched(room)
    records = tuple(
        Record(at=MONDAY + n % 2, case=uid("e"), kind="event.note", what="备注", who="op", digest=f"{n}")
        for n in range(4)
    )
    assert event_file(room, NOON, records=records) == event_file(room, NOON, records=records[::-1])


def test_a_file_is_of_something() -> None:
    none: tuple[Event | None, list[Call]] = (None, [])
    with pytest.raises(ValueError, match="neither"):
        duty_file(*none, (), (), NOON, Room().rules)
