"""Answers of callers and steps of units, from the ledger's lines (rulebook §3.8, §3.11, §7.1)."""

from typing import Any

import pytest

from governance.evaluation.figures import Line, TownCases, town_figures
from governance.evaluation.of_lines import revisited
from governance.evaluation.period import period_of
from governance.evaluation.scores import Weights
from governance.evaluation.tally import ALL
from governance.events.event import Event
from tests.governance.evaluation.earlier import EarlierOnes
from tests.governance.local_time import at
from tests.governance.room import FEEDBACK, NEAR, Room, closed, dispatched, merged, monday, signed, uid

GOOD = {"reached": True, "rating": "GOOD", "solved": True, "contacted": True}
BAD = GOOD | {"rating": "BAD", "solved": False, "reason": "B"}
REDO = {"reason": "UNSATISFIED", "text": "只拆了一半"}
BY_PHONE = {"unit": "T-ZF", "person": "王队长", "by": "PHONE"}
APRIL = at("2026-04-02 10:00")


class Told(Room):
    """A room that keeps the lines of what is done."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []

    def line(
        self, kind: str, p: dict[str, Any], who: str, when: int = monday("10:00"), case: str = "e"
    ) -> str:
        self.does(kind, case, p, who, when)
        self.lines.append(Line(kind, uid(case), uid(who), when, p, self.last))
        return self.last

    def of(self, code: str, who: str = ALL, month: str = "2026-03") -> tuple[int, int, dict[str, int]]:
        """Numerator, denominator, and how many were left out why."""
        period = period_of(month, at("2026-05-20 09:00"))
        assert period is not None
        events = [case for case in self.cases.values() if isinstance(case, Event)]
        cases = TownCases(events=events, calls=(), cards=(), lines=self.lines, look_up=lambda ids: {})
        found = town_figures(cases, EarlierOnes(), Weights(), period, self.rules).tallies
        one = next((t for t in found if (t.indicator, t.who) == (code, who)), None)
        if one is None:
            return 0, 0, {}
        return len(one.hits), len(one.owed), {reason: len(cases) for reason, cases in one.out}


def again(room: Told, when: int) -> None:
    """A 重办 up to the next 结案."""
    room.does("event.rework", "e", REDO, "op", when)
    room.does("event.feedback", "e", FEEDBACK, "zf_lead", when)
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "op", when)
    room.does("event.verify", "e", {"result": "pass"} | NEAR, "grid", when)
    room.does("event.close", "e", {"result": "SOLVED"}, "op", when)


# ---------------------------------------------------------------- 回访


def test_an_unhappy_answer_stays_in_its_month_when_the_case_is_done_again() -> None:
    room = Told()
    closed(room)
    room.line("event.revisit", BAD, "op")
    assert room.of("satisfied_rate") == (0, 1, {})
    again(room, APRIL)
    assert room.of("satisfied_rate") == room.of("solved_rate") == (0, 1, {})
    room.line("event.revisit", GOOD, "op", APRIL)
    assert room.of("satisfied_rate") == (0, 1, {})
    assert room.of("satisfied_rate", month="2026-04") == room.of("solved_rate", month="2026-04") == (1, 1, {})


def test_asked_twice_in_one_month_the_last_answer_counts() -> None:
    room = Told()
    closed(room)
    room.line("event.revisit", BAD, "op")
    again(room, monday("14:00"))
    room.line("event.revisit", GOOD, "op", monday("15:00"))
    assert room.of("satisfied_rate", "T-ZF") == (1, 1, {})
    room.lines.reverse()  # §13 (2): in whatever order desks delivered them
    assert room.of("satisfied_rate", "T-ZF") == (1, 1, {})


def test_who_is_not_reached_after_the_second_handling_leaves_with_his_first_answer() -> None:
    room = Told()
    closed(room)
    room.line("event.revisit", BAD, "op")
    again(room, monday("14:00"))
    for when in (monday("15:00"), monday("17:30"), at("2026-03-10 09:00")):
        room.line("event.revisit", {"reached": False}, "op", when)
    assert room.of("satisfied_rate") == (0, 0, {"UNREACHED": 1})


def test_a_claim_nobody_can_meet_leaves_satisfaction_once_the_leader_confirmed_it() -> None:
    room = Told()
    closed(room)
    step = room.line("event.revisit", BAD | {"reason": "D"}, "op")
    assert room.of("satisfied_rate") == (0, 1, {})
    ruling = {"subject": step, "ruling": "uphold", "reason": "诉求无政策依据", "parent": uid("e")}
    room.does("clock.rule", "r", ruling, "leader", monday("11:00"))
    assert room.of("satisfied_rate") == (0, 0, {"UNREASONABLE": 1})
    assert room.of("solved_rate") == (0, 1, {})


def test_an_answer_that_moved_nothing_counts_nowhere() -> None:
    room = Told()
    signed(room)
    assert room.act("event.revisit", "e", GOOD, "op", monday("10:00")).vd == "a"
    early = room.last
    assert revisited(room.event(), monday("10:00"), GOOD, early) is None
    assert revisited(room.event(), monday("09:00"), GOOD, early) is None  # other clocks ran and stopped then
    for kind, p, who in (
        ("event.feedback", FEEDBACK, "zf_lead"),
        ("event.order_verify", {"verifier": uid("grid")}, "op"),
        ("event.verify", {"result": "pass"} | NEAR, "grid"),
        ("event.close", {"result": "SOLVED"}, "op"),
        ("event.revisit", GOOD, "op"),
    ):
        room.does(kind, "e", p, who, monday("11:00"))
    said = [revisited(room.event(), monday(t), GOOD, early) for t in ("10:00", "11:00", "11:01")]
    assert [one is not None for one in said] == [False, True, False]


def test_who_was_given_up_counts_in_the_month_of_the_last_attempt() -> None:
    room = Told()
    closed(room)
    for when in ("2026-03-30 10:00", "2026-03-31 10:00", "2026-04-01 10:00"):
        room.line("event.revisit", {"reached": False}, "op", at(when))
    assert room.of("satisfied_rate") == (0, 0, {})
    assert room.of("satisfied_rate", month="2026-04") == (0, 0, {"UNREACHED": 1})


def test_answers_about_void_cases_and_of_merged_callers_are_printed_beside() -> None:
    room = Told()
    closed(room)
    room.line("event.revisit", BAD, "op")
    room.does("event.rework", "e", REDO, "op", monday("14:00"))
    room.does("event.void", "e", {"code": "V1", "reason": "重复"}, "leader", monday("14:05"))
    assert room.of("satisfied_rate") == room.of("solved_rate") == (0, 0, {"VOID": 1})


# ---------------------------------------------------------------- 代录


def test_own_steps_and_those_the_room_recorded() -> None:
    room = Told()
    dispatched(room)
    room.line("event.sign", {"behalf": BY_PHONE}, "op")
    room.line("event.progress", {"text": "已到现场处置"}, "zf_staff")
    assert room.of("behalf_rate", "T-ZF") == (1, 2, {})


def test_an_assisting_units_step_is_its_own() -> None:
    room = Told()
    dispatched(room, assist=("T-PCS",))
    room.line("event.sign", {}, "pcs_lead")
    assert (room.of("behalf_rate", "T-PCS"), room.of("behalf_rate", "T-ZF")) == ((0, 1, {}), (0, 0, {}))


@pytest.mark.parametrize(
    ("ruling", "counted"),
    [("", (2, 2, {"DISPUTED": 1})), ("deny", (3, 3, {})), ("uphold", (2, 2, {"OVERTURNED": 1}))],
)
def test_the_disputed_record_alone_leaves_until_it_is_ruled_on(
    ruling: str, counted: tuple[int, int, dict[str, int]]
) -> None:
    room = Told()
    signed(room)
    said = {"text": "已到现场处置", "behalf": BY_PHONE}
    step = room.line("event.progress", said, "op")
    room.line("event.progress", said | {"text": "已约定复查时间"}, "op", monday("10:30"))
    room.line("event.progress", said | {"text": "当事人已自行拆除"}, "op", monday("10:40"))
    room.does(
        "event.behalf_answer",
        "e",
        {"step": step, "answer": "dispute", "text": "本队未反馈"},
        "zf_lead",
        monday("11:00"),
    )
    if ruling:
        p = {"subject": step, "ruling": ruling, "reason": "核对通话记录", "parent": uid("e")}
        room.does("clock.rule", "r", p, "leader", monday("12:00"))
    assert room.of("behalf_rate", "T-ZF") == counted


@pytest.mark.parametrize(("ruling", "counted"), [("", (0, 0, {"DISPUTED": 1})), ("deny", (1, 1, {}))])
@pytest.mark.parametrize(("kind", "code"), [("event.sign", "sign_rate"), ("event.feedback", "on_time_rate")])
def test_what_rests_on_a_disputed_record_is_in_no_rate_until_it_is_ruled_on(
    kind: str, code: str, ruling: str, counted: tuple[int, int, dict[str, int]]
) -> None:
    room = Told()
    dispatched(room)
    if kind == "event.feedback":
        room.does("event.sign", "e", {}, "zf_lead", monday("09:30"))
    step = room.line(kind, (FEEDBACK if kind == "event.feedback" else {}) | {"behalf": BY_PHONE}, "op")
    assert room.of(code, "T-ZF") == (1, 1, {})
    said = {"step": step, "answer": "dispute", "text": "本队未反馈"}
    room.does("event.behalf_answer", "e", said, "zf_lead", monday("11:00"))
    if ruling:
        p = {"subject": step, "ruling": ruling, "reason": "核对通话记录", "parent": uid("e")}
        room.does("clock.rule", "r", p, "leader", monday("12:00"))
    assert room.of(code, "T-ZF") == counted


def test_an_own_step_beside_a_disputed_one_of_another_kind_counts() -> None:
    room = Told()
    dispatched(room)
    room.line("event.sign", {}, "zf_lead", monday("09:30"))
    step = room.line("event.progress", {"text": "已到现场处置", "behalf": BY_PHONE}, "op")
    said = {"step": step, "answer": "dispute", "text": "本队未去"}
    room.does("event.behalf_answer", "e", said, "zf_lead", monday("11:00"))
    assert room.of("sign_rate", "T-ZF") == (1, 1, {})


def test_a_merged_callers_answer_is_the_main_cases() -> None:
    room = Told()
    for case in ("m", "e"):
        dispatched(room, case)
    merged(room)
    room.act("event.revisit", "e", BAD, "op", monday("10:05"))
    room.lines.append(Line("event.revisit", uid("e"), uid("op"), monday("10:05"), BAD, room.last))
    assert room.of("satisfied_rate") == (0, 0, {"MERGED": 1})
