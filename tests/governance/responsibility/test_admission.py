"""清单外交办准入 (§5.4): no department's task to a town without an item or an admission."""

import pytest

from governance.catalogue.setting import setting_case
from governance.responsibility.admission import filing_due, task_refusal
from governance.responsibility.emergencies import KEY
from tests.governance.local_time import show
from tests.governance.responsibility.county_room import MONDAY, TOWN, CountyRoom, application, at, uid

OTHER = "990101101000"
APRIL, JULY = at("2026-04-02 10:00"), at("2026-07-01 09:00")


def applied(room: CountyRoom, **more: object) -> None:
    room.does("access.apply", "x", application(**more), "zr_lead")


def reviewed(room: CountyRoom, **more: object) -> None:
    applied(room, **more)
    room.does("access.review", "x", {"ruling": "pass"}, "list_admin")


def admitted(room: CountyRoom) -> str:
    reviewed(room)
    room.does("access.countersign", "x", {"word": "AGREE"}, "director")
    room.does("access.decide", "x", {"ruling": "admit", "reason": "有保障"}, "county_leader")
    return room.access().code


def refused(
    room: CountyRoom, item: str, *clauses: str, town: str = TOWN, when: int = APRIL, grade: str = "C3"
) -> str:
    no = task_refusal("ZR", item, clauses, town, grade, when, room.rules)
    return "" if no is None else no.code


def test_the_four_steps() -> None:
    room = CountyRoom()
    applied(room)
    assert (room.access().label, room.due("REVIEW", case="x")) == ("已申请", "2026-03-16 18:00")
    room.does("access.review", "x", {"ruling": "take"}, "list_admin")
    assert room.access().label == "审核中"
    room.does("access.review", "x", {"ruling": "pass"}, "list_admin")
    assert (room.access().label, room.due("COUNTERSIGN", case="x")) == ("乡镇会签", "2026-03-12 18:00")
    room.does("access.countersign", "x", {"word": "DISAGREE", "reason": "补助偏低"}, "director")
    assert [o.word for o in room.access().opinions] == ["DISAGREE"]
    room.does(
        "access.decide",
        "x",
        {"ruling": "admit", "reason": "提高补助", "support": "每点三百元"},
        "county_leader",
    )
    assert room.access().label == "准入"


def test_an_admitted_matter_is_an_item_of_its_own_for_its_towns_and_its_days() -> None:
    room = CountyRoom()
    code = admitted(room)
    assert code.startswith("LS-2603-")
    item = room.rules.catalogue.item_on(code, "2026-04-01")
    assert item is not None
    assert (item.lead_dept, item.towns, item.effective_to) == ("ZR", (TOWN,), "2026-07-01")
    assert [(line.clause, line.side) for line in room.rules.catalogue.lines_of(code)] == [
        (f"{code}-1", "COUNTY"),
        (f"{code}-2", "TOWN"),
    ]
    assert refused(room, code, f"{code}-2") == ""
    assert refused(room, code, f"{code}-2", town=OTHER) == "not-listed"
    assert refused(room, code, f"{code}-2", when=MONDAY) == "not-listed"  # not yet
    assert refused(room, code, f"{code}-2", when=JULY) == "not-listed"


def test_it_expires_by_time_alone() -> None:
    room = CountyRoom()
    admitted(room)
    assert room.access(at("2026-06-30 23:59")).label == "准入"
    assert room.access(JULY).label == "已到期"


def test_a_task_without_item_or_admission_is_refused_at_the_door() -> None:
    room = CountyRoom()
    why = task_refusal("ZR", "", (), TOWN, "C3", MONDAY, room.rules)
    assert why is not None
    assert why.sentence == "清单外事项，请先办理准入。"
    assert refused(room, "SD-Z99", "SD-Z99-1") == "not-listed"


def test_a_task_rests_on_the_towns_lines_never_on_a_departments() -> None:
    room = CountyRoom()
    assert refused(room, "SD-A01", "SD-A01-7") == ""
    assert refused(room, "SD-A01", "SD-A01-3") == "own-duty"
    assert refused(room, "SD-A01", "SD-A01-99") == "bad-clause"
    assert refused(room, "SD-A01") == "bad-clause"
    assert task_refusal("NY", "SD-A01", ("SD-A01-7",), TOWN, "C3", MONDAY, room.rules) is not None


def test_a_declared_emergency_lets_a_c1_through_and_it_is_filed_within_three_working_days() -> None:
    room = CountyRoom()
    assert refused(room, "", grade="C1", when=MONDAY) == "not-listed"
    declared = {"key": KEY, "value": [{"name": "防汛Ⅲ级", "since": "2026-03-08", "until": "2026-03-10"}]}
    verdict = room.act("config.put", "k", declared, "admin")
    assert verdict.vd == "a", setting_case(KEY)
    assert refused(room, "", grade="C1", when=MONDAY) == ""
    assert refused(room, "", grade="C2", when=MONDAY) == "not-listed"
    assert refused(room, "", grade="C1", when=at("2026-03-11 08:00")) == "not-listed"
    due = filing_due(MONDAY, room.rules)
    assert due is not None
    assert show(due) == "2026-03-12 18:00"
    applied(room, task=uid("c"))
    assert room.access().task == uid("c")


def test_a_department_does_not_hand_down_its_own_main_duty() -> None:
    room = CountyRoom()
    own = ["临时规划许可到期监管、责令限期拆除"]  # SD-A03-1 is ZR's
    why = room.why_not("access.apply", "x", application(duties=own), "zr_lead")
    assert why is not None
    assert (why.code, "SD-A03-1" in why.sentence) == ("own-duty", True)
    room.act("access.apply", "x", application(duties=own), "zr_lead")  # a fact stands, but bears nothing
    assert uid("x") not in room.cases


