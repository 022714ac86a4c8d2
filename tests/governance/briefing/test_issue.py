"""简报冻结发布 (rulebook §10, §13.6): no figure that was printed changes silently."""

import pytest

from governance.briefing.issue import Briefing, briefing_case
from governance.ledger.entry import Verdict
from tests.governance.room import Room, monday, uid

MINE, OTHER = "0" * 64, "1" * 64
CASE = "daily"
DAILY = {"kind": "DAILY", "period": "2026-03-08", "no": "2026年第68期", "digest": MINE}


def issued(room: Room, when: int = monday("09:00")) -> None:
    room.does("briefing.freeze", CASE, DAILY, "sup", when)


def briefing(room: Room) -> Briefing:
    found = room.cases[uid(CASE)]
    assert isinstance(found, Briefing)
    return found


def test_the_case_of_a_period_is_the_same_at_every_desk() -> None:
    one = briefing_case(uid("town"), "DAILY", "2026-03-08")
    assert one == briefing_case(uid("town"), "DAILY", "2026-03-08")
    others = {
        briefing_case(uid("town"), "DAILY", "2026-03-09"),
        briefing_case(uid("other"), "DAILY", "2026-03-08"),
        briefing_case(uid("town"), "WEEKLY", "2026-03-08"),
    }
    assert one not in others
    assert len(others) == 3


def test_two_desks_freezing_other_figures_meet_as_a_conflict() -> None:
    room = Room()
    issued(room)
    verdict = room.act("briefing.freeze", CASE, DAILY | {"digest": OTHER}, "director", base=None)
    assert (verdict.vd, verdict.code) == ("c", "stale-base")
    assert [item.kind for item in briefing(room).items] == ["briefing.freeze"]
    assert [one.digest for one in briefing(room).issues] == [MINE]


def test_two_desks_freezing_the_same_figures_meet_in_one() -> None:
    room = Room()
    issued(room)
    assert room.act("briefing.freeze", CASE, DAILY, "director", base=None) == Verdict("a", "same-effect")
    assert len(briefing(room).issues) == 1


def test_a_correction_stands_beside_what_was_printed() -> None:
    room = Room()
    issued(room)
    again = DAILY | {"digest": OTHER, "no": "2026年第68期（更正）"}
    assert room.no("briefing.freeze", CASE, DAILY, "sup") == "already-issued"
    assert room.no("briefing.freeze", CASE, again, "sup") == "no-reason"
    room.does("briefing.freeze", CASE, again | {"reason": "补录2件"}, "sup", monday("15:00"))
    assert [(one.digest, one.at) for one in briefing(room).issues] == [
        (MINE, monday("09:00")),
        (OTHER, monday("15:00")),
    ]
    assert briefing(room).label == "已更正"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"kind": "YEARLY"}, "bad-period"),
        ({"period": "2026-W11"}, "bad-period"),
        ({"kind": "MONTHLY", "period": "2026-3"}, "bad-period"),
        ({"digest": "x"}, "no-digest"),
        ({"no": " "}, "no-digest"),
    ],
)
def test_what_is_not_a_briefing_is_not_frozen(more: dict[str, str], code: str) -> None:
    assert Room().no("briefing.freeze", CASE, DAILY | more, "sup") == code


def test_who_freezes_it() -> None:
    room = Room()
    assert room.no("briefing.freeze", CASE, DAILY, "op") == "no-role"
    assert room.no("briefing.freeze", CASE, DAILY, "director") == ""
    assert Room(on_duty=False).no("briefing.freeze", CASE, DAILY, "sup") == "no-shift"
