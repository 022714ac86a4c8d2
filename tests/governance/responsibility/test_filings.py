"""补报准入: an emergency's C1 without an item is filed within three working days, or it is listed (rulebook §5.4)."""

import pytest
from msgspec.structs import replace

from governance.responsibility.admission import APPLIED, Admission
from governance.responsibility.emergencies import KEY, Emergency, declared
from governance.responsibility.filings import Filing, filings, owes_admission
from governance.rulebook import Rules
from tests.governance.calls.test_reverse import DOWN
from tests.governance.local_time import at, show
from tests.governance.responsibility.county_room import CountyRoom
from tests.governance.room import MONDAY, Room, called, uid

URGENT = {"serial": "H260309-000-00-0009", "grade": "C1", "ask": "请转移沿河住户"}
DUE = at("2026-03-12 18:00")  # Monday + 3 WD


class Flooded(Room):
    """A town while the county has a 防汛 response declared."""

    @property
    def rules(self) -> Rules:
        return replace(super().rules, emergencies=(Emergency("防汛", "2026-03-01", ""),))


def asked() -> Flooded:
    room = Flooded()
    room.does("call.reverse", "c", URGENT, "zr_lead")
    return room


def application(filed: int, task: str) -> Admission:
    return Admission(
        id=uid("a"), state=APPLIED, moved=filed, at=filed, dept="ZR", by=uid("zr_lead"), matter="转移", basis="预案",
        why="力量不足", support="每户补助", since="2026-03-09", until="2026-04-09", towns=("990101100000",),
        duties=("转移住户",), task=task,
    )  # fmt: skip


def listed(room: Room, now: int, *said: Admission) -> list[Filing]:
    return list(filings([room.call()], said, now, room.rules))


def test_it_is_owed_from_the_call_on_and_overdue_after_three_working_days() -> None:
    room = asked()
    (owed,) = listed(room, MONDAY)
    assert (owed.standing, owed.by, show(owed.due), owed.open) == ("OWED", "ZR", "2026-03-12 18:00", True)
    assert [f.standing for f in listed(room, DUE)] == ["OWED"]
    assert [f.standing for f in listed(room, DUE + 1)] == ["OVERDUE"]


@pytest.mark.parametrize("by", ["id", "serial"])
def test_what_an_application_names_is_filed(by: str) -> None:
    room = asked()
    task = uid("c") if by == "id" else URGENT["serial"]
    assert listed(room, DUE + 1, application(DUE, task)) == []
    (late,) = listed(room, DUE + 9, application(DUE + 1, task))
    assert (late.standing, late.filed, late.open) == ("LATE", DUE + 1, False)
    assert len(listed(room, DUE + 1, application(DUE, "H260309-000-00-0010"))) == 1


def test_the_first_of_two_applications_counts() -> None:
    room = asked()
    assert listed(room, DUE + 5, application(DUE + 2, uid("c")), application(DUE, uid("c"))) == []


def test_what_rests_on_an_item_or_was_taken_back_owes_nothing() -> None:
    room = Room()
    room.does("call.reverse", "c", DOWN, "centre")
    assert not owes_admission(room.call())
    room = asked()
    room.does("call.reverse", "c", {"word": "withdraw", "reason": "水已退"}, "zr_lead")
    assert listed(room, DUE + 1) == []


def test_a_town_calling_the_county_owes_no_admission() -> None:
    room = Room()
    called(room, "C1")
    assert listed(room, DUE + 1) == []


def test_what_is_open_stands_first_and_the_soonest_due_at_its_head() -> None:
    room = asked()
    second = replace(room.call(), id=uid("d"), serial="H2", at=at("2026-03-10 09:00"))
    late = replace(room.call(), id=uid("e"), serial="H3")
    found = filings([second, late, room.call()], [application(DUE + 1, "H3")], DUE + 2, room.rules)
    assert [one.call for one in found] == [uid("c"), uid("d"), uid("e")]


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        ([], True),
        ([{"name": "防汛", "since": "2026-03-01"}], True),
        ([{"name": "防汛", "since": "2026-03-01", "until": "2026-03-01"}], True),
        ([{"name": "防汛", "since": "2026-03-02", "until": "2026-03-01"}], False),
        ([{"name": " ", "since": "2026-03-01"}], False),
        ([{"name": "防汛", "since": ""}], False),
        ([{"name": "防汛", "since": "2026-03-01", "until": "三月"}], False),
        ([{"since": "2026-03-01"}], False),
        ("防汛", False),
    ],
)
def test_an_emergency_is_declared_with_name_and_days(value: object, whole: bool) -> None:
    assert (declared(value) is not None) == whole
    said = CountyRoom().no("config.put", "k", {"key": KEY, "value": value}, "centre_lead")
    assert said == ("" if whole else "bad-emergency")
