"""办理时限 of a C3: the item's own, else seven working days (rulebook §4.1)."""

import pytest
from msgspec.structs import replace

from governance.catalogue.cells import cell_fault
from governance.rulebook import Rules
from governance.time.limits import Limit, limit_in
from tests.governance.calls.test_findings import with_item
from tests.governance.room import MONDAY, Room, assigned


class Limited(Room):
    """A town whose list gives SD-A01 a limit of its own."""

    limit = "15WD"

    @property
    def rules(self) -> Rules:
        rules = super().rules
        item = replace(rules.catalogue.items["SD-A01"], handle_limit=self.limit)
        catalogue = replace(
            rules.catalogue,
            items={**rules.catalogue.items, "SD-A01": item},
            versions={**rules.catalogue.versions, "SD-A01": (item,)},
        )
        return replace(rules, catalogue=catalogue)


@pytest.mark.parametrize(
    ("limit", "grade", "due"),
    [
        ("15WD", "C3", "2026-03-30 18:00"),
        ("10 ND", "C3", "2026-03-20 00:00"),
        ("8WH", "C3", "2026-03-10 09:00"),
        ("", "C3", "2026-03-18 18:00"),  # 7 WD
        ("15WD", "C2", "2026-03-12 18:00"),  # urgent calls have their grade's
    ],
)
def test_a_general_call_takes_the_limit_of_its_item(limit: str, grade: str, due: str) -> None:
    room = Limited()
    room.limit = limit
    with_item(room, grade=grade)
    assert room.due("HANDLE", "ZF", "c") == due


def test_who_helps_later_is_due_no_later_than_the_lead() -> None:
    room = Limited()
    with_item(room)
    room.does("call.invite_assist", "c", {"unit": "ZR"}, "centre", MONDAY)
    assert room.due("HANDLE", "ZR", "c") == "2026-03-30 18:00"


def test_outside_the_list_the_grades_limit_holds() -> None:
    room = Limited()
    assigned(room)
    assert room.due("HANDLE", "ZR", "c") == "2026-03-18 18:00"


@pytest.mark.parametrize("cell", ["15", "WD", "0WD", "15XX", "十五天", "99999WD"])
def test_a_limit_that_can_not_be_read_is_told_at_its_cell(cell: str) -> None:
    assert limit_in(cell) is None
    said = cell_fault("responsibility_items", "handle_limit", cell)
    assert said is not None
    assert "15WD" in said


def test_hours_are_counted_in_minutes() -> None:
    assert limit_in("8WH") == Limit(480, "WH")
    assert cell_fault("responsibility_items", "handle_limit", "") is None
