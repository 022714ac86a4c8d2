"""What the duty page shows, as values (值班页的样子). Free of Qt."""

from msgspec import Struct

from desktop.duty.people import Person
from desktop.duty.sheet import Section
from desktop.lights import Sign


class Head(Struct, frozen=True):
    """The sheet's head: who hands over to which shift, and how long there is."""

    title: str
    subtitle: str
    left: str
    left_note: str
    tone: str  # "", amber, red


class FigureFace(Struct, frozen=True):
    """One figure on top."""

    name: str
    label: str
    value: str
    token: str
    sign: Sign | None


class Signer(Struct, frozen=True):
    """One person who signs: chosen among some, or known."""

    key: str  # out, in, leader
    label: str
    people: tuple[Person, ...]
    chosen: str
    signed: str  # `17:50:12 已签`, "" before


class Signing(Struct, frozen=True):
    """How far the signing is."""

    signers: tuple[Signer, ...]
    ticked: frozenset[str]
    counted: str
    lacking: str
    ready: bool


class TakingOver(Struct, frozen=True):
    """The card that opens a shift."""

    title: str
    why: str
    people: tuple[Person, ...]
    chosen: str
    reason: bool  # must be written: somebody's shift is still open


class OnPaper(Struct, frozen=True, kw_only=True):
    """What is printed: the sheet whole, as it stands."""

    head: Head
    figures: tuple[FigureFace, ...]
    sections: tuple[Section, ...]
    points: str
    items: tuple[str, ...]
    serial: str
