"""更正地点 (rulebook §3.11): another place has no point of the old one; the point that still holds stays."""

import pytest

from desktop.moves.form import defaults
from desktop.moves.forms import form_of
from tests.desktop.moves.test_forms import matter
from tests.governance.room import GRID, MONDAY, VILLAGE, Room, accepted

PLACED = {"field": "place", "place": "石桥小学北门"}


@pytest.mark.parametrize(
    ("more", "value"),
    [
        ({}, f"{GRID}|120600000|30500000|石桥小学北门"),
        ({"point_holds": False}, f"{GRID}|||石桥小学北门"),
        ({"area": VILLAGE}, f"{VILLAGE}|||石桥小学北门"),
    ],
)
def test_the_point_goes_with_the_place(more: dict[str, str | bool], value: str) -> None:
    room = Room()
    accepted(room)
    form = form_of("event.amend", matter(room, room.event(), "op", MONDAY))
    (change,) = form.payload(defaults(form) | PLACED | more)["set"]
    assert change["value"] == value
    room.does("event.amend", "e", {"set": [change]}, "op", MONDAY)
    place = room.event().place
    assert (place.text, place.lon is None) == ("石桥小学北门", "|||" in value)
