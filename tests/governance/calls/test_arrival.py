"""确认到场: the town's word within one working day, else silence confirms (rulebook §4.2)."""

from governance.calls.arrival import CONFIRMED, DISPUTED, WAITING, arrival, until
from tests.governance.local_time import show
from tests.governance.room import ARRIVED, Room, assigned, monday

YES = {"unit": "ZR", "word": "confirm"}
NO = {"unit": "ZR", "word": "dispute", "text": "11时到场，现场无人"}


def arrived(room: Room, assist: tuple[str, ...] = ()) -> None:
    assigned(room, assist=assist)
    room.does("call.respond", "c", ARRIVED, "zr", monday("10:00"))


def said(room: Room, when: int) -> str:
    return arrival(room.call(), room.call().tasks[0], when, room.rules)


def test_silence_confirms_after_a_working_day_and_is_not_stored() -> None:
    room = Room()
    assigned(room)
    assert said(room, monday("09:30")) == ""
    arrived_ = Room()
    arrived(arrived_)
    last = until(arrived_.call(), arrived_.call().tasks[0], arrived_.rules)
    assert last is not None
    assert show(last) == "2026-03-10 18:00"
    assert said(arrived_, last) == WAITING
    assert said(arrived_, last + 1) == CONFIRMED
    assert arrived_.call().tasks[0].word == ""
    assert arrived_.no("call.confirm_arrival", "c", YES, "op", last + 1) == "arrival-settled"


def test_a_word_settles_it_and_moves_no_clock() -> None:
    room = Room()
    arrived(room)
    before = room.call()
    room.does("call.confirm_arrival", "c", NO, "grid", monday("11:00"))
    task = room.call().tasks[0]
    assert (task.word, task.worded, said(room, monday("12:00"))) == ("dispute", monday("11:00"), DISPUTED)
    assert (room.call().clocks, room.call().state) == (before.clocks, before.state)
    assert room.no("call.confirm_arrival", "c", YES, "op", monday("12:00")) == "arrival-settled"


def test_each_department_has_its_own_word() -> None:
    room = Room()
    arrived(room, assist=("ZF",))
    room.does("call.respond", "c", ARRIVED, "zf", monday("10:30"))
    room.does("call.confirm_arrival", "c", YES | {"unit": "ZF"}, "op", monday("11:00"))
    assert [t.word for t in room.call().tasks] == ["", "confirm"]
    assert room.no("call.confirm_arrival", "c", YES | {"unit": "ZF"}, "op", monday("11:10")) == "bad-dept"
    assert room.no("call.confirm_arrival", "c", YES, "op", monday("11:10")) == ""


def test_what_may_not_be_said() -> None:
    room = Room()
    assigned(room)
    assert room.no("call.confirm_arrival", "c", YES, "op") == "not-responded"
    room.does("call.respond", "c", ARRIVED, "zr", monday("10:00"))
    assert room.no("call.confirm_arrival", "c", NO | {"text": ""}, "op", monday("11:00")) == "no-reason"
    assert room.no("call.confirm_arrival", "c", YES | {"word": "x"}, "op", monday("11:00")) == "bad-answer"
    assert room.no("call.confirm_arrival", "c", YES, "zr", monday("11:00")) == "no-role"
