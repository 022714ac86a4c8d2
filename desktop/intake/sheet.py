"""A call as it is being written down (受理单): what its draft keeps, and what becomes of it. Free of Qt."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from desktop.intake import texts
from desktop.moves.paper_form import number_fault
from desktop.moves.texts import PAPER_FUTURE

KIND = "intake"  # of the drafts
PHONE, PAPER = "PHONE", "PAPER"
FROM_OUTSIDE = ("12345", "UP")  # channels that bring a number and a due of their own


class Sheet(Struct, frozen=True, kw_only=True):
    """Everything a person typed or chose, and which of it no rule may change any more."""

    text: str = ""
    place: str = ""  # the caller's words
    spot: str = ""  # what they were taken for
    area: str = ""
    lon: float | None = None
    lat: float | None = None
    outside_m: int = 0
    tel: str = ""
    name: str = ""
    ch: str = PHONE
    outer: str = ""
    outer_due: int | None = None
    slip: str = ""  # number of the slip it was written on
    slip_at: int | None = None
    reply: bool = False
    secret: bool = False
    anon: bool = False
    urg: str = "U3"
    cat: str = ""
    unit: str = ""
    answers: tuple[str, ...] = ()  # questions that were asked
    edited: tuple[str, ...] = ()
    begun_at: int = 0

    @property
    def blank(self) -> bool:
        """Nothing was typed yet."""
        return not (
            self.text.strip() or self.place.strip() or self.tel or self.name or self.outer or self.slip
        )

    def body(self) -> str:
        """As a draft."""
        return msgspec.json.encode(self).decode()


def taken_up(body: str) -> Sheet | None:
    """The sheet of a draft; None when another form wrote it."""
    try:
        return msgspec.json.decode(body, type=Sheet)
    except msgspec.MsgspecError:
        return None


def report(sheet: Sheet, home: str) -> dict[str, Any]:
    """The payload of 登记; `home` is the town's code, for a place that nobody found."""
    place: dict[str, Any] = {"area": sheet.area or home, "text": sheet.place.strip()}
    if sheet.lon is not None and sheet.lat is not None:
        place |= {"lon": round(sheet.lon * 1_000_000), "lat": round(sheet.lat * 1_000_000)}
    p: dict[str, Any] = {
        "serial": "",
        "ch": sheet.ch,
        "text": sheet.text.strip(),
        "place": place,
        "cat": sheet.cat,
        "urg": sheet.urg,
        "reply": sheet.reply and not sheet.anon,
        "anon": sheet.anon,
        "secret": sheet.secret,
        "occ": sheet.begun_at,
    }
    if sheet.ch in FROM_OUTSIDE:
        p["outer"] = sheet.outer.strip()
        if sheet.outer_due is not None:
            p["outer_due"] = sheet.outer_due
    if sheet.ch == PAPER and sheet.slip.strip():
        p |= {"paper": sheet.slip.strip().upper(), "occ": sheet.slip_at}
    return p


def slip_fault(sheet: Sheet, unit: str, now: int) -> str:
    """What is wrong with the slip (补录, rulebook §3.11), or ""; a paper without a number is no slip."""
    if sheet.ch != PAPER or not (sheet.slip.strip() or sheet.slip_at is not None):
        return ""
    if not sheet.slip.strip():
        return texts.SLIP_NEEDS_NO
    if sheet.slip_at is None:
        return texts.SLIP_NEEDS_TIME
    return number_fault(sheet.slip, unit) or (PAPER_FUTURE if sheet.slip_at > now else "")


def annex(sheet: Sheet) -> Mapping[str, str] | None:
    """Who called: the private part; None of an anonymous caller."""
    if sheet.anon or not (sheet.name.strip() or sheet.tel):
        return None
    return {key: value for key, value in (("name", sheet.name.strip()), ("tel", sheet.tel)) if value}
