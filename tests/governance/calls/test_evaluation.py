"""乡镇评价: each department apart, three answers, and what silence means (rulebook §4.2, §4.6)."""

from typing import Any

import pytest
from msgspec.structs import replace

from governance.calls.fold import state_at
from governance.rulebook import Rules
from governance.time.limits import Limit
from tests.governance.local_time import at, show
from tests.governance.room import ARRIVED, FEEDBACK, STOPPED, Room, assigned, fed_back, monday

RATED: dict[str, Any] = {"unit": "ZR", "rating": "GOOD", "respond": "GOOD", "done": "DONE"}
UNHAPPY: dict[str, Any] = RATED | {"rating": "BAD", "reason": "未到场", "files": ["现场.jpg"]}


@pytest.mark.parametrize("rating", ["GOOD", "FAIR"])
def test_a_rating_ends_the_call(rating: str) -> None:
    room = Room()
    fed_back(room)
    room.does("call.evaluate", "c", RATED | {"rating": rating}, "leader", monday("15:00"))
    assert (room.call().state, room.call().responsible) == ("EVALUATED", "")
    assert room.clock("EVALUATE", case="c").stop == monday("15:00")
    assert set(room.clocks("c").values()) == {STOPPED}
    found = room.call().tasks[0].rating
    assert found is not None
    assert (found.satisfied, found.at) == (rating, monday("15:00"))
    assert room.call().unrated == ()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"rating": "NONE"}, "no-rating"),
        ({"respond": ""}, "no-rating"),
        ({"done": "MAYBE"}, "no-rating"),
        ({"rating": "BAD"}, "no-reason"),
        ({"rating": "BAD", "reason": " ", "files": ["现场.jpg"]}, "no-reason"),
        ({"rating": "BAD", "reason": "未到场"}, "no-evidence"),
        ({"respond": "BAD"}, "no-reason"),
        ({"respond": "BAD", "reason": "未到场"}, "no-evidence"),
        ({"unit": "ZF"}, "bad-dept"),
    ],
)
def test_a_rating_has_three_answers_and_a_bad_one_reason_and_evidence(
    wrong: dict[str, Any], code: str
) -> None:
    room = Room()
    fed_back(room)
    assert room.no("call.evaluate", "c", RATED | wrong, "leader") == code


def test_a_bad_rating_without_evidence_is_told_what_to_add() -> None:
    room = Room()
    fed_back(room)
    why = room.why_not("call.evaluate", "c", UNHAPPY | {"files": []}, "leader")
    assert why is not None
    assert why.sentence == "不满意须附证据；请添加现场照片或文书后再提交。"
    room.does("call.evaluate", "c", UNHAPPY, "leader")
    rating = room.call().tasks[0].rating
    assert rating is not None
    assert (rating.reason, rating.files) == ("未到场", ("现场.jpg",))


def test_work_not_done_is_no_bad_rating_by_itself() -> None:
    room = Room()
    fed_back(room)
    assert room.no("call.evaluate", "c", RATED | {"rating": "FAIR", "done": "NOT"}, "leader") == ""


@pytest.mark.parametrize("who", ["op", "sup", "town_leader", "zr", "centre_lead"])
def test_only_the_leader_on_duty_and_the_director_rate(who: str) -> None:
    room = Room()
    fed_back(room)
    assert room.no("call.evaluate", "c", RATED, who) == "no-role"


def test_each_department_is_rated_apart_and_the_last_rating_ends_the_call() -> None:
    room = Room()
    fed_back(room, assist=("ZF",))
    room.does("call.evaluate", "c", RATED, "leader")
    assert room.call().state == "FEEDBACK"
    assert room.call().unrated == ("ZF",)
    room.does("call.evaluate", "c", UNHAPPY | {"unit": "ZF"}, "director")
    assert room.call().state == "EVALUATED"


def test_silence_past_three_working_days_rates_by_default() -> None:
    room = Room()
    fed_back(room, when=at("2026-03-13 15:00"))  # Friday: due Wednesday 18:00
    due = at("2026-03-18 18:00")
    call = room.call()
    assert state_at(call, due, room.rules) == call
    silent = state_at(call, due + 1, room.rules)
    assert (silent.state, show(silent.moved)) == ("EVALUATED", "2026-03-18 18:00")
    assert silent.unrated == ("ZR",)  # 系统默认, by nobody
    assert room.call() == call  # derived, never stored
    assert room.no("call.evaluate", "c", RATED, "leader", due) == ""
    assert room.no("call.evaluate", "c", RATED, "leader", due + 1) == "rating-settled"
    assert (
        room.no("call.reject_feedback", "c", {"feedback": "f", "reason": "WRONG"}, "leader", due + 1)
        == "wrong-state"
    )


def test_a_note_after_the_silence_stores_what_the_silence_decided() -> None:
    room = Room()
    fed_back(room)
    late = at("2026-03-20 09:00")
    room.does("call.note", "c", {"text": "归档说明"}, "op", late)
    assert (room.call().state, show(room.call().moved)) == ("EVALUATED", "2026-03-12 18:00")
    assert room.event().state == "FEEDBACK"


# ---------------------------------------------------------------- correction and reply


