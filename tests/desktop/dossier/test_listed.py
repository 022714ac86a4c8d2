"""The item that a case rests on: of its call in the version it keeps, with 清单已更新 once another holds (rulebook §5.2)."""

from msgspec import structs

from desktop.dossier.listed import listed
from governance.calls.call import Call
from tests.governance.local_time import at
from tests.governance.responsibility.county_room import ITEM, MONDAY, CountyRoom, agreed, drafted, publication
from tests.governance.room import Room, assigned, report

APRIL = at("2026-04-02 09:00")


def resting_call(town: Room) -> Call:
    return structs.replace(town.call(), item=ITEM, item_version=1)


def revised() -> CountyRoom:
    room = CountyRoom()
    drafted(room)
    agreed(room)
    room.does("list.publish", "l", publication(), "county_leader")
    return room


def test_a_call_names_its_item_and_says_nothing_while_its_version_holds() -> None:
    town = Room()
    assigned(town)
    found = listed(resting_call(town), (), MONDAY, revised().rules)
    assert found is not None
    assert (found.code, found.version, found.changed) == (ITEM, 1, "")
    assert found.said.startswith(f"清单 {ITEM} 违法建设查处")


def test_once_another_version_holds_call_and_event_say_that_the_list_changed() -> None:
    town = Room()
    assigned(town)
    for case, calls in ((resting_call(town), ()), (town.event(), (resting_call(town),))):
        found = listed(case, calls, APRIL, revised().rules)
        assert found is not None
        assert (found.version, found.changed) == (1, "清单已更新：本件按第 1 版办理，现行第 2 版")
        assert found.more == "2026-04-01 起施行，1 处不同"


def test_an_event_without_a_call_names_what_covers_it_on_its_day() -> None:
    town = Room()
    town.does("event.report", "e", report(cat="050101"), "op")
    found = listed(town.event(), (), MONDAY, town.rules)
    assert found is not None
    category = town.rules.catalogue.categories[town.event().cat]
    assert found.code in category.related_items
    assert found.changed == ""
