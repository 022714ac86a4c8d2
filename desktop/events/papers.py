"""Several 派发单 as one document (批量打印): each begins a page of its own, as if it were printed alone. Free of Qt."""

from collections.abc import Sequence

from msgspec.structs import replace

from desktop.events import texts
from desktop.place_names import PlaceNames
from desktop.printing.paper import CENTRE, Block, NewPage, Printed, Words
from desktop.printing.printed import SlipFoot, dispatch_slip
from governance.events.event import Event
from governance.rulebook import Rules

TITLE_SIZE = 18.0


def slips(events: Sequence[Event], rules: Rules, foot: SlipFoot, places: PlaceNames) -> Printed:
    """The slips of these events, in their order."""
    made = [dispatch_slip(event, rules, foot, places) for event in events]
    first = made[0]
    if len(made) == 1:
        return first
    blocks: list[Block] = list(first.blocks)
    for one in made[1:]:
        blocks += [NewPage(), Words(one.title, TITLE_SIZE, bold=True, align=CENTRE, space=8), *one.blocks]
    serial = texts.PRINT_SERIAL.format(serial=first.serial, n=len(made))
    return replace(first, serial=serial, blocks=tuple(blocks))
