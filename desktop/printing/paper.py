"""What a printed document says (打印件): blocks in their order and the foot of every page; free of Qt.

Source: ui.md §10, rulebook §10. A document is a value: the same one is previewed, printed and saved, so that no two of
them can differ. Lengths are points (1/72 inch).
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

import msgspec
from msgspec import Struct

from desktop.lights import Sign

LEFT, CENTRE, RIGHT = 0, 1, 2
BODY, TABLE, SMALL = 12.0, 10.5, 9.0
WIDE_FROM = 9  # more columns than this lie across (横向)


class Cell(Struct, frozen=True):
    """One cell of a grid."""

    text: str = ""
    span: int = 1
    head: bool = False
    align: int = LEFT
    bold: bool = False
    token: str = ""  # colour token, "" = ink
    ref: str = ""  # what stands behind it: the preview opens it
    sign: Sign | None = None  # painted black before the text


class Words(Struct, frozen=True, tag=True):
    """A paragraph."""

    text: str
    size: float = BODY
    bold: bool = False
    align: int = LEFT
    token: str = ""
    space: float = 4  # points below it


class Grid(Struct, frozen=True, tag=True):
    """A ruled table; the first `header` rows stand on every page it reaches, no row is cut in two."""

    widths: tuple[float, ...]  # shares of the width
    rows: tuple[tuple[Cell, ...], ...]
    header: int = 0
    size: float = TABLE
    row: float = 0  # least height of a row: room to write by hand
    space: float = 6


class Cut(Struct, frozen=True, tag=True):
    """Where the sheet is torn (裁切线)."""

    text: str = ""


class Gap(Struct, frozen=True, tag=True):
    """Room."""

    points: float


class Rule(Struct, frozen=True, tag=True):
    """A line across."""

    width: float = 0.75
    token: str = ""


class Spread(Struct, frozen=True, tag=True):
    """Short texts shared out over one line: left, middle, right."""

    texts: tuple[str, ...]
    size: float = TABLE


class Bar(Struct, frozen=True):
    """A bar: its label, pieces (value, colour token, ref)."""

    label: str
    parts: tuple[tuple[float, str, str], ...]


class Bars(Struct, frozen=True, tag=True):
    """A bar chart from one axis at 0 (条形图)."""

    title: str
    bars: tuple[Bar, ...]
    legend: tuple[tuple[str, str], ...] = ()  # name, token


class Series(Struct, frozen=True):
    """A line over the places of an axis."""

    name: str
    token: str
    values: tuple[int, ...]
    dashed: bool = False


class Lines(Struct, frozen=True, tag=True):
    """Lines over days, the axis from 0, the last value of each written (折线图)."""

    title: str
    places: tuple[str, ...]
    series: tuple[Series, ...]
    tall: float = 64


class Beside(Struct, frozen=True, tag=True):
    """Columns next to each other, on one page."""

    columns: tuple[tuple[float, tuple["Block", ...]], ...]  # share of the width, blocks
    gap: float = 14


class Together(Struct, frozen=True, tag=True):
    """Blocks that stay on one page."""

    blocks: tuple["Block", ...]


class NewPage(Struct, frozen=True, tag=True):
    """A page begins here; `tab` names what begins."""

    tab: str = ""


Block = Words | Grid | Cut | Gap | Rule | Spread | Bars | Lines | Beside | Together | NewPage


class Printed(Struct, frozen=True, kw_only=True):
    """One document."""

    title: str
    serial: str  # 编号
    as_of: int  # 数据截至, UTC ms
    printed_at: int
    operator: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    draft: bool = False  # 草稿 across the head
    red: bool = False  # the red rule of 通报 and 督办单
    titled: bool = True  # False when the blocks bring their own heads (三联单)

    @property
    def digest(self) -> str:
        """Short hash of what it says, not of when it was printed (校验码)."""
        said = msgspec.json.encode((self.title, self.serial, self.as_of, self.draft, self.blocks))
        return sha256(said).hexdigest()[:8].upper()

    @property
    def code(self) -> str:
        """What the QR code says: serial and short hash, nothing of a person."""
        return f"{self.serial} {self.digest}"

    @property
    def file_name(self) -> str:
        """A name to save it under."""
        bad = '\\/:*?"<>|'
        return "".join("_" if one in bad else one for one in f"{self.title} {self.serial}").strip()


def pairs(fields: Sequence[tuple[str, str]], across: int) -> tuple[tuple[Cell, ...], ...]:
    """Rows of head and value, `across` fields a row; the last row fills up."""
    rows = []
    for at in range(0, len(fields), across):
        row: list[Cell] = []
        part = fields[at : at + across]
        for number, (head, value) in enumerate(part, 1):
            last = number == len(part)
            span = 2 * across - 2 * len(part) + 1 if last else 1
            row += [Cell(head, head=True, align=CENTRE), Cell(value, span)]
        rows.append(tuple(row))
    return tuple(rows)


def wide(fields: Sequence[tuple[str, str]], columns: int) -> tuple[tuple[Cell, ...], ...]:
    """Rows of one field each, its value over all other columns."""
    return tuple((Cell(head, head=True, align=CENTRE), Cell(value, columns - 1)) for head, value in fields)


def heads(names: Iterable[str]) -> tuple[Cell, ...]:
    """The head of a table."""
    return tuple(Cell(name, head=True, align=CENTRE) for name in names)
