"""意见单: what the town says of a person of a 派驻机构, slip after slip (rulebook §1.4)."""

from typing import Any

import pytest

from governance.doer import Doer
from governance.evaluation.opinions import AppointOpinion, Opinions, apply, opinions_case
from tests.governance.local_time import at
from tests.governance.room import MONDAY, Room, an_action, uid

KIND = "staff.appoint_opinion"


def opinion(**more: Any) -> dict[str, Any]:
    said = {"person": uid("pcs_staff"), "unit": "T-PCS", "opinion": "CONSENT", "reason": "工作需要"}
    return said | more


def opinions(room: Room) -> Opinions:
    found = room.cases[uid("p")]
    assert isinstance(found, Opinions)
    return found


def test_every_slip_stays_and_the_latest_is_shown() -> None:
    room = Room()
    nominated = opinion(opinion="RECOMMEND", post="副所长", files=["推荐表.pdf"])
    room.does(KIND, "p", nominated, "director")
    first = room.last
    assert (opinions(room).label, opinions(room).last_step(())) == ("推荐提名", MONDAY)
    later = at("2026-03-12 10:00")
    room.does(KIND, "p", opinion(opinion="DISSENT"), "director", later)
    assert (opinions(room).label, opinions(room).last_step(())) == ("不同意调动", later)
    slip, second = opinions(room).slips
    assert (slip.id, slip.by, slip.at, slip.opinion) == (first, uid("director"), MONDAY, "RECOMMEND")
    assert (slip.person, slip.unit, slip.post) == (uid("pcs_staff"), "T-PCS", "副所长")
    assert (slip.reason, slip.files) == ("工作需要", ("推荐表.pdf",))
    assert (second.id, second.at, opinions(room).person) == (room.last, later, uid("pcs_staff"))


@pytest.mark.parametrize(
    ("said", "label"),
    [("VETO", "反向否决"), ("CONSENT", "同意调动"), ("DISSENT", "不同意调动")],
)
def test_four_opinions_and_no_other_may_be_given(said: str, label: str) -> None:
    room = Room()
    assert room.no(KIND, "p", opinion(opinion="MAYBE"), "director") == "bad-opinion"
    room.does(KIND, "p", opinion(opinion=said), "director")
    assert opinions(room).label == label


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"unit": "T-NONE"}, "bad-unit"),
        ({"unit": "T-ZF"}, "bad-unit"),  # a platform of the town's own
        ({"opinion": "RECOMMEND", "post": " "}, "no-post"),
        ({"opinion": "RECOMMEND", "post": "副所长"}, ""),
        ({"reason": " "}, "no-reason"),
        ({"person": uid("nobody")}, "bad-person"),
    ],
)
def test_what_a_slip_must_say(wrong: dict[str, str], code: str) -> None:
    assert Room().no(KIND, "p", opinion(**wrong), "director") == code


def test_the_slips_of_a_person_are_no_place_for_another() -> None:
    room = Room()
    room.does(KIND, "p", opinion(), "director")
    why = room.why_not(KIND, "p", opinion(person=uid("pcs_lead")), "director")
    assert why is not None
    assert (why.code, "另一人" in why.sentence) == ("bad-person", True)
    assert room.no(KIND, "p", opinion(opinion="VETO"), "director") == ""


def test_two_desks_speaking_of_one_person_meet() -> None:
    """The id follows from the town and the person; a slip that names no case goes there."""
    home, person = uid("town"), uid("pcs_staff")
    mine = opinions_case(home, person)
    assert mine == opinions_case(home, person)
    assert len({mine, opinions_case(home, uid("pcs_lead")), opinions_case("other", person)}) == 3
    p = AppointOpinion(person=person, unit="T-PCS", opinion="VETO", reason="工作需要")
    doer, rules = Doer(uid("director"), ("DIRECTOR",), ("T-ZHS",)), Room().rules
    for case, wanted in ((None, mine), (uid("p"), uid("p"))):
        assert apply(None, an_action(KIND, case, {}, "director"), p, doer, MONDAY, rules).id == wanted