@pytest.mark.parametrize("blank", ["matter", "basis", "why", "support"])
def test_an_application_says_all_five_things(blank: str) -> None:
    room = CountyRoom()
    assert room.no("access.apply", "x", application(**{blank: " "}), "zr_lead") == "incomplete"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"until": "2026-03-01"}, "bad-day"),
        ({"since": "四月"}, "bad-day"),
        ({"towns": []}, "bad-town"),
        ({"towns": ["990102100000"]}, "bad-town"),  # another county's
        ({"duties": []}, "incomplete"),
    ],
)
def test_days_and_towns_are_the_countys(more: dict[str, object], code: str) -> None:
    assert CountyRoom().no("access.apply", "x", application(**more), "zr_lead") == code


def test_each_step_is_done_by_who_may() -> None:
    room = CountyRoom()
    assert (
        room.no("access.apply", "x", application(), "zf") == "no-role"
    )  # a clerk, and of another department
    applied(room)
    assert room.no("access.review", "x", {"ruling": "pass"}, "zr_lead") == "no-role"
    assert room.no("access.countersign", "x", {"word": "AGREE"}, "director") == "wrong-state"
    room.does("access.review", "x", {"ruling": "pass"}, "list_admin")
    assert room.no("access.countersign", "x", {"word": "AGREE"}, "leader") == "no-role"
    assert room.no("access.decide", "x", {"ruling": "admit", "reason": "好"}, "list_admin") == "no-role"


def test_a_town_that_is_not_affected_is_not_asked() -> None:
    room = CountyRoom()
    reviewed(room, towns=[OTHER])
    assert room.no("access.countersign", "x", {"word": "AGREE"}, "director") == "no-role"


def test_silence_of_a_town_is_waited_for_and_is_not_consent() -> None:
    room = CountyRoom()
    reviewed(room)
    decision = {"ruling": "admit", "reason": "急需"}
    assert room.no("access.decide", "x", decision, "county_leader") == "still-asked"
    late = at("2026-03-13 08:30")
    assert room.no("access.countersign", "x", {"word": "AGREE"}, "director", late) == "too-late"
    room.does("access.decide", "x", decision, "county_leader", late)
    assert room.access().opinions == ()


def test_a_towns_last_word_holds_and_a_no_says_why() -> None:
    room = CountyRoom()
    reviewed(room)
    assert room.no("access.countersign", "x", {"word": "PERHAPS"}, "director") == "no-word"
    assert room.no("access.countersign", "x", {"word": "DISAGREE", "reason": " "}, "director") == "no-reason"
    room.does("access.countersign", "x", {"word": "DISAGREE", "reason": "无人手"}, "director")
    room.does("access.countersign", "x", {"word": "AGREE"}, "director", at("2026-03-12 18:00"))
    assert [(o.town, o.word) for o in room.access().opinions] == [(TOWN, "AGREE")]


def test_every_affected_town_is_heard_before_the_decision() -> None:
    room = CountyRoom()
    reviewed(room, towns=[OTHER, TOWN])
    room.does("access.countersign", "x", {"word": "AGREE"}, "director")
    decision = {"ruling": "admit", "reason": "急需"}
    assert room.no("access.decide", "x", decision, "county_leader", at("2026-03-12 18:00")) == "still-asked"
    assert room.no("access.decide", "x", decision, "county_leader", at("2026-03-12 18:01")) == ""


def test_a_decision_says_which_way_and_why_and_is_for_days_to_come() -> None:
    room = CountyRoom()
    reviewed(room)
    room.does("access.countersign", "x", {"word": "AGREE"}, "director")
    decision = {"ruling": "admit", "reason": "有保障"}
    for wrong, code in (
        ({"ruling": "later"}, "no-ruling"),
        ({"reason": " "}, "no-ruling"),
        ({"until": "2026-04-01"}, "bad-day"),
    ):
        assert room.no("access.decide", "x", decision | wrong, "county_leader") == code
    last = at("2026-06-30 12:00")
    assert room.no("access.decide", "x", decision, "county_leader", last) == ""
    assert room.no("access.decide", "x", decision, "county_leader", JULY) == "bad-day"
    refusal = {"ruling": "refuse", "reason": "已过期"}
    assert room.no("access.decide", "x", refusal, "county_leader", JULY) == ""


def test_a_decision_is_never_wider_than_the_application() -> None:
    room = CountyRoom()
    reviewed(room)
    room.does("access.countersign", "x", {"word": "AGREE"}, "director")
    for more in ({"until": "2027-01-01"}, {"since": "2026-03-01"}, {"towns": [OTHER]}):
        said = {"ruling": "admit", "reason": "好"} | more
        assert room.no("access.decide", "x", said, "county_leader") == "too-wide"
    room.does("access.decide", "x", {"ruling": "refuse", "reason": "无保障"}, "county_leader")
    assert (room.access().label, room.access().code) == ("不准入", "")


def test_refused_at_the_review_it_is_over() -> None:
    room = CountyRoom()
    applied(room)
    assert room.no("access.review", "x", {"ruling": "refuse"}, "list_admin") == "no-reason"
    room.does("access.review", "x", {"ruling": "refuse", "reason": "依据不足"}, "list_admin")
    assert (room.access().label, room.access().final) == ("不准入", True)


def test_what_the_ledger_folds_is_what_the_bundle_holds() -> None:
    room = CountyRoom()
    admitted(room)
    assert room.bundle.lists[uid("x")] == room.cases[uid("x")]
