"""The papers of the room as documents (打印件): 交办单, 三联单, lists and sheets; free of Qt.

Each gives a `Printed`, which `desktop.printing.preview.open_preview` shows, prints and saves. `foot` says what every
paper says of itself; make it with `foot_of(context)`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from briefings.slips import dispatch_slip as slips
from briefings.slips.call_slip import SlipFoot
from briefings.slips.call_slip import call_slip as drawn_up
from briefings.texts import masked
from desktop.place_names import NO_PLACES, PlaceNames
from desktop.printing import texts
from desktop.printing.call_paper import call_blocks
from desktop.printing.dispatch_paper import dispatch_blocks
from desktop.printing.paper import CENTRE, SMALL, TABLE, WIDE_FROM, Block, Cell, Grid, Printed, Words, pairs
from governance.calls.call import Call
from governance.events.event import Event
from governance.rulebook import Rules

if TYPE_CHECKING:
    from desktop.shell.context import PageContext

__all__ = [
    "Printed",
    "Section",
    "SlipFoot",
    "call_slip",
    "case_list",
    "dispatch_slip",
    "foot_of",
    "sheet",
]


class Section(Struct, frozen=True, kw_only=True):
    """A named table of a sheet; the cells are texts, or `Cell`s where one is more than that."""

    title: str
    columns: tuple[tuple[str, float], ...] = ()  # heading, share of the width
    rows: tuple[tuple[str | Cell, ...], ...] = ()
    empty: str = ""  # what stands there without rows
    note: str = ""  # 口径 below the table


def foot_of(context: "PageContext") -> SlipFoot:
    """What a paper printed now says of itself: town, how far the data reach, when, who."""
    seat, link = context.seat, context.link()
    now = seat.now()
    as_of = link.last_synced if link is not None and not link.connected and link.last_synced else now
    return SlipFoot(
        town=seat.rules.home.name, as_of=as_of, printed_at=now, operator=seat.operator.name or texts.NOBODY
    )


def dispatch_slip(
    event: Event, rules: Rules, foot: SlipFoot, places: PlaceNames = NO_PLACES, issuer: str = ""
) -> Printed:
    """交办单 with its 签收联 and 回执联, one page; `places` is `context.places`."""
    place = places.said(event.place.area)
    slip = slips.dispatch_slip(event, rules, places.said, place, issuer or foot.operator)
    return _printed(texts.DISPATCH.format(town=foot.town), slip.serial, foot, dispatch_blocks(slip, foot))


def call_slip(
    call: Call, event: Event | None, rules: Rules, foot: SlipFoot, places: PlaceNames = NO_PLACES
) -> Printed:
    """三联单 of a call: 存根, 派发单, 反馈单, torn at the dashed lines."""
    place = places.said(event.place.area) if event is not None else ""
    slip = drawn_up(call, event, rules, foot.printed_at, place)
    return _printed(
        texts.CALL.format(town=foot.town), slip.serial, foot, call_blocks(slip, foot), titled=False
    )


def case_list(
    title: str,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[str | Cell]],
    foot: SlipFoot,
    *,
    serial: str,
    explained: str = "",
    landscape: bool = False,
) -> Printed:
    """A list of cases: what is counted in `explained`, a number before each row; numbers of persons are masked."""
    share = sum(wide for _, wide in columns) * 0.055
    numbered = [(str(number), *row) for number, row in enumerate(rows, 1)]
    section = Section(
        title="",
        columns=((texts.NUMBER, share), *columns),
        rows=tuple(numbered),
        empty=texts.NO_ROWS,
        note=texts.COUNT.format(n=len(rows)),
    )
    return sheet(
        title,
        foot,
        serial=serial,
        lead=explained,
        sections=(section,),
        landscape=landscape or len(columns) >= WIDE_FROM,
    )


def sheet(
    title: str,
    foot: SlipFoot,
    *,
    serial: str,
    facts: Sequence[tuple[str, str]] = (),
    lead: str = "",
    sections: Sequence[Section] = (),
    signatures: Sequence[str] = (),
    landscape: bool = False,
    draft: bool = False,
) -> Printed:
    """A sheet of facts and tables, as the 交接单: head, facts in pairs, sections, lines to sign."""
    blocks: list[Block] = []
    if facts:
        blocks.append(Grid((2, 4, 2, 4), pairs([(head, masked(text)) for head, text in facts], 2), row=20))
    if lead:
        blocks.append(Words(masked(lead), TABLE))
    for section in sections:
        blocks += _section(section)
    if signatures:
        cells = tuple(cell for name in signatures for cell in (Cell(name, head=True, align=CENTRE), Cell()))
        blocks.append(Grid((2, 4) * len(signatures), (cells,), row=34))
    return _printed(title, serial, foot, tuple(blocks), landscape=landscape, draft=draft)


def _section(section: Section) -> list[Block]:
    blocks: list[Block] = []
    if section.title:
        blocks.append(Words(section.title, TABLE + 1, bold=True, space=1))
    if section.rows:
        head = tuple(Cell(name, head=True, align=CENTRE) for name, _ in section.columns)
        rows = tuple(tuple(_cell(one) for one in row) for row in section.rows)
        widths = tuple(share for _, share in section.columns)
        blocks.append(Grid(widths, (head, *rows), header=1, size=SMALL + 0.5))
    else:
        blocks.append(Words(section.empty, TABLE, token="ink2"))
    if section.note:
        blocks.append(Words(section.note, SMALL, token="ink2"))
    return blocks


def _cell(one: str | Cell) -> Cell:
    return one if isinstance(one, Cell) else Cell(masked(one))


def _printed(
    title: str,
    serial: str,
    foot: SlipFoot,
    blocks: tuple[Block, ...],
    *,
    landscape: bool = False,
    draft: bool = False,
    titled: bool = True,
) -> Printed:
    return Printed(
        title=title,
        serial=serial,
        as_of=foot.as_of,
        printed_at=foot.printed_at,
        operator=foot.operator,
        blocks=blocks,
        landscape=landscape,
        draft=draft,
        titled=titled,
    )
