"""The parts of a sheet, state by state."""

from typing import Any

import pytest

from desktop.dossier.advice import advice
from desktop.dossier.full_tables import verdict
from desktop.dossier.spans import spans
from desktop.dossier.steps import call_steps, event_steps
from desktop.dossier.tags import tags
from desktop.dossier.watches import every_clock, watched
from desktop.limits import limit_words
from desktop.names import Names
from desktop.title import rest, title
from governance.calls.call import Call
from governance.events.event import Event
from governance.responsibility.dispatch_unit import suggested_unit
from tests.desktop.moves.stages import STAGES
from tests.governance.events.test_return_slip import assign, twice
from tests.governance.handling.test_doubted import doubtful, rule
from tests.governance.handling.test_doubted_child import called_in_doubt
from tests.governance.room import MONDAY, Room, accepted, dispatched, monday


def current(name: str) -> tuple[str, str]:
    _, case, at = STAGES[name]()
    assert isinstance(case, Event)
    step = next(step for step in event_steps(case, at) if step.state == "current")
    return step.name, step.note


def test_the_current_one_of_the_seven_steps_follows_the_state() -> None:
    assert current("registered") == ("案卷建立", "待受理")
    assert current("accepted") == ("任务派遣", "待分派")
    assert current("returned") == ("任务派遣", "退单待审")
    assert current("dispatched") == ("任务处理", "待签收")
    assert current("feedback") == ("处理反馈", "待核查")
    assert current("verifying") == ("核查结案", "核查中")
    assert current("closed") == ("综合评价", "已结案")


def test_earlier_steps_are_done_with_their_time() -> None:
    _, case, at = STAGES["signed"]()
    assert isinstance(case, Event)
    done = [(step.name, step.note) for step in event_steps(case, at) if step.state == "done"]
    assert done == [("信息采集", "09:00"), ("案卷建立", "09:01"), ("任务派遣", "09:02")]


def test_a_call_goes_through_five_steps() -> None:
    _, case, at = STAGES["call_fed"]()
    assert isinstance(case, Call)
    steps = call_steps(case, at)
    assert [step.state for step in steps] == ["done"] * 4 + ["current"]


def test_the_clock_that_runs_out_first_matters_and_the_stopped_one_stands_beside() -> None:
    room, case, at = STAGES["returned"]()
    found = watched(case, (), at, room.rules)
    assert found.first is not None
    assert found.first.name == "退单审核"
    assert found.aside is not None
    assert (found.aside.name, found.aside.paused) == ("处置", True)


def test_after_an_upheld_return_the_dispatch_is_called_again() -> None:
    room, case, at = STAGES["upheld"]()
    found = watched(case, (), at, room.rules)
    assert found.first is not None
    assert found.first.name == "重派"


def test_spans_add_up_to_what_passed_and_end_with_what_is_owed() -> None:
    room, case, at = STAGES["dispatched"]()
    found = spans(case, at, room.rules)
    assert [(one.label, one.kind) for one in found] == [
        ("受理", "intake"),
        ("派遣", "intake"),
        ("处置", "run"),
        ("处置", "owed"),
    ]
    assert sum(one.minutes for one in found if one.kind != "owed") == (at - case_at(case)) // 60_000


def case_at(case: object) -> int:
    assert isinstance(case, Event)
    return case.at


def test_a_returned_task_stands_still() -> None:
    room, case, at = STAGES["returned"]()
    assert spans(case, at, room.rules)[-1].kind == "paused"


def test_a_suggestion_names_its_evidence_and_is_silent_once_given() -> None:
    room, case, _ = STAGES["accepted"]()
    assert isinstance(case, Event)
    found = advice(case, Names(room.rules), room.rules)
    assert found is not None
    assert found.reasons
    room, case, _ = STAGES["signed"]()
    assert isinstance(case, Event)
    assert advice(case, Names(room.rules), room.rules) is None


def test_a_dispatch_begins_with_a_direct_subordinate() -> None:
    for name in ("accepted", "upheld"):
        room, case, _ = STAGES[name]()
        assert isinstance(case, Event)
        unit = room.rules.catalogue.units[suggested_unit(case, room.rules)]
        assert unit.is_town


def test_limits_are_said_in_their_calendar() -> None:
    assert limit_words(15, "EH") == "15 分"
    assert limit_words(60, "EH") == "1 紧急工作时"
    assert limit_words(240, "WH") == "4 工作时"
    assert limit_words(15, "WH") == "15 分（工作时）"
    assert limit_words(3, "WD") == "3 工作日"


def test_a_title_is_the_first_clause_and_the_rest_is_not_told_twice() -> None:
    text = "供水主管破裂，桥头路面积水约40米。石桥东侧往上冒水。"
    assert title(text) == "供水主管破裂，桥头路面积水约40米"
    assert rest(text) == "石桥东侧往上冒水。"
    long = "有人看到凌晨两辆没牌照的货车往龙坞水厂取水口上游的山沟里倒了好几车白色桶装废料"
    assert title(long).endswith("…")
    assert rest(long) == long


def test_every_clock_is_told_with_who_owed_it() -> None:
    room, case, at = STAGES["closed"]()
    told = [one.name for one in every_clock(case, (), at, room.rules)]
    assert told[:2] == ["受理", "派遣"]
    assert told[-1] == "回访"
    assert any(name.startswith("处置 ") for name in told)


def test_a_unit_that_handed_back_twice_without_ground_is_named() -> None:
    """The card RETURN_ABUSE (rulebook §3.5)."""
    room = Room()
    twice(room, "deny")
    said = f"两次退单不成立 · {room.rules.name_of('T-ZF')}"
    assert said not in {tag.text for tag in tags(room.event(), 0, room.rules)}
    assign(room, "T-ZF")
    assert said in {tag.text for tag in tags(room.event(), 0, room.rules)}


def test_a_clock_whose_verdict_is_in_doubt_is_neither_in_time_nor_late() -> None:
    """待核 (rulebook §3.11, §6.4): a signature of a desk that did not know the time, until the leader rules."""
    room = Room()
    dispatched(room)
    step = doubtful(room)
    at = monday("13:00")

    def said() -> str:
        sign = next(
            one for one in every_clock(room.event(), (), at, room.rules) if one.name.startswith("签收")
        )
        return verdict(sign, at)[1].split(" ")[0]

    assert said() == "待核"
    room.does("clock.rule", "r", rule(step), "leader", at)
    assert said() == "按时"


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        ({"ch": "12345", "outer": "GD1"}, True),
        ({"ch": "12345", "outer": "GD1", "outer_due": MONDAY + 10**8}, False),
        ({"ch": "UP"}, True),
        ({"ch": "PHONE"}, False),
    ],
)
def test_what_came_from_an_outer_system_without_its_due_says_so(more: dict[str, Any], missing: bool) -> None:
    """§3.1: an event from 12345 or UP carries the outer system's own due."""
    room = Room()
    accepted(room, **more)
    assert ("缺外部到期，凭来文更正" in {tag.text for tag in tags(room.event(), 0, room.rules)}) is missing


def test_a_case_that_waits_for_a_ruling_in_its_child_says_where() -> None:
    room = Room()
    step = called_in_doubt(room, "09:10", "09:05", "09:40")
    said = {tag.text for tag in tags(room.event(), 0, room.rules, MONDAY)}
    assert "时限待核，在子件裁定" in said
    room.does("clock.rule", "r", rule(step, "uphold", "c"), "leader", monday("13:00"))
    assert "时限待核，在子件裁定" not in {tag.text for tag in tags(room.event(), 0, room.rules, MONDAY)}
