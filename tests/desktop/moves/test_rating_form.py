"""评价 in its form: 不满意, of the response or as a whole, asks for reason and evidence; a correction keeps them (§4.6)."""

import pytest

from desktop.moves.form import Form, Value, defaults, shown, wrong
from desktop.moves.matter import Matter
from desktop.moves.rating_form import evaluate
from desktop.moves.texts import BAD_NEEDED, EVIDENCE_NEEDED
from desktop.names import Names
from governance.ledger.case import Case
from tests.desktop.moves.stages import STAGES
from tests.governance.room import Room, uid

DAY_MS = 86_400_000


def the_form(room: Room, case: Case, at: int) -> Form:
    return evaluate(Matter(case=case, actor=uid("leader"), at=at, rules=room.rules, names=Names(room.rules)))


def asked(form: Form, values: dict[str, Value]) -> list[str]:
    return [entry.key for entry in shown(form, values)]


def test_happy_marks_ask_for_nothing_more() -> None:
    form = the_form(*STAGES["call_fed"]())
    values = defaults(form)
    assert asked(form, values) == ["unit", "respond", "done", "rating"]
    assert wrong(form, values) == {}
    assert form.payload(values) == {"unit": "ZR", "rating": "GOOD", "respond": "GOOD", "done": "DONE"}


@pytest.mark.parametrize("mark", ["respond", "rating"])
def test_a_bad_mark_asks_for_its_reason_and_its_evidence(mark: str) -> None:
    form = the_form(*STAGES["call_fed"]())
    values = defaults(form) | {mark: "BAD"}
    assert asked(form, values)[-2:] == ["reason", "files"]
    assert wrong(form, values) == {"reason": BAD_NEEDED, "files": EVIDENCE_NEEDED}
    values |= {"reason": " 未到场 ", "files": ("现场.jpg",)}
    assert wrong(form, values) == {}
    p = form.payload(values)
    assert (p[mark], p["reason"], p["files"]) == ("BAD", "未到场", ["现场.jpg"])


def test_what_was_typed_for_a_bad_mark_is_not_sent_with_another() -> None:
    form = the_form(*STAGES["call_fed"]())
    values = defaults(form) | {"reason": "未到场", "files": ("现场.jpg",)}
    assert form.payload(values).keys() == {"unit", "rating", "respond", "done"}


def test_a_correction_that_stays_bad_may_do_without_new_evidence() -> None:
    room, case, at = STAGES["call_rated"]()
    form = the_form(room, case, at)
    unit = form.entries[0]
    assert [(one.key, one.note) for one in unit.choices] == [("ZR", "主办 · 更正评价")]
    values = defaults(form) | {"rating": "BAD", "reason": "夜间又复发"}
    assert wrong(form, values) == {}
    p = form.payload(values)
    assert "files" not in p
    room.does("call.evaluate", "c", p, "leader", at)
    rating = room.call().tasks[0].rating
    assert rating is not None
    assert (rating.reason, rating.files) == ("夜间又复发", ("现场.jpg",))


def test_after_a_working_day_nothing_is_left_to_correct() -> None:
    room, case, at = STAGES["call_rated"]()
    assert the_form(room, case, at + 3 * DAY_MS).entries[0].choices == ()