def test_a_rating_is_corrected_within_a_working_day_and_the_old_one_is_kept() -> None:
    room = Room()
    fed_back(room)
    room.does("call.evaluate", "c", UNHAPPY, "leader", monday("15:00"))
    ended = room.call().moved
    last = at("2026-03-10 18:00")
    assert room.no("call.evaluate", "c", RATED | {"rating": "FAIR"}, "leader", last + 1) == "rating-settled"
    room.does("call.evaluate", "c", RATED | {"rating": "FAIR"}, "director", last)
    task = room.call().tasks[0]
    assert task.rating is not None
    assert (task.rating.satisfied, [r.satisfied for r in task.rated_before]) == ("FAIR", ["BAD"])
    assert (room.call().state, room.call().moved) == ("EVALUATED", ended)
    again = RATED | {"rating": "GOOD"}  # the day counts from the first rating
    assert room.no("call.evaluate", "c", again, "leader", last + 1) == "rating-settled"


def test_a_correction_that_stays_bad_keeps_its_evidence_a_newly_bad_one_brings_its_own() -> None:
    room = Room()
    fed_back(room)
    without = {**UNHAPPY, "reason": "到场迟，未处理", "files": []}
    room.does("call.evaluate", "c", UNHAPPY, "leader", monday("15:00"))
    room.does("call.evaluate", "c", without, "leader", monday("15:10"))
    rating = room.call().tasks[0].rating
    assert rating is not None
    assert (rating.reason, rating.files) == ("到场迟，未处理", ("现场.jpg",))
    room.does("call.evaluate", "c", without | {"files": ["回头看.jpg"]}, "leader", monday("15:20"))
    room.does("call.evaluate", "c", RATED, "leader", monday("15:30"))
    assert room.no("call.evaluate", "c", without, "leader", monday("15:40")) == "no-evidence"
    task = room.call().tasks[0]
    assert task.rating is not None
    assert [one.files for one in (*task.rated_before, task.rating)] == [
        ("现场.jpg",), ("现场.jpg",), ("回头看.jpg",), (),
    ]  # fmt: skip


def test_a_department_replies_once_to_a_bad_word_about_its_response_too() -> None:
    room = Room()
    fed_back(room)
    slow = UNHAPPY | {"respond": "BAD", "rating": "FAIR"}
    room.does("call.evaluate", "c", slow, "leader", monday("15:00"))
    reply = {"text": "路上遇交通管制", "reply": True}
    assert room.no("call.note", "c", reply, "zr_lead", monday("16:00")) == ""
    room.act("call.note", "c", reply, "zr_lead", monday("16:00"))
    assert room.no("call.note", "c", reply, "zr_lead", monday("16:10")) == "no-reply"


def test_a_department_replies_once_to_a_bad_rating() -> None:
    room = Room()
    fed_back(room)
    reply = {"text": "当日已到场，照片附后", "reply": True}
    assert room.no("call.note", "c", reply, "zr_lead") == "no-reply"
    room.does("call.evaluate", "c", UNHAPPY, "leader", monday("15:00"))
    assert room.no("call.note", "c", reply, "zf") == "no-reply"
    assert room.no("call.note", "c", reply, "zr_lead", monday("16:00")) == ""
    assert room.act("call.note", "c", reply, "zr_lead", monday("16:00")).code == "after-close"
    assert (room.call().tasks[0].reply, room.call().tasks[0].replied) == (reply["text"], monday("16:00"))
    assert room.no("call.note", "c", reply, "zr_lead", monday("16:10")) == "no-reply"


# ---------------------------------------------------------------- whose rating, and until when


def test_a_department_that_came_in_twice_is_rated_for_each_part() -> None:
    room = Room()
    assigned(room, assist=("ZF",))
    for who in ("zr", "zf"):
        room.does("call.respond", "c", ARRIVED, who)
    room.does("call.feedback", "c", FEEDBACK, "zf", monday("09:30"))
    room.does("call.invite_assist", "c", {"unit": "ZF"}, "centre", monday("09:40"))
    room.does("call.respond", "c", ARRIVED, "zf", monday("09:50"))
    room.does("call.feedback", "c", FEEDBACK, "zf", monday("10:00"))
    room.does("call.feedback", "c", FEEDBACK, "zr", monday("10:10"))
    room.does("call.evaluate", "c", {"unit": "ZF", "rating": "GOOD"}, "leader", monday("10:20"))
    room.does("call.evaluate", "c", {"unit": "ZF", "rating": "FAIR"}, "leader", monday("10:30"))
    parts = [task for task in room.call().tasks if task.dept == "ZF"]
    assert [(task.rating.satisfied if task.rating else "", task.rated_before) for task in parts] == [
        ("GOOD", ()),
        ("FAIR", ()),
    ]


def test_the_county_may_give_more_time_to_correct_a_rating() -> None:
    class Longer(Room):
        @property
        def rules(self) -> Rules:
            rules = super().rules
            return replace(rules, limits={**rules.limits, "call.CORRECTION.": Limit(3, "WD")})

    for room, code in ((Room(), "rating-settled"), (Longer(), "")):
        fed_back(room)
        room.does("call.evaluate", "c", {"unit": "ZR", "rating": "GOOD"}, "leader")
        again = {"unit": "ZR", "rating": "FAIR"}
        assert room.no("call.evaluate", "c", again, "leader", at("2026-03-11 09:00")) == code


def test_a_remark_says_something() -> None:
    room = Room()
    fed_back(room)
    assert room.no("call.note", "c", {"text": " "}, "op") == "no-text"
    assert room.no("call.note", "c", {"files": ["a.jpg"]}, "op") == ""
