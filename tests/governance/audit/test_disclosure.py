"""查看脱敏信息、导出 leave a trace (rulebook §1.3, §1.4)."""

import pytest

from governance.audit.disclosure import Disclosure
from tests.governance.room import Room, assigned, dispatched, monday, signed, uid

LOOK = {"field": "phone", "reason": "核对来电人", "parent": uid("e")}


def trace(room: Room, case: str = "a") -> Disclosure:
    found = room.cases[uid(case)]
    assert isinstance(found, Disclosure)
    return found


def test_a_look_names_who_when_which_case_which_field_and_why() -> None:
    room = Room()
    signed(room)
    before = room.event()
    room.does("audit.unmask", "a", LOOK, "op", monday("10:00"))
    one = trace(room)
    assert (one.by, one.at, one.of, one.field, one.reason) == (
        uid("op"),
        monday("10:00"),
        uid("e"),
        "phone",
        "核对来电人",
    )
    assert (one.final, one.parent) == (True, uid("e"))
    assert room.event() == before


def test_a_trace_is_written_once() -> None:
    room = Room()
    signed(room)
    room.does("audit.unmask", "a", LOOK, "op", monday("10:00"))
    before = trace(room)
    assert room.no("audit.unmask", "a", LOOK, "director") == "already-born"
    room.act("audit.unmask", "a", LOOK | {"reason": "别的"}, "director")
    assert trace(room) == before


@pytest.mark.parametrize(("more", "code"), [({"reason": " "}, "no-reason"), ({"field": "text"}, "bad-field")])
def test_without_reason_or_for_what_is_not_masked_nothing_is_shown(more: dict[str, str], code: str) -> None:
    room = Room()
    signed(room)
    assert room.no("audit.unmask", "a", LOOK | more, "op") == code


def test_a_unit_looks_only_while_it_holds_the_case_and_the_caller_wants_an_answer() -> None:
    room = Room()
    dispatched(room, reply=True)
    assert room.no("audit.unmask", "a", LOOK, "zf_lead") == ""
    assert room.no("audit.unmask", "a", LOOK, "sc_lead") == "no-role"
    room = Room()
    dispatched(room)
    assert room.no("audit.unmask", "a", LOOK, "zf_lead") == "no-reply-wanted"
    room = Room()
    dispatched(room, reply=True, secret=True)
    assert room.no("audit.unmask", "a", LOOK, "zf_lead") == "kept-secret"
    assert room.no("audit.unmask", "a", LOOK, "op") == ""


def test_a_department_looks_on_its_own_call_only() -> None:
    room = Room()
    assigned(room)
    look = LOOK | {"parent": uid("c")}
    assert room.no("audit.unmask", "a", look, "zr") == ""
    assert room.no("audit.unmask", "a", look, "zf") == "no-role"
    assert room.no("audit.unmask", "a", LOOK, "zr") == "no-role"


def test_a_look_at_an_unknown_case_stands_alone_and_still_says_which() -> None:
    room = Room()
    assert room.no("audit.unmask", "a", LOOK, "op") == "no-parent"
    assert room.act("audit.unmask", "a", LOOK, "op").code == "orphan-case"
    assert (trace(room).parent, trace(room).of) == (None, uid("e"))


def test_an_export_says_what_left_the_house() -> None:
    room = Room()
    p = {"what": "在办事件清单", "rows": 42, "digest": "ab"}
    room.does("audit.export", "a", p, "sup", monday("11:00"))
    one = trace(room)
    assert (one.of, one.rows, one.masked, one.digest) == ("在办事件清单", 42, True, "ab")
    assert room.no("audit.export", "b", p | {"masked": False}, "sup") == "no-reason"
    assert room.no("audit.export", "b", p, "op") == "no-role"


def test_an_empty_list_is_an_export_too_but_one_of_nothing_is_not() -> None:
    room = Room()
    p = {"what": "在办事件清单", "rows": 0}
    assert room.no("audit.export", "a", p, "sup") == ""
    assert room.no("audit.export", "a", p | {"rows": -1}, "sup") == "no-text"
    assert room.no("audit.export", "a", p | {"what": " "}, "sup") == "no-text"


def test_an_export_without_masks_leaves_its_reason() -> None:
    room = Room()
    p = {"what": "在办事件清单", "rows": 3, "masked": False, "reason": "纪检调阅"}
    room.does("audit.export", "a", p, "sup", monday("11:00"))
    one = trace(room)
    assert (one.masked, one.reason, one.by, one.at) == (False, "纪检调阅", uid("sup"), monday("11:00"))


def test_a_look_at_a_person_of_the_archive_says_whom() -> None:
    room = Room()
    p = {"field": "id_no", "reason": "核对身份", "subject": uid("resident")}
    room.does("audit.unmask", "a", p, "op", monday("10:00"))
    one = trace(room)
    assert (one.parent, one.of, one.rows, one.masked) == (None, uid("resident"), 0, False)
    assert (one.label, one.last_step(())) == ("已留痕", monday("10:00"))
