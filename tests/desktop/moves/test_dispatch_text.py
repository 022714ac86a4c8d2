"""派单文字: everything the unit needs, and no personal field unless ticked."""

from msgspec.structs import replace

from desktop.moves.dispatch_text import dispatch_text
from desktop.names import Names
from desktop.place_names import PlaceNames
from governance.events.event import Event
from tests.desktop.moves.stages import STAGES

PLACES = PlaceNames({"990101100201": "石桥村"}, "云溪镇")


def test_it_says_serial_kind_place_content_unit_and_due() -> None:
    room, case, at = STAGES["dispatched"]()
    assert isinstance(case, Event)
    told = replace(case, text="井盖没了，陈女士13800004521，请快来")
    text = dispatch_text(told, Names(room.rules, PLACES), room.rules, at)
    assert case.serial in text
    assert "石桥村" in text
    assert room.rules.catalogue.categories[case.cat].minor in text
    assert room.rules.name_of("T-ZF") in text
    assert "办结时限：03月" in text
    assert "138****4521" in text
    assert "13800004521" not in text


def test_the_caller_stands_in_it_only_when_ticked() -> None:
    room, case, at = STAGES["dispatched"]()
    assert isinstance(case, Event)
    caller = {"name": "林晓芸", "tel": "13800004521"}
    text = dispatch_text(case, Names(room.rules, PLACES), room.rules, at, caller)
    assert "反映人：林晓芸 13800004521" in text


def test_there_is_none_while_nobody_holds_it() -> None:
    room, case, at = STAGES["accepted"]()
    assert isinstance(case, Event)
    assert dispatch_text(case, Names(room.rules, PLACES), room.rules, at) == ""
