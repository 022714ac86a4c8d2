"""A refused action says whose turn it is (§3.3): 当前状态【x】不可【y】，当前责任单位：z."""

from collections.abc import Callable

import pytest

from tests.governance.room import Room, called, dispatched, fed, signed, slip, verifying
from tests.governance.rules_docs.situations import returned_upheld
from tests.governance.test_matrix import merged_into, revisited, split, suspended


@pytest.mark.parametrize(
    ("build", "state", "owes"),
    [
        (dispatched, "待签收", "镇综合执法平台"),
        (signed, "办理中", "镇综合执法平台"),
        (suspended, "挂账", "镇综合执法平台"),
        (called, "已呼叫县级", "县级（呼叫办理中）"),
        (verifying, "核查中", "核查人grid"),
        (fed, "已反馈待核查", "综合信息指挥室"),
        (merged_into, "已归并", "主件的承办单位（请到主件办理）"),
        (split, "已拆分", "各子件的承办单位（请到子件办理）"),
        (revisited, "已回访", "无（已终结）"),
    ],
)
def test_a_refusal_names_the_state_and_who_owes_the_next_step(
    build: Callable[[Room], None], state: str, owes: str
) -> None:
    room = Room()
    build(room)
    no = room.why_not("event.accept", "e", {}, "op")
    assert no is not None
    assert no.code == "wrong-state"
    told = f"当前状态【{state}】不可【受理】，当前责任单位：{owes}；请刷新后按当前状态办理。"
    assert no.sentence == told


def test_a_progress_of_four_characters_says_too_little() -> None:
    """#7: text ≥ 5 chars."""
    room = Room()
    signed(room)
    assert room.no("event.progress", "e", {"text": "已到现场"}, "zf_lead") == "short-text"
    assert room.no("event.progress", "e", {"text": "已到达现场"}, "zf_lead") == ""


@pytest.mark.parametrize(("build", "held"), [(signed, "镇综合执法平台"), (returned_upheld, "未派单")])
def test_recording_for_a_unit_that_does_not_hold_it_names_who_does(
    build: Callable[[Room], None], held: str
) -> None:
    room = Room()
    build(room)
    behalf = {"behalf": {"unit": "T-SC", "person": "李所长", "by": "PHONE"}}
    no = room.why_not("event.sign", "e", behalf, "op")
    assert no is not None
    assert no.sentence == f"案件不在本单位，当前承办单位：{held}；请联系当前承办单位。"


@pytest.mark.parametrize(
    ("said", "code"),
    [({"text": "备注一条"}, ""), ({"files": ["a.jpg"]}, ""), ({}, "no-text"), ({"text": " "}, "no-text")],
)
def test_a_note_has_words_or_material(said: dict[str, object], code: str) -> None:
    room = Room()
    signed(room)
    assert room.no("event.note", "e", said, "op") == code
    assert room.no("event.attach", "e", said, "op") == code


def test_who_handed_a_case_back_does_not_rule_on_it() -> None:
    """§1.4: 申请人≠审核人, also when one person holds both posts."""
    room = Room()
    room.also("zf_lead", "ROOM_OP")
    signed(room)
    room.does("event.return", "e", slip(room), "zf_lead")
    ruling = {"request": room.last, "ruling": "deny", "reason": "属本单位职责"}
    assert room.no("event.decide_return", "e", ruling, "zf_lead") == "own-return"
    assert room.no("event.decide_return", "e", ruling, "op") == ""
