"""What the payloads of all kinds may carry (载荷)."""

from msgspec import Struct


class Behalf(Struct, frozen=True, gc=False):
    """代录: the unit for which the room records, who spoke, and by which way (rulebook §3.11)."""

    unit: str
    person: str
    by: str  # PHONE or PAPER


class Payload(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Fields that any kind may carry; unknown ones stay in the stored bytes and are not read (I22)."""

    px: str | None = None  # commitment to the private annex
    occ: int | None = None  # fact time, UTC ms
    paper: str | None = None  # slip number: with it the clocks judge by `occ`
    parent: str | None = None  # the case it serves, named once at birth
    behalf: Behalf | None = None


class Place(Struct, frozen=True, omit_defaults=True, gc=False):
    """Where: area code (village 12 or grid 17 digits), point in degrees×10⁶, and the words of the caller."""

    area: str
    lon: int | None = None
    lat: int | None = None
    text: str = ""


class Told(Struct, frozen=True, gc=False):
    """That and when a person was told something (告知)."""

    text: str
    at: int
