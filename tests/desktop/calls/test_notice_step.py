"""What comes next with a notice at the desk (rulebook §4.8): its room answers too where it is told of."""

from typing import Any

from desktop.calls.notice_step import REPLY, SIGN, step_face
from desktop.names import Names
from desktop.seat import Operator
from tests.governance.notices.test_notice import LINE, ROOM_LINE, notice, told_of
from tests.governance.room import Room, monday, uid


def face(room: Room, operator: str, when: int) -> Any:
    who = Operator(uid(operator), operator)
    return step_face(notice(room), who, Names(room.rules), when, room.rules)


def a_notice(*lines: dict[str, Any]) -> Room:
    room = Room()
    told_of(room, *lines)
    return room


def test_the_leader_on_duty_answers_for_the_room_beside_who_signs() -> None:
    shown = face(a_notice(ROOM_LINE), "op", monday("10:00"))
    assert (shown.what, [words for _, words, _ in shown.buttons]) == (SIGN, ["director签发"])
    assert [words for _, words, _ in shown.replies] == ["leader答复"]
    mine = face(a_notice(ROOM_LINE), "leader", monday("10:00"))
    assert [words for _, words, _ in mine.replies] == ["答复"]


def test_once_signed_the_room_still_owes_what_it_puts_right() -> None:
    room = a_notice(ROOM_LINE)
    room.does("notice.reply", "n", {"text": "当日停电"}, "leader", monday("10:00"))
    room.does("notice.sign", "n", {}, "director", monday("11:00"))
    shown = face(room, "op", monday("12:00"))
    assert (shown.what, shown.buttons, [who for who, *_ in shown.replies]) == (REPLY, (), [uid("leader")])
    room.does("notice.reply", "n", {"text": "已加派一人受理"}, "leader", monday("14:00"))
    assert face(room, "op", monday("15:00")) is None


def test_of_other_units_the_desk_answers_nothing() -> None:
    assert face(a_notice(LINE), "leader", monday("10:00")).replies == ()
